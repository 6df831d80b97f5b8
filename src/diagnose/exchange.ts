/** A transaction over one hop as rules look at it: what was asked, how often, and what came back. RFC 3261 section 17. */

import { REPETITION_APART_US } from '../budgets';
import * as M from '../store/messages';
import type { Store } from '../store/store';
import * as T from '../store/transactions';

export interface Exchange {
  method: string;
  cseq: number;
  /** Its To had no tag. */
  initial: boolean;
  /** Index into TRANSPORTS of decode/carried.ts. */
  transport: number;
  /** Rows of the request and its repetitions, in order; empty where the capture holds responses alone. */
  sent: readonly number[];
  /** Rows of the responses in order, repetitions too. */
  responses: readonly number[];
  /** Row of the first provisional response other than 100, of the first final one; -1 for none. */
  progress: number;
  final: number;
  /** Row of the ACK to a failure, which is part of the transaction; -1 for none. That to a 2xx is an exchange of its own. */
  ack: number;
}

/** In the order of their first messages. */
export function exchangesOf(store: Store, dialog: number): Exchange[] {
  const m = store.messages.columns;
  const made = new Map<number, Making>();
  store.eachMessage(dialog, (row) => {
    const transaction = m.transaction[row] - 1;
    let one = made.get(transaction);
    if (one === undefined) {
      one = begin(store, transaction, row);
      made.set(transaction, one);
    }
    if ((m.flags[row] & M.REQUEST) === 0) takeResponse(one, row, m.status[row]);
    else if (m.method[row] === store.known.ack && one.method !== 'ACK') one.ack = one.ack < 0 ? row : one.ack;
    else one.sent.push(row);
  });
  return [...made.values()];
}

type Making = Exchange & { sent: number[]; responses: number[] };

function begin(store: Store, transaction: number, row: number): Making {
  const t = store.transactions.columns;
  return {
    method: store.words.text(t.method[transaction]),
    cseq: store.messages.columns.cseq[row],
    initial: (t.flags[transaction] & T.INITIAL) !== 0,
    transport: store.messages.columns.transport[row],
    sent: [],
    responses: [],
    progress: -1,
    final: -1,
    ack: -1,
  };
}

function takeResponse(one: Making, row: number, status: number): void {
  one.responses.push(row);
  if (status > 100 && status < 200 && one.progress < 0) one.progress = row;
  if (status >= 200 && one.final < 0) one.final = row;
}

/**
 * Rows of the request and its repetitions as one end sent them to another: a message that is captured on both sides of
 * a NAT has two pairs of ends, and one that a switch mirrors twice comes again at once. The pair with the most.
 */
export function sendingsOf(store: Store, { sent }: Exchange): readonly number[] {
  if (sent.length < 2) return sent;
  const { source, destination } = store.messages.columns;
  const pairs = new Map<string, number[]>();
  for (const row of sent) {
    const pair = `${source[row]} ${destination[row]}`;
    const rows = pairs.get(pair);
    if (rows === undefined) pairs.set(pair, [row]);
    else if (store.timeUs(row) - store.timeUs(rows[rows.length - 1]) >= REPETITION_APART_US) rows.push(row);
  }
  return [...pairs.values()].reduce((most, rows) => (rows.length > most.length ? rows : most));
}

/** One of these rows was sent before by the same end to the same other, long enough ago not to be a mirrored packet. */
export function isRepetition(store: Store, rows: readonly number[], row: number): boolean {
  const { source, destination, status } = store.messages.columns;
  const before = rows.slice(0, rows.indexOf(row)).findLast((other) => {
    return source[other] === source[row] && destination[other] === destination[row] && status[other] === status[row];
  });
  return before !== undefined && store.timeUs(row) - store.timeUs(before) >= REPETITION_APART_US;
}
