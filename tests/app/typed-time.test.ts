/** Times as they are typed. The capture goes from 23:50 of one day to 00:20 of the next, in UTC. */

import { UTC_CLOCK } from '../../src/app/clock';
import { timeTyped } from '../../src/app/typed-time';

const at = (text: string) => Date.parse(`${text}Z`) * 1000;
const BOUNDS = {
  hereUs: at('2026-11-20T23:55:00'),
  firstUs: at('2026-11-20T23:50:00'),
  lastUs: at('2026-11-21T00:20:00'),
  startUs: null as number | null,
};
const FORMS = 'not a time: 14:03, 14:03:22.5, 2026-11-20 14:03, +90s, -5m';

/** Behind UTC by five hours until midnight UTC, and by four after it, as at a change of summer time. */
const CHANGING = {
  zone: 'X',
  timeText: (us: number) => UTC_CLOCK.timeText(us - offsetUs(us)),
  dateText: (us: number) => UTC_CLOCK.dateText(us - offsetUs(us)),
};
const offsetUs = (us: number) => (us < at('2026-11-21T00:00:00') ? 5 : 4) * 3_600_000_000;

function check(
  text: string,
  expected: string,
  { clock = UTC_CLOCK, ...bounds }: Partial<typeof BOUNDS & { clock: typeof UTC_CLOCK; startUs: number | null }> = {},
) {
  const time = timeTyped(text, clock, { ...BOUNDS, ...bounds });
  expect(typeof time === 'string' ? time : new Date(time / 1000).toISOString().slice(0, 23)).toBe(expected);
}

test.each([
  ['23:58', '2026-11-20T23:58:00.000', 'of the day of the selection'],
  ['23:58:22.5', '2026-11-20T23:58:22.500', 'with parts of a second'],
  ['0:10', '2026-11-21T00:10:00.000', 'or of another day that the capture has'],
  ['12:00', '2026-11-20T12:00:00.000', 'or of the day of the selection where no day has it'],
  ['2026-11-21 00:10', '2026-11-21T00:10:00.000', 'with a day'],
  ['2026-11-21T00:10:01', '2026-11-21T00:10:01.000', 'as in ISO 8601'],
  ['2026-11-21', '2026-11-21T00:00:00.000', 'a day alone'],
  [' +90s ', '2026-11-20T23:56:30.000', 'so much on'],
  ['+90', '2026-11-20T23:56:30.000', 'in seconds where nobody says'],
  ['-5m', '2026-11-20T23:50:00.000', 'so much back'],
  ['+1h30m', '2026-11-21T01:25:00.000', 'in several units'],
  ['- 1.5 s', '2026-11-20T23:54:58.500', 'with blanks'],
  ['+250ms', '2026-11-20T23:55:00.250', 'in milliseconds'],
  ['1795217277.646', '2026-11-20T23:27:57.646', 'seconds since 1970'],
  ['25:00', FORMS, 'no hour'],
  ['14:60', FORMS, 'no minute'],
  ['2026-02-30 14:00', FORMS, 'no day'],
  ['14', FORMS, 'a number that counts from nothing'],
  ['noon', FORMS, 'a word'],
  ['+', FORMS, 'a sign alone'],
])('%s: %s, %s', (text, expected) => check(text, expected));

test('a number counts from the start where times are shown so', () => {
  check('12.5', '2026-11-20T23:50:12.500', { startUs: BOUNDS.firstUs });
});

test('times are those of the clock, also where its offset changes', () => {
  check('18:58', '2026-11-20T23:58:00.000', { clock: CHANGING });
  check('2026-11-20 20:10', '2026-11-21T00:10:00.000', { clock: CHANGING });
});

test('a Z says that it is UTC', () => check('23:58Z', '2026-11-20T23:58:00.000', { clock: CHANGING }));
