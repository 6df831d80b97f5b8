/** Telephone-event packets as tshark reads them, and the names that it has for events. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digitOf, durationAt, endsAt, eventName, volumeAt } from '../../src/decode/dtmf';
import { DigitEvents } from '../../src/store/digit-events';
import { pcap } from '../capture/build';
import { ethernet, ipv4, u16, u32, udp } from '../decode/build';
import { peer, SAMPLES } from './peers';

const PORT = 40_000;
const PAYLOAD_TYPE = 101;
const RTP_HEADER_BYTES = 12;

/** Each event 0 to 16 and some others as two packets: one while it lasts and one at its end. */
const EVENTS = [...Array(17).keys(), 32, 33, 34, 35, 36, 54, 64, 65, 66, 70, 72, 73];
const PACKETS = EVENTS.flatMap((event, i) => {
  const timestamp = 8000 + 1600 * i;
  return [0, 1].map((end) => ({
    timestamp,
    bytes: Buffer.concat([
      Buffer.from([0x80, PAYLOAD_TYPE]),
      u16(2 * i + end),
      u32(timestamp),
      u32(0x1a2b3c4d),
      Buffer.from([event, 0x80 * end + i]),
      u16(400 + 400 * end),
    ]),
  }));
});

/** tshark's words for what has a shorter name here. */
const THEIR_NAMES: [event: number, theirs: RegExp][] = [
  [10, /\*|Star/i],
  [11, /#|Pound/i],
  [16, /Flash/i],
  [32, /ANS/],
  [34, /ANSam/],
  [36, /CNG/],
  [54, /V\.?21/],
  [64, /Off.Hook/i],
  [65, /On.Hook/i],
  [66, /Dial tone/i],
  [70, /Ring/i],
  [72, /Busy/i],
  [73, /Congestion/i],
];

let folder = '';
let file = '';
const decoding = ['-d', `udp.port==${PORT},rtp`, '-o', `rtpevent.event_payload_type_value:${PAYLOAD_TYPE}`];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dtmf-'));
  file = join(folder, 'dtmf.pcap');
  const frames = PACKETS.map(({ bytes }, i) => ({
    bytes: ethernet(ipv4(udp(bytes, { from: PORT, to: PORT }))),
    seconds: 1000 + i,
  }));
  writeFileSync(file, pcap({}, frames));
});

afterAll(() => rmSync(folder, { recursive: true }));

test('event, end, volume and duration are the same', () => {
  const names = ['event_id', 'end_of_event', 'volume', 'duration'].flatMap((name) => ['-e', `rtpevent.${name}`]);
  const theirs = peer('tshark', ['-r', file, ...decoding, '-T', 'fields', ...names]);
  const ours = PACKETS.map(({ bytes }) => {
    const at = RTP_HEADER_BYTES;
    return [bytes[at], endsAt(bytes, at) ? 1 : 0, volumeAt(bytes, at), durationAt(bytes, at)].join('\t');
  });
  expect(theirs.trimEnd().split('\n')).toEqual(ours);
});

test('each event is one, and the keys are those of the capture', () => {
  const digits = new DigitEvents();
  digits.begin(0);
  const found: number[] = [];
  for (const { bytes, timestamp } of PACKETS) {
    const count = digits.packet(0, bytes, RTP_HEADER_BYTES, bytes.length, timestamp);
    found.push(...digits.begun.subarray(0, count));
  }
  expect(found).toEqual(EVENTS);
  expect(found.map(digitOf).join('')).toBe('0123456789*#ABCD!');
});

test('what has a name here has that name there', () => {
  const lines = peer('tshark', ['-r', file, ...decoding, '-V'])
    .split('\n')
    .filter((line) => line.includes('Event ID:'));
  const theirs = new Map(EVENTS.map((event, i) => [event, lines[2 * i] ?? '']));
  for (const [event, pattern] of THEIR_NAMES) {
    expect(theirs.get(event)).toMatch(pattern);
    expect(eventName(event)).toMatch(event === 10 ? /\*/ : event === 11 ? /#/ : pattern);
  }
});

test('the digits that somebody pressed in samples/dtmf.pcap', () => {
  const names = ['rtp.ssrc', 'rtp.timestamp', 'rtp.payload'].flatMap((name) => ['-e', name]);
  const out = peer('tshark', ['-r', join(SAMPLES, 'dtmf.pcap'), '-Y', 'rtpevent', '-T', 'fields', ...names]);
  const digits = new DigitEvents();
  const rows = new Map<string, number>();
  const found: string[] = [];
  for (const line of out.trimEnd().split('\n')) {
    const [ssrc, timestamp, payload] = line.split('\t');
    const row = rows.get(ssrc) ?? rows.size;
    if (!rows.has(ssrc)) {
      rows.set(ssrc, row);
      digits.begin(row);
      found.push('');
    }
    const bytes = Buffer.from(payload, 'hex');
    const count = digits.packet(row, bytes, 0, bytes.length, Number(timestamp));
    for (let i = 0; i < count; i++) found[row] += digitOf(digits.begun[i]);
  }
  // samples/README.md says so.
  expect(found).toEqual(['19*0#']);
});
