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
  const table = new GrowingTable(columns);
  for (const record of records) table.line(record);
  yield table.head();
  for (const record of records) yield table.line(record);
}

/** A table whose records come one by one: a column is as wide as its widest cell until now, or as is usual for it. */
export class GrowingTable<T> {
  private readonly widths: number[];

  constructor(
    private readonly columns: readonly Column<T>[],
    usual: readonly number[] = [],
  ) {
    this.widths = columns.map(({ title }, i) => Math.max(title.length, usual[i] ?? 0));
  }

  head(): string {
    return this.joined(this.columns.map(({ title }) => title));
  }

  line(record: T): string {
    const cells = this.columns.map(({ text, most }) => fitted(text(record), most));
    for (const [i, cell] of cells.entries()) this.widths[i] = Math.max(this.widths[i], widthOf(cell));
    return this.joined(cells);
  }

  private joined(cells: string[]): string {
    const { columns, widths } = this;
    const all = cells.map((cell, i) => padded(cell, widths[i], columns[i].right === true));
    return `${all.join('  ').trimEnd()}\n`;
  }
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

/** Broken between words; a word that is wider than a line stands alone on it. */
export function brokenText(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}
