/** The table of messages: what the store remembers of each, and where its bytes are to be found again. */

import { Table } from './table';

const SPEC = {
  /** Running number from 1 over all messages; 0 for a copy. */
  number: Uint32Array,
  seconds: Uint32Array,
  nanos: Uint32Array,
  /** Row of the dialog + 1; 0 for a message without Call-ID. */
  dialog: Int32Array,
  /** Row + 1 of the next message of the dialog, of the one before it in its transaction; 0 for none. */
  next: Int32Array,
  previousInTransaction: Int32Array,
  transaction: Int32Array,
  /** Endpoint ids. */
  source: Uint32Array,
  destination: Uint32Array,
  /** Interned; of a response the CSeq's. */
  method: Uint16Array,
  /** 0 for a request. */
  status: Uint16Array,
  /** Interned. */
  reason: Uint16Array,
  cseq: Uint32Array,
  flags: Uint8Array,
  /** Bits of decode/sip/look.ts: what diagnosis sees in it; 0 where nobody looks. */
  traits: Uint8Array,
  transport: Uint8Array,
  input: Uint16Array,
  linkType: Uint16Array,
  /** The packet that completed it: where it is, its captured and its wire length. */
  position: Float64Array,
  packetLength: Uint32Array,
  wireLength: Uint32Array,
  /** The message within that packet, where the packet holds it whole. */
  payloadOffset: Uint32Array,
  payloadLength: Uint32Array,
};

export const REQUEST = 1;
export const RETRANSMISSION = 2;
/** Seen before within a millisecond: kept for saving, not counted, not shown. */
export const COPY = 4;
export const HAS_SDP = 8;
/** Bytes and packets are in the side table of assembled messages. */
export const ASSEMBLED = 16;
/** The lower layers told of problems. */
export const HAS_PROBLEMS = 32;
export const HAS_TO_TAG = 64;

export type MessageTable = Table<typeof SPEC>;

export function newMessageTable(expected: number): MessageTable {
  return new Table(SPEC, expected);
}
