/** A call's media streams as rules look at them: who sends where, over which time, and the columns with their figures. */

import { KINDS } from '../store/media-lines';
import type { StreamColumns } from '../store/streams-table';
import type { Evidence } from './evidence';

export function streamColumns({ store }: Evidence): StreamColumns {
  return store.mediaStreams.streams.table.columns;
}

/** `192.0.2.1:4000`, where it comes from. */
export function senderEnd(evidence: Evidence, stream: number): string {
  return evidence.store.endpoints.text(streamColumns(evidence).source[stream]);
}

export function receiverEnd(evidence: Evidence, stream: number): string {
  return evidence.store.endpoints.text(streamColumns(evidence).destination[stream]);
}

/** The same without ports. */
export function senderHost(evidence: Evidence, stream: number): string {
  return evidence.store.endpoints.get(streamColumns(evidence).source[stream]).address;
}

export function receiverHost(evidence: Evidence, stream: number): string {
  return evidence.store.endpoints.get(streamColumns(evidence).destination[stream]).address;
}

/** By its media line; what none describes counts as sound. */
export function isSound(evidence: Evidence, stream: number): boolean {
  const line = streamColumns(evidence).line[stream] - 1;
  return line < 0 || KINDS[evidence.store.mediaStreams.announcements.lines.columns.kind[line]] === 'audio';
}

export function clockRateOf({ store }: Evidence, stream: number): number {
  return store.mediaStreams.describe(stream).codec?.clockRate ?? 0;
}

/** Microseconds since 1970, as the call's times are; 0 where it was not answered within the capture. */
export function answerUsOf({ store, dialog }: Evidence): number {
  return store.dialogs.columns.answerUs[dialog];
}

/** When it ended, or until when it is seen to go on. */
export function endUsOf({ store, dialog, nowUs }: Evidence): number {
  return store.dialogs.columns.byeUs[dialog] || nowUs;
}

/** The ACK to a 2xx was seen: the signalling within the call comes by here. */
export function isAcknowledged(evidence: Evidence): boolean {
  const answerUs = answerUsOf(evidence);
  return evidence.messages.some(
    (row) => evidence.isRequest(row) && evidence.methodOf(row) === 'ACK' && evidence.timeUs(row) >= answerUs,
  );
}
