/** Content of a screen into blessed's cells: only what differs is touched, and only touched rows are marked dirty. */

import type { Line, ScreenContent } from '../view/cells';
import { putText } from './cell-text';
import { attributeOf, PLAIN_ATTRIBUTE } from './colours';

/** blessed's: attribute and text. */
export type Cell = [attribute: number, text: string];
/** blessed's: draws a row only when it is dirty. */
export type Row = Cell[] & { dirty: boolean };

/** @param depth 0, 8, 16 or 256 colours. */
export class FramePainter {
  private row: Row = Object.assign([], { dirty: false });
  private attribute = PLAIN_ATTRIBUTE;

  constructor(
    private readonly depth: number,
    private readonly utf8: boolean,
  ) {}

  paint(content: ScreenContent, rows: Row[]): void {
    for (let index = 0; index < rows.length; index++) {
      this.row = rows[index]!;
      this.line(content.lines[index]);
    }
  }

  private line(line: Line | undefined): void {
    const end = this.row.length;
    let column = 0;
    for (const { text, style } of line?.spans ?? []) {
      if (column >= end) return;
      this.attribute = attributeOf(style, this.depth);
      column = putText(text, column, end, this.utf8, this.put);
    }
    this.attribute = line ? attributeOf(line.fill, this.depth) : PLAIN_ATTRIBUTE;
    for (; column < end; column++) this.put(column, ' ');
  }

  private readonly put = (column: number, text: string): void => {
    const cell = this.row[column]!;
    if (cell[0] === this.attribute && cell[1] === text) return;
    cell[0] = this.attribute;
    cell[1] = text;
    this.row.dirty = true;
  };
}
