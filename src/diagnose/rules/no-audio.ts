/** An answered call without any RTP, where the capture would have it. */

import { HEARD_MS, ONE_WAY_MS } from '../../budgets';
import { answerUsOf, isAcknowledged, receiverHost, senderHost, streamColumns } from '../call-media';
import type { Evidence } from '../evidence';
import { isOpenBothWays, keptSince, type Lane, lanesOf, pathIsSeen, streamsAlong, withinMs } from '../media-lanes';
import type { Rule } from '../rule';
import { mediaEnd } from '../sdp-words';
import { INVITE, SOUNDLESS } from '../traits';

export const NO_AUDIO: Rule = {
  code: 'no-audio',
  severity: 'error',
  title: 'Nothing is heard in either direction',
  explanation:
    'The call was answered, but no RTP went between {offered} and {answered}, which the SDP of the two sides names; the capture holds RTP of other calls.',
  advice: 'Look whether the RTP ports are open at both addresses (firewall), and whether the media relay runs.',
  needs: INVITE | SOUNDLESS,
  judge(evidence) {
    const answerUs = answerUsOf(evidence);
    if (answerUs === 0 || evidence.midway || !isAcknowledged(evidence) || !keptSince(evidence, answerUs)) return null;
    const lanes = lanesOf(evidence).filter(isOpenBothWays);
    // With ICE RTP goes where nothing but its candidates says, or within TURN.
    if (lanes.some(({ sender, receiver }) => sender.candidates || receiver.candidates)) return null;
    const silent = lanes.find((lane) => windowMs(evidence, lane) > ONE_WAY_MS);
    if (silent === undefined) {
      evidence.reached(answerUs + 1000 * ONE_WAY_MS + 1);
      return null;
    }
    if (lanes.some((lane) => isHeard(evidence, lane)) || isElsewhere(evidence, silent)) return null;
    if (!pathIsSeen(evidence, silent)) {
      // RTP of other calls may come to tell.
      evidence.awaitEnd();
      return null;
    }
    const [offer, answer] = [silent.senderSaid.message, silent.receiverSaid.message].sort((a, b) => a - b);
    return {
      values: { offered: mediaEnd(silent.sender), answered: mediaEnd(silent.receiver) },
      messages: [offer, answer],
    };
  },
};

function windowMs(evidence: Evidence, { fromUs, untilUs }: Lane): number {
  return (untilUs - Math.max(fromUs, answerUsOf(evidence))) / 1000;
}

/** By a stream that another leg claims, too. */
function isHeard(evidence: Evidence, lane: Lane): boolean {
  const { fromUs, untilUs } = lane;
  return streamsAlong(evidence, lane).some((stream) => withinMs(evidence, stream, fromUs, untilUs) > 0);
}

/** A stream that no call announced comes from one of the hosts, or goes there, meanwhile: it may be this call's. */
function isElsewhere(evidence: Evidence, { sender, receiver, fromUs, untilUs }: Lane): boolean {
  const t = streamColumns(evidence);
  let found = false;
  evidence.store.mediaStreams.streams.each((stream) => {
    if (found || t.dialog[stream] > 0 || withinMs(evidence, stream, fromUs, untilUs) < HEARD_MS) return;
    const hosts = [senderHost(evidence, stream), receiverHost(evidence, stream)];
    found = hosts.includes(sender.address) || hosts.includes(receiver.address);
  });
  return found;
}
