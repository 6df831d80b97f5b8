/** VXLAN (RFC 7348) and Geneve (RFC 8926): Ethernet in UDP. */

import { ETHERTYPE, LINK_TYPE, type Packet, UDP_PORT, u16 } from './packet';

const HEADER_BYTES = 8;
const VNI_PRESENT = 0x08;
const LINKTYPE_ETHERNET = 1;

/** A datagram to the port that has no such header is what it is: its port is given back as 0. */
export function vxlan(packet: Packet): number {
  const { bytes, at } = packet;
  if (packet.end - at < HEADER_BYTES || bytes[at] !== VNI_PRESENT) return UDP_PORT;
  packet.at = at + HEADER_BYTES;
  return LINK_TYPE + LINKTYPE_ETHERNET;
}

export function geneve(packet: Packet): number {
  const { bytes, at } = packet;
  // Version 0 in the upper two bits, then the options in words of four bytes.
  if (packet.end - at < HEADER_BYTES || bytes[at] >> 6 !== 0 || (bytes[at + 1] & 0x3f) !== 0) return UDP_PORT;
  packet.at = at + HEADER_BYTES + 4 * (bytes[at] & 0x3f);
  return ETHERTYPE + u16(bytes, at + 2);
}
