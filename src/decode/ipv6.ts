/**
 * IPv6 headers and extension headers (RFC 8200), AH among them (RFC 4302). ESP ends the chain: it hides what follows.
 * Fragments are named as such and put together in fragments.ts.
 */

import { BROKEN, FRAGMENT, IP_PROTOCOL, i32, type Packet, u16 } from './packet';

const HEADER_BYTES = 40;
const PAYLOAD_LENGTH = 4;
const NEXT_HEADER = 6;
const ADDRESSES = 8;
const EXTENSION_BYTES = 8;
const AH_BYTES = 12;
const FRAGMENT_BYTES = 8;
const FRAGMENT_FIELD = 2;
const FRAGMENT_ID = 4;

export function ipv6(packet: Packet): number {
  const { bytes, at } = packet;
  if (packet.end - at < HEADER_BYTES || bytes[at] >> 4 !== 6) return BROKEN;
  packet.ipVersion = 6;
  packet.addresses = bytes;
  packet.addressesAt = at + ADDRESSES;
  packet.at = at + HEADER_BYTES;
  const length = u16(bytes, at + PAYLOAD_LENGTH);
  // 0 stands for a jumbogram (RFC 2675) or a packet captured before segmentation: it goes to the frame's end.
  if (length !== 0) packet.bound(length);
  return IP_PROTOCOL + bytes[at + NEXT_HEADER];
}

/** Hop-by-hop options, routing, destination options and others of that form: next header, length, content. */
export function extension(packet: Packet): number {
  const { bytes, at, end } = packet;
  if (end - at < EXTENSION_BYTES) return BROKEN;
  return skip(packet, 8 * (bytes[at + 1] + 1));
}

/** AH counts its length in words of four bytes, less two. */
export function authentication(packet: Packet): number {
  const { bytes, at, end } = packet;
  if (end - at < AH_BYTES) return BROKEN;
  return skip(packet, 4 * (bytes[at + 1] + 2));
}

function skip(packet: Packet, length: number): number {
  const { bytes, at } = packet;
  if (packet.end - at < length) return BROKEN;
  packet.at = at + length;
  return IP_PROTOCOL + bytes[at];
}

export function fragmentHeader(packet: Packet): number {
  const { bytes, at } = packet;
  if (packet.end - at < FRAGMENT_BYTES) return BROKEN;
  packet.at = at + FRAGMENT_BYTES;
  const field = u16(bytes, at + FRAGMENT_FIELD);
  const more = (field & 1) !== 0;
  // A fragment that is the whole datagram stands alone, whatever else has its id (RFC 6946).
  if (!more && field >> 3 === 0) return IP_PROTOCOL + bytes[at];
  packet.fragmentId = i32(bytes, at + FRAGMENT_ID);
  packet.fragmentProtocol = bytes[at];
  packet.fragmentOffset = field & 0xfff8;
  packet.moreFragments = more;
  return FRAGMENT;
}
