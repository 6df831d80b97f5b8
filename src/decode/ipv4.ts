/** IPv4 headers (RFC 791). Fragments are named as such and put together in fragments.ts. */

import { BROKEN, FRAGMENT, IP_PROTOCOL, type Packet, u16 } from './packet';

const HEADER_BYTES = 20;
const TOTAL_LENGTH = 2;
const IDENTIFICATION = 4;
const FRAGMENT_FIELD = 6;
const PROTOCOL = 9;
const ADDRESSES = 12;
const MORE_FRAGMENTS = 0x2000;
const OFFSET_MASK = 0x1fff;

export function ipv4(packet: Packet): number {
  const { bytes, at } = packet;
  if (packet.end - at < HEADER_BYTES) return BROKEN;
  const headerBytes = (bytes[at] & 15) << 2;
  if (bytes[at] >> 4 !== 4 || headerBytes < HEADER_BYTES || packet.end - at < headerBytes) return BROKEN;
  const total = u16(bytes, at + TOTAL_LENGTH);
  // 0 is what a host captures of a packet that its network card will cut into segments: it goes to the frame's end.
  if (total !== 0) {
    if (total < headerBytes) return BROKEN;
    packet.bound(total);
  }
  packet.ipVersion = 4;
  packet.addresses = bytes;
  packet.addressesAt = at + ADDRESSES;
  packet.at = at + headerBytes;
  const field = u16(bytes, at + FRAGMENT_FIELD);
  if ((field & (MORE_FRAGMENTS | OFFSET_MASK)) === 0) return IP_PROTOCOL + bytes[at + PROTOCOL];
  packet.fragmentId = u16(bytes, at + IDENTIFICATION);
  packet.fragmentProtocol = bytes[at + PROTOCOL];
  packet.fragmentOffset = (field & OFFSET_MASK) << 3;
  packet.moreFragments = (field & MORE_FRAGMENTS) !== 0;
  return FRAGMENT;
}
