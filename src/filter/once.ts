/** Verdicts on what repeats over all rows, by its id: ends, methods, reasons. Each is judged once. */

import type { Store } from '../store/store';

type TestOfId = (store: Store, id: number) => boolean;

const [UNKNOWN, NO, YES] = [0, 1, 2];

export function onceEach(test: TestOfId): TestOfId {
  // No array of booleans: ids come in any order, and one with gaps becomes a dictionary.
  let verdicts = new Uint8Array(1024);
  return (store, id) => {
    if (id >= verdicts.length) verdicts = widened(verdicts, id);
    if (verdicts[id] === UNKNOWN) verdicts[id] = test(store, id) ? YES : NO;
    return verdicts[id] === YES;
  };
}

function widened(narrow: Uint8Array, id: number): Uint8Array<ArrayBuffer> {
  const wider = new Uint8Array(2 * (id + 1));
  wider.set(narrow);
  return wider;
}
