/** How the width of the screen is shared out between the time, the ladder's columns and the message beside them. */

import type { LadderScreen } from './ladder';
import type { Model } from './model';

/** Time of day or difference, with the marks before it. */
export const TIME_WIDTH = 16;
/** `2 ` to `999 ` before the time in a ladder of several calls. */
const CALL_WIDTH = 5;

/** A label such as `INVITE (SDP)` and an arrow's head need this much between two lifelines. */
const LEAST_SPACING = 22;
const MOST_SPACING = 40;

/** Below this width a ladder and a message side by side are both too narrow. */
const LEAST_FOR_PREVIEW = 100;

/** Cells for the message beside the ladder, its border included; 0 when it is not shown. */
export function previewWidth(ladder: LadderScreen, model: Model): number {
  if (!ladder.preview || model.columns < LEAST_FOR_PREVIEW) return 0;
  return Math.round((model.columns * ladder.split) / 100);
}

/** Cells before the first column: time, and which call where there are several. */
export function timeWidth(ladder: LadderScreen): number {
  return TIME_WIDTH + (ladder.dialogs.length > 1 ? CALL_WIDTH : 0);
}

/** Cells for the columns. */
export function columnsWidth(ladder: LadderScreen, model: Model): number {
  return Math.max(LEAST_SPACING, model.columns - previewWidth(ladder, model) - timeWidth(ladder));
}

/** Cells that one column has; its lifeline stands in the middle of them. */
export function spacing(ladder: LadderScreen, model: Model): number {
  const columns = Math.max(1, ladder.snapshot?.columns.length ?? 1);
  const share = Math.floor(columnsWidth(ladder, model) / columns);
  return Math.min(MOST_SPACING, Math.max(LEAST_SPACING, share));
}

/** How many whole columns can be seen at once. */
export function columnsInSight(ladder: LadderScreen, model: Model): number {
  return Math.max(1, Math.floor(columnsWidth(ladder, model) / spacing(ladder, model)));
}
