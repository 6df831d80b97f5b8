/**
 * Classic BPF programs as bytes: compiled by libpcap, joined, tried on the kernel. What they are compiled from is in
 * widening.ts. Numbers are little-endian, as koffi runs on no other machines.
 */

import type { Library, Pointer } from './library';

/** struct bpf_insn, 8 bytes each: code (2 bytes), jt and jf (1 byte each), k (4 bytes). */
export type Program = Buffer;

/** As pcap_compile takes it where nobody knows the netmask: `ip broadcast` is refused then. */
export const UNKNOWN_NETMASK = 0xffffffff;

const INSTRUCTION_BYTES = 8;
const K = 4;
const JUMP = 0x05;
const RETURN = 0x06;

const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const SOL_SOCKET = 1;
const SO_ATTACH_FILTER = 26;

/** libpcap's own words where it refuses. It looks names up, so this may take a while. */
export function compileProgram(
  library: Library,
  handle: Pointer,
  expression: string,
  netmask: number,
  optimize = true,
): Program | string {
  const compiled = Buffer.alloc(2 * library.pointerBytes);
  if (library.pcap_compile(handle, compiled, expression, optimize ? 1 : 0, netmask) < 0) {
    return oneLine(library.pcap_geterr(handle));
  }
  const count = compiled.readUInt32LE(0);
  const at = library.pointerBytes === 8 ? compiled.readBigUInt64LE(8) : BigInt(compiled.readUInt32LE(4));
  const program = library.bytesAt(at, count * INSTRUCTION_BYTES);
  library.pcap_freecode(compiled);
  return program;
}

/** Takes a packet that any of `programs` takes. Each stands for itself: none relies on what another one loaded. */
export function joinPrograms(programs: readonly Program[]): Program {
  return Buffer.concat(programs.map((program, i) => (i === programs.length - 1 ? program : elseGoOn(program))));
}

/** Where `program` would refuse a packet, it goes on behind its end. */
function elseGoOn(program: Program): Program {
  const out = Buffer.from(program);
  for (let at = 0; at < out.length; at += INSTRUCTION_BYTES) {
    if (out.readUInt16LE(at) !== RETURN || out.readUInt32LE(at + K) !== 0) continue;
    out.writeUInt32LE(JUMP, at);
    out.writeUInt32LE((out.length - at) / INSTRUCTION_BYTES - 1, at + K);
  }
  return out;
}

export function instructionsOf(program: Program): number {
  return program.length / INSTRUCTION_BYTES;
}

/** struct bpf_program of libpcap and struct sock_fprog of Linux: a count and a pointer. `program` must outlive it. */
export function programHeader(library: Library, program: Program): Buffer {
  const header = Buffer.alloc(2 * library.pointerBytes);
  header.writeUInt32LE(instructionsOf(program), 0);
  const address = library.addressOf(program);
  if (library.pointerBytes === 8) header.writeBigUInt64LE(address, 8);
  else header.writeUInt32LE(Number(address), 4);
  return header;
}

/**
 * Tried on a socket of no other use. 4096 instructions are the most, and net.core.optmem_max bounds what they become:
 * with the 20 KB of kernels before 6.8 about 800 of ours. libpcap would filter by itself what the kernel refuses, and
 * say so on standard error, in the middle of the screen.
 */
export function kernelTakes(library: Library, program: Program): boolean {
  const socket = library.socket(AF_UNIX, SOCK_DGRAM, 0);
  const header = programHeader(library, program);
  const refused = library.setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, header, header.length);
  library.close(socket);
  return refused === 0;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
