/** Figures in which digits stand, told without writing them: the same as looking through what is written. */

import fc from 'fast-check';
import { digitsTest, waitedTest } from '../../src/filter/figure-texts';

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 5 });

test('zeros that lead count', () => {
  expect(digitsTest('04')(4)).toBe(false);
  expect(digitsTest('04')(104)).toBe(true);
  expect(digitsTest('00')(100)).toBe(true);
  expect(digitsTest('')(7)).toBe(true);
});

test('any digits in any figure', () => {
  fc.assert(
    fc.property(digits, fc.integer({ min: 1, max: 2 ** 32 - 1 }), (wanted, figure) => {
      expect(digitsTest(wanted)(figure)).toBe(String(figure).includes(wanted));
    }),
    { numRuns: 1000 },
  );
});

test('any part of a time in seconds, to a microsecond, rounded up or down', () => {
  const ms = fc.oneof(
    fc.nat(100_000_000).map((us) => us / 1000),
    fc.nat(10_000).map((n) => n * 10 + 5),
  );
  const part = fc.string({ unit: fc.constantFrom(...'0123456789.s'), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(part, fc.array(ms, { maxLength: 30 }), (wanted, all) => {
      const passes = waitedTest((text) => text.includes(wanted), wanted);
      expect(all.map(passes)).toEqual(all.map((one) => `${(one / 1000).toFixed(2)}s`.includes(wanted)));
    }),
    { numRuns: 500 },
  );
});
