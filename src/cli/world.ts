/** Everything that a run takes from the machine, as one parameter, so that a test can play a whole run. */

import fs from 'node:fs';

export interface World {
  env: Record<string, string | undefined>;
  cwd: string;
  exists(path: string): boolean;
  /** Writes to standard output. Resolves false when nobody reads it any more. */
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
    tell: (line) => process.stderr.write(`${line}\n`),
    nowMs: () => performance.now(),
    hasScreen: () => process.stdout.isTTY === true,
  };
}

/** Waits until the system took the text: a reader that is slow slows us down, one that went ends us quietly. */
function printOut(text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (!error) resolve(true);
      else if ((error as NodeJS.ErrnoException).code === 'EPIPE') resolve(false);
      else reject(error);
    });
  });
}
