/** Fits columns into a width: what has room, narrower texts where more should have, and what is left over shared out. */

import { type ChosenColumn, type ColumnsOf, chosenColumns } from '../app/column-choice';
import type { Model } from '../app/model';
import type { PlacedColumn } from './title-line';

/** By the field's name, in cells. */
export type Widths = Readonly<Record<string, number>>;

/** The columns of the cells that were answered; those that were chosen meanwhile come with the next answer. */
export function answeredColumns(
  { answered }: { answered: { columns: readonly string[] } | null },
  { settings }: Model,
  of: ColumnsOf,
): ChosenColumn[] {
  const chosen = chosenColumns(settings, of);
  if (answered === null) return chosen;
  return answered.columns.map((field) => chosen.find((one) => one.field === field) ?? { field, width: null });
}

/** The widths of a table without those of columns whose width somebody chose. */
export function unchosen(widths: Widths, columns: readonly ChosenColumn[]): Widths {
  return Object.fromEntries(
    Object.entries(widths).filter(([field]) => !columns.some((one) => one.field === field && one.width !== null)),
  );
}

/** Those that have room, each with a blank behind it. */
export function fitting(columns: PlacedColumn[], width: number): PlacedColumn[] {
  let room = width;
  const end = columns.findIndex((column) => {
    room -= column.width + 1;
    // The blank behind the last one may be missing.
    return room < -1;
  });
  return end < 0 ? columns : columns.slice(0, end);
}

export function narrowed(columns: PlacedColumn[], least: Widths): PlacedColumn[] {
  return columns.map((column) => ({ ...column, width: least[column.field] ?? column.width }));
}

/** Shares what is left of the width, blanks behind all columns included, among those that may grow. */
export function grown(placed: PlacedColumn[], most: Widths, width: number): PlacedColumn[] {
  let left = Math.max(0, width - placed.reduce((sum, column) => sum + column.width + 1, 0));
  let waiting = placed.filter(({ field }) => field in most).length;
  return placed.map((column) => {
    const limit = most[column.field];
    if (limit === undefined) return column;
    const more = Math.max(0, Math.min(limit - column.width, Math.floor(left / waiting--)));
    left -= more;
    return { ...column, width: column.width + more };
  });
}
