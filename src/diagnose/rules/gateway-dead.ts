/** A server that tries, and gives up because the next one does not answer. RFC 3261 sections 16.8 and 21.4.9. */

import type { Evidence } from '../evidence';
import { type Exchange, sendingsOf } from '../exchange';
import { firstConcluded, madeProgress, refusalOf, sentOnInVain } from '../outcome';
import type { Rule } from '../rule';
import { FAILED, INVITE } from '../traits';

export const GATEWAY_DEAD: Rule = {
  code: 'gateway-dead',
  severity: 'error',
  title: 'The next hop does not answer',
  explanation:
    '{server} answered 100 to the call of {client} and 408 after {wait}, with no ringing between: whoever it sent the call on to likely does not answer.',
  also: { hop: 'That is {hop}: the INVITE to it was sent {times} times, in vain.' },
  advice:
    'Look whether the next hop behind {server} runs and can be reached from there: its address and port, routes and firewalls between.',
  needs: INVITE | FAILED,
  silences: ['no-response', 'slow-setup'],
  judge(evidence) {
    if (refusalOf(evidence, (status) => status === 408) === null || madeProgress(evidence)) return null;
    const gaveUp = evidence.attempts.filter((one) => triedBefore(evidence, one) >= 0);
    const last = firstConcluded(evidence, gaveUp);
    if (last === undefined) return null;
    const [request] = last.sent;
    const silent = sentOnInVain(evidence, last);
    const tries = silent === undefined ? [] : sendingsOf(evidence.store, silent);
    return {
      values: {
        server: evidence.sourceEnd(last.final),
        client: evidence.sourceEnd(request),
        wait: { ms: (evidence.timeUs(last.final) - evidence.timeUs(request)) / 1000 },
        hop: tries.length === 0 ? '' : evidence.destinationEnd(tries[0]),
        times: tries.length,
      },
      also: tries.length === 0 ? [] : ['hop'],
      // The server may send on before it says that it tries.
      messages: evidence.inOrder([request, triedBefore(evidence, last), ...tries, last.final]),
      said: [last.final],
      gap: { from: tries[0] ?? triedBefore(evidence, last), to: last.final },
    };
  },
};

/** The 100 that the same end gave before its 408; -1 without one, or without 408. */
function triedBefore(evidence: Evidence, { sent, responses, final }: Exchange): number {
  if (final < 0 || sent.length === 0 || evidence.statusOf(final) !== 408) return -1;
  return (
    responses.find(
      (row) =>
        evidence.statusOf(row) === 100 &&
        evidence.sourceEnd(row) === evidence.sourceEnd(final) &&
        evidence.timeUs(row) <= evidence.timeUs(final),
    ) ?? -1
  );
}
