/** The first words after the answer are not heard, as RTP begins late. */

import { LATE_MEDIA_MS } from '../../budgets';
import { answerUsOf, isSound, receiverEnd, senderEnd, streamColumns } from '../call-media';
import type { Evidence } from '../evidence';
import { keptSince, type Lane, lanesOf, streamsAlong } from '../media-lanes';
import type { Rule } from '../rule';
import { ANSWERED, INVITE, STREAMS } from '../traits';

export const LATE_MEDIA: Rule = {
  code: 'late-media',
  severity: 'warning',
  title: 'Sound begins late after the answer',
  explanation:
    'The first RTP from {from} to {to} comes {late} after the call was answered: the first words are not heard.',
  advice: 'Look at what has to start first: a relay, a transcoder, ICE or DTLS, a media server under load.',
  needs: INVITE | STREAMS | ANSWERED,
  judge(evidence) {
    const t = streamColumns(evidence);
    const answerUs = answerUsOf(evidence);
    if (answerUs === 0 || evidence.midway || !keptSince(evidence, answerUs)) return null;
    const isLate = (stream: number) => t.startUs[stream] - answerUs > 1000 * LATE_MEDIA_MS;
    if (!evidence.streams.some((stream) => isLate(stream) && isSound(evidence, stream))) return null;
    let worst = { stream: -1, late: 0 };
    for (const lane of atAnswer(evidence)) {
      const stream = firstAlong(evidence, lane);
      if (stream < 0) continue;
      const late = (t.startUs[stream] - Math.max(answerUs, lane.fromUs)) / 1000;
      const isOfLane = t.startUs[stream] < lane.untilUs;
      if (late > LATE_MEDIA_MS && late > worst.late && isOfLane) worst = { stream, late };
    }
    if (worst.stream < 0) return null;
    const answer = answerOf(evidence);
    return {
      values: {
        from: senderEnd(evidence, worst.stream),
        to: receiverEnd(evidence, worst.stream),
        late: { ms: worst.late },
      },
      messages: answer < 0 ? [] : [answer],
      streams: [worst.stream],
    };
  },
};

/** What held when the call was answered, or the first that was agreed on after it, by the ACK. */
function atAnswer(evidence: Evidence): Lane[] {
  const answerUs = answerUsOf(evidence);
  const lanes = lanesOf(evidence).filter(({ open }) => open);
  const then = lanes.filter(({ fromUs, untilUs }) => fromUs <= answerUs && untilUs > answerUs);
  if (then.length > 0) return then;
  const after = lanes.filter(({ fromUs }) => fromUs > answerUs);
  return after.filter(({ fromUs }) => fromUs === after[0].fromUs);
}

/** Of the call, not of an earlier one between the same ports. */
function firstAlong(evidence: Evidence, lane: Lane): number {
  const t = streamColumns(evidence);
  const beganUs = evidence.store.dialogs.columns.startUs[evidence.dialog];
  let first = -1;
  for (const stream of streamsAlong(evidence, lane)) {
    if (t.endUs[stream] >= beganUs && (first < 0 || t.startUs[stream] < t.startUs[first])) first = stream;
  }
  return first;
}

function answerOf(evidence: Evidence): number {
  const answered = evidence.attempts.find(({ final }) => final >= 0 && evidence.statusOf(final) < 300);
  return answered?.final ?? -1;
}
