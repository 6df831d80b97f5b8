/** Width and title of the list's columns, by the field's name (filter/fields.ts). A new column is a row here. */

import { FIXED_COLUMNS } from '../../app/list';
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
  transport: { title: 'Transport', width: 9, align: 'left' },
  state: { title: 'State', width: 12, align: 'left' },
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
  fields: readonly string[],
  offset: number,
  width: number,
  dialogs: number,
): PlacedColumn[] {
  const shown = fields
    .map((field, cell) => ({ ...layoutOf(field, dialogs), field, cell }))
    .filter(({ cell }) => cell < FIXED_COLUMNS || cell >= FIXED_COLUMNS + offset);
  const wanted = fitting(shown, width);
  const important = shown.filter(({ cell }) => cell < IMPORTANT);
  const narrow = wanted.length >= important.length ? wanted : fitting(important.map(narrowed), width);
  const placed = lacksState(narrow, shown) ? fitting(important.map(squeezed), width) : narrow;
  const room = width - placed.reduce((sum, column) => sum + column.width + 1, 0);
  return grown(placed, room);
}

/** The index is as wide as the largest; all others are as the table says. */
function layoutOf(field: string, dialogs: number): Column {
  const column = COLUMN_LAYOUT[field]!;
  return field === 'index' ? { ...column, width: Math.max(column.width, String(dialogs).length) } : column;
}

/** Columns up to this one are those that most people look for: index to talk time. */
const IMPORTANT = 9;

/** What a text may shrink to, and how many cells more than its width are of use. */
const LEAST: Readonly<Record<string, number>> = { from: 14, to: 14 };
/** The same where the state would not fit otherwise; the time loses its milliseconds. */
const SQUEEZED: Readonly<Record<string, number>> = { time: 8, from: 9, to: 9 };
const MORE: Readonly<Record<string, number>> = { from: 18, to: 18, reason: 15, callId: 24 };

function fitting(columns: PlacedColumn[], width: number): PlacedColumn[] {
  let room = width;
  const end = columns.findIndex((column) => {
    room -= column.width + 1;
    // The blank behind the last one may be missing.
    return room < -1;
  });
  return end < 0 ? columns : columns.slice(0, end);
}

function narrowed(column: PlacedColumn): PlacedColumn {
  return { ...column, width: LEAST[column.field] ?? column.width };
}

function squeezed(column: PlacedColumn): PlacedColumn {
  return { ...column, width: SQUEEZED[column.field] ?? column.width };
}

/** The state has been scrolled to, but there is no room for it. */
function lacksState(placed: PlacedColumn[], shown: PlacedColumn[]): boolean {
  const has = (columns: PlacedColumn[]) => columns.some(({ field }) => field === 'state');
  return has(shown) && !has(placed);
}

/** Shares what is left over among the texts that are cut most. */
function grown(placed: PlacedColumn[], room: number): PlacedColumn[] {
  let left = room;
  let waiting = placed.filter(({ field }) => field in MORE).length;
  return placed.map((column) => {
    if (!(column.field in MORE)) return column;
    const most = COLUMN_LAYOUT[column.field]!.width + MORE[column.field]! - column.width;
    const more = Math.max(0, Math.min(most, Math.floor(left / waiting--)));
    left -= more;
    return { ...column, width: column.width + more };
  });
}
