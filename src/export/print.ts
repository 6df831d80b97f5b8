/** What `--print` gives: a row for each thing that can be printed, each in the formats it has. */

import type { CaptureCounters } from '../capture/live';
import type { DecodeCounts } from '../decode/carried';
import { jsonText } from '../decode/visible';
import type { Diagnosis } from '../diagnose/diagnosis';
import type { Language } from '../diagnose/languages/language';
import { fieldNamed } from '../filter/fields';
import { Ladder } from '../ladder/ladder';
import type { Store } from '../store/store';
import { ATTACKER_FIELDS, type AttackerRecord, attackerRecords, attackersText } from './attacker-records';
import { csvLine } from './csv';
import { DIALOG_FIELDS, dialogRecord } from './dialog-records';
import { FINDING_FIELDS, type FindingRecord, findingRecords } from './finding-records';
import { findingsText } from './findings-text';
import { ladderHtml, pageParts } from './ladder-html';
import { ladderMermaid } from './ladder-mermaid';
import { type LadderSheet, ladderSheet, onlyCall, type SdpShown, type SheetOptions } from './ladder-sheet';
import { ladderSvg } from './ladder-svg';
import { ladderText } from './ladder-text';
import { messagesInOrder } from './message-records';
import { byMessage, type MessagePrintable, messagePrinter, messagesText, NAME_CELLS } from './print-messages';
import { type Statistics, statistics } from './statistics';
import { statisticsCsv, statisticsText } from './statistics-text';
import { STREAM_COLUMNS, STREAM_FIELDS, type StreamRecord, streamRecord, streamsInOrder } from './stream-records';
import { type Column, textTable } from './table';
import { isoTimeUs } from './time';

export interface PrintInput {
  store: Store;
  counts: DecodeCounts;
  /** Of a live capture. */
  capture?: CaptureCounters | null;
  /** Packets that a capture filter of files left out; null without one. */
  leftOut?: number | null;
  /** Rows of the dialogs to print, by index. */
  dialogs: readonly number[];
  /** With what belongs to no dialog: true when nothing was filtered. */
  strays: boolean;
  names: ReadonlyMap<string, string>;
  /** What stands of SDP in a ladder; all of it when left out. */
  sdp?: SdpShown;
  /** Null, as left out, where nobody looked for problems. */
  diagnosis?: Diagnosis | null;
  /** Of findings; English when left out. */
  language?: Language;
  /** What a report names: files or interfaces, and the filter as it was given. */
  captures?: readonly string[];
  filter?: string;
}

/** Formats that everything has, and those of drawings, which only a ladder has. */
export const TABLE_FORMATS = ['text', 'json', 'csv'] as const;
export const FORMATS = [...TABLE_FORMATS, 'svg', 'html', 'mermaid'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];
export type Format = (typeof FORMATS)[number];

/** Pieces of output, line breaks included. */
type Printer = (input: PrintInput) => Generator<string>;

const PRINTERS = {
  dialogs: {
    text: dialogsText,
    json: (input) => jsonLines(dialogs(input)),
    csv: (input) => csvLines(DIALOG_FIELDS, dialogs(input)),
  },
  messages: {
    text: (input) => messagesText(input.store, messagesOf(input)),
    json: (input) => messages('messages', 'json', input),
    csv: (input) => messages('messages', 'csv', input),
  },
  streams: {
    text: (input) => textTable(STREAM_COLUMNS, [...streams(input)]),
    json: (input) => jsonLines(streams(input)),
    csv: (input) => csvLines(STREAM_FIELDS, streams(input)),
  },
  findings: {
    text: findingsReport,
    json: (input) => jsonLines(findings(input)),
    csv: (input) => csvLines(FINDING_FIELDS, findings(input)),
  },
  attackers: {
    text: (input) => attackersText(attackers(input)),
    json: (input) => jsonLines(attackers(input)),
    csv: (input) => csvLines(ATTACKER_FIELDS, attackers(input)),
  },
  raw: {
    text: (input) => messages('raw', 'text', input),
    json: (input) => messages('raw', 'json', input),
    csv: (input) => messages('raw', 'csv', input),
  },
  ladder: {
    text: laddersText,
    json: (input) => jsonLines(ladders(input)),
    csv: (input) => csvLines(ARROW_FIELDS, arrows(input)),
    svg: (input) => ladderSvg(onlySheet(input)),
    html: ladderPage,
    mermaid: (input) => lines(ladderMermaid(onlySheet(input))),
  },
  stats: {
    *text(input) {
      yield* statisticsText(statisticsOf(input));
    },
    *json(input) {
      yield `${jsonText(statisticsOf(input))}\n`;
    },
    *csv(input) {
      yield* statisticsCsv(statisticsOf(input));
    },
  },
} satisfies Record<string, Record<TableFormat, Printer> & Partial<Record<Format, Printer>>>;

export type Printable = keyof typeof PRINTERS;
export const PRINTABLES = Object.keys(PRINTERS) as Printable[];

/** The formats in which something can be printed. */
export function formatsOf(what: Printable): Format[] {
  return FORMATS.filter((format) => format in PRINTERS[what]);
}

export function isTableFormat(format: Format): format is TableFormat {
  return (TABLE_FORMATS as readonly Format[]).includes(format);
}

/** `as` is one of its formats. Throws SaveError, when the first piece is asked for, where a drawing cannot be made of it. */
export function printed(what: Printable, as: Format, input: PrintInput): Generator<string> {
  const printers: Partial<Record<Format, Printer>> = PRINTERS[what];
  return (printers[as] ?? printers.text)!(input);
}

const ARROW_FIELDS = [
  ...['dialog', 'callId', 'time', 'deltaMs', 'from', 'to', 'label', 'retransmission', 'sdp', 'kind'],
  ...['ssrc', 'packets', 'lostPercent', 'mos'],
];

/** As in the list, but times, which are UTC in all output. */
const DIALOG_COLUMNS: { name: string; right?: boolean; most?: number }[] = [
  { name: 'index', right: true },
  { name: 'time' },
  { name: 'method', most: NAME_CELLS },
  { name: 'from', most: NAME_CELLS },
  { name: 'to', most: NAME_CELLS },
  { name: 'state' },
  { name: 'finding' },
  { name: 'messages', right: true },
  { name: 'setup', right: true },
  { name: 'talk', right: true },
  { name: 'source' },
  { name: 'destination' },
  { name: 'callId', most: NAME_CELLS },
];

function dialogsText({ store, dialogs: rows }: PrintInput): Generator<string> {
  const columns: Column<number>[] = DIALOG_COLUMNS.map(({ name, right, most }) => {
    const field = fieldNamed(name);
    const text = (row: number) => field?.text(store, row) ?? '';
    const time = (row: number) => isoTimeUs(store.dialogs.columns.startUs[row]);
    return { title: field?.title ?? name, text: name === 'time' ? time : text, right, most };
  });
  return textTable(columns, rows);
}

function* dialogs({ store, dialogs: rows }: PrintInput): Generator<object> {
  for (const row of rows) yield dialogRecord(store, row);
}

function* streams({ store, dialogs: rows, strays }: PrintInput): Generator<StreamRecord> {
  for (const row of streamsInOrder(store, rows, strays)) yield streamRecord(store, row);
}

function findings({ store, diagnosis = null, dialogs: rows, language = 'en' }: PrintInput): Generator<FindingRecord> {
  return findingRecords(store, diagnosis, rows, language);
}

function attackers({ store, diagnosis = null, dialogs: rows }: PrintInput): AttackerRecord[] {
  return attackerRecords(store, diagnosis, rows);
}

function findingsReport(input: PrintInput): Generator<string> {
  const { store, dialogs: rows, diagnosis = null, language = 'en', captures = [], filter = '' } = input;
  return findingsText({ store, diagnosis, dialogs: rows, language, captures, filter });
}

function messagesOf({ store, dialogs: rows, strays }: PrintInput): Uint32Array {
  return messagesInOrder(store, rows, strays);
}

function messages(what: MessagePrintable, as: TableFormat, input: PrintInput): Generator<string> {
  return byMessage(messagePrinter(what, as), input.store, messagesOf(input));
}

function ladderOptions({ names, sdp = 'all', diagnosis = null, language = 'en' }: PrintInput): SheetOptions {
  return { columnsBy: 'port', media: true, names, sdp, findings: diagnosis && { diagnosis, language } };
}

function ladderOf(input: PrintInput, row: number): Ladder {
  return new Ladder(input.store, [row], ladderOptions(input));
}

function* laddersText(input: PrintInput): Generator<string> {
  for (const row of input.dialogs) {
    yield* lines(ladderText(ladderSheet(input.store, [row], ladderOptions(input))));
    yield '\n';
  }
}

function ladderPage(input: PrintInput): Generator<string> {
  const { store, dialogs: rows } = input;
  const ladders = rows.map((row) => [store.dialogId(row)]);
  return ladderHtml(store, pageParts(store, ladders), ladderOptions(input));
}

/** Of the one call that there is. */
function onlySheet(input: PrintInput): LadderSheet {
  return ladderSheet(input.store, onlyCall(input.dialogs), ladderOptions(input));
}

function* ladders(input: PrintInput): Generator<object> {
  for (const row of input.dialogs) {
    const { index, callId } = dialogRecord(input.store, row);
    const ladder = ladderOf(input, row);
    const columns = ladder.columns.map(({ label, name }) => ({ label, name }));
    yield { dialog: index, callId, columns, rows: [...arrowsOf(ladder)] };
  }
}

function* arrows(input: PrintInput): Generator<object> {
  for (const row of input.dialogs) {
    const { index, callId } = dialogRecord(input.store, row);
    for (const arrow of arrowsOf(ladderOf(input, row))) yield { dialog: index, callId, ...arrow };
  }
}

function* arrowsOf(ladder: Ladder): Generator<object> {
  for (const row of ladder.rows(0, ladder.length)) {
    const { timeUs, deltaUs, from, to, label, kind } = row;
    yield {
      time: isoTimeUs(timeUs),
      deltaMs: deltaUs === null ? null : deltaUs / 1000,
      from: row.kind === 'media' ? row.source : ladder.columns[from].label,
      to: row.kind === 'media' ? row.destination : ladder.columns[to].label,
      label,
      retransmission: row.kind === 'message' && row.retransmission,
      sdp: row.kind === 'message' ? row.sdp : [],
      kind,
      ssrc: row.kind === 'media' ? row.ssrc : null,
      packets: row.kind === 'media' ? row.packets : null,
      lostPercent: row.kind === 'media' ? Math.round(row.lostPercent * 10) / 10 : null,
      mos: row.kind === 'media' && row.mos !== null ? Math.round(row.mos * 100) / 100 : null,
    };
  }
}

function* lines(texts: Iterable<string>): Generator<string> {
  for (const text of texts) yield `${text}\n`;
}

function statisticsOf({ store, dialogs: rows, strays, ...counted }: PrintInput): Statistics {
  return statistics(store, rows, strays, counted);
}

function* jsonLines(records: Iterable<object>): Generator<string> {
  for (const record of records) yield `${jsonText(record)}\n`;
}

/** `names`: those of the records' fields, in their order; `lines` the one whose line breaks stay. */
function* csvLines(names: readonly string[], records: Iterable<object>, lines = ''): Generator<string> {
  yield csvLine(names);
  for (const record of records) yield csvLine(Object.values(record), names.indexOf(lines));
}
