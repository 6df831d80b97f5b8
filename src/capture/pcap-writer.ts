/**
 * Writes classic pcap (draft-ietf-opsawg-pcap), little-endian, in microseconds or nanoseconds; one link type a file.
 */

import { MAX_PACKET_BYTES } from '../budgets';
import { LinkTypeError, needsNanos, type PacketEncoder, type PacketFacts, Pending } from './packet-encoder';

/** LINKTYPE_ value of a file without packets. */
const ETHERNET = 1;

export interface PcapPlan {
  linkType: number;
  /** True: times in nanoseconds, which some old programs do not read. */
  nanos: boolean;
}

/** What a file must be to hold `packets`. Throws LinkTypeError where they are of several link types. */
export function planPcap(packets: Iterable<PacketFacts>): PcapPlan {
  let linkType = -1;
  let nanos = false;
  for (const packet of packets) {
    if (linkType < 0) linkType = packet.linkType;
    if (packet.linkType !== linkType) throw mixed(linkType, packet.linkType);
    nanos ||= needsNanos(packet);
  }
  return { linkType: linkType < 0 ? ETHERNET : linkType, nanos };
}

/** Bytes before the captured ones of a packet. */
const RECORD_HEADER_BYTES = 16;

export class PcapWriter implements PacketEncoder {
  readonly interfaces = 0;
  private readonly pending = new Pending();

  constructor(private readonly plan: PcapPlan) {
    const at = this.pending.claim(24);
    const { bytes } = this.pending;
    bytes.writeUInt32LE(plan.nanos ? 0xa1b23c4d : 0xa1b2c3d4, at);
    bytes.writeUInt16LE(2, at + 4);
    bytes.writeUInt16LE(4, at + 6);
    bytes.fill(0, at + 8, at + 16);
    bytes.writeUInt32LE(MAX_PACKET_BYTES, at + 16);
    bytes.writeUInt32LE(plan.linkType, at + 20);
  }

  get pendingBytes(): number {
    return this.pending.length;
  }

  sizeOf(_packet: PacketFacts, length: number): number {
    return RECORD_HEADER_BYTES + length;
  }

  /** Throws LinkTypeError when `packet` is not of the file's link type. */
  add(packet: PacketFacts, bytes: Buffer, start: number, end: number): void {
    if (packet.linkType !== this.plan.linkType) throw mixed(this.plan.linkType, packet.linkType);
    const at = this.pending.claim(RECORD_HEADER_BYTES + end - start);
    const out = this.pending.bytes;
    out.writeUInt32LE(Math.min(packet.seconds, 0xffffffff), at);
    out.writeUInt32LE(this.plan.nanos ? packet.nanos : Math.floor(packet.nanos / 1000), at + 4);
    out.writeUInt32LE(end - start, at + 8);
    out.writeUInt32LE(packet.wireLength, at + 12);
    bytes.copy(out, at + RECORD_HEADER_BYTES, start, end);
  }

  take(): Buffer {
    return this.pending.take();
  }

  forgetInterfaces(): void {
    // There are none.
  }
}

function mixed(one: number, other: number): LinkTypeError {
  return new LinkTypeError(`packets of link types ${one} and ${other} do not fit into one .pcap file; use .pcapng`);
}
