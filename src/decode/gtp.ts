/** GTP-U (3GPP TS 29.281, 5): the user's packets in UDP. Only T-PDUs carry any. */

import { BROKEN, ipByVersion, type Packet, UDP_PORT, u16 } from './packet';

const HEADER_BYTES = 8;
const LENGTH = 2;
/** Version 1 and protocol type GTP. */
const VERSION_MASK = 0xf0;
const VERSION_1 = 0x30;
/** Any of extension, sequence number, N-PDU number: then all three fields are there. */
const OPTIONAL_MASK = 0x07;
const EXTENSION = 0x04;
const OPTIONAL_BYTES = 4;
const T_PDU = 255;

export function gtpUser(packet: Packet): number {
  const { bytes, at } = packet;
  if (packet.end - at < HEADER_BYTES) return UDP_PORT;
  const flags = bytes[at];
  if ((flags & VERSION_MASK) !== VERSION_1 || bytes[at + 1] !== T_PDU) return UDP_PORT;
  packet.at = at + HEADER_BYTES;
  packet.bound(u16(bytes, at + LENGTH));
  if ((flags & OPTIONAL_MASK) !== 0) {
    packet.at += OPTIONAL_BYTES;
    if ((flags & EXTENSION) !== 0 && !skipExtensions(packet)) return BROKEN;
  }
  return ipByVersion(packet);
}

/** Each gives its length in words of four bytes first and the type of the next one last; type 0 ends them. */
function skipExtensions(packet: Packet): boolean {
  const { bytes, end } = packet;
  let at = packet.at;
  while (bytes[at - 1] !== 0) {
    if (at >= end || bytes[at] === 0) return false;
    at += 4 * bytes[at];
    if (at > end) return false;
  }
  packet.at = at;
  return true;
}
