/** The actions that move a cursor or scroll: the same on every screen. */

import type { ActionName } from './keymap';

/** Where a move from `at` leads in a list of `lines` with pages of `page`; not yet bounded. */
const MOVES: Partial<Record<ActionName, (at: number, page: number, lines: number) => number>> = {
  up: (at) => at - 1,
  down: (at) => at + 1,
  'page-up': (at, page) => at - page,
  'page-down': (at, page) => at + page,
  'half-page-up': (at, page) => at - Math.ceil(page / 2),
  'half-page-down': (at, page) => at + Math.ceil(page / 2),
  first: () => 0,
  last: (_, __, lines) => lines - 1,
};

export const MOVE_ACTIONS = Object.keys(MOVES) as ActionName[];

/** The new place, within the list; 0 for an empty one. */
export function moved(action: ActionName, at: number, page: number, lines: number): number {
  const wanted = MOVES[action]?.(at, Math.max(1, page), lines) ?? at;
  return Math.max(0, Math.min(wanted, lines - 1));
}
