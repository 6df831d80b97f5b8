/** Everything that a run takes from the machine, as one parameter, so that a test can play a whole run. */

import fs from 'node:fs';
import { visible } from '../decode/visible';

/** Standard output takes no more, and not because its reader went: one line for the user, exit code 1. */
export class OutputError extends Error {}

export interface World {
  env: Record<string, string | undefined>;
  cwd: string;
  exists(path: string): boolean;
  /** Writes to standard output. Resolves false when nobody reads it any more; rejects with OutputError. */
  print(text: string): Promise<boolean>;
  /** One line to standard error. */
  tell(line: string): void;
  /** Milliseconds, monotonic. */
  nowMs(): number;
  /** True when there is a terminal to show screens on. */
  hasScreen(): boolean;
}

export function realWorld(): World {
  return {
    env: process.env,
    cwd: process.cwd(),
    exists: (path) => fs.existsSync(path),
    print: printOut,
    // File names and filters come from elsewhere, too.
    tell: (line) => process.stderr.write(`${visible(line)}\n`),
    nowMs: () => performance.now(),
    hasScreen: () => process.stdout.isTTY === true,
  };
}

/** Waits until the system took the text: a reader that is slow slows us down, one that went ends us quietly. */
function printOut(text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (!error) resolve(true);
      else if (codeOf(error) === 'EPIPE') resolve(false);
      else reject(new OutputError(`standard output cannot be written: ${REASONS[codeOf(error)] ?? error.message}`));
    });
  });
}

const REASONS: Record<string, string> = { ENOSPC: 'the disk is full', EDQUOT: 'the quota is used up' };

function codeOf(error: NodeJS.ErrnoException): string {
  return error.code ?? '';
}
