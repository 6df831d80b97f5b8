/** What is read of a file for a packet that is asked for again. */

import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileSource } from '../../src/capture/byte-source';

const SIZE = 8 * 1024 * 1024;
const PACKET = 500;

let folder: string;
let source: FileSource;
let bytes: Buffer;
let lengths: number[];

beforeAll(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'byte-source-'));
  bytes = Buffer.alloc(SIZE);
  for (let at = 0; at < SIZE; at += 4) bytes.writeUInt32LE(at, at);
  fs.writeFileSync(join(folder, 'file'), bytes);
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

beforeEach(() => {
  source = new FileSource(fs.openSync(join(folder, 'file'), 'r'), SIZE);
  lengths = [];
  const { readSync } = fs;
  jest.spyOn(fs, 'readSync').mockImplementation(((
    fd: number,
    into: Buffer,
    offset: number,
    length: number,
    at: number,
  ) => {
    lengths.push(length);
    return readSync(fd, into, offset, length, at);
  }) as typeof fs.readSync);
});
afterEach(() => {
  jest.restoreAllMocks();
  source.close();
});

function isRight(position: number, length = PACKET): boolean {
  return source.readBack(position, length).equals(bytes.subarray(position, position + length));
}

it('is little where packets stand apart', () => {
  const places = Array.from({ length: 200 }, (_, i) => (i * 7_654_321) % (SIZE - PACKET));
  expect(places.every((place) => isRight(place))).toBe(true);
  expect(lengths.length).toBeGreaterThan(150);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(8 * 1024);
});

it('is much where one goes from packet to packet, and little again after it', () => {
  for (let at = 0; at < 1_000_000; at += PACKET) expect(isRight(at)).toBe(true);
  expect(lengths.length).toBeLessThan(40);
  expect(lengths.at(-1)).toBe(64 * 1024);
  const jumps = Array.from({ length: 20 }, (_, i) => 2_000_000 + i * 200_000);
  expect(jumps.every((place) => isRight(place))).toBe(true);
  expect(lengths.at(-1)).toBe(4 * 1024);
});

it.each([
  ['backwards', 1400, 500_000, -1400],
  ['forwards over every fourth', 500, 1_000_000, 2000],
])('is much where one goes %s', (_, length, from, step) => {
  for (let i = 0; i < 300; i++) expect(isRight(from + i * step, length)).toBe(true);
  expect(lengths.length).toBeLessThan(40);
});

it('holds a packet that is longer, and what is asked for at both ends of the file', () => {
  expect(isRight(1000, 200_000)).toBe(true);
  expect(isRight(0)).toBe(true);
  expect(isRight(SIZE - PACKET)).toBe(true);
  expect(source.readBack(SIZE - 100, PACKET)).toHaveLength(100);
});
