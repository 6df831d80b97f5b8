/**
 * RTP streams by source, destination and SSRC, kept within bounds. What nobody announced is a candidate until some
 * packets in a row agree; candidates are rows like streams, so that figures count from the first packet. Which dialog a
 * stream belongs to is the business of media.ts.
 */

import {
  COURSE_BYTES,
  DEFAULT_MEMORY_BYTES,
  RTP_CANDIDATES,
  RTP_CONSISTENT_PACKETS,
  RTP_CONSISTENT_STEP,
  STREAM_BYTES,
  STREAM_EVICTION_LOOKS,
  STREAM_MEMORY_SHARE,
} from '../budgets';
import { i32 } from '../decode/packet';
import type { MediaPacket } from '../decode/rtp';
import { HashIndex } from './hash-index';
import { Courses } from './stream-course';
import { addFigures, beginFigures, isComfortNoise } from './streams-figures';
import * as S from './streams-table';

/** Ids that leave the store, as those of dialogs. */
const ROWS = 2 ** 24;

export interface StreamOwner {
  /** Hz of a dynamic payload type of the stream, 0 where nobody says or it has none that counts for jitter. */
  clockRate(stream: number, payloadType: number): number;
  /** A second of the stream is over: who looks on sees its figures move. */
  moves(stream: number): void;
  /** The stream is about to go. */
  leaves(stream: number): void;
}

export class Streams {
  readonly table = S.newStreamTable();
  readonly courses = new Courses();
  /** Streams now, and ever. */
  count = 0;
  begun = 0;
  /** Streams that went to make room, and the latest end of one, microseconds since 1970. */
  evicted = 0;
  evictedUs = 0;
  private readonly index = new HashIndex((row) => this.table.columns.hash[row]);
  /** Rows + 1, the oldest where the next goes. */
  private readonly candidates: Int32Array;
  private nextSlot = 0;
  private readonly streamsMax: number;
  /** Row at which the search for an idle stream goes on. */
  private hand = 0;

  constructor(
    private readonly owner: StreamOwner,
    memoryBytes = DEFAULT_MEMORY_BYTES,
  ) {
    const bytes = memoryBytes * STREAM_MEMORY_SHARE;
    const candidates = Math.max(1, Math.min(RTP_CANDIDATES, Math.floor(bytes / STREAM_BYTES) >> 2));
    this.candidates = new Int32Array(candidates);
    this.streamsMax = Math.max(1, Math.floor((bytes - candidates * STREAM_BYTES) / (STREAM_BYTES + COURSE_BYTES)));
  }

  /** Memory in use, candidates included. */
  get bytes(): number {
    return this.table.count * STREAM_BYTES + this.courses.bytes;
  }

  isStream(row: number): boolean {
    return (this.table.columns.flags[row] & (S.IN_USE | S.CANDIDATE)) === S.IN_USE;
  }

  id(row: number): number {
    return this.table.columns.number[row] * ROWS + row;
  }

  /** The row of an id, or -1 when that stream has gone. */
  row(id: number): number {
    const row = id % ROWS;
    return row < this.table.end && this.isStream(row) && this.id(row) === id ? row : -1;
  }

  /** Calls `visit` with the rows of all streams. */
  each(visit: (row: number) => void): void {
    for (let row = 0; row < this.table.end; row++) if (this.isStream(row)) visit(row);
  }

  /** The row of the stream or candidate that the packet belongs to, or -1. */
  find(packet: MediaPacket): number {
    const hash = keyHash(packet);
    const t = this.table.columns;
    const { index } = this;
    for (let slot = index.first(hash), row = index.rowAt(slot); row >= 0; row = index.rowAt(slot)) {
      if (t.hash[row] === hash && isOf(t, row, packet)) return row;
      slot = index.after(slot);
    }
    return -1;
  }

  /** A later packet of the row that find() gave. */
  add(row: number, packet: MediaPacket, timeUs: number): void {
    const t = this.table.columns;
    const type = packet.payloadType;
    const rate = type < S.FIRST_DYNAMIC ? STATIC_RATES[type] : this.dynamicRate(row, type);
    if (timeUs >= t.secondEndUs[row]) this.nextSecond(row, timeUs);
    addFigures(t, row, packet, timeUs, rate);
  }

  /** A new row; `candidate` where nobody announced it. */
  begin(packet: MediaPacket, timeUs: number, candidate: boolean): number {
    if (!candidate) this.makeRoom();
    const row = candidate ? this.candidateRow() : this.table.add();
    const t = this.table.columns;
    writeKey(t, row, packet);
    t.flags[row] = S.IN_USE | (packet.ipVersion === 6 ? S.IPV6 : 0) | (candidate ? S.CANDIDATE : 0);
    beginFigures(t, row, packet, timeUs);
    this.courses.begin(t, row);
    this.index.add(t.hash[row], row);
    if (!candidate) this.become(row, packet);
    return row;
  }

  /**
   * The next packet of a candidate: goes on with its figures, or begins anew where it contradicts what came before.
   * True when there are enough of them to be a stream. One seen twice says nothing.
   */
  follow(row: number, packet: MediaPacket, timeUs: number): boolean {
    const t = this.table.columns;
    // Forward, or a little back where packets overtook each other.
    const step = Math.abs(((packet.sequence - t.stopSequence[row]) << 16) >> 16);
    if (step > RTP_CONSISTENT_STEP || !goTogether(packet.payloadType, t.mainType[row])) {
      beginFigures(t, row, packet, timeUs);
      this.courses.begin(t, row);
      return false;
    }
    this.add(row, packet, timeUs);
    return t.packets[row] - t.duplicates[row] >= RTP_CONSISTENT_PACKETS;
  }

  /** A candidate is a stream now. */
  promote(row: number, packet: MediaPacket): void {
    this.makeRoom();
    const t = this.table.columns;
    this.candidates[t.slot[row] - 1] = 0;
    t.slot[row] = 0;
    t.flags[row] &= ~S.CANDIDATE;
    this.become(row, packet);
  }

  /** Later packets with its key are of another stream. */
  close(row: number): void {
    const t = this.table.columns;
    if (t.flags[row] & S.CLOSED) return;
    this.index.remove(t.hash[row], row);
    t.flags[row] |= S.CLOSED;
  }

  remove(row: number): void {
    this.owner.leaves(row);
    this.count--;
    this.free(row);
  }

  private become(row: number, packet: MediaPacket): void {
    const t = this.table.columns;
    t.number[row] = ++this.begun;
    t.source[row] = packet.source;
    t.destination[row] = packet.destination;
    this.count++;
  }

  private nextSecond(row: number, timeUs: number): void {
    const t = this.table.columns;
    this.courses.turn(t, row, timeUs);
    if ((t.flags[row] & S.CANDIDATE) === 0) this.owner.moves(row);
  }

  private dynamicRate(row: number, type: number): number {
    const t = this.table.columns;
    if (t.dynamicType[row] !== type + 1) {
      t.dynamicRate[row] = this.owner.clockRate(row, type);
      t.dynamicType[row] = type + 1;
    }
    return t.dynamicRate[row];
  }

  /** A row for a candidate: that of the oldest, whose other fields are as empty as those of a new row. */
  private candidateRow(): number {
    const slot = this.nextSlot;
    this.nextSlot = (slot + 1) % this.candidates.length;
    const oldest = this.candidates[slot] - 1;
    if (oldest >= 0) {
      this.index.remove(this.table.columns.hash[oldest], oldest);
      return oldest;
    }
    const row = this.table.add();
    this.candidates[slot] = row + 1;
    this.table.columns.slot[row] = slot + 1;
    return row;
  }

  private free(row: number): void {
    const t = this.table.columns;
    if ((t.flags[row] & S.CLOSED) === 0) this.index.remove(t.hash[row], row);
    this.courses.forget(t, row);
    t.flags[row] = 0;
    this.table.remove(row);
  }

  /** Of some streams the one that rests longest goes. In a flood of new ones that is one of them, not a call's. */
  private makeRoom(): void {
    if (this.count < this.streamsMax) return;
    const t = this.table.columns;
    let idle = -1;
    for (let looks = 0; looks < STREAM_EVICTION_LOOKS || idle < 0; looks++) {
      const row = this.hand % this.table.end;
      this.hand = row + 1;
      if (this.isStream(row) && (idle < 0 || t.endUs[row] < t.endUs[idle])) idle = row;
    }
    this.evictedUs = Math.max(this.evictedUs, t.endUs[idle]);
    this.remove(idle);
    this.evicted++;
  }
}

/** Payload types that one stream may begin with. */
function goTogether(a: number, b: number): boolean {
  return a === b || isComfortNoise(a) || isComfortNoise(b);
}

/** Hz by payload type, as Wireshark has them: RFC 3551, and numbers that it has given up. */
const STATIC_RATES = new Uint32Array(S.FIRST_DYNAMIC);
for (const type of [0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 15, 18, 19]) STATIC_RATES[type] = 8000;
for (const type of [14, 25, 26, 28, 31, 32, 33, 34]) STATIC_RATES[type] = 90_000;
for (const [type, rate] of [
  [6, 16_000],
  [10, 44_100],
  [11, 44_100],
  [16, 11_025],
  [17, 22_050],
]) {
  STATIC_RATES[type] = rate;
}

function keyHash(packet: MediaPacket): number {
  const { addresses, addressesAt: at, sourcePort, destinationPort } = packet;
  const length = packet.ipVersion === 4 ? 4 : 16;
  const source = i32(addresses, at + length - 4);
  const destination = i32(addresses, at + 2 * length - 4);
  const mixed = Math.imul(packet.ssrc ^ Math.imul(source, 0x85ebca6b), 0x9e3779b1) ^ Math.imul(destination, 0xc2b2ae35);
  return Math.imul(mixed ^ (mixed >>> 15), 0x27d4eb2f) ^ Math.imul((sourcePort << 16) | destinationPort, 0x165667b1);
}

function isOf(t: S.StreamColumns, row: number, packet: MediaPacket): boolean {
  const { addresses, addressesAt: at } = packet;
  if (
    t.ssrc[row] !== packet.ssrc ||
    t.sourcePort[row] !== packet.sourcePort ||
    t.destinationPort[row] !== packet.destinationPort
  ) {
    return false;
  }
  if (packet.ipVersion === 4) {
    return (
      (t.flags[row] & S.IPV6) === 0 &&
      t.source3[row] === i32(addresses, at) &&
      t.destination3[row] === i32(addresses, at + 4)
    );
  }
  return (
    (t.flags[row] & S.IPV6) !== 0 &&
    t.source3[row] === i32(addresses, at + 12) &&
    t.destination3[row] === i32(addresses, at + 28) &&
    t.source2[row] === i32(addresses, at + 8) &&
    t.source1[row] === i32(addresses, at + 4) &&
    t.source0[row] === i32(addresses, at) &&
    t.destination2[row] === i32(addresses, at + 24) &&
    t.destination1[row] === i32(addresses, at + 20) &&
    t.destination0[row] === i32(addresses, at + 16)
  );
}

function writeKey(t: S.StreamColumns, row: number, packet: MediaPacket): void {
  const { addresses, addressesAt: at } = packet;
  t.hash[row] = keyHash(packet);
  t.ssrc[row] = packet.ssrc;
  t.sourcePort[row] = packet.sourcePort;
  t.destinationPort[row] = packet.destinationPort;
  if (packet.ipVersion === 4) {
    t.source3[row] = i32(addresses, at);
    t.destination3[row] = i32(addresses, at + 4);
    return;
  }
  t.source0[row] = i32(addresses, at);
  t.source1[row] = i32(addresses, at + 4);
  t.source2[row] = i32(addresses, at + 8);
  t.source3[row] = i32(addresses, at + 12);
  t.destination0[row] = i32(addresses, at + 16);
  t.destination1[row] = i32(addresses, at + 20);
  t.destination2[row] = i32(addresses, at + 24);
  t.destination3[row] = i32(addresses, at + 28);
}
