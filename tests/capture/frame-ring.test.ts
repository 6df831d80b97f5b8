/** The ring of frames: what is in it comes out as it went in, the oldest go when it is full, also while it is read. */

import { FRAME_RING_PIECE_BYTES } from '../../src/budgets';
import { type Frame, newFrame, packetRef } from '../../src/capture/frame';
import { FrameRing } from '../../src/capture/frame-ring';
import type { FrameSource } from '../../src/capture/merge';
import { frameOf } from '../decode/build';

/** Told apart by its place, `bytes` long. */
function frame(number: number, bytes = 10): Frame {
  return frameOf(Buffer.alloc(bytes, number & 255), { position: number, volatile: true });
}

function positionsIn(source: FrameSource): number[] {
  const one = newFrame();
  const positions: number[] = [];
  while (source.next(one)) positions.push(one.position);
  return positions;
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

test('what is known of a frame comes back, and its bytes', async () => {
  const ring = new FrameRing(FRAME_RING_PIECE_BYTES);
  const made = frameOf(Buffer.from('some bytes'), {
    ...{ linkType: 113, time: 253_402_300_799.25, wireLength: 1500, input: 3, position: 2 ** 40, volatile: true },
  });
  ring.add(made);
  ring.addPast(packetRef(made));
  const source = ring.read();
  const one = newFrame();
  for (let times = 0; times < 2; times++) {
    expect(source.next(one)).toBe(true);
    const { bytes, start, end, ...facts } = one;
    expect(bytes.toString('latin1', start, end)).toBe('some bytes');
    expect(facts).toEqual({
      ...{ linkType: 113, seconds: 253_402_300_799, nanos: 250_000_000, wireLength: 1500 },
      ...{ input: 3, position: 2 ** 40, volatile: true, bigEndian: false },
    });
  }
  expect([source.next(one), await source.fill()]).toEqual([false, false]);
});

test('what has no bytes at hand is passed over', () => {
  const ring = new FrameRing(FRAME_RING_PIECE_BYTES);
  ring.addPast({ ...packetRef(frame(1)), bytes: null });
  ring.add({ ...frame(2), bytes: Buffer.alloc(0) });
  expect([ring.frames, positionsIn(ring.read())]).toEqual([0, []]);
});

test('holds the latest within its bound, and counts those that went', () => {
  const ring = new FrameRing(4 * FRAME_RING_PIECE_BYTES);
  for (let number = 0; number < 10_000; number++) {
    ring.add(frame(number, 1000));
    expect(ring.bytes).toBeLessThanOrEqual(4 * FRAME_RING_PIECE_BYTES);
  }
  expect(ring.frames + ring.gone).toBe(10_000);
  expect(ring.frames).toBeGreaterThan(1500);
  expect(positionsIn(ring.read())).toEqual(numbers(ring.gone, 10_000));
});

test('a frame that is longer than a piece has one of its own', () => {
  const ring = new FrameRing(3 * FRAME_RING_PIECE_BYTES);
  ring.add(frame(1));
  ring.add(frame(2, FRAME_RING_PIECE_BYTES));
  ring.add(frame(3));
  expect(positionsIn(ring.read())).toEqual([2, 3]);
});

test('reading ends with what was there when it began', () => {
  const ring = new FrameRing(4 * FRAME_RING_PIECE_BYTES);
  for (const number of numbers(0, 3)) ring.add(frame(number));
  const source = ring.read();
  for (const number of numbers(3, 3000)) ring.add(frame(number, 300));
  expect(positionsIn(source)).toEqual([0, 1, 2]);
});

test('what goes while it is read is left out, and what was handed out stays as it is', () => {
  const ring = new FrameRing(2 * FRAME_RING_PIECE_BYTES);
  for (const number of numbers(0, 900)) ring.add(frame(number, 1000));
  const source = ring.read();
  const one = newFrame();
  expect([source.next(one), one.position]).toEqual([true, 0]);
  for (const number of numbers(900, 1200)) ring.add(frame(number, 1000));
  expect(new Set(one.bytes.subarray(one.start, one.end))).toEqual(new Set([0]));
  expect(ring.gone).toBeGreaterThan(1);
  expect(positionsIn(source)).toEqual(numbers(ring.gone, 900));
});

test('closed, it gives nothing more', () => {
  const ring = new FrameRing(FRAME_RING_PIECE_BYTES);
  ring.add(frame(1));
  const source = ring.read();
  source.close();
  expect(positionsIn(source)).toEqual([]);
});
