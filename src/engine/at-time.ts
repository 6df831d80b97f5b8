/** What is at a time or after it: a call of the list by its beginning, whatever the order; a row of a ladder. */

import type { Ladder } from '../ladder/ladder';
import type { Store } from '../store/store';
import type { ListView } from './list-view';
import type { AtTimeSnapshot } from './protocol';

/** `lineOf`: the line of a dialog's row in the list, with the messages that are shown. */
export function callAtTime(
  store: Store,
  list: ListView,
  timeUs: number,
  lineOf: (dialog: number) => number | null,
): AtTimeSnapshot {
  const { startUs, index } = store.dialogs.columns;
  let [found, firstUs, lastUs] = [-1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = 0; place < list.length; place++) {
    const row = list.at(place);
    const us = startUs[row];
    firstUs = Math.min(firstUs, us);
    lastUs = Math.max(lastUs, us);
    if (us < timeUs) continue;
    const earlier = found < 0 || us < startUs[found] || (us === startUs[found] && index[row] < index[found]);
    if (earlier) found = row;
  }
  if (list.length === 0) return { kind: 'at-time', outcome: 'after', firstUs: null, lastUs: null };
  const dialog = found < 0 ? null : store.dialogId(found);
  const row = dialog === null ? null : lineOf(dialog);
  if (row === null) return { kind: 'at-time', outcome: 'after', firstUs, lastUs };
  return { kind: 'at-time', outcome: 'found', row, dialog, key: null, firstUs, lastUs };
}

export function rowAtTime(ladder: Ladder, timeUs: number): AtTimeSnapshot {
  const { length } = ladder;
  if (length === 0) return { kind: 'at-time', outcome: 'after', firstUs: null, lastUs: null };
  const [firstUs, lastUs] = [ladder.timeUs(0), ladder.timeUs(length - 1)];
  let row = 0;
  while (row < length && ladder.timeUs(row) < timeUs) row++;
  if (row === length) return { kind: 'at-time', outcome: 'after', firstUs, lastUs };
  return { kind: 'at-time', outcome: 'found', row, dialog: null, key: ladder.keyAt(row), firstUs, lastUs };
}
