/**
 * Makes packets anew: Ethernet, IP, and UDP, TCP or SCTP around a payload. Of the packet that was captured nothing but
 * its DSCP is copied, so that nothing of it is left. Streams are numbered so that readers put them together again.
 */

import { REDACTED_DIRECTIONS } from '../../budgets';
import { SCTP, UDP } from '../../decode/carried';

/** One end: 4 or 16 bytes of address. */
export interface End {
  bytes: Buffer;
  port: number;
}

const ETHERNET_BYTES = 14;
/** Of addresses that nobody gave out (the bit of local administration is set): to, from. */
const MACS = Buffer.from('020000000002020000000001', 'hex');
const IP4_BYTES = 20;
const IP6_BYTES = 40;
const UDP_BYTES = 8;
const TCP_BYTES = 20;
const SCTP_BYTES = 28;

const PROTOCOL = { udp: 17, tcp: 6, sctp: 132 };

/** The most that an IP packet holds; more goes into a packet of its own, or, of a datagram, is cut. */
const PAYLOAD_MAX = 65_535 - IP6_BYTES - SCTP_BYTES;

/** Where the addresses stand in a packet of packetsFor(). */
export const ADDRESSES_AT = { 4: ETHERNET_BYTES + 12, 6: ETHERNET_BYTES + 8 } as const;

export interface Made {
  bytes: Buffer;
  /** Offset of the payload. */
  at: number;
}

export class PacketMaker {
  /** Of the packets that are made next. */
  dscp = 0;
  /** What the next byte, or chunk, of a direction is numbered. */
  private readonly next = new Map<string, number>();
  private readonly chunks = new Map<string, number>();

  /** `missing` bytes behind the payload were sent and not captured. */
  datagram(from: End, to: End, payload: Buffer, missing = 0): Made {
    const held = payload.subarray(0, PAYLOAD_MAX);
    const sent = Math.min(held.length + missing, PAYLOAD_MAX);
    const made = this.begin(from, to, PROTOCOL.udp, UDP_BYTES, held, sent - held.length);
    const at = made.at - UDP_BYTES;
    made.bytes.writeUInt16BE(UDP_BYTES + sent, at + 4);
    // Of a payload that is cut, nobody can tell.
    if (sent === held.length)
      made.bytes.writeUInt16BE(checksum(from, to, PROTOCOL.udp, made.bytes, at) || 0xffff, at + 6);
    return made;
  }

  /** The packets that carry a message of a stream, the last one alone where one is enough. */
  message(transport: number, from: End, to: End, payload: Buffer, missing = 0): Made[] {
    if (transport === UDP) return [this.datagram(from, to, payload, missing)];
    if (transport === SCTP) return [this.chunk(from, to, payload.subarray(0, PAYLOAD_MAX))];
    const made: Made[] = [];
    for (let at = 0; at < payload.length; at += PAYLOAD_MAX) {
      made.push(this.segment(from, to, payload.subarray(at, at + PAYLOAD_MAX)));
    }
    if (missing > 0) this.skip(from, to, missing);
    return made;
  }

  private segment(from: End, to: End, payload: Buffer): Made {
    const made = this.begin(from, to, PROTOCOL.tcp, TCP_BYTES, payload, 0);
    const { bytes } = made;
    const at = made.at - TCP_BYTES;
    bytes.writeUInt32BE(this.nextOf(from, to), at + 4);
    bytes.writeUInt32BE(this.nextOf(to, from), at + 8);
    bytes[at + 12] = (TCP_BYTES / 4) << 4;
    bytes[at + 13] = 0x18;
    bytes.writeUInt16BE(0xffff, at + 14);
    bytes.writeUInt16BE(checksum(from, to, PROTOCOL.tcp, bytes, at), at + 16);
    this.skip(from, to, payload.length);
    return made;
  }

  /** RFC 9260: one DATA chunk with all of the message. */
  private chunk(from: End, to: End, payload: Buffer): Made {
    const padding = -payload.length & 3;
    const made = this.begin(from, to, PROTOCOL.sctp, SCTP_BYTES, Buffer.concat([payload, Buffer.alloc(padding)]), 0);
    const { bytes } = made;
    const at = made.at - SCTP_BYTES;
    const key = keyOf(from, to);
    const number = this.chunks.get(key) ?? 0;
    remember(this.chunks, key, number + 1);
    bytes.writeUInt32BE(1, at + 4);
    // Beginning and end of a message.
    bytes[at + 13] = 3;
    bytes.writeUInt16BE(16 + payload.length, at + 14);
    bytes.writeUInt32BE(number + 1, at + 16);
    bytes.writeUInt16BE(number & 0xffff, at + 22);
    bytes.writeUInt32LE(crc32c(bytes, at), at + 8);
    return made;
  }

  private begin(from: End, to: End, protocol: number, header: number, payload: Buffer, missing: number): Made {
    return begin(from, to, { protocol, dscp: this.dscp }, header, payload, missing);
  }

  private nextOf(from: End, to: End): number {
    return this.next.get(keyOf(from, to)) ?? 1;
  }

  private skip(from: End, to: End, bytes: number): void {
    remember(this.next, keyOf(from, to), (this.nextOf(from, to) + bytes) >>> 0);
  }
}

function keyOf(from: End, to: End): string {
  return `${from.bytes.latin1Slice()}${from.port} ${to.bytes.latin1Slice()}${to.port}`;
}

function remember(numbers: Map<string, number>, key: string, value: number): void {
  if (numbers.size >= REDACTED_DIRECTIONS && !numbers.has(key)) numbers.clear();
  numbers.set(key, value);
}

interface Ip {
  protocol: number;
  /** With two bits of ECN behind it. */
  dscp: number;
}

/** Everything but what the transport says of itself; its ports are in. */
function begin(from: End, to: End, ip: Ip, header: number, payload: Buffer, missing: number): Made {
  const v6 = from.bytes.length === 16;
  const ipBytes = v6 ? IP6_BYTES : IP4_BYTES;
  const transportAt = ETHERNET_BYTES + ipBytes;
  const at = transportAt + header;
  const bytes = Buffer.alloc(at + payload.length);
  MACS.copy(bytes, 0);
  bytes.writeUInt16BE(v6 ? 0x86dd : 0x0800, 12);
  if (v6) ip6(bytes, from, to, ip, header + payload.length + missing);
  else ip4(bytes, from, to, ip, ipBytes + header + payload.length + missing);
  bytes.writeUInt16BE(from.port, transportAt);
  bytes.writeUInt16BE(to.port, transportAt + 2);
  payload.copy(bytes, at);
  return { bytes, at };
}

function ip4(bytes: Buffer, from: End, to: End, { protocol, dscp }: Ip, length: number): void {
  const at = ETHERNET_BYTES;
  bytes[at] = 0x45;
  bytes[at + 1] = dscp;
  bytes.writeUInt16BE(length, at + 2);
  bytes.writeUInt16BE(0x4000, at + 6);
  bytes[at + 8] = 64;
  bytes[at + 9] = protocol;
  from.bytes.copy(bytes, at + 12);
  to.bytes.copy(bytes, at + 16);
  bytes.writeUInt16BE(folded(sumOf(bytes, at, at + IP4_BYTES)), at + 10);
}

function ip6(bytes: Buffer, from: End, to: End, { protocol, dscp }: Ip, length: number): void {
  const at = ETHERNET_BYTES;
  bytes[at] = 0x60 | (dscp >> 4);
  bytes[at + 1] = (dscp & 0x0f) << 4;
  bytes.writeUInt16BE(length, at + 4);
  bytes[at + 6] = protocol;
  bytes[at + 7] = 64;
  from.bytes.copy(bytes, at + 8);
  to.bytes.copy(bytes, at + 24);
}

/** Of UDP and TCP, with the header that is not sent (RFC 1071; RFC 8200, 8.1). */
function checksum(from: End, to: End, protocol: number, bytes: Buffer, at: number): number {
  const ends = sumOf(from.bytes, 0, from.bytes.length) + sumOf(to.bytes, 0, to.bytes.length);
  return folded(ends + protocol + bytes.length - at + sumOf(bytes, at, bytes.length));
}

function sumOf(bytes: Buffer, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i + 1 < to; i += 2) sum += (bytes[i] << 8) | bytes[i + 1];
  return (to - from) & 1 ? sum + (bytes[to - 1] << 8) : sum;
}

function folded(sum: number): number {
  let rest = sum;
  while (rest > 0xffff) rest = (rest & 0xffff) + Math.floor(rest / 0x10000);
  return ~rest & 0xffff;
}

/** Castagnoli's, reflected (RFC 9260, appendix A). */
const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc;
});

function crc32c(bytes: Buffer, from: number): number {
  let crc = 0xffffffff;
  for (let i = from; i < bytes.length; i++) crc = CRC[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}
