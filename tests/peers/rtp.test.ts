/** Figures of RTP streams, to the digits that `tshark -q -z rtp,streams` prints: samples, and streams over a bad network. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { StreamRecord } from '../../src/export/stream-records';
import { peer, records, SAMPLES } from './peers';
import { byTshark, expectSame, ofRecords, type Stream } from './streams';

const { generate } = require('../../bench/generate');
const { PcapWriter } = require('../../bench/wire');
const { invite, answer } = require('../../bench/messages');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-rtp-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function bySipladder(file: string): Stream[] {
  return ofRecords(records<StreamRecord>(['-I', file, '--print', 'streams']), file);
}

/** Streams of each sample that has some. */
const STREAMS: Record<string, number> = {
  'call-rtp.pcap': 2,
  'dtmf.pcap': 2,
  'hold.pcap': 4,
  'ipv6.pcap': 2,
  'lossy.pcap': 2,
  'mixed.pcapng': 3,
  'nat.pcap': 4,
  'rtp-only.pcap': 2,
  'srtp.pcap': 2,
  'tone.pcap': 2,
  'video.pcap': 4,
  'voice-report.pcap': 2,
};
/** What no SDP announced, tshark takes for RTP only when it is asked to. */
const LOOKS_FOR_RTP = ['--enable-heuristic', 'rtp_udp'];

test.each(fs.readdirSync(SAMPLES).filter((name) => /\.pcap(ng)?$/.test(name)))('%s', (name) => {
  const file = path.join(SAMPLES, name);
  const ours = bySipladder(file);
  expectSame(ours, byTshark(file, name === 'rtp-only.pcap' ? LOOKS_FOR_RTP : []));
  expect(ours).toHaveLength(STREAMS[name] ?? 0);
});

test('1,000 streams with loss, duplicates, reordering, jitter, markers, comfort noise and digits', () => {
  const file = path.join(folder, 'lossy.pcap');
  generate('lossy', file, { count: 500 });
  const ours = bySipladder(file);
  expect(ours).toHaveLength(1000);
  expectSame(ours, byTshark(file));
});

test('a stream that nobody announced counts from its first packet, as tshark does when it looks for them', () => {
  const file = path.join(folder, 'unannounced.pcap');
  generate('lossy', file, { count: 5 });
  const bare = path.join(folder, 'bare.pcap');
  peer('tshark', ['-r', file, '-Y', 'not sip', '-F', 'pcap', '-w', bare]);
  const ours = bySipladder(bare);
  expectSame(ours, byTshark(bare, LOOKS_FOR_RTP));
  expect(ours).toHaveLength(10);
});

/** A call whose caller sends packets of these payload types, 20 ms apart and a little off. */
function callWith(media: string[], packets: { type: number; ticks: number }[]): string {
  const file = path.join(folder, `call-${media[0].replace(/\W/g, '-')}.pcap`);
  const writer = new PcapWriter(file);
  const leg = {
    ...{ callId: 'one@example.com', from: '1', to: '2', fromTag: 'a', toTag: 'b', branch: 'c' },
    ...{ caller: { ip: 0x0a000001, port: 5060 }, callee: { ip: 0x0a000002, port: 5060 } },
    ...{ callerMediaPort: 4000, calleeMediaPort: 5000 },
  };
  const described = (text: string) => {
    const [head, body] = text.split('\r\n\r\n');
    const other = body.replace(/m=audio (\d+) .*(?:\r\na=.*)+/, (_, port) => media.join('\r\n').replace('PORT', port));
    return `${head.replace(/Content-Length: \d+/, `Content-Length: ${other.length}`)}\r\n\r\n${other}`;
  };
  const beginsUs = 1_767_225_600_000_000;
  writer.text(beginsUs, leg.caller, leg.callee, described(invite(leg)));
  writer.text(beginsUs + 1000, leg.callee, leg.caller, described(answer(leg)));
  let timestamp = 4_294_960_000;
  packets.forEach(({ type, ticks }, i) => {
    const packet = Buffer.alloc(172);
    packet[0] = 0x80;
    packet[1] = type;
    packet.writeUInt16BE(i, 2);
    packet.writeUInt32BE(timestamp, 4);
    packet.writeUInt32BE(77, 8);
    timestamp = (timestamp + ticks) % 2 ** 32;
    const atUs = beginsUs + 20_000 * (i + 1) + ((i * 7919) % 3000);
    writer.datagram(atUs, { ip: leg.caller.ip, port: 4000 }, { ip: leg.callee.ip, port: 5000 }, packet);
  });
  writer.close();
  return file;
}

const each = (count: number, type: number, ticks: number) => Array.from({ length: count }, () => ({ type, ticks }));

test.each([
  ['opus at 48,000 Hz', ['m=audio PORT RTP/AVP 111', 'a=rtpmap:111 opus/48000/2'], each(50, 111, 960)],
  ['AMR-WB', ['m=audio PORT RTP/AVP 96', 'a=rtpmap:96 AMR-WB/16000'], each(50, 96, 320)],
  ['L16 at 44,100 Hz, of which 44 make a millisecond', ['m=audio PORT RTP/AVP 11'], each(50, 11, 882)],
  ['DVI4 at 11,025 Hz', ['m=audio PORT RTP/AVP 16'], each(50, 16, 220)],
  ['a static type with another rtpmap', ['m=audio PORT RTP/AVP 9', 'a=rtpmap:9 G722/16000'], each(50, 9, 160)],
  ['a type that RFC 3551 has reserved', ['m=audio PORT RTP/AVP 2'], each(50, 2, 160)],
  ['a type that is not assigned', ['m=audio PORT RTP/AVP 50'], each(50, 50, 160)],
  ['a dynamic type without rtpmap', ['m=audio PORT RTP/AVP 99'], each(50, 99, 160)],
  [
    'digits in a stream of opus',
    ['m=audio PORT RTP/AVP 107 101', 'a=rtpmap:107 opus/48000/2', 'a=rtpmap:101 telephone-event/48000'],
    [...each(20, 107, 960), ...each(8, 101, 0), ...each(20, 107, 960)],
  ],
  [
    'a change of codec',
    ['m=audio PORT RTP/AVP 0 97', 'a=rtpmap:0 PCMU/8000', 'a=rtpmap:97 speex/16000'],
    [...each(20, 0, 160), ...each(20, 97, 320), ...each(20, 0, 160)],
  ],
])('clock rates: %s', (_, media, packets) => {
  const file = callWith(media, packets);
  const ours = bySipladder(file);
  expectSame(ours, byTshark(file));
  expect(ours).toHaveLength(1);
});
