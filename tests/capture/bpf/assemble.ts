/** BPF programs from instructions, as pcap_compile gives them. */

export type Instruction = readonly [code: number, k?: number, jt?: number, jf?: number];

export function assemble(...instructions: readonly Instruction[]): Buffer {
  const out = Buffer.alloc(8 * instructions.length);
  for (const [i, [code, k = 0, jt = 0, jf = 0]] of instructions.entries()) {
    out.writeUInt16LE(code, 8 * i);
    out.writeUInt8(jt, 8 * i + 2);
    out.writeUInt8(jf, 8 * i + 3);
    out.writeUInt32LE(k >>> 0, 8 * i + 4);
  }
  return out;
}
