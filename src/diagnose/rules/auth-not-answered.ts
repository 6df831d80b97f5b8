/** A client that is asked for credentials and sends none. RFC 3261 section 22.2. */

import { CREDENTIALS_WAIT_US } from '../../budgets';
import { answers, realmOf } from '../challenges';
import type { Evidence } from '../evidence';
import type { Exchange } from '../exchange';
import { gravityOf, refusalOf } from '../outcome';
import type { Rule } from '../rule';
import { isChallenge } from '../statuses';
import { CHALLENGED_LAST } from '../traits';

export const AUTH_NOT_ANSWERED: Rule = {
  code: 'auth-not-answered',
  severity: 'error',
  title: 'The client does not send credentials',
  explanation:
    '{server} asked {client} for credentials for "{realm}" with {status} at {at}, and {client} did not try again: it likely has none for this realm.',
  advice: 'Enter user and password at the client, for the realm "{realm}".',
  needs: CHALLENGED_LAST,
  silences: ['registration-rejected'],
  judge(evidence) {
    const asked = unansweredOf(evidence);
    if (asked === undefined) return null;
    const [request] = asked.sent;
    return {
      severity: gravityOf(evidence, asked),
      values: {
        server: evidence.sourceEnd(asked.final),
        client: evidence.sourceEnd(request),
        realm: realmOf(evidence, asked.final),
        status: evidence.statusOf(asked.final),
        at: { timeUs: evidence.timeUs(asked.final) },
      },
      messages: [request, asked.final],
      said: [asked.final],
      gap: { from: asked.final, to: null },
    };
  },
};

/** To a ping a challenge is as good an answer as any. */
function unansweredOf(evidence: Evidence): Exchange | undefined {
  const opening = refusalOf(evidence, isChallenge);
  const within = evidence.exchanges.filter(({ initial, final }) => !initial && final >= 0);
  return [...(opening === null ? [] : [opening]), ...within].find(
    (one) =>
      one.method !== 'OPTIONS' &&
      one.sent.length > 0 &&
      isChallenge(evidence.statusOf(one.final)) &&
      !isTriedAgain(evidence, one) &&
      evidence.reached(evidence.timeUs(one.final) + CREDENTIALS_WAIT_US),
  );
}

/** By whomever: a proxy may have the credentials that a phone has not. One who has sent some has them. */
function isTriedAgain(evidence: Evidence, asked: Exchange): boolean {
  return evidence.exchangesOf(asked.method).some(({ sent, final }) => {
    if (sent.length > 0) return answers(evidence, sent[0], asked.final);
    // The capture lost the request.
    return final >= 0 && evidence.timeUs(final) > evidence.timeUs(asked.final);
  });
}
