/** The terminal of this process. Keys come from /dev/tty when standard input is the capture (`-I -`). */

import { closeSync, openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import type { TerminalWorld } from './terminal';

/** Throws an Error when there is no terminal to read keys from. */
export function systemTerminal(): TerminalWorld {
  const own = process.stdin.isTTY ? null : openKeyboard();
  return {
    env: process.env,
    input: own ?? process.stdin,
    output: process.stdout,
    process,
    report: (message) => {
      process.stderr.write(`${message}\n`);
    },
    release: () => {
      own?.destroy();
    },
  };
}

function openKeyboard(): ReadStream {
  let descriptor: number;
  try {
    descriptor = openSync('/dev/tty', 'r');
  } catch {
    throw new Error('no terminal to read keys from: standard input is none, and /dev/tty cannot be opened');
  }
  try {
    return new ReadStream(descriptor);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
