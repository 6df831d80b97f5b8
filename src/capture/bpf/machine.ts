/**
 * The machine that runs classic BPF programs (McCanne and Jacobson, 1993) over packets of files, as libpcap's own
 * (bpf_filter.c) does: a program is checked and unfolded once, then run without an object a packet.
 *
 * Registers and operands are held as signed numbers of 32 bits, which V8 keeps out of the heap; where the sign would
 * matter, they are read as unsigned.
 */

/** What cannot be run: one line. */
export class ProgramError extends Error {}

/** struct bpf_insn: code (2 bytes), jt and jf (1 byte each), k (4 bytes), little-endian. */
const INSTRUCTION_BYTES = 8;
const SCRATCH_WORDS = 16;
/** Targets of jumps are kept in 16 bits; libpcap's longest programs have some thousand instructions. */
const MOST_INSTRUCTIONS = 65_536;

/** Where Linux has facts about a packet that do not stand in it (SKF_AD_OFF): what is in a file knows none of them. */
const ANCILLARY = 0xfffff000;
const ANCILLARY_END = 0xfffff100;

const CLASS = 0x07;
const LDX = 0x01;
const JMP = 0x05;
const RET = 0x06;
const MODE = 0xe0;
/** Modes of loads whose operand is an offset in the packet: absolute, and by index. */
const FROM_PACKET = new Set([0x20, 0x40]);

/** Numbered without gaps, so that the switch over them becomes a table of jumps. */
enum Op {
  LoadWord,
  LoadHalf,
  LoadByte,
  LoadWordAt,
  LoadHalfAt,
  LoadByteAt,
  LoadLength,
  LoadNumber,
  LoadScratch,
  LoadXNumber,
  LoadXScratch,
  LoadXLength,
  LoadXHeader,
  Store,
  StoreX,
  AddK,
  SubtractK,
  MultiplyK,
  DivideK,
  ModuloK,
  AndK,
  OrK,
  XorK,
  LeftK,
  RightK,
  AddX,
  SubtractX,
  MultiplyX,
  DivideX,
  ModuloX,
  AndX,
  OrX,
  XorX,
  LeftX,
  RightX,
  Negate,
  Jump,
  JumpBack,
  EqualK,
  GreaterK,
  AtLeastK,
  AnyBitK,
  EqualX,
  GreaterX,
  AtLeastX,
  AnyBitX,
  ReturnK,
  ReturnA,
  AToX,
  XToA,
}

/** Codes of pcap-filter's compilers (pcap/bpf.h): class, then size and mode, or operation and source. */
const OPERATIONS = new Map<number, Op>([
  [0x20, Op.LoadWord],
  [0x28, Op.LoadHalf],
  [0x30, Op.LoadByte],
  [0x40, Op.LoadWordAt],
  [0x48, Op.LoadHalfAt],
  [0x50, Op.LoadByteAt],
  [0x80, Op.LoadLength],
  [0x00, Op.LoadNumber],
  [0x60, Op.LoadScratch],
  [0x01, Op.LoadXNumber],
  [0x61, Op.LoadXScratch],
  [0x81, Op.LoadXLength],
  [0xb1, Op.LoadXHeader],
  [0x02, Op.Store],
  [0x03, Op.StoreX],
  [0x04, Op.AddK],
  [0x14, Op.SubtractK],
  [0x24, Op.MultiplyK],
  [0x34, Op.DivideK],
  [0x94, Op.ModuloK],
  [0x54, Op.AndK],
  [0x44, Op.OrK],
  [0xa4, Op.XorK],
  [0x64, Op.LeftK],
  [0x74, Op.RightK],
  [0x0c, Op.AddX],
  [0x1c, Op.SubtractX],
  [0x2c, Op.MultiplyX],
  [0x3c, Op.DivideX],
  [0x9c, Op.ModuloX],
  [0x5c, Op.AndX],
  [0x4c, Op.OrX],
  [0xac, Op.XorX],
  [0x6c, Op.LeftX],
  [0x7c, Op.RightX],
  [0x84, Op.Negate],
  [0x05, Op.Jump],
  [0x15, Op.EqualK],
  [0x25, Op.GreaterK],
  [0x35, Op.AtLeastK],
  [0x45, Op.AnyBitK],
  [0x1d, Op.EqualX],
  [0x2d, Op.GreaterX],
  [0x3d, Op.AtLeastX],
  [0x4d, Op.AnyBitX],
  [0x06, Op.ReturnK],
  [0x16, Op.ReturnA],
  [0x07, Op.AToX],
  [0x87, Op.XToA],
]);

const USES_SCRATCH = new Set([Op.LoadScratch, Op.LoadXScratch, Op.Store, Op.StoreX]);

export class Machine {
  private readonly ops: Uint8Array;
  private readonly operands: Int32Array;
  /** Where a jump goes: the first is of a condition that holds, and of one without a condition. */
  private readonly thens: Uint16Array;
  private readonly elses: Uint16Array;
  private readonly scratch = new Int32Array(SCRATCH_WORDS);
  private readonly usesScratch: boolean;

  /** `program`: as pcap_compile gives it. Throws ProgramError. */
  constructor(program: Buffer) {
    const count = program.length / INSTRUCTION_BYTES;
    if (count < 1 || count > MOST_INSTRUCTIONS || program.length % INSTRUCTION_BYTES !== 0) {
      throw new ProgramError(`a BPF program of ${program.length} bytes`);
    }
    this.ops = new Uint8Array(count);
    this.operands = new Int32Array(count);
    this.thens = new Uint16Array(count);
    this.elses = new Uint16Array(count);
    for (let i = 0; i < count; i++) this.load(program, i, count);
    const last = program.readUInt16LE((count - 1) * INSTRUCTION_BYTES);
    if ((last & CLASS) !== RET) throw new ProgramError('a BPF program that does not end with a return');
    this.usesScratch = this.ops.some((op) => USES_SCRATCH.has(op));
  }

  /** What the program returns for the packet at [start, end): how many bytes of it to keep, 0 where it refuses it. */
  run(bytes: Uint8Array, start: number, end: number, wireLength: number): number {
    const { ops, operands, thens, elses, scratch } = this;
    const length = end - start;
    if (this.usesScratch) scratch.fill(0);
    let a = 0;
    let x = 0;
    let rounds = 0;
    for (let pc = 0; ; ) {
      const k = operands[pc];
      switch (ops[pc]) {
        case Op.LoadWord: {
          const offset = k >>> 0;
          if (offset + 4 > length) return 0;
          const at = start + offset;
          a = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
          break;
        }
        case Op.LoadHalf: {
          const offset = k >>> 0;
          if (offset + 2 > length) return 0;
          a = (bytes[start + offset] << 8) | bytes[start + offset + 1];
          break;
        }
        case Op.LoadByte: {
          const offset = k >>> 0;
          if (offset >= length) return 0;
          a = bytes[start + offset];
          break;
        }
        // The sum is not cut to 32 bits: what runs over is behind the end as well.
        case Op.LoadWordAt: {
          const offset = (x >>> 0) + (k >>> 0);
          if (offset + 4 > length) return 0;
          const at = start + offset;
          a = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
          break;
        }
        case Op.LoadHalfAt: {
          const offset = (x >>> 0) + (k >>> 0);
          if (offset + 2 > length) return 0;
          a = (bytes[start + offset] << 8) | bytes[start + offset + 1];
          break;
        }
        case Op.LoadByteAt: {
          const offset = (x >>> 0) + (k >>> 0);
          if (offset >= length) return 0;
          a = bytes[start + offset];
          break;
        }
        case Op.LoadLength:
          a = wireLength | 0;
          break;
        case Op.LoadNumber:
          a = k;
          break;
        case Op.LoadScratch:
          a = scratch[k];
          break;
        case Op.LoadXNumber:
          x = k;
          break;
        case Op.LoadXScratch:
          x = scratch[k];
          break;
        case Op.LoadXLength:
          x = wireLength | 0;
          break;
        case Op.LoadXHeader: {
          const offset = k >>> 0;
          if (offset >= length) return 0;
          x = (bytes[start + offset] & 0xf) << 2;
          break;
        }
        case Op.Store:
          scratch[k] = a;
          break;
        case Op.StoreX:
          scratch[k] = x;
          break;
        case Op.AddK:
          a = (a + k) | 0;
          break;
        case Op.SubtractK:
          a = (a - k) | 0;
          break;
        case Op.MultiplyK:
          a = Math.imul(a, k);
          break;
        case Op.DivideK:
          a = ((a >>> 0) / (k >>> 0)) | 0;
          break;
        case Op.ModuloK:
          a = ((a >>> 0) % (k >>> 0)) | 0;
          break;
        case Op.AndK:
          a &= k;
          break;
        case Op.OrK:
          a |= k;
          break;
        case Op.XorK:
          a ^= k;
          break;
        case Op.LeftK:
          a <<= k;
          break;
        case Op.RightK:
          a = (a >>> k) | 0;
          break;
        case Op.AddX:
          a = (a + x) | 0;
          break;
        case Op.SubtractX:
          a = (a - x) | 0;
          break;
        case Op.MultiplyX:
          a = Math.imul(a, x);
          break;
        case Op.DivideX:
          if (x === 0) return 0;
          a = ((a >>> 0) / (x >>> 0)) | 0;
          break;
        case Op.ModuloX:
          if (x === 0) return 0;
          a = ((a >>> 0) % (x >>> 0)) | 0;
          break;
        case Op.AndX:
          a &= x;
          break;
        case Op.OrX:
          a |= x;
          break;
        case Op.XorX:
          a ^= x;
          break;
        // JavaScript shifts by the lowest five bits, the machine by all.
        case Op.LeftX:
          a = x >>> 0 < 32 ? a << x : 0;
          break;
        case Op.RightX:
          a = x >>> 0 < 32 ? (a >>> x) | 0 : 0;
          break;
        case Op.Negate:
          a = -a | 0;
          break;
        case Op.Jump:
          pc = thens[pc];
          continue;
        case Op.JumpBack:
          // Each round of a protochain goes on by a header, so there are no more of them than bytes.
          if (++rounds > length) return 0;
          pc = thens[pc];
          continue;
        case Op.EqualK:
          pc = a === k ? thens[pc] : elses[pc];
          continue;
        case Op.GreaterK:
          pc = a >>> 0 > k >>> 0 ? thens[pc] : elses[pc];
          continue;
        case Op.AtLeastK:
          pc = a >>> 0 >= k >>> 0 ? thens[pc] : elses[pc];
          continue;
        case Op.AnyBitK:
          pc = (a & k) !== 0 ? thens[pc] : elses[pc];
          continue;
        case Op.EqualX:
          pc = a === x ? thens[pc] : elses[pc];
          continue;
        case Op.GreaterX:
          pc = a >>> 0 > x >>> 0 ? thens[pc] : elses[pc];
          continue;
        case Op.AtLeastX:
          pc = a >>> 0 >= x >>> 0 ? thens[pc] : elses[pc];
          continue;
        case Op.AnyBitX:
          pc = (a & x) !== 0 ? thens[pc] : elses[pc];
          continue;
        case Op.ReturnK:
          return k >>> 0;
        case Op.ReturnA:
          return a >>> 0;
        case Op.AToX:
          x = a;
          break;
        case Op.XToA:
          a = x;
          break;
      }
      pc++;
    }
  }

  private load(program: Buffer, i: number, count: number): void {
    const at = i * INSTRUCTION_BYTES;
    const code = program.readUInt16LE(at);
    const k = program.readUInt32LE(at + 4);
    const op = OPERATIONS.get(code);
    if (op === undefined) throw new ProgramError(`BPF instruction ${i} has the unknown code 0x${code.toString(16)}`);
    checkOperand(op, code, k, i);
    this.ops[i] = op;
    this.operands[i] = k;
    if ((code & CLASS) !== JMP) return;
    if (op === Op.Jump) {
      // Behind the next one, backward too: that is how libpcap compiles protochain.
      this.thens[i] = targetOf(i + 1 + (k | 0), i, count);
      if ((k | 0) < 0) this.ops[i] = Op.JumpBack;
    } else {
      this.thens[i] = targetOf(i + 1 + program.readUInt8(at + 2), i, count);
      this.elses[i] = targetOf(i + 1 + program.readUInt8(at + 3), i, count);
    }
  }
}

function targetOf(target: number, i: number, count: number): number {
  if (target >= 0 && target < count) return target;
  throw new ProgramError(`BPF instruction ${i} jumps out of its program`);
}

function checkOperand(op: Op, code: number, k: number, i: number): void {
  if (USES_SCRATCH.has(op) && k >= SCRATCH_WORDS) {
    throw new ProgramError(`BPF instruction ${i} uses word ${k} of ${SCRATCH_WORDS}`);
  }
  if ((op === Op.DivideK || op === Op.ModuloK) && k === 0) throw new ProgramError(`BPF instruction ${i} divides by 0`);
  if ((op === Op.LeftK || op === Op.RightK) && k > 31) throw new ProgramError(`BPF instruction ${i} shifts by ${k}`);
  if ((code & CLASS) > LDX || !FROM_PACKET.has(code & MODE)) return;
  if (k >= ANCILLARY && k < ANCILLARY_END) {
    throw new ProgramError(`BPF instruction ${i} asks the kernel for what is not in the packet`);
  }
}
