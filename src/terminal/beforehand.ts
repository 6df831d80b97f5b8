/**
 * What blessed reads only when it opens a terminal, read beforehand: once root is given up, the folder that the program
 * was started from may be closed, and what is in it with it.
 */

import { createRequire } from 'node:module';
import * as blessed from 'blessed';
import { terminalKind } from './terminal-kind';

/** Keeps what the terminal will need. Throws a TerminalError when nothing can be drawn on it. */
export function loadBeforehand(env: Record<string, string | undefined>): void {
  const { terminfo } = terminalKind(env);
  const { prototype } = blessed.Tput;
  const read = prototype.readTerminfo;
  const known = new Map<string, object>();
  prototype.readTerminfo = function (name) {
    const key = name ?? this.terminal;
    const info = known.get(key) ?? read.call(this, name);
    known.set(key, info);
    return info;
  };
  new blessed.Tput({ terminal: terminfo });
  // The one module of its own that it loads later, asked for as it does: only then is it found without a look at the disk.
  createRequire(require.resolve('blessed/lib/program'))('./keys');
}
