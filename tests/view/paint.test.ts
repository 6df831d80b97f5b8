/** Rows of cells that are drawn over each other. */

import { PLAIN } from '../../src/view/cells';
import { CellRow, fittedLine, span, splitLine } from '../../src/view/paint';
import { textOf } from '../app/story';

const BOLD = { ...PLAIN, bold: true };

/** Writes texts at columns of a row of ten cells. */
function check(puts: [number, string][], expected: string) {
  const row = new CellRow(10);
  for (const [column, text] of puts) row.put(column, text, PLAIN);
  expect(
    row
      .spans()
      .map(({ text }) => text)
      .join(''),
  ).toBe(expected);
}

describe('a row of cells', () => {
  it('keeps what is within it', () => {
    check(
      [
        [-2, 'abcd'],
        [8, 'xyz'],
      ],
      'cd      xy',
    );
  });

  it('blanks the other half of a wide character that is written over', () => {
    check(
      [
        [0, '日本'],
        [1, 'x'],
      ],
      ' x本      ',
    );
    check(
      [
        [0, '日本'],
        [2, 'x'],
      ],
      '日x       ',
    );
  });

  it('does not leave half of a wide character at its edges', () => {
    check(
      [
        [9, '日'],
        [-1, '日'],
      ],
      ' '.repeat(10),
    );
  });

  it('gives runs of one style', () => {
    const row = new CellRow(4);
    row.put(1, 'ab', BOLD);
    expect(row.spans()).toEqual([span(' '), span('ab', BOLD), span(' ')]);
  });
});

describe('a line', () => {
  it('is cut where it does not fit', () => {
    expect(textOf({ lines: [fittedLine([span('abc'), span('defg'), span('h')], 5)], cursor: null })).toEqual(['abcd…']);
  });

  it('leaves out its right side before its left', () => {
    const line = (width: number) =>
      textOf({ lines: [splitLine([span('left')], [span('right')], width)], cursor: null })[0];
    expect([line(12), line(9), line(3)]).toEqual(['left   right', 'left', 'le…']);
  });
});
