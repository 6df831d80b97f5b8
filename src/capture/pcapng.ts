/**
 * pcapng files (draft-ietf-opsawg-pcapng): sections of either byte order, several interfaces, all three kinds of
 * packet block, names. Other blocks are passed over, of whatever length. No reading of files here.
 */

import net from 'node:net';
import { MAX_BLOCK_BYTES, MAX_NAMES, MAX_PACKET_BYTES } from '../budgets';
import type { Frame } from './frame';
import { CaptureParser } from './parser';
import { Clock, isOfMicroseconds } from './pcapng-time';

export const BLOCK = { section: 0x0a0d0d0a, interface: 1, packet: 2, simple: 3, names: 4, enhanced: 6 } as const;
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
export const OPTION = { end: 0, resolution: 9, offset: 14 } as const;

/** Bytes of a block besides its content: type and length before, length again behind. */
const FRAMING_BYTES = 12;

/** The least length of the blocks that are looked into, by type. */
const LEAST_BYTES = new Map<number, number>([
  [BLOCK.section, 28],
  [BLOCK.interface, 20],
  [BLOCK.packet, 32],
  [BLOCK.simple, 16],
  [BLOCK.names, FRAMING_BYTES],
  [BLOCK.enhanced, 32],
]);

/** Microseconds, where the interface does not say. */
const DEFAULT_RESOLUTION = 6;

/** Length of the address by record type of a name resolution block. */
const NAME_RECORDS = new Map([
  [1, 4],
  [2, 16],
]);

interface Interface {
  linkType: number;
  /** Infinity where there is no limit. */
  snapLength: number;
  clock: Clock;
}

/** `head`: the first bytes of the stream, four at least if it has as many. */
export function looksLikePcapng(head: Buffer): boolean {
  return head.length >= 4 && head.readUInt32LE(0) === BLOCK.section;
}

export class PcapngParser extends CaptureParser {
  private begun = false;
  private littleEndian = true;
  private interfaces: Interface[] = [];
  /** Length of the block that is being passed over, and how much of it is still to come. */
  private passedBytes = 0;
  private leftBytes = 0;
  /** A simple packet has no time: it gets that of the packet before it. */
  private seconds = 0;
  private nanos = 0;

  next(frame: Frame): boolean {
    const { window } = this;
    while (!this.stopped) {
      if (this.leftBytes > 0 && !this.pass()) return false;
      if (window.end - window.start < FRAMING_BYTES) return false;
      const at = window.start;
      const type = window.view.getUint32(at, this.littleEndian);
      if (type === BLOCK.section && !this.readByteOrder(at + 8)) return false;
      const length = window.view.getUint32(at + 4, this.littleEndian);
      const least = LEAST_BYTES.get(type);
      if (!this.isFramed(type, length, least ?? FRAMING_BYTES)) return false;
      if (least === undefined) {
        this.passedBytes = length;
        this.leftBytes = length;
        continue;
      }
      if (at + length > window.end) return false;
      if (!this.closesWith(at + length, length)) return false;
      // Taken only behind the reading, which may warn of the position.
      const isPacket = this.readBlock(type, at, at + length, frame);
      if (this.stopped) return false;
      window.start = at + length;
      if (isPacket) return true;
    }
    return false;
  }

  protected isInsideRecord(): boolean {
    return this.leftBytes > 0 || this.window.start < this.window.end;
  }

  protected recordText(): string {
    const { start, end, view } = this.window;
    if (!this.begun) return 'the section header';
    const type = this.leftBytes === 0 && end - start >= 4 ? view.getUint32(start, this.littleEndian) : -1;
    const isPacket = type === BLOCK.enhanced || type === BLOCK.simple || type === BLOCK.packet;
    return isPacket ? `packet ${this.packets + 1}` : `a block after packet ${this.packets}`;
  }

  /** The type of a section header reads the same either way; its magic number tells the order of all that follows. */
  private readByteOrder(at: number): boolean {
    const { view, position } = this.window;
    this.littleEndian = view.getUint32(at, true) === BYTE_ORDER_MAGIC;
    if (this.littleEndian || view.getUint32(at, false) === BYTE_ORDER_MAGIC) return true;
    return this.stopAt(position, 'a section header without byte-order magic');
  }

  private isFramed(type: number, length: number, leastBytes: number): boolean {
    const { position } = this.window;
    if (!this.begun && type !== BLOCK.section) return this.stopAt(position, 'no section header');
    const isBounded = length <= MAX_BLOCK_BYTES || !LEAST_BYTES.has(type);
    if (length >= leastBytes && length % 4 === 0 && isBounded) return true;
    return this.stopAt(position, `a block of type ${type} claims ${length} bytes`);
  }

  /** Passes over what is at hand of an unknown block. True when its end is reached and right. */
  private pass(): boolean {
    const { window } = this;
    const count = Math.min(window.end - window.start, this.leftBytes - 4);
    window.start += count;
    this.leftBytes -= count;
    if (this.leftBytes > 4 || window.end - window.start < 4) return false;
    if (!this.closesWith(window.start + 4, this.passedBytes)) return false;
    window.start += 4;
    this.leftBytes = 0;
    return true;
  }

  private closesWith(end: number, length: number): boolean {
    const { view, origin } = this.window;
    const again = view.getUint32(end - 4, this.littleEndian);
    if (again === length) return true;
    return this.stopAt(origin + end - 4, `a block that began with length ${length} ends with length ${again}`);
  }

  /** True when `frame` was filled. The block is at [at, end). */
  private readBlock(type: number, at: number, end: number, frame: Frame): boolean {
    switch (type) {
      case BLOCK.enhanced:
      case BLOCK.packet:
        return this.readPacket(type, at, end, frame);
      case BLOCK.simple:
        return this.readSimplePacket(at, end, frame);
      case BLOCK.interface:
        this.readInterface(at, end);
        return false;
      case BLOCK.names:
        this.readNames(at + 8, end - 4);
        return false;
      default:
        return this.readSection(at);
    }
  }

  private readSection(at: number): false {
    const { view, position } = this.window;
    const major = view.getUint16(at + 12, this.littleEndian);
    if (major !== 1) return this.stopAt(position, `a section of pcapng version ${major}`);
    this.begun = true;
    this.interfaces = [];
    return false;
  }

  private readInterface(at: number, end: number): void {
    const { view } = this.window;
    const { littleEndian } = this;
    let resolution = DEFAULT_RESOLUTION;
    let offsetSeconds = 0;
    for (let option = at + 16; option + 8 <= end; ) {
      const code = view.getUint16(option, littleEndian);
      const length = view.getUint16(option + 2, littleEndian);
      const next = option + 4 + length + (-length & 3);
      if (code === OPTION.end || next > end - 4) break;
      if (code === OPTION.resolution && length === 1) resolution = view.getUint8(option + 4);
      if (code === OPTION.offset && length === 8) offsetSeconds = Number(view.getBigInt64(option + 4, littleEndian));
      option = next;
    }
    if (!isOfMicroseconds(resolution)) this.fineTimes = true;
    this.interfaces.push({
      linkType: view.getUint16(at + 8, littleEndian),
      snapLength: view.getUint32(at + 12, littleEndian) || Number.POSITIVE_INFINITY,
      clock: new Clock(resolution, offsetSeconds),
    });
  }

  /** Enhanced and obsolete packet blocks: they differ in how wide the interface's number is. */
  private readPacket(type: number, at: number, end: number, frame: Frame): boolean {
    const { view, position } = this.window;
    const { littleEndian } = this;
    const id = type === BLOCK.enhanced ? view.getUint32(at + 8, littleEndian) : view.getUint16(at + 8, littleEndian);
    const captured = view.getUint32(at + 20, littleEndian);
    const from = this.interfaces[id];
    if (captured > end - at - 32) {
      return this.stopAt(position, `packet ${this.packets + 1} claims ${captured} bytes in a block of ${end - at}`);
    }
    if (from === undefined) return this.skip('is of an interface that the file does not describe');
    from.clock.read(view.getUint32(at + 12, littleEndian), view.getUint32(at + 16, littleEndian));
    this.seconds = from.clock.seconds;
    this.nanos = from.clock.nanos;
    return this.fill(frame, from, at + 28, captured, view.getUint32(at + 24, littleEndian));
  }

  private readSimplePacket(at: number, end: number, frame: Frame): boolean {
    const from = this.interfaces[0];
    if (from === undefined) return this.skip('is of an interface that the file does not describe');
    const wireLength = this.window.view.getUint32(at + 8, this.littleEndian);
    return this.fill(frame, from, at + 12, Math.min(wireLength, from.snapLength, end - at - 16), wireLength);
  }

  private fill(frame: Frame, from: Interface, start: number, captured: number, wireLength: number): boolean {
    if (captured > MAX_PACKET_BYTES) return this.skip(`has ${captured} bytes`);
    const { window, options } = this;
    frame.bytes = window.bytes;
    frame.start = start;
    frame.end = start + captured;
    frame.wireLength = captured > wireLength ? this.shortWire(captured, wireLength) : wireLength;
    frame.seconds = this.seconds;
    frame.nanos = this.nanos;
    frame.linkType = from.linkType;
    frame.input = options.input;
    frame.position = window.origin + start;
    frame.volatile = options.volatile;
    frame.bigEndian = !this.littleEndian;
    this.packets++;
    return true;
  }

  private skip(why: string): false {
    this.warnOnce(why, `packet after packet ${this.packets} at byte ${this.window.position} ${why}; left out`);
    return false;
  }

  /** Records of type, length and value; a value is an address and names that end in NUL: the first name is kept. */
  private readNames(at: number, end: number): void {
    const { view, bytes } = this.window;
    for (let record = at; record + 4 <= end; ) {
      const type = view.getUint16(record, this.littleEndian);
      const length = view.getUint16(record + 2, this.littleEndian);
      const value = record + 4;
      if (type === 0 || value + length > end) return;
      const addressBytes = NAME_RECORDS.get(type);
      if (addressBytes !== undefined && length > addressBytes) {
        const address = addressText(bytes.subarray(value, value + addressBytes));
        this.addName(address, bytes.utf8Slice(value + addressBytes, value + length).split('\0', 1)[0]);
      }
      record = value + length + (-length & 3);
    }
  }

  private addName(address: string, name: string): void {
    if (name !== '' && this.names.size < MAX_NAMES) this.names.set(address, name);
  }
}

/** `10.0.0.1`, or IPv6 in the shortest form (RFC 5952). */
function addressText(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = bytes.toString('hex').replace(/(....)(?!$)/g, '$1:');
  return new net.SocketAddress({ address: groups, family: 'ipv6' }).address;
}
