// What the table of answers says of the times that were measured.

const { figures, isMet } = require('../../bench/answers.js');

const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);

test.each([
  { timesMs: [], found: null },
  { timesMs: [7], found: { median: 7, p99: 7, worst: 7 } },
  { timesMs: [9, 100, 8], found: { median: 9, p99: 100, worst: 100 } },
  { timesMs: hundred, found: { median: 50, p99: 99, worst: 100 } },
  { timesMs: [...hundred, ...hundred], found: { median: 50, p99: 99, worst: 100 } },
])('figures of $timesMs.length times', ({ timesMs, found }) => {
  expect(figures(timesMs)).toEqual(found);
});

test.each([
  { what: 'the median, unless said otherwise', row: { timesMs: [1, 1, 90], targetMs: 50 }, met: true },
  { what: 'the 99th percentile', row: { timesMs: [1, 1, 90], targetMs: 50, bound: 'p99' }, met: false },
  { what: 'below, not at', row: { timesMs: [50], targetMs: 50 }, met: false },
  { what: 'nothing where there is no target', row: { timesMs: [50] }, met: null },
  { what: 'nothing where nothing was measured', row: { timesMs: [], targetMs: 50 }, met: null },
])('a target is for $what', ({ row, met }) => {
  expect(isMet(row)).toBe(met);
});
