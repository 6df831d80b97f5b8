/** How the width of the screen is shared out between the time, the ladder's columns and the message beside them. */

import type { LadderScreen } from './ladder-screen';
import type { Model } from './model';
import { ladderTimeCells } from './times';

/** The marks before the time, and the one behind it. */
const MARKS_WIDTH = 3;
/** `2 ` to `999 ` before the time in a ladder of several calls. */
export const CALL_WIDTH = 5;

/** A label such as `INVITE (SDP)` and an arrow's head need this much between two lifelines. */
const LEAST_SPACING = 20;
const MOST_SPACING = 40;

/** What an address and a port need, when the message beside can give way. */
const GOOD_SPACING = 22;

/** Below this width a ladder and a message side by side are both too narrow. */
export const LEAST_FOR_PREVIEW = 100;

/** What the message gets where nobody chose: this part at most, but enough for most header lines. */
const USUAL_PREVIEW_PERCENT = 45;
const LEAST_PREVIEW = 38;

/** Cells for the message beside the ladder, its border included; 0 when it is not shown. */
export function previewWidth(ladder: LadderScreen, model: Model): number {
  if (!ladder.preview || model.settings.plain || model.columns < LEAST_FOR_PREVIEW) return 0;
  if (ladder.split !== null) {
    const most = model.columns - timeWidth(ladder, model) - LEAST_SPACING;
    return Math.min(most, Math.round((model.columns * ladder.split) / 100));
  }
  const needed = timeWidth(ladder, model) + columnCount(ladder) * GOOD_SPACING;
  const usual = Math.round((model.columns * USUAL_PREVIEW_PERCENT) / 100);
  return Math.max(LEAST_PREVIEW, Math.min(usual, model.columns - needed));
}

/** The part that the message has now or would have, in percent. */
export function previewPercent(ladder: LadderScreen, model: Model): number {
  return ladder.split ?? Math.round((previewWidth({ ...ladder, preview: true }, model) * 100) / model.columns);
}

/** Cells before the first column: time, and which call where there are several. */
export function timeWidth(ladder: LadderScreen, model: Model): number {
  return MARKS_WIDTH + ladderTimeCells(ladder, model) + (callsShown(ladder) > 1 ? CALL_WIDTH : 0);
}

/** Calls side by side: of an extended ladder as many as the answer has. */
export function callsShown({ dialogs, snapshot }: LadderScreen): number {
  return snapshot?.titles.length ?? dialogs.length;
}

/** Cells for the columns. */
export function columnsWidth(ladder: LadderScreen, model: Model): number {
  return Math.max(LEAST_SPACING, model.columns - previewWidth(ladder, model) - timeWidth(ladder, model));
}

/** Cells that one column has; its lifeline stands in the middle of them. */
export function spacing(ladder: LadderScreen, model: Model): number {
  const share = Math.floor(columnsWidth(ladder, model) / columnCount(ladder));
  return Math.min(MOST_SPACING, Math.max(LEAST_SPACING, share));
}

/** How many whole columns can be seen at once. */
export function columnsInSight(ladder: LadderScreen, model: Model): number {
  return Math.max(1, Math.floor(columnsWidth(ladder, model) / spacing(ladder, model)));
}

function columnCount(ladder: LadderScreen): number {
  return Math.max(1, ladder.snapshot?.columns.length ?? 1);
}
