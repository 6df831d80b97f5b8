/** Two ends without a codec in common: the offer is refused, or answered with codecs that it has not. RFC 3261 section 21.4.26, RFC 3264 section 6. */

import { header } from '../../decode/sip/message';
import type { Evidence } from '../evidence';
import type { Found } from '../finding';
import { firstWith } from '../offer-answer';
import { firstConcluded } from '../outcome';
import type { Rule } from '../rule';
import { codecNames, shareCodec } from '../sdp-words';
import { ANSWERED, FAILED, INVITE, NEW_SDP } from '../traits';

export const CODEC_MISMATCH: Rule = {
  code: 'codec-mismatch',
  severity: 'error',
  title: 'No codec in common',
  explanation: 'The two sides found no media that both can use.',
  also: {
    offered: 'Offered were {offered}.',
    refused: '{server} refused it with {status}.',
    change: 'It was about a change within an answered call, which goes on as it was.',
    answered: '{server} answered with {answered}, none of which was offered.',
  },
  advice: 'Compare the codec lists of both ends and allow at least one codec at both.',
  needs: INVITE | NEW_SDP,
  orNeeds: INVITE | FAILED,
  bySdp: true,
  judge(evidence) {
    return answeredOtherwise(evidence) ?? refused(evidence);
  },
};

const REFUSALS = new Set([415, 488, 606]);

function refused(evidence: Evidence): Found | null {
  if (!evidence.failures.some((status) => REFUSALS.has(status))) return null;
  const said = evidence.exchangesOf('INVITE').filter(({ sent, final, initial }) => {
    if (sent.length === 0 || final < 0 || !REFUSALS.has(evidence.statusOf(final))) return false;
    // Another branch or another try was answered.
    if (initial && (evidence.traits & ANSWERED) !== 0) return false;
    return !isAboutAddresses(evidence, final);
  });
  const first = firstConcluded(evidence, said);
  if (first === undefined) return null;
  const [request] = first.sent;
  const offered = codecNames(evidence.sdp(request)?.media ?? []);
  return {
    severity: first.initial ? 'error' : 'warning',
    values: { server: evidence.sourceEnd(first.final), status: evidence.statusOf(first.final), offered },
    also: ['refused', ...(offered === '' ? [] : ['offered']), ...(first.initial ? [] : ['change'])],
    messages: [request, first.final],
    said: [first.final],
  };
}

/** Some gateways refuse so what has an address that they cannot reach. */
function isAboutAddresses(evidence: Evidence, response: number): boolean {
  const message = evidence.sip(response);
  return /private ip/i.test(`${message.reason} ${header(message, 'warning') ?? ''} ${header(message, 'reason') ?? ''}`);
}

function answeredOtherwise(evidence: Evidence): Found | null {
  if ((evidence.traits & NEW_SDP) === 0) return null;
  const found = firstWith(evidence, ({ offer, answer }) => !shareCodec(offer, answer));
  if (found === null) return null;
  const { agreement, pair } = found;
  return {
    severity: pair.offer.kind === 'audio' ? 'error' : 'warning',
    values: {
      server: evidence.sourceEnd(agreement.answer.message),
      offered: codecNames([pair.offer]),
      answered: codecNames([pair.answer]),
    },
    also: ['offered', 'answered'],
    messages: [agreement.offer.message, agreement.answer.message],
  };
}
