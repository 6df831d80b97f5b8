/** Blocks of RTCP extended reports: RFC 3611 section 4. Those that nobody sends about voice are named by type only. */

import { i32, u16 } from './packet';

export type XrBlock = ReceiverReferenceTime | Dlrr | VoipMetrics | OtherXrBlock;

/** 4.4: the clock of a receiver that sends nothing, so that it can measure the round trip too. */
export interface ReceiverReferenceTime {
  kind: 'receiver reference time';
  /** As in a sender report. */
  ntpSeconds: number;
  ntpFraction: number;
}

/** 4.5: the answer to it. */
export interface Dlrr {
  kind: 'DLRR';
  /** Of one receiver each, in units of 1/65536 s; `lastRr` as a report block's lastSr. */
  reports: { ssrc: number; lastRr: number; delaySinceLastRr: number }[];
}

/** 4.7: what the receiver of a stream says of it. A figure that it has not is null. */
export interface VoipMetrics {
  kind: 'VoIP metrics';
  ssrc: number;
  /** Shares of packets, 0 to 255/256: lost on the way, discarded as too late or too early. */
  lossRate: number;
  discardRate: number;
  burstDensity: number;
  gapDensity: number;
  burstMs: number;
  gapMs: number;
  roundTripMs: number;
  endSystemMs: number;
  /** dBm0, below 0. */
  signalLevel: number | null;
  noiseLevel: number | null;
  /** Residual echo return loss, dB. */
  rerl: number | null;
  gmin: number;
  rFactor: number | null;
  /** Of the part of the call that runs over another network. */
  externalRFactor: number | null;
  /** 1.0 to 5.0: of listening, of talking. */
  mosLq: number | null;
  mosCq: number | null;
  /** Null where it is not told. */
  concealment: 'disabled' | 'enhanced' | 'standard' | null;
  jitterBuffer: 'non-adaptive' | 'adaptive' | null;
  jitterBufferRate: number;
  jitterBufferNominalMs: number;
  jitterBufferMaximumMs: number;
  jitterBufferAbsoluteMaximumMs: number;
}

export interface OtherXrBlock {
  kind: 'other';
  type: number;
}

const RECEIVER_REFERENCE_TIME = 4;
const DLRR = 5;
const VOIP_METRICS = 7;

const HEADER_BYTES = 4;
const REFERENCE_BYTES = 8;
const DLRR_BYTES = 12;
const METRICS_BYTES = 32;

/** The blocks in bytes[from, stop). `problem` is told in words what is wrong. */
export function extendedReport(bytes: Buffer, from: number, stop: number, problem: (text: string) => void): XrBlock[] {
  const blocks: XrBlock[] = [];
  let at = from;
  while (stop - at >= HEADER_BYTES) {
    const type = bytes[at];
    const begin = at + HEADER_BYTES;
    const end = begin + 4 * u16(bytes, at + 2);
    if (end > stop) problem(`A block of type ${type} is ${end - stop} bytes longer than its XR packet.`);
    const block = oneBlock(bytes, type, begin, Math.min(end, stop));
    if (block === null) problem(`A block of type ${type} in an XR packet has an impossible length of ${end - begin}.`);
    else blocks.push(block);
    at = Math.min(end, stop);
  }
  if (at < stop) problem(`${stop - at} bytes behind the last block of an XR packet are no header.`);
  return blocks;
}

export function u32(bytes: Buffer, at: number): number {
  return i32(bytes, at) >>> 0;
}

function oneBlock(bytes: Buffer, type: number, at: number, end: number): XrBlock | null {
  const length = end - at;
  if (type === RECEIVER_REFERENCE_TIME) {
    if (length !== REFERENCE_BYTES) return null;
    return { kind: 'receiver reference time', ntpSeconds: u32(bytes, at), ntpFraction: u32(bytes, at + 4) };
  }
  if (type === DLRR) return length % DLRR_BYTES === 0 ? dlrr(bytes, at, end) : null;
  if (type === VOIP_METRICS) return length === METRICS_BYTES ? voipMetrics(bytes, at) : null;
  return { kind: 'other', type };
}

function dlrr(bytes: Buffer, from: number, end: number): Dlrr {
  const found: Dlrr = { kind: 'DLRR', reports: [] };
  for (let at = from; at < end; at += DLRR_BYTES) {
    found.reports.push({
      ssrc: u32(bytes, at),
      lastRr: u32(bytes, at + 4),
      delaySinceLastRr: u32(bytes, at + 8),
    });
  }
  return found;
}

const CONCEALMENTS = [null, 'disabled', 'enhanced', 'standard'] as const;
/** 1 is reserved. */
const JITTER_BUFFERS = [null, null, 'non-adaptive', 'adaptive'] as const;

function voipMetrics(bytes: Buffer, at: number): VoipMetrics {
  const config = bytes[at + 24];
  return {
    kind: 'VoIP metrics',
    ssrc: u32(bytes, at),
    lossRate: bytes[at + 4] / 256,
    discardRate: bytes[at + 5] / 256,
    burstDensity: bytes[at + 6] / 256,
    gapDensity: bytes[at + 7] / 256,
    burstMs: u16(bytes, at + 8),
    gapMs: u16(bytes, at + 10),
    roundTripMs: u16(bytes, at + 12),
    endSystemMs: u16(bytes, at + 14),
    signalLevel: known(bytes.readInt8(at + 16)),
    noiseLevel: known(bytes.readInt8(at + 17)),
    rerl: known(bytes[at + 18]),
    gmin: bytes[at + 19],
    rFactor: known(bytes[at + 20]),
    externalRFactor: known(bytes[at + 21]),
    mosLq: tenths(bytes[at + 22]),
    mosCq: tenths(bytes[at + 23]),
    concealment: CONCEALMENTS[config >> 6],
    jitterBuffer: JITTER_BUFFERS[(config >> 4) & 3],
    jitterBufferRate: config & 0x0f,
    jitterBufferNominalMs: u16(bytes, at + 26),
    jitterBufferMaximumMs: u16(bytes, at + 28),
    jitterBufferAbsoluteMaximumMs: u16(bytes, at + 30),
  };
}

/** 127 says that there is no figure. */
function known(value: number): number | null {
  return value === 127 ? null : value;
}

function tenths(value: number): number | null {
  return value === 127 ? null : value / 10;
}
