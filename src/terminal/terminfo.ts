/**
 * Terminfo entries read beforehand: once root is given up, the folder that the program was started from may be closed,
 * and blessed's own entries with it.
 */

import * as blessed from 'blessed';
import { terminalKind } from './terminal-kind';

/** Reads what the terminal will need and keeps it. Throws a TerminalError when nothing can be drawn on it. */
export function rememberTerminfo(env: Record<string, string | undefined>): void {
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
}
