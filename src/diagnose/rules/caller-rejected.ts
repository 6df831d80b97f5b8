/** A call that is refused at once, for who makes it. RFC 3261 section 21.4.4, RFC 3325, RFC 5806. */

import { addressOf, fromOf } from '../../decode/sip/message';
import { hasCredentials } from '../challenges';
import type { Evidence } from '../evidence';
import type { Exchange } from '../exchange';
import { madeProgress, refusalOf } from '../outcome';
import type { Rule } from '../rule';
import { isChallenge } from '../statuses';
import { FAILED, INVITE } from '../traits';

export const CALLER_REJECTED: Rule = {
  code: 'caller-rejected',
  severity: 'error',
  title: 'The caller is refused',
  explanation:
    '{server} answered 403 to the call from {caller} at once, without asking for credentials: it likely does not accept this caller ID or this domain in From.',
  also: {
    asserted: 'P-Asserted-Identity says {asserted}.',
    diverted: 'Diversion says {diversion}: a forwarded call needs a number of the trunk there, written in full.',
  },
  advice:
    'Send a number of the trunk as caller ID, in the form that the trunk expects. Check the domain of From, P-Asserted-Identity and Diversion.',
  needs: INVITE | FAILED,
  silences: ['diversion-suspect'],
  judge(evidence) {
    if (madeProgress(evidence)) return null;
    const refused = refusalOf(evidence, (status) => status === 403);
    if (refused === null || isChallenged(evidence, refused)) return null;
    const [request] = refused.sent;
    const waitMs = (evidence.timeUs(refused.final) - evidence.timeUs(request)) / 1000;
    // Later it is not the first check that fails, but the way on.
    if (waitMs > evidence.thresholds.setupMs) return null;
    const message = evidence.sip(request);
    const asserted = addressOf(message, 'p-asserted-identity')?.uri ?? '';
    const diversion = addressOf(message, 'diversion')?.uri ?? '';
    return {
      values: {
        server: evidence.sourceEnd(refused.final),
        caller: fromOf(message)?.uri ?? '',
        asserted,
        diversion,
      },
      also: [...(asserted === '' ? [] : ['asserted']), ...(diversion === '' ? [] : ['diverted'])],
      messages: [request, refused.final],
      said: [refused.final],
    };
  },
};

/** Who refuses asked for credentials before, or got some that it asked for before the capture began. */
function isChallenged(evidence: Evidence, { sent, final }: Exchange): boolean {
  if (hasCredentials(evidence, sent[0])) return true;
  const server = evidence.sourceEnd(final);
  return evidence.attempts.some(
    (one) => one.final >= 0 && isChallenge(evidence.statusOf(one.final)) && evidence.sourceEnd(one.final) === server,
  );
}
