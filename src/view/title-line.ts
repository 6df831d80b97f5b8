/** The titles above the columns of a list: which one it is sorted by, and whether there are more at either side. */

import type { Line, Span } from './cells';
import { fittedLine, span, spansWidth } from './paint';
import { fitText } from './text';
import type { Theme } from './theme';

export interface Column {
  title: string;
  /** Cells, without the blank behind it. */
  width: number;
  align: 'left' | 'right';
}

/** A column as it stands on the screen. */
export interface PlacedColumn extends Column {
  field: string;
  /** Which cell of a line it shows. */
  cell: number;
}

export interface Sorted {
  field: string;
  descending: boolean;
}

/** `>` for the cursor, `*` for a mark. */
export const GUTTER = 2;

/** Of `all` columns the `fixed` first do not scroll. */
export function titleLine(
  columns: readonly PlacedColumn[],
  { sort, columnOffset }: { sort: Sorted; columnOffset: number },
  { fixed, all }: { fixed: number; all: number },
  width: number,
  theme: Theme,
): Line {
  const fill = theme.role.columnTitle;
  const spans = columns.flatMap<Span>((column) => [
    {
      text: titleOf(column, sort),
      style: column.field === sort.field ? theme.role.sortedTitle : fill,
      target: { kind: 'sort', field: column.field },
    },
    span(' ', fill),
  ]);
  const scrolling = columns.filter(({ cell }) => cell >= fixed);
  const behind = scrolling.length > 0 && scrolling.at(-1)!.cell < all - 1;
  const more = `${columnOffset > 0 ? '<' : ''}${behind ? '>' : ''}`;
  const left = [span(' '.repeat(GUTTER), fill), ...spans];
  if (more === '') return fittedLine(left, width, fill);
  // Where the columns fill the screen, the last title makes room.
  const over = spansWidth(left) - 1 + more.length - width;
  const last = columns.at(-1);
  if (over > 0 && last !== undefined) left.splice(-3, 3, ...squeezed(last, over, sort, left.slice(-3)));
  const titles = trimmed(left, width - more.length + 1);
  const gap = Math.max(0, width - more.length - spansWidth(titles));
  return fittedLine([...titles, span(' '.repeat(gap), fill), span(more, theme.role.sortedTitle)], width, fill);
}

/** By what a list is sorted, where that column is not among those shown. */
export function sortText(
  columns: readonly PlacedColumn[],
  sort: Sorted,
  layout: Readonly<Record<string, Column>>,
): string[] {
  if (columns.some(({ field }) => field === sort.field)) return [];
  return [`by ${layout[sort.field]?.title ?? sort.field} ${sort.descending ? 'v' : '^'}`];
}

/** Without the blank at the end where it is in the way. */
export function trimmed(spans: Span[], width: number): Span[] {
  return spansWidth(spans) >= width ? spans.slice(0, -1) : spans;
}

/** The last title and the blanks around it: it moves to the left where it cannot be shorter. */
function squeezed(column: PlacedColumn, over: number, sort: Sorted, [before, title, behind]: Span[]): Span[] {
  const narrow = titleOf({ ...column, width: Math.max(1, column.width - over) }, sort);
  if (!narrow.includes('…')) return [before!, { ...title!, text: narrow }, behind!];
  const wider = titleOf({ ...column, width: Math.max(1, column.width - over + 1) }, sort);
  return [{ ...title!, text: wider }, behind!];
}

function titleOf({ field, title, width, align }: PlacedColumn, sort: Sorted): string {
  const mark = sort.descending ? 'v' : '^';
  const text = field !== sort.field ? title : align === 'right' ? `${mark}${title}` : `${title} ${mark}`;
  return fitText(text, width, align);
}
