/**
 * What every drawing of a ladder shows, as plain data: its calls, columns and rows, and the words that stand on an arrow.
 * How a drawing looks is its own business. Every text in a sheet is safe to show.
 */

import { EXPORTED_ROWS } from '../budgets';
import type { ColumnsBy, LadderColumn } from '../ladder/arrangement';
import { Ladder, type LadderOptions, type LadderRow, type MediaRow } from '../ladder/ladder';
import { signedSpanText, spanText } from '../ladder/times';
import { digitsOfDialog, digitsPressed, digitsText } from '../store/digits';
import { stateOf, timingsOf } from '../store/state';
import type { Store } from '../store/store';
import { shown } from '../store/text';
import { type FindingsWish, type SheetFinding, sheetFindings } from './ladder-findings';
import { messageParts } from './message-parts';
import { SaveError } from './save-error';
import { fitted, widthOf } from './table';

/** What stands of SDP below an arrow: each media line, the first one, or nothing. */
export const SDP_SHOWN = ['all', 'first', 'none'] as const;
export type SdpShown = (typeof SDP_SHOWN)[number];

const SDP_LINES: Record<SdpShown, number> = { all: Number.POSITIVE_INFINITY, first: 1, none: 0 };

export interface SheetOptions extends LadderOptions {
  sdp: SdpShown;
  /** What is wrong with the calls stands below; null, as left out, says nothing of it. */
  findings?: FindingsWish | null;
}

/** A call of the ladder. */
export interface SheetCall {
  index: number;
  /** Of the first message. */
  method: string;
  from: string;
  to: string;
  state: string;
  callId: string;
  startUs: number;
  setupMs: number | null;
  talkMs: number | null;
  /** Digits that were pressed, or empty. */
  digits: string;
}

export interface LadderSheet {
  calls: SheetCall[];
  columns: readonly LadderColumn[];
  rows: LadderRow[];
  /** Rows behind these, which are too many to be drawn; and those of hosts that the user hides. */
  leftOut: number;
  hidden: number;
  columnsBy: ColumnsBy;
  sdp: SdpShown;
  /** By message id: what is wrong with those that have problems. */
  problems: ReadonlyMap<number, readonly string[]>;
  /** The gravest first. */
  findings: readonly SheetFinding[];
}

/** `dialogs` are rows of the store, which make one ladder; none of them may have gone. */
export function ladderSheet(store: Store, dialogs: readonly number[], options: SheetOptions): LadderSheet {
  const ladder = new Ladder(store, dialogs, options);
  const rows = ladder.rows(0, EXPORTED_ROWS);
  const problems = new Map<number, readonly string[]>();
  for (const row of rows) {
    if (row.kind !== 'message' || !row.problem) continue;
    problems.set(row.message, messageParts(store, store.messageRow(row.message)).problems);
  }
  const calls = dialogs.map((row) => sheetCall(store, row));
  const { columns, leftOut: hidden } = ladder;
  const { sdp, columnsBy } = options;
  const findings = sheetFindings(store, dialogs, options.findings ?? null);
  return { calls, columns, rows, leftOut: ladder.length - rows.length, hidden, columnsBy, sdp, problems, findings };
}

/** For drawings that show one ladder. Throws SaveError where there are several calls, or none. */
export function onlyCall(dialogs: readonly number[]): readonly number[] {
  if (dialogs.length === 1) return dialogs;
  if (dialogs.length === 0) throw new SaveError('there is no call to draw');
  throw new SaveError(
    `this format shows one call, and there are ${dialogs.length}: keep one with a filter, or take html`,
  );
}

export function sheetCall(store: Store, dialog: number): SheetCall {
  const { setupMs, talkMs } = timingsOf(store.dialogs, dialog);
  return {
    index: store.dialogs.columns.index[dialog],
    method: shown(store.words.text(store.dialogs.columns.method[dialog])),
    from: shown(store.names.from(dialog)),
    to: shown(store.names.to(dialog)),
    state: stateOf(store.dialogs, dialog, store.clock),
    callId: shown(store.names.callId(dialog)),
    startUs: store.dialogs.columns.startUs[dialog],
    setupMs,
    talkMs,
    digits: digitsText(digitsPressed(digitsOfDialog(store, dialog))),
  };
}

/** `setup 813 ms`, `talk 7.308 s`, `DTMF 19`: what there is of it. */
export function callFigures({ setupMs, talkMs, digits }: SheetCall): string[] {
  return [
    ...(setupMs === null ? [] : [`setup ${spanText(setupMs)}`]),
    ...(talkMs === null ? [] : [`talk ${spanText(talkMs)}`]),
    ...(digits === '' ? [] : [`DTMF ${digits}`]),
  ];
}

/** What stands above a column: its name, if it has one, its address, and the one that it says it has behind a NAT. */
export function headLines({ name, label, behind }: LadderColumn): string[] {
  return [...(name === '' ? [] : [name]), label, ...(behind === '' ? [] : [`behind NAT ${behind}`])];
}

/** What is cut loses the end of its words, not the `(SDP)` or `(again)` behind them. */
export function cutCaption(caption: string, room: number): string {
  const [end = ''] = /(?: \(SDP\))?(?: \(again\))?$/.exec(caption) ?? [];
  if (end === '' || widthOf(caption) <= room) return fitted(caption, room);
  return fitted(caption.slice(0, -end.length), room - end.length) + end;
}

export function isAgain(row: LadderRow): boolean {
  return row.kind === 'message' && row.retransmission;
}

/** On the arrow: `INVITE (SDP)`, `INVITE (again)`, `PCMU 247`. */
export function captionOf(row: LadderRow): string {
  return isAgain(row) ? `${row.label} (again)` : row.label;
}

/** Ports of a message, where the columns do not say them; null where they do. */
export function portsOf({ columns, columnsBy }: LadderSheet, row: LadderRow): { from: string; to: string } | null {
  if (row.kind === 'media' || row.kind === 'digit') return null;
  const several = [row.from, row.to].some((column) => columns[column].ends > 1);
  return several || columnsBy === 'address' ? { from: String(row.fromPort), to: String(row.toPort) } : null;
}

/** `16384 -> 30000, 1.2% lost, MOS 4.3`: a stream's ports, as it goes, and how it was heard. */
export function mediaFigures({ fromPort, toPort, lostPercent, mos }: MediaRow): string {
  return `${fromPort} -> ${toPort}, ${lostPercent.toFixed(1)}% lost${mos === null ? '' : `, MOS ${mos.toFixed(1)}`}`;
}

/** What stands below an arrow, a line each; `bad`: what somebody who looks for a fault should see. */
export function notesOf(sheet: LadderSheet, row: LadderRow): { text: string; bad: boolean }[] {
  if (row.kind === 'media') return [{ text: mediaFigures(row), bad: row.lostPercent > 0 }];
  if (row.kind !== 'message') return [];
  // What is sent again has the SDP that it had.
  const lines = row.retransmission ? [] : row.sdp.slice(0, SDP_LINES[sheet.sdp]);
  const wrong = sheet.problems.get(row.message) ?? [];
  return [...lines.map((text) => ({ text, bad: false })), ...wrong.map((text) => ({ text: `! ${text}`, bad: true }))];
}

/** `+500 ms`, `+3.000 s`; empty for the first message. */
export function deltaText(deltaUs: number | null): string {
  if (deltaUs === null) return '';
  return signedSpanText(deltaUs / 1000);
}

/** The row's call, by its number, where the ladder has several; else empty. */
export function callNumber(sheet: LadderSheet, row: LadderRow): string {
  return sheet.calls.length > 1 ? String(sheet.calls[row.dialog]?.index ?? '') : '';
}

/** `2 more rows are left out`, `1 row of hidden hosts is not shown`; none where all is drawn. */
export function leftOutTexts({ leftOut, hidden }: Pick<LadderSheet, 'leftOut' | 'hidden'>): string[] {
  const rows = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);
  return [
    ...(leftOut === 0 ? [] : [rows(leftOut, 'more row is left out', 'more rows are left out')]),
    ...(hidden === 0 ? [] : [rows(hidden, 'row of hidden hosts is not shown', 'rows of hidden hosts are not shown')]),
  ];
}
