/** The thread that scans ahead, as it is shipped: with it and without it a capture is understood the same. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SCAN_AHEAD_LEAST_BYTES } from '../../src/budgets';
import type { ScansAhead } from '../../src/decode/sip/scan-ahead';
import { Session } from '../../src/engine/session';
import { openSource } from '../../src/engine/source';
import { dialogRecord } from '../../src/export/dialog-records';
import { NO_LIMITS } from '../../src/store/store';
import { bundle } from '../built';

const { generate } = require('../../bench/generate.js');

let folder: string;
let startScansAhead: typeof import('../../src/engine/scan-ahead').startScansAhead;
const file = path.join(os.tmpdir(), `scan-ahead-${process.pid}.pcap`);

beforeAll(() => {
  folder = bundle(['src/engine/scan-ahead.ts', 'src/engine/scan-ahead-thread.ts']);
  ({ startScansAhead } = require(path.join(folder, 'dist/engine/scan-ahead.js')));
  expect(generate('calls', file, { count: 5000 }).bytes).toBeGreaterThan(SCAN_AHEAD_LEAST_BYTES);
}, 60_000);

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.rmSync(file, { force: true });
});

async function readWith(scansAhead: ScansAhead | null, undiagnosed: boolean): Promise<object[]> {
  const { inputs } = await openSource({ files: [file], filter: null });
  const session = new Session(inputs, NO_LIMITS, { scansAhead, undiagnosed });
  await session.readAll();
  const records: object[] = [];
  session.store.eachDialog((row) => records.push(dialogRecord(session.store, row)));
  session.close();
  return records;
}

const opened = async (...files: string[]) => (await openSource({ files, filter: null })).inputs;

test.each([
  ['is looked for', true],
  ['is not looked for', false],
])('a large file is read the same with it where what is wrong %s', async (_, looks) => {
  const scans = startScansAhead(await opened(file), looks);
  if (scans === null) throw new Error('it does not start: this machine has one processor');
  // What is tested is lost when the store is through before the thread has begun.
  while (scans.waiting === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const records = await readWith(scans, !looks);
  expect(scans.served).toBeGreaterThan(1000);
  expect(records).toHaveLength(5000);
  expect(records).toEqual(await readWith(null, !looks));
});

test('it is not started for small files, and not for several', async () => {
  const sample = path.join(__dirname, '..', '..', 'samples', 'busy.pcap');
  expect(startScansAhead(await opened(sample), true)).toBeNull();
  expect(startScansAhead(await opened(file, file), true)).toBeNull();
});
