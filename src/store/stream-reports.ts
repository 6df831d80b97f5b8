/**
 * What both ends said of a stream by RTCP, as objects for who shows it, to stand beside our own figures. RFC 3550 section
 * 6.4, RFC 3611 section 4.7.
 */

import { MEDIA_LINE_LOOKS } from '../budgets';
import { visible } from '../decode/visible';
import * as R from './rtcp-table';
import type { Store } from './store';

export interface StreamReports {
  /** Null where no report came, only names or a BYE. */
  sender: SenderFigures | null;
  /** Of who sends the stream. Safe to show, as all texts here; null where it was not told. */
  cname: string | null;
  tool: string | null;
  /** Microseconds since 1970; null while it has not left. */
  byeUs: number | null;
  /** Null where none was given. */
  byeReason: string | null;
  /** Null where the receiver told nothing. */
  receiver: ReceiverFigures | null;
  /** From where the capture was made to the receiver and back; null where it could not be measured. */
  tripFromHere: TripFigures | null;
  voipMetrics: ReportedMetrics | null;
  /** Compound packets of the sender that were not used: SRTCP, and those that could not be read whole. */
  encrypted: number;
  broken: number;
}

/** What the sender says that it sent. */
export interface SenderFigures {
  reports: number;
  /** Of the latest report: microseconds since 1970, packets and bytes of payload since the beginning. */
  latestUs: number;
  packets: number;
  octets: number;
}

/** What the receiver says of what came, by its report blocks. */
export interface ReceiverFigures {
  reports: number;
  /** Microseconds since 1970. */
  latestUs: number;
  /** Of the packets expected between two reports: the latest, and the worst. */
  lostPercent: number;
  worstLostPercent: number;
  /** Since the beginning; below 0 where duplicates came. */
  lost: number;
  /** Units of the RTP clock, and null where its rate is not known. */
  jitter: number;
  jitterMs: number | null;
  /** Extended: cycles times 65536 and the sequence number. */
  highestSequence: number;
}

export interface TripFigures {
  measured: number;
  latestMs: number;
  meanMs: number;
  maxMs: number;
}

/** The receiver's latest VoIP metrics. */
export interface ReportedMetrics {
  /** How many came. */
  reports: number;
  /** Microseconds since 1970. */
  latestUs: number;
  /** Of the packets expected: lost on the way, discarded by the jitter buffer. */
  lostPercent: number;
  discardedPercent: number;
  /** Lost or discarded in bursts and in the gaps between them, and how long these last on average. */
  burstPercent: number;
  gapPercent: number;
  burstMs: number;
  gapMs: number;
  /** As the receiver measured it, and what it adds itself; null for 0, which is sent where it was not measured. */
  roundTripMs: number | null;
  endSystemMs: number | null;
  rFactor: number | null;
  /** 1.0 to 5.0: of listening, of talking. */
  mosLq: number | null;
  mosCq: number | null;
  jitterBuffer: (typeof R.JITTER_BUFFERS)[number];
  jitterBufferNominalMs: number;
  jitterBufferMaximumMs: number;
  jitterBufferAbsoluteMaximumMs: number;
}

/** From here to each end of a call and back. Both together are the round trip between the ends. */
export interface RoundTrip {
  /** Means over the call; null where it could not be measured. */
  toReceiverMs: number | null;
  toSenderMs: number | null;
  /** Null where one of them is not known. */
  wholeMs: number | null;
}

/** Null where no RTCP told of the stream. */
export function reportsOf(store: Store, stream: number): StreamReports | null {
  const { rtcp, streams } = store.mediaStreams;
  const row = streams.table.columns.rtcp[stream] - 1;
  if (row < 0) return null;
  const t = rtcp.table.columns;
  return {
    sender: senderOf(t, row),
    cname: safe(rtcp.text(row, 'cname')),
    tool: safe(rtcp.text(row, 'tool')),
    byeUs: t.byeUs[row] === 0 ? null : t.byeUs[row],
    byeReason: safe(rtcp.text(row, 'reason')),
    receiver: receiverOf(t, row, store.mediaStreams.describe(stream).codec?.clockRate ?? 0),
    tripFromHere: tripOf(t, row),
    voipMetrics: metricsOf(t, row),
    encrypted: t.encrypted[row],
    broken: t.broken[row],
  };
}

/** Of the stream and the one that goes the other way between the same ends; null where nothing of it is known. */
export function roundTripOf(store: Store, stream: number): RoundTrip | null {
  const toReceiverMs = meanTripMs(store, stream);
  const toSenderMs = tripToSenderMs(store, stream);
  if (toReceiverMs === null && toSenderMs === null) return null;
  const wholeMs = toReceiverMs === null || toSenderMs === null ? null : toReceiverMs + toSenderMs;
  return { toReceiverMs, toSenderMs, wholeMs };
}

function senderOf(t: R.RtcpColumns, row: number): SenderFigures | null {
  if (t.senderReports[row] === 0) return null;
  return {
    reports: t.senderReports[row],
    latestUs: t.sent0Us[row],
    packets: t.packets[row],
    octets: t.octets[row],
  };
}

function receiverOf(t: R.RtcpColumns, row: number, clockRate: number): ReceiverFigures | null {
  if (t.blocks[row] === 0) return null;
  const jitter = t.jitter[row];
  return {
    reports: t.blocks[row],
    latestUs: t.blockUs[row],
    lostPercent: percent(t.fraction[row]),
    worstLostPercent: percent(t.worstFraction[row]),
    lost: t.lost[row],
    jitter,
    jitterMs: clockRate === 0 ? null : (1000 * jitter) / clockRate,
    highestSequence: t.highest[row],
  };
}

function tripOf(t: R.RtcpColumns, row: number): TripFigures | null {
  if (t.trips[row] === 0) return null;
  return { measured: t.trips[row], latestMs: t.tripMs[row], meanMs: t.meanTripMs[row], maxMs: t.maxTripMs[row] };
}

function metricsOf(t: R.RtcpColumns, row: number): ReportedMetrics | null {
  if (t.metrics[row] === 0) return null;
  return {
    reports: t.metrics[row],
    latestUs: t.metricsUs[row],
    lostPercent: percent(t.lossRate[row]),
    discardedPercent: percent(t.discardRate[row]),
    burstPercent: percent(t.burstDensity[row]),
    gapPercent: percent(t.gapDensity[row]),
    burstMs: t.burstMs[row],
    gapMs: t.gapMs[row],
    roundTripMs: t.farTripMs[row] === 0 ? null : t.farTripMs[row],
    endSystemMs: t.endSystemMs[row] === 0 ? null : t.endSystemMs[row],
    rFactor: t.rFactor[row] === R.NOT_KNOWN ? null : t.rFactor[row],
    mosLq: mosOf(t.mosLq[row]),
    mosCq: mosOf(t.mosCq[row]),
    jitterBuffer: R.JITTER_BUFFERS[t.jitterBuffer[row]],
    jitterBufferNominalMs: t.bufferNominalMs[row],
    jitterBufferMaximumMs: t.bufferMaximumMs[row],
    jitterBufferAbsoluteMaximumMs: t.bufferAbsoluteMs[row],
  };
}

function meanTripMs(store: Store, stream: number): number | null {
  const { rtcp, streams } = store.mediaStreams;
  const row = streams.table.columns.rtcp[stream] - 1;
  return row < 0 || rtcp.table.columns.trips[row] === 0 ? null : rtcp.table.columns.meanTripMs[row];
}

/** By the stream that goes back, the latest of which it is known: an end that changes its SSRC has several. */
function tripToSenderMs(store: Store, stream: number): number | null {
  const { announcements, streams } = store.mediaStreams;
  const t = streams.table.columns;
  let found: number | null = null;
  let latestUs = -1;
  let row = announcements.ends.table.columns.from[t.to[stream] - 1] - 1;
  for (let looks = 0; row >= 0 && looks < MEDIA_LINE_LOOKS; looks++) {
    const isBack = t.to[row] === t.from[stream] && t.dialog[row] === t.dialog[stream];
    const ms = isBack && t.endUs[row] > latestUs ? meanTripMs(store, row) : null;
    if (ms !== null) {
      found = ms;
      latestUs = t.endUs[row];
    }
    row = t.nextFrom[row] - 1;
  }
  return found;
}

function percent(of256: number): number {
  return (of256 * 100) / 256;
}

function mosOf(tenths: number): number | null {
  return tenths === R.NOT_KNOWN ? null : tenths / 10;
}

function safe(text: string | null): string | null {
  return text === null ? null : visible(text);
}
