/** RTCP beside its streams: whom a packet tells of, what is kept of it, and the round trip. */

import type { Frame } from '../../src/capture/frame';
import { heardQuality } from '../../src/store/heard';
import type { Store } from '../../src/store/store';
import { reportsOf, roundTripOf, type StreamReports } from '../../src/store/stream-reports';
import { u32 } from '../decode/build';
import { bye, type Report, rr, sdes, sr, voipMetricsBlock, xr, xrBlock } from '../decode/rtcp-build';
import { dialogsOf, play } from './play';
import { datagram, sdpMessage, talk } from './rtp';
import { BEGINNING } from './scenario';

/** Two ends: of Ann's stream to Bob Ann is the sender, and Bob reports what he hears. */
const ANN = 0x11111111;
const BOB = 0xfedcba98;
const TO_BOB = { from: '10.0.0.1:4000', to: '10.0.0.2:5000' };
const TO_ANN = { from: TO_BOB.to, to: TO_BOB.from };
const CNAME = 1;
const TOOL = 6;

type Ends = typeof TO_BOB;

/** One port above those of RTP. */
const above = ({ from, to }: Ends): Ends => ({ from: next(from), to: next(to) });
const next = (end: string) => end.replace(/\d+$/, (port) => String(Number(port) + 1));

function rtcp(ends: Ends, ms: number, ...packets: Buffer[]): Frame {
  return datagram({ ...ends, ms }, Buffer.concat(packets));
}

/** With the middle bits of its NTP time. */
function report(ssrc: number, middle: number, packets: number, blocks: Report[] = []): Buffer {
  return sr(ssrc, [middle >>> 16, (middle << 16) >>> 0, 0, packets, packets * 160], blocks);
}

function call(id: string, ends: Ends, options: { protocol?: string } = {}): Frame[] {
  const sdp = (end: string) => {
    const [address, port] = end.split(':');
    return [`c=IN IP4 ${address}`, `m=audio ${port} ${options.protocol ?? 'RTP/AVP'} 0`];
  };
  const signalling = { from: '10.0.0.1:5060', to: '10.0.0.2:5060' };
  return [
    sdpMessage({ ...signalling, ms: 0 }, id, 'INVITE', sdp(ends.from)),
    sdpMessage({ from: signalling.to, to: signalling.from, ms: 10 }, id, 'SIP/2.0 200 OK', sdp(ends.to)),
  ];
}

/** A call whose ends talk to each other for 200 ms. */
function talking(id = 'one', ends = TO_BOB, ssrcs = [ANN, BOB], options = {}): Frame[] {
  const back = { from: ends.to, to: ends.from };
  return [
    ...call(id, ends, options),
    ...talk({ ...ends, ms: 100, ssrc: ssrcs[0] }, 10),
    ...talk({ ...back, ms: 100, ssrc: ssrcs[1] }, 10),
  ];
}

/** Row of the stream between these ends. */
function streamOf(store: Store, { from, to }: Ends, ssrc?: number): number {
  const t = store.mediaStreams.streams.table.columns;
  const { endpoints } = store;
  let found = -1;
  store.mediaStreams.streams.each((row) => {
    const same = endpoints.text(t.source[row]) === from && endpoints.text(t.destination[row]) === to;
    if (same && (ssrc === undefined || t.ssrc[row] === (ssrc | 0))) found = row;
  });
  expect(found).toBeGreaterThanOrEqual(0);
  return found;
}

const told = (store: Store, ends: Ends) => reportsOf(store, streamOf(store, ends));
/** Told of the stream from Ann to Bob. */
const ofAnn = (...frames: Frame[]) => told(play(frames).store, TO_BOB);
const atUs = (ms: number) => (BEGINNING * 1000 + ms) * 1000;

const NOTHING: StreamReports = {
  sender: null,
  cname: null,
  tool: null,
  byeUs: null,
  byeReason: null,
  receiver: null,
  tripFromHere: null,
  voipMetrics: null,
  encrypted: 0,
  broken: 0,
};

describe('what is kept', () => {
  test('of the sender: its latest report, its names', () => {
    const names = sdes([
      ANN,
      [
        [CNAME, 'ann@10.0.0.1'],
        [TOOL, 'phone 2.1'],
      ],
    ]);
    expect(
      ofAnn(
        ...talking(),
        rtcp(TO_BOB, 400, report(ANN, 0x10000, 10), names),
        rtcp(TO_BOB, 5400, report(ANN, 0x60000, 260), names),
      ),
    ).toEqual({
      ...NOTHING,
      sender: { reports: 2, latestUs: atUs(5400), packets: 260, octets: 41_600 },
      cname: 'ann@10.0.0.1',
      tool: 'phone 2.1',
    });
  });

  test('of the receiver: its latest block, the worst loss, jitter by the clock of the stream', () => {
    const block = { ssrc: ANN, highest: 0x10007, jitter: 40 };
    expect(
      ofAnn(
        ...talking(),
        rtcp(TO_ANN, 400, rr(BOB, [{ ...block, fraction: 64, lost: 9 }])),
        rtcp(
          TO_ANN,
          5400,
          rr(BOB, [
            { ssrc: 77, fraction: 255 },
            { ...block, fraction: 16, lost: -3, jitter: 80 },
          ]),
        ),
      ),
    ).toEqual({
      ...NOTHING,
      receiver: {
        reports: 2,
        latestUs: atUs(5400),
        lostPercent: 6.25,
        worstLostPercent: 25,
        lost: -3,
        jitter: 80,
        jitterMs: 10,
        highestSequence: 0x10007,
      },
    });
  });

  test('jitter without a clock rate is no time', () => {
    const unknown = talk({ ...TO_BOB, ms: 0, ssrc: ANN, type: 96 }, 10);
    const { receiver } = ofAnn(...unknown, rtcp(TO_ANN, 400, rr(BOB, [{ ssrc: ANN, jitter: 80 }]))) ?? NOTHING;
    expect(receiver).toMatchObject({ jitter: 80, jitterMs: null });
  });

  test('a sender report has both: the stream that goes, and the one that comes', () => {
    const both = report(BOB, 0x10000, 7, [{ ssrc: ANN, lost: 2 }]);
    const { store } = play([...talking(), rtcp(TO_ANN, 400, both)]);
    expect(told(store, TO_ANN)).toMatchObject({ sender: { packets: 7 }, receiver: null });
    expect(told(store, TO_BOB)).toMatchObject({ sender: null, receiver: { lost: 2 } });
  });

  test('VoIP metrics', () => {
    const bytes = rtcp(TO_ANN, 400, rr(BOB), xr(BOB, voipMetricsBlock(ANN)));
    expect(ofAnn(...talking(), bytes)).toEqual({
      ...NOTHING,
      voipMetrics: {
        reports: 1,
        latestUs: atUs(400),
        lostPercent: (13 * 100) / 256,
        discardedPercent: (26 * 100) / 256,
        burstPercent: 25,
        gapPercent: (3 * 100) / 256,
        burstMs: 120,
        gapMs: 23_000,
        roundTripMs: 85,
        endSystemMs: 41,
        rFactor: 87,
        mosLq: 4.1,
        mosCq: 3.9,
        jitterBuffer: 'adaptive',
        jitterBufferNominalMs: 40,
        jitterBufferMaximumMs: 80,
        jitterBufferAbsoluteMaximumMs: 300,
      },
    });
  });

  test('VoIP metrics of a receiver that has none of them', () => {
    const content = Buffer.concat([u32(ANN), Buffer.alloc(12), Buffer.alloc(8, 127), Buffer.alloc(8)]);
    expect(ofAnn(...talking(), rtcp(TO_ANN, 400, rr(BOB), xr(BOB, xrBlock(7, content))))?.voipMetrics).toMatchObject({
      rFactor: null,
      mosLq: null,
      mosCq: null,
      roundTripMs: null,
      endSystemMs: null,
      jitterBuffer: null,
    });
  });

  test('the end of a sender: when it came first, and why', () => {
    const frames = [rtcp(TO_BOB, 400, rr(ANN), bye([ANN], 'Adjo')), rtcp(TO_BOB, 410, rr(ANN), bye([ANN]))];
    expect(ofAnn(...talking(), ...frames)).toEqual({ ...NOTHING, byeUs: atUs(400), byeReason: 'Adjo' });
  });

  test('names that change, and are not safe to show', () => {
    const names = ['first', 'a\x1b[31m\u202e', ''].map((text) => sdes([ANN, [[CNAME, text]]]));
    const frames = names.map((one, i) => rtcp(TO_BOB, 400 + 100 * i, rr(ANN), one));
    expect(ofAnn(...talking(), frames[0], frames[1])?.cname).toBe('a␛[31m\ufffd');
    expect(ofAnn(...talking(), ...frames)?.cname).toBeNull();
  });

  test('a packet that was captured twice counts once', () => {
    const block = { ssrc: ANN, lsr: 1, dlsr: 1, highest: 5 };
    const [sent, heard] = [report(ANN, 1, 10), rr(BOB, [block])];
    const metrics = xr(BOB, voipMetricsBlock(ANN));
    const twice = (ms: number) => [
      ...[0, 0.5].map((later) => rtcp(TO_BOB, ms + later, sent)),
      ...[0, 0.5].map((later) => rtcp(TO_ANN, ms + later, heard, metrics)),
    ];
    const found = ofAnn(...talking(), ...twice(400), ...twice(900));
    expect([found?.sender?.reports, found?.receiver?.reports, found?.voipMetrics?.reports]).toEqual([2, 2, 2]);
  });
});

describe('whom it tells of', () => {
  test.each<[string, Ends, Ends]>([
    ['the ports of the stream', TO_BOB, TO_ANN],
    ['those above them', above(TO_BOB), above(TO_ANN)],
    ['one of each', { ...TO_BOB, to: next(TO_BOB.to) }, { ...TO_ANN, to: next(TO_ANN.to) }],
    ['the other of each', { ...TO_BOB, from: next(TO_BOB.from) }, { ...TO_ANN, from: next(TO_ANN.from) }],
    ['ports that a=rtcp named', { ...TO_BOB, to: '10.0.0.2:6123' }, { ...TO_ANN, from: '10.0.0.2:6123' }],
    [
      'what a NAT made of them',
      { from: '203.0.113.9:61001', to: next(TO_BOB.to) },
      { from: '10.0.0.2:5001', to: '203.0.113.9:61001' },
    ],
  ])('RTCP between %s', (_, sending, hearing) => {
    const frames = [rtcp(sending, 400, report(ANN, 1, 10)), rtcp(hearing, 500, rr(BOB, [{ ssrc: ANN, lost: 4 }]))];
    expect(ofAnn(...talking(), ...frames)).toMatchObject({ sender: { packets: 10 }, receiver: { lost: 4 } });
  });

  test('IPv6, also between other ports', () => {
    const ends = { from: '2001:db8::1 4000', to: '2001:db8::2 5000' };
    const frames = [
      ...talk({ ...ends, ms: 0, ssrc: ANN }, 10),
      rtcp({ ...ends, from: '2001:db8::1 4001' }, 400, report(ANN, 1, 10)),
      rtcp({ from: '2001:db8::2 7777', to: '2001:db8::9 7777' }, 500, rr(BOB, [{ ssrc: ANN, lost: 4 }])),
    ];
    expect(told(play(frames).store, { from: '[2001:db8::1]:4000', to: '[2001:db8::2]:5000' })).toMatchObject({
      sender: { packets: 10 },
      receiver: { lost: 4 },
    });
  });

  /** Two calls of a tool that gives every stream the same SSRC. */
  const SECOND = { from: '10.0.0.1:4002', to: '10.0.0.3:5002' };
  const twins = () => [...talking('one', TO_BOB, [ANN, ANN]), ...talking('two', SECOND, [ANN, ANN])];

  test('of calls with the same SSRC the one between these ends', () => {
    const { store } = play([
      ...twins(),
      rtcp(above(TO_BOB), 400, report(ANN, 1, 10)),
      rtcp(above(SECOND), 400, report(ANN, 1, 20)),
      rtcp({ from: SECOND.to, to: SECOND.from }, 500, rr(ANN, [{ ssrc: ANN, lost: 4 }])),
    ]);
    expect(told(store, TO_BOB)).toMatchObject({ sender: { packets: 10 }, receiver: null });
    expect(told(store, SECOND)).toMatchObject({ sender: { packets: 20 }, receiver: { lost: 4 } });
    expect([told(store, TO_ANN), told(store, { from: SECOND.to, to: SECOND.from })]).toEqual([null, null]);
  });

  test('between unknown ports the one that shares an address', () => {
    const { store } = play([
      ...twins(),
      rtcp({ from: '10.0.0.99:9999', to: '10.0.0.2:9999' }, 400, report(ANN, 1, 10)),
    ]);
    expect(told(store, TO_BOB)).toMatchObject({ sender: { packets: 10 } });
    expect(told(store, SECOND)).toBeNull();
  });

  test('of those that share one, the one that was heard last', () => {
    const later = talk({ ...SECOND, ms: 2000, ssrc: ANN, sequence: 11 }, 1);
    const { store } = play([
      ...twins(),
      ...later,
      rtcp({ from: '10.0.0.1:9999', to: '10.0.0.9:9999' }, 2400, report(ANN, 1, 10)),
    ]);
    expect(told(store, TO_BOB)).toBeNull();
    expect(told(store, SECOND)).toMatchObject({ sender: { packets: 10 } });
  });

  test('nobody, where several have the SSRC and neither address', () => {
    const { store } = play([
      ...twins(),
      rtcp({ from: '10.0.0.98:9999', to: '10.0.0.99:9999' }, 400, report(ANN, 1, 10)),
    ]);
    expect(store.mediaStreams.rtcp.table.count).toBe(0);
  });

  test('streams that come later than their RTCP are not told of', () => {
    expect(ofAnn(...call('one', TO_BOB), rtcp(TO_BOB, 50, report(ANN, 1, 10)), ...talking().slice(2))).toBeNull();
  });
});

describe('the round trip', () => {
  /** 0x10000 units are a second. Bob answers Ann's report of 400 ms, which he held for 250 ms, at 700 ms. */
  const sent = rtcp(TO_BOB, 400, report(ANN, 0xb7052000, 10));
  const heldMs = (ms: number) => (ms * 65_536) / 1000;
  const answer = (ms: number, dlsr: number, lsr = 0xb7052000) =>
    rtcp(TO_ANN, ms, rr(BOB, [{ ssrc: ANN, lsr, dlsr, highest: ms }]));

  test('from here to the receiver: what passed, less what the receiver held it', () => {
    expect(ofAnn(...talking(), sent, answer(700, heldMs(250)))?.tripFromHere).toEqual({
      measured: 1,
      latestMs: 50,
      meanMs: 50,
      maxMs: 50,
    });
  });

  test('the latest, the mean and the longest', () => {
    const answers = [answer(700, heldMs(250)), answer(900, heldMs(375)), answer(1000, heldMs(562.5))];
    expect(ofAnn(...talking(), sent, ...answers)?.tripFromHere).toEqual({
      measured: 3,
      latestMs: 37.5,
      meanMs: (50 + 125 + 37.5) / 3,
      maxMs: 125,
    });
  });

  test('by any of the last four reports, and by none before them', () => {
    const reports = [1, 2, 3, 4, 5].map((middle) => rtcp(TO_BOB, 400 + middle, report(ANN, middle, 10 * middle)));
    const tripBy = (middle: number) => ofAnn(...talking(), ...reports, answer(505, heldMs(62.5), middle))?.tripFromHere;
    expect([5, 4, 3, 2].map((middle) => tripBy(middle)?.latestMs)).toEqual([37.5, 38.5, 39.5, 40.5]);
    expect(tripBy(1)).toBeNull();
  });

  test.each<[string, Frame]>([
    ['a report that the capture does not hold', answer(700, heldMs(250), 0xb7052001)],
    ['no report at all', answer(700, 0, 0)],
    ['a report with no delay, which says the same', answer(700, 0)],
    ['a delay that is longer than what passed', answer(700, heldMs(312.5))],
  ])('is not known by %s', (_, frame) => {
    const found = ofAnn(...talking(), sent, frame);
    expect(found?.receiver?.reports).toBe(1);
    expect(found?.tripFromHere).toBeNull();
  });

  test('is nothing beside the receiver, whose clock runs a little faster', () => {
    expect(ofAnn(...talking(), sent, answer(649.5, heldMs(250)))?.tripFromHere?.latestMs).toBe(0);
  });

  /** Ann answers Bob's report of 1000 ms, which she held for 500 ms, at 1530 ms. */
  const sentBack = rtcp(TO_ANN, 1000, report(BOB, 0x77, 10));
  const answerBack = rtcp(TO_BOB, 1530, rr(ANN, [{ ssrc: BOB, lsr: 0x77, dlsr: heldMs(500) }]));

  test('of a call is what both ways make together, and its half the delay of what is heard', () => {
    const { store } = play([...talking(), sent, answer(700, heldMs(250)), sentBack, answerBack]);
    const [toBob, toAnn] = [streamOf(store, TO_BOB), streamOf(store, TO_ANN)];
    expect(roundTripOf(store, toBob)).toEqual({ toReceiverMs: 50, toSenderMs: 30, wholeMs: 80 });
    expect(roundTripOf(store, toAnn)).toEqual({ toReceiverMs: 30, toSenderMs: 50, wholeMs: 80 });
    const { rFactor, basis } = heardQuality(store, toBob);
    expect(rFactor).toBeCloseTo(93.2 - 0.024 * 40, 9);
    expect(basis).toBe('G.107: G.711 with concealment, Ie 0, Bpl 25.1, one-way delay 40 ms');
  });

  test('of a call of which one way is known is not known', () => {
    const { store } = play([...talking(), sent, answer(700, heldMs(250))]);
    const [toBob, toAnn] = [streamOf(store, TO_BOB), streamOf(store, TO_ANN)];
    expect(roundTripOf(store, toBob)).toEqual({ toReceiverMs: 50, toSenderMs: null, wholeMs: null });
    expect(roundTripOf(store, toAnn)).toEqual({ toReceiverMs: null, toSenderMs: 50, wholeMs: null });
    expect(heardQuality(store, toBob)).toMatchObject({
      rFactor: 93.2,
      basis: 'G.107: G.711 with concealment, Ie 0, Bpl 25.1, one-way delay unknown, taken as 0 ms',
    });
  });

  test('of streams without RTCP is null', () => {
    const { store } = play(talking());
    expect(roundTripOf(store, streamOf(store, TO_BOB))).toBeNull();
  });
});

describe('what is not used', () => {
  test('the contents of SRTCP', () => {
    const { store } = play([
      ...talking('one', TO_BOB, [ANN, BOB], { protocol: 'RTP/SAVP' }),
      rtcp(TO_BOB, 400, report(ANN, 1, 10)),
      rtcp(TO_BOB, 500, report(ANN, 1, 20), Buffer.alloc(14, 0xa5)),
    ]);
    expect(told(store, TO_BOB)).toEqual({ ...NOTHING, encrypted: 2 });
  });

  test('a block about a secure stream by a sender that nobody knows', () => {
    const frames = talking('one', TO_BOB, [ANN, BOB], { protocol: 'RTP/SAVP' });
    expect(ofAnn(...frames, rtcp(TO_ANN, 400, rr(7, [{ ssrc: ANN }])))).toBeNull();
  });

  test('a compound packet that cannot be read whole', () => {
    const cut = Buffer.concat([report(ANN, 1, 10), sdes([ANN, [[CNAME, 'ann']]])]).subarray(0, -3);
    const unknown = rtcp(TO_ANN, 500, rr(7, [{ ssrc: ANN }]), Buffer.from('rubbish'));
    expect(ofAnn(...talking(), rtcp(TO_BOB, 400, cut), unknown)).toEqual({ ...NOTHING, broken: 1 });
  });
});

describe('what changes', () => {
  test('the dialog of the stream, and the version', () => {
    const { store, decoder } = play(talking(), { open: true });
    store.changed.take();
    const before = store.version;
    decoder.frame(rtcp(TO_ANN, 400, rr(BOB, [{ ssrc: 5 }])));
    expect([store.version, store.changed.take()]).toEqual([before, []]);
    decoder.frame(rtcp(TO_ANN, 500, rr(BOB, [{ ssrc: ANN }])));
    expect(store.version).toBeGreaterThan(before);
    expect(store.changed.take()).toEqual(dialogsOf(store));
  });
});

describe('bounds', () => {
  test('a flood of RTCP with SSRCs of nobody costs nothing', () => {
    const flood = Array.from({ length: 3000 }, (_, i) =>
      rtcp(TO_BOB, 400 + i, report(i + 1, 1, 10), sdes([i + 1, [[CNAME, `c${i}`]]])),
    );
    const { store } = play([...talking(), ...flood]);
    expect(store.mediaStreams.rtcp.bytes).toBe(0);
    expect(store.memoryBytes).toBe(play(talking()).store.memoryBytes);
    expect(store.endpoints.count).toBe(play(talking()).store.endpoints.count);
  });

  test('a sender whose names change with every packet keeps one of each', () => {
    const names = Array.from({ length: 3000 }, (_, i) => {
      return rtcp(TO_BOB, 400 + i, rr(ANN), sdes([ANN, [[CNAME, `${i}`.padEnd(255, 'x')]]]));
    });
    const { store } = play([...talking(), ...names]);
    expect(told(store, TO_BOB)?.cname).toBe('2999'.padEnd(255, 'x'));
    // Two pieces of the arena: the one that holds the name, and the one before it until it is opened.
    expect(store.mediaStreams.rtcp.bytes).toBeLessThanOrEqual(2 * 256 * 1024 + 300);
  });

  test('with a stream goes what was told of it, and the next in its row has nothing', () => {
    const { store, decoder } = play(
      [...talking(), rtcp(TO_BOB, 400, report(ANN, 1, 10), sdes([ANN, [[CNAME, 'ann']]]), bye([ANN], 'gone'))],
      { open: true },
    );
    const row = streamOf(store, TO_BOB);
    expect(store.mediaStreams.rtcp.table.count).toBe(1);
    store.clear('all');
    expect(store.mediaStreams.rtcp.table.count).toBe(0);
    for (const frame of talking('two')) decoder.frame(frame);
    expect([told(store, TO_BOB), told(store, TO_ANN)]).toEqual([null, null]);
    expect([streamOf(store, TO_BOB), streamOf(store, TO_ANN)]).toContain(row);
    decoder.frame(rtcp(TO_BOB, 900, report(ANN, 2, 30)));
    expect(told(store, TO_BOB)).toEqual({
      ...NOTHING,
      sender: { reports: 1, latestUs: atUs(900), packets: 30, octets: 4800 },
    });
  });

  test('streams with one SSRC are found in whatever order others go', () => {
    const ends = [0, 1, 2, 3, 4].map((i) => ({ from: `10.0.0.1:${4000 + 2 * i}`, to: `10.0.1.${i}:5000` }));
    const { store, decoder } = play(
      ends.flatMap((one, i) => [...call(`c${i}`, one), ...talk({ ...one, ms: 100, ssrc: ANN }, 5)]),
      { open: true },
    );
    const left = [0, 1, 2, 3, 4];
    // In the middle of the list of its SSRC, at its end, at its beginning.
    [2, 0, 4, 3].forEach((gone, step) => {
      store.clear((dialog) => store.names.callId(dialog) === `c${gone}`);
      left.splice(left.indexOf(gone), 1);
      for (const i of left) {
        const unknownPorts = { from: `10.0.1.${i}:9999`, to: '10.0.9.9:9999' };
        decoder.frame(rtcp(unknownPorts, 1000 + 100 * step, rr(BOB, [{ ssrc: ANN }])));
      }
      expect(left.map((i) => told(store, ends[i])?.receiver?.reports)).toEqual(left.map(() => step + 1));
    });
    store.clear('all');
    decoder.frame(rtcp({ from: ends[1].to, to: ends[1].from }, 2000, rr(BOB, [{ ssrc: ANN }])));
    expect(store.mediaStreams.rtcp.table.count).toBe(0);
  });
});
