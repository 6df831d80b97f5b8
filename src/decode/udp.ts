/** UDP headers (RFC 768). What a datagram carries is told by start-line.ts or, for tunnels, by its port. */

import { BROKEN, type Packet, UDP_PORT, u16 } from './packet';

const HEADER_BYTES = 8;
const DESTINATION_PORT = 2;
const LENGTH = 4;

export function udp(packet: Packet): number {
  const { bytes, at, end } = packet;
  if (end - at < HEADER_BYTES) return BROKEN;
  packet.sourcePort = u16(bytes, at);
  packet.destinationPort = u16(bytes, at + DESTINATION_PORT);
  const carried = end + packet.missing - at;
  const length = u16(bytes, at + LENGTH);
  if (length !== carried) bound(packet, length, carried);
  packet.at = at + HEADER_BYTES;
  return UDP_PORT + packet.destinationPort;
}

/** The length may say less than IP carries, never more. 0 is what segmentation by the network card leaves. */
function bound(packet: Packet, length: number, carried: number): void {
  if (length >= HEADER_BYTES && length < carried) packet.bound(length);
  else if (length !== 0) packet.problem(`a UDP length of ${length}, where IP carries ${carried} bytes`);
}
