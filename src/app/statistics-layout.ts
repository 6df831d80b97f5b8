/** Where the sections of the statistics stand: side by side where there is room, else one below the other. */

import type { StatisticsSection, StatisticsSnapshot } from '../engine/protocol';
import type { Model } from './model';

/** A row, and where it stands: which column, and which line of the whole. */
export interface PlacedRow {
  key: string;
  section: number;
  row: number;
  column: number;
  line: number;
}

export interface StatisticsLayout {
  columns: number;
  /** Cells that a column has, its margin left out. */
  width: number;
  /** Lines that the plot takes above all columns. */
  plotLines: number;
  /** First lines of the sections' titles, and their columns. */
  titles: { section: number; column: number; line: number }[];
  /** In the order in which the cursor goes through them. */
  rows: PlacedRow[];
  /** Lines of the whole. */
  lines: number;
}

/** Rows of the plot's bars; below them stand the axis and its times, above them the title. */
export const PLOT_ROWS = 4;
const PLOT_LINES = PLOT_ROWS + 4;
/** Where no bars are drawn: the title, and a blank line. */
const TOLD_LINES = 2;

/** A narrower column has no room for a label, a bar and its figures. */
const LEAST_COLUMN = 58;
/** Blank cells on both sides of a column. */
export const COLUMN_MARGIN = 1;

export function statisticsLayout(snapshot: StatisticsSnapshot, { columns: cells, settings }: Model): StatisticsLayout {
  const columns = Math.max(1, Math.floor(cells / (LEAST_COLUMN + 2 * COLUMN_MARGIN)));
  const width = Math.floor(cells / columns) - 2 * COLUMN_MARGIN;
  const plotLines = snapshot.plot === null ? 0 : settings.plain ? TOLD_LINES : PLOT_LINES;
  const layout: StatisticsLayout = { columns, width, plotLines, titles: [], rows: [], lines: plotLines };
  const height = leastHeight(snapshot.sections, columns);
  let column = 0;
  let line = 0;
  for (const [section, { rows }] of snapshot.sections.entries()) {
    if (line > 0 && line + heightOf(snapshot.sections[section]!) > height) {
      column++;
      line = 0;
    }
    layout.titles.push({ section, column, line: plotLines + line });
    line++;
    for (const [row, { key }] of rows.entries())
      layout.rows.push({ key, section, row, column, line: plotLines + line++ });
    layout.lines = Math.max(layout.lines, plotLines + line);
    line++;
  }
  return layout;
}

/** Its title, its rows and a blank line behind them. */
function heightOf({ rows }: StatisticsSection): number {
  return rows.length + 2;
}

/** The least height at which the sections, in their order, take no more columns than there are. */
function leastHeight(sections: readonly StatisticsSection[], columns: number): number {
  const all = sections.reduce((sum, section) => sum + heightOf(section), 0);
  for (let height = Math.ceil(all / columns); height < all; height++) {
    if (columnsAt(sections, height) <= columns) return height;
  }
  return all;
}

function columnsAt(sections: readonly StatisticsSection[], height: number): number {
  let columns = 1;
  let line = 0;
  for (const section of sections) {
    if (line > 0 && line + heightOf(section) > height) {
      columns++;
      line = 0;
    }
    line += heightOf(section);
  }
  return columns;
}

/** The row beside another one, in the column to the left (-1) or the right (1); null at the edge. */
export function rowBeside({ rows }: StatisticsLayout, from: PlacedRow, step: -1 | 1): PlacedRow | null {
  const beside = rows.filter(({ column }) => column === from.column + step);
  const distance = (row: PlacedRow) => Math.abs(row.line - from.line);
  return beside.reduce<PlacedRow | null>((best, row) => (best && distance(best) <= distance(row) ? best : row), null);
}
