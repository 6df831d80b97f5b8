/** Time stamps of pcapng against the same arithmetic in integers of any size. */

import fc from 'fast-check';
import { Clock } from '../../src/capture/pcapng-time';

/** Reads `units` on a clock of `resolution`; gives `seconds.nanos`. */
function check(resolution: number, offsetSeconds: number, units: bigint, expected: string): void {
  const clock = new Clock(resolution, offsetSeconds);
  clock.read(Number(units >> 32n), Number(units & 0xffffffffn));
  expect(`${clock.seconds}.${String(clock.nanos).padStart(9, '0')}`).toBe(expected);
}

test.each<[string, number, number, bigint, string]>([
  ['seconds', 0, 0, 1_700_000_000n, '1700000000.000000000'],
  ['milliseconds', 3, 0, 1_700_000_000_001n, '1700000000.001000000'],
  ['microseconds', 6, 0, 1_700_000_000_999_999n, '1700000000.999999000'],
  ['nanoseconds', 9, 0, 1_700_000_000_999_999_999n, '1700000000.999999999'],
  ['picoseconds', 12, 0, 7_000_000_000_001_999n, '7000.000000001'],
  ['parts of 2^-10', 0x8a, 0, 1025n, '1.000976562'],
  ['parts of 2^-32', 0xa0, 0, (1_700_000_000n << 32n) + 0x80000000n, '1700000000.500000000'],
  ['an offset back', 6, -10, 12_500_000n, '2.500000000'],
  ['before 1970 is held to it', 6, -10, 2_500_000n, '0.500000000'],
  ['behind the year 9999 is held to it', 0, 0, 2n ** 64n - 1n, '253402300799.000000000'],
])('%s', (_name, resolution, offsetSeconds, units, expected) => check(resolution, offsetSeconds, units, expected));

test('no nanosecond is lost, whatever the resolution', () => {
  const units = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  fc.assert(
    fc.property(fc.nat({ max: 255 }), units, (resolution, stamp) => {
      const per = (resolution >= 128 ? 2n : 10n) ** BigInt(resolution & 127);
      const seconds = stamp / per > 253_402_300_799n ? 253_402_300_799n : stamp / per;
      const nanos = ((stamp % per) * 1_000_000_000n) / per;
      check(resolution, 0, stamp, `${seconds}.${String(nanos).padStart(9, '0')}`);
    }),
    { numRuns: 2000 },
  );
});
