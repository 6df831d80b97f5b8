/** Status codes in words: every one that IANA has registered, and what becomes of the others. */

import { classOf, phraseOf, registeredStatuses, statusWords } from '../../../src/decode/sip/phrases';

/** IANA's registry of response codes (Session Initiation Protocol Parameters), with the RFC that defines each. */
const REGISTERED: Readonly<Record<string, number[]>> = {
  'RFC 3261': [
    ...[100, 180, 181, 182, 183, 200, 300, 301, 302, 305, 380, 400, 401, 402, 403, 404, 405, 406, 407, 408, 410, 413],
    ...[414, 415, 416, 420, 421, 423, 480, 481, 482, 483, 484, 485, 486, 487, 488, 491, 493],
    ...[500, 501, 502, 503, 504, 505, 513, 600, 603, 604, 606],
  ],
  'RFC 3312': [580],
  'RFC 3329': [494],
  'RFC 3892': [429],
  'RFC 3903': [412],
  'RFC 4028': [422],
  'RFC 4412': [417],
  'RFC 5079': [433],
  'RFC 5360': [470],
  'RFC 5393': [440],
  'RFC 5626': [430, 439],
  'RFC 5839': [204],
  'RFC 6086': [469],
  'RFC 6228': [199],
  'RFC 6442': [424],
  'RFC 6665': [202, 489],
  'RFC 8197': [607],
  'RFC 8224': [428, 436, 437, 438],
  'RFC 8599': [555],
  'RFC 8688': [608],
  'RFC 8876': [425],
};

test('every registered status has its words, from the RFC that defines it, and no other has', () => {
  const found = registeredStatuses().map((status) => [status, statusWords(status)?.source.split(',')[0]]);
  const wanted = Object.entries(REGISTERED).flatMap(([rfc, statuses]) => statuses.map((status) => [status, rfc]));
  expect(found).toEqual(wanted.sort(([a], [b]) => Number(a) - Number(b)));
});

test('a meaning begins in lower case and has no full stop, so that it can stand behind a colon', () => {
  const wrong = registeredStatuses().filter((status) => !/^[a-z].*[^.]$/.test(statusWords(status)?.meaning ?? ''));
  expect(wrong).toEqual([]);
});

test('sections are those of RFC 3261', () => {
  expect(statusWords(488)).toEqual({
    phrase: 'Not Acceptable Here',
    meaning: 'the callee accepts none of the media that were offered, or not so',
    source: 'RFC 3261, 21.4.26',
  });
});

const unknown: [status: number, phrase: string, meaning: string][] = [
  [150, 'Provisional', 'a code that nobody has registered: it counts as 183 Session Progress'],
  [299, 'Success', 'a code that nobody has registered: it counts as 200 OK'],
  [409, 'Client error', 'a code that nobody has registered: it counts as 400 Bad Request'],
  [699, 'Global failure', 'a code that nobody has registered: it counts as 600 Busy Everywhere'],
];
test.each(unknown)('%d is %s', (status, phrase, meaning) => {
  expect(statusWords(status)).toEqual({ phrase, meaning, source: 'RFC 3261, 8.1.3.2' });
  expect(phraseOf(status)).toBe(phrase);
  expect(classOf(status)).toBe(phrase);
});

test.each([0, 99, 700, 999])('%d is no status', (status) => {
  expect(statusWords(status)).toBeNull();
  expect(phraseOf(status)).toBe('');
});
