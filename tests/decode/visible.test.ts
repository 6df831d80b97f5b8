/** Text of the network on its way to a terminal or a JSON line. */

import fc from 'fast-check';
import { bytesText, jsonText, visible, visibleLines } from '../../src/decode/visible';

describe('text in one line', () => {
  const cases: [what: string, text: string, shown: string][] = [
    ['plain text is left alone', 'INVITE sip:müller@example.com 日本 🙂', 'INVITE sip:müller@example.com 日本 🙂'],
    ['an escape sequence is not obeyed', '\x1b[31mred\x1b]0;title\x07', '␛[31mred␛]0;title␇'],
    ['line breaks and tabs are seen', 'a\tb\r\nc\0', 'a␉b␍␊c␀'],
    ['DEL', 'a\x7fb', 'a␡b'],
    ['C1, which is CSI for some terminals', 'a\x9b31mb\x80\x9f', 'a\ufffd31mb\ufffd\ufffd'],
    [
      'bidi controls, which turn text around',
      '\u202eabc\u202c\u2066\u2069\u200e\u200f\u061c',
      '\ufffdabc\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd',
    ],
    ['separators of lines and paragraphs', 'a\u2028b\u2029c', 'a\ufffdb\ufffdc'],
    ['what has no width', 'pay\u200bpal\u2060\ufeff', 'pay\ufffdpal\ufffd\ufffd'],
    ['halves of a surrogate pair', '\ud83d x \ude42', '\ufffd x \ufffd'],
    ['joiners, which scripts and emoji need', 'क्\u200dष می\u200cخواهم 👩\u200d🚀', 'क्\u200dष می\u200cخواهم 👩\u200d🚀'],
    ['nothing', '', ''],
  ];
  test.each(cases)('%s', (_, text, shown) => expect(visible(text)).toBe(shown));

  test('C0 are the symbols of U+2400', () => {
    for (let code = 0; code < 0x20; code++) {
      expect(visible(String.fromCharCode(code))).toBe(String.fromCharCode(0x2400 + code));
    }
  });

  test('nothing that a terminal obeys is left, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
        const shown = visible(text);
        expect(shown).toHaveLength(text.length);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
        expect(visible(shown)).toBe(shown);
      }),
    );
  });
});

test('text of many lines is cut at its line breaks, each line made safe', () => {
  expect(visibleLines('one\r\ntwo\nthr\ree\x1b\r\n\r\n')).toEqual(['one', 'two', 'thr␍ee␛', '', '']);
  expect(visibleLines('')).toEqual(['']);
  expect(visibleLines('end\r')).toEqual(['end␍']);
});

describe('bytes as text', () => {
  const cases: [what: string, bytes: Buffer, text: string][] = [
    ['UTF-8', Buffer.from('déjà 🙂'), 'déjà 🙂'],
    ['bytes that are none', Buffer.from([0x61, 0xe9, 0x62, 0xff, 0xc3, 0xa9]), 'a\ufffdb\ufffdé'],
    ['a character cut off', Buffer.from([0x61, 0xf0, 0x9f]), 'a\ufffd'],
    ['a byte order mark stays', Buffer.from([0xef, 0xbb, 0xbf, 0x61]), '\ufeffa'],
  ];
  test.each(cases)('%s', (_, bytes, text) => expect(bytesText(bytes, 0, bytes.length)).toBe(text));

  test('of a range', () => expect(bytesText(Buffer.from('abcdef'), 2, 4)).toBe('cd'));
});

describe('JSON', () => {
  const cases: [what: string, value: unknown, text: string][] = [
    ['what JSON escapes itself', { a: 'x\n"\x1b\0' }, '{"a":"x\\n\\"\\u001b\\u0000"}'],
    ['DEL and C1', ['\x7f\x80\x9f'], '["\\u007f\\u0080\\u009f"]'],
    ['bidi controls', '\u061c\u200e\u202e\u2069', '"\\u061c\\u200e\\u202e\\u2069"'],
    ['separators', '\u2028\u2029', '"\\u2028\\u2029"'],
    ['half a surrogate pair', '\ud83d', '"\\ud83d"'],
    ['in names of fields too', { '\x9b': 1 }, '{"\\u009b":1}'],
    ['text that needs nothing', 'é 🙂', '"é 🙂"'],
    ['undefined', undefined, 'null'],
  ];
  test.each(cases)('%s', (_, value, text) => expect(jsonText(value)).toBe(text));

  test('reads back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(jsonText(text))).toBe(text);
        expect(jsonText(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
