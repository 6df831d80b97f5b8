/** A stream second by second: slots that widen, and the skew of its sender's clock. */

import { COURSE_SLOTS } from '../../src/budgets';
import type { Frame } from '../../src/capture/frame';
import type { Store } from '../../src/store/store';
import { clockSkewPpm, type StreamCourse } from '../../src/store/stream-course';
import { play } from './play';
import { type Rtp, rtp } from './rtp';

const WAY = { from: '10.0.0.1:4000', to: '10.0.0.2:5000' };

/** 50 packets a second for so many seconds; `change` may move or drop (null) each. */
function stream(seconds: number, change: (one: Rtp, i: number) => Rtp | null = (one) => one): Frame[] {
  const packets = Array.from({ length: 50 * seconds }, (_, i) => change({ ...WAY, ms: 20 * i, sequence: i + 1 }, i));
  return packets.filter((one) => one !== null).map(rtp);
}

function courseIn(store: Store): StreamCourse {
  const { streams } = store.mediaStreams;
  const rows: number[] = [];
  streams.each((row) => rows.push(row));
  expect(rows).toHaveLength(1);
  return streams.courses.of(streams.table.columns, rows[0]);
}

const course = (frames: Frame[]) => courseIn(play(frames).store);

test('a second has a slot of its own', () => {
  const { slotSeconds, rate, lostPercent, maxJitterMs } = course(stream(3));
  expect({ slotSeconds, lostPercent, maxJitterMs }).toEqual({
    slotSeconds: 1,
    lostPercent: [0, 0, 0],
    maxJitterMs: [0, 0, 0],
  });
  // The stream ends 20 ms before its third second does.
  expect(rate.map(Math.round)).toEqual([50, 50, 51]);
});

test('loss and jitter stand in the second in which they were', () => {
  const lossy = course(stream(4, (one, i) => (i >= 60 && i < 65 ? null : one)));
  expect(lossy.lostPercent).toEqual([0, 10, 0, 0]);
  const late = course(stream(4, (one, i) => (i === 125 ? { ...one, ms: one.ms + 16 } : one)));
  // Late by 16 ms: a sixteenth of that, and for the next one, which is early by as much.
  expect(late.maxJitterMs[1]).toBe(0);
  expect(late.maxJitterMs[2]).toBeCloseTo(1 + 15 / 16, 4);
  expect(late.maxJitterMs[3]).toBeLessThan(1);
});

test('what was lost in a silence is spread over it', () => {
  const { lostPercent } = course(stream(9, (one, i) => (i >= 100 && i < 350 ? null : one)));
  expect(lostPercent).toEqual([0, 0, 100, 100, 100, 100, 100, 0, 0]);
});

test('a stream of less than a second has one slot', () => {
  expect(course(stream(1).slice(0, 10)).rate.map(Math.round)).toEqual([20]);
});

test('slots become twice as wide when there are no more, and nothing is lost', () => {
  const seconds = COURSE_SLOTS + 10;
  const { slotSeconds, rate } = course(stream(seconds));
  expect(slotSeconds).toBe(2);
  expect(rate).toHaveLength(seconds / 2);
  expect(Math.round(rate[0])).toBe(50);
  const long = course(stream(COURSE_SLOTS * 2 + 2));
  expect(long.slotSeconds).toBe(4);
  expect(new Set(long.rate.slice(0, -1).map(Math.round))).toEqual(new Set([50]));
});

test('a pause of the sender is empty slots', () => {
  const paused = (one: Rtp, i: number) => (i < 100 ? one : { ...one, ms: one.ms + 3000, timestamp: 160 * (i + 151) });
  const { rate } = course(stream(4, paused));
  expect(rate.map(Math.round)).toEqual([50, 50, 0, 0, 0, 50, 51]);
});

test('a row that goes to another stream begins with an empty course', () => {
  const frames = Array.from({ length: 100 }, (_, i) =>
    stream(3, (one) => ({ ...one, ssrc: i + 1, ms: one.ms + 10_000 * i })),
  ).flat();
  const { store } = play(frames, { limits: { memoryBytes: 64 * 1024 } });
  const { streams } = store.mediaStreams;
  expect(streams.evicted).toBeGreaterThan(5);
  streams.each((row) => {
    expect(streams.courses.of(streams.table.columns, row).rate.map(Math.round)).toEqual([50, 50, 51]);
  });
});

describe('clock skew', () => {
  const skewOf = (frames: Frame[]) => clockSkewPpm(course(frames));

  test('is none for clocks that run alike, and unknown for a short stream', () => {
    expect(skewOf(stream(20))).toBeCloseTo(0, 3);
    expect(skewOf(stream(9))).toBeNull();
  });

  test.each([200, -150])('of %d ppm is found, with jitter upon it', (ppm) => {
    // A sender whose clock runs fast sends each packet a little early.
    const noise = (i: number) => ((i * 7919) % 100) / 10;
    const skewed = stream(60, (one, i) => ({ ...one, ms: one.ms / (1 + ppm / 1e6) + noise(i) }));
    expect(Math.abs((skewOf(skewed) ?? 0) - ppm)).toBeLessThan(10);
  });

  test('is not moved by a timestamp that jumps', () => {
    const jumped = stream(60, (one, i) => ({ ...one, timestamp: 160 * i + (i > 2500 ? 48_000 : 0) }));
    expect(Math.abs(skewOf(jumped) ?? 1e6)).toBeLessThan(10);
  });

  test('is unknown where no clock is', () => {
    expect(skewOf(stream(20, (one) => ({ ...one, type: 96 })))).toBeNull();
  });
});
