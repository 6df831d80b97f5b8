/** What says why something ended: the tables hold together. Messages are in tests/specs/end-reasons.md. */

import { endReasonKeys } from '../../../src/decode/sip/end-reasons';
import { HANGUP_HEADERS } from '../../../src/decode/sip/hangup';
import { headerKey } from '../../../src/decode/sip/headers';
import { registeredWarnings, warningWords } from '../../../src/decode/sip/warning';

test('every registered warning has words, and where it is defined', () => {
  const others: Readonly<Record<number, string>> = { 308: 'RFC 8373', 380: 'RFC 5630', 381: 'RFC 5630' };
  const found = registeredWarnings().map((code) => [code, warningWords(code).source]);
  const codes = [300, 301, 302, 303, 304, 305, 306, 307, 308, 330, 331, 370, 380, 381, 399];
  expect(found).toEqual(codes.map((code) => [code, others[code] ?? 'RFC 3261, 20.43']));
  expect(registeredWarnings().filter((code) => warningWords(code).meaning === null)).toEqual([]);
});

test('headers of vendors are there once each, and are found by the key of their name', () => {
  const keys = HANGUP_HEADERS.map(({ key }) => key);
  expect(keys).toEqual([...new Set(keys)]);
  expect(keys).toEqual(HANGUP_HEADERS.map(({ name }) => headerKey(name)));
  expect(endReasonKeys()).toEqual(['reason', 'warning', 'subscription-state', ...keys]);
});
