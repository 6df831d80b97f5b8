/**
 * The packet in hand while its layers are taken off one by one, and the numbers that name a layer. A layer reads its
 * header at `at`, moves `at` behind it, pulls `end` in where its own length says so, and names the next layer.
 */

import { type Frame, newFrame, type PacketRef } from '../capture/frame';

/** A layer is named by the number space that its parent uses, plus the number in it. */
export const LINK_TYPE = 0;
export const ETHERTYPE = 1 << 16;
export const PPP_PROTOCOL = 2 << 16;
export const IP_PROTOCOL = 3 << 16;
/** Destination port of a datagram whose payload begins at `at`. */
export const UDP_PORT = 4 << 16;
/** An IP fragment: what it is a piece of stands in the packet. */
export const FRAGMENT = 5 << 16;
/** A header that is cut short or contradicts itself: nothing below it can be found. */
export const BROKEN = FRAGMENT + 1;
/** What a layer says when its content is to be told by its first four bits: IPv4 or IPv6. */
export const ETHERTYPE_IPV4 = ETHERTYPE + 0x0800;
export const ETHERTYPE_IPV6 = ETHERTYPE + 0x86dd;

/** Takes one layer off and names the next. */
export type Layer = (packet: Packet) => number;

/** Scratch: one a decoder. */
export class Packet {
  frame: Frame = newFrame();
  /** The layer not yet looked at is bytes[at, end): the frame's bytes, or those of a datagram put together. */
  bytes: Buffer = Buffer.alloc(0);
  at = 0;
  end = 0;
  /** Bytes behind `end` that a length field promises but nobody captured. */
  missing = 0;
  /** True for what there is of a datagram whose other fragments did not come. */
  incomplete = false;
  /** The same, where a fragment was not captured whole. */
  cut = false;
  /** Frames before this one that hold parts of the datagram, or null. */
  earlier: PacketRef[] | null = null;
  problems: string[] | null = null;
  /** 4, 6, or 0 while no IP header was seen. Source and destination stand side by side at `addressesAt`. */
  ipVersion = 0;
  addresses: Buffer = this.bytes;
  addressesAt = 0;
  sourcePort = 0;
  destinationPort = 0;
  /** Of a FRAGMENT: what it belongs to, and where its bytes stand in that. */
  fragmentId = 0;
  fragmentProtocol = 0;
  fragmentOffset = 0;
  moreFragments = false;

  begin(frame: Frame): void {
    this.frame = frame;
    this.bytes = frame.bytes;
    this.at = frame.start;
    this.end = frame.end;
    const cut = frame.wireLength - (frame.end - frame.start);
    this.missing = Math.max(cut, 0);
    this.earlier = null;
    this.problems = null;
    this.ipVersion = 0;
    this.incomplete = false;
    this.cut = false;
  }

  problem(text: string): void {
    if (this.problems === null) this.problems = [text];
    else this.problems.push(text);
  }

  /** The layer is `length` bytes from `at` on, says its header: drops padding, or notes what is missing. */
  bound(length: number): void {
    const end = this.at + length;
    this.missing = end > this.end ? end - this.end : 0;
    if (end < this.end) this.end = end;
  }
}

export function u16(bytes: Buffer, at: number): number {
  return (bytes[at] << 8) | bytes[at + 1];
}

/** Signed, so that it stays a small integer; `>>> 0` where the sign matters. */
export function i32(bytes: Buffer, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}

/** For what carries IP without saying which. */
export function ipByVersion(packet: Packet): number {
  if (packet.at >= packet.end) return BROKEN;
  const version = packet.bytes[packet.at] >> 4;
  if (version === 4) return ETHERTYPE_IPV4;
  return version === 6 ? ETHERTYPE_IPV6 : BROKEN;
}
