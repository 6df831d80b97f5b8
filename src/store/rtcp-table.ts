/** The table of what RTCP tells of streams: a row for each stream that a packet told of. RFC 3550 section 6, RFC 3611. */

import { Table } from './table';

const SPEC = {
  /** Compound packets whose contents were not used: SRTCP, and those that could not be read whole. */
  encrypted: Uint32Array,
  broken: Uint32Array,

  // Of the sender.
  senderReports: Uint32Array,
  packets: Uint32Array,
  octets: Uint32Array,
  /** Middle 32 bits of the NTP times of the latest sender reports, the latest first, and when they went by. */
  sent0: Uint32Array,
  sent1: Uint32Array,
  sent2: Uint32Array,
  sent3: Uint32Array,
  sent0Us: Float64Array,
  sent1Us: Float64Array,
  sent2Us: Float64Array,
  sent3Us: Float64Array,
  /** 0: none came. */
  byeUs: Float64Array,
  /** Positions in the arena of texts, and their lengths in UTF-8; 0: none. */
  cnameAt: Float64Array,
  cnameLength: Uint16Array,
  toolAt: Float64Array,
  toolLength: Uint16Array,
  reasonAt: Float64Array,
  reasonLength: Uint16Array,

  // Of the receiver: report blocks. All but the worst and the round trips is of the latest.
  blocks: Uint32Array,
  blockUs: Float64Array,
  /** Of 256. */
  fraction: Uint8Array,
  worstFraction: Uint8Array,
  lost: Int32Array,
  highest: Uint32Array,
  /** Units of the RTP clock. */
  jitter: Uint32Array,
  lastSr: Uint32Array,
  delaySinceLastSr: Uint32Array,
  /** How often it was measured, from here to the receiver and back. */
  trips: Uint32Array,
  tripMs: Float64Array,
  meanTripMs: Float64Array,
  maxTripMs: Float64Array,

  // Of the receiver: the latest VoIP metrics, in the units of the packet. NOT_KNOWN has its meaning from there.
  metrics: Uint32Array,
  metricsUs: Float64Array,
  lossRate: Uint8Array,
  discardRate: Uint8Array,
  burstDensity: Uint8Array,
  gapDensity: Uint8Array,
  burstMs: Uint16Array,
  gapMs: Uint16Array,
  farTripMs: Uint16Array,
  endSystemMs: Uint16Array,
  rFactor: Uint8Array,
  mosLq: Uint8Array,
  mosCq: Uint8Array,
  /** Index into JITTER_BUFFERS. */
  jitterBuffer: Uint8Array,
  bufferNominalMs: Uint16Array,
  bufferMaximumMs: Uint16Array,
  bufferAbsoluteMs: Uint16Array,
};

/** RFC 3611 section 4.7: of R factors and MOS. */
export const NOT_KNOWN = 127;

export const JITTER_BUFFERS = [null, 'non-adaptive', 'adaptive'] as const;

export type RtcpTable = Table<typeof SPEC>;
export type RtcpColumns = RtcpTable['columns'];

export function newRtcpTable(): RtcpTable {
  return new Table(SPEC);
}
