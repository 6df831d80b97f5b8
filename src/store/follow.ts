/**
 * What each message means for the state and the timings of its dialog, by the rules of its transaction. state.ts puts
 * the outcome into words. RFC 3261 sections 9, 10, 12, 13, 15 and 17.
 */

import type { Scanned } from '../decode/sip/scan';
import * as D from './dialogs';
import * as M from './messages';
import type { Store } from './store';
import * as T from './transactions';

/** Brings transaction and dialog up to date with a message that is not a copy; `scanned` is what was read of it. */
export function followTransaction(
  store: Store,
  dialog: number,
  transaction: number,
  message: number,
  scanned: Scanned,
): void {
  if (scanned.request) followRequest(store, dialog, transaction, message, scanned);
  else followResponse(store, dialog, transaction, message);
}

function followRequest(store: Store, dialog: number, transaction: number, message: number, scanned: Scanned): void {
  const d = store.dialogs.columns;
  const t = store.transactions.columns;
  const method = store.messages.columns.method[message];
  t.flags[transaction] |= T.SAW_REQUEST | (scanned.removesBindings ? T.REMOVES_BINDINGS : 0);
  if (method === store.known.bye) {
    if (d.byeUs[dialog] === 0) d.byeUs[dialog] = store.timeUs(message);
  } else if (method === store.known.cancel) {
    // A CANCEL that crosses the answer has no effect (section 9.1).
    if (d.answerUs[dialog] === 0) d.flags[dialog] |= D.CANCELLED;
  } else if (method === d.method[dialog] && opensAttempt(store, transaction, message)) {
    d.flags[dialog] |= D.AWAITS_FINAL;
    // The challenge that this request answers did not end the setup.
    if (isChallenge(d.status[dialog])) d.finalUs[dialog] = 0;
  }
}

/** A new request of the dialog's kind, which makes the last final response a thing of the past. */
function opensAttempt(store: Store, transaction: number, message: number): boolean {
  if (store.messages.columns.flags[message] & M.RETRANSMISSION) return false;
  const t = store.transactions.columns;
  return t.final[transaction] === 0 && (t.flags[transaction] & T.INITIAL) !== 0;
}

function followResponse(store: Store, dialog: number, transaction: number, message: number): void {
  const d = store.dialogs.columns;
  const t = store.transactions.columns;
  const status = store.messages.columns.status[message];
  d.flags[dialog] |= D.ANY_RESPONSE;
  if (status < 200) t.flags[transaction] |= T.SAW_PROVISIONAL;
  else t.final[transaction] = status;
  if (t.method[transaction] !== d.method[dialog] || !countsForDialog(t.flags[transaction], d.flags[dialog])) return;
  const timeUs = store.timeUs(message);
  if (status < 200) {
    const rings = status >= 180 && status <= 189 && (d.flags[dialog] & D.INVITE_DIALOG) !== 0;
    if (rings && d.ringUs[dialog] === 0 && d.answerUs[dialog] === 0) d.ringUs[dialog] = timeUs;
    return;
  }
  followFinal(store, dialog, transaction, message, timeUs);
}

/** In a call only what opened it counts: the outcome of a re-INVITE does not make it rejected. */
function countsForDialog(transactionFlags: number, dialogFlags: number): boolean {
  if ((dialogFlags & D.INVITE_DIALOG) === 0) return true;
  return (transactionFlags & T.INITIAL) !== 0 || (transactionFlags & T.SAW_REQUEST) === 0;
}

function followFinal(store: Store, dialog: number, transaction: number, message: number, timeUs: number): void {
  const d = store.dialogs.columns;
  const m = store.messages.columns;
  const status = m.status[message];
  const success = status < 300;
  // One branch of a fork answered: the failures of the others do not matter any more.
  if (d.answerUs[dialog] > 0 && !success) return;
  d.status[dialog] = status;
  d.reason[dialog] = m.reason[message];
  d.flags[dialog] &= ~D.AWAITS_FINAL;
  if (d.finalUs[dialog] === 0) d.finalUs[dialog] = timeUs;
  if (!success) return;
  if (d.flags[dialog] & D.INVITE_DIALOG) {
    if (d.answerUs[dialog] === 0) d.answerUs[dialog] = timeUs;
  } else if (d.flags[dialog] & D.REGISTER_DIALOG) {
    const removes = store.transactions.columns.flags[transaction] & T.REMOVES_BINDINGS;
    d.flags[dialog] = removes ? d.flags[dialog] | D.UNREGISTERED : d.flags[dialog] & ~D.UNREGISTERED;
  }
}

function isChallenge(status: number): boolean {
  return status === 401 || status === 407;
}
