/** BPF programs joined, run by a machine that knows no more than these need. */

import { joinPrograms, type Program } from '../../../src/capture/libpcap/program';

type Instruction = [code: number, jt: number, jf: number, k: number];

function program(...instructions: Instruction[]): Program {
  return Buffer.concat(
    instructions.map(([code, jt, jf, k]) => {
      const out = Buffer.alloc(8);
      out.writeUInt16LE(code, 0);
      out.writeUInt8(jt, 2);
      out.writeUInt8(jf, 3);
      out.writeUInt32LE(k, 4);
      return out;
    }),
  );
}

/** Load a byte, jump if equal, jump, return. */
const LOAD = 0x30;
const EQUAL = 0x15;
const JUMP = 0x05;
const RETURN = 0x06;

/** Takes packets whose byte `at` is `value`. */
const isByte = (at: number, value: number) =>
  program([LOAD, 0, 0, at], [EQUAL, 0, 1, value], [RETURN, 0, 0, 262144], [RETURN, 0, 0, 0]);

function run(code: Program, packet: readonly number[]): number {
  let a = -1;
  for (let at = 0; ; at++) {
    const [op, jt, jf, k] = [
      code.readUInt16LE(8 * at),
      code.readUInt8(8 * at + 2),
      code.readUInt8(8 * at + 3),
      code.readUInt32LE(8 * at + 4),
    ];
    if (op === LOAD) a = packet[k];
    else if (op === EQUAL) at += a === k ? jt : jf;
    else if (op === JUMP) at += k;
    else if (op === RETURN) return k;
    else throw new Error(`no operation ${op}`);
  }
}

function check(
  code: Program,
  taken: ReadonlyArray<readonly number[]>,
  refused: ReadonlyArray<readonly number[]>,
): void {
  expect(taken.map((packet) => run(code, packet))).toEqual(taken.map(() => 262144));
  expect(refused.map((packet) => run(code, packet))).toEqual(refused.map(() => 0));
}

it('one program is itself', () => {
  const one = isByte(0, 7);
  expect(joinPrograms([one])).toEqual(one);
});

it('any of several takes a packet', () => {
  const joined = joinPrograms([isByte(0, 1), isByte(1, 2), isByte(2, 3)]);
  check(
    joined,
    [
      [1, 0, 0],
      [0, 2, 0],
      [0, 0, 3],
      [1, 2, 3],
    ],
    [
      [0, 0, 0],
      [2, 3, 1],
    ],
  );
});

it('joined programs can be joined again', () => {
  const joined = joinPrograms([joinPrograms([isByte(0, 1), isByte(1, 2)]), isByte(2, 3)]);
  check(
    joined,
    [
      [1, 0, 0],
      [0, 2, 0],
      [0, 0, 3],
    ],
    [[0, 0, 0]],
  );
});

it('refusals in the middle go on as well', () => {
  const early = program(
    [LOAD, 0, 0, 0],
    [EQUAL, 0, 1, 9],
    [RETURN, 0, 0, 0],
    [LOAD, 0, 0, 1],
    [EQUAL, 0, 1, 4],
    [RETURN, 0, 0, 262144],
    [RETURN, 0, 0, 0],
  );
  check(
    joinPrograms([early, isByte(2, 3)]),
    [
      [9, 0, 3],
      [0, 4, 0],
      [0, 0, 3],
    ],
    [
      [9, 4, 0],
      [0, 0, 0],
    ],
  );
});
