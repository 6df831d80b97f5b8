/** A way that takes so long that people talk at the same time: round trip by RTCP (RFC 3550 section 6.4.1), limits of ITU-T G.114. */

import { roundTripOf } from '../../store/stream-reports';
import { receiverEnd, senderEnd, streamColumns } from '../call-media';
import type { Evidence } from '../evidence';
import type { Rule } from '../rule';
import { INVITE, STREAMS } from '../traits';

export const LATE_NETWORK: Rule = {
  code: 'late-network',
  severity: 'warning',
  title: 'Sound takes long to arrive',
  explanation:
    'By RTCP the round trip between {from} and {to} is {trip}, of which {limit} are bearable: people begin to talk at the same time.',
  also: { part: 'That is the way from where the capture was made to {to} alone; the whole way takes longer.' },
  advice:
    'Look at the path: satellite or mobile links, VPNs, detours through far away relays. Use a relay that is nearer.',
  needs: INVITE | STREAMS,
  judge(evidence) {
    const t = streamColumns(evidence);
    const limitMs = evidence.thresholds.roundTripMs;
    let worst: Trip | null = null;
    for (const stream of evidence.streams) {
      if (t.rtcp[stream] === 0) continue;
      const trip = tripOf(evidence, stream);
      if (trip !== null && trip.ms > limitMs && trip.ms > (worst?.ms ?? 0)) worst = trip;
    }
    if (worst === null) return null;
    const { stream, ms, whole } = worst;
    return {
      values: {
        from: senderEnd(evidence, stream),
        to: receiverEnd(evidence, stream),
        trip: { ms },
        limit: { ms: limitMs },
      },
      also: whole ? [] : ['part'],
      streams: [stream],
    };
  },
};

interface Trip {
  stream: number;
  ms: number;
  whole: boolean;
}

/** The whole way where both halves are known, else from here to the receiver. */
function tripOf(evidence: Evidence, stream: number): Trip | null {
  const trip = roundTripOf(evidence.store, stream);
  if (trip === null) return null;
  const { wholeMs, toReceiverMs } = trip;
  if (wholeMs !== null) return { stream, ms: wholeMs, whole: true };
  return toReceiverMs === null ? null : { stream, ms: toReceiverMs, whole: false };
}
