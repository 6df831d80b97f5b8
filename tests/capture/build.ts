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

function toBytes(bytes: Buffer | string): Buffer {
  return typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
}

function number(value: number, length: 2 | 4, bigEndian = false): Buffer {
  const out = Buffer.alloc(length);
  if (bigEndian) out.writeUIntBE(value, 0, length);
  else out.writeUIntLE(value, 0, length);
  return out;
}
