/**
 * Where everything of a drawn ladder stands, in pixels, for SVG and HTML alike. Widths are reckoned with a typewriter
 * font, in which all letters are as wide: nothing here can measure another one.
 */

import type { LadderColumn } from '../ladder/arrangement';
import type { LadderRow } from '../ladder/ladder';
import {
  callNumber,
  captionOf,
  cutCaption,
  deltaText,
  headLines,
  isAgain,
  type LadderSheet,
  notesOf,
  portsOf,
} from './ladder-sheet';
import { widthOf } from './table';
import { isoTimeUs } from './time';

/** Sizes of letters, and the width of one as a part of it: DejaVu Sans Mono has 0.602, others less. */
export const LABEL_PX = 13;
export const NOTE_PX = 11;
const LETTER = 0.605;

const MARGIN = 12;
const HEAD_LINE = 17;
/** From the top of a row to the baseline of its words, and to its arrow. */
const WORDS_AT = 15;
const SHAFT_AT = 22;
const NOTE_LINE = 15;
/** Behind the lifeline at the left. */
const NOTE_AT = 10;
/** Without notes. */
const ROW_HEIGHT = 30;
const DAY_HEIGHT = 24;
/** Between lifelines, so that two of them are not miles apart; from the first to the last one as a rule. */
const LEAST_GAP = 170;
const MOST_GAP = 460;
const COLUMNS_WIDTH = 760;
/** Beside the words of an arrow. */
const WORDS_ROOM = 36;
/** At the least; and for a port at each end. */
const WORDS_LEAST_ROOM = 8;
const PORT_ROOM = 42;

export interface Placed {
  x: number;
  y: number;
  text: string;
}

export interface PlacedHead {
  x: number;
  width: number;
  lines: (Placed & { name: boolean })[];
}

export interface PlacedRow {
  row: LadderRow;
  top: number;
  height: number;
  /** Where the day changes: the day, above the row. */
  day: Placed | null;
  time: Placed;
  delta: Placed;
  /** Of its call; empty where there is one only. */
  number: Placed;
  /** `y` is that of the shaft; `x` and `to` are equal for a loop. Tips point to `to`. */
  arrow: { x: number; to: number; y: number; words: Placed; tips: number };
  /** Above its ends, where the columns do not say them. */
  ports: (Placed & { end: boolean })[];
  notes: (Placed & { bad: boolean })[];
}

export interface Layout {
  width: number;
  height: number;
  heads: PlacedHead[];
  headHeight: number;
  lifelines: number[];
  rows: PlacedRow[];
}

/** `top`: room above, for a title; `columnsWidth`: from the first lifeline to the last one, as far as heads allow. */
export function layoutOf(sheet: LadderSheet, { top = 0, columnsWidth = COLUMNS_WIDTH } = {}): Layout {
  const headTop = top + MARGIN;
  const frame = frameOf(sheet, columnsWidth);
  const headHeight = Math.max(...sheet.columns.map((column) => headLines(column).length), 1) * HEAD_LINE + 12;
  const rows: PlacedRow[] = [];
  let y = headTop + headHeight + 10;
  let day = dayOf(sheet.rows[0]?.timeUs ?? 0);
  for (const row of sheet.rows) {
    const isNew = dayOf(row.timeUs) !== day;
    day = dayOf(row.timeUs);
    const placed = placedRow(sheet, frame, row, y, isNew ? day : null);
    rows.push(placed);
    y = placed.top + placed.height;
  }
  const ends = rows.map(endOf);
  return {
    width: Math.ceil(ends.reduce((most, end) => Math.max(most, end), frame.width) + MARGIN),
    height: Math.ceil(y + MARGIN),
    heads: sheet.columns.map((column, i) => placedHead(column, frame.lifelines[i], headTop)),
    headHeight,
    lifelines: frame.lifelines,
    rows,
  };
}

export function textWidthPx(text: string, px: number): number {
  return widthOf(text) * px * LETTER;
}

interface Frame {
  timeAt: number;
  /** Right edge of the deltas, and of the numbers of calls. */
  deltaEnd: number;
  numberEnd: number;
  lifelines: number[];
  width: number;
}

function frameOf(sheet: LadderSheet, columnsWidth: number): Frame {
  const { columns, calls } = sheet;
  const timeAt = MARGIN;
  const deltaEnd = timeAt + textWidthPx(`00:00:00.000${' '.repeat(10)}`, NOTE_PX);
  const longest = Math.max(0, ...calls.map(({ index }) => String(index).length));
  const numberEnd = deltaEnd + (calls.length > 1 ? textWidthPx(' '.repeat(longest + 2), NOTE_PX) : 0);
  const heads = columns.map(headWidth);
  const first = numberEnd + 12 + (heads[0] ?? 0) / 2;
  const widest = sheet.rows.reduce((most, row) => Math.max(most, neededGap(sheet, row)), LEAST_GAP);
  const usual = Math.max(LEAST_GAP, Math.min(MOST_GAP, columnsWidth / Math.max(1, columns.length - 1)));
  const gap = Math.min(widest, usual);
  const lifelines = columns.length === 0 ? [] : [first];
  for (let i = 1; i < columns.length; i++) {
    lifelines.push(lifelines[i - 1] + Math.max(gap, (heads[i - 1] + heads[i]) / 2 + 14));
  }
  return { timeAt, deltaEnd, numberEnd, lifelines, width: (lifelines.at(-1) ?? first) + (heads.at(-1) ?? 0) / 2 };
}

function headWidth(column: LadderColumn): number {
  return Math.max(...headLines(column).map((text) => textWidthPx(text, LABEL_PX))) + 20;
}

/** The words of an arrow fit between its ends, and what stands below it before the next lifeline. */
function neededGap(sheet: LadderSheet, row: LadderRow): number {
  const columns = Math.abs(row.to - row.from);
  const notes = notesOf(sheet, row).map(({ text }) => textWidthPx(text, NOTE_PX) + NOTE_AT + 6);
  const room = WORDS_ROOM + (portsOf(sheet, row) === null ? 0 : 2 * PORT_ROOM);
  const words = columns === 0 ? 0 : (textWidthPx(captionOf(row), LABEL_PX) + room) / columns;
  return notes.reduce((most, width) => Math.max(most, width), words);
}

function dayOf(timeUs: number): string {
  return isoTimeUs(timeUs).slice(0, 10);
}

function placedHead(column: LadderColumn, x: number, top: number): PlacedHead {
  const lines = headLines(column).map((text, i) => {
    return { x, y: top + 18 + i * HEAD_LINE, text, name: i === 0 && column.name !== '' };
  });
  return { x, width: headWidth(column), lines };
}

function placedRow(sheet: LadderSheet, frame: Frame, row: LadderRow, y: number, day: string | null): PlacedRow {
  const top = day === null ? y : y + DAY_HEIGHT;
  const left = frame.lifelines[Math.min(row.from, row.to)];
  const notes = notesOf(sheet, row).map(({ text, bad }, i) => {
    return { x: left + NOTE_AT, y: top + SHAFT_AT + NOTE_LINE + i * NOTE_LINE, text, bad };
  });
  const at = top + SHAFT_AT + 4;
  const ports = portsOf(sheet, row);
  return {
    row,
    top,
    height: ROW_HEIGHT + notes.length * NOTE_LINE,
    day: day === null ? null : { x: frame.timeAt, y: y + 16, text: day },
    time: { x: frame.timeAt, y: at, text: isoTimeUs(row.timeUs).slice(11, 23) },
    delta: { x: frame.deltaEnd, y: at, text: deltaText(row.deltaUs) },
    number: { x: frame.numberEnd, y: at, text: callNumber(sheet, row) },
    arrow: placedArrow(frame, row, top, ports === null ? 0 : PORT_ROOM),
    ports: ports === null ? [] : placedPorts(frame, row, ports, top),
    notes,
  };
}

function placedArrow({ lifelines }: Frame, row: LadderRow, top: number, ports: number): PlacedRow['arrow'] {
  const [x, to] = [lifelines[row.from], lifelines[row.to]];
  const tips = isAgain(row) ? 2 : 1;
  const y = top + SHAFT_AT;
  if (x === to) return { x, to, y, tips, words: { x: x + 34, y: top + WORDS_AT + 4, text: captionOf(row) } };
  const letters = Math.floor((Math.abs(to - x) - 2 * ports - WORDS_LEAST_ROOM) / (LABEL_PX * LETTER));
  return { x, to, y, tips, words: { x: (x + to) / 2, y: top + WORDS_AT, text: cutCaption(captionOf(row), letters) } };
}

function placedPorts(
  { lifelines }: Frame,
  row: LadderRow,
  ports: { from: string; to: string },
  top: number,
): PlacedRow['ports'] {
  const y = top + WORDS_AT;
  const [x, to] = [lifelines[row.from], lifelines[row.to]];
  if (x === to) return [{ x: x - 5, y: y + 4, text: `${ports.from} -> ${ports.to}`, end: true }];
  const forward = x < to;
  return [
    { x: x + (forward ? 5 : -5), y, text: ports.from, end: !forward },
    { x: to + (forward ? -5 : 5), y, text: ports.to, end: forward },
  ];
}

/** How far to the right a row goes. */
function endOf({ arrow, notes }: PlacedRow): number {
  const loop = arrow.x === arrow.to ? arrow.words.x + textWidthPx(arrow.words.text, LABEL_PX) : 0;
  return notes.reduce((end, { x, text }) => Math.max(end, x + textWidthPx(text, NOTE_PX)), loop);
}
