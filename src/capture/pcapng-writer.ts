/**
 * Writes pcapng (draft-ietf-opsawg-pcapng), little-endian: one section, an interface description for each link type as
 * it comes, enhanced packet blocks.
 */

import { type PacketEncoder, type PacketFacts, Pending } from './packet-encoder';
import { BLOCK, BYTE_ORDER_MAGIC, OPTION } from './pcapng';

const OPTION_PROGRAM = 4;
const PROGRAM = 'sipladder';

/** Type and length before a block's content and length behind it; content of an interface's and of a packet's block. */
const FRAMING_BYTES = 12;
const INTERFACE_BYTES = 20;
const ENHANCED_BYTES = 20;

const TWO_32 = 2 ** 32;
const TWO_16 = 2 ** 16;

export interface PcapngPlan {
  /** True: times in nanoseconds, else in microseconds. */
  nanos: boolean;
}

export class PcapngWriter implements PacketEncoder {
  private readonly pending = new Pending();
  /** Number of the interface that stands for a link type. */
  private readonly ids = new Map<number, number>();
  private readonly unitsPerSecond: number;
  private readonly unitNs: number;

  constructor(private readonly plan: PcapngPlan) {
    this.unitsPerSecond = plan.nanos ? 1e9 : 1e6;
    this.unitNs = plan.nanos ? 1 : 1000;
    this.addSection();
  }

  get pendingBytes(): number {
    return this.pending.length;
  }

  get interfaces(): number {
    return this.ids.size;
  }

  sizeOf(packet: PacketFacts, length: number): number {
    const description = this.ids.has(packet.linkType) ? 0 : FRAMING_BYTES + INTERFACE_BYTES;
    return description + FRAMING_BYTES + ENHANCED_BYTES + length + (-length & 3);
  }

  add(packet: PacketFacts, bytes: Buffer, start: number, end: number): void {
    const id = this.ids.get(packet.linkType) ?? this.addInterface(packet.linkType);
    const captured = end - start;
    const padding = -captured & 3;
    const at = this.begin(BLOCK.enhanced, ENHANCED_BYTES + captured + padding);
    const out = this.pending.bytes;
    out.writeUInt32LE(id, at);
    this.writeTime(packet, at + 4);
    out.writeUInt32LE(captured, at + 12);
    out.writeUInt32LE(packet.wireLength, at + 16);
    bytes.copy(out, at + ENHANCED_BYTES, start, end);
    out.fill(0, at + ENHANCED_BYTES + captured, at + ENHANCED_BYTES + captured + padding);
  }

  take(): Buffer {
    return this.pending.take();
  }

  forgetInterfaces(count: number): void {
    for (const [linkType, id] of this.ids) if (id >= count) this.ids.delete(linkType);
  }

  /** Claims a block, writes its framing and gives the offset of its content, `length` bytes, a multiple of four. */
  private begin(type: number, length: number): number {
    const at = this.pending.claim(FRAMING_BYTES + length);
    const { bytes } = this.pending;
    bytes.writeUInt32LE(type, at);
    bytes.writeUInt32LE(FRAMING_BYTES + length, at + 4);
    bytes.writeUInt32LE(FRAMING_BYTES + length, at + 8 + length);
    return at + 8;
  }

  private addSection(): void {
    const optionBytes = 4 + PROGRAM.length + (-PROGRAM.length & 3) + 4;
    const at = this.begin(BLOCK.section, 16 + optionBytes);
    const { bytes } = this.pending;
    bytes.fill(0, at, at + 16 + optionBytes);
    bytes.writeUInt32LE(BYTE_ORDER_MAGIC, at);
    bytes.writeUInt16LE(1, at + 4);
    // How long the section is, nobody knows while it is written.
    bytes.fill(0xff, at + 8, at + 16);
    bytes.writeUInt16LE(OPTION_PROGRAM, at + 16);
    bytes.writeUInt16LE(PROGRAM.length, at + 18);
    bytes.write(PROGRAM, at + 20, 'latin1');
  }

  private addInterface(linkType: number): number {
    const at = this.begin(BLOCK.interface, INTERFACE_BYTES);
    const { bytes } = this.pending;
    // A snap length of 0 is none.
    bytes.fill(0, at, at + INTERFACE_BYTES);
    bytes.writeUInt16LE(linkType, at);
    bytes.writeUInt16LE(OPTION.resolution, at + 8);
    bytes.writeUInt16LE(1, at + 10);
    bytes[at + 12] = this.plan.nanos ? 9 : 6;
    const id = this.ids.size;
    this.ids.set(linkType, id);
    return id;
  }

  /** The product of seconds and units needs 64 bits, so the upper and the lower part of the seconds go separately. */
  private writeTime({ seconds, nanos }: PacketFacts, at: number): void {
    const upper = Math.floor(seconds / TWO_16) * this.unitsPerSecond;
    const carried = (upper % TWO_16) * TWO_16;
    const lower = carried + (seconds % TWO_16) * this.unitsPerSecond + Math.floor(nanos / this.unitNs);
    this.pending.bytes.writeUInt32LE((Math.floor(upper / TWO_16) + Math.floor(lower / TWO_32)) % TWO_32, at);
    this.pending.bytes.writeUInt32LE(lower % TWO_32, at + 4);
  }
}
