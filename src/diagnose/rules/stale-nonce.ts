/** Credentials that are too old each time they come, however quickly. RFC 7616 section 3.3. */

import { type Answer, answersOf, isRefusedAgain, realmOf } from '../challenges';
import type { Evidence } from '../evidence';
import { gravityOf, isSameSender } from '../outcome';
import type { Rule } from '../rule';
import { isSuccess } from '../statuses';
import { CHALLENGED, REFUSED_AGAIN } from '../traits';

/** One may happen to come at the end of a nonce's life. */
const TIMES = 2;

export const STALE_NONCE: Rule = {
  code: 'stale-nonce',
  severity: 'warning',
  title: 'Credentials are too old as soon as they come',
  explanation:
    '{server} gave {client} a nonce for "{realm}" and, when the answer came after {wait}, called it stale: so {times} times. Its nonces likely live shorter than the client needs to answer, or the clocks of several servers differ.',
  also: { well: 'In the end it let the client in.' },
  advice:
    'Raise the lifetime of nonces at the server. Where several servers share them, let NTP set their clocks and give them the same secret.',
  needs: CHALLENGED | REFUSED_AGAIN,
  silences: ['registration-rejected'],
  judge(evidence) {
    if (!isRefusedAgain(evidence)) return null;
    const all = answersOf(evidence).filter(({ stale }) => stale);
    // A proxy's hop tells the same again.
    const stale = all.filter((one) => isSameSender(evidence, one.exchange.sent[0], all[0].exchange.sent[0]));
    if (stale.length < TIMES) return null;
    const { asked, exchange } = stale[0];
    const [request] = exchange.sent;
    const well = endedWell(evidence, stale[stale.length - 1]);
    return {
      severity: well ? 'warning' : gravityOf(evidence, exchange),
      values: {
        server: evidence.sourceEnd(exchange.final),
        client: evidence.sourceEnd(request),
        realm: realmOf(evidence, asked.final),
        wait: { ms: (evidence.timeUs(request) - evidence.timeUs(asked.final)) / 1000 },
        times: stale.length,
      },
      also: well ? ['well'] : [],
      messages: [...new Set(stale.flatMap((one) => [one.asked.final, one.exchange.sent[0], one.exchange.final]))],
    };
  },
};

function endedWell(evidence: Evidence, { exchange }: Answer): boolean {
  return evidence
    .exchangesOf(exchange.method)
    .some(
      ({ final }) =>
        final >= 0 && isSuccess(evidence.statusOf(final)) && evidence.timeUs(final) > evidence.timeUs(exchange.final),
    );
}
