/**
 * Compound RTCP packets: RFC 3550 section 6, with their extended reports in rtcp-xr.ts. What a report means beside our own
 * figures is the business of the store. Encrypted ones (SRTCP, RFC 3711) are not to be given here.
 */

import { i32, u16 } from './packet';
import { extendedReport, u32, type XrBlock } from './rtcp-xr';
import { bytesText } from './visible';

export type RtcpPacket = SenderReport | ReceiverReport | SourceDescription | Bye | ExtendedReport | OtherRtcp;

export interface ReportBlock {
  /** Of whom it tells: the sender of the stream that was received. */
  ssrc: number;
  /** Since the report before, 0 to 255/256. */
  fractionLost: number;
  /** Since the beginning; below 0 when duplicates came. */
  lost: number;
  /** Extended: cycles times 65536 and the sequence number. */
  highestSequence: number;
  /** In units of the RTP clock. */
  jitter: number;
  /** Middle 32 bits of the NTP time of the latest sender report, 0 while none came. */
  lastSr: number;
  /** Units of 1/65536 s. */
  delaySinceLastSr: number;
}

export interface SenderReport {
  kind: 'SR';
  ssrc: number;
  /** Since 1900; 0 for a sender without a clock. */
  ntpSeconds: number;
  /** Of 2^32 in a second. */
  ntpFraction: number;
  rtpTimestamp: number;
  packets: number;
  octets: number;
  reports: ReportBlock[];
}

export interface ReceiverReport {
  kind: 'RR';
  ssrc: number;
  reports: ReportBlock[];
}

export interface SourceDescription {
  kind: 'SDES';
  /** Text is not safe to show as it is. Names as in the RFC: `CNAME`, `TOOL`; a number where there is none. */
  sources: { ssrc: number; items: { name: string; text: string }[] }[];
}

export interface Bye {
  kind: 'BYE';
  ssrcs: number[];
  /** Not safe to show as it is; empty without one. */
  reason: string;
}

export interface ExtendedReport {
  kind: 'XR';
  ssrc: number;
  blocks: XrBlock[];
}

/** APP, feedback and whatever else has the header: its type and no more. */
export interface OtherRtcp {
  kind: 'other';
  type: number;
  ssrc: number | null;
}

export interface Rtcp {
  packets: RtcpPacket[];
  /** It begins with no report, which RFC 5506 allows where both ends agreed to it, and many do who did not. */
  reducedSize: boolean;
  /** In words. Safe to show. */
  problems: string[];
}

const SR = 200;
const RR = 201;
const SDES = 202;
const BYE = 203;
const XR = 207;
const FIRST_TYPE = 192;
const LAST_TYPE = 223;

const HEADER_BYTES = 4;
const SSRC_BYTES = 4;
const SENDER_INFO_BYTES = 20;
const REPORT_BYTES = 24;
const COUNT = 0x1f;
const PADDING = 0x20;

/** Nobody reads more of them. */
const MAX_PROBLEMS = 16;

/** bytes[start, end) is what a datagram carries. Never throws: gives what it can read, and says what is wrong. */
export function parseRtcp(bytes: Buffer, start: number, end: number): Rtcp {
  const rtcp: Rtcp = { packets: [], reducedSize: false, problems: [] };
  let at = start;
  while (at < end) {
    const next = onePacket(bytes, at, end, rtcp);
    if (next < 0) break;
    at = next;
  }
  const first = rtcp.packets[0]?.kind;
  rtcp.reducedSize = first !== undefined && first !== 'SR' && first !== 'RR';
  if (end <= start) problem(rtcp, 'The RTCP packet is empty.');
  return rtcp;
}

/** Middle 32 bits of the NTP time, as a report block has them: units of 1/65536 s. */
export function ntpMiddle(ntpSeconds: number, ntpFraction: number): number {
  return (((ntpSeconds & 0xffff) << 16) | (ntpFraction >>> 16)) >>> 0;
}

/**
 * Milliseconds from the sender of a sender report to its receiver and back (RFC 3550 section 6.4.1): `arrival` is when the
 * report block came back, by the clock of the one who sent the sender report, as ntpMiddle() has it. Null without a sender
 * report to measure by, or when the clocks contradict each other.
 */
export function roundTripMs(arrival: number, report: ReportBlock): number | null {
  if (report.lastSr === 0) return null;
  const units = (arrival - report.lastSr - report.delaySinceLastSr) | 0;
  return units < 0 ? null : (units * 1000) / 65_536;
}

/**
 * The same by the clock of a capture that saw the sender report go by (`lastSr` names it) and the block come back: from
 * where it captures to the receiver and back. Both ways added up are the whole round trip. Null when it cannot be.
 */
export function roundTripFromHereMs(reportSentMs: number, blockCameMs: number, report: ReportBlock): number | null {
  if (report.lastSr === 0) return null;
  const ms = blockCameMs - reportSentMs - (report.delaySinceLastSr * 1000) / 65_536;
  return ms < 0 ? null : ms;
}

/** Where the next packet begins, or -1 when there is none to be found. */
function onePacket(bytes: Buffer, at: number, end: number, rtcp: Rtcp): number {
  if (end - at < HEADER_BYTES) return problem(rtcp, `${end - at} bytes behind the last RTCP packet are no header.`);
  const type = bytes[at + 1];
  if (bytes[at] >> 6 !== 2) return problem(rtcp, `An RTCP packet has version ${bytes[at] >> 6}.`);
  if (type < FIRST_TYPE || type > LAST_TYPE) return problem(rtcp, `${type} is no type of an RTCP packet.`);
  const next = at + HEADER_BYTES + 4 * u16(bytes, at + 2);
  if (next > end) problem(rtcp, `The ${nameOf(type)} packet is ${next - end} bytes longer than its datagram.`);
  const stop = Math.min(next, end);
  contents(bytes, at, withoutPadding(bytes, at, stop, next, end, rtcp), rtcp);
  return stop;
}

/** Only the last packet may be padded: the padding makes the datagram long enough to be encrypted. */
function withoutPadding(bytes: Buffer, at: number, stop: number, next: number, end: number, rtcp: Rtcp): number {
  if ((bytes[at] & PADDING) === 0 || next > end) return stop;
  if (next < end) problem(rtcp, `The ${nameOf(bytes[at + 1])} packet is padded, and not the last.`);
  const padding = bytes[stop - 1];
  if (padding > 0 && padding % 4 === 0 && padding <= stop - at - HEADER_BYTES) return stop - padding;
  problem(rtcp, `The padding of the ${nameOf(bytes[at + 1])} packet has an impossible length of ${padding}.`);
  return stop;
}

function contents(bytes: Buffer, at: number, stop: number, rtcp: Rtcp): void {
  const type = bytes[at + 1];
  const count = bytes[at] & COUNT;
  const from = at + HEADER_BYTES;
  if (type === SDES) rtcp.packets.push(sourceDescription(bytes, from, stop, count, rtcp));
  else if (type === BYE) rtcp.packets.push(bye(bytes, from, stop, count, rtcp));
  else if (type !== SR && type !== RR && type !== XR) {
    rtcp.packets.push({ kind: 'other', type, ssrc: stop - from >= SSRC_BYTES ? u32(bytes, from) : null });
  } else if (stop - from < SSRC_BYTES) tooShort(rtcp, type);
  else if (type === SR) senderReport(bytes, from, stop, count, rtcp);
  else if (type === RR) {
    const reports = reportBlocks(bytes, from + SSRC_BYTES, stop, count, type, rtcp);
    rtcp.packets.push({ kind: 'RR', ssrc: u32(bytes, from), reports });
  } else {
    const blocks = extendedReport(bytes, from + SSRC_BYTES, stop, (text) => problem(rtcp, text));
    rtcp.packets.push({ kind: 'XR', ssrc: u32(bytes, from), blocks });
  }
}

function senderReport(bytes: Buffer, from: number, stop: number, count: number, rtcp: Rtcp): void {
  const at = from + SSRC_BYTES;
  if (stop - at < SENDER_INFO_BYTES) {
    tooShort(rtcp, SR);
    return;
  }
  rtcp.packets.push({
    kind: 'SR',
    ssrc: u32(bytes, from),
    ntpSeconds: u32(bytes, at),
    ntpFraction: u32(bytes, at + 4),
    rtpTimestamp: u32(bytes, at + 8),
    packets: u32(bytes, at + 12),
    octets: u32(bytes, at + 16),
    reports: reportBlocks(bytes, at + SENDER_INFO_BYTES, stop, count, SR, rtcp),
  });
}

/** What stands behind them is an extension of a profile, which nobody has. */
function reportBlocks(bytes: Buffer, from: number, stop: number, count: number, type: number, rtcp: Rtcp) {
  const reports: ReportBlock[] = [];
  for (let at = from; reports.length < count; at += REPORT_BYTES) {
    if (stop - at < REPORT_BYTES) {
      problem(rtcp, `The ${nameOf(type)} packet has ${reports.length} of the ${count} report blocks that it promises.`);
      break;
    }
    reports.push({
      ssrc: u32(bytes, at),
      fractionLost: bytes[at + 4] / 256,
      // Signed, 24 bits.
      lost: (i32(bytes, at + 4) << 8) >> 8,
      highestSequence: u32(bytes, at + 8),
      jitter: u32(bytes, at + 12),
      lastSr: u32(bytes, at + 16),
      delaySinceLastSr: u32(bytes, at + 20),
    });
  }
  return reports;
}

/** RFC 3550 section 6.5. */
const ITEM_NAMES = ['', 'CNAME', 'NAME', 'EMAIL', 'PHONE', 'LOC', 'TOOL', 'NOTE', 'PRIV'];

function sourceDescription(bytes: Buffer, from: number, stop: number, count: number, rtcp: Rtcp): SourceDescription {
  const found: SourceDescription = { kind: 'SDES', sources: [] };
  let at = from;
  while (found.sources.length < count) {
    if (stop - at < SSRC_BYTES) {
      problem(rtcp, `The SDES packet has ${found.sources.length} of the ${count} sources that it promises.`);
      break;
    }
    const items: { name: string; text: string }[] = [];
    found.sources.push({ ssrc: u32(bytes, at), items });
    at = sourceItems(bytes, at + SSRC_BYTES, stop, items, rtcp);
    // A list of items ends with zeros up to the next multiple of four bytes.
    at = from + ((at - from + 4) & ~3);
  }
  return found;
}

/** Where the zero stands that ends the list. */
function sourceItems(bytes: Buffer, from: number, stop: number, items: { name: string; text: string }[], rtcp: Rtcp) {
  let at = from;
  while (at < stop && bytes[at] !== 0) {
    const begin = at + 2;
    const end = begin + (at + 1 < stop ? bytes[at + 1] : 0);
    if (begin > stop || end > stop) problem(rtcp, 'An item of the SDES packet is longer than the packet.');
    items.push({
      name: ITEM_NAMES[bytes[at]] ?? String(bytes[at]),
      text: bytesText(bytes, Math.min(begin, stop), Math.min(end, stop)),
    });
    at = end;
  }
  if (at === stop) problem(rtcp, 'The items of a source in the SDES packet do not end.');
  return Math.min(at, stop);
}

function bye(bytes: Buffer, from: number, stop: number, count: number, rtcp: Rtcp): Bye {
  const ssrcs: number[] = [];
  let at = from;
  for (; ssrcs.length < count && stop - at >= SSRC_BYTES; at += SSRC_BYTES) ssrcs.push(u32(bytes, at));
  if (ssrcs.length < count)
    problem(rtcp, `The BYE packet has ${ssrcs.length} of the ${count} sources that it promises.`);
  if (at >= stop) return { kind: 'BYE', ssrcs, reason: '' };
  const end = at + 1 + bytes[at];
  if (end > stop) problem(rtcp, 'The reason of the BYE packet is longer than the packet.');
  return { kind: 'BYE', ssrcs, reason: bytesText(bytes, at + 1, Math.min(end, stop)) };
}

function tooShort(rtcp: Rtcp, type: number): void {
  problem(rtcp, `The ${nameOf(type)} packet is too short for what it must hold.`);
}

function problem(rtcp: Rtcp, text: string): -1 {
  if (rtcp.problems.length < MAX_PROBLEMS) rtcp.problems.push(text);
  return -1;
}

const TYPE_NAMES = new Map([
  [SR, 'SR'],
  [RR, 'RR'],
  [SDES, 'SDES'],
  [BYE, 'BYE'],
  [204, 'APP'],
  [205, 'RTPFB'],
  [206, 'PSFB'],
  [XR, 'XR'],
]);

function nameOf(type: number): string {
  return TYPE_NAMES.get(type) ?? `type ${type}`;
}
