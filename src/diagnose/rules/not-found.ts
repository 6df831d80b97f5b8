/** A call to a number or a user that the called side does not know. RFC 3261 section 21.4.5. */

import type { Rule } from '../rule';
import { FAILED, INVITE } from '../traits';

export const NOT_FOUND: Rule = {
  code: 'not-found',
  severity: 'error',
  title: 'The number or user is not known',
  explanation: '{server} answered 404 to the call for {uri}: nothing there has this number or user.',
  advice:
    'Look at the request URI: is the number written as the dial plan expects it (prefix, plus sign), are domain and port right?',
  needs: INVITE | FAILED,
  judge(evidence) {
    const refused = evidence.attempts.filter(({ final }) => final >= 0 && evidence.statusOf(final) === 404);
    // Through a proxy the answer comes hop by hop: who gave it first is where the trouble is.
    const first = refused.sort((a, b) => evidence.timeUs(a.final) - evidence.timeUs(b.final))[0];
    if (first === undefined || first.sent.length === 0) return null;
    const [request] = first.sent;
    return {
      values: { server: evidence.sourceEnd(first.final), uri: evidence.sip(request).uri },
      messages: [request, first.final],
      said: [first.final],
    };
  },
};
