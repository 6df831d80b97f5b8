/**
 * What the two writers of captures have in common: packets go in, bytes to be appended to a file come out. Who owns
 * the file decides when to write. The formats are in pcap-writer.ts and pcapng-writer.ts.
 */

/** What a writer needs to know of a packet; Frame and PacketRef both have it. */
export interface PacketFacts {
  seconds: number;
  nanos: number;
  wireLength: number;
  linkType: number;
}

export interface PacketEncoder {
  /** Bytes that take() would give. */
  readonly pendingBytes: number;
  /** Interface descriptions given out so far: pcapng has one for each link type, pcap none. */
  readonly interfaces: number;
  /** Bytes that add() appends for a packet of `length` captured bytes. */
  sizeOf(packet: PacketFacts, length: number): number;
  /** Appends the packet whose captured bytes are at [start, end) of `bytes`; they are copied. */
  add(packet: PacketFacts, bytes: Buffer, start: number, end: number): void;
  /** What was given out could not be written: of the interface descriptions only the first `count` are in the file. */
  forgetInterfaces(count: number): void;
  /** What is to be written next, the file's header at first; valid until the next add(). */
  take(): Buffer;
}

/** Packets of several link types were to go into a file that holds one: a message for the user. */
export class LinkTypeError extends Error {}

/** True when microseconds would lose some of the packet's time. */
export function needsNanos(packet: { nanos: number }): boolean {
  return packet.nanos % 1000 !== 0;
}

/** Bytes that wait to be written: grows to what is added between two takes, and keeps its memory. */
export class Pending {
  bytes: Buffer = Buffer.alloc(64 * 1024);
  length = 0;

  /** Makes room for `count` bytes and gives the offset in `bytes` where they go. */
  claim(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.bytes.length) {
      const grown = Buffer.alloc(Math.max(this.length, 2 * this.bytes.length));
      this.bytes.copy(grown, 0, 0, at);
      this.bytes = grown;
    }
    return at;
  }

  take(): Buffer {
    const taken = this.bytes.subarray(0, this.length);
    this.length = 0;
    return taken;
  }
}
