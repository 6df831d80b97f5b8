/** Messages printed one by one: how each looks in each format. */

import { bytesText, jsonText, visible } from '../decode/visible';
import type { Store } from '../store/store';
import { csvLine } from './csv';
import { MESSAGE_FIELDS, type MessageRecord, messageRecord } from './message-records';
import { messageBlock } from './message-text';
import type { TableFormat } from './print';
import { type Column, fitted, GrowingTable, textTable } from './table';

/** What can be printed message by message, while they come. */
export const MESSAGE_PRINTABLES = ['messages', 'raw'] as const;
export type MessagePrintable = (typeof MESSAGE_PRINTABLES)[number];

export interface MessagePrinter {
  /** What stands before the first message, or empty. */
  head: string;
  text(store: Store, row: number): string;
}

export function messagePrinter(what: MessagePrintable, as: TableFormat): MessagePrinter {
  return MESSAGE_PRINTERS[what][as]();
}

const MESSAGE_PRINTERS: Record<MessagePrintable, Record<TableFormat, () => MessagePrinter>> = {
  messages: {
    text() {
      const table = new GrowingTable(MESSAGE_COLUMNS, USUAL_WIDTHS);
      return { head: table.head(), text: (store, row) => table.line(messageRecord(store, row)) };
    },
    json: () => ({ head: '', text: (store, row) => `${jsonText(messageRecord(store, row))}\n` }),
    csv: () => ({
      head: csvLine(MESSAGE_FIELDS),
      text: (store, row) => csvLine(Object.values(messageRecord(store, row))),
    }),
  },
  raw: {
    text: () => ({ head: '', text: (store, row) => `${messageBlock(store, row)}\n` }),
    json: () => ({ head: '', text: (store, row) => `${jsonText(rawRecord(store, row))}\n` }),
    csv: () => ({
      head: csvLine(RAW_FIELDS),
      text: (store, row) => csvLine(Object.values(rawRecord(store, row)), RAW_FIELDS.indexOf('text')),
    }),
  },
};

/** With all of them at hand, the columns are as wide as they need to be. */
export function messagesText(store: Store, rows: Uint32Array): Generator<string> {
  const records = Array.from(rows, (row) => messageRecord(store, row));
  return textTable(MESSAGE_COLUMNS, records);
}

export function* byMessage(printer: MessagePrinter, store: Store, rows: Uint32Array): Generator<string> {
  if (printer.head !== '') yield printer.head;
  for (const row of rows) yield printer.text(store, row);
}

const RAW_FIELDS = ['number', 'dialog', 'callId', 'time', 'source', 'destination', 'transport', 'text'];

/** Cells that a name may take: long ones would push the columns behind them off the page. */
export const NAME_CELLS = 40;

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

/** Of MESSAGE_COLUMNS while they come: numbers to 99,999, IPv4 addresses with their ports, most messages. */
const USUAL_WIDTHS = [5, 6, 27, 21, 21, 9, 22, 8];

function rawRecord(store: Store, row: number): object {
  const { number, dialog, callId, time, source, destination, transport } = messageRecord(store, row);
  const { bytes, start, end } = store.bytesOf(row);
  return { number, dialog, callId, time, source, destination, transport, text: bytesText(bytes, start, end) };
}
