/** Captures whose packets were cut (tcpdump -s): what is not there is unknown, and nothing is found that was not there. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Session } from '../../src/engine/session';
import { NO_LIMITS } from '../../src/store/store';
import { dialogsOf } from '../store/play';

const SAMPLES = path.join(__dirname, '../../samples');
const files = (fs.readdirSync(SAMPLES, { recursive: true }) as string[]).filter((name) => name.endsWith('.pcap'));
const LENGTHS = [200, 400, 500, 600, 700, 800];

/** Where the header or the body that tells more is cut off, what is left is true all the same. */
const LESS_EXACT = new Map([
  ['findings/registration-rejected-contacts.pcap', 'server-error'],
  ['findings/srtp-mismatch.pcap', 'codec-mismatch'],
]);

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'snap-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test.each(files)('%s', async (name) => {
  const file = path.join(SAMPLES, name);
  const whole = await codesOf(file);
  for (const length of LENGTHS) {
    const cut = path.join(folder, 'cut.pcap');
    fs.writeFileSync(cut, cutTo(fs.readFileSync(file), length));
    const more = [...(await codesOf(cut))].filter((code) => !whole.has(code) && code !== LESS_EXACT.get(name));
    expect({ length, more }).toEqual({ length, more: [] });
  }
});

async function codesOf(file: string): Promise<Set<string>> {
  const session = await Session.open([file], NO_LIMITS);
  await session.readAll();
  const { store, diagnosis } = session;
  diagnosis?.settle();
  const codes = new Set(dialogsOf(store).flatMap((row) => diagnosis?.codes(row) ?? []));
  for (const { code } of diagnosis?.ofAddresses() ?? []) codes.add(code);
  session.close();
  return codes;
}

/** A pcap file with at most so many bytes of each packet. */
function cutTo(bytes: Buffer, length: number): Buffer {
  const HEAD = 24;
  const RECORD = 16;
  const out = [bytes.subarray(0, HEAD)];
  for (let at = HEAD; at < bytes.length; ) {
    const held = bytes.readUInt32LE(at + 8);
    const record = Buffer.from(bytes.subarray(at, at + RECORD + Math.min(held, length)));
    record.writeUInt32LE(Math.min(held, length), 8);
    out.push(record);
    at += RECORD + held;
  }
  return Buffer.concat(out);
}
