/** A search that looks ahead must find what a search in each range finds, whatever is asked in whichever order. */

import fc from 'fast-check';
import { lookingAhead } from '../../src/filter/ahead';

/** What each range is found to hold, and how many bytes were looked through for all. */
function search(bytes: Buffer, wanted: string, ranges: readonly [number, number][]) {
  let looked = 0;
  const find = lookingAhead((memory, from, to) => {
    looked += to - from;
    const at = memory.subarray(from, to).indexOf(wanted);
    return at < 0 ? -1 : from + at;
  }, wanted.length);
  return { found: ranges.map(([from, to]) => find(bytes, from, to)), looked };
}

function plainly(bytes: Buffer, wanted: string, ranges: readonly [number, number][]): number[] {
  return ranges.map(([from, to]) => {
    const at = bytes.subarray(from, to).indexOf(wanted);
    return at < 0 ? -1 : from + at;
  });
}

const rowsOf = (count: number, length: number): [number, number][] =>
  Array.from({ length: count }, (_, i) => [i * length, (i + 1) * length]);

test('what lies over the end of a range is in neither', () => {
  const bytes = Buffer.from('..ab....ab..');
  expect(
    search(bytes, 'ab', [
      [0, 3],
      [3, 9],
      [9, 12],
    ]).found,
  ).toEqual([-1, -1, -1]);
  expect(
    search(bytes, 'ab', [
      [0, 4],
      [4, 8],
      [8, 12],
    ]).found,
  ).toEqual([2, -1, 8]);
});

test('looks through what holds nothing hardly more than once', () => {
  const bytes = Buffer.alloc(64_000, '.');
  expect(search(bytes, 'ab', rowsOf(1000, 64)).looked).toBeLessThan(2 * bytes.length);
});

test('does not look far ahead where it goes back and forth', () => {
  const bytes = Buffer.alloc(64_000, '.');
  const ranges = rowsOf(1000, 64).map((row, i, rows) => (i % 2 === 0 ? row : rows[1000 - i]));
  expect(search(bytes, 'ab', ranges).looked).toBeLessThan(6 * bytes.length);
});

test('a search that gives what lies behind a range saves looking through what lies between', () => {
  const bytes = Buffer.from(`${'.'.repeat(995)}abcde`);
  let asked = 0;
  const find = lookingAhead((memory, from) => {
    asked++;
    return memory.indexOf('abc', from);
  }, 3);
  expect(rowsOf(100, 10).map(([from, to]) => find(bytes, from, to))).toEqual([...Array(99).fill(-1), 995]);
  expect(asked).toBeLessThan(3);
});

test('finds the same in any ranges of any memory', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 60 });
  const range = fc.tuple(fc.nat(60), fc.nat(20));
  fc.assert(
    fc.property(
      text,
      fc.constantFrom('a', 'ab', 'aab'),
      fc.array(range, { maxLength: 40 }),
      fc.boolean(),
      (all, wanted, some, inOrder) => {
        const bytes = Buffer.from(all);
        const ranges = some.map(([from, length]): [number, number] => {
          const start = Math.min(from, bytes.length);
          return [start, Math.min(start + length, bytes.length)];
        });
        if (inOrder) ranges.sort(([a], [b]) => a - b);
        expect(search(bytes, wanted, ranges).found).toEqual(plainly(bytes, wanted, ranges));
      },
    ),
    { numRuns: 500 },
  );
});
