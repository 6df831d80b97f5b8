/** Who was asked for credentials and what came of it: 401 and 407, and the tries that answer them. RFC 3261 section 22. */

import { TRIES_LOOKED_AT } from '../budgets';
import { type AuthHeader, authParam, challengesOf, credentialsOf } from '../decode/sip/credentials';
import * as M from '../store/messages';
import type { Evidence } from './evidence';
import type { Exchange } from './exchange';
import { isSameSender } from './outcome';
import { isChallenge, isSuccess } from './statuses';

/** A try that answers a challenge, and its outcome. */
export interface Answer {
  /** That the challenge came for. */
  asked: Exchange;
  /** With credentials. */
  exchange: Exchange;
  /** Its final response asks for credentials again, and says nothing of its being stale, as far as it was captured whole. */
  refused: boolean;
  /** The credentials were right, but too old. */
  stale: boolean;
}

/**
 * The same server refused twice, with nothing good between. By columns alone, as most dialogs have a challenge that is
 * answered well.
 */
export function isRefusedAgain({ store, dialog }: Evidence): boolean {
  const { status, source, flags } = store.messages.columns;
  const by: number[] = [];
  let again = false;
  store.eachMessage(dialog, (row) => {
    if ((flags[row] & M.RETRANSMISSION) !== 0) return;
    if (isSuccess(status[row])) by.length = 0;
    else if (isChallenge(status[row]) || status[row] === 403) {
      if (by.includes(source[row])) again = true;
      else by.push(source[row]);
    }
  });
  return again;
}

/** The tries with credentials that follow a challenge, in order. Those that have no final response yet are left out. */
export function answersOf(evidence: Evidence): Answer[] {
  const answers: Answer[] = [];
  const latest: Exchange[] = [];
  for (const exchange of evidence.exchanges.slice(-TRIES_LOOKED_AT)) {
    if (exchange.final < 0 || exchange.sent.length === 0 || exchange.method === 'ACK') continue;
    const at = latest.findIndex((one) => isNextOf(evidence, one, exchange));
    if (at >= 0 && isChallenge(evidence.statusOf(latest[at].final)) && isAnswer(evidence, exchange)) {
      const again = isChallenge(evidence.statusOf(exchange.final));
      const stale = again && saysStale(evidence, exchange.final);
      const refused =
        again && !stale && evidence.isWhole(exchange.final) && sameRealm(evidence, latest[at].final, exchange.final);
      answers.push({ asked: latest[at], exchange, refused, stale });
    }
    if (at >= 0) latest[at] = exchange;
    else latest.push(exchange);
  }
  return answers;
}

/** What is let in has some. */
function isAnswer(evidence: Evidence, { sent, final }: Exchange): boolean {
  return isSuccess(evidence.statusOf(final)) || hasCredentials(evidence, sent[0]);
}

/** Those of a phone that only names its user, with an empty nonce, answer nothing. */
export function hasCredentials(evidence: Evidence, request: number): boolean {
  return answersIn(evidence, request).length > 0;
}

/** The request has credentials for what the challenge asks for. */
export function answers(evidence: Evidence, request: number, challenge: number): boolean {
  const given = answersIn(evidence, request);
  const asked = realmsOf(challengesOf(evidence.sip(challenge)));
  const realms = realmsOf(given);
  return (
    given.length > 0 &&
    (realms.length < given.length || asked.length === 0 || realms.some((one) => asked.includes(one)))
  );
}

function answersIn(evidence: Evidence, request: number): AuthHeader[] {
  return credentialsOf(evidence.sip(request)).filter((one) => authParam(one, 'nonce')?.value !== '');
}

/** Whose the credentials of the request are. */
export function usernameOf(evidence: Evidence, request: number): string {
  const [credentials] = credentialsOf(evidence.sip(request));
  return authParam(credentials, 'username')?.value ?? '';
}

export function realmOf(evidence: Evidence, challenge: number): string {
  return realmsOf(challengesOf(evidence.sip(challenge)))[0] ?? '';
}

function isNextOf(evidence: Evidence, before: Exchange, after: Exchange): boolean {
  return before.method === after.method && isSameSender(evidence, before.sent[0], after.sent[0]);
}

/** By its parameter, or in words, as some servers do: "nonce has changed". */
function saysStale(evidence: Evidence, challenge: number): boolean {
  const message = evidence.sip(challenge);
  if (/\b(?:nonce|stale)\b/i.test(message.reason)) return true;
  return challengesOf(message).some((one) => authParam(one, 'stale')?.value.toLowerCase() === 'true');
}

/** Proxies on the way may each ask for their own. */
function sameRealm(evidence: Evidence, first: number, second: number): boolean {
  const before = realmsOf(challengesOf(evidence.sip(first)));
  const after = realmsOf(challengesOf(evidence.sip(second)));
  return after.some((realm) => before.includes(realm)) || (before.length === 0 && after.length === 0);
}

/** Others than Digest go through several rounds. */
function realmsOf(headers: readonly AuthHeader[]): string[] {
  return headers.filter(({ scheme }) => scheme === 'digest').map((one) => authParam(one, 'realm')?.value ?? '');
}

/** What its sender does next shows that it got an answer, which the capture does not hold: it has one direction alone. */
export function wasHeard(evidence: Evidence, one: Exchange): boolean {
  const { source, destination } = evidence.store.messages.columns;
  const [sent] = one.sent;
  return evidence.exchanges.some((later) => {
    const [next] = later.sent;
    if (next === undefined || source[next] !== source[sent] || destination[next] !== destination[sent]) return false;
    if (evidence.timeUs(next) < evidence.timeUs(sent)) return false;
    if (one.initial && !later.initial && later.method !== 'CANCEL') return true;
    return (
      later.cseq > one.cseq &&
      later.method === one.method &&
      hasCredentials(evidence, next) &&
      !hasCredentials(evidence, sent)
    );
  });
}
