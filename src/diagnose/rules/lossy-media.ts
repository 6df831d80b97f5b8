/** Packets of a stream that never came, by their sequence numbers. RFC 3550 appendix A.3, RFC 3611 section 4.7.2 for bursts. */

import { LOSS_JUDGED_PACKETS } from '../../budgets';
import { lossFigures } from '../../store/loss-bursts';
import { reportsOf } from '../../store/stream-reports';
import { packetMs, packetsExpected, packetsLost } from '../../store/streams-figures';
import type { StreamColumns } from '../../store/streams-table';
import { clockRateOf, receiverEnd, senderEnd, streamColumns } from '../call-media';
import type { Evidence } from '../evidence';
import type { Rule } from '../rule';
import { INVITE, STREAMS } from '../traits';

export const LOSSY_MEDIA: Rule = {
  code: 'lossy-media',
  severity: 'warning',
  title: 'Media packets are lost',
  explanation:
    '{percent} of the packets from {from} to {to} never came ({lost} of {expected}): words are clipped and voices sound robotic.',
  also: {
    bursts: 'They were lost in bursts ({bursts} of them), {longest} packets in a row at worst.',
    several: '{count} streams of the call lose packets; this is the worst.',
  },
  advice:
    'Look at the network between the two: full links, Wi-Fi, duplex mismatch. Give voice priority (QoS), and compare captures at both ends to find where packets go.',
  needs: INVITE | STREAMS,
  judge(evidence) {
    const { lossWarningPercent, lossErrorPercent } = evidence.thresholds;
    const lossy = evidence.streams.filter(
      (stream) => lostPercent(evidence, stream) > lossWarningPercent && isProven(evidence, stream),
    );
    if (lossy.length === 0) return null;
    lossy.sort((a, b) => lostPercent(evidence, b) - lostPercent(evidence, a));
    const [worst] = lossy;
    const t = streamColumns(evidence);
    const { bursts, longestLoss } = lossFigures(t, worst, 0);
    const percent = lostPercent(evidence, worst);
    return {
      severity: percent > lossErrorPercent ? 'error' : 'warning',
      values: {
        percent: { percent },
        from: senderEnd(evidence, worst),
        to: receiverEnd(evidence, worst),
        lost: lostOf(evidence, worst),
        expected: packetsExpected(t, worst),
        bursts,
        longest: longestLoss,
        count: lossy.length,
      },
      also: [...(longestLoss > 1 ? ['bursts'] : []), ...(lossy.length > 1 ? ['several'] : [])],
      streams: lossy,
    };
  },
};

/** 0 for a stream that is too short to tell. */
function lostPercent(evidence: Evidence, stream: number): number {
  const t = streamColumns(evidence);
  const expected = packetsExpected(t, stream);
  return expected < LOSS_JUDGED_PACKETS ? 0 : (100 * lostOf(evidence, stream)) / expected;
}

/** Where packets overtake others, what is missing among the latest may be under way. */
function lostOf(evidence: Evidence, stream: number): number {
  const t = streamColumns(evidence);
  return packetsLost(t, stream) - (t.outOfOrder[stream] > 0 ? missingOfLatest(t, stream) : 0);
}

/** Of the 32 packets up to the highest sequence number. */
function missingOfLatest(t: StreamColumns, stream: number): number {
  let missing = 0;
  for (let bits = ~t.received0[stream]; bits !== 0; bits &= bits - 1) missing++;
  return missing;
}

/** What clocks and jitter may make of the length of a stream. */
const SLACK_MS = 500;
const SLACK_SHARE = 0.02;

function isProven(evidence: Evidence, stream: number): boolean {
  return !isJump(evidence, stream) && !cameElsewhere(evidence, stream);
}

/** A sender whose sequence numbers jump: there was no time in which so many packets could have been sent. */
function isJump(evidence: Evidence, stream: number): boolean {
  const t = streamColumns(evidence);
  const eachMs = packetMs(t, stream, clockRateOf(evidence, stream));
  const lost = packetsLost(t, stream);
  const lengthMs = (t.endUs[stream] - t.startUs[stream]) / 1000;
  // Without a clock, by what came: the longest loss would have taken that much of the stream.
  if (eachMs === null) return 2 * lossFigures(t, stream, 0).longestLoss > lost && lost > t.packets[stream];
  return eachMs * packetsExpected(t, stream) - lengthMs > Math.max(SLACK_MS, SLACK_SHARE * lengthMs);
}

/** The receiver, who stands behind the capture on the way, reports fewer: the capture lost them, not the network. */
function cameElsewhere(evidence: Evidence, stream: number): boolean {
  const t = streamColumns(evidence);
  if (t.rtcp[stream] === 0) return false;
  const receiver = reportsOf(evidence.store, stream)?.receiver ?? null;
  // One that always says 0 does not measure.
  if (receiver === null || receiver.jitter === 0) return false;
  const told = (receiver.latestUs - t.startUs[stream]) / (t.endUs[stream] - t.startUs[stream]);
  return told > 0.8 && 2 * receiver.lost < packetsLost(t, stream) * Math.min(told, 1);
}
