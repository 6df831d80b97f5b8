/** A call to a number or a user that the called side does not know. RFC 3261 section 21.4.5. */

import { refusalOf } from '../outcome';
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
    const refused = refusalOf(evidence, (status) => status === 404);
    if (refused === null) return null;
    const { sent, final } = refused;
    return {
      values: { server: evidence.sourceEnd(final), uri: evidence.sip(sent[0]).uri },
      messages: [sent[0], final],
      said: [final],
    };
  },
};
