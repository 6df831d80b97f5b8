/** The table of RTP streams: one row for each source, destination and SSRC, its figures, and what it is linked to. */

import { LOSS_COLUMNS } from './loss-bursts';
import { Table } from './table';

const SPEC = {
  /** Hash of the key, which is the rest of this block; of IPv4 addresses only the last word is used. */
  hash: Int32Array,
  ssrc: Int32Array,
  source0: Int32Array,
  source1: Int32Array,
  source2: Int32Array,
  source3: Int32Array,
  destination0: Int32Array,
  destination1: Int32Array,
  destination2: Int32Array,
  destination3: Int32Array,
  sourcePort: Uint16Array,
  destinationPort: Uint16Array,
  flags: Uint16Array,
  /** Running number from 1, in the order in which streams became such; 0 for a candidate. */
  number: Uint32Array,
  /** Slot + 1 among the candidates. */
  slot: Int32Array,
  /** Endpoint ids. */
  source: Int32Array,
  destination: Int32Array,
  /** Rows + 1 of its ends (media-ends.ts), and of its neighbours among the streams from and to them. */
  from: Int32Array,
  to: Int32Array,
  nextFrom: Int32Array,
  previousFrom: Int32Array,
  nextTo: Int32Array,
  previousTo: Int32Array,
  /** Row + 1 of the dialog that claims it, or 0; of its neighbours among the dialog's streams. */
  dialog: Int32Array,
  nextOfDialog: Int32Array,
  previousOfDialog: Int32Array,
  /** Row + 1 of the media line that describes it (media-lines.ts), or 0. */
  line: Int32Array,
  /** Rows + 1 of its neighbours among the streams with its SSRC, and of what RTCP tells of it (rtcp-table.ts). */
  nextSsrc: Int32Array,
  previousSsrc: Int32Array,
  rtcp: Int32Array,
  /** Streams before it between the same ends, with other SSRCs. */
  ssrcChanges: Uint16Array,

  packets: Uint32Array,
  /** Bytes with IP and UDP headers. */
  bytes: Float64Array,
  startUs: Float64Array,
  endUs: Float64Array,
  /** Sequence number of the first packet, of the latest one, and how often it began anew. */
  startSequence: Uint16Array,
  stopSequence: Uint16Array,
  cycles: Uint32Array,
  /** Of the first packet. */
  startTimestamp: Uint32Array,
  /** Milliseconds since the capture began: of the first packet, and of the latest that was not before it in time. */
  startMs: Float64Array,
  timeMs: Float64Array,
  /** What its timestamp says, in milliseconds since the first packet; of the latest with a clock rate. */
  nominalMs: Float64Array,
  /** Packets that count for deltas, and those of them that count for jitter. */
  regular: Uint32Array,
  clocked: Uint32Array,
  deltaMs: Float64Array,
  minDeltaMs: Float64Array,
  meanDeltaMs: Float64Array,
  maxDeltaMs: Float64Array,
  jitterMs: Float64Array,
  minJitterMs: Float64Array,
  meanJitterMs: Float64Array,
  maxJitterMs: Float64Array,
  /** Of the latest packet; and of the first that was neither comfort noise nor an event. */
  payloadType: Uint8Array,
  mainType: Uint8Array,
  typeChanges: Uint16Array,
  /** A bit for each payload type seen. */
  types0: Int32Array,
  types1: Int32Array,
  types2: Int32Array,
  types3: Int32Array,
  /** A dynamic payload type + 1 and its clock rate, as its media line has it; 0: to be looked up. */
  dynamicType: Uint8Array,
  dynamicRate: Uint32Array,
  /** The highest sequence number, and which of the 64 up to it have come. */
  highest: Uint16Array,
  received0: Int32Array,
  received1: Int32Array,
  /** What has left that window, in gaps and bursts. */
  ...LOSS_COLUMNS,
  /** Where a sender that began anew would go on, + 1. */
  restart: Uint32Array,
  outOfOrder: Uint32Array,
  duplicates: Uint32Array,
  /** Of the second at hand (stream-course.ts): which one of the stream, its end, and what stood at its beginning. */
  second: Uint32Array,
  /** Seconds before it in which no packet came. */
  secondsSilent: Uint32Array,
  secondEndUs: Float64Array,
  secondPackets: Uint32Array,
  secondLost: Int32Array,
  /** The highest jitter and the least transit in it. */
  secondJitterMs: Float64Array,
  secondTransitMs: Float64Array,
  /** Block + 1 of the seconds before, or 0. */
  course: Int32Array,
  /** Rows + 1 of the first and the last of its digits, and how many there are (digits.ts). */
  firstDigit: Int32Array,
  lastDigit: Int32Array,
  digits: Uint16Array,
  /** Timestamp of the latest packet, the step that most packets take, and how firmly. */
  timestamp: Uint32Array,
  step: Uint32Array,
  stepVotes: Uint16Array,
};

export const IN_USE = 1;
/** Not yet a stream. */
export const CANDIDATE = 2;
export const IPV6 = 4;
/** The sequence numbers are below the first one's, after a cycle. */
export const BELOW_START = 8;
/** Its ends and SSRC were taken over by another call: later packets are of another stream. */
export const CLOSED = 16;

/** Payload types from here on mean what SDP says: RFC 3551 section 6. */
export const FIRST_DYNAMIC = 96;

export type StreamTable = Table<typeof SPEC>;
export type StreamColumns = StreamTable['columns'];

export function newStreamTable(): StreamTable {
  return new Table(SPEC);
}
