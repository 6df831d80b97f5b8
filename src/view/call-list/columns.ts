/** Width and title of the list's columns, by the field's name (filter/fields.ts). A new column is a row here. */

import { FIXED_COLUMNS } from '../../app/list';

export interface Column {
  title: string;
  /** Cells, without the blank behind it. */
  width: number;
  align: 'left' | 'right';
}

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
  duration: { title: 'Duration', width: 8, align: 'right' },
};

/** A column as it stands on the screen. */
export interface PlacedColumn extends Column {
  field: string;
  /** Which cell of a line it shows. */
  cell: number;
}

/**
 * The columns that fit into `width` cells, each with a blank behind it: the fixed ones, then those from `offset` on.
 * The last one has what is left, when that is at least half of it.
 */
export function placedColumns(fields: readonly string[], offset: number, width: number): PlacedColumn[] {
  const placed: PlacedColumn[] = [];
  let room = width;
  for (const [cell, field] of fields.entries()) {
    if (cell >= FIXED_COLUMNS && cell < FIXED_COLUMNS + offset) continue;
    const column = COLUMN_LAYOUT[field]!;
    if (column.width > room && (room < column.width / 2 || column.align === 'right')) break;
    placed.push({ ...column, field, cell, width: Math.min(column.width, room) });
    room -= column.width + 1;
    if (room <= 0) break;
  }
  return shared(placed, room);
}

/** What is left over goes to the texts that are cut most, From and To, and then to the reason. */
function shared(placed: PlacedColumn[], room: number): PlacedColumn[] {
  const wide = placed.filter(({ field }) => field in GROWS);
  let left = room;
  const grown = new Map<string, number>();
  for (const { field } of wide) {
    const more = Math.max(0, Math.min(GROWS[field]!, Math.floor(left / (wide.length - grown.size))));
    grown.set(field, more);
    left -= more;
  }
  return placed.map((column) => ({ ...column, width: column.width + (grown.get(column.field) ?? 0) }));
}

/** How many cells more are of use. */
const GROWS: Readonly<Record<string, number>> = { from: 18, to: 18, reason: 15, callId: 24 };
