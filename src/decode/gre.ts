/** GRE (RFC 2784, key and sequence RFC 2890), version 1 as PPTP has it (RFC 2637), and ERSPAN inside. */

import { BROKEN, ETHERTYPE, LINK_TYPE, type Packet, u16 } from './packet';

const HEADER_BYTES = 4;
const CHECKSUM = 0x8000;
const ROUTING = 0x4000;
const KEY = 0x2000;
const SEQUENCE = 0x1000;
const ACKNOWLEDGEMENT = 0x0080;
const VERSION = 0x0007;
const FIELD_BYTES = 4;
const ERSPAN_TYPE_2 = 0x88be;
const ERSPAN_TYPE_2_BYTES = 8;
const LINKTYPE_ETHERNET = 1;

export function gre(packet: Packet): number {
  const { bytes, at, end } = packet;
  if (end - at < HEADER_BYTES) return BROKEN;
  const flags = u16(bytes, at);
  const version = flags & VERSION;
  if (version > 1) return BROKEN;
  let length = HEADER_BYTES;
  // Checksum and routing share one field (RFC 1701); source routes themselves are not followed.
  if (version === 0 && (flags & (CHECKSUM | ROUTING)) !== 0) length += FIELD_BYTES;
  if ((flags & KEY) !== 0) length += FIELD_BYTES;
  if ((flags & SEQUENCE) !== 0) length += FIELD_BYTES;
  if (version === 1 && (flags & ACKNOWLEDGEMENT) !== 0) length += FIELD_BYTES;
  const protocol = u16(bytes, at + 2);
  if (protocol === ERSPAN_TYPE_2) return erspan(packet, length, (flags & SEQUENCE) !== 0);
  if (end - at < length) return BROKEN;
  packet.at = at + length;
  return ETHERTYPE + protocol;
}

/** Type I has no header of its own; type II is known by GRE's sequence number (draft-foschiano-erspan). */
function erspan(packet: Packet, greBytes: number, typeTwo: boolean): number {
  packet.at += greBytes + (typeTwo ? ERSPAN_TYPE_2_BYTES : 0);
  return LINK_TYPE + LINKTYPE_ETHERNET;
}
