/** Linux cooked captures, as the device `any` gives them: LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2. */

import { snap } from './ethernet';
import { BROKEN, ETHERTYPE, type Packet, u16 } from './packet';

const V1_BYTES = 16;
const V1_PROTOCOL = 14;
const V2_BYTES = 20;
const V2_PROTOCOL = 0;
/** Where a protocol number is none: an 802.2 LLC header follows. */
const LLC = 4;

export function cooked(packet: Packet): number {
  return cookedHeader(packet, V1_BYTES, V1_PROTOCOL);
}

export function cooked2(packet: Packet): number {
  return cookedHeader(packet, V2_BYTES, V2_PROTOCOL);
}

function cookedHeader(packet: Packet, length: number, protocolAt: number): number {
  if (packet.end - packet.at < length) return BROKEN;
  const protocol = u16(packet.bytes, packet.at + protocolAt);
  packet.at += length;
  return protocol === LLC ? snap(packet) : ETHERTYPE + protocol;
}
