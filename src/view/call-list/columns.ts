/** Width and title of the list's columns, by the field's name (filter/fields.ts). A new column is a row here. */

import type { ChosenColumn } from '../../app/column-choice';
import { FIXED_COLUMNS } from '../../app/list';
import { fitting, grown, narrowed, unchosen, type Widths } from '../fitting';
import type { TimeColumn } from '../time-text';
import type { Column, PlacedColumn } from '../title-line';

export const COLUMN_LAYOUT: Readonly<Record<string, Column>> = {
  index: { title: '#', width: 5, align: 'right' },
  time: { title: 'Time', width: 12, align: 'left' },
  date: { title: 'Date', width: 10, align: 'left' },
  method: { title: 'Method', width: 9, align: 'left' },
  from: { title: 'From', width: 22, align: 'left' },
  fromUser: { title: 'From user', width: 18, align: 'left' },
  to: { title: 'To', width: 22, align: 'left' },
  toUser: { title: 'To user', width: 18, align: 'left' },
  source: { title: 'Source', width: 21, align: 'left' },
  destination: { title: 'Destination', width: 21, align: 'left' },
  callId: { title: 'Call-ID', width: 40, align: 'left' },
  legs: { title: 'Legs', width: 5, align: 'right' },
  xcallid: { title: 'X-Call-ID', width: 40, align: 'left' },
  contact: { title: 'Contact', width: 30, align: 'left' },
  warning: { title: 'Warning', width: 30, align: 'left' },
  hangup: { title: 'Hang-up', width: 30, align: 'left' },
  transport: { title: 'Transport', width: 9, align: 'left' },
  state: { title: 'State', width: 12, align: 'left' },
  finding: { title: 'Finding', width: 18, align: 'left' },
  messages: { title: 'Msgs', width: 5, align: 'right' },
  retransmissions: { title: 'Retr', width: 5, align: 'right' },
  status: { title: 'Status', width: 6, align: 'right' },
  reason: { title: 'Reason', width: 25, align: 'left' },
  setup: { title: 'Setup', width: 7, align: 'right' },
  ring: { title: 'Ring', width: 7, align: 'right' },
  talk: { title: 'Talk', width: 7, align: 'right' },
  mos: { title: 'MOS', width: 4, align: 'right' },
  loss: { title: 'Loss', width: 6, align: 'right' },
  duration: { title: 'Duration', width: 8, align: 'right' },
};

/**
 * The columns that fit into `width` cells, each with a blank behind it: the fixed ones, then those from `offset` on.
 * Where not even the first of them fit, texts are narrower, so that the state of a call can be seen on 80 columns.
 */
export function placedColumns(
  columns: readonly ChosenColumn[],
  offset: number,
  width: number,
  dialogs: number,
  time: TimeColumn,
): PlacedColumn[] {
  const shown = columns
    .map(({ field, width }, cell) => ({ ...layoutOf(field, dialogs, time), ...(width && { width }), field, cell }))
    .filter(({ cell }) => cell < FIXED_COLUMNS || cell >= FIXED_COLUMNS + offset);
  const wanted = fitting(shown, width);
  const important = shown.filter(({ cell }) => cell < IMPORTANT);
  const narrow =
    wanted.length >= important.length ? wanted : fitting(narrowed(important, unchosen(LEAST, columns)), width);
  const placed = lacksState(narrow, important)
    ? fitting(narrowed(important, unchosen({ ...SQUEEZED, time: time.short }, columns)), width)
    : narrow;
  return grown(placed, unchosen(MOST, columns), width);
}

/** The index is as wide as the largest, times as their mode has them; all others are as the table says. */
function layoutOf(field: string, dialogs: number, time: TimeColumn): Column {
  const column = COLUMN_LAYOUT[field]!;
  if (field === 'time') return { ...column, width: time.width, align: time.align };
  return field === 'index' ? { ...column, width: Math.max(column.width, String(dialogs).length) } : column;
}

/** Columns up to this one are those that most people look for: index to MOS. */
const IMPORTANT = 11;

/** What a text may shrink to. */
const LEAST: Widths = { from: 11, to: 11, finding: 11 };
/** The same where the state would not fit otherwise; the time loses its milliseconds. */
const SQUEEZED: Widths = { from: 9, to: 9, finding: 11 };
/** Up to which width more is of use. */
const MOST: Widths = { from: 40, to: 40, finding: 27, reason: 40, hangup: 60, callId: 64, xcallid: 64 };

/** The state has been scrolled to, but there is no room for it. */
function lacksState(placed: PlacedColumn[], shown: PlacedColumn[]): boolean {
  const has = (columns: PlacedColumn[]) => columns.some(({ field }) => field === 'state');
  return has(shown) && !has(placed);
}
