/** Packets of sound that come unevenly. RFC 3550 section 6.4.1. Pictures come in bursts by their nature. */

import { JITTER_JUDGED_PACKETS, WRONG_CLOCK_MS_A_SECOND } from '../../budgets';
import type { StreamCourse } from '../../store/stream-course';
import { isSound, receiverEnd, senderEnd, streamColumns } from '../call-media';
import type { Evidence } from '../evidence';
import type { Rule } from '../rule';
import { INVITE, STREAMS } from '../traits';

export const JITTERY_MEDIA: Rule = {
  code: 'jittery-media',
  severity: 'warning',
  title: 'Media packets come unevenly',
  explanation:
    'Jitter of the sound from {from} to {to} is {mean} on average and {max} at worst: what comes too late for the jitter buffer is not heard, and voices sound distorted.',
  also: { several: '{count} streams of the call are so; this is the worst.' },
  advice:
    'Look for Wi-Fi, full links and busy machines on the way, give voice priority (QoS), and make jitter buffers adaptive or longer.',
  needs: INVITE | STREAMS,
  judge(evidence) {
    const { jitterErrorMs } = evidence.thresholds;
    const uneven = evidence.streams.filter((stream) => isUneven(evidence, stream));
    if (uneven.length === 0) return null;
    const t = streamColumns(evidence);
    uneven.sort((a, b) => t.meanJitterMs[b] - t.meanJitterMs[a]);
    const [worst] = uneven;
    return {
      severity: t.meanJitterMs[worst] > jitterErrorMs ? 'error' : 'warning',
      values: {
        from: senderEnd(evidence, worst),
        to: receiverEnd(evidence, worst),
        mean: { ms: t.meanJitterMs[worst] },
        max: { ms: t.maxJitterMs[worst] },
        count: uneven.length,
      },
      also: uneven.length > 1 ? ['several'] : [],
      streams: uneven,
    };
  },
};

function isUneven(evidence: Evidence, stream: number): boolean {
  const t = streamColumns(evidence);
  if (t.meanJitterMs[stream] <= evidence.thresholds.jitterWarningMs) return false;
  if (t.clocked[stream] < JITTER_JUDGED_PACKETS || !isSound(evidence, stream)) return false;
  const course = evidence.store.mediaStreams.streams.courses.of(t, stream);
  // A jump of the timestamps, as after hold or an event, spoils the mean of a stream that is even before and after it.
  const high = course.maxJitterMs.filter((ms) => ms > evidence.thresholds.jitterWarningMs);
  if (2 * high.length <= course.maxJitterMs.length) return false;
  return !hasWrongClock(course);
}

/** Timestamps that run away from the time are no jitter: a sender whose clock is not the codec's. True also of one too short to tell. */
function hasWrongClock({ minTransitMs, slotSeconds }: StreamCourse): boolean {
  const drifts = minTransitMs.slice(1).map((ms, at) => Math.abs(ms - minTransitMs[at]) / slotSeconds);
  const known = drifts.filter((drift) => !Number.isNaN(drift)).sort((a, b) => a - b);
  return known.length === 0 || known[known.length >> 1] > WRONG_CLOCK_MS_A_SECOND;
}
