/**
 * What a dialog says of why it ended or failed, in words: Reason, Warning and the headers of vendors in its BYE, CANCEL
 * and failures. Messages are read again for it.
 */

import { type EndReason, endReasons, shortReason } from '../decode/sip/end-reasons';
import { parseSip } from '../decode/sip/parse';
import { visible } from '../decode/visible';
import type { Store } from '../store/store';
import type { MessageTest } from './meaning';
import type { TextTest } from './regex';

/** Safe to show; empty where nothing was said. */
export function hangupText(store: Store, dialog: number): string {
  return visible(hangupOf(store, dialog).map(shortReason).join('; '));
}

/** The same as values to look for: what each code is called, or the text without a code. Safe to show. */
export function hangupValues(store: Store, dialog: number): string[] {
  return hangupOf(store, dialog).map(({ name, text }) => visible(name ?? text));
}

/** True for a message that says so, in words or as it was sent. */
export function saysOfEnd(test: TextTest): MessageTest {
  return (store, message) => {
    if (rankOf(store, message) === 0) return false;
    return reasonsOf(store, message).some((reason) => {
      const { name, words, text } = reason;
      return [shortReason(reason), text, name, words].some((one) => one !== null && one !== '' && test(visible(one)));
    });
  };
}

/** Of the message that knows it best; of equals the last: each hop may add to what the one before it said. */
function hangupOf(store: Store, dialog: number): EndReason[] {
  const finalStatus = store.dialogs.columns.status[dialog];
  let best: EndReason[] = [];
  let bestRank = 0;
  store.eachMessage(dialog, (message) => {
    const rank = rankOf(store, message);
    if (rank === 0 || rank < bestRank) return;
    if (rank === FAILURE && !isOfEnd(store.messages.columns.status[message], finalStatus)) return;
    const reasons = reasonsOf(store, message);
    if (reasons.length === 0) return;
    best = reasons;
    bestRank = rank;
  });
  return best;
}

function reasonsOf(store: Store, message: number): EndReason[] {
  const { bytes, start, end } = store.bytesOf(message);
  return endReasons(parseSip(bytes, start, end));
}

/** A refused change of a call that went on ended nothing, nor did a challenge. A proxy may make another status of one. */
function isOfEnd(status: number, finalStatus: number): boolean {
  return finalStatus >= 300 && (status === finalStatus || (status !== 401 && status !== 407));
}

const FAILURE = 1;

/** Who knows best why it ended: the BYE, then a CANCEL, then a failure. 0: this is no end. */
function rankOf(store: Store, message: number): number {
  const { method, status } = store.messages.columns;
  if (status[message] > 0) return status[message] >= 300 ? FAILURE : 0;
  if (method[message] === store.known.bye) return 3;
  return method[message] === store.known.cancel ? 2 : 0;
}
