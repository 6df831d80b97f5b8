/**
 * A ladder as plain text, to read in a pipe or to paste into a forum or a ticket: narrow, whole times once above it, and
 * what does not fit on an arrow below it.
 */

import { REPORT_PROOFS } from '../budgets';
import type { LadderColumn } from '../ladder/arrangement';
import type { LadderRow } from '../ladder/ladder';
import { findingTitle, type SheetFinding } from './ladder-findings';
import {
  callFigures,
  callNumber,
  captionOf,
  cutCaption,
  deltaText,
  headLines,
  isAgain,
  type LadderSheet,
  leftOutTexts,
  notesOf,
  portsOf,
  type SheetCall,
} from './ladder-sheet';
import { brokenText, padded, widthOf } from './table';
import { isoTimeUs } from './time';

/** Cells that a line has as a rule, as far as the heads of the columns allow: wider ones are broken where they are pasted. */
const LINE_WIDTH = 100;
/** `23:27:57.646298`, and `  +999 ms` behind it. */
const TIME_WIDTH = 15;
const DELTA_WIDTH = 11;
/** Cells from one lifeline to the next at the least and at the most. */
const LEAST_GAP = 20;
const MOST_GAP = 60;
/** What of an arrow is seen beside its words at the least; they have a blank at each side, a lifeline and a double head. */
const LEAST_SHAFT = 2;
const LABEL_ROOM = LEAST_SHAFT + 5;

/** Lines without line breaks. */
export function* ladderText(sheet: LadderSheet): Generator<string> {
  for (const call of sheet.calls) yield* titleLines(call);
  const page = pageOf(sheet);
  yield '';
  yield* headsOf(page);
  let day = dayOf(sheet.calls[0]?.startUs ?? 0);
  for (const row of sheet.rows) {
    if (dayOf(row.timeUs) !== day) yield dayOf(row.timeUs);
    day = dayOf(row.timeUs);
    yield arrowLine(page, row);
    for (const { text } of notesOf(sheet, row)) yield noteLine(page, row, text);
  }
  yield* leftOutTexts(sheet);
  for (const finding of sheet.findings) yield* findingLines(finding, sheet.calls.length > 1);
}

/** Below the drawing; sentences are broken between words. */
function* findingLines(finding: SheetFinding, severalCalls: boolean): Generator<string> {
  const { explanation, said, adviceTitle, advice, messages } = finding;
  const proofs = messages.slice(0, REPORT_PROOFS).map(({ number }) => `#${number}`);
  yield '';
  yield findingTitle(finding, severalCalls);
  if (proofs.length > 0) yield `  ${proofs.join(' ')}${messages.length > proofs.length ? ' ...' : ''}`;
  for (const text of [explanation, ...said, `${adviceTitle}: ${advice}`])
    for (const line of brokenText(text, LINE_WIDTH - 2)) yield `  ${line}`;
}

function* titleLines(call: SheetCall): Generator<string> {
  const { index, from, to, state, callId, startUs } = call;
  yield `Call ${index}: ${from} -> ${to}, ${state}`;
  yield `Call-ID ${callId}`;
  yield `${isoTimeUs(startUs)}  ${callFigures(call).join(', ')}`.trimEnd();
}

/** Where things stand on a line. */
interface Page {
  sheet: LadderSheet;
  /** Cells before the ladder. */
  left: number;
  /** Cells for the number of a call. */
  numbers: number;
  lifelines: number[];
}

function pageOf(sheet: LadderSheet): Page {
  const numbers = sheet.calls.length > 1 ? Math.max(...sheet.calls.map(({ index }) => String(index).length)) + 2 : 0;
  const left = TIME_WIDTH + DELTA_WIDTH + numbers + 2;
  const heads = sheet.columns.map(headWidth);
  const first = left + Math.ceil((heads[0] ?? 0) / 2);
  const behind = Math.ceil((heads.at(-1) ?? 0) / 2);
  const most = Math.floor((LINE_WIDTH - first - behind) / Math.max(1, heads.length - 1));
  const labels = sheet.rows.reduce((widest, row) => Math.max(widest, neededGap(sheet, row)), LEAST_GAP);
  const wanted = Math.min(labels, Math.max(LEAST_GAP, Math.min(MOST_GAP, most)));
  const lifelines = [first];
  for (let i = 1; i < heads.length; i++) {
    // Heads beside each other are never cut, as they are what tells one address from another.
    lifelines.push(lifelines[i - 1] + Math.max(wanted, Math.ceil(heads[i - 1] / 2) + Math.ceil(heads[i] / 2) + 2));
  }
  return { sheet, left, numbers, lifelines };
}

function headWidth(column: LadderColumn): number {
  return Math.max(...headLines(column).map(widthOf));
}

function neededGap(sheet: LadderSheet, row: LadderRow): number {
  const columns = Math.abs(row.to - row.from);
  const ports = portsOf(sheet, row);
  const words = widthOf(captionOf(row)) + (ports === null ? 0 : ports.from.length + ports.to.length);
  return columns === 0 ? 0 : Math.ceil((words + LABEL_ROOM) / columns);
}

function dayOf(timeUs: number): string {
  return isoTimeUs(timeUs).slice(0, 10);
}

/** Heads of several lines stand on the same ground. */
function* headsOf({ sheet, lifelines }: Page): Generator<string> {
  const heads = sheet.columns.map(headLines);
  for (let up = Math.max(0, ...heads.map(({ length }) => length)); up > 0; up--) {
    let line = '';
    for (const [i, head] of heads.entries()) {
      const text = head.at(-up) ?? '';
      if (text !== '') line = padded(line, lifelines[i] - Math.floor(widthOf(text) / 2), false) + text;
    }
    yield line;
  }
}

function arrowLine(page: Page, row: LadderRow): string {
  const { sheet, lifelines, numbers, left } = page;
  const time = isoTimeUs(row.timeUs).slice(11, 11 + TIME_WIDTH);
  const begin = padded(time + padded(deltaText(row.deltaUs), DELTA_WIDTH, true), left - numbers - 2, false);
  const number = padded(callNumber(sheet, row), numbers, true);
  const [at, body] = arrowOf(sheet, row, lifelines);
  return withLifelines(page, begin + number, at, body);
}

/** Below its arrow, behind the lifeline at its left. */
function noteLine(page: Page, row: LadderRow, text: string): string {
  return withLifelines(page, '', page.lifelines[Math.min(row.from, row.to)] + 1, `  ${text}`);
}

/** `text` at a place of the line, and the lifelines that it leaves free. */
function withLifelines({ lifelines }: Page, begin: string, at: number, text: string): string {
  let line = begin;
  for (const place of lifelines) if (place < at) line = `${padded(line, place, false)}│`;
  line = padded(line, at, false) + text;
  const end = widthOf(line);
  for (const place of lifelines) if (place >= end) line = `${padded(line, place, false)}│`;
  return line.trimEnd();
}

/** Where it begins, and how it looks. A retransmission has a double head; ports stand at the ends. */
function arrowOf(sheet: LadderSheet, row: LadderRow, lifelines: readonly number[]): [at: number, body: string] {
  const caption = captionOf(row);
  const ports = portsOf(sheet, row);
  if (row.from === row.to) {
    return [lifelines[row.from], `├─┘ ${caption}${ports === null ? '' : ` ${ports.from} -> ${ports.to}`}`];
  }
  const forward = row.from < row.to;
  const [first, last] = forward ? [row.from, row.to] : [row.to, row.from];
  const room = lifelines[last] - lifelines[first] - 1;
  const [begin, end] = [ports?.from ?? '', ports?.to ?? ''];
  const head = (forward ? '>' : '<').repeat(isAgain(row) ? 2 : 1);
  const fixed = begin.length + end.length + head.length + 2;
  const text = cutCaption(caption, room - fixed - LEAST_SHAFT);
  const shaft = (row.kind === 'media' ? '═' : '─').repeat(Math.max(0, room - fixed - widthOf(text)));
  const body = forward ? `${begin} ${text} ${shaft}${head}${end}` : `${end}${head}${shaft} ${text} ${begin}`;
  return [lifelines[first] + 1, body];
}
