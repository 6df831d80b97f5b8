/** PPP (RFC 1661, HDLC framing RFC 1662) and PPPoE sessions (RFC 2516). */

import { BROKEN, type Packet, PPP_PROTOCOL, u16 } from './packet';

const PPPOE_BYTES = 6;
const PPPOE_LENGTH = 4;
const PPPOE_VERSION_TYPE = 0x11;
const HDLC_ADDRESS = 0xff;
const HDLC_CONTROL = 0x03;

export function pppoe(packet: Packet): number {
  const { bytes, at } = packet;
  // The code of a session is 0; discovery has others.
  if (packet.end - at < PPPOE_BYTES || bytes[at] !== PPPOE_VERSION_TYPE || bytes[at + 1] !== 0) return BROKEN;
  packet.at = at + PPPOE_BYTES;
  packet.bound(u16(bytes, at + PPPOE_LENGTH));
  return ppp(packet);
}

export function ppp(packet: Packet): number {
  const { bytes, end } = packet;
  let at = packet.at;
  if (end - at >= 2 && bytes[at] === HDLC_ADDRESS && bytes[at + 1] === HDLC_CONTROL) at += 2;
  if (end - at < 2) return BROKEN;
  // Protocol numbers are even in their first byte and odd in their last: an odd first byte is a compressed field.
  const compressed = (bytes[at] & 1) === 1;
  packet.at = at + (compressed ? 1 : 2);
  return PPP_PROTOCOL + (compressed ? bytes[at] : u16(bytes, at));
}
