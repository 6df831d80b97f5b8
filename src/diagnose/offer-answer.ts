/**
 * Which session description answers which, and so what was agreed on and when: offers in INVITE, UPDATE and PRACK, late
 * offers in responses, early answers, branches of a fork by their To tags. Hop by hop, as a proxy may change what it sends
 * on. RFC 3264, RFC 6337 section 2.
 */

import { AGREEMENTS_KNOWN } from '../budgets';
import { UDP } from '../decode/carried';
import type { Sdp } from '../decode/sdp';
import { isRtp, type SdpMedia } from '../decode/sdp-media';
import { toOf } from '../decode/sip/message';
import type { Store } from '../store/store';
import type { Evidence } from './evidence';
import type { Exchange } from './exchange';

/** A description with the message that carries it. */
export interface Described {
  message: number;
  sdp: Sdp;
}

export interface Agreement {
  offer: Described;
  answer: Described;
  /** When both were known, microseconds since 1970. */
  atUs: number;
  /** The answer came in a provisional response. */
  early: boolean;
  /** The two ends of the signalling between which it was made, in whichever order. */
  hop: string;
}

/** A media line of the offer and the line of the answer for it. */
export interface MediaPair {
  offer: SdpMedia;
  answer: SdpMedia;
}

interface Known {
  /** How many the dialog had: another one may carry a description. */
  messages: number;
  agreements: readonly Agreement[];
}

/** By the dialog's id: a call with media is looked at every second, and mostly nothing was said since. */
const KNOWN = new WeakMap<Store, Map<number, Known>>();

/** In order of time. Reads messages: not for calls that look well. */
export function agreementsOf(evidence: Evidence): readonly Agreement[] {
  const { store, dialog } = evidence;
  const known = KNOWN.get(store) ?? new Map<number, Known>();
  KNOWN.set(store, known);
  const id = store.dialogId(dialog);
  const messages = store.dialogs.columns.messages[dialog];
  const before = known.get(id);
  if (before?.messages === messages) return before.agreements;
  const agreements = evidence.exchanges
    .flatMap((one) => agreedIn(evidence, one))
    .sort((a, b) => a.atUs - b.atUs || a.answer.message - b.answer.message);
  if (known.size >= AGREEMENTS_KNOWN) known.clear();
  known.set(id, { messages, agreements });
  return agreements;
}

/** Lines of RTP that neither side refused. */
export function mediaPairs({ offer, answer }: Agreement): MediaPair[] {
  return offer.sdp.media.flatMap((line, at) => {
    const other = answer.sdp.media[at];
    if (other === undefined || line.port === 0 || other.port === 0) return [];
    return isRtp(line) && isRtp(other) ? [{ offer: line, answer: other }] : [];
  });
}

// ------------------------------------------------------------------------------------------- one exchange

function agreedIn(evidence: Evidence, exchange: Exchange): Agreement[] {
  const { method, sent, responses } = exchange;
  if (method !== 'INVITE' && method !== 'UPDATE' && method !== 'PRACK') return [];
  const request = sent[0] ?? -1;
  if (request < 0) return [];
  const described = responses.filter((row) => evidence.hasSdp(row) && evidence.statusOf(row) < 300);
  if (evidence.hasSdp(request)) {
    // An answer to an offer that came late, not an offer.
    if (method === 'PRACK' && described.length === 0) return [];
    return byTag(evidence, described).flatMap((row) => agreement(evidence, request, row, row));
  }
  return method === 'INVITE' ? lateIn(evidence, exchange, byTag(evidence, described)) : [];
}

/** The INVITE had none: the offer is in a response, its answer in the ACK or the PRACK. */
function lateIn(evidence: Evidence, { cseq, sent }: Exchange, offers: readonly number[]): Agreement[] {
  const ends = hopOf(evidence, sent[0]);
  return offers.flatMap((offer) => {
    const answer = evidence.messages.find((row) => {
      if (!evidence.isRequest(row) || !evidence.hasSdp(row) || evidence.timeUs(row) < evidence.timeUs(offer))
        return false;
      const method = evidence.methodOf(row);
      const acknowledges = method === 'ACK' && evidence.cseqOf(row) === cseq && evidence.statusOf(offer) >= 200;
      const confirms = method === 'PRACK' && evidence.statusOf(offer) < 200;
      return (acknowledges || confirms) && hopOf(evidence, row) === ends;
    });
    return answer === undefined ? [] : agreement(evidence, offer, answer, offer);
  });
}

/** The first description of each branch of a fork, those that say something else than the one before, and those that come back to a branch. */
function byTag(evidence: Evidence, responses: readonly number[]): number[] {
  const said = new Map<string, string>();
  let latest = '';
  return responses.filter((row) => {
    const tag = toOf(evidence.sip(row))?.tag ?? '';
    const text = JSON.stringify(evidence.sdp(row));
    if (said.get(tag) === text && latest === tag) return false;
    said.set(tag, text);
    latest = tag;
    return true;
  });
}

function agreement(evidence: Evidence, offer: number, answer: number, response: number): Agreement[] {
  const [offered, answered] = [evidence.sdp(offer), evidence.sdp(answer)];
  if (offered === null || answered === null) return [];
  return [
    {
      offer: { message: offer, sdp: offered },
      answer: { message: answer, sdp: answered },
      atUs: evidence.timeUs(answer),
      early: evidence.statusOf(response) < 200,
      hop: hopOf(evidence, offer),
    },
  ];
}

/** Connections have a port for each direction, or one for each time. */
function hopOf(evidence: Evidence, message: number): string {
  const ends =
    evidence.store.messages.columns.transport[message] === UDP
      ? [evidence.sourceEnd(message), evidence.destinationEnd(message)]
      : [evidence.sourceOf(message), evidence.destinationOf(message)];
  return ends.sort().join(' ');
}
