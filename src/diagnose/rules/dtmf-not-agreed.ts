/** One side takes digits as events of RTP (RFC 4733), the other one does not say so. */

import { firstWith } from '../offer-answer';
import type { Rule } from '../rule';
import { hasEvents } from '../sdp-words';
import { ANSWERED, INVITE, NEW_SDP } from '../traits';

export const DTMF_NOT_AGREED: Rule = {
  code: 'dtmf-not-agreed',
  severity: 'notice',
  title: 'Digits as events were not agreed on',
  explanation:
    'The SDP from {without} has no telephone-event, that from {with} has: digits go by SIP INFO or within the sound, or get lost.',
  advice:
    'If digits do not arrive, set the same at both ends: telephone-event (RFC 4733, often called RFC 2833), SIP INFO or in-band. In-band digits need G.711.',
  needs: INVITE | ANSWERED | NEW_SDP,
  bySdp: true,
  judge(evidence) {
    const found = firstWith(
      evidence,
      ({ offer, answer }) => offer.kind === 'audio' && hasEvents(offer) !== hasEvents(answer),
    );
    if (found === null) return null;
    const { offer, answer } = found.agreement;
    const [withEvents, without] = hasEvents(found.pair.offer) ? [offer, answer] : [answer, offer];
    return {
      values: { with: evidence.sourceOf(withEvents.message), without: evidence.sourceOf(without.message) },
      messages: [offer.message, answer.message],
    };
  },
};
