/**
 * Scans of messages that another thread makes ahead of the store, in a ring of shared memory. Nobody waits for them: a
 * message that is not in the ring yet is scanned where it is needed. Who starts that thread is engine/scan-ahead.ts.
 */

import { SCANS_AHEAD } from '../../budgets';
import type { Carried } from '../carried';
import { newScanned, type Scanned, scanMessage } from './scan';

/** What a store asks for the scan of a message. */
export interface Scans {
  /** Fills `out` from the message, as scanMessage() does; `looks`: it is looked at for diagnosis. */
  scan(carried: Carried, out: Scanned, looks: boolean): void;
}

/** The side of the store. */
export class ScansAhead implements Scans {
  /** Scans that were taken from the ring. */
  served = 0;
  private readonly looks: boolean;
  private readonly header: Int32Array;
  private readonly records: Int32Array;
  private readonly positions: Float64Array;
  /** Records before `next` are done with; those before `written` can be read. */
  private next = 0;
  private written = 0;
  /** What the other thread was told last: of `next`, and of the block. */
  private told = 0;
  private block = 0;

  constructor(memory: SharedArrayBuffer) {
    [this.header, this.records, this.positions] = partsOf(memory);
    this.looks = this.header[LOOKS] !== 0;
  }

  scan(carried: Carried, out: Scanned, looks: boolean): void {
    // Of several packets, or of what cannot be read again by the other thread: it gives no scans of these.
    const hasNone = carried.earlier !== null || carried.frame.volatile || looks !== this.looks;
    if (hasNone || !this.taken(carried, out)) {
      scanMessage(carried.bytes, carried.start, carried.end, out, looks ? carried.frame.seconds : null);
    }
  }

  /** Scans that are there and were not taken yet. */
  get waiting(): number {
    return Atomics.load(this.header, WRITTEN) - this.next;
  }

  /** The other thread ends, wherever it is. */
  stop(): void {
    Atomics.store(this.header, STOPPED, 1);
    Atomics.notify(this.header, TAKEN);
  }

  /** False when the ring has no scan of the message. */
  private taken({ frame, start, end }: Carried, out: Scanned): boolean {
    const { records } = this;
    const offset = start - frame.start;
    for (;;) {
      // The place of the record that is read next is not given away yet.
      if (this.next - this.told >= TAKEN_AT_ONCE) this.tellTaken();
      if (this.next === this.written && !this.more(frame.position)) return false;
      const at = (this.next % SCANS_AHEAD) * RECORD;
      const position = this.positions[at >> 1];
      if (position > frame.position || (position === frame.position && records[at + OFFSET] > offset)) return false;
      this.next++;
      if (position === frame.position && records[at + OFFSET] === offset && records[at + LENGTH] === end - start) {
        fill(records, at, start, out);
        this.served++;
        return true;
      }
    }
  }

  /** True when there are records that were not read yet; else the other thread learns how far the store is. */
  private more(position: number): boolean {
    const { header } = this;
    this.tellTaken();
    this.written = Atomics.load(header, WRITTEN);
    if (this.next !== this.written) return true;
    const block = Math.floor(position / BLOCK_BYTES);
    if (block !== this.block) {
      this.block = block;
      Atomics.store(header, REACHED, block);
    }
    return false;
  }

  private tellTaken(): void {
    if (this.next === this.told) return;
    this.told = this.next;
    Atomics.store(this.header, TAKEN, this.next);
    Atomics.notify(this.header, TAKEN);
  }
}

/** The side of the other thread. */
export class ScanWriter {
  private readonly header: Int32Array;
  private readonly records: Int32Array;
  private readonly positions: Float64Array;
  private written = 0;
  private taken = 0;
  private readonly looks: boolean;
  /** Scratch. */
  private readonly scanned = newScanned();

  constructor(memory: SharedArrayBuffer) {
    [this.header, this.records, this.positions] = partsOf(memory);
    this.looks = this.header[LOOKS] !== 0;
  }

  get stopped(): boolean {
    return Atomics.load(this.header, STOPPED) !== 0;
  }

  /** True for what the store has gone by already, or is about to. */
  isLate(position: number): boolean {
    return Math.floor(position / BLOCK_BYTES) <= Atomics.load(this.header, REACHED);
  }

  /** Waits while the ring is full. */
  add({ frame, bytes, start, end, earlier }: Carried): void {
    if (earlier !== null) return;
    if (this.written - this.taken === SCANS_AHEAD && !this.roomComes()) return;
    const { scanned, records } = this;
    scanMessage(bytes, start, end, scanned, this.looks ? frame.seconds : null);
    const at = (this.written % SCANS_AHEAD) * RECORD;
    this.positions[at >> 1] = frame.position;
    records[at + OFFSET] = start - frame.start;
    records[at + LENGTH] = end - start;
    note(scanned, start, records, at);
    this.written++;
    if (this.written % PUBLISHED_AT_ONCE === 0) this.publish();
  }

  publish(): void {
    Atomics.store(this.header, WRITTEN, this.written);
  }

  /** False when it does not any more. */
  private roomComes(): boolean {
    this.publish();
    for (;;) {
      const taken = Atomics.load(this.header, TAKEN);
      if (this.stopped) return false;
      if (taken !== this.taken) {
        this.taken = taken;
        return true;
      }
      Atomics.wait(this.header, TAKEN, taken, LOOK_AROUND_MS);
    }
  }
}

/** The memory that both sides share. `looks`: messages are looked at for diagnosis, too. */
export function newScanMemory(looks: boolean): SharedArrayBuffer {
  const memory = new SharedArrayBuffer((HEADER + SCANS_AHEAD * RECORD) * Int32Array.BYTES_PER_ELEMENT);
  const header = new Int32Array(memory);
  header[REACHED] = -1;
  header[LOOKS] = looks ? 1 : 0;
  return memory;
}

/** Words before the records: how many were written, and how many of them read; the block that the store is in. */
const WRITTEN = 0;
const TAKEN = 1;
const REACHED = 2;
const STOPPED = 3;
/** Does not change. */
const LOOKS = 4;
const HEADER = 6;

/** How far the store is, is told in blocks of the file: a word holds the number of one. */
const BLOCK_BYTES = 65_536;
/** So few are soon there, and enough to make telling of them cost nothing. */
const PUBLISHED_AT_ONCE = 32;
/** Room for so many is worth waking the other thread for. */
const TAKEN_AT_ONCE = 1024;
/** Nobody wakes who waits when the store's thread dies. */
const LOOK_AROUND_MS = 100;

/**
 * Words of a record: which message it is of, then what was scanned, with offsets from the beginning of the message. The
 * first two are one double: the frame's position. Their number is even, so that all of these are aligned.
 */
const OFFSET = 2;
const LENGTH = 3;
const METHOD_START = 4;
const METHOD_END = 5;
const STATUS = 6;
const REASON_START = 7;
const REASON_END = 8;
const CALL_ID_START = 9;
const CALL_ID_END = 10;
const CSEQ = 11;
const TRANSACTION_HASH = 12;
const FROM_START = 13;
const FROM_END = 14;
const TO_START = 15;
const TO_END = 16;
/** With the bits of look.ts above them. */
const FLAGS = 17;
const SDP_SHAPE = 18;
const SESSION_S = 19;
const RECORD = 20;

const REQUEST = 1;
const HAS_TO_TAG = 2;
const SDP = 4;
const VOIP_METRICS = 8;
const REMOVES_BINDINGS = 16;
const TRAITS_SHIFT = 8;

function partsOf(memory: SharedArrayBuffer): [header: Int32Array, records: Int32Array, positions: Float64Array] {
  const records = HEADER * Int32Array.BYTES_PER_ELEMENT;
  return [new Int32Array(memory, 0, HEADER), new Int32Array(memory, records), new Float64Array(memory, records)];
}

function note(s: Scanned, start: number, records: Int32Array, at: number): void {
  records[at + METHOD_START] = behind(start, s.methodStart);
  records[at + METHOD_END] = behind(start, s.methodEnd);
  records[at + STATUS] = s.status;
  records[at + REASON_START] = behind(start, s.reasonStart);
  records[at + REASON_END] = behind(start, s.reasonEnd);
  records[at + CALL_ID_START] = behind(start, s.callIdStart);
  records[at + CALL_ID_END] = behind(start, s.callIdEnd);
  records[at + CSEQ] = s.cseq;
  records[at + TRANSACTION_HASH] = s.transactionHash;
  records[at + FROM_START] = behind(start, s.fromStart);
  records[at + FROM_END] = behind(start, s.fromEnd);
  records[at + TO_START] = behind(start, s.toStart);
  records[at + TO_END] = behind(start, s.toEnd);
  records[at + FLAGS] =
    (s.request ? REQUEST : 0) |
    (s.hasToTag ? HAS_TO_TAG : 0) |
    (s.sdp ? SDP : 0) |
    (s.voipMetrics ? VOIP_METRICS : 0) |
    (s.removesBindings ? REMOVES_BINDINGS : 0) |
    (s.traits << TRAITS_SHIFT);
  records[at + SDP_SHAPE] = s.sdpShape;
  records[at + SESSION_S] = s.sessionS;
}

/** What is missing stands at 0: it stays empty. */
function behind(start: number, offset: number): number {
  return offset < start ? 0 : offset - start;
}

function fill(records: Int32Array, at: number, start: number, out: Scanned): void {
  out.methodStart = records[at + METHOD_START] + start;
  out.methodEnd = records[at + METHOD_END] + start;
  out.status = records[at + STATUS];
  out.reasonStart = records[at + REASON_START] + start;
  out.reasonEnd = records[at + REASON_END] + start;
  out.callIdStart = records[at + CALL_ID_START] + start;
  out.callIdEnd = records[at + CALL_ID_END] + start;
  out.cseq = records[at + CSEQ] >>> 0;
  out.transactionHash = records[at + TRANSACTION_HASH];
  out.fromStart = records[at + FROM_START] + start;
  out.fromEnd = records[at + FROM_END] + start;
  out.toStart = records[at + TO_START] + start;
  out.toEnd = records[at + TO_END] + start;
  const flags = records[at + FLAGS];
  out.request = (flags & REQUEST) !== 0;
  out.hasToTag = (flags & HAS_TO_TAG) !== 0;
  out.sdp = (flags & SDP) !== 0;
  out.voipMetrics = (flags & VOIP_METRICS) !== 0;
  out.removesBindings = (flags & REMOVES_BINDINGS) !== 0;
  out.traits = flags >>> TRAITS_SHIFT;
  out.sdpShape = records[at + SDP_SHAPE];
  out.sessionS = records[at + SESSION_S];
}
