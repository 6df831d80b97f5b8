/**
 * Events of a stream's telephone-event packets, each once: updates, repeated ends and packets that come late are of the
 * event that is known. RFC 4733 sections 2.3 and 2.5. A row is a stream's; nothing is made per packet.
 */

import { DIGITS_IN_PACKET } from '../budgets';
import { durationAt, EVENT_BYTES, endsAt, volumeAt } from '../decode/dtmf';
import { Table } from './table';

const SPEC = {
  /** Of the latest event: its RTP timestamp is the same in all its packets. */
  timestamp: Uint32Array,
  /** Units of the RTP clock; of an event that goes on in segments, that of those before. */
  duration: Uint16Array,
  before: Uint32Array,
  event: Uint8Array,
  volume: Uint8Array,
  flags: Uint8Array,
};

const HEARD = 1;
const ENDED = 2;

/** The longest that one segment can tell (2.5.1.3): then the next one begins, where this one stops. */
const SEGMENT_UNITS = 0xffff;

/** Packets of an event that is so much older than the latest one are late; farther back the clock was set anew. */
const LATE_UNITS = 2 * SEGMENT_UNITS;

export class DigitEvents {
  /** Scratch: the numbers of the events that the latest packet began, in their order. */
  readonly begun = new Uint8Array(DIGITS_IN_PACKET);
  private readonly table = new Table(SPEC);
  private count = 0;

  /** Before a row is told of, and when it is given to another stream. */
  begin(row: number): void {
    const { table } = this;
    while (table.end <= row) table.add();
    for (const column of Object.values(table.columns)) column[row] = 0;
  }

  /**
   * The payload bytes[start, end) of a telephone-event packet with this RTP timestamp. Gives how many events it is the
   * first to tell of: none or one, but for the rare packet that holds several. Their numbers are in `begun`.
   */
  packet(row: number, bytes: Buffer, start: number, end: number, timestamp: number): number {
    this.count = 0;
    let time = timestamp;
    const stop = Math.min(end, start + EVENT_BYTES * DIGITS_IN_PACKET);
    for (let at = start; at + EVENT_BYTES <= stop; at += EVENT_BYTES) {
      this.one(row, bytes, at, time);
      // Several events in a packet follow one another without a pause.
      time = (time + durationAt(bytes, at)) >>> 0;
    }
    return this.count;
  }

  /** Of the latest event, as far as it was told, in units of the RTP clock. */
  duration(row: number): number {
    const { before, duration } = this.table.columns;
    return before[row] + duration[row];
  }

  /** Of the latest event: did a packet say that it is over? */
  ended(row: number): boolean {
    return (this.table.columns.flags[row] & ENDED) !== 0;
  }

  /** Of the latest event, below 0 dBm0. */
  volume(row: number): number {
    return this.table.columns.volume[row];
  }

  private one(row: number, bytes: Buffer, at: number, time: number): void {
    const columns = this.table.columns;
    const flags = columns.flags[row];
    const same = columns.event[row] === bytes[at];
    const later = (time - columns.timestamp[row]) | 0;
    if (flags === 0) this.first(row, bytes, at, time);
    else if (later < 0 && later > -LATE_UNITS) return;
    else if (later === SEGMENT_UNITS && same && (flags & ENDED) === 0) this.segment(row, bytes, at, time);
    // The same timestamp with another event: a sender whose clock stands still between two keys.
    else if (later !== 0 || !same) this.first(row, bytes, at, time);
    else this.update(row, bytes, at);
  }

  private first(row: number, bytes: Buffer, at: number, time: number): void {
    const columns = this.table.columns;
    columns.timestamp[row] = time;
    columns.event[row] = bytes[at];
    columns.flags[row] = HEARD;
    columns.before[row] = 0;
    columns.duration[row] = 0;
    this.begun[this.count++] = bytes[at];
    this.update(row, bytes, at);
  }

  private segment(row: number, bytes: Buffer, at: number, time: number): void {
    const columns = this.table.columns;
    columns.timestamp[row] = time;
    columns.before[row] += SEGMENT_UNITS;
    columns.duration[row] = 0;
    this.update(row, bytes, at);
  }

  /** A packet that comes late tells of less than is known. */
  private update(row: number, bytes: Buffer, at: number): void {
    const columns = this.table.columns;
    const duration = durationAt(bytes, at);
    if (duration > columns.duration[row]) columns.duration[row] = duration;
    columns.volume[row] = volumeAt(bytes, at);
    if (endsAt(bytes, at)) columns.flags[row] |= ENDED;
  }
}
