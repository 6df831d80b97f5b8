/** How the rows of the terminal are shared out. The app scrolls and asks by it, the view draws by it. */

import type { Model } from './model';

/** Below this nothing sensible can be shown. */
export const MIN_COLUMNS = 60;
export const MIN_ROWS = 12;

/** The status line, and the hints. */
const FRAME_ROWS = 2;

export function isTooSmall(model: Model): boolean {
  return model.columns < MIN_COLUMNS || model.rows < MIN_ROWS;
}

/** Rows between the status line and the hints, less the line of a notice. */
export function bodyRows(model: Model): number {
  return Math.max(1, model.rows - FRAME_ROWS - (model.notice === null ? 0 : 1));
}

/** Scroll position that keeps `cursor` on the screen and no room unused at the end. */
export function scrolledTo(top: number, cursor: number, rows: number, lines: number): number {
  const seen = Math.min(Math.max(top, cursor - rows + 1), cursor);
  return Math.max(0, Math.min(seen, Math.max(0, lines - rows)));
}

export function clamped(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}
