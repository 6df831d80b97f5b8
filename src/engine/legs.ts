/** Calls with all their legs, for answers that want them: legs are read first, in slices, as far as the capture has come. */

import { LEGS_WAIT_MS, SLICE_MS } from '../budgets';
import type { Store } from '../store/store';
import { breath } from './slices';

/** While packets come without a pause, what came last may be missing: its turn comes with the next question. */
export async function legsRead(store: Store, nowMs: () => number): Promise<void> {
  const endMs = nowMs() + LEGS_WAIT_MS;
  while (!store.legs.advance(nowMs() + SLICE_MS, nowMs) && nowMs() < endMs) await breath();
}

/** Rows of the dialogs and of all legs of their calls, by index, each once. */
export function withLegs(store: Store, dialogs: readonly number[]): number[] {
  const { index } = store.dialogs.columns;
  const rows = new Set(dialogs.flatMap((row) => store.legs.of(row)).map(({ dialog }) => dialog));
  return [...rows].sort((a, b) => index[a] - index[b]);
}

/** How the dialogs are known to belong together, each reason once. */
export function whysOf(store: Store, dialogs: readonly number[]): string[] {
  const whys = dialogs.flatMap((row) => store.legs.of(row));
  return [...new Set(whys.map(({ why }) => why).filter((why) => why !== ''))];
}
