/**
 * Redacts RTP and RTCP (RFC 3550): numbers, times and sources stay, which figures are made of; what was said, shown or
 * typed goes. A packet stays as long as it was.
 */

import type { MediaPacket } from '../../decode/rtp';
import type { StandIns } from './stand-ins';

/** Silence of G.711, by payload type; of anything else a payload of zeros. */
const SILENCE: Record<number, number> = { 0: 0xff, 8: 0xd5 };
const PADDING = 0x20;
const EXTENSION = 0x10;
const RTP_HEADER_BYTES = 12;

/** A copy of the datagram's payload. */
export function redactMedia(packet: MediaPacket, s: StandIns): Buffer {
  const out = Buffer.from(packet.bytes.subarray(packet.start, packet.end));
  if (packet.rtcp) redactReports(out, s);
  else redactPayload(out, packet);
  return out;
}

function redactPayload(out: Buffer, packet: MediaPacket): void {
  const { start, payloadType, missing } = packet;
  const [from, to] = [packet.payloadStart - start, packet.payloadEnd - start];
  const event = to - from === 4 && payloadType >= 96 && missing === 0 && isEvent(out, from);
  const extension = RTP_HEADER_BYTES + 4 * (out[0] & 0x0f);
  if (out[0] & EXTENSION) out.fill(0, Math.min(extension + 4, from), from);
  if (!event) out.fill(SILENCE[payloadType] ?? 0, from, to);
  else if (out[from] <= LAST_DIGIT) out[from] = 0;
  if (out[0] & PADDING && missing === 0) out.fill(0, to, out.length - 1);
}

/** Events above it are tones of faxes and of the network, which nobody types (RFC 4733, 3.2). */
const LAST_DIGIT = 15;

/** The reserved bit is not set, as it never is (RFC 4733, 2.3.3). */
function isEvent(out: Buffer, at: number): boolean {
  return (out[at + 1] & 0x40) === 0;
}

// --------------------------------------------------------------------------------------------------- RTCP

const REPORT = { sender: 200, receiver: 201, description: 202, bye: 203, application: 204, extended: 207 };
const BLOCK_BYTES = 24;

/** Each report keeps what figures are made of. What is not understood, or encrypted, is not kept. */
function redactReports(out: Buffer, s: StandIns): void {
  let at = 0;
  while (at + 8 <= out.length) {
    const type = out[at + 1];
    const end = at + 4 + 4 * out.readUInt16BE(at + 2);
    if (out[at] >> 6 !== 2 || type < 192 || type > 223) break;
    redactReport(out, at, Math.min(end, out.length), s);
    at = end;
  }
  if (at >= out.length) return;
  const index = secureIndex(out, at);
  out.fill(0, at === 0 ? 8 : at, index);
  out.fill(0, Math.min(index + 4, out.length), out.length);
}

/** The index and the tag of 80 bits end SRTCP (RFC 3711, 3.4): who reads it knows by them that the rest is encrypted. */
const SECURE_END_BYTES = 14;

/** Where the index of SRTCP stands behind `from`, as long as it is small; the end where there is none. */
function secureIndex(out: Buffer, from: number): number {
  const at = out.length - SECURE_END_BYTES;
  return at >= Math.max(from, 8) && out.readUInt16BE(at) === 0x8000 ? at : out.length;
}

function redactReport(out: Buffer, at: number, end: number, s: StandIns): void {
  const count = out[at] & 0x1f;
  const type = out[at + 1];
  // The last byte of padding says how much of it there is.
  const padding = out[at] & PADDING && end > at + 8 ? out[end - 1] : 0;
  const to = Math.max(at + 8, end - padding);
  if (type === REPORT.sender) out.fill(0, Math.min(to, at + 28 + BLOCK_BYTES * count), to);
  else if (type === REPORT.receiver) out.fill(0, Math.min(to, at + 8 + BLOCK_BYTES * count), to);
  else if (type === REPORT.description) describe(out, at + 4, to, count, s);
  else if (type === REPORT.bye) reason(out, at + 4 + 4 * count, to);
  else if (type === REPORT.application) application(out, at + 8, to);
  if (padding > 0 && end - 1 > to) out.fill(0, to, end - 1);
}

/** Items of each source: what it calls itself becomes a count of the same length (RFC 3550, 6.5). */
function describe(out: Buffer, from: number, to: number, count: number, s: StandIns): void {
  let at = from;
  for (let source = 0; source < count && at + 4 < to; source++) {
    at += 4;
    while (at + 1 < to && out[at] !== 0) {
      const length = Math.min(out[at + 1], to - at - 2);
      const value = out.latin1Slice(at + 2, at + 2 + length);
      out.write(s.sameForm(value, 36), at + 2, length, 'latin1');
      at += 2 + length;
    }
    // A null, and more up to the next word.
    at += 4 - ((at - from) & 3);
  }
}

/** The name of the program's packet stays; one that is encrypted is no name. */
function application(out: Buffer, at: number, to: number): void {
  const end = Math.min(at + 4, to);
  if (!/^[\x20-\x7e]*$/.test(out.latin1Slice(at, end))) out.fill(0x78, at, end);
  out.fill(0, end, to);
}

function reason(out: Buffer, at: number, to: number): void {
  if (at < to) out.fill(0x78, at + 1, Math.min(to, at + 1 + out[at]));
}
