/** The text of whole calls, a window of messages at a time: very long calls are never read as a whole. */

import { RAW_WINDOW_BYTES } from '../budgets';
import type { Ladder } from '../ladder/ladder';
import type { Store } from '../store/store';
import { messageSnapshot } from './message';
import type { MessageSnapshot, RawQuery, RawSnapshot } from './protocol';

/** From the message that the screen stands on forward, then backward, as far as the window and its bytes go. */
export function rawSnapshot(store: Store, ladder: Ladder, query: RawQuery): RawSnapshot {
  const total = ladder.length;
  const { index } = store.dialogs.columns;
  const calls = ladder.dialogs.map((row) => ({ dialog: store.dialogId(row), index: index[row] }));
  if (total === 0) return { kind: 'raw', total, top: 0, messages: [], anchorAt: null, calls };
  const anchorAt =
    query.anchor === null ? null : (ladder.rowOf(`m${query.anchor}`) ?? ladder.rowOf(`r${query.anchor}`));
  const at = clamp(anchorAt ?? query.at, 0, total - 1);
  const top = clamp(query.top + at - query.at, 0, at);
  const end = clamp(query.top + at - query.at + query.rows, at, total);
  let first = at;
  let bytes = 0;
  const messages: MessageSnapshot[] = [];
  const read = (row: number): MessageSnapshot => {
    const message = messageSnapshot(store, ladder.signalAt(row));
    bytes += message.length;
    return message;
  };
  for (let row = at; row < end && bytes < RAW_WINDOW_BYTES; row++) messages.push(read(row));
  while (first > top && bytes < RAW_WINDOW_BYTES) messages.unshift(read(--first));
  return { kind: 'raw', total, top: first, messages, anchorAt, calls };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
