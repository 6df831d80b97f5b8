/** Width and title of the columns of streams, by the field's name (filter/stream-fields.ts). A new column is a row here. */

import type { ChosenColumn } from '../../app/column-choice';
import { FIXED_STREAM_COLUMNS } from '../../app/streams';
import { fitting, grown, narrowed, unchosen, type Widths } from '../fitting';
import type { TimeColumn } from '../time-text';
import type { Column, PlacedColumn } from '../title-line';

export const STREAM_LAYOUT: Readonly<Record<string, Column>> = {
  call: { title: '#', width: 3, align: 'right' },
  time: { title: 'Time', width: 12, align: 'left' },
  source: { title: 'Source', width: 21, align: 'left' },
  destination: { title: 'Destination', width: 21, align: 'left' },
  codec: { title: 'Codec', width: 12, align: 'left' },
  loss: { title: 'Loss', width: 6, align: 'right' },
  mos: { title: 'MOS', width: 4, align: 'right' },
  jitter: { title: 'Jitter', width: 7, align: 'right' },
  maxJitter: { title: 'MaxJit', width: 7, align: 'right' },
  packets: { title: 'Packets', width: 8, align: 'right' },
  lost: { title: 'Lost', width: 6, align: 'right' },
  late: { title: 'Late', width: 6, align: 'right' },
  duplicates: { title: 'Twice', width: 6, align: 'right' },
  delta: { title: 'Delta', width: 7, align: 'right' },
  maxDelta: { title: 'MaxDelta', width: 9, align: 'right' },
  ptime: { title: 'Ptime', width: 6, align: 'right' },
  bandwidth: { title: 'kbit/s', width: 7, align: 'right' },
  duration: { title: 'Duration', width: 9, align: 'right' },
  ssrc: { title: 'SSRC', width: 10, align: 'left' },
  from: { title: 'From', width: 22, align: 'left' },
  to: { title: 'To', width: 22, align: 'left' },
};

/**
 * The columns that fit into `width` cells, each with a blank behind it: the fixed ones, then those from `offset` on.
 * Where what is bad about a stream would not fit, what stands before it is narrower, as far as that is needed.
 */
export function placedStreamColumns(
  columns: readonly ChosenColumn[],
  offset: number,
  width: number,
  dialogs: number,
  time: TimeColumn,
): PlacedColumn[] {
  const shown = columns
    .map(({ field, width }, cell) => ({ ...layoutOf(field, dialogs, time), ...(width && { width }), field, cell }))
    .filter(({ cell }) => cell < FIXED_STREAM_COLUMNS || cell >= FIXED_STREAM_COLUMNS + offset);
  const wanted = fitting(shown, width);
  const important = shown.filter(({ cell }) => cell < IMPORTANT);
  const placed =
    wanted.length >= important.length
      ? wanted
      : fitting(narrowed(important, unchosen({ ...LEAST, time: time.short }, columns)), width);
  const normal = [...NORMAL, { time: time.width }].map((most) => unchosen(most, columns));
  const whole = normal.reduce((all, most) => grown(all, most, width + 1), placed);
  return grown(whole, unchosen(LONG, columns), width - MORE);
}

/** The number of the call is as wide as the largest, times as their mode has them. */
function layoutOf(field: string, dialogs: number, time: TimeColumn): Column {
  const column = STREAM_LAYOUT[field]!;
  if (field === 'time') return { ...column, width: time.width, align: time.align };
  return field === 'call' ? { ...column, width: Math.max(column.width, String(dialogs).length) } : column;
}

/** Columns up to this one are those that most people look for: call to MOS. */
const IMPORTANT = 7;

/** What a text may shrink to; the time loses its milliseconds. */
const LEAST: Widths = { source: 15, destination: 15, codec: 9 };

/** What was made narrower takes the room that is left over, in turn, up to so many cells. */
const NORMAL: readonly Widths[] = [{ source: 21, destination: 21 }, { codec: 12 }];
/** And then what may be longer than usual: IPv6 and names. */
const LONG = { codec: 20, source: 47, destination: 47, from: 40, to: 40 };
/** Cells that the sign for more columns at either side takes. */
const MORE = 2;
