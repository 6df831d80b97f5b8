/** The table of dialogs: one row a Call-ID, as the list shows it, with what its transactions said so far. */

import { Table } from './table';

const SPEC = {
  /** Running number from 1, by first message. */
  index: Uint32Array,
  /** Counts how often the row was given out, so that an id of a dialog that went does not name its successor. */
  generation: Uint32Array,
  /** Rows + 1 of the neighbours in order of index; 0 at the ends. */
  newer: Int32Array,
  older: Int32Array,
  firstMessage: Int32Array,
  lastMessage: Int32Array,
  firstTransaction: Int32Array,
  /** Row + 1 of the newest of its media streams, and how many there are. */
  firstStream: Int32Array,
  streams: Uint32Array,
  /** Row + 1 of the newest of its media lines, how many there are, and the number of the message that gave the last. */
  firstMediaLine: Int32Array,
  mediaLines: Uint16Array,
  mediaNumber: Uint32Array,
  /** Row + 1 of the newest of its links to names that relate it to others. */
  firstLegLink: Int32Array,
  /** Row + 1 of the transaction by which who opened the dialog tried last; 0 where the capture does not hold it. */
  attempt: Int32Array,
  /** Counted without copies. */
  messages: Uint32Array,
  retransmissions: Uint32Array,
  /** Interned method of the first message. */
  method: Uint16Array,
  /** Bit n: a message of the method with the interned id n was seen; bit 31 for all from 31 on. */
  methods: Uint32Array,
  /** What diagnosis noted as messages came: bits of diagnose/traits.ts, requests without any response, shapes of offer and answer. */
  signs: Uint32Array,
  silent: Uint16Array,
  offer: Int32Array,
  answer: Int32Array,
  /** When the session was agreed or refreshed last, microseconds since 1970, and for how many seconds; 0 for no limit. */
  refreshUs: Float64Array,
  sessionS: Uint16Array,
  /** What diagnosis found: a bit for each rule in the order of its list, and the rank of the gravest, 0 for none. */
  findings0: Int32Array,
  findings1: Int32Array,
  gravity: Uint8Array,
  /** Final response to the first method that counts now: its status and interned reason. */
  status: Uint16Array,
  reason: Uint16Array,
  flags: Uint16Array,
  /** Microseconds since 1970, 0 while it has not happened: first request, first 18x, the final that ends the setup, first 2xx, BYE. */
  startUs: Float64Array,
  ringUs: Float64Array,
  finalUs: Float64Array,
  answerUs: Float64Array,
  byeUs: Float64Array,
  lastUs: Float64Array,
  /** Position of its names in their arena, the lengths of Call-ID (0: no dialog is in the row), From and To. */
  namesAt: Float64Array,
  callIdLength: Uint32Array,
  fromLength: Uint32Array,
  toLength: Uint32Array,
  callIdHash: Int32Array,
};

/** The capture does not hold its beginning: the first message is a response or a request within a dialog. */
export const MIDWAY = 1;
export const ANY_RESPONSE = 2;
export const CANCELLED = 4;
/** The latest attempt waits for its final response. */
export const AWAITS_FINAL = 8;
/** The latest successful REGISTER removed its bindings. */
export const UNREGISTERED = 16;
/** Begins with an INVITE, or in the middle of a call. */
export const INVITE_DIALOG = 32;
export const REGISTER_DIALOG = 64;
/** A call that was answered before the capture began. */
export const ESTABLISHED = 128;
/** A BYE was sent, or answered. */
export const ENDED = 256;

export type DialogTable = Table<typeof SPEC>;

export function newDialogTable(expected: number): DialogTable {
  return new Table(SPEC, expected);
}
