/**
 * The header of RTP (RFC 3550, 5.1), and RTCP told apart from it (RFC 5761, 4). What the packets of one stream say
 * together is the business of store/streams.ts; what RTCP says is read elsewhere.
 */

import { type Frame, newFrame, type PacketRef } from '../capture/frame';
import type { EndpointTable } from './endpoints';
import { i32, type Packet, u16 } from './packet';

const HEADER_BYTES = 12;
const SEQUENCE = 2;
const TIMESTAMP = 4;
const SSRC = 8;
const SOURCE_COUNT = 0x0f;
const EXTENSION = 0x10;
const PADDING = 0x20;
const MARKER = 0x80;
const EXTENSION_HEADER_BYTES = 4;
/** Packet types of RTCP: payload types 64 to 95 with the marker bit, which RTP leaves free for it. */
const RTCP_FIRST = 192;
const RTCP_LAST = 223;
const RTCP_HEADER_BYTES = 4;

/** Scratch: one a decoder, valid during the call of the sink only. */
export class MediaPacket {
  /** The datagram's payload is bytes[start, end). */
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;
  /** Bytes behind `end` that were sent, and not captured. */
  missing = 0;
  /** The frame that completed it. */
  frame: Frame = newFrame();
  /** Frames before that one which hold parts of it, as it came in fragments; null when one frame holds it all. */
  earlier: PacketRef[] | null = null;
  /** 4 or 6. The source address stands at addresses[addressesAt], the destination right behind it. */
  ipVersion = 4;
  addresses: Buffer = this.bytes;
  addressesAt = 0;
  sourcePort = 0;
  destinationPort = 0;
  /** True for RTCP, of which nothing below is filled in. */
  rtcp = false;
  marker = false;
  payloadType = 0;
  sequence = 0;
  /** Unsigned. */
  timestamp = 0;
  /** Signed; `>>> 0` where it is shown. */
  ssrc = 0;
  /** What is carried, without padding, is bytes[payloadStart, payloadEnd). */
  payloadStart = 0;
  payloadEnd = 0;
  /** Time of the capture's first frame, whatever it carried. */
  private firstSeconds = 0;
  private firstNanos = 0;

  constructor(private readonly endpoints: EndpointTable) {}

  captureBegins({ seconds, nanos }: Frame): void {
    this.firstSeconds = seconds;
    this.firstNanos = nanos;
  }

  /** When the capture began. */
  get began(): { seconds: number; nanos: number } {
    return { seconds: this.firstSeconds, nanos: this.firstNanos };
  }

  take(packet: Packet): void {
    this.bytes = packet.bytes;
    this.start = packet.at;
    this.end = packet.end;
    this.missing = packet.missing;
    this.frame = packet.frame;
    this.earlier = packet.earlier;
    this.ipVersion = packet.ipVersion;
    this.addresses = packet.addresses;
    this.addressesAt = packet.addressesAt;
    this.sourcePort = packet.sourcePort;
    this.destinationPort = packet.destinationPort;
  }

  /** Endpoint ids, given out when first asked for: not every datagram that looks like RTP deserves one. */
  get source(): number {
    return this.endpoint(0, this.sourcePort);
  }

  get destination(): number {
    return this.endpoint(1, this.destinationPort);
  }

  /**
   * Milliseconds since the capture began. Counted from there, and in this order, so that figures round as those of
   * tshark do.
   */
  get sinceBeginMs(): number {
    let seconds = this.frame.seconds - this.firstSeconds;
    let nanos = this.frame.nanos - this.firstNanos;
    if (nanos < 0 && seconds > 0) {
      seconds--;
      nanos += 1e9;
    } else if (nanos > 0 && seconds < 0) {
      seconds++;
      nanos -= 1e9;
    }
    return seconds * 1000 + nanos / 1e6;
  }

  private endpoint(which: number, port: number): number {
    const { addresses, addressesAt } = this;
    if (this.ipVersion === 4) return this.endpoints.ipv4(i32(addresses, addressesAt + 4 * which) >>> 0, port);
    return this.endpoints.ipv6(addresses, addressesAt + 16 * which, port);
  }
}

/** Fills in the header of a datagram that begins with version 2. False for what has not the form of RTP or RTCP. */
export function readMedia(packet: MediaPacket): boolean {
  const { bytes, start, end } = packet;
  const second = bytes[start + 1];
  packet.rtcp = second >= RTCP_FIRST && second <= RTCP_LAST;
  if (packet.rtcp) return end - start >= RTCP_HEADER_BYTES;
  if (end - start < HEADER_BYTES) return false;
  packet.marker = second >= MARKER;
  packet.payloadType = second & 0x7f;
  packet.sequence = u16(bytes, start + SEQUENCE);
  packet.timestamp = i32(bytes, start + TIMESTAMP) >>> 0;
  packet.ssrc = i32(bytes, start + SSRC);
  return bounded(packet);
}

/** Where the payload is. What the snap length has cut off is not held against the packet. */
function bounded(packet: MediaPacket): boolean {
  const { bytes, start, end } = packet;
  const first = bytes[start];
  let at = start + HEADER_BYTES + 4 * (first & SOURCE_COUNT);
  if (first & EXTENSION) {
    const words = at + EXTENSION_HEADER_BYTES <= end ? u16(bytes, at + 2) : 0;
    at += EXTENSION_HEADER_BYTES + 4 * words;
  }
  packet.payloadStart = Math.min(at, end);
  packet.payloadEnd = end;
  if (packet.missing > 0) return true;
  if (at > end) return false;
  if (first & PADDING) packet.payloadEnd = end - bytes[end - 1];
  return packet.payloadEnd >= at;
}
