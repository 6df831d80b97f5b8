import { type Cell, FramePainter, type Row } from '../../src/terminal/frame';
import { content, line } from './fake-world';

function blank(columns: number, rows: number): Row[] {
  return Array.from({ length: rows }, () => {
    const cells = Array.from({ length: columns }, (): Cell => [0x3ffff, ' ']);
    return Object.assign(cells, { dirty: false });
  });
}

/** Paints one frame over another and expects that these rows are dirty. */
function check(before: ReturnType<typeof content>, after: ReturnType<typeof content>, dirty: number[]) {
  const painter = new FramePainter(256, true);
  const rows = blank(10, 4);
  painter.paint(before, rows);
  for (const row of rows) row.dirty = false;
  painter.paint(after, rows);
  expect(rows.flatMap((row, index) => (row.dirty ? [index] : []))).toEqual(dirty);
}

describe('a row is dirty', () => {
  test('not when it is the same', () => check(content('one', '漢字'), content('one', '漢字'), []));
  test('not for blanks that nobody sees', () => check(content('one'), content('one   '), []));
  test('when its text changes', () => check(content('one', 'two'), content('one', 'twO'), [1]));
  test('when its look changes', () => check(content(line('a')), content(line('a', { bold: true })), [0]));
  test('when its fill changes', () => check(content(line('a')), content(line('a', {}, { background: 4 })), [0]));
  test('when it is gone', () => check(content('one', 'two', 'three'), content('one'), [1, 2]));
});
