/**
 * Which session description answers which, and so what was agreed on and when: offers in INVITE, UPDATE and PRACK, late
 * offers in responses, early answers, branches of a fork by their To tags. Hop by hop, as a proxy may change what it sends
 * on. RFC 3264, RFC 6337 section 2.
 */

import { AGREEMENTS_KNOWN } from '../budgets';
import type { Sdp } from '../decode/sdp';
import { isRtp, type SdpMedia } from '../decode/sdp-media';
import { fromOf, toOf } from '../decode/sip/message';
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
  /** Of the dialog's exchanges, which one: one hop of a request. */
  exchange: number;
  /** Which request, over whatever hops: empty for those that opened the dialog. */
  round: string;
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

/** Requests that may carry a description, or their responses. */
const DESCRIBES = new Set(['INVITE', 'ACK', 'PRACK', 'UPDATE']);

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
  const untoldUs = untoldUntilUs(evidence);
  const agreements = evidence.exchanges
    .flatMap((one, at) => agreedIn(evidence, one, at))
    .filter(({ atUs }) => atUs > untoldUs)
    .sort((a, b) => a.atUs - b.atUs || a.answer.message - b.answer.message);
  if (known.size >= AGREEMENTS_KNOWN) known.clear();
  known.set(id, { messages, agreements });
  return agreements;
}

/**
 * The one that took the place of this: a later answer over the same hop, or what a later request brought about over any. A
 * request within the dialog may go past hops that the first one took, and what holds there is not known then.
 */
export function successorOf(agreements: readonly Agreement[], at: number): Agreement | undefined {
  const { exchange, round } = agreements[at];
  return agreements.slice(at + 1).find((one) => one.exchange === exchange || one.round !== round);
}

/** Lines of RTP that neither side refused. */
export function mediaPairs({ offer, answer }: Agreement): MediaPair[] {
  return offer.sdp.media.flatMap((line, at) => {
    const other = answer.sdp.media[at];
    if (other === undefined || line.port === 0 || other.port === 0) return [];
    return isRtp(line) && isRtp(other) ? [{ offer: line, answer: other }] : [];
  });
}

/** The first agreement with such a pair, and the pair. */
export function firstWith(
  evidence: Evidence,
  isWanted: (pair: MediaPair) => boolean,
): { agreement: Agreement; pair: MediaPair } | null {
  for (const agreement of agreementsOf(evidence)) {
    const pair = mediaPairs(agreement).find(isWanted);
    if (pair !== undefined) return { agreement, pair };
  }
  return null;
}

/** Until then something was said that the capture does not hold, or in part: what was agreed on before may no longer hold. */
function untoldUntilUs(evidence: Evidence): number {
  let latest = 0;
  for (const row of evidence.messages)
    if (!evidence.isWhole(row) && DESCRIBES.has(evidence.methodOf(row))) latest = Number.POSITIVE_INFINITY;
  for (const { method, sent, responses } of evidence.exchanges) {
    if (sent.length > 0 || !DESCRIBES.has(method)) continue;
    const answer = responses.findLast((row) => evidence.hasSdp(row));
    if (answer !== undefined) latest = Math.max(latest, evidence.timeUs(answer));
  }
  return latest;
}

// ------------------------------------------------------------------------------------------- one exchange

function agreedIn(evidence: Evidence, exchange: Exchange, at: number): Agreement[] {
  const { method, sent, responses } = exchange;
  if (method !== 'INVITE' && method !== 'UPDATE' && method !== 'PRACK') return [];
  const request = sent[0] ?? -1;
  if (request < 0) return [];
  const described = responses.filter((row) => evidence.hasSdp(row) && evidence.statusOf(row) < 300);
  // A PRACK whose response has none holds an answer to an offer that came late.
  if (described.length === 0) return [];
  const said = byTag(evidence, described);
  const pairs = evidence.hasSdp(request)
    ? said.map((response): Pair => [request, response, response])
    : said.map((response): Pair => [response, lateAnswer(evidence, exchange, response), response]);
  const round = exchange.initial ? '' : `${method} ${exchange.cseq} ${fromOf(evidence.sip(request))?.tag}`;
  return pairs.flatMap(([offer, answer, response]) => {
    const [offered, answered] = [offer, answer].map((row) => (row < 0 ? null : evidence.sdp(row)));
    if (offered === null || answered === null) return [];
    return {
      offer: { message: offer, sdp: offered },
      answer: { message: answer, sdp: answered },
      atUs: evidence.timeUs(answer),
      early: evidence.statusOf(response) < 200,
      exchange: at,
      round,
    };
  });
}

/** Rows of offer, answer, and the response that is one of them. */
type Pair = [offer: number, answer: number, response: number];

/** To an offer in a response: in the ACK or the PRACK, over the same hop where there is such, as the ACK may take another way. -1 without. */
function lateAnswer(evidence: Evidence, { method, cseq, sent }: Exchange, offer: number): number {
  if (method !== 'INVITE') return -1;
  const wanted = evidence.statusOf(offer) < 200 ? 'PRACK' : 'ACK';
  const candidates = evidence.messages.filter(
    (row) =>
      evidence.isRequest(row) &&
      evidence.hasSdp(row) &&
      evidence.methodOf(row) === wanted &&
      (wanted === 'PRACK' || evidence.cseqOf(row) === cseq) &&
      evidence.timeUs(row) >= evidence.timeUs(offer),
  );
  const [from, to] = [evidence.sourceOf(sent[0]), evidence.destinationOf(sent[0])];
  const sameHop = (row: number) => evidence.sourceOf(row) === from && evidence.destinationOf(row) === to;
  return candidates.find(sameHop) ?? candidates[0] ?? -1;
}

/**
 * The first description of each branch of a fork, those that say something else than the one before, and those that come
 * back to a branch.
 */
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
