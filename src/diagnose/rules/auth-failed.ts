/** Credentials that were sent and not accepted. RFC 3261 section 22.2, RFC 7616 section 3.3. */

import { type Answer, answersOf, hasCredentials, isRefusedAgain, realmOf, usernameOf } from '../challenges';
import type { Evidence } from '../evidence';
import type { Exchange } from '../exchange';
import { gravityOf } from '../outcome';
import type { Rule } from '../rule';
import { CHALLENGED, REFUSED_AGAIN } from '../traits';

export const AUTH_FAILED: Rule = {
  code: 'auth-failed',
  severity: 'error',
  title: 'The credentials are not accepted',
  explanation:
    '{server} asked {client} for credentials for "{realm}", got those of "{user}" and answered {status}: the user, the password or the realm is likely wrong, or there is no such account.',
  also: {
    again: 'That it asks again does not show that the account exists: servers do so to hide which accounts they have.',
    forbidden: 'A 403 can also mean that the password is right, but that the account may not do this.',
  },
  advice: 'Check user, realm and password at both ends, and whether the account exists and is not locked.',
  needs: CHALLENGED | REFUSED_AGAIN,
  silences: ['registration-rejected', 'auth-not-answered'],
  judge(evidence) {
    const failure = isRefusedAgain(evidence) ? failureOf(evidence) : null;
    if (failure === null) return null;
    const { asked, exchange, refused } = failure;
    const [request] = exchange.sent;
    return {
      severity: gravityOf(evidence, exchange),
      values: {
        server: evidence.sourceEnd(exchange.final),
        client: evidence.sourceEnd(request),
        realm: realmOf(evidence, asked.final),
        user: usernameOf(evidence, request),
        status: evidence.statusOf(exchange.final),
      },
      also: [refused ? 'again' : 'forbidden'],
      messages: [asked.final, request, exchange.final],
      said: [exchange.final],
    };
  },
};

/** Who is let in later had the right ones. Through proxies the hop on which it was said first. */
function failureOf(evidence: Evidence): Answer | null {
  const failures: Answer[] = [];
  for (const answer of answersOf(evidence)) {
    const { exchange, refused, stale } = answer;
    const forbidden =
      evidence.statusOf(exchange.final) === 403 && exchange.progress < 0 && !isSentOn(evidence, exchange);
    if (refused || forbidden) failures.push(answer);
    else if (!stale) drop(failures, exchange.method);
  }
  const byTime = (a: Answer, b: Answer) => evidence.timeUs(a.exchange.final) - evidence.timeUs(b.exchange.final);
  return failures.sort(byTime)[0] ?? null;
}

/** A proxy that takes the credentials for good sends the request on without them: it is the next server that says 403. */
function isSentOn(evidence: Evidence, { method, sent, final }: Exchange): boolean {
  const within = (row: number) =>
    evidence.timeUs(row) > evidence.timeUs(sent[0]) && evidence.timeUs(row) < evidence.timeUs(final);
  return evidence.exchangesOf(method).some((one) => {
    if (one.sent.length === 0 || one.final < 0 || evidence.statusOf(one.final) !== 403) return false;
    return within(one.sent[0]) && within(one.final) && !hasCredentials(evidence, one.sent[0]);
  });
}

function drop(failures: Answer[], method: string): void {
  for (let i = failures.length - 1; i >= 0; i--) if (failures[i].exchange.method === method) failures.splice(i, 1);
}
