/**
 * How a stream went over time: packets, loss, jitter and transit second by second, in so many slots that grow wider as
 * the stream gets longer. What is drawn as small plots, and what the skew of two clocks is told from.
 */

import { COURSE_BYTES, COURSE_SLOTS } from '../budgets';
import { packetsLost } from './streams-figures';
import type { StreamColumns } from './streams-table';

/** From the first slot to the last one with packets; each is `slotSeconds` long. */
export interface StreamCourse {
  slotSeconds: number;
  /** Packets a second. */
  rate: number[];
  /** Of the packets expected, 0 to 100. */
  lostPercent: number[];
  /** The highest that RFC 3550's jitter was. */
  maxJitterMs: number[];
  /** Arrival less timestamp, both counted from the first packet: the least of the slot, NaN where no clock is known. */
  minTransitMs: number[];
}

const SECOND_US = 1e6;
/** No packet with a clock came. */
const NO_TRANSIT = Number.POSITIVE_INFINITY;

/** Blocks of slots, one for each stream that is longer than a second. */
export class Courses {
  private capacity = 64;
  private used = 0;
  private readonly free: number[] = [];
  private packets = new Uint32Array(this.capacity * COURSE_SLOTS);
  private lost = new Uint16Array(this.capacity * COURSE_SLOTS);
  private jitterMs = new Float32Array(this.capacity * COURSE_SLOTS);
  private transitMs = new Float32Array(this.capacity * COURSE_SLOTS);
  /** By block: seconds in a slot, a power of two. */
  private width = new Uint32Array(this.capacity);

  /** Memory in use. */
  get bytes(): number {
    return (this.used - this.free.length) * COURSE_BYTES;
  }

  /** A stream begins: its first second. */
  begin(t: StreamColumns, row: number): void {
    this.forget(t, row);
    t.second[row] = t.secondsSilent[row] = 0;
    t.secondEndUs[row] = t.startUs[row] + SECOND_US;
    this.beginSecond(t, row);
    // The first packet is counted already, and is of this second.
    t.secondPackets[row] = 0;
  }

  forget(t: StreamColumns, row: number): void {
    if (t.course[row] === 0) return;
    this.free.push(t.course[row] - 1);
    t.course[row] = 0;
  }

  /** A packet has come behind the end of the second at hand, and is not counted yet. */
  turn(t: StreamColumns, row: number, timeUs: number): void {
    if (t.course[row] === 0) t.course[row] = this.block() + 1;
    this.put(t.course[row] - 1, t, row);
    const second = Math.floor((timeUs - t.startUs[row]) / SECOND_US);
    t.secondsSilent[row] = second - t.second[row] - 1;
    t.second[row] = second;
    t.secondEndUs[row] = t.startUs[row] + (t.second[row] + 1) * SECOND_US;
    this.beginSecond(t, row);
  }

  /** Makes objects: for who asks, not for every packet. */
  of(t: StreamColumns, row: number): StreamCourse {
    const scratch = this.block();
    const base = scratch * COURSE_SLOTS;
    const kept = t.course[row] - 1;
    if (kept >= 0) this.copy(kept, scratch);
    this.put(scratch, t, row);
    const slotSeconds = this.width[scratch];
    const seconds = (t.endUs[row] - t.startUs[row]) / SECOND_US;
    const course: StreamCourse = { slotSeconds, rate: [], lostPercent: [], maxJitterMs: [], minTransitMs: [] };
    const slots = slotsToShow(seconds, slotSeconds);
    for (let slot = 0; slot < slots; slot++) {
      const at = base + slot;
      const covered = Math.min(slotSeconds, Math.max(seconds - slot * slotSeconds, slotSeconds / 2));
      const expected = this.packets[at] + this.lost[at];
      course.rate.push(this.packets[at] / covered);
      course.lostPercent.push(expected === 0 ? 0 : (100 * this.lost[at]) / expected);
      course.maxJitterMs.push(this.jitterMs[at]);
      course.minTransitMs.push(this.transitMs[at] === NO_TRANSIT ? Number.NaN : this.transitMs[at]);
    }
    this.free.push(scratch);
    return course;
  }

  private beginSecond(t: StreamColumns, row: number): void {
    t.secondPackets[row] = t.packets[row];
    t.secondLost[row] = packetsLost(t, row);
    t.secondJitterMs[row] = 0;
    t.secondTransitMs[row] = NO_TRANSIT;
  }

  /** Adds the second at hand to its slot. */
  private put(block: number, t: StreamColumns, row: number): void {
    while (t.second[row] >= this.width[block] * COURSE_SLOTS) this.widen(block);
    const at = block * COURSE_SLOTS + Math.floor(t.second[row] / this.width[block]);
    this.packets[at] += t.packets[row] - t.secondPackets[row];
    // What came late in this second makes good what another one counted as lost.
    this.putLost(block, t, row, Math.max(0, packetsLost(t, row) - t.secondLost[row]));
    this.jitterMs[at] = Math.max(this.jitterMs[at], t.secondJitterMs[row]);
    this.transitMs[at] = Math.min(this.transitMs[at], t.secondTransitMs[row]);
  }

  /** Packets are known to be lost by the next one that comes: over the silence before it they are spread evenly. */
  private putLost(block: number, t: StreamColumns, row: number, lost: number): void {
    const silent = t.secondsSilent[row];
    const last = Math.floor((t.second[row] - Math.min(1, silent)) / this.width[block]);
    const first = Math.floor((t.second[row] - silent) / this.width[block]);
    for (let slot = first, left = lost; slot <= last && left > 0; slot++) {
      const share = Math.round(left / (last - slot + 1));
      const at = block * COURSE_SLOTS + slot;
      this.lost[at] = Math.min(0xffff, this.lost[at] + share);
      left -= share;
    }
  }

  /** Two slots become one. */
  private widen(block: number): void {
    const base = block * COURSE_SLOTS;
    for (let slot = 0; slot < COURSE_SLOTS; slot++) {
      const [to, from] = [base + slot, base + 2 * slot];
      const inside = 2 * slot < COURSE_SLOTS;
      this.packets[to] = inside ? this.packets[from] + this.packets[from + 1] : 0;
      this.lost[to] = inside ? Math.min(0xffff, this.lost[from] + this.lost[from + 1]) : 0;
      this.jitterMs[to] = inside ? Math.max(this.jitterMs[from], this.jitterMs[from + 1]) : 0;
      this.transitMs[to] = inside ? Math.min(this.transitMs[from], this.transitMs[from + 1]) : NO_TRANSIT;
    }
    this.width[block] *= 2;
  }

  private copy(from: number, to: number): void {
    for (const column of [this.packets, this.lost, this.jitterMs, this.transitMs])
      column.copyWithin(to * COURSE_SLOTS, from * COURSE_SLOTS, (from + 1) * COURSE_SLOTS);
    this.width[to] = this.width[from];
  }

  /** An empty one. */
  private block(): number {
    const block = this.free.pop() ?? this.used++;
    if (block >= this.capacity) this.grow();
    const [from, to] = [block * COURSE_SLOTS, (block + 1) * COURSE_SLOTS];
    this.packets.fill(0, from, to);
    this.lost.fill(0, from, to);
    this.jitterMs.fill(0, from, to);
    this.transitMs.fill(NO_TRANSIT, from, to);
    this.width[block] = 1;
    return block;
  }

  private grow(): void {
    this.capacity *= 2;
    this.packets = wider(this.packets, new Uint32Array(this.capacity * COURSE_SLOTS));
    this.lost = wider(this.lost, new Uint16Array(this.capacity * COURSE_SLOTS));
    this.jitterMs = wider(this.jitterMs, new Float32Array(this.capacity * COURSE_SLOTS));
    this.transitMs = wider(this.transitMs, new Float32Array(this.capacity * COURSE_SLOTS));
    this.width = wider(this.width, new Uint32Array(this.capacity));
  }
}

/** Seconds of a stream from which on the skew of its sender's clock can be told apart from jitter. */
const SKEW_SECONDS = 10;

/**
 * Parts in a million by which the sender's clock runs faster than that of the capture, below 0 where slower: the median
 * slope of the least transit between any two slots (Theil and Sen), which neither jitter nor a jump of the timestamp
 * moves by much. Null for a stream that is too short or has no clock.
 */
export function clockSkewPpm({ slotSeconds, minTransitMs }: StreamCourse): number | null {
  const known = [...minTransitMs.entries()].filter(([, ms]) => !Number.isNaN(ms));
  if (known.length < 3 || (known[known.length - 1][0] - known[0][0]) * slotSeconds < SKEW_SECONDS) return null;
  const slopes: number[] = [];
  for (const [i, [slot, ms]] of known.entries()) {
    for (const [later, laterMs] of known.slice(i + 1)) slopes.push((laterMs - ms) / ((later - slot) * slotSeconds));
  }
  slopes.sort((a, b) => a - b);
  // A millisecond a second is a thousand parts in a million; a clock that runs fast makes transit shrink.
  return -1000 * slopes[slopes.length >> 1];
}

/** The last one is left out where the stream ends before half of it is over, as it would look like a drop. */
function slotsToShow(seconds: number, slotSeconds: number): number {
  return Math.max(1, Math.min(COURSE_SLOTS, Math.round(seconds / slotSeconds)));
}

function wider<T extends Uint32Array | Uint16Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
