/** Text by display width. */

import fc from 'fast-check';
import stringWidth from 'string-width';
import {
  clustersOf,
  cutMiddle,
  cutText,
  fitText,
  sliceText,
  textWidth,
  wrapText,
  wrapWords,
} from '../../src/view/text';

const E_ACUTE = 'e\u0301';
const FAMILY = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';

describe('width', () => {
  const cases: [string, string, number][] = [
    ['ASCII', 'INVITE', 6],
    ['nothing', '', 0],
    ['accents', 'é', 1],
    ['combining marks', E_ACUTE, 1],
    ['wide', '日本', 4],
    ['emoji', '\u{1f600}', 2],
    ['emoji that are joined', FAMILY, 2],
    ['Arabic', 'سلام', 4],
    ['symbols of control characters', '␀␛', 2],
  ];
  test.each(cases)('of %s', (_, text, width) => {
    expect(textWidth(text)).toBe(width);
  });
});

describe('the short way for plain characters', () => {
  it('gives every character the width that string-width gives it', () => {
    const wrong: string[] = [];
    for (let code = 0x20; code < 0xd800; code++) {
      const character = String.fromCharCode(code);
      if (code >= 0x7f && code < 0xa0) continue;
      if (textWidth(character) !== Math.min(2, stringWidth(character))) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it('finds the clusters that Unicode has', () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    const part = fc.constantFrom(
      'a',
      ' ',
      '─',
      '#',
      '日',
      '\u0301',
      '\u200d',
      '\ufe0f',
      '\u20e3',
      '\u{1f600}',
      'क',
      '्',
      'é',
    );
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join('')),
        (text) => {
          expect(clustersOf(text)).toEqual(Array.from(segmenter.segment(text), ({ segment }) => segment));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('cutting', () => {
  const cases: [string, (width: number) => string, number, string][] = [
    ['nothing off', (width) => cutText('alice', width), 5, 'alice'],
    ['ASCII', (width) => cutText('alice', width), 4, 'ali…'],
    ['before a wide character, with a blank', (width) => cutText('日本語', width), 5, '日本…'],
    ['before a wide character that fits by half', (width) => cutText('日本語', width), 4, '日 …'],
    ['never a mark from its letter', (width) => cutText(E_ACUTE.repeat(3), width), 2, `${E_ACUTE}…`],
    ['to nothing', (width) => cutText('alice', width), 0, ''],
    ['in the middle', (width) => cutMiddle('192.168.100.100:50600', width), 15, '192.168…0:50600'],
    [
      'in the middle of wide characters',
      (width) => cutMiddle('日本語日本語', width),
      8,
      '日本…  語'.replace('  ', ' '),
    ],
    ['and filling', (width) => fitText('日本語', width), 4, '日 …'],
    ['and filling with blanks', (width) => fitText('日', width), 5, '日   '],
    ['and filling on the left', (width) => fitText('7', width, 'right'), 3, '  7'],
  ];
  test.each(cases)('%s', (_, cut, width, expected) => {
    expect(cut(width)).toBe(expected);
  });

  it('gives just as many cells as asked for, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 30 }), (text, width) => {
        expect(textWidth(fitText(text, width))).toBe(width);
        expect(textWidth(cutMiddle(text, width))).toBeLessThanOrEqual(width);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a part of a text', () => {
  const cases: [string, number, number, string][] = [
    ['abcdef', 2, 3, 'cde'],
    ['日本語', 2, 2, '本'],
    ['日本語', 1, 4, ' 本 '],
    ['abc', 5, 2, ''],
  ];
  test.each(cases)('of %s from %d, %d cells', (text, from, width, expected) => {
    expect(sliceText(text, from, width)).toBe(expected);
  });
});

describe('wrapping', () => {
  it('loses nothing and keeps to the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 30 }), (text, width) => {
        const pieces = wrapText(text, width);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) expect(textWidth(piece)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 300 },
    );
  });

  it('gives one empty piece for an empty text', () => {
    expect(wrapText('', 10)).toEqual(['']);
  });
});

describe('words in lines', () => {
  test.each<[string, number, number | undefined, string[]]>([
    ['one two three', 7, undefined, ['one two', 'three']],
    ['one two three', 7, 4, ['one', 'two', 'three']],
    ['three', 7, 4, ['', 'three']],
    ['incomprehensible', 7, undefined, ['incompr', 'ehensib', 'le']],
    ['', 7, undefined, ['']],
    ['日本 語', 5, undefined, ['日本', '語']],
  ])('%s in %d', (text, width, first, lines) => {
    expect(wrapWords(text, width, first)).toEqual(lines);
  });
});
