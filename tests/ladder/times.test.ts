/** Lengths of time in a ladder. */

import { spanText } from '../../src/ladder/times';

test.each([
  [0, '0.0 ms'],
  [9.94, '9.9 ms'],
  [9.96, '10 ms'],
  [999.4, '999 ms'],
  [999.6, '1.000 s'],
  [59_999, '59.999 s'],
  [60_000, '0:01:00'],
  [125_000, '0:02:05'],
  [11_525_000, '3:12:05'],
  [86_399_600, '1 d 00:00:00'],
  [86_412_000, '1 d 00:00:12'],
  [-2500, '-2.500 s'],
])('%d ms are %s', (ms, text) => expect(spanText(ms)).toBe(text));
