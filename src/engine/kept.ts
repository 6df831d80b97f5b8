/** The dialogs that a filter keeps, judged in slices: a question that needs them all lets others in between. */

import type { Understood } from '../filter/parse';
import type { Store } from '../store/store';
import { Slices } from './slices';

/** Ids, by index. Those that come meanwhile are not among them. */
export async function keptDialogs(
  store: Store,
  filter: Understood,
  nowMs = () => performance.now(),
): Promise<number[]> {
  const ids: number[] = [];
  store.eachDialog((row) => ids.push(store.dialogId(row)));
  const kept: number[] = [];
  const slices = new Slices(nowMs);
  for (const id of ids) {
    for (let keep: boolean | null = null; keep === null; ) {
      if (slices.over) await slices.next();
      const row = store.dialogRow(id);
      keep = row >= 0 && filter.step(store, row);
      if (keep) kept.push(id);
    }
  }
  return kept;
}
