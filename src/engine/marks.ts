/** Which messages of a ladder meet a filter, and where the next of them is. */

import { MATCHES_A_LOOK, SLICE_MS } from '../budgets';
import type { Filter } from '../filter/parse';
import type { Ladder } from '../ladder/ladder';
import type { Store } from '../store/store';
import type { NextMatchSnapshot } from './protocol';

/** True for a message that meets a condition on messages which the filter asks for. */
export type Marks = (store: Store, message: number) => boolean;

/** Null where the filter asks nothing of messages. */
export function marksOf(filter: Filter): Marks | null {
  return filter.ok ? filter.marks : null;
}

/**
 * The next row from `from` on (-1: before the first) that is marked, round the end; in slices, as a condition may read
 * each message again.
 */
export async function nextMatch(
  store: Store,
  ladder: Ladder,
  marks: Marks,
  from: number,
  step: 1 | -1,
  nowMs: () => number,
): Promise<NextMatchSnapshot> {
  const { removed } = store;
  let sliceEndMs = nowMs() + SLICE_MS;
  for (let steps = 1; steps <= ladder.length; steps++) {
    const row = (from + steps * step + 2 * ladder.length) % ladder.length;
    const message = ladder.messageAt(row);
    if (message >= 0 && marks(store, message)) {
      return { kind: 'next-match', outcome: 'found', row, key: `m${store.messageId(message)}` };
    }
    if (steps % MATCHES_A_LOOK > 0 || nowMs() < sliceEndMs) continue;
    await new Promise(setImmediate);
    // The ladder's messages may have gone with it.
    if (store.removed !== removed) break;
    sliceEndMs = nowMs() + SLICE_MS;
  }
  return { kind: 'next-match', outcome: 'none' };
}
