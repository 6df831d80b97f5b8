/** One side wants encrypted media, the other one does not. RFC 3711, 4568 (keys in SDP), 5763 (DTLS). */

import type { SdpMedia } from '../../decode/sdp-media';
import type { Evidence } from '../evidence';
import type { Found } from '../finding';
import { firstWith, type MediaPair } from '../offer-answer';
import { firstConcluded } from '../outcome';
import type { Rule } from '../rule';
import { isSecure, isSecureProfile } from '../sdp-words';
import { ANSWERED, FAILED, INVITE, NEW_SDP } from '../traits';

export const SRTP_MISMATCH: Rule = {
  code: 'srtp-mismatch',
  severity: 'error',
  title: 'Only one side wants encrypted media',
  explanation: 'One side is set to SRTP and the other one is not, or both exchange keys in different ways.',
  also: {
    refused: 'Offered was {offered} alone, and {server} refused it with {status}.',
    answered: 'Offered was {offered}, and {server} answered with {answered}.',
    option: 'Encryption was an option of the offer, so that the call goes on without it.',
  },
  advice:
    'Set encryption of media to the same at both ends: off, optional or required, with keys by SDES (a=crypto) or by DTLS (a=fingerprint).',
  needs: INVITE | NEW_SDP,
  orNeeds: INVITE | FAILED,
  silences: ['codec-mismatch'],
  bySdp: true,
  judge(evidence) {
    return answeredOtherwise(evidence) ?? refused(evidence);
  },
};

function answeredOtherwise(evidence: Evidence): Found | null {
  if ((evidence.traits & NEW_SDP) === 0) return null;
  const found = firstWith(evidence, differ);
  if (found === null) return null;
  const { agreement, pair } = found;
  const option = !isSecureProfile(pair.offer) && !isSecureProfile(pair.answer);
  return {
    severity: option ? 'notice' : 'error',
    values: {
      server: evidence.sourceEnd(agreement.answer.message),
      offered: protection(pair.offer),
      answered: protection(pair.answer),
    },
    also: ['answered', ...(option ? ['option'] : [])],
    messages: [agreement.offer.message, agreement.answer.message],
  };
}

/** Where both have keys, these must be of one way. */
function differ({ offer, answer }: MediaPair): boolean {
  if (isSecureProfile(offer) !== isSecureProfile(answer)) return true;
  if (isSecure(offer) !== isSecure(answer)) return true;
  if (!isSecure(answer)) return false;
  const sdes = offer.cryptoSuites.length > 0 && answer.cryptoSuites.length > 0;
  const dtls = offer.fingerprint && answer.fingerprint;
  const keyless = !hasKeys(offer) || !hasKeys(answer);
  return !sdes && !dtls && !keyless;
}

function hasKeys({ cryptoSuites, fingerprint }: SdpMedia): boolean {
  return cryptoSuites.length > 0 || fingerprint;
}

/** `RTP/AVP`, `RTP/SAVP with a=crypto`. */
function protection(media: SdpMedia): string {
  const keys = [
    ...(media.cryptoSuites.length > 0 ? ['a=crypto'] : []),
    ...(media.fingerprint ? ['a=fingerprint'] : []),
  ];
  return [media.protocol, ...keys].join(' + ');
}

function refused(evidence: Evidence): Found | null {
  // Another branch, or another try without encryption, was answered.
  if ((evidence.traits & ANSWERED) !== 0 || !evidence.failures.includes(488)) return null;
  const said = evidence.attempts.filter(({ sent, final }) => {
    if (sent.length === 0 || final < 0 || evidence.statusOf(final) !== 488) return false;
    const media = evidence.sdp(sent[0])?.media.filter(({ port }) => port > 0) ?? [];
    return media.length > 0 && media.every(isSecureProfile);
  });
  const first = firstConcluded(evidence, said);
  if (first === undefined) return null;
  const [request] = first.sent;
  const line = evidence.sdp(request)?.media.find(({ port }) => port > 0);
  return {
    values: {
      server: evidence.sourceEnd(first.final),
      status: evidence.statusOf(first.final),
      offered: line === undefined ? '' : protection(line),
    },
    also: ['refused'],
    messages: [request, first.final],
    said: [first.final],
  };
}
