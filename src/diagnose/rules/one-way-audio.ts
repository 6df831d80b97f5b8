/** An answered call in which only one side is heard. */

import { HEARD_MS, ONE_WAY_MS } from '../../budgets';
import { answerUsOf, endUsOf, isSound, receiverEnd, senderEnd, streamColumns } from '../call-media';
import type { Evidence } from '../evidence';
import {
  backOf,
  isOpenBothWays,
  keptSince,
  type Lane,
  lanesOf,
  streamsAlong,
  withinMs,
  wouldBeSeen,
} from '../media-lanes';
import type { Rule } from '../rule';
import { mediaEnd } from '../sdp-words';
import { ANSWERED, INVITE, STREAMS } from '../traits';

export const ONE_WAY_AUDIO: Rule = {
  code: 'one-way-audio',
  severity: 'error',
  title: 'Sound goes one way only',
  explanation:
    'RTP goes from {from} to {to} for {length}, and none comes back. By SDP {silent} should send it to {deaf}.',
  advice:
    'Look whether {deaf} can be reached from the other side: NAT without external address in the SDP, a firewall that lets RTP through one way, a relay that lacks one address.',
  needs: INVITE | STREAMS | ANSWERED,
  judge(evidence) {
    const answerUs = answerUsOf(evidence);
    if (answerUs === 0 || !looksOneWay(evidence) || !keptSince(evidence, answerUs)) return null;
    for (const silent of lanesOf(evidence)) {
      const heard = oneWay(evidence, silent);
      if (heard < 0) continue;
      return {
        values: {
          from: senderEnd(evidence, heard),
          to: receiverEnd(evidence, heard),
          length: { ms: heardMs(evidence, heard, silent) },
          silent: mediaEnd(silent.sender),
          deaf: mediaEnd(silent.receiver),
        },
        messages: [silent.senderSaid.message, silent.receiverSaid.message].sort((a, b) => a - b),
        streams: [heard],
      };
    }
    return null;
  },
};

/** At first sight: a stream of sound that nothing goes along with the other way. */
function looksOneWay(evidence: Evidence): boolean {
  const t = streamColumns(evidence);
  const [fromUs, untilUs] = [answerUsOf(evidence), endUsOf(evidence)];
  return evidence.streams.some((stream) => {
    if (withinMs(evidence, stream, fromUs, untilUs) <= ONE_WAY_MS || !isSound(evidence, stream)) return false;
    return !evidence.streams.some(
      (other) =>
        t.from[other] === t.to[stream] &&
        t.to[other] === t.from[stream] &&
        withinMs(evidence, other, fromUs, untilUs) >= HEARD_MS,
    );
  });
}

/** Row of the stream that goes the other way while nothing goes along this lane, or -1. */
function oneWay(evidence: Evidence, silent: Lane): number {
  if (!isOpenBothWays(silent)) return -1;
  const heard = streamsAlong(evidence, backOf(silent)).find((stream) => heardMs(evidence, stream, silent) > ONE_WAY_MS);
  if (heard === undefined) return -1;
  const some = streamsAlong(evidence, silent).some((stream) => heardMs(evidence, stream, silent) >= HEARD_MS);
  return some || !wouldBeSeen(evidence, silent) ? -1 : heard;
}

/** After the answer, while what the lane's sides agreed on held. */
function heardMs(evidence: Evidence, stream: number, { fromUs, untilUs }: Lane): number {
  return withinMs(evidence, stream, Math.max(fromUs, answerUsOf(evidence)), untilUs);
}
