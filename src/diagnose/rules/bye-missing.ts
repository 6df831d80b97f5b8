/** A call whose media has stopped long ago without a BYE. */

import { BYE_MISSING_S } from '../../budgets';
import { isAcknowledged, isSound, streamColumns } from '../call-media';
import type { Evidence } from '../evidence';
import { type Lane, lanesOf, streamsAlong } from '../media-lanes';
import type { Rule } from '../rule';
import { ANSWERED, ENDED, INVITE, STREAMS } from '../traits';

const SECOND_US = 1e6;

export const BYE_MISSING: Rule = {
  code: 'bye-missing',
  severity: 'warning',
  title: 'The call was never ended',
  explanation:
    'The last RTP of the call came at {stopped}, and for {silence} since then nothing, nor a BYE: it was lost, or one end crashed. For the switch and for billing the call goes on.',
  advice: 'Set an RTP timeout and session timers (RFC 4028) at the switch, so that such calls are ended.',
  needs: INVITE | STREAMS | ANSWERED,
  judge(evidence) {
    if ((evidence.traits & ENDED) !== 0) return null;
    const { lastUs, lastMessage } = evidence.store.dialogs.columns;
    const t = streamColumns(evidence);
    const sound = evidence.streams.filter((stream) => isSound(evidence, stream));
    if (sound.length === 0) return null;
    const last = sound.reduce((a, b) => (t.endUs[b] > t.endUs[a] ? b : a));
    const stoppedUs = t.endUs[last];
    // Who still speaks by SIP has not crashed.
    if (!evidence.reached(Math.max(stoppedUs, lastUs[evidence.dialog]) + BYE_MISSING_S * SECOND_US)) return null;
    if (!isAcknowledged(evidence) || !isOpen(evidence, last)) return null;
    return {
      values: { stopped: { timeUs: stoppedUs }, silence: { ms: (evidence.nowUs - stoppedUs) / 1000 } },
      messages: [lastMessage[evidence.dialog] - 1],
      streams: [last],
      gap: { from: lastMessage[evidence.dialog] - 1, to: null },
    };
  },
};

/** What holds now lets sound go both ways, and the stream is of it: it does not go by another way, nor is it on hold, nor a fax. */
function isOpen(evidence: Evidence, stream: number): boolean {
  const now = lanesOf(evidence).filter(({ untilUs }) => untilUs >= evidence.nowUs);
  const goesAlong = (lane: Lane) => streamsAlong(evidence, lane).includes(stream);
  return now.length > 0 && now.every(({ open }) => open) && now.some(goesAlong);
}
