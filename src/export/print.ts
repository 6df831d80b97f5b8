/** What `--print` gives: a row for each thing that can be printed, each in the formats it has. */

import type { DecodeCounts } from '../decode/carried';
import { bytesText, jsonText, visible } from '../decode/visible';
import { fieldNamed } from '../filter/fields';
import { Ladder } from '../ladder/ladder';
import type { Store } from '../store/store';
import { csvLine } from './csv';
import { DIALOG_FIELDS, dialogRecord } from './dialog-records';
import { ladderText } from './ladder-text';
import { MESSAGE_FIELDS, type MessageRecord, messageRecord, messagesInOrder } from './message-records';
import { messageBlock } from './message-text';
import { type Statistics, statistics } from './statistics';
import { statisticsCsv, statisticsText } from './statistics-text';
import { type Column, fitted, textTable } from './table';
import { isoTimeUs } from './time';

export interface PrintInput {
  store: Store;
  counts: DecodeCounts;
  /** Rows of the dialogs to print, by index. */
  dialogs: readonly number[];
  /** With what belongs to no dialog: true when nothing was filtered. */
  strays: boolean;
  names: ReadonlyMap<string, string>;
}

export const FORMATS = ['text', 'json', 'csv'] as const;
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
    text: messagesText,
    json: (input) => jsonLines(messages(input)),
    csv: (input) => csvLines(MESSAGE_FIELDS, messages(input)),
  },
  raw: {
    text: rawText,
    json: (input) => jsonLines(raws(input)),
    csv: (input) => csvLines(RAW_FIELDS, raws(input), 'text'),
  },
  ladder: {
    text: laddersText,
    json: (input) => jsonLines(ladders(input)),
    csv: (input) => csvLines(ARROW_FIELDS, arrows(input)),
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
} satisfies Record<string, Record<Format, Printer>>;

export type Printable = keyof typeof PRINTERS;
export const PRINTABLES = Object.keys(PRINTERS) as Printable[];

export function printed(what: Printable, as: Format, input: PrintInput): Generator<string> {
  return PRINTERS[what][as](input);
}

const RAW_FIELDS = ['number', 'dialog', 'callId', 'time', 'source', 'destination', 'transport', 'text'];
const ARROW_FIELDS = ['dialog', 'callId', 'time', 'deltaMs', 'from', 'to', 'label', 'retransmission', 'sdp'];

/** Cells that a name may take: long ones would push the columns behind them off the page. */
const NAME_CELLS = 40;

/** As in the list, but times, which are UTC in all output. */
const DIALOG_COLUMNS: { name: string; right?: boolean; most?: number }[] = [
  { name: 'index', right: true },
  { name: 'time' },
  { name: 'method', most: NAME_CELLS },
  { name: 'from', most: NAME_CELLS },
  { name: 'to', most: NAME_CELLS },
  { name: 'state' },
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

function* messages({ store, dialogs: rows, strays }: PrintInput): Generator<MessageRecord> {
  for (const row of messagesInOrder(store, rows, strays)) yield messageRecord(store, row);
}

const orDash = (value: number | null) => (value === null ? '-' : String(value));

const name = (text: string) => fitted(visible(text), NAME_CELLS);

const MESSAGE_COLUMNS: Column<MessageRecord>[] = [
  { title: '#', text: ({ number }) => String(number), right: true },
  { title: 'Dialog', text: ({ dialog }) => orDash(dialog), right: true },
  { title: 'Time', text: ({ time }) => time },
  { title: 'Source', text: ({ source }) => source },
  { title: 'Destination', text: ({ destination }) => destination },
  { title: 'Transport', text: ({ transport }) => transport },
  {
    title: 'Message',
    text: ({ request, method, status, reason, sdp, retransmission }) =>
      `${name(request ? method : `${status} ${reason}`)}${sdp ? ' (SDP)' : ''}${retransmission ? ' (again)' : ''}`,
  },
  { title: 'CSeq', text: ({ cseq, method }) => `${orDash(cseq)} ${name(method)}` },
  { title: 'Problems', text: ({ problems }) => (problems.length === 0 ? '' : visible(problems.join('; '))) },
];

function messagesText(input: PrintInput): Generator<string> {
  return textTable(MESSAGE_COLUMNS, [...messages(input)]);
}

function* raws({ store, dialogs: rows, strays }: PrintInput): Generator<object> {
  for (const row of messagesInOrder(store, rows, strays)) {
    const { number, dialog, callId, time, source, destination, transport } = messageRecord(store, row);
    const { bytes, start, end } = store.bytesOf(row);
    yield { number, dialog, callId, time, source, destination, transport, text: bytesText(bytes, start, end) };
  }
}

function* rawText({ store, dialogs: rows, strays }: PrintInput): Generator<string> {
  for (const row of messagesInOrder(store, rows, strays)) yield `${messageBlock(store, row)}\n`;
}

function ladderOf({ store, names }: PrintInput, row: number): Ladder {
  return new Ladder(store, [row], { mergePorts: false, names });
}

function* laddersText(input: PrintInput): Generator<string> {
  for (const row of input.dialogs) {
    const { index, from, to, state, callId } = dialogRecord(input.store, row);
    const title = visible(`${index}  ${from} -> ${to}  ${state}  ${callId}`);
    for (const line of ladderText(ladderOf(input, row), title)) yield `${line}\n`;
    yield '\n';
  }
}

function* ladders(input: PrintInput): Generator<object> {
  for (const row of input.dialogs) {
    const { index, callId } = dialogRecord(input.store, row);
    const ladder = ladderOf(input, row);
    yield { dialog: index, callId, columns: ladder.columns, rows: [...arrowsOf(ladder)] };
  }
}

function* arrows(input: PrintInput): Generator<object> {
  for (const row of input.dialogs) {
    const { index, callId } = dialogRecord(input.store, row);
    for (const arrow of arrowsOf(ladderOf(input, row))) yield { dialog: index, callId, ...arrow };
  }
}

function* arrowsOf(ladder: Ladder): Generator<object> {
  for (const { timeUs, deltaUs, from, to, label, retransmission, sdp } of ladder.rows(0, ladder.length)) {
    yield {
      time: isoTimeUs(timeUs),
      deltaMs: deltaUs === null ? null : deltaUs / 1000,
      from: ladder.columns[from].label,
      to: ladder.columns[to].label,
      label,
      retransmission,
      sdp,
    };
  }
}

function statisticsOf({ store, counts, dialogs: rows, strays }: PrintInput): Statistics {
  return statistics(store, counts, rows, strays);
}

function* jsonLines(records: Iterable<object>): Generator<string> {
  for (const record of records) yield `${jsonText(record)}\n`;
}

/** `names`: those of the records' fields, in their order; `lines` the one whose line breaks stay. */
function* csvLines(names: readonly string[], records: Iterable<object>, lines = ''): Generator<string> {
  yield csvLine(names);
  for (const record of records) yield csvLine(Object.values(record), names.indexOf(lines));
}
