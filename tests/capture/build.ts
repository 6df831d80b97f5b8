/** Makes captures in memory for tests: classic pcap from packets, pcapng from blocks. */

export interface PcapOptions {
  bigEndian?: boolean;
  /** First four bytes, as a number: 0xa1b2c3d4 (µs), 0xa1b23c4d (ns), 0xa1b2cd34 (longer record headers). */
  magic?: number;
  linkType?: number;
  snapLength?: number;
  minorVersion?: number;
}

export interface MadePacket {
  /** A string is taken as latin1. */
  bytes: Buffer | string;
  seconds?: number;
  nanos?: number;
  /** Left out: as long as `bytes`. */
  wireLength?: number;
}

/** A whole classic pcap file. */
export function pcap(options: PcapOptions, packets: readonly MadePacket[]): Buffer {
  const magic = options.magic ?? 0xa1b2c3d4;
  const u16 = (value: number) => number(value, 2, options.bigEndian);
  const u32 = (value: number) => number(value, 4, options.bigEndian);
  const out = [u32(magic), u16(2), u16(options.minorVersion ?? 4), u32(0), u32(0)];
  out.push(u32(options.snapLength ?? 262144), u32(options.linkType ?? 1));
  for (const packet of packets) {
    const bytes = toBytes(packet.bytes);
    const fraction = Math.floor((packet.nanos ?? 0) / (magic === 0xa1b23c4d ? 1 : 1000));
    out.push(u32(packet.seconds ?? 1), u32(fraction), u32(bytes.length), u32(packet.wireLength ?? bytes.length));
    if (magic === 0xa1b2cd34) out.push(Buffer.alloc(8, 0x5a));
    out.push(bytes);
  }
  return Buffer.concat(out);
}

/** A block of pcapng; its numbers are in the byte order of the section before it. */
export interface Block {
  type: number;
  /** The content between the two lengths, padded to four bytes by the builder. */
  content: (bigEndian: boolean) => Buffer;
  /** Set on section headers: the byte order from here on. */
  bigEndian?: boolean;
  /** Left out: the true length. */
  lengthBefore?: number;
  lengthBehind?: number;
}

export interface BlockPacket {
  bytes: Buffer | string;
  interface?: number;
  /** Time stamp in units of the interface. */
  units?: bigint;
  wireLength?: number;
  /** Left out: as long as `bytes`. */
  captured?: number;
}

/** A whole pcapng file. Begins little-endian until a section header says otherwise. */
export function pcapng(...blocks: readonly Block[]): Buffer {
  let bigEndian = false;
  return Buffer.concat(
    blocks.map((block) => {
      bigEndian = block.bigEndian ?? bigEndian;
      const content = pad(block.content(bigEndian));
      const length = content.length + 12;
      const before = number(block.lengthBefore ?? length, 4, bigEndian);
      const behind = number(block.lengthBehind ?? length, 4, bigEndian);
      return Buffer.concat([number(block.type, 4, bigEndian), before, content, behind]);
    }),
  );
}

export function section(options: { bigEndian?: boolean; major?: number; magic?: number } = {}): Block {
  const { bigEndian = false, major = 1, magic = 0x1a2b3c4d } = options;
  return {
    type: 0x0a0d0d0a,
    bigEndian,
    content: (big) =>
      Buffer.concat([number(magic, 4, big), number(major, 2, big), number(0, 2), Buffer.alloc(8, 0xff)]),
  };
}

/** `resolution`: the byte of if_tsresol; `offsetSeconds`: if_tsoffset. */
export function interfaceBlock(
  options: { linkType?: number; snapLength?: number; resolution?: number; offsetSeconds?: bigint } = {},
): Block {
  return {
    type: 1,
    content: (big) => {
      const out = [number(options.linkType ?? 1, 2, big), number(0, 2), number(options.snapLength ?? 0, 4, big)];
      // A name comes first, so that a reader has to walk over an option with padding.
      out.push(option(2, Buffer.from('eth0\0'), big));
      if (options.resolution !== undefined) out.push(option(9, Buffer.from([options.resolution]), big));
      if (options.offsetSeconds !== undefined) out.push(option(14, u64(options.offsetSeconds, big), big));
      return Buffer.concat([...out, option(0, Buffer.alloc(0), big)]);
    },
  };
}

export function enhancedPacket(packet: BlockPacket): Block {
  return packetBlock(6, packet, (big) => number(packet.interface ?? 0, 4, big));
}

/** The packet block of the first drafts, with a count of drops beside the interface. */
export function obsoletePacket(packet: BlockPacket): Block {
  return packetBlock(2, packet, (big) => Buffer.concat([number(packet.interface ?? 0, 2, big), number(9, 2, big)]));
}

export function simplePacket(packet: { bytes: Buffer | string; wireLength?: number }): Block {
  const bytes = toBytes(packet.bytes);
  return { type: 3, content: (big) => Buffer.concat([number(packet.wireLength ?? bytes.length, 4, big), bytes]) };
}

/** `records`: address bytes and name. */
export function namesBlock(records: readonly { address: number[]; name: string }[]): Block {
  const type = (address: number[]) => (address.length === 4 ? 1 : 2);
  return {
    type: 4,
    content: (big) =>
      Buffer.concat([
        ...records.map(({ address, name }) =>
          option(type(address), Buffer.concat([Buffer.from(address), Buffer.from(`${name}\0`)]), big),
        ),
        option(0, Buffer.alloc(0), big),
      ]),
  };
}

/** A block that readers pass over: secrets (0x0a), statistics (5), or nobody's. */
export function otherBlock(type: number, length: number): Block {
  return { type, content: () => Buffer.alloc(length, 0x06) };
}

function packetBlock(type: number, packet: BlockPacket, id: (bigEndian: boolean) => Buffer): Block {
  const bytes = toBytes(packet.bytes);
  const units = packet.units ?? 1_000_000n;
  return {
    type,
    content: (big) =>
      Buffer.concat([
        id(big),
        number(Number(units >> 32n), 4, big),
        number(Number(units & 0xffffffffn), 4, big),
        number(packet.captured ?? bytes.length, 4, big),
        number(packet.wireLength ?? bytes.length, 4, big),
        bytes,
      ]),
  };
}

function option(code: number, value: Buffer, bigEndian: boolean): Buffer {
  return Buffer.concat([number(code, 2, bigEndian), number(value.length, 2, bigEndian), pad(value)]);
}

function pad(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

function u64(value: bigint, bigEndian: boolean): Buffer {
  const out = Buffer.alloc(8);
  if (bigEndian) out.writeBigInt64BE(value);
  else out.writeBigInt64LE(value);
  return out;
}

function toBytes(bytes: Buffer | string): Buffer {
  return typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
}

function number(value: number, length: 2 | 4, bigEndian = false): Buffer {
  const out = Buffer.alloc(length);
  if (bigEndian) out.writeUIntBE(value, 0, length);
  else out.writeUIntLE(value, 0, length);
  return out;
}
