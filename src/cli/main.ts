#!/usr/bin/env node
/** The program as it is started. */

import { run } from './run';
import { realWorld } from './world';

async function main(): Promise<void> {
  // The write callbacks tell of a reader that went; without a listener the stream's own event would be fatal.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  process.exitCode = await run(process.argv.slice(2), realWorld());
}

void main();
