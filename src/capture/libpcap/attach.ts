/**
 * A filter put on a packet socket without libpcap, which lets nothing in for some 300 us while it changes one (seen
 * with 1.10.3: 30 packets lost of a flood of 100,000 a second), and which judges what waits already by the new one, too.
 * The kernel swaps programs from one packet to the next.
 */

import type { Library } from './library';
import { type Program, programHeader } from './program';

const SOL_SOCKET = 1;
const SO_ATTACH_FILTER = 26;
const SO_DOMAIN = 39;
const AF_PACKET = 17;

const INSTRUCTION_BYTES = 8;
const K = 4;

/** DLT_LINUX_SLL: libpcap makes a header of its own in front of packets, which the kernel's filter does not see. */
const COOKED = 113;
const COOKED_BYTES = 16;
const COOKED_PACKET_TYPE = 0;
const COOKED_PROTOCOL = 14;
/** Offsets at which the kernel gives what stands in these fields (SKF_AD_OFF and what is added to it). */
const ANCILLARY = -0x1000;
const ANCILLARY_PROTOCOL = ANCILLARY + 0;
const ANCILLARY_PACKET_TYPE = ANCILLARY + 4;

/** Instructions that read from the packet: LD and LDX by absolute offset, by index, and four times a nibble. */
const CLASS_MASK = 0x07;
const LDX = 0x01;
const MODE_MASK = 0xe0;
const FROM_PACKET = [0x20, 0x40, 0xa0];

/** Sockets of libpcap's other inputs (netlink, Bluetooth) have filters of another meaning. */
export function isPacketSocket(library: Library, fd: number): boolean {
  const domain = Buffer.alloc(4);
  const length = Buffer.from([4, 0, 0, 0]);
  return library.getsockopt(fd, SOL_SOCKET, SO_DOMAIN, domain, length) === 0 && domain.readInt32LE(0) === AF_PACKET;
}

/** False where it cannot be; the filter before holds then. */
export function attach(library: Library, fd: number, program: Program, dataLink: number): boolean {
  const own = dataLink === COOKED ? withoutHeader(program) : program;
  if (own === null) return false;
  const header = programHeader(library, own);
  return library.setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, header, header.length) === 0;
}

/** For packets that begin behind the cooked header. Null: it looks at a field that the kernel does not have. */
export function withoutHeader(program: Program): Program | null {
  const out = Buffer.from(program);
  for (let at = 0; at < out.length; at += INSTRUCTION_BYTES) {
    const code = out.readUInt16LE(at);
    if ((code & CLASS_MASK) > LDX || !FROM_PACKET.includes(code & MODE_MASK)) continue;
    const offset = offsetWithoutHeader(out.readInt32LE(at + K));
    if (offset === null) return null;
    out.writeInt32LE(offset, at + K);
  }
  return out;
}

function offsetWithoutHeader(offset: number): number | null {
  if (offset < 0) return offset;
  if (offset >= COOKED_BYTES) return offset - COOKED_BYTES;
  if (offset === COOKED_PROTOCOL) return ANCILLARY_PROTOCOL;
  return offset === COOKED_PACKET_TYPE ? ANCILLARY_PACKET_TYPE : null;
}
