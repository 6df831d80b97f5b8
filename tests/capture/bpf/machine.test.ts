/** The machine of capture filters: every instruction, every bound, and random programs beside a plain interpreter. */

import fc from 'fast-check';
import { Machine, ProgramError } from '../../../src/capture/bpf/machine';
import { assemble, type Instruction } from './assemble';

const PACKET = Buffer.from('0102030485868788', 'hex');
/** Stands around the packet, where no instruction may read. */
const AROUND = Buffer.from([0xee, 0xee, 0xee, 0xee]);
const BYTES = Buffer.concat([AROUND, PACKET, AROUND]);

/** `ld #k`, `ldx #k`, `ret #k`, `ret a`, `txa`. */
const LD = 0x00;
const LDX = 0x01;
const RET = 0x06;
const RET_A = 0x16;
const TXA = 0x87;

function run(instructions: readonly Instruction[], wireLength = 1500): number {
  return new Machine(assemble(...instructions)).run(BYTES, 4, 4 + PACKET.length, wireLength);
}

function refusal(program: Buffer): string {
  try {
    new Machine(program);
  } catch (error) {
    if (error instanceof ProgramError) return error.message;
    throw error;
  }
  return 'loaded';
}

describe('loads', () => {
  test.each<[string, Instruction[], number]>([
    ['ld [0]', [[0x20, 0]], 0x01020304],
    ['ld [4], the highest bit set', [[0x20, 4]], 0x85868788],
    ['ld [5], over the end', [[0x20, 5]], 0],
    ['ldh [6]', [[0x28, 6]], 0x8788],
    ['ldh [7], over the end', [[0x28, 7]], 0],
    ['ldb [7]', [[0x30, 7]], 0x88],
    ['ldb [8], behind the end', [[0x30, 8]], 0],
    ['ldb [-1], before the start', [[0x30, -1]], 0],
    [
      'ld [x + 1]',
      [
        [LDX, 3],
        [0x40, 1],
      ],
      0x85868788,
    ],
    [
      'ld [x + 2], over the end',
      [
        [LDX, 3],
        [0x40, 2],
      ],
      0,
    ],
    [
      'ldh [x + 3]',
      [
        [LDX, 3],
        [0x48, 3],
      ],
      0x8788,
    ],
    [
      'ldh [x + 4], over the end',
      [
        [LDX, 3],
        [0x48, 4],
      ],
      0,
    ],
    [
      'ldb [x + 4]',
      [
        [LDX, 3],
        [0x50, 4],
      ],
      0x88,
    ],
    [
      'ldb [x + 5], behind the end',
      [
        [LDX, 3],
        [0x50, 5],
      ],
      0,
    ],
    [
      'ldb [x + 1], where the sum runs over',
      [
        [LDX, -1],
        [0x50, 1],
      ],
      0,
    ],
    [
      'ld [x - 4], which is no way back',
      [
        [LDX, 4],
        [0x40, -4],
      ],
      0,
    ],
    ['ld #len', [[0x80]], 1500],
    ['ldx #len', [[0x81], [TXA]], 1500],
    ['ld #k', [[LD, 0xdeadbeef]], 0xdeadbeef],
    ['ldx #k', [[LDX, 0xdeadbeef], [TXA]], 0xdeadbeef],
    ['ldx 4*([4]&0xf)', [[0xb1, 4], [TXA]], 4 * 5],
    ['ldx 4*([8]&0xf), behind the end', [[0xb1, 8], [TXA]], 0],
    [
      'ld M[15] after st M[15]',
      [
        [LD, 7],
        [0x02, 15],
        [LD, 9],
        [0x60, 15],
      ],
      7,
    ],
    ['ldx M[0] after stx M[0]', [[LDX, 7], [0x03, 0], [LDX, 9], [0x61, 0], [TXA]], 7],
    ['tax', [[LD, 0x80000000], [0x07], [LD, 1], [TXA]], 0x80000000],
  ])('%s', (_, instructions, expected) => expect(run([...instructions, [RET_A]])).toBe(expected));

  test('scratch memory begins empty with each packet', () => {
    const machine = new Machine(assemble([0x60, 3], [0x04, 1], [0x02, 3], [0x60, 3], [RET_A]));
    expect([1, 2].map(() => machine.run(BYTES, 4, 12, 8))).toEqual([1, 1]);
  });

  test('an end of 0 ends the run, whatever would come', () => {
    expect(
      run([
        [0x30, 8],
        [RET, 7],
      ]),
    ).toBe(0);
  });
});

describe('arithmetic', () => {
  const M = 0xffffffff;
  test.each<[string, number, number, number, number]>([
    ['add', 0x04, M, 2, 1],
    ['sub', 0x14, 1, 2, M],
    ['mul', 0x24, 0x10001, 0x10001, 0x20001],
    ['mul, the highest bits', 0x24, M, M, 1],
    ['div', 0x34, M, 2, 0x7fffffff],
    ['div by the most', 0x34, M, M, 1],
    ['mod', 0x94, M, 10, 5],
    ['and', 0x54, 0xf0f0f0f0, 0xff00ff00, 0xf000f000],
    ['or', 0x44, 0xf0000000, 1, 0xf0000001],
    ['xor', 0xa4, M, 1, 0xfffffffe],
    ['lsh', 0x64, 3, 31, 0x80000000],
    ['rsh', 0x74, 0x80000000, 31, 1],
  ])('%s', (_, code, a, operand, expected) => {
    expect(run([[LD, a], [code, operand], [RET_A]])).toBe(expected);
    expect(run([[LD, a], [LDX, operand], [code | 8], [RET_A]])).toBe(expected);
  });

  test('division by an X of 0 takes nothing', () => {
    expect([0x3c, 0x9c].map((code) => run([[LD, 5], [LDX, 0], [code], [RET, 9]]))).toEqual([0, 0]);
  });

  test('shifts by 32 and more leave nothing', () => {
    const by = (code: number, count: number) => run([[LD, M], [LDX, count], [code], [RET_A]]);
    expect([by(0x6c, 32), by(0x6c, M), by(0x7c, 32), by(0x7c, 33), by(0x7c, 0)]).toEqual([0, 0, 0, 0, M]);
  });

  test('neg', () => {
    expect([1, 0, 0x80000000].map((a) => run([[LD, a], [0x84], [RET_A]]))).toEqual([M, 0, 0x80000000]);
  });
});

describe('jumps', () => {
  test.each<[string, number, number, number, boolean]>([
    ['jeq', 0x15, 0x80000000, 0x80000000, true],
    ['jeq', 0x15, 0, 0x80000000, false],
    ['jgt is unsigned', 0x25, 0x80000000, 1, true],
    ['jgt', 0x25, 7, 7, false],
    ['jge', 0x35, 7, 7, true],
    ['jge is unsigned', 0x35, 1, 0x80000000, false],
    ['jset', 0x45, 0x80000001, 0x80000000, true],
    ['jset', 0x45, 5, 2, false],
  ])('%s %p %p %p', (_, code, a, operand, holds) => {
    const ends: Instruction[] = [
      [RET, 1],
      [RET, 2],
      [RET, 3],
    ];
    expect(run([[LD, a], [code, operand, 2, 1], ...ends])).toBe(holds ? 3 : 2);
    expect(run([[LD, a], [LDX, operand], [code | 8, 0, 2, 1], ...ends])).toBe(holds ? 3 : 2);
  });

  test('ja goes over any number of instructions', () => {
    const passed = Array.from({ length: 700 }, (): Instruction => [RET, 1]);
    expect(run([[0x05, 700], ...passed, [RET, 2]])).toBe(2);
  });

  test('ja goes back, as a protochain needs it, but not for ever', () => {
    // Counts the bytes up to the one of 0x87.
    const search: Instruction[] = [
      [LDX, 0],
      [0x50, 0],
      [0x15, 0x87, 4, 0],
      [TXA],
      [0x04, 1],
      [0x07],
      [0x05, -6],
      [TXA],
    ];
    expect(run([...search, [RET_A]])).toBe(6);
    expect(
      run([
        [LD, 1],
        [0x05, -1],
        [RET, 1],
      ]),
    ).toBe(0);
  });
});

describe('programs that are not run', () => {
  test.each<[string, Instruction[], string]>([
    ['unknown code', [[0xff], [RET]], 'BPF instruction 0 has the unknown code 0xff'],
    ['no return at the end', [[LD, 1]], 'a BPF program that does not end with a return'],
    ['a jump behind the end', [[0x15, 0, 0, 1], [RET]], 'BPF instruction 0 jumps out of its program'],
    ['ja behind the end', [[0x05, 1], [RET]], 'BPF instruction 0 jumps out of its program'],
    ['ja before the start', [[LD], [0x05, -3], [RET]], 'BPF instruction 1 jumps out of its program'],
    ['too much scratch memory', [[0x02, 16], [RET]], 'BPF instruction 0 uses word 16 of 16'],
    ['no scratch memory at all', [[0x61, -1], [RET]], 'BPF instruction 0 uses word 4294967295 of 16'],
    ['division by 0', [[0x34, 0], [RET]], 'BPF instruction 0 divides by 0'],
    ['a rest by 0', [[0x94, 0], [RET]], 'BPF instruction 0 divides by 0'],
    ['a shift by 32', [[0x64, 32], [RET]], 'BPF instruction 0 shifts by 32'],
    [
      'the packet type of Linux',
      [[0x28, -4092], [RET]],
      'BPF instruction 0 asks the kernel for what is not in the packet',
    ],
    [
      'the VLAN tag, by index',
      [[0x48, -4052], [RET]],
      'BPF instruction 0 asks the kernel for what is not in the packet',
    ],
  ])('%s', (_, instructions, said) => expect(refusal(assemble(...instructions))).toBe(said));

  test('nothing, and what is no program', () => {
    expect([0, 7].map((length) => refusal(Buffer.alloc(length)))).toEqual([
      'a BPF program of 0 bytes',
      'a BPF program of 7 bytes',
    ]);
  });
});

/** By the book: numbers without bounds, cut to 32 bits, and a step at a time. */
function interpreted(instructions: readonly Instruction[], packet: Buffer, wireLength: number): number {
  const cut = (value: bigint) => BigInt.asUintN(32, value);
  const scratch = Array.from({ length: 16 }, () => 0n);
  let a = 0n;
  let x = 0n;
  const read = (offset: bigint, size: number) => {
    if (offset + BigInt(size) > BigInt(packet.length)) return null;
    return BigInt(packet.readUIntBE(Number(offset), size));
  };
  for (let pc = 0; ; pc++) {
    const [code, operand = 0, jt = 0, jf = 0] = instructions[pc];
    const k = cut(BigInt(operand));
    const kind = code & 7;
    const size = { 0: 4, 8: 2, 16: 1 }[code & 0x18] ?? 0;
    const other = (code & 8) === 0 ? k : x;
    if (kind === 6) return Number((code & 0x18) === 0 ? k : a);
    if (kind === 7) {
      if (code === 0x07) x = a;
      else a = x;
    } else if (kind === 2) scratch[Number(k)] = a;
    else if (kind === 3) scratch[Number(k)] = x;
    else if (kind === 5) {
      const holds = { 16: a === other, 32: a > other, 48: a >= other, 64: (a & other) !== 0n }[code & 0xf0];
      pc += holds === undefined ? Number(k) : holds ? jt : jf;
    } else if (kind === 4) {
      if ((code & 0xf0) === 0x80) a = cut(-a);
      else {
        const divides = (code & 0xf0) === 0x30 || (code & 0xf0) === 0x90;
        if (divides && other === 0n) return 0;
        const shift = other > 31n ? 32n : other;
        const results: Record<number, () => bigint> = {
          0: () => a + other,
          16: () => a - other,
          32: () => a * other,
          48: () => a / other,
          144: () => a % other,
          64: () => a | other,
          80: () => a & other,
          160: () => a ^ other,
          96: () => a << shift,
          112: () => a >> shift,
        };
        a = cut(results[code & 0xf0]());
      }
    } else {
      const mode = code & 0xe0;
      let value: bigint | null = null;
      if (mode === 0x00) value = k;
      else if (mode === 0x20) value = read(k, size);
      else if (mode === 0x40) value = read(k + x, size);
      else if (mode === 0x60) value = scratch[Number(k)];
      else if (mode === 0x80) value = BigInt(wireLength);
      else value = read(k, 1);
      if (value === null) return 0;
      if (kind === 0) a = value;
      else x = mode === 0xa0 ? (value & 15n) * 4n : value;
    }
  }
}

describe('random programs', () => {
  const LOADS = [0x20, 0x28, 0x30, 0x40, 0x48, 0x50, 0xb1];
  const SCRATCH = [0x60, 0x61, 0x02, 0x03];
  const JUMPS = [0x15, 0x25, 0x35, 0x45, 0x1d, 0x2d, 0x3d, 0x4d];
  const SHIFTS = [0x64, 0x74];
  const OPERATIONS = [
    ...[0x04, 0x14, 0x24, 0x34, 0x94, 0x54, 0x44, 0xa4],
    ...[0x0c, 0x1c, 0x2c, 0x3c, 0x9c, 0x5c, 0x4c, 0xac, 0x6c, 0x7c, 0x84],
    ...[0x00, 0x01, 0x80, 0x81, 0x07, 0x87],
  ];
  const number = fc.oneof(fc.nat(20), fc.constantFrom(0x7fffffff, 0x80000000, 0xffffffff), fc.nat(0xffffffff));
  const instruction = fc.oneof(
    fc.tuple(fc.constantFrom(...LOADS), fc.nat(12)),
    fc.tuple(fc.constantFrom(...SCRATCH), fc.nat(15)),
    fc.tuple(fc.constantFrom(...JUMPS), number, fc.nat(5), fc.nat(5)),
    fc.tuple(fc.constantFrom(...SHIFTS), fc.nat(31)),
    fc.tuple(
      fc.constantFrom(...OPERATIONS),
      number.map((k) => k || 1),
    ),
    fc.tuple(fc.constant(0x05), fc.nat(5)),
  );
  // Jumps of the last one end there, too.
  const ends = Array.from({ length: 6 }, (): Instruction => [RET_A]);

  test('give what a plain interpreter gives', () => {
    let taken = 0;
    fc.assert(
      fc.property(
        fc.array(instruction, { minLength: 1, maxLength: 30 }),
        fc.uint8Array({ maxLength: 24 }),
        fc.nat(70_000),
        (body, bytes, wireLength) => {
          const program = [...(body as Instruction[]), ...ends];
          const packet = Buffer.from(bytes);
          const placed = Buffer.concat([AROUND, packet, AROUND]);
          const ours = new Machine(assemble(...program)).run(placed, 4, 4 + packet.length, wireLength);
          if (ours !== 0) taken++;
          expect(ours).toBe(interpreted(program, packet, wireLength));
        },
      ),
      { numRuns: 3000 },
    );
    // Else they would all end at their first load.
    expect(taken).toBeGreaterThan(300);
  });
});
