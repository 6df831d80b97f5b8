/** Opening: what an input is shows in its bytes, whatever it is called and wherever it comes from. */

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { newFrame, packetRef } from '../../src/capture/frame';
import { InputError } from '../../src/capture/input';
import { openInput } from '../../src/capture/open';
import { enhancedPacket, interfaceBlock, pcap, pcapng, section } from './build';
import { frameText, readAll } from './parse';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'open-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const CLASSIC = pcap({}, [{ bytes: 'one' }, { bytes: 'two' }]);
const SECTIONS = pcapng(
  section(),
  interfaceBlock(),
  enhancedPacket({ bytes: 'one' }),
  enhancedPacket({ bytes: 'two' }),
);

/** Writes `bytes` into a file of its own and gives its path. */
function file(name: string, bytes: Buffer | string): string {
  const at = path.join(folder, name);
  fs.writeFileSync(at, bytes);
  return at;
}

function stdin(...pieces: Buffer[]): { stdin(): Readable } {
  return { stdin: () => Readable.from(pieces, { objectMode: false }) };
}

/** Opens and reads it all: the texts of its packets, and its warnings without the folder. */
async function read(name: string, world = stdin()): Promise<{ texts: string[]; warnings: string[] }> {
  const input = await openInput(name, 3, world);
  const texts = await readAll(input, (frame) => `${frame.input}${frame.volatile ? ' once' : ''} ${frameText(frame)}`);
  expect(input.packets).toBe(texts.length);
  input.close();
  return { texts, warnings: input.warnings.map((line) => line.replace(`${folder}/`, '')) };
}

const TWICE = { texts: ['3 one', '3 two'], warnings: [] };
const ONCE = { texts: ['3 once one', '3 once two'], warnings: [] };

test.each<[string, Buffer, object]>([
  ['pcap', CLASSIC, TWICE],
  ['pcapng', SECTIONS, TWICE],
  ['pcap in gzip', zlib.gzipSync(CLASSIC), ONCE],
  ['pcapng in gzip', zlib.gzipSync(SECTIONS), ONCE],
  ['several gzip members', members(CLASSIC, 1, 30, 47), ONCE],
  ['gzip with zeros behind', Buffer.concat([zlib.gzipSync(CLASSIC), Buffer.alloc(512)]), ONCE],
])('%s, as a file and through a pipe', async (name, bytes, expected) => {
  expect(await read(file(`${name}.txt`, bytes))).toEqual(expected);
  expect(await read('-', stdin(bytes))).toEqual(ONCE);
  const piecemeal = [...bytes].map((byte) => Buffer.from([byte]));
  expect(await read('-', stdin(...piecemeal))).toEqual(ONCE);
});

/** `bytes` as gzip members that end at the given places. */
function members(bytes: Buffer, ...ends: number[]): Buffer {
  const starts = [0, ...ends];
  return Buffer.concat(starts.map((start, i) => zlib.gzipSync(bytes.subarray(start, ends[i]))));
}

test('a FIFO is waited for', async () => {
  const fifo = path.join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  const reading = read(fifo);
  const writing = fs.promises.writeFile(fifo, CLASSIC);
  expect(await reading).toEqual(ONCE);
  await writing;
});

test('a packet of a file can be read again, in any order; a kept one of a pipe is a copy', async () => {
  const packets = Array.from({ length: 3000 }, (_, i) => ({ bytes: `packet ${i} `.padEnd(100, '.') }));
  const bytes = pcap({}, packets);
  const name = file('again.pcap', bytes);
  const input = await openInput(name, 0);
  const refs = await readAll(input, (frame) =>
    JSON.stringify([frame.position, frame.end - frame.start, frameText(frame)]),
  );
  expect(input.seekable).toBe(true);
  for (let i = 0; i < refs.length; i++) {
    // 7919 is prime: every packet comes once, far from the one before it.
    const [position, length, text] = JSON.parse(refs[(i * 7919) % refs.length]);
    expect(input.readBack(position, length).latin1Slice()).toBe(text);
  }
  for (const ref of refs.reverse()) {
    const [position, length, text] = JSON.parse(ref);
    expect(input.readBack(position, length).latin1Slice()).toBe(text);
  }
  // A file that became shorter gives what it still has.
  fs.truncateSync(name, 30);
  const fresh = input.readBack(bytes.length - 100, 100);
  expect(fresh.length).toBeLessThanOrEqual(100);
  input.close();

  const piped = await openInput('-', 0, stdin(bytes));
  const frame = newFrame();
  piped.next(frame);
  const kept = packetRef(frame);
  while (piped.next(frame) || (await piped.fill()));
  expect(kept.bytes?.latin1Slice()).toBe(packets[0].bytes);
  expect([piped.seekable, piped.size, piped.consumed]).toEqual([false, null, bytes.length]);
  expect(() => piped.readBack(40, 100)).toThrow('- cannot be read again');
});

test('how far reading is counts stored bytes', async () => {
  const bytes = pcap({}, [{ bytes: Buffer.alloc(200_000) }, { bytes: 'x' }]);
  for (const stored of [bytes, zlib.gzipSync(bytes)]) {
    const input = await openInput(file('progress', stored), 0);
    await readAll(input, () => '');
    expect([input.size, input.consumed, input.packets]).toEqual([stored.length, stored.length, 2]);
    input.close();
  }
});

test('files larger than a chunk', async () => {
  const packets = Array.from({ length: 3000 }, (_, i) => ({ bytes: `${i}`.padEnd(5 + ((i * 37) % 1500), 'x') }));
  const all = packets.map(({ bytes }) => bytes).join('\n');
  const bytes = pcap({}, packets);
  expect(bytes.length).toBeGreaterThan(2 * 1024 * 1024);
  const pipe = stdin(...Array.from({ length: 40 }, (_, i) => bytes.subarray(i * 60_000, (i + 1) * 60_000)));
  const inputs = [file('large', bytes), file('large.gz', zlib.gzipSync(bytes)), '-'];
  for (const name of inputs) {
    const input = await openInput(name, 0, pipe);
    const texts = await readAll(input, frameText);
    // Not toBe(): nobody wants to see the difference.
    expect([texts.length, texts.join('\n') === all]).toEqual([packets.length, true]);
    input.close();
  }
});

test('a cut or broken capture gives what comes before, with one warning', async () => {
  expect(await read(file('cut.pcap', CLASSIC.subarray(0, -1)))).toEqual({
    texts: ['3 one'],
    warnings: ['cut.pcap: cut short at byte 61 in packet 2, 1 packet read'],
  });
  expect(await read(file('cut.pcapng', SECTIONS.subarray(0, -1)))).toEqual({
    texts: ['3 one'],
    warnings: [`cut.pcapng: cut short at byte ${SECTIONS.length - 1} in packet 2, 1 packet read`],
  });
  expect(await read(file('short', CLASSIC.subarray(0, 10)))).toEqual({
    texts: [],
    warnings: ['short: cut short at byte 10 in the file header, 0 packets read'],
  });
});

test('a cut gzip gives what was in it', async () => {
  const zipped = members(CLASSIC, 43);
  expect(await read(file('cut.gz', zipped.subarray(0, -9)))).toEqual({
    texts: ['3 once one', '3 once two'],
    warnings: ['cut.gz: gzip data cut short at byte 62, 2 packets read'],
  });
  expect(await read('-', stdin(zipped.subarray(0, -20)))).toMatchObject({
    texts: ['3 once one'],
    warnings: [expect.stringMatching(/^-: gzip data cut short at byte \d+, 1 packet read$/)],
  });
});

test('a broken gzip gives what zlib handed out before the fault', async () => {
  const zipped = zlib.gzipSync(pcap({}, Array(100).fill({ bytes: Buffer.alloc(10_000, 'SIP') })));
  const input = await openInput(file('broken.gz', Buffer.concat([zipped, Buffer.from('garbage')])), 0);
  const lengths = await readAll(input, (frame) => String(frame.end - frame.start));
  expect(lengths.length).toBeGreaterThan(70);
  expect(new Set(lengths)).toEqual(new Set(['10000']));
  expect(input.warnings).toHaveLength(1);
  expect(input.warnings[0]).toContain(`gzip data broken (incorrect header check) at byte `);
  expect(input.warnings[0]).toContain(`, ${lengths.length} packets read`);
  input.close();
});

test('closing early ends it', async () => {
  for (const bytes of [CLASSIC, zlib.gzipSync(CLASSIC)]) {
    const input = await openInput('-', 0, stdin(bytes));
    input.close();
    input.close();
    expect(await input.fill()).toBe(false);
  }
});

describe('no capture: one line says why', () => {
  const READ = 'pcap, pcapng and gzip of these are read';

  test.each<[string, Buffer | string, string]>([
    ['empty', '', 'is empty'],
    ['empty.gz', zlib.gzipSync(''), 'is empty'],
    ['notes.pcap', 'Dear all,\nthe capture', `no capture but text; ${READ}`],
    ['login.pcap', '\n<!DOCTYPE html><html>', `no capture but HTML or XML; ${READ}`],
    ['text.gz', zlib.gzipSync('some text'), `no capture but text; ${READ}`],
    ['calls.zip', 'PK\x03\x04\x14\0\0\0', `no capture but a zip archive; ${READ}`],
    ['calls.snoop', 'snoop\0\0\0\0\0\0\x02', `no capture but a snoop capture; ${READ}`],
    ['random', Buffer.from([1, 2, 3, 4, 5]), `no capture; ${READ}`],
    ['one', Buffer.from([0xd4]), `no capture; ${READ}`],
    ['head.gz', Buffer.from([0x1f, 0x8b, 8]), 'gzip data cut short'],
  ])('%s', async (name, bytes, why) => {
    const at = file(name, bytes);
    await expect(openInput(at, 0)).rejects.toEqual(new InputError(`${at}: ${why}`));
    await expect(openInput('-', 0, stdin(Buffer.from(bytes)))).rejects.toEqual(new InputError(`-: ${why}`));
  });

  test('no such file', async () => {
    const at = path.join(folder, 'nowhere.pcap');
    await expect(openInput(at, 0)).rejects.toEqual(new InputError(`${at}: no such file`));
    const below = path.join(file('plain', 'x'), 'a.pcap');
    await expect(openInput(below, 0)).rejects.toEqual(new InputError(`${below}: no such file`));
  });

  test('a directory', async () => {
    await expect(openInput(folder, 0)).rejects.toEqual(new InputError(`${folder}: is a directory, not a capture`));
  });

  test('no permission', async () => {
    const at = file('secret.pcap', CLASSIC);
    const denied = jest.spyOn(fs, 'openSync').mockImplementation(() => {
      throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    });
    await expect(openInput(at, 0)).rejects.toEqual(new InputError(`${at}: may not be read: permission denied`));
    denied.mockRestore();
  });

  test('standard input that cannot be had', async () => {
    const world = {
      stdin: () => {
        throw new InputError('-: standard input is a terminal; pipe a capture into it');
      },
    };
    await expect(openInput('-', 0, world)).rejects.toThrow('-: standard input is a terminal');
  });
});

test('a file that fails in the middle gives what came before', async () => {
  const at = file('failing.pcap', CLASSIC);
  const input = await openInput(at, 0);
  const failing = jest.spyOn(fs, 'readSync').mockImplementation(() => {
    throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
  });
  const texts = await readAll(input, frameText);
  failing.mockRestore();
  expect([texts, input.warnings]).toEqual([['one', 'two'], [`${at}: reading failed (EIO) at byte 62, 2 packets read`]]);
  input.close();
});

test('what can be opened again: files, compressed or not, but no pipes', async () => {
  const reopens = async (name: string, world = stdin()) => {
    const input = await openInput(name, 0, world);
    input.close();
    return input.reopens;
  };
  expect(await reopens(file('again', CLASSIC))).toBe(true);
  expect(await reopens(file('again.gz', zlib.gzipSync(CLASSIC)))).toBe(true);
  expect(await reopens('-', stdin(CLASSIC))).toBe(false);
});

test.each<[string, Buffer, boolean]>([
  ['pcap', CLASSIC, false],
  ['pcap of nanoseconds', pcap({ magic: 0xa1b23c4d }, [{ bytes: 'one' }]), true],
  ['pcapng that does not say', SECTIONS, false],
  ...([3, 6, 0x80] as const).map((unit) => resolved(unit, false)),
  ...([7, 9, 0x8a] as const).map((unit) => resolved(unit, true)),
])('finer than microseconds: %s', async (_, bytes, nanos) => {
  const input = await openInput('-', 0, stdin(bytes));
  await readAll(input, frameText);
  expect(input.nanos).toBe(nanos);
});

/** A file whose second interface has this if_tsresol. */
function resolved(resolution: number, nanos: boolean): [string, Buffer, boolean] {
  const one = enhancedPacket({ bytes: 'one' });
  const bytes = pcapng(section(), interfaceBlock({ resolution: 6 }), one, interfaceBlock({ resolution }), one);
  return [`if_tsresol ${resolution}`, bytes, nanos];
}
