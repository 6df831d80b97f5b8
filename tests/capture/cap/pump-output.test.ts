/** What a pump writes: a pcap stream, through pipes that take little, nothing for a while, or close. */

import fc from 'fast-check';
import { PumpOutput } from '../../../src/capture/cap/pump-output';
import { parse } from '../parse';

/** A pipe that takes `free` bytes until somebody makes room again. */
class Pipe {
  free = Number.POSITIVE_INFINITY;
  calls = 0;
  private readonly taken: Buffer[] = [];

  readonly write = (bytes: Buffer): number => {
    this.calls++;
    const count = Math.min(bytes.length, this.free);
    this.free -= count;
    this.taken.push(Buffer.from(bytes.subarray(0, count)));
    return count;
  };

  get bytes(): Buffer {
    return Buffer.concat(this.taken);
  }

  /** `position bytes` of every packet that came through. */
  get packets(): string[] {
    return parse(this.bytes).lines.map((line) => line.split(' ').slice(4).join(' '));
  }
}

function put(output: PumpOutput, text: string, micros = 0): void {
  // What stands behind the packet in cap's buffer is of another one.
  output.put(1_700_000_000, micros, Buffer.from(`${text}REST OF ANOTHER`, 'latin1'), text.length);
}

it('is a pcap stream in microseconds with the link type of the device', () => {
  const pipe = new Pipe();
  const output = new PumpOutput(113, pipe.write);
  put(output, 'one', 7);
  put(output, 'three', 999_999);
  expect(output.flush()).toBe(true);
  expect(parse(pipe.bytes)).toMatchObject({
    lines: ['1700000000.000007000 113 @40 3 one', '1700000000.999999000 113 @59 5 three'],
    warnings: [],
  });
});

it('comes whole through a pipe that takes any number of bytes at a time', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ length: fc.nat(90), room: fc.nat(150) })), (steps) => {
      const pipe = new Pipe();
      pipe.free = 0;
      const output = new PumpOutput(1, pipe.write, 256);
      const accepted: string[] = [];
      for (const [index, { length, room }] of steps.entries()) {
        const text = String.fromCharCode(97 + (index % 26)).repeat(length);
        const before = output.dropped;
        put(output, text);
        if (output.dropped === before) accepted.push(text);
        pipe.free = room;
        output.flush();
      }
      pipe.free = Number.POSITIVE_INFINITY;
      expect(output.flush()).toBe(true);
      expect(pipe.packets).toEqual(accepted);
      expect(output.dropped).toBe(steps.length - accepted.length);
    }),
  );
});

it('drops whole packets while its queue is full, counts them, and goes on when there is room', () => {
  const pipe = new Pipe();
  pipe.free = 0;
  const output = new PumpOutput(1, pipe.write, 100);
  for (const text of ['first packet', 'second packet', 'third packet', 'fourth']) put(output, text);
  expect(output.flush()).toBe(false);
  expect(output.dropped).toBe(2);
  pipe.free = Number.POSITIVE_INFINITY;
  expect(output.flush()).toBe(true);
  put(output, 'fifth');
  output.flush();
  expect(pipe.packets).toEqual(['first packet', 'second packet', 'fifth']);
  expect(output.dropped).toBe(2);
});

it('writes by itself while packets come without a pause', () => {
  const pipe = new Pipe();
  const output = new PumpOutput(1, pipe.write);
  const text = 'x'.repeat(1000);
  for (let i = 0; i < 1000; i++) put(output, text);
  expect(pipe.bytes.length).toBeGreaterThan(900_000);
  expect(pipe.calls).toBeLessThan(20);
});

it('does not ask a full pipe for every packet', () => {
  const pipe = new Pipe();
  pipe.free = 0;
  const output = new PumpOutput(1, pipe.write, 100_000);
  const text = 'x'.repeat(1000);
  for (let i = 0; i < 1000; i++) put(output, text);
  expect(output.dropped).toBeGreaterThan(900);
  expect(pipe.calls).toBeLessThan(20);
});
