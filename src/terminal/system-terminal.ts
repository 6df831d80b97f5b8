/** The terminal of this process. Keys come from /dev/tty when standard input is the capture (`-I -`). */

import { closeSync, openSync } from 'node:fs';
import { isatty, ReadStream } from 'node:tty';
import { TerminalError, type TerminalWorld } from './terminal';

/** Throws a TerminalError when there is no terminal to read keys from. */
export function systemTerminal(): TerminalWorld {
  const own = process.stdin.isTTY ? null : openKeyboard();
  exitQuietlyAfterHangUp();
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

/**
 * Node puts the modes of its standard streams back as it exits, and aborts with a core dump where that fails: over a
 * terminal that hung up. Streams that are no longer what they were it leaves alone.
 */
export function exitQuietlyAfterHangUp(): void {
  const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor));
  process.once('exit', () => {
    for (const descriptor of terminals) if (!isatty(descriptor)) replaceByNull(descriptor);
  });
}

function replaceByNull(descriptor: number): void {
  try {
    closeSync(descriptor);
    // Takes the lowest number that is free: the one just closed, as no lower one stays closed.
    openSync('/dev/null', 'r+');
  } catch {
    // Closed already: then there is nothing to put back either.
  }
}

function openKeyboard(): ReadStream {
  let descriptor: number;
  try {
    descriptor = openSync('/dev/tty', 'r');
  } catch {
    throw new TerminalError('no terminal to read keys from: standard input is none, and /dev/tty cannot be opened');
  }
  try {
    return new ReadStream(descriptor);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
