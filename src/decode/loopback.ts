/** BSD loopback: four bytes of address family, LINKTYPE_NULL in the order of the capturing host, LINKTYPE_LOOP big-endian. */

import { BROKEN, ETHERTYPE_IPV4, ETHERTYPE_IPV6, i32, type Packet } from './packet';

const HEADER_BYTES = 4;
const AF_INET = 2;
/** Linux, NetBSD and OpenBSD (24), FreeBSD (28), macOS (30). */
const AF_INET6 = [10, 24, 28, 30];

export function loopback(packet: Packet): number {
  const { bytes, at } = packet;
  if (packet.end - at < HEADER_BYTES) return BROKEN;
  packet.at = at + HEADER_BYTES;
  const big = i32(bytes, at);
  // A family is below 256, so only the one right order gives such a number.
  const family =
    big >>> 0 > 0xff ? bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24) : big;
  if (family === AF_INET) return ETHERTYPE_IPV4;
  return AF_INET6.includes(family) ? ETHERTYPE_IPV6 : BROKEN;
}
