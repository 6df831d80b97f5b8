/** Starts the thread that scans a file ahead of the session. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { SCAN_AHEAD_LEAST_BYTES } from '../budgets';
import type { CaptureInput } from '../capture/input';
import { newScanMemory, ScansAhead } from '../decode/sip/scan-ahead';

/** Beside this one in the sources and, one folder aside, in the bundle of the program, as client.ts has it. */
const THREAD_FILE = path.join(__dirname, '..', 'engine', 'scan-ahead-thread.js');

/** What the thread is started with. */
export interface ScanOrders {
  path: string;
  /** That which the session reads is the file with this number; another one has come in its place since. */
  inode: number;
  memory: SharedArrayBuffer;
}

/** It makes no strings and keeps nothing. */
const LIMITS = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 };

/** Null where it would not help: small files, what cannot be read twice, a machine with one processor. `looks`: for diagnosis, too, as the session will. */
export function startScansAhead(inputs: readonly CaptureInput[], looks: boolean): ScansAhead | null {
  const [{ name, size, seekable }] = inputs;
  if (inputs.length > 1 || !seekable || (size ?? 0) < SCAN_AHEAD_LEAST_BYTES) return null;
  if (os.availableParallelism() < 2) return null;
  const memory = newScanMemory(looks);
  const workerData = { path: name, inode: fs.statSync(name).ino, memory } satisfies ScanOrders;
  const thread = new Worker(THREAD_FILE, { workerData, resourceLimits: LIMITS });
  // Whatever it fails at: the session scans for itself what it finds no scan of.
  thread.on('error', () => undefined);
  thread.unref();
  return new ScansAhead(memory);
}
