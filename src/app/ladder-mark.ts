/** The marked row of a ladder: time is told from it, and another message is compared with it. It outlives its ladder. */

import type { RowKey } from '../ladder/ladder';
import { openedCompare } from './compare';
import type { LadderScreen } from './ladder-screen';
import { type Model, noticed, pushed } from './model';

export interface Mark {
  key: RowKey;
  /** Its id where it is a message; null for a stream, a digit or a report, of which only the time counts. */
  message: number | null;
  timeUs: number;
  /** The ladder that it was set in. */
  dialogs: readonly number[];
}

/** What can be marked: a row of a ladder, or the message on the whole screen. */
export type Markable = Pick<Mark, 'key' | 'message' | 'timeUs'>;

/** Marks; unmarks what is marked; compares with what is marked. */
export function marked(model: Model, about: Markable | null, dialogs: readonly number[]): Model {
  const { mark } = model;
  if (about === null) return model;
  if (mark === null) return { ...model, mark: { ...about, dialogs } };
  if (mark.key === about.key) return { ...model, mark: null };
  if (mark.message === null || about.message === null)
    return noticed(model, 'Only messages can be compared; of this the time from the mark is told');
  return pushed(model, openedCompare(mark.message, about.message));
}

export function unmarked(model: Model): Model {
  return model.mark === null ? noticed(model, 'Nothing is marked') : { ...model, mark: null };
}

/** Microseconds from the mark to a row; null where nothing is marked, or the row itself is. */
export function sinceMarkUs({ mark }: Model, row: { key: RowKey; timeUs: number } | null): number | null {
  return mark === null || row === null || row.key === mark.key ? null : row.timeUs - mark.timeUs;
}

/** Whether the mark was set in another ladder, so that it may be looked for in vain here. */
export function markedElsewhere({ mark }: Model, { dialogs }: LadderScreen): boolean {
  return mark !== null && !mark.dialogs.some((dialog) => dialogs.includes(dialog));
}
