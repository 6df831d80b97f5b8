/** The times of packets that come without any: two clocks told by hand, in milliseconds, and what is stamped. */

import { ArrivalClock } from '../../../src/capture/cap/arrival-clock';

/** `wall`, as Date.now() would say, and `steady`, as performance.now() would: one pair for each packet. */
function stamps(pairs: readonly { wall: number; steady: number }[]): string[] {
  let at = 0;
  const clock = new ArrivalClock(
    () => pairs[at].wall,
    () => pairs[at].steady,
    1_700_000_000_000,
  );
  return pairs.map((_, index) => {
    at = index;
    clock.stamp();
    return `${clock.seconds}.${String(clock.micros).padStart(6, '0')}`;
  });
}

it('has microseconds, which the time of day has not', () => {
  expect(
    stamps([
      { wall: 1_700_000_000_001, steady: 1.25 },
      { wall: 1_700_000_000_001, steady: 1.75 },
      { wall: 1_700_000_001_999, steady: 1999.5 },
    ]),
  ).toEqual(['1700000000.001250', '1700000000.001750', '1700000001.999500']);
});

it('follows the time of day when that is set, forwards and backwards', () => {
  expect(
    stamps([
      { wall: 1_700_000_000_001, steady: 1 },
      { wall: 1_700_000_060_002, steady: 2 },
      { wall: 1_700_000_060_003, steady: 3.5 },
      { wall: 1_699_999_999_004, steady: 4 },
    ]),
  ).toEqual(['1700000000.001000', '1700000060.002000', '1700000060.003500', '1699999999.004000']);
});

it('stamps what the system’s clocks say', () => {
  const clock = new ArrivalClock();
  const before = Date.now();
  clock.stamp();
  const after = Date.now();
  const ms = clock.seconds * 1000 + clock.micros / 1000;
  expect(ms).toBeGreaterThan(before - 3);
  expect(ms).toBeLessThan(after + 3);
  expect(Number.isInteger(clock.micros)).toBe(true);
});
