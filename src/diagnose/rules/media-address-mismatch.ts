/** RTP comes from another address than its sender's SDP gives: a NAT, or a host with several addresses. RFC 7362. */

import { HEARD_MS } from '../../budgets';
import { answerUsOf, endUsOf, receiverEnd, senderEnd, streamColumns } from '../call-media';
import type { Evidence } from '../evidence';
import { type Lane, lanesOf, withinMs } from '../media-lanes';
import type { Rule } from '../rule';
import { isAddress, mediaEnd } from '../sdp-words';
import { ANSWERED, INVITE, STREAMS } from '../traits';

export const MEDIA_ADDRESS_MISMATCH: Rule = {
  code: 'media-address-mismatch',
  severity: 'warning',
  title: 'RTP comes from another address than the SDP says',
  explanation:
    'RTP to {to} comes from {from}, but the SDP of its sender says {said}: a NAT is between, or a host has several addresses.',
  also: {
    handled: 'What goes back is sent to where the RTP comes from, so that both sides are heard.',
    unhandled: 'Nothing is sent back to {from}.',
  },
  advice:
    'Set the external address at the sender, or let the other side answer to where the RTP comes from (symmetric RTP, comedia), or put a relay between that rewrites the SDP.',
  needs: INVITE | STREAMS | ANSWERED,
  judge(evidence) {
    if (answerUsOf(evidence) === 0) return null;
    const strange = evidence.streams.filter((stream) => looksStrange(evidence, stream));
    if (strange.length === 0) return null;
    const lanes = lanesOf(evidence);
    for (const stream of strange) {
      const lane = mismatch(evidence, stream, lanes);
      if (lane === null) continue;
      const handled = isAnswered(evidence, stream);
      return {
        severity: handled ? 'notice' : 'warning',
        values: {
          from: senderEnd(evidence, stream),
          to: receiverEnd(evidence, stream),
          said: mediaEnd(lane.sender),
        },
        also: [handled ? 'handled' : 'unhandled'],
        messages: [lane.senderSaid.message],
        streams: [stream],
      };
    }
    return null;
  },
};

/** Its source is none of those that the call's SDP names, and it goes on after the answer. */
function looksStrange(evidence: Evidence, stream: number): boolean {
  const from = streamColumns(evidence).from[stream] - 1;
  if (evidence.store.mediaStreams.announcements.says(evidence.dialog, from)) return false;
  return withinMs(evidence, stream, answerUsOf(evidence), endUsOf(evidence)) >= HEARD_MS;
}

/** The latest lane to where the stream goes, if no lane to there has its source; ports alone may differ. */
function mismatch(evidence: Evidence, stream: number, lanes: readonly Lane[]): Lane | null {
  const { ends } = evidence.store.mediaStreams.announcements;
  const t = streamColumns(evidence);
  const there = lanes.filter(({ receiver }) => ends.findText(receiver.address, receiver.port) === t.to[stream] - 1);
  const comesFrom = ({ sender }: Lane, row: number) =>
    ends.findText(sender.address, t.sourcePort[row]) === t.from[row] - 1;
  const told = there.some((lane) => {
    // With ICE each candidate is an address that was told.
    if (lane.sender.candidates || !isAddress(lane.sender.address) || comesFrom(lane, stream)) return true;
    // A capture on both sides of a NAT has the same packets from the right address, too.
    return evidence.streams.some((row) => t.ssrc[row] === t.ssrc[stream] && comesFrom(lane, row));
  });
  return told ? null : (there.at(-1) ?? null);
}

function isAnswered(evidence: Evidence, stream: number): boolean {
  const t = streamColumns(evidence);
  return evidence.streams.some((other) => t.to[other] === t.from[stream]);
}
