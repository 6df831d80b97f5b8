/** A ladder as plain text, to read in a pipe or to paste into a ticket. */

import type { Ladder, LadderRow, MediaRow } from '../ladder/ladder';
import { fitted, padded, widthOf } from './table';
import { isoTimeUs } from './time';

/** A time as in all other output, and a blank or two. */
const TIME_WIDTH = 29;
const DELTA_WIDTH = 13;
/** Cells between two lifelines at the least, and what a label needs besides itself. */
const MIN_GAP = 20;
const MAX_GAP = 60;
const LABEL_ROOM = 6;

/** Lines without line breaks; `title` above them. */
export function* ladderText(ladder: Ladder, title: string): Generator<string> {
  const rows = ladder.rows(0, ladder.length);
  const widest = rows.reduce((max, row) => Math.max(max, widthOf(captionOf(row)) + LABEL_ROOM), MIN_GAP);
  const gap = Math.min(MAX_GAP, Math.max(widest, ...ladder.columns.map(({ label }) => label.length + 2)));
  const lifelines = ladder.columns.map((_, i) => i * gap + Math.floor(gap / 2));
  const left = TIME_WIDTH + DELTA_WIDTH;
  yield title;
  yield ' '.repeat(left) +
    ladder.columns
      .map(({ label }) => centred(label, gap))
      .join('')
      .trimEnd();
  if (ladder.columns.some(({ name }) => name !== '')) {
    yield ' '.repeat(left) +
      ladder.columns
        .map(({ name }) => centred(name, gap))
        .join('')
        .trimEnd();
  }
  for (const row of rows) {
    const time = padded(isoTimeUs(row.timeUs), TIME_WIDTH, false);
    const delta = padded(row.deltaUs === null ? '' : deltaText(row.deltaUs), DELTA_WIDTH - 2, true);
    yield `${time}${delta}  ${arrow(row, lifelines)}`.trimEnd();
    if (row.kind !== 'message') continue;
    for (const line of row.sdp)
      yield `${' '.repeat(left)}${note(line, lifelines, Math.min(row.from, row.to))}`.trimEnd();
  }
}

function captionOf(row: LadderRow): string {
  if (row.kind === 'media') return mediaCaption(row);
  return isAgain(row) ? `${row.label} (again)` : row.label;
}

function isAgain(row: LadderRow): boolean {
  return row.kind === 'message' && row.retransmission;
}

/** `16384 > 30000 PCMU 247, 1.2% lost, MOS 4.3`, ports in the order in which they stand. */
function mediaCaption({ label, from, to, fromPort, toPort, lostPercent, mos }: MediaRow): string {
  const ports = from <= to ? `${fromPort} > ${toPort}` : `${toPort} < ${fromPort}`;
  return `${ports} ${label}, ${lostPercent.toFixed(1)}% lost${mos === null ? '' : `, MOS ${mos.toFixed(1)}`}`;
}

/** `+500 ms`, `+3.000 s`. */
export function deltaText(deltaUs: number): string {
  const sign = deltaUs < 0 ? '-' : '+';
  const ms = Math.abs(deltaUs) / 1000;
  return ms < 1000 ? `${sign}${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` : `${sign}${(ms / 1000).toFixed(3)} s`;
}

function arrow(row: LadderRow, lifelines: readonly number[]): string {
  const caption = captionOf(row);
  if (row.from === row.to) return loopArrow(caption, lifelines, row.from);
  const [left, right] = row.from < row.to ? [row.from, row.to] : [row.to, row.from];
  const room = lifelines[right] - lifelines[left] - 1;
  const forward = row.from < row.to;
  const head = isAgain(row) ? (forward ? '>>' : '<<') : forward ? '>' : '<';
  const text = fitted(caption, room - head.length - 2);
  const dashes = (row.kind === 'media' ? '═' : '─').repeat(Math.max(0, room - head.length - widthOf(text) - 2));
  const body = forward ? ` ${text} ${dashes}${head}` : `${head}${dashes} ${text} `;
  return lifelines.map((at, i) => segment(i, at, lifelines, left, right, body)).join('');
}

/** What stands from lifeline `i` - 1 up to and with lifeline `i`. */
function segment(
  i: number,
  at: number,
  lifelines: readonly number[],
  left: number,
  right: number,
  body: string,
): string {
  const before = i === 0 ? at : at - lifelines[i - 1] - 1;
  if (i <= left || i > right) return `${' '.repeat(before)}│`;
  return i === right ? `${body}│` : '';
}

function loopArrow(caption: string, lifelines: readonly number[], column: number): string {
  const line = lifelines.map((at, i) => `${' '.repeat(i === 0 ? at : at - lifelines[i - 1] - 1)}│`);
  return `${line.slice(0, column + 1).join('')}↺ ${caption}`;
}

function note(text: string, lifelines: readonly number[], column: number): string {
  const line = lifelines
    .slice(0, column + 1)
    .map((at, i) => `${' '.repeat(i === 0 ? at : at - lifelines[i - 1] - 1)}│`);
  return `${line.join('')}   ${text}`;
}

function centred(text: string, width: number): string {
  const left = Math.max(0, Math.floor((width - widthOf(text)) / 2));
  return padded(' '.repeat(left) + text, width, false);
}
