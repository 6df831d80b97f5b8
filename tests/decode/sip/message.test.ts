/** Questions to a message that the cases of tests/specs do not ask. */

import {
  callIdOf,
  contactsOf,
  contentLengthOf,
  contentTypeOf,
  cseqOf,
  fromOf,
  headerValues,
  methodOf,
  parseDate,
  topVia,
} from '../../../src/decode/sip/message';
import { parseSip } from '../../../src/decode/sip/parse';

function parsed(text: string) {
  const bytes = Buffer.from(text);
  return parseSip(bytes, 0, bytes.length);
}

test('a message without headers answers null, not with something made up', () => {
  const message = parsed('SIP/2.0 200 OK\r\n\r\n');
  const answers = [callIdOf, cseqOf, fromOf, topVia, contentLengthOf, contentTypeOf].map((ask) => ask(message));
  expect(answers).toEqual([null, null, null, null, null, null]);
  expect(contactsOf(message)).toEqual([]);
  expect(headerValues(message, 'via')).toEqual([]);
  expect(methodOf(message)).toBe('');
});

test('the method of a response is in its CSeq', () => {
  expect(methodOf(parsed('SIP/2.0 200 OK\r\nCSeq: 4 BYE\r\n\r\n'))).toBe('BYE');
  expect(methodOf(parsed('ACK sip:a@b SIP/2.0\r\nCSeq: 4 INVITE\r\n\r\n'))).toBe('ACK');
});

test('the key of an object is no header with a check', () => {
  expect(parsed('SIP/2.0 200 OK\r\nconstructor: x\r\n__proto__: y\r\n\r\n').headers).toHaveLength(2);
});

test('where a header stands in the bytes', () => {
  const text = '\r\nSIP/2.0 200 OK\r\nCSeq: 4\r\n BYE\r\nX-é: bad name\r\nServer: ü\r\nTo: <sip:a@b>\r\n\r\n';
  const at = parsed(text).headers.map((one) =>
    Buffer.from(text)
      .toString('latin1')
      .slice(one.at, one.at + 3),
  );
  expect(at).toEqual(['CSe', 'Ser', 'To:']);
});

describe('dates', () => {
  const cases: [value: string, iso: string | null][] = [
    ['Sat, 03 May 2025 10:20:30 GMT', '2025-05-03T10:20:30.000Z'],
    ['sat, 03 may 2025 10:20:30 gmt', '2025-05-03T10:20:30.000Z'],
    ['Sat, 03 May 2025 10:20:30 UTC', null],
    ['Sat, 3 May 2025 10:20:30 GMT', null],
    ['Sat, 33 May 2025 10:20:30 GMT', null],
    ['Sat, 03 May 2025 24:20:30 GMT', null],
    ['03 May 2025', null],
  ];
  test.each(cases)('%s', (value, iso) => {
    const ms = parseDate(value);
    expect(ms === null ? null : new Date(ms).toISOString()).toBe(iso);
  });
});
