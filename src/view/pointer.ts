/** What stands under the mouse, and which clicks and drags its presses are. Pure: time is the caller's. */

import type { MouseAct, Target } from '../app/mouse-target';
import type { MousePress, ScreenContent } from './cells';
import { textWidth } from './text';

/** What the mouse did before. */
export interface Pointer {
  /** What the button was pressed on, while it is held. */
  held: Target | null;
  /** The last click, which a second one soon makes a double one. */
  last: { column: number; row: number; atMs: number } | null;
}

export const IDLE: Pointer = { held: null, last: null };

/** Two clicks on one row within this time are a double one: what desktops have. */
const DOUBLE_CLICK_MS = 400;

/** The act is null where the press means nothing. */
export function pressed(
  pointer: Pointer,
  press: MousePress,
  content: ScreenContent,
  nowMs: number,
): { pointer: Pointer; act: MouseAct | null } {
  const { column, row } = press;
  switch (press.kind) {
    case 'wheel-up':
      return { pointer: IDLE, act: { kind: 'wheel', step: -1 } };
    case 'wheel-down':
      return { pointer: IDLE, act: { kind: 'wheel', step: 1 } };
    case 'release':
      return { pointer: { ...pointer, held: null }, act: null };
    case 'drag':
      return { pointer, act: pointer.held && { kind: 'drag', target: pointer.held, column } };
    case 'press': {
      const target = targetAt(content, column, row);
      const { last } = pointer;
      const twice = last !== null && last.row === row && nowMs - last.atMs <= DOUBLE_CLICK_MS;
      // A third click is a first one again.
      const next = { held: target, last: twice || target === null ? null : { column, row, atMs: nowMs } };
      return { pointer: next, act: target && { kind: 'click', target, twice } };
    }
  }
}

/** What a cell of the screen belongs to: its run of text, else its line. */
export function targetAt({ lines }: ScreenContent, column: number, row: number): Target | null {
  const line = lines[row];
  let end = 0;
  for (const { text, target } of line?.spans ?? []) {
    end += textWidth(text);
    if (column < end) return target ?? line?.target ?? null;
  }
  return line?.target ?? null;
}
