/** The two directions of a call are not sent alike, or not as the receiver said. RFC 3264 section 6.1 allows some of it; devices do not. */

import { ASYMMETRY_JUDGED_PACKETS } from '../../budgets';
import { isComfortNoise, packetMs, payloadTypes } from '../../store/streams-figures';
import { answerUsOf, isSound, receiverEnd, senderEnd, streamColumns } from '../call-media';
import type { Evidence } from '../evidence';
import type { Found } from '../finding';
import { agreementsOf } from '../offer-answer';
import type { Rule } from '../rule';
import { mediaEnd } from '../sdp-words';
import { ANSWERED, INVITE, STREAMS } from '../traits';

export const CODEC_ASYMMETRY: Rule = {
  code: 'codec-asymmetry',
  severity: 'notice',
  title: 'The two directions are not sent alike',
  explanation: 'Sound from {from} to {to} is not sent in the way that was agreed on, or not as the other direction is.',
  also: {
    number: 'It has payload type {type}, which the SDP of {to} does not list.',
    codec: 'One way it is {there}, the other way {back}.',
    packets: 'One way a packet holds {there}, the other way {back}.',
  },
  advice: 'Compare the SDP of both sides, above all after re-INVITEs, and look at transcoders between.',
  needs: INVITE | STREAMS | ANSWERED,
  judge(evidence) {
    const judged = evidence.streams.filter((stream) => isJudged(evidence, stream));
    return (
      firstFound(judged, (stream) => unknownNumber(evidence, stream)) ??
      firstFound(judged, (stream) => unlikeBack(evidence, stream))
    );
  },
};

function firstFound(streams: readonly number[], find: (stream: number) => Found | null): Found | null {
  for (const stream of streams) {
    const found = find(stream);
    if (found !== null) return found;
  }
  return null;
}

function isJudged(evidence: Evidence, stream: number): boolean {
  const t = streamColumns(evidence);
  return (
    t.packets[stream] >= ASYMMETRY_JUDGED_PACKETS && t.endUs[stream] > answerUsOf(evidence) && isSound(evidence, stream)
  );
}

/** A payload type that no SDP lists for where it is sent to. */
function unknownNumber(evidence: Evidence, stream: number): Found | null {
  const { announcements } = evidence.store.mediaStreams;
  const t = streamColumns(evidence);
  const line = announcements.lineAt(t.to[stream] - 1, evidence.dialog);
  // At first sight, by what was said last.
  if (line < 0 || announcements.lines.columns.codecs[line] === 0) return null;
  const suspects = payloadTypes(t, stream).filter(
    (type) => !isComfortNoise(type) && announcements.codecAt(line, type) === undefined,
  );
  if (suspects.length === 0) return null;
  const to = receiverEnd(evidence, stream);
  const agreements = agreementsOf(evidence);
  // What was agreed on before the capture is not known.
  if (evidence.midway && (agreements.length === 0 || t.startUs[stream] < agreements[0].atUs)) return null;
  const said = agreements.flatMap(({ offer, answer }) =>
    [offer, answer].flatMap((one) =>
      one.sdp.media.filter((media) => mediaEnd(media) === to).map((media) => ({ ...one, media })),
    ),
  );
  const listed = new Set(said.flatMap(({ media }) => media.formats.map(({ payloadType }) => payloadType)));
  const unknown = suspects.find((type) => !listed.has(type));
  if (said.length === 0 || unknown === undefined) return null;
  return {
    severity: 'warning',
    values: { from: senderEnd(evidence, stream), to, type: unknown },
    also: ['number'],
    messages: [said[said.length - 1].message],
    streams: [stream],
  };
}

/** Against the stream that goes back between the same ends. Names of codecs are those of the SDP, which must be known. */
function unlikeBack(evidence: Evidence, stream: number): Found | null {
  const t = streamColumns(evidence);
  for (const back of evidence.streams) {
    if (t.from[back] !== t.to[stream] || t.to[back] !== t.from[stream] || !isJudged(evidence, back)) continue;
    if (t.startUs[back] > t.endUs[stream] || t.endUs[back] < t.startUs[stream]) continue;
    const differs = sameAtFirstSight(evidence, stream, back) ? null : difference(evidence, stream, back);
    if (differs === null || agreementsOf(evidence).length === 0) continue;
    return {
      values: { from: senderEnd(evidence, stream), to: receiverEnd(evidence, stream), ...differs.values },
      also: [differs.name],
      messages: agreementsOf(evidence)
        .slice(-1)
        .flatMap(({ offer, answer }) => [offer.message, answer.message]),
      streams: [stream, back],
    };
  }
  return null;
}

function sameAtFirstSight(evidence: Evidence, stream: number, back: number): boolean {
  const t = streamColumns(evidence);
  return t.mainType[stream] === t.mainType[back] && t.step[stream] === t.step[back];
}

interface Difference {
  name: 'codec' | 'packets';
  values: Found['values'];
}

/** Null where one of them changes its codec on the way, as after a re-INVITE. */
function difference(evidence: Evidence, stream: number, back: number): Difference | null {
  const media = evidence.store.mediaStreams;
  const [there, other] = [media.describe(stream), media.describe(back)];
  if (there.codecChanges || other.codecChanges || there.codec === null || other.codec === null) return null;
  if (there.codec.name.toLowerCase() !== other.codec.name.toLowerCase())
    return { name: 'codec', values: { there: there.codec.name, back: other.codec.name } };
  const t = streamColumns(evidence);
  const thereMs = packetMs(t, stream, there.codec.clockRate);
  const backMs = packetMs(t, back, other.codec.clockRate);
  if (thereMs === null || backMs === null || thereMs === backMs) return null;
  return { name: 'packets', values: { there: { ms: thereMs }, back: { ms: backMs } } };
}
