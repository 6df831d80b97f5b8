/** Records as a table of text, as wide as its widest cells, within what a column may take. */

import stringWidth from 'string-width';

export interface Column<T> {
  title: string;
  /** Safe to show. */
  text(record: T): string;
  /** Numbers stand at the right. */
  right?: boolean;
  /** Cells at the most; the rest is cut with `…`. */
  most?: number;
}

/** One line a record, below a line of titles; no blanks at the end of lines. */
export function* textTable<T>(columns: readonly Column<T>[], records: readonly T[]): Generator<string> {
  const rows = records.map((record) => columns.map(({ text, most }) => fitted(text(record), most)));
  const widths = columns.map(({ title }, i) => rows.reduce((max, row) => Math.max(max, widthOf(row[i])), title.length));
  const line = (cells: string[]) =>
    `${cells
      .map((cell, i) => padded(cell, widths[i], columns[i].right === true))
      .join('  ')
      .trimEnd()}\n`;
  yield line(columns.map(({ title }) => title));
  for (const row of rows) yield line(row);
}

export function padded(text: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? blanks + text : text + blanks;
}

/** In cells of a terminal. */
export function widthOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}

/** Cut by characters to fit into `room` cells. */
export function fitted(text: string, room = Number.POSITIVE_INFINITY): string {
  if (widthOf(text) <= room) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) > room - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
