/** Fields in file names, in local time. tests/peers/recorder.test.ts holds them to date(1). */

import { hasFields, strftime } from '../../src/export/strftime';

const TIME = new Date(2026, 1, 3, 4, 5, 6, 789);

test.each([
  ['calls-%Y%m%d-%H%M%S.pcap', 'calls-20260203-040506.pcap'],
  ['%y %j %F %T %a %b', '26 034 2026-02-03 04:05:06 Tue Feb'],
  ['%s', String(Math.floor(TIME.getTime() / 1000))],
  ['100%% %%H', '100% %H'],
  ['no field: %o %', 'no field: %o %'],
])('%s', (pattern, text) => expect(strftime(pattern, TIME)).toBe(text));

test.each([
  [new Date(2026, 0, 1), '001'],
  [new Date(2026, 11, 31, 23, 59), '365'],
  [new Date(2028, 11, 31), '366'],
])('the day of the year of %s', (time, day) => expect(strftime('%j', time)).toBe(day));

test.each([
  ['/cap/%Y', true],
  ['100%%', true],
  ['/cap/50%off', false],
  ['/cap', false],
])('%s has fields: %s', (pattern, has) => expect(hasFields(pattern)).toBe(has));
