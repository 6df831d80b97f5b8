/** Ethernet II, IEEE 802.3 with LLC and SNAP (RFC 1042), and VLAN tags (IEEE 802.1Q, 802.1ad). */

import { BROKEN, ETHERTYPE, type Packet, u16 } from './packet';

const HEADER_BYTES = 14;
const TYPE = 12;
const TAG_BYTES = 4;
const TAG_TYPE = 2;
const SNAP_BYTES = 8;
const SNAP_TYPE = 6;
/** Up to here the field is a length and LLC follows. */
const LARGEST_LENGTH = 1500;

export function ethernet(packet: Packet): number {
  const { bytes, at } = packet;
  if (packet.end - at < HEADER_BYTES) return BROKEN;
  packet.at = at + HEADER_BYTES;
  const type = u16(bytes, at + TYPE);
  return type > LARGEST_LENGTH ? ETHERTYPE + type : snap(packet);
}

/** One tag; a frame may have several. */
export function vlan(packet: Packet): number {
  const { bytes, at } = packet;
  if (packet.end - at < TAG_BYTES) return BROKEN;
  packet.at = at + TAG_BYTES;
  const type = u16(bytes, at + TAG_TYPE);
  return type > LARGEST_LENGTH ? ETHERTYPE + type : snap(packet);
}

export function snap(packet: Packet): number {
  const { bytes, at } = packet;
  if (packet.end - at < SNAP_BYTES || bytes[at] !== 0xaa || bytes[at + 1] !== 0xaa) return BROKEN;
  packet.at = at + SNAP_BYTES;
  return ETHERTYPE + u16(bytes, at + SNAP_TYPE);
}
