/** Programs for cooked packets as the kernel has them: without the header that libpcap makes. */

import { withoutHeader } from '../../../src/capture/libpcap/attach';

const LD_W_ABS = 0x20;
const LD_H_ABS = 0x28;
const LD_H_IND = 0x48;
const LDX_B_MSH = 0xb1;
const LD_W_MEM = 0x60;
const LD_W_LEN = 0x80;
const LDX_W_IMM = 0x01;
const JEQ = 0x15;
const RET = 0x06;

/** Each instruction: its code and k. */
function check(before: Array<[number, number]>, after: number[] | null): void {
  const program = Buffer.alloc(8 * before.length);
  for (const [i, [code, k]] of before.entries()) {
    program.writeUInt16LE(code, 8 * i);
    program.writeUInt16LE(0x0102, 8 * i + 2);
    program.writeInt32LE(k, 8 * i + 4);
  }
  const unchanged = Buffer.from(program);
  const out = withoutHeader(program);
  expect(program).toEqual(unchanged);
  expect(out && before.map((_, i) => out.readInt32LE(8 * i + 4))).toEqual(after);
  for (let i = 0; out && i < before.length; i++) {
    expect(out.readUInt32LE(8 * i)).toBe(program.readUInt32LE(8 * i));
  }
}

it('offsets begin behind the header', () => {
  check(
    [
      [LD_W_ABS, 28],
      [LD_H_IND, 16],
      [LDX_B_MSH, 16],
    ],
    [12, 0, 0],
  );
});

it('the protocol and the type of the packet are asked of the kernel', () => {
  check(
    [
      [LD_H_ABS, 14],
      [LD_H_ABS, 0],
      [LD_H_ABS, -4096 + 44],
    ],
    [-4096, -4096 + 4, -4096 + 44],
  );
});

it('what does not read the packet stays', () => {
  check(
    [
      [LD_W_MEM, 6],
      [LD_W_LEN, 0],
      [LDX_W_IMM, 6],
      [JEQ, 0x800],
      [RET, 262144],
      [RET, 0],
    ],
    [6, 0, 6, 0x800, 262144, 0],
  );
});

it('other fields of the header nobody has', () => check([[LD_H_ABS, 2]], null));
