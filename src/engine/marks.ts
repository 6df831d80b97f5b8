/** Which messages of a ladder meet a filter, and where the next of them is. */

import type { Filter } from '../filter/parse';
import type { Ladder } from '../ladder/ladder';
import type { Store } from '../store/store';
import { nextRow } from './next-row';
import type { NextMatchSnapshot } from './protocol';

/** True for a message that meets a condition on messages which the filter asks for. */
export type Marks = (store: Store, message: number) => boolean;

/** Null where the filter asks nothing of messages. */
export function marksOf(filter: Filter): Marks | null {
  return filter.ok ? filter.marks : null;
}

/** The next row from `from` on that is marked, round the end, as nextRow() has it. */
export async function nextMatch(
  store: Store,
  ladder: Ladder,
  marks: Marks,
  from: number,
  step: 1 | -1,
  nowMs: () => number,
): Promise<NextMatchSnapshot> {
  const meets = (row: number) => {
    const message = ladder.messageAt(row);
    return message >= 0 && marks(store, message);
  };
  const next = await nextRow(store, ladder, from, step, { meets }, nowMs);
  if (next === null) return { kind: 'next-match', outcome: 'none' };
  const { row } = next;
  return { kind: 'next-match', outcome: 'found', row, key: ladder.keyAt(row) };
}
