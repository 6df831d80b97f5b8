/**
 * The mouse as escape sequences: what turns it on and off, and what a press says. Modes 1000 (buttons and wheel), 1002
 * (motion while a button is held) and 1006 (coordinates as numbers). Source: xterm's ctlseqs, "Mouse Tracking".
 */

import type { MousePress } from '../view/cells';

export const MOUSE_ON = '\x1b[?1000h\x1b[?1002h\x1b[?1006h';
export const MOUSE_OFF = '\x1b[?1006l\x1b[?1002l\x1b[?1000l';

/** What a whole sequence `ESC [ < code ; column ; row M` says; null for another one, and for buttons without a meaning. */
export function mousePress(sequence: string): MousePress | null {
  const parts = SGR.exec(sequence);
  if (parts === null) return null;
  const code = Number(parts[1]);
  const kind = kindOf(code & ~MODIFIERS, parts[4] === 'm');
  return kind && { kind, column: Number(parts[2]) - 1, row: Number(parts[3]) - 1 };
}

const SGR = /^\x1b\[<(\d{1,4});(\d{1,5});(\d{1,5})([Mm])$/;

/** Shift, Meta, Control. */
const MODIFIERS = 4 | 8 | 16;
const MOTION = 32;
const WHEEL = 64;

function kindOf(code: number, released: boolean): MousePress['kind'] | null {
  if (code === WHEEL) return 'wheel-up';
  if (code === WHEEL + 1) return 'wheel-down';
  if (code === MOTION) return 'drag';
  if (code === 0) return released ? 'release' : 'press';
  return null;
}
