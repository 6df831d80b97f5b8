/** The table of headers holds together, and keys are found by any spelling. */

import { HEADERS, headerKey, headerRule } from '../../../src/decode/sip/headers';

test('names and compact forms are each there once, in the order of the alphabet', () => {
  const keys = HEADERS.map((rule) => rule.key);
  expect(keys).toEqual([...new Set(keys)].sort());
  const compact = HEADERS.map((rule) => rule.compact).filter((letter) => letter !== '');
  expect(compact).toHaveLength(new Set(compact).size);
  expect(compact.filter((letter) => !/^[a-z]$/.test(letter))).toEqual([]);
});

const spellings: [written: string, key: string][] = [
  ['Call-ID', 'call-id'],
  ['CALL-id', 'call-id'],
  ['i', 'call-id'],
  ['I', 'call-id'],
  ['m', 'contact'],
  ['X', 'session-expires'],
  ['q', 'q'],
  ['X-Anything', 'x-anything'],
];
test.each(spellings)('%s is %s', (written, key) => expect(headerKey(written)).toBe(key));

const occurrences: [key: string, occurs: string | undefined][] = [
  ['call-id', 'once'],
  ['via', 'list'],
  ['proxy-authorization', 'lines'],
  ['x-anything', undefined],
  ['constructor', undefined],
];
test.each(occurrences)('%s: %s', (key, occurs) => expect(headerRule(key)?.occurs).toBe(occurs));
