/** How the width of the screen is shared out between the time, the ladder's columns and the message beside them. */

import type { LadderScreen } from './ladder-screen';
import type { Model } from './model';
import { ladderTimeCells } from './times';

/** The marks before the time, and the one behind it. */
const MARKS_WIDTH = 3;
/** `2 ` to `999 ` before the time in a ladder of several calls. */
export const CALL_WIDTH = 5;

/** Less than this is not read: `INV… (SDP) ──>`. So narrow where all columns are in sight that way. */
const LEAST_SPACING = 14;

/** A label such as `INVITE (SDP)` and an arrow's head need this much: so wide where there is something to scroll anyway. */
const WHOLE_LABEL_SPACING = 20;
const MOST_SPACING = 40;

/** What an address and a port need, when the message beside can give way. */
const GOOD_SPACING = 22;

/** Below this width a ladder and a message side by side are both too narrow. */
export const LEAST_FOR_PREVIEW = 100;

/** What the message gets where nobody chose: this part at most, but enough for most header lines. */
const USUAL_PREVIEW_PERCENT = 45;
const LEAST_PREVIEW = 38;

/** Where it would push a host out of sight otherwise, it may be as narrow as this. */
const NARROW_PREVIEW = 28;

/**
 * Cells for what stands beside the ladder, a message or findings, its border included; 0 without any. It pushes no host out
 * of sight unless the user has given it its part.
 */
export function sideWidth(ladder: LadderScreen, model: Model): number {
  if ((!ladder.preview && ladder.pane === null) || model.settings.plain || model.columns < LEAST_FOR_PREVIEW) return 0;
  if (ladder.split !== null) {
    const most = model.columns - timeWidth(ladder, model) - WHOLE_LABEL_SPACING;
    return Math.min(most, Math.round((model.columns * ladder.split) / 100));
  }
  const room = model.columns - timeWidth(ladder, model) - columnCount(ladder) * LEAST_SPACING;
  if (room >= 0 && room < LEAST_PREVIEW) return room < NARROW_PREVIEW ? 0 : room;
  const needed = timeWidth(ladder, model) + columnCount(ladder) * GOOD_SPACING;
  const usual = Math.round((model.columns * USUAL_PREVIEW_PERCENT) / 100);
  return Math.max(LEAST_PREVIEW, Math.min(usual, model.columns - needed));
}

/** The part that the message has now or would have, in percent; where it waits for being asked for, what it gets then. */
export function previewPercent(ladder: LadderScreen, model: Model): number {
  const width = sideWidth({ ...ladder, preview: true }, model) || LEAST_PREVIEW;
  return ladder.split ?? Math.round((width * 100) / model.columns);
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
  return Math.max(WHOLE_LABEL_SPACING, model.columns - sideWidth(ladder, model) - timeWidth(ladder, model));
}

/** Cells that one column has; its lifeline stands in the middle of them. */
export function spacing(ladder: LadderScreen, model: Model): number {
  const share = Math.floor(columnsWidth(ladder, model) / columnCount(ladder));
  return share < LEAST_SPACING ? WHOLE_LABEL_SPACING : Math.min(MOST_SPACING, share);
}

/** How many lifelines can be seen at once. */
export function columnsInSight(ladder: LadderScreen, model: Model): number {
  const each = spacing(ladder, model);
  const behindFirst = columnsWidth(ladder, model) - 1 - Math.floor(each / 2);
  return Math.max(1, Math.floor(behindFirst / each) + 1);
}

/** The first column that is shown, so that both ends of a row are in sight: with as little scrolling as that takes. */
export function offsetShowing(from: number, to: number, offset: number, inSight: number): number {
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  const seen = (column: number) => column >= offset && column < offset + inSight;
  if (right - left >= inSight) return seen(left) || seen(right) ? offset : from;
  if (left < offset) return left;
  return seen(right) ? offset : right - inSight + 1;
}

function columnCount(ladder: LadderScreen): number {
  return Math.max(1, ladder.snapshot?.columns.length ?? 1);
}
