/** The table of transactions (RFC 3261 section 17): found by the identity of the top Via and the method. */

import { Table } from './table';

const SPEC = {
  hash: Int32Array,
  dialog: Int32Array,
  /** Row + 1 of the dialog's next transaction, and of its latest message. */
  next: Int32Array,
  lastMessage: Int32Array,
  /** Interned method of the request that opened it; an ACK to a failure belongs to its INVITE. */
  method: Uint16Array,
  /** Latest final status, 0 while there is none. */
  final: Uint16Array,
  flags: Uint8Array,
};

/** The request opened a dialog rather than being sent within one: its To has no tag. */
export const INITIAL = 1;
export const SAW_REQUEST = 2;
export const SAW_PROVISIONAL = 4;
/** A REGISTER that removes bindings. */
export const REMOVES_BINDINGS = 8;

export type TransactionTable = Table<typeof SPEC>;

export function newTransactionTable(expected: number): TransactionTable {
  return new Table(SPEC, expected);
}
