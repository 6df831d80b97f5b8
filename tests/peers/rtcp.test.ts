/** RTCP as tshark reads it: the same packets, field by field, the round trip, and what the store keeps of it. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from '../../src/capture/frame';
import { ntpMiddle, parseRtcp, type ReportBlock, type RtcpPacket, roundTripFromHereMs } from '../../src/decode/rtcp';
import type { VoipMetrics, XrBlock } from '../../src/decode/rtcp-xr';
import { Session } from '../../src/engine/session';
import { NO_LIMITS, type Store } from '../../src/store/store';
import { reportsOf, roundTripOf, type StreamReports } from '../../src/store/stream-reports';
import { pcap } from '../capture/build';
import { ethernet, ipv4, u32, udp } from '../decode/build';
import { bye, padded, rr, sdes, sr, voipMetricsBlock, xr, xrBlock } from '../decode/rtcp-build';
import { datagram, talk } from '../store/rtp';
import { peer, SAMPLES } from './peers';

const PORT = 40_001;
const MARTA = 0x1a2b3c4d;
const DESK = 0xfedcba98;
/** Between two datagrams. */
const STEP_MS = 700;

/** Two ends that hear each other: Marta's reports, and the desk's between them. */
const DATAGRAMS = [
  Buffer.concat([
    sr(
      MARTA,
      [0xb44db705, 0x20000000, 160_000, 1000, 160_000],
      [{ ssrc: DESK, fraction: 17, lost: 321, highest: 0x3fffe, jitter: 77, lsr: 0xb7050001, dlsr: 0x10203 }],
    ),
    sdes([
      MARTA,
      [
        [1, 'marta@198.51.100.7'],
        [6, 'phone 2.1'],
      ],
    ]),
  ]),
  Buffer.concat([
    rr(DESK, [
      { ssrc: MARTA, fraction: 255, lost: -3, highest: 65_535, jitter: 0xffffffff, lsr: 0xb7052000, dlsr: 0x4000 },
      { ssrc: 7, lost: 0x7fffff },
    ]),
    sdes([DESK, [[1, 'desk4']]], [9, [[7, 'x']]]),
    xr(
      DESK,
      voipMetricsBlock(MARTA),
      xrBlock(4, Buffer.concat([u32(0xb44db706), u32(0x80000000)])),
      xrBlock(5, Buffer.concat([MARTA, 0xb7052000, 0x4000].map((each) => u32(each)))),
    ),
  ]),
  Buffer.concat([sr(MARTA, [0xb44db707, 0, 1, 2, 3]), padded(bye([MARTA, DESK], 'camera malfunction'), 8)]),
];

type Values = (number | string)[];

const TYPES = { SR: 200, RR: 201, SDES: 202, BYE: 203, XR: 207 };
const BLOCK_TYPES = { 'VoIP metrics': 7, 'receiver reference time': 4, DLRR: 5, other: 0 };
const CONCEALMENTS = { disabled: 1, enhanced: 2, standard: 3 };
const JITTER_BUFFERS = { 'non-adaptive': 2, adaptive: 3 };

/** tshark's name of a field, and what we have for it in the packets of a datagram. */
const FIELDS: [name: string, ours: (packet: RtcpPacket) => Values][] = [
  ['rtcp.pt', (one) => [typeOf(one)]],
  ['rtcp.senderssrc', (one) => ('ssrc' in one && one.kind !== 'other' ? [hex(one.ssrc)] : [])],
  ['rtcp.timestamp.ntp.msw', (one) => (one.kind === 'SR' ? [one.ntpSeconds] : [])],
  ['rtcp.timestamp.ntp.lsw', (one) => (one.kind === 'SR' ? [one.ntpFraction] : [])],
  ['rtcp.timestamp.rtp', (one) => (one.kind === 'SR' ? [one.rtpTimestamp] : [])],
  ['rtcp.sender.packetcount', (one) => (one.kind === 'SR' ? [one.packets] : [])],
  ['rtcp.sender.octetcount', (one) => (one.kind === 'SR' ? [one.octets] : [])],
  // The loss of VoIP metrics has the same name there.
  ['rtcp.ssrc.fraction', (one) => [...lossOf(one), ...lossRate(one)]],
  ['rtcp.ssrc.discarded', metric((one) => one.discardRate * 256)],
  ['rtcp.ssrc.cum_nr', reported((block) => block.lost)],
  ['rtcp.ssrc.ext_high', reported((block) => block.highestSequence)],
  ['rtcp.ssrc.jitter', reported((block) => block.jitter)],
  ['rtcp.ssrc.lsr', reported((block) => block.lastSr)],
  ['rtcp.ssrc.dlsr', reported((block) => block.delaySinceLastSr)],
  ['rtcp.sdes.text', texts],
  ['rtcp.xr.bt', blocks((one) => [BLOCK_TYPES[one.kind]])],
  ['rtcp.xr.lrr', blocks((one) => (one.kind === 'DLRR' ? one.reports.map((each) => each.lastRr) : []))],
  ['rtcp.xr.dlrr', blocks((one) => (one.kind === 'DLRR' ? one.reports.map((each) => each.delaySinceLastRr) : []))],
  ['rtcp.xr.voipmetrics.burstdensity', metric((one) => one.burstDensity * 256)],
  ['rtcp.xr.voipmetrics.gapdensity', metric((one) => one.gapDensity * 256)],
  ['rtcp.xr.voipmetrics.burstduration', metric((one) => one.burstMs)],
  ['rtcp.xr.voipmetrics.gapduration', metric((one) => one.gapMs)],
  ['rtcp.xr.voipmetrics.rtdelay', metric((one) => one.roundTripMs)],
  ['rtcp.xr.voipmetrics.esdelay', metric((one) => one.endSystemMs)],
  ['rtcp.xr.voipmetrics.signallevel', metric((one) => one.signalLevel)],
  ['rtcp.xr.voipmetrics.noiselevel', metric((one) => one.noiseLevel)],
  ['rtcp.xr.voipmetrics.rerl', metric((one) => one.rerl)],
  ['rtcp.xr.voipmetrics.gmin', metric((one) => one.gmin)],
  ['rtcp.xr.voipmetrics.rfactor', metric((one) => one.rFactor)],
  ['rtcp.xr.voipmetrics.extrfactor', metric((one) => one.externalRFactor ?? 127)],
  ['rtcp.xr.voipmetrics.moslq', metric((one) => one.mosLq)],
  ['rtcp.xr.voipmetrics.moscq', metric((one) => one.mosCq)],
  ['rtcp.xr.voipmetrics.plc', metric((one) => one.concealment && CONCEALMENTS[one.concealment])],
  ['rtcp.xr.voipmetrics.jba', metric((one) => one.jitterBuffer && JITTER_BUFFERS[one.jitterBuffer])],
  ['rtcp.xr.voipmetrics.jbrate', metric((one) => one.jitterBufferRate)],
  ['rtcp.xr.voipmetrics.jbnominal', metric((one) => one.jitterBufferNominalMs)],
  ['rtcp.xr.voipmetrics.jbmax', metric((one) => one.jitterBufferMaximumMs)],
  ['rtcp.xr.voipmetrics.jbabsmax', metric((one) => one.jitterBufferAbsoluteMaximumMs)],
];

const ROUND_TRIP = 'rtcp.roundtrip-delay';

let folder = '';
/** A datagram a line: each field with its values, in the order of FIELDS, the round trip last. */
let theirs: string[][] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rtcp-'));
  const file = join(folder, 'rtcp.pcap');
  const packets = DATAGRAMS.map((payload, i) => ({
    bytes: ethernet(i % 2 === 0 ? between('10.0.0.1', '10.0.0.2', payload) : between('10.0.0.2', '10.0.0.1', payload)),
    seconds: 1000 + Math.floor((i * STEP_MS) / 1000),
    nanos: ((i * STEP_MS) % 1000) * 1e6,
  }));
  writeFileSync(file, pcap({}, packets));
  const names = [...FIELDS.map(([name]) => name), ROUND_TRIP].flatMap((name) => ['-e', name]);
  const out = peer('tshark', [
    ...['-r', file, '-d', `udp.port==${PORT},rtcp`, '-o', 'rtcp.show_roundtrip_calculation:TRUE'],
    ...['-T', 'fields', '-E', 'separator=|', '-E', 'aggregator=;', ...names],
  ]);
  theirs = out
    .trimEnd()
    .split('\n')
    .map((line) => line.split('|'));
});

afterAll(() => rmSync(folder, { recursive: true }));

test('tshark reads as many datagrams, and we find nothing wrong with them', () => {
  expect(theirs).toHaveLength(DATAGRAMS.length);
  expect(DATAGRAMS.map((bytes) => parseRtcp(bytes, 0, bytes.length).problems)).toEqual([[], [], []]);
});

test.each(FIELDS)('%s', (name, ours) => {
  const index = FIELDS.findIndex(([each]) => each === name);
  const found = DATAGRAMS.map((bytes) => parseRtcp(bytes, 0, bytes.length).packets.flatMap(ours).join(';'));
  expect(found).toEqual(theirs.map((line) => line[index]));
  expect(found.join('')).not.toBe('');
});

test('the round trip from where the capture was made', () => {
  const [sent, back] = DATAGRAMS.map((bytes) => parseRtcp(bytes, 0, bytes.length).packets[0]);
  if (sent.kind !== 'SR' || back.kind !== 'RR') throw new Error('Not the packets that the test made');
  expect(ntpMiddle(sent.ntpSeconds, sent.ntpFraction)).toBe(back.reports[0].lastSr);
  // 0.7 s between the two, of which the desk kept the report for 0.25 s.
  const ours = roundTripFromHereMs(0, STEP_MS, back.reports[0]);
  expect(ours).toBe(450);
  // The answer to a receiver's clock in the same datagram says the same.
  expect(theirs[1][FIELDS.length].split(';')).toEqual([String(ours), String(ours)]);
});

test.each([
  'call-rtp.pcap',
  'dtmf.pcap',
  'ipv6.pcap',
  'lossy.pcap',
  'mixed.pcapng',
  'nat.pcap',
  'video.pcap',
  'voice-report.pcap',
])('what baresip sent in %s', (name) => {
  const fields = ['udp.payload', 'rtcp.pt', 'rtcp.sdes.text'].flatMap((field) => ['-e', field]);
  const out = peer('tshark', [
    ...['-r', join(SAMPLES, name), '-Y', 'rtcp', '-T', 'fields', '-E', 'separator=|', '-E', 'aggregator=;', ...fields],
  ]);
  const lines = out.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) {
    const [payload, types, text] = line.split('|');
    const bytes = Buffer.from(payload, 'hex');
    const { packets, problems } = parseRtcp(bytes, 0, bytes.length);
    expect(problems).toEqual([]);
    expect(packets.map(typeOf).join(';')).toBe(types);
    expect(packets.flatMap(texts).join(';')).toBe(text);
  }
});

test.each(['call-rtp.pcap', 'dtmf.pcap', 'ipv6.pcap', 'mixed.pcapng'])(
  'the ends of the streams in %s',
  async (name) => {
    const fields = ['frame.time_epoch', 'rtcp.ssrc.identifier', 'rtcp.sdes.text'].flatMap((field) => ['-e', field]);
    const out = peer('tshark', [
      ...['-r', join(SAMPLES, name), '-Y', 'rtcp.pt==203', '-T', 'fields', '-E', 'separator=|', '-E', 'aggregator=;'],
      ...fields,
    ]);
    const byTshark = out
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [time, ssrcs, texts] = line.split('|');
        return `${ssrcs.split(';')[0]} ${texts} ${Number(time).toFixed(6)}`;
      });
    const ours = [...(await reportsIn(join(SAMPLES, name)))].flatMap(([ssrc, { byeUs, byeReason, cname }]) => {
      return byeUs === null ? [] : [`${ssrc} ${byeReason};${cname} ${(byeUs / 1e6).toFixed(6)}`];
    });
    expect(ours.sort()).toEqual(byTshark.sort());
    expect(ours.length).toBeGreaterThan(1);
  },
);

test('round trips of a call, both ways', async () => {
  const file = join(folder, 'call.pcap');
  writeFileSync(file, captureOf(TALK));
  const out = peer('tshark', [
    ...['-r', file, '-d', 'udp.port==4001,rtcp', '-o', 'rtcp.show_roundtrip_calculation:TRUE'],
    ...['-Y', ROUND_TRIP, '-T', 'fields', '-e', 'rtcp.ssrc.identifier', '-e', ROUND_TRIP],
  ]);
  expect(out.trimEnd().split('\n')).toEqual([`${hex(MARTA)}\t120`, `${hex(DESK)}\t45`, `${hex(MARTA)}\t80`]);
  const store = await storeOf(file);
  const found = streamsOf(store).map((row) => reportsOf(store, row)?.tripFromHere);
  expect(found).toEqual([
    { measured: 2, latestMs: 80, meanMs: 100, maxMs: 120 },
    { measured: 1, latestMs: 45, meanMs: 45, maxMs: 45 },
  ]);
  expect(roundTripOf(store, streamsOf(store)[0])?.wholeMs).toBe(145);
});

/** Marta and the desk at their ports, and RTCP one above: each report names the one before of the other. */
const TALK: Frame[] = [
  ...talk({ from: '10.0.0.1:4000', to: '10.0.0.2:5000', ms: 0, ssrc: MARTA }, 10),
  ...talk({ from: '10.0.0.2:5000', to: '10.0.0.1:4000', ms: 0, ssrc: DESK }, 10),
  datagram({ from: '10.0.0.1:4001', to: '10.0.0.2:5001', ms: 1000 }, sr(MARTA, [7, 0, 0, 10, 1600])),
  datagram(
    { from: '10.0.0.2:5001', to: '10.0.0.1:4001', ms: 1370 },
    sr(DESK, [8, 0, 0, 10, 1600], [{ ssrc: MARTA, lsr: 0x70000, dlsr: 0x4000 }]),
  ),
  datagram(
    { from: '10.0.0.1:4001', to: '10.0.0.2:5001', ms: 2415 },
    sr(MARTA, [9, 0, 0, 20, 3200], [{ ssrc: DESK, lsr: 0x80000, dlsr: 0x10000 }]),
  ),
  datagram(
    { from: '10.0.0.2:5001', to: '10.0.0.1:4001', ms: 2620 },
    rr(DESK, [{ ssrc: MARTA, lsr: 0x90000, dlsr: 0x2000, highest: 9 }]),
  ),
];

function captureOf(frames: readonly Frame[]): Buffer {
  const packets = frames.map(({ bytes, start, end, seconds, nanos }) => ({
    bytes: bytes.subarray(start, end),
    seconds,
    nanos,
  }));
  return pcap({}, packets);
}

async function storeOf(file: string): Promise<Store> {
  const session = await Session.open([file], NO_LIMITS);
  await session.readAll();
  session.close();
  return session.store;
}

function streamsOf(store: Store): number[] {
  const rows: number[] = [];
  store.mediaStreams.streams.each((row) => rows.push(row));
  return rows;
}

/** By SSRC. */
async function reportsIn(file: string): Promise<Map<string, StreamReports>> {
  const store = await storeOf(file);
  const { ssrc } = store.mediaStreams.streams.table.columns;
  const found = new Map<string, StreamReports>();
  for (const row of streamsOf(store)) {
    const reports = reportsOf(store, row);
    if (reports !== null) found.set(hex(ssrc[row] >>> 0), reports);
  }
  return found;
}

function typeOf(packet: RtcpPacket): number {
  return packet.kind === 'other' ? packet.type : TYPES[packet.kind];
}

function between(from: string, to: string, payload: Buffer): Buffer {
  return ipv4(udp(payload, { from: PORT, to: PORT }), { from, to });
}

function reported(value: (block: ReportBlock) => number): (packet: RtcpPacket) => Values {
  return (one) => (one.kind === 'SR' || one.kind === 'RR' ? one.reports.map(value) : []);
}

/** The reason of a BYE has the same name there. */
function texts(packet: RtcpPacket): Values {
  if (packet.kind === 'BYE') return [packet.reason];
  return packet.kind === 'SDES' ? packet.sources.flatMap(({ items }) => items.map(({ text }) => text)) : [];
}

function blocks(values: (block: XrBlock) => Values): (packet: RtcpPacket) => Values {
  return (one) => (one.kind === 'XR' ? one.blocks.flatMap(values) : []);
}

function metric(value: (metrics: VoipMetrics) => number | null): (packet: RtcpPacket) => Values {
  return blocks((one) => (one.kind === 'VoIP metrics' ? [value(one) ?? 'none'] : []));
}

function lossOf(packet: RtcpPacket): Values {
  return reported((block) => block.fractionLost * 256)(packet);
}

function lossRate(packet: RtcpPacket): Values {
  return metric((one) => one.lossRate * 256)(packet);
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
