/** An answered call in which only one side is heard. */

import { HEARD_MS, ONE_WAY_MS, ONE_WAY_STOPPED_MS } from '../../budgets';
import { isComfortNoise } from '../../store/streams-figures';
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
  also: { stopped: 'It did come until {until}.' },
  advice:
    'Look whether {deaf} can be reached from the other side: NAT without external address in the SDP, a firewall that lets RTP through one way, a relay that lacks one address.',
  needs: INVITE | STREAMS | ANSWERED,
  judge(evidence) {
    const answerUs = answerUsOf(evidence);
    if (answerUs === 0 || !looksOneWay(evidence) || !keptSince(evidence, answerUs)) return null;
    for (const silent of lanesOf(evidence)) {
      const found = oneWay(evidence, silent);
      if (found === null) continue;
      const { heard, lengthMs, stoppedUs } = found;
      return {
        severity: stoppedUs > 0 ? 'warning' : 'error',
        values: {
          from: senderEnd(evidence, heard),
          to: receiverEnd(evidence, heard),
          length: { ms: lengthMs },
          silent: mediaEnd(silent.sender),
          deaf: mediaEnd(silent.receiver),
          until: { timeUs: stoppedUs },
        },
        also: stoppedUs > 0 ? ['stopped'] : [],
        messages: [silent.senderSaid.message, silent.receiverSaid.message].sort((a, b) => a - b),
        streams: [heard],
      };
    }
    return null;
  },
};

/** At first sight: a stream of sound that nothing goes along with the other way, or not to its end. */
function looksOneWay(evidence: Evidence): boolean {
  const t = streamColumns(evidence);
  const [fromUs, untilUs] = [answerUsOf(evidence), endUsOf(evidence)];
  return evidence.streams.some((stream) => {
    if (withinMs(evidence, stream, fromUs, untilUs) <= ONE_WAY_MS || !isSound(evidence, stream)) return false;
    return !evidence.streams.some(
      (other) =>
        t.from[other] === t.to[stream] &&
        t.to[other] === t.from[stream] &&
        withinMs(evidence, other, fromUs, untilUs) >= HEARD_MS &&
        withinMs(evidence, stream, t.endUs[other], untilUs) <= ONE_WAY_STOPPED_MS,
    );
  });
}

interface OneWay {
  /** Row of the stream that goes the other way. */
  heard: number;
  lengthMs: number;
  /** When the other one was heard last, microseconds since 1970; 0 where it never was. */
  stoppedUs: number;
}

/** Nothing goes along this lane, or nothing more, while something goes back. */
function oneWay(evidence: Evidence, silent: Lane): OneWay | null {
  if (!isOpenBothWays(silent)) return null;
  const back = streamsAlong(evidence, backOf(silent));
  const along = streamsAlong(evidence, silent).filter((stream) => heardMs(evidence, stream, silent) >= HEARD_MS);
  const stoppedUs = stopUs(evidence, along);
  const since = { ...silent, fromUs: Math.max(silent.fromUs, stoppedUs) };
  const leastMs = stoppedUs > 0 ? ONE_WAY_STOPPED_MS : ONE_WAY_MS;
  const heard = back.find((stream) => heardMs(evidence, stream, since) > leastMs);
  if (heard === undefined || !wouldBeSeen(evidence, silent)) return null;
  return { heard, lengthMs: heardMs(evidence, heard, since), stoppedUs };
}

/** Codecs that are sent all the time, unless comfort noise was agreed on. */
const CONSTANT = /^(?:PCMU|PCMA|G722|GSM|L16)$/i;

/** The end of these streams: 0 of none, infinite where a pause may be a silence that is not sent. */
function stopUs(evidence: Evidence, streams: readonly number[]): number {
  const t = streamColumns(evidence);
  const pauses = streams.some((stream) => {
    const { codec, payloadTypes } = evidence.store.mediaStreams.describe(stream);
    return codec === null || !CONSTANT.test(codec.name) || payloadTypes.some(isComfortNoise);
  });
  return pauses ? Number.POSITIVE_INFINITY : streams.reduce((latest, stream) => Math.max(latest, t.endUs[stream]), 0);
}

/** After the answer, while what the lane's sides agreed on held. */
function heardMs(evidence: Evidence, stream: number, { fromUs, untilUs }: Lane): number {
  return withinMs(evidence, stream, Math.max(fromUs, answerUsOf(evidence)), untilUs);
}
