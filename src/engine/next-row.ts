/** Looks for a row of a ladder, from one on and round the end; in slices, as a test may read each message again. */

import { MATCHES_A_LOOK } from '../budgets';
import type { Ladder } from '../ladder/ladder';
import type { Store } from '../store/store';
import { Slices } from './slices';

export interface RowTest {
  /** Whether it is this one. */
  meets(row: number): boolean;
  /** Before each slice. */
  begin?(): void;
}

/**
 * The next row from `from` on (-1: before the first) that the test takes; null where there is none, or its messages have
 * gone. With step 0 it may be `from` itself. `wrapped`: it was found round the end.
 */
export async function nextRow(
  store: Store,
  ladder: Ladder,
  from: number,
  step: 1 | -1 | 0,
  { meets, begin = () => undefined }: RowTest,
  nowMs: () => number,
): Promise<{ row: number; wrapped: boolean } | null> {
  const { removed } = store;
  const { length } = ladder;
  const way = step === 0 ? 1 : step;
  const slices = new Slices(nowMs);
  begin();
  for (let steps = step === 0 && from >= 0 ? 0 : 1; steps <= length; steps++) {
    const row = (from + steps * way + 2 * length) % length;
    if (meets(row)) return { row, wrapped: way === 1 ? row <= from && steps > 0 : row >= from && from >= 0 };
    if (steps % MATCHES_A_LOOK > 0 || !slices.over) continue;
    await slices.next();
    // The ladder's messages may have gone with it.
    if (store.removed !== removed) return null;
    begin();
  }
  return null;
}
