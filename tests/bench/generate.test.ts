// What the maker of measuring captures promises: the same bytes each time, times in order, whole dialogs. Read here by
// hand, since the project's own reader is what is measured with them.

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { generate, KINDS } = require('../../bench/generate.js');

interface Packet {
  timeUs: number;
  source: string;
  destination: string;
  payload: string;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'generate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function made(kind: string, count: number, seed = 1): Buffer {
  const path = join(folder, `${kind}.pcap`);
  const { bytes } = generate(kind, path, { count, seed });
  const file = readFileSync(path);
  expect(file.length).toBe(bytes);
  return file;
}

function packets(file: Buffer): Packet[] {
  expect(file.readUInt32LE(0)).toBe(0xa1b2c3d4);
  const found: Packet[] = [];
  for (let at = 24; at < file.length; ) {
    const length = file.readUInt32LE(at + 8);
    const frame = file.subarray(at + 16, at + 16 + length);
    expect(frame.length).toBe(length);
    found.push({ timeUs: file.readUInt32LE(at) * 1e6 + file.readUInt32LE(at + 4), ...udp(frame.subarray(14)) });
    at += 16 + length;
  }
  return found;
}

function udp(packet: Buffer): Omit<Packet, 'timeUs'> {
  expect(packet.readUInt16BE(2)).toBe(packet.length);
  expect(packet.readUInt16BE(24)).toBe(packet.length - 20);
  expect(onesComplementSum(packet.subarray(0, 20))).toBe(0xffff);
  const address = (at: number, port: number) =>
    `${[...packet.subarray(at, at + 4)].join('.')}:${packet.readUInt16BE(port)}`;
  return { source: address(12, 20), destination: address(16, 22), payload: packet.latin1Slice(28) };
}

function onesComplementSum(header: Buffer): number {
  let sum = 0;
  for (let at = 0; at < header.length; at += 2) sum += header.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum;
}

/** @returns first words of the messages of each Call-ID: "INVITE", "180" */
function dialogs(all: Packet[]): string[] {
  const byCallId = new Map<string, string[]>();
  for (const { payload } of all.filter(({ payload }) => payload.includes('SIP/2.0'))) {
    const callId = /^Call-ID: (.*)\r$/m.exec(payload)?.[1] ?? 'none';
    const [, status, method] = /^(?:SIP\/2\.0 (\d+)|(\w+) )/.exec(payload) ?? [];
    byCallId.set(callId, [...(byCallId.get(callId) ?? []), status ?? method ?? '?']);
    const [head, body] = payload.split('\r\n\r\n') as [string, string];
    expect(head).toMatch(new RegExp(`\r\nContent-Length: ${body.length}$`));
  }
  return [...byCallId.values()].map((words) => words.join(' '));
}

const CALL = 'INVITE 100 180 200 ACK BYE 200';

test.each([
  ['calls', 40, 280, Array(40).fill(CALL)],
  ['rtp', 2, 2014, Array(2).fill(CALL)],
  ['lossy', 2, 484, Array(2).fill(CALL)],
  ['dialogs', 4, 8, ['REGISTER 200', 'OPTIONS 200', 'OPTIONS 200', 'REGISTER 200']],
  ['flood', 5, 5, Array(5).fill('INVITE')],
  ['long', 12, 12, ['INVITE 180 200 ACK INFO 200 INFO 200 INFO 200 BYE 200']],
])('%s of %d: %d packets in order of time, and whole dialogs', (kind, count, packetCount, expected) => {
  const all = packets(made(kind, count));
  expect(all).toHaveLength(packetCount);
  expect(all.map(({ timeUs }) => timeUs)).toEqual(all.map(({ timeUs }) => timeUs).sort((a, b) => a - b));
  expect(dialogs(all).sort()).toEqual([...expected].sort());
});

test('mixed calls are challenged, and answered, refused, given up or not heard at all', () => {
  const challenged = 'INVITE 407 ACK INVITE 100';
  const courses = new Set(dialogs(packets(made('mixed', 100))));
  expect([...courses].sort()).toEqual(
    [
      `${challenged} 180 200 ACK BYE 200`,
      `${challenged} 180 CANCEL 200 487 ACK`,
      ...['404', '486', '503'].map((status) => `${challenged} ${status} ACK`),
      'INVITE INVITE INVITE',
    ].sort(),
  );
});

test('calls overlap, as on a busy border controller', () => {
  const callIds = packets(made('calls', 40)).map(({ payload }) => /^Call-ID: (.*)\r$/m.exec(payload)![1]);
  expect(callIds.slice(0, 100).filter((callId, index) => callId === callIds[index + 1]).length).toBeLessThan(80);
  expect(callIds.indexOf(callIds[0]!)).toBeLessThan(callIds.lastIndexOf(callIds[0]!) - 6);
});

test('a call carries 500 RTP packets each way between the ports of its SDP', () => {
  const all = packets(made('rtp', 1));
  const ports = all.flatMap(({ payload }) => /^m=audio (\d+) /m.exec(payload)?.[1] ?? []);
  const media = all.filter(({ payload }) => !payload.includes('SIP/2.0'));
  const flows = media.map(({ source, destination }) =>
    [source, destination].map((end) => end.split(':')[1]).join(' to '),
  );
  expect(flows.filter((flow) => flow === `${ports[0]} to ${ports[1]}`)).toHaveLength(500);
  expect(flows.filter((flow) => flow === `${ports[1]} to ${ports[0]}`)).toHaveLength(500);
  expect(media.every(({ payload }) => payload.length === 172)).toBe(true);
});

test('lossy streams lose, repeat and overtake, and some begin anew at 0', () => {
  const media = packets(made('lossy', 20)).filter(({ payload }) => !payload.includes('SIP/2.0'));
  const numbers = new Map<string, number[]>();
  for (const { source, destination, payload } of media) {
    const way = `${source} ${destination}`;
    numbers.set(way, [...(numbers.get(way) ?? []), payload.charCodeAt(2) * 256 + payload.charCodeAt(3)]);
  }
  const steps = [...numbers.values()].flatMap((list) => list.slice(1).map((number, i) => (number - list[i]) & 0xffff));
  const wraps = [...numbers.values()].filter((list) => list.some((number, i) => number < 100 && list[i - 1] > 65_400));
  expect(numbers.size).toBe(40);
  for (const found of [
    (step: number) => step === 0,
    (step: number) => step > 1 && step < 9,
    (step: number) => step > 65_500,
  ])
    expect(steps.filter(found).length).toBeGreaterThan(10);
  expect(wraps.length).toBeGreaterThan(5);
  expect(new Set(media.map(({ payload }) => payload.charCodeAt(1) & 0x7f))).toEqual(new Set([0, 8, 13, 19, 101]));
});

test.each(Object.keys(KINDS))('%s is the same each time, and another with another seed', (kind) => {
  const digest = (seed: number) =>
    createHash('sha256')
      .update(made(kind, 4, seed))
      .digest('hex');
  expect(digest(1)).toBe(digest(1));
  expect(digest(1)).not.toBe(digest(2));
});

test('more packets than fit into a sort key are refused', () => {
  expect(() => generate('flood', join(folder, 'too-many.pcap'), { count: 2 ** 20 + 1 })).toThrow(RangeError);
});
