/** A callee who cannot be reached at the moment. RFC 3261 sections 21.4.18 and 21.5.4. */

import type { Evidence } from '../evidence';
import { madeProgress, refusalOf } from '../outcome';
import type { Rule } from '../rule';
import { FAILED, INVITE } from '../traits';

/** Headers with the cause for which a switch hung up; decode/sip/hangup.ts knows who sends them. */
const HANGUP_CAUSE = /hangup-?(?:cause|reason)/;

export const CALLEE_UNAVAILABLE: Rule = {
  code: 'callee-unavailable',
  severity: 'error',
  title: 'The callee cannot be reached',
  explanation:
    '{server} answered {status} to the call for {uri}, without ringing: the callee is likely not registered.',
  also: {
    refuses: 'A phone that is set to "do not disturb" may answer the same.',
    cause: 'The header with the cause of hanging up tells why the server could not reach it.',
  },
  advice:
    "Look whether the callee's REGISTER comes and is accepted, and whether its binding has not expired. Where the callee is behind a gateway, look at what that says.",
  needs: INVITE | FAILED,
  silences: ['server-error'],
  judge(evidence) {
    const refused = refusalOf(evidence, (status) => status === 480 || status === 503);
    if (refused === null || madeProgress(evidence)) return null;
    const { sent, final } = refused;
    const status = evidence.statusOf(final);
    if (status === 503 && !saysHangupCause(evidence, final)) return null;
    return {
      values: {
        server: evidence.sourceEnd(final),
        status,
        uri: evidence.sip(sent[0]).uri,
      },
      also: [status === 480 ? 'refuses' : 'cause'],
      messages: [sent[0], final],
      said: [final],
    };
  },
};

function saysHangupCause(evidence: Evidence, message: number): boolean {
  return evidence.sip(message).headers.some(({ key }) => HANGUP_CAUSE.test(key));
}
