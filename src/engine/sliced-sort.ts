/**
 * A stable sort that can stop at any time and go on later, so that a key is answered while 100,000 dialogs are sorted:
 * runs are sorted by the engine of the language, then merged.
 */

/** A run this long takes a few milliseconds. */
const RUN = 4096;
/** Merge steps between two chances to stop. */
const STEPS = 4096;

/**
 * Sorts the numbers 0 to count - 1 by `compare`, which is asked about two of them; equal ones keep their order.
 * Yields whenever it may stop; returns them in order.
 */
export function* slicedSort(count: number, compare: (a: number, b: number) => number): Generator<void, Uint32Array> {
  let from = new Uint32Array(count).map((_, i) => i);
  for (let start = 0; start < count; start += RUN) {
    from.subarray(start, start + RUN).sort((a, b) => compare(a, b) || a - b);
    yield;
  }
  let into = new Uint32Array(count);
  for (let width = RUN; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) yield* merge(from, into, start, width, compare);
    [from, into] = [into, from];
  }
  return from;
}

/** By numbers; those that are none stand last, whichever way it is sorted. */
export function byNumber(keys: Float64Array, descending: boolean): (a: number, b: number) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const difference = keys[a] - keys[b];
    if (!Number.isNaN(difference)) return sign * difference;
    return Number(Number.isNaN(keys[a])) - Number(Number.isNaN(keys[b]));
  };
}

function* merge(
  from: Uint32Array,
  into: Uint32Array,
  start: number,
  width: number,
  compare: (a: number, b: number) => number,
): Generator<void, void> {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(start + 2 * width, from.length);
  let left = start;
  let right = middle;
  for (let at = start; at < end; at++) {
    const takeLeft = right >= end || (left < middle && compare(from[left], from[right]) <= 0);
    into[at] = takeLeft ? from[left++] : from[right++];
    if ((at - start) % STEPS === STEPS - 1) yield;
  }
}
