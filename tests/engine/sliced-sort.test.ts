/** The sort that can stop: it must sort as the language's own does. */

import fc from 'fast-check';
import { byNumber, slicedSort } from '../../src/engine/sliced-sort';

function sorted(count: number, compare: (a: number, b: number) => number): { order: number[]; stops: number } {
  const work = slicedSort(count, compare);
  let stops = 0;
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return { order: [...step.value], stops };
    stops++;
  }
}

function check(keys: readonly number[]): number {
  const { order, stops } = sorted(keys.length, (a, b) => keys[a] - keys[b]);
  const expected = keys.map((_, i) => i).sort((a, b) => keys[a] - keys[b]);
  // One comparison of the whole: what differs in 100,000 numbers, nobody wants to read.
  expect(order.join() === expected.join()).toBe(true);
  return stops;
}

test('sorts nothing, one, and a few', () => {
  check([]);
  check([5]);
  check([3, 1, 2, 1]);
});

test('keeps the order of equal ones, over the borders of its runs', () => {
  check(Array.from({ length: 10_000 }, (_, i) => i % 3));
  check(Array.from({ length: 4096 * 3 }, () => 0));
});

test('stops now and then when there is much to sort', () => {
  const stops = check(Array.from({ length: 50_000 }, (_, i) => Math.imul(i, 0x9e3779b1)));
  expect(stops).toBeGreaterThan(20);
});

test('sorts any numbers as Array.sort does', () => {
  const lengths = fc.constantFrom(0, 2, 100, 4095, 4096, 4097, 9000);
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 500 }), fc.integer(), (length, values, seed) => {
      check(Array.from({ length }, (_, i) => Math.abs(Math.imul(i + seed, 0x9e3779b1)) % values));
    }),
    { numRuns: 30 },
  );
});

test('what is no number stands last, whichever way it is sorted', () => {
  const keys = Float64Array.of(3, Number.NaN, 1, Number.NaN, 2);
  const order = (descending: boolean) => {
    const sort = slicedSort(keys.length, byNumber(keys, descending));
    let step = sort.next();
    while (!step.done) step = sort.next();
    return [...step.value];
  };
  expect(order(false)).toEqual([2, 4, 0, 1, 3]);
  expect(order(true)).toEqual([0, 4, 2, 1, 3]);
});
