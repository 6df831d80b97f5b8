/**
 * How the request that opened a dialog ended for who sent it, and on which hop that was decided: a proxy sends on what it
 * is told, so the first to say it is the cause. RFC 3261 sections 16.7 and 17.
 */

import { UDP } from '../decode/carried';
import type { Evidence } from './evidence';
import type { Exchange } from './exchange';
import type { Severity } from './finding';
import { isSuccess } from './statuses';
import { ANSWERED, INVITE } from './traits';

/**
 * The exchange on whose hop a final response of such a status was given first, where that is how the last try ended for
 * who opened the dialog. Null where it went well, where nobody knows yet, and where one branch of several was refused.
 */
export function refusalOf(evidence: Evidence, isOne: (status: number) => boolean): Exchange | null {
  if (!evidence.failures.some(isOne)) return null;
  const isCall = (evidence.traits & INVITE) !== 0;
  if (isCall && (evidence.traits & ANSWERED) !== 0) return null;
  const tries = triesOf(evidence);
  const last = (isCall ? tries : tries.filter(({ final }) => final >= 0)).at(-1);
  if (last === undefined || last.final < 0 || !isOne(evidence.statusOf(last.final))) return null;
  let cause = last;
  for (const one of evidence.attempts) {
    if (one.final < 0 || one.sent.length === 0 || !isOne(evidence.statusOf(one.final))) continue;
    const before = evidence.timeUs(one.final) < evidence.timeUs(cause.final);
    if (before && evidence.timeUs(one.sent[0]) >= evidence.timeUs(last.sent[0])) cause = one;
  }
  return cause;
}

/** The tries of who opened the dialog, in order, without what proxies made of them. */
export function triesOf(evidence: Evidence): Exchange[] {
  const attempts = evidence.attempts.filter(({ sent }) => sent.length > 0);
  return attempts.filter(({ sent }) => isSameSender(evidence, sent[0], attempts[0].sent[0]));
}

/** That whose final response came first: through proxies, where it was said. */
export function firstConcluded(evidence: Evidence, exchanges: readonly Exchange[]): Exchange | undefined {
  return [...exchanges].sort((a, b) => evidence.timeUs(a.final) - evidence.timeUs(b.final))[0];
}

/** The ACK to a failure is part of the exchange, that to a 2xx is one of its own. */
export function hasAck(evidence: Evidence, { ack, cseq }: Exchange): boolean {
  return ack >= 0 || evidence.exchangesOf('ACK').some((one) => one.cseq === cseq);
}

/** So often a request stands in a capture, whose sender is sure to wait for an answer in vain. */
export const SENT_IN_VAIN = 3;

/** A connection may be opened again from another port. */
export function isSameSender(evidence: Evidence, a: number, b: number): boolean {
  const { source, transport } = evidence.store.messages.columns;
  if (source[a] === source[b]) return true;
  return transport[a] !== UDP && transport[b] !== UDP && evidence.sourceOf(a) === evidence.sourceOf(b);
}

/** It rang, or something else than "trying" was heard of the call, on whatever hop. */
export function madeProgress(evidence: Evidence): boolean {
  return evidence.attempts.some(({ progress }) => progress >= 0);
}

/** Without it there is no call or no registration; all else works badly. */
export function gravityOf(evidence: Evidence, { initial, method }: Exchange): Severity {
  if (!initial) return 'warning';
  if (method === 'INVITE') return wasAnswered(evidence) ? 'warning' : 'error';
  return method === 'REGISTER' ? 'error' : 'warning';
}

/** A 2xx came, on whatever hop; a call that was under way when the capture began may look answered and be none. */
export function wasAnswered(evidence: Evidence): boolean {
  return evidence
    .exchangesOf('INVITE')
    .some(({ initial, final }) => initial && final >= 0 && isSuccess(evidence.statusOf(final)));
}

/** What the server that gave the final response had sent on, where nobody answered it. */
export function sentOnInVain(evidence: Evidence, { sent, final }: Exchange): Exchange | undefined {
  return evidence.attempts.find(
    (one) =>
      one.sent.length > 0 &&
      one.responses.length === 0 &&
      evidence.sourceOf(one.sent[0]) === evidence.sourceOf(final) &&
      evidence.timeUs(one.sent[0]) >= evidence.timeUs(sent[0]) &&
      evidence.timeUs(one.sent[0]) <= evidence.timeUs(final),
  );
}
