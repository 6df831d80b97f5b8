/** MPLS label stacks (RFC 3032), and Ethernet pseudowires with a control word (RFC 4448) below them. */

import { BROKEN, ipByVersion, LINK_TYPE, type Packet } from './packet';

const ENTRY_BYTES = 4;
const BOTTOM_OF_STACK = 0x01;
const CONTROL_WORD_BYTES = 4;
const LINKTYPE_ETHERNET = 1;

export function mpls(packet: Packet): number {
  const { bytes, end } = packet;
  let at = packet.at;
  let bottom = false;
  while (!bottom) {
    if (end - at < ENTRY_BYTES) return BROKEN;
    bottom = (bytes[at + 2] & BOTTOM_OF_STACK) !== 0;
    at += ENTRY_BYTES;
  }
  packet.at = at;
  // Labels do not say what they carry. The first four bits do: 4 and 6 are IP, 0 is a control word (RFC 4928, 3).
  if (end - at >= CONTROL_WORD_BYTES && bytes[at] >> 4 === 0) {
    packet.at = at + CONTROL_WORD_BYTES;
    return LINK_TYPE + LINKTYPE_ETHERNET;
  }
  return ipByVersion(packet);
}
