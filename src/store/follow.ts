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
  // What a retransmission says was heard before, and may no longer hold.
  if (store.messages.columns.flags[message] & M.RETRANSMISSION) return;
  if (store.dialogs.columns.firstMessage[dialog] === message + 1) noteBeginning(store, dialog, message, scanned);
  if (scanned.request) followRequest(store, dialog, transaction, message, scanned);
  else followResponse(store, dialog, transaction, message);
}

/** Methods of requests that stand within an answered call, and of those that stand in the setup of one. */
const WITHIN_CALL = new Set(['INVITE', 'ACK', 'BYE', 'INFO', 'UPDATE']);
const WITHIN_SETUP = new Set(['PRACK', 'CANCEL']);

/** What the first message tells of the time before the capture. */
function noteBeginning(store: Store, dialog: number, message: number, scanned: Scanned): void {
  const d = store.dialogs.columns;
  const m = store.messages.columns;
  const method = store.words.text(m.method[message]);
  if (WITHIN_SETUP.has(method)) d.flags[dialog] |= D.MIDWAY | D.INVITE_DIALOG;
  const midway = scanned.request ? scanned.hasToTag : m.method[message] !== store.known.invite;
  if (midway && WITHIN_CALL.has(method)) d.flags[dialog] |= D.MIDWAY | D.INVITE_DIALOG | D.ESTABLISHED;
}

function followRequest(store: Store, dialog: number, transaction: number, message: number, scanned: Scanned): void {
  const d = store.dialogs.columns;
  const t = store.transactions.columns;
  const method = store.messages.columns.method[message];
  const before = t.flags[transaction];
  t.flags[transaction] |=
    T.SAW_REQUEST | (scanned.hasToTag ? 0 : T.INITIAL) | (scanned.removesBindings ? T.REMOVES_BINDINGS : 0);
  if (method === store.known.bye) {
    d.flags[dialog] |= D.ENDED;
    if (d.byeUs[dialog] === 0) d.byeUs[dialog] = happenedUs(store, message);
  } else if (method === store.known.cancel) {
    // A CANCEL that crosses the answer has no effect (section 9.1); those of proxies are about their branches.
    if (d.answerUs[dialog] === 0 && isOpeners(store, dialog, message)) d.flags[dialog] |= D.CANCELLED;
  } else if (method === d.method[dialog] && (t.flags[transaction] & T.INITIAL) !== 0) {
    noteEarlierBeginning(store, dialog, message);
    const again = (before & T.SAW_REQUEST) !== 0 && isChallenge(t.final[transaction]);
    if ((again || t.final[transaction] === 0) && isOpeners(store, dialog, message)) {
      openAttempt(store, dialog, transaction);
    }
  }
  if (method === store.known.refer) store.legs.refer(message);
}

/** A request that opened the dialog stands behind its answers when the capture is out of order. */
function noteEarlierBeginning(store: Store, dialog: number, message: number): void {
  const d = store.dialogs.columns;
  const timeUs = store.timeUs(message);
  if (timeUs >= d.startUs[dialog]) return;
  d.startUs[dialog] = timeUs;
  d.flags[dialog] &= ~D.MIDWAY;
}

/** A new request of the dialog's kind makes the last final response a thing of the past. */
function openAttempt(store: Store, dialog: number, transaction: number): void {
  const d = store.dialogs.columns;
  d.attempt[dialog] = transaction + 1;
  d.flags[dialog] = (d.flags[dialog] | D.AWAITS_FINAL) & ~D.CANCELLED;
  store.transactions.columns.final[transaction] = 0;
  // The challenge that this request answers did not end the setup.
  if (isChallenge(d.status[dialog])) d.finalUs[dialog] = 0;
}

/** True for a request that comes from where the dialog was opened, false for what a proxy made of it. */
function isOpeners(store: Store, dialog: number, message: number): boolean {
  const m = store.messages.columns;
  const first = store.dialogs.columns.firstMessage[dialog] - 1;
  const opener = m.flags[first] & M.REQUEST ? m.source[first] : m.destination[first];
  return m.source[message] === opener;
}

function followResponse(store: Store, dialog: number, transaction: number, message: number): void {
  const d = store.dialogs.columns;
  const t = store.transactions.columns;
  const status = store.messages.columns.status[message];
  const method = t.method[transaction];
  const hadFinal = t.final[transaction] !== 0;
  d.flags[dialog] |= D.ANY_RESPONSE;
  if (status < 200) t.flags[transaction] |= T.SAW_PROVISIONAL;
  else t.final[transaction] = status;
  if (method === store.known.bye && status >= 200) d.flags[dialog] |= D.ENDED;
  if (status >= 300 && hadFinal) return;
  if (d.flags[dialog] & D.ESTABLISHED) {
    if (status >= 200 && method === d.method[dialog]) noteStatus(store, dialog, message);
  } else if (method === openingMethod(store, dialog) && countsForDialog(t.flags[transaction], d.flags[dialog])) {
    if (status < 200) followProvisional(store, dialog, message);
    else followFinal(store, dialog, transaction, message);
  }
}

function openingMethod(store: Store, dialog: number): number {
  const d = store.dialogs.columns;
  return d.flags[dialog] & D.INVITE_DIALOG ? store.known.invite : d.method[dialog];
}

/** In a call only what opened it counts: the outcome of a re-INVITE does not make it rejected. */
function countsForDialog(transactionFlags: number, dialogFlags: number): boolean {
  if ((dialogFlags & D.INVITE_DIALOG) === 0) return true;
  return (transactionFlags & T.INITIAL) !== 0 || (transactionFlags & T.SAW_REQUEST) === 0;
}

function followProvisional(store: Store, dialog: number, message: number): void {
  const d = store.dialogs.columns;
  const status = store.messages.columns.status[message];
  const rings = status >= 180 && status <= 189 && (d.flags[dialog] & D.INVITE_DIALOG) !== 0;
  if (rings && d.ringUs[dialog] === 0 && d.answerUs[dialog] === 0) d.ringUs[dialog] = happenedUs(store, message);
}

function followFinal(store: Store, dialog: number, transaction: number, message: number): void {
  const d = store.dialogs.columns;
  const success = store.messages.columns.status[message] < 300;
  // One branch of a fork answered: the failures of the others do not matter any more.
  if (d.answerUs[dialog] > 0 && !success) return;
  noteStatus(store, dialog, message);
  // The failure of a proxy's branch is not yet the caller's.
  if (!success && d.flags[dialog] & D.AWAITS_FINAL && d.attempt[dialog] !== transaction + 1) return;
  const timeUs = happenedUs(store, message);
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

function noteStatus(store: Store, dialog: number, message: number): void {
  const d = store.dialogs.columns;
  const m = store.messages.columns;
  d.status[dialog] = m.status[message];
  d.reason[dialog] = m.reason[message];
}

const NANOSECOND_US = 0.001;

/** When it happened, of which 0 means never: the very beginning of 1970 counts as a nanosecond later. */
function happenedUs(store: Store, message: number): number {
  return Math.max(NANOSECOND_US, store.timeUs(message));
}

function isChallenge(status: number): boolean {
  return status === 401 || status === 407;
}
