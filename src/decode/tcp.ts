/**
 * TCP (RFC 9293) as far as it takes to read what it carries: segments of each direction into order, without doubles,
 * with gaps said; then to the reader of what is carried, SIP or TLS. Whatever is neither is given up after a short look.
 */

import {
  GAP_PROVEN_MS,
  GAP_PROVEN_SEGMENTS,
  STREAM_WAIT_MS,
  TCP_CONNECTIONS,
  TCP_EARLY_BYTES,
  TCP_EARLY_SEGMENTS,
  TCP_HELD_BYTES,
  TCP_IDLE_MS,
  TCP_SPARE_BYTES,
  TCP_SPARES,
  TCP_WINDOW_BYTES,
} from '../budgets';
import type { PacketRef } from '../capture/frame';
import type { TlsConnection } from './carried';
import { answers, type Connection, ConnectionTable, OTHER, SIP, type Side, TLS_RECORDS, UNKNOWN } from './connections';
import { i32, type Packet } from './packet';
import { SipStream } from './sip-stream';
import { skipLineEnds } from './start-line';
import type { StreamOutput } from './stream';
import { isTlsRecord, TlsStream } from './tls';

const HEADER_BYTES = 20;
const SEQUENCE = 4;
const ACKNOWLEDGEMENT = 8;
const DATA_OFFSET = 12;
const FLAGS = 13;
const FIN = 0x01;
const SYN = 0x02;
const RST = 0x04;
const ACK = 0x10;

/** What tcp.ts needs of the decoder. */
export interface TcpOwner {
  /** The frame in hand as a reference, made once a frame. */
  readonly inHand: PacketRef | null;
  reference(): PacketRef;
  /** True while what is given out is known by the references of its segments, not by the frame in hand. */
  aside: boolean;
  message(
    side: Side,
    bytes: Buffer,
    start: number,
    end: number,
    earlier: PacketRef[] | null,
    problems: string[] | null,
  ): void;
  cut(side: Side, bytes: Buffer, start: number, end: number, refs: PacketRef[], problems: string[]): void;
  /** A TLS connection was found; `first` sent its first record. */
  tls(first: Side): TlsConnection;
  tlsClient(connection: TlsConnection, client: Side): void;
  tlsRecord(): void;
  closed(connection: Connection): void;
}

export class TcpStreams {
  private readonly table = new ConnectionTable();
  /** Sides that hold something, the longest waiting first. */
  private readonly waiting = new Set<Side>();
  private heldBytes = 0;
  private readonly spares: Buffer[] = [];
  private nowMs = 0;

  constructor(private readonly owner: TcpOwner) {}

  segment(packet: Packet, nowMs: number): void {
    this.nowMs = nowMs;
    const { bytes, at, end } = packet;
    if (end - at < HEADER_BYTES) return;
    const headerBytes = (bytes[at + DATA_OFFSET] >> 4) << 2;
    if (headerBytes < HEADER_BYTES) return;
    packet.sourcePort = (bytes[at] << 8) | bytes[at + 1];
    packet.destinationPort = (bytes[at + 2] << 8) | bytes[at + 3];
    const flags = bytes[at + FLAGS];
    const length = Math.max(0, end + packet.missing - at - headerBytes);
    const connection = this.connection(packet, length, flags);
    if (connection === null) return;
    const fromOpener = this.table.fromOpener(connection, packet);
    const side = fromOpener ? connection.opener : connection.other;
    const peer = fromOpener ? connection.other : connection.opener;
    let sequence = i32(bytes, at + SEQUENCE);
    if ((flags & SYN) !== 0) {
      if ((flags & ACK) === 0) this.open(side, peer, sequence, false);
      else if (!answers(side, peer, sequence, i32(bytes, at + ACKNOWLEDGEMENT))) this.open(side, peer, sequence, true);
      side.begin(sequence);
      sequence = (sequence + 1) | 0;
    }
    if (connection.kind === OTHER) return;
    if (length > 0) this.payload(side, packet, at + headerBytes, sequence, length);
    if ((flags & ACK) !== 0) this.acknowledge(peer, i32(bytes, at + ACKNOWLEDGEMENT));
    if ((flags & (FIN | RST)) !== 0) this.noteClosed(connection);
    if ((flags & FIN) !== 0) {
      side.finished = true;
      side.last = (sequence + length) | 0;
    }
    if (side.finished && side.next === side.last)
      this.close(side, 'the connection was closed in the middle of the message');
    if ((flags & RST) !== 0) {
      this.close(side, 'the connection was reset in the middle of the message');
      this.close(peer, 'the connection was reset in the middle of the message');
    }
  }

  private noteClosed(connection: Connection): void {
    if (connection.tls !== null) connection.tls.closed = true;
    else if (connection.kind === SIP) this.owner.closed(connection);
  }

  /** Once a second of packet time: gives up what has waited too long, forgets the idle. */
  expire(nowMs: number): void {
    this.nowMs = nowMs;
    for (const side of this.waiting) {
      if (nowMs - side.sinceMs < STREAM_WAIT_MS) break;
      this.close(side, `the rest did not come within ${STREAM_WAIT_MS / 1000} s`);
    }
    let { oldest } = this.table;
    while (oldest !== null && nowMs - oldest.lastMs > TCP_IDLE_MS) {
      this.forget(oldest);
      oldest = this.table.oldest;
    }
  }

  flush(): void {
    for (const side of [...this.waiting]) this.close(side, 'the capture ends in the middle of the message');
  }

  private connection(packet: Packet, length: number, flags: number): Connection | null {
    const known = this.table.find(packet, this.nowMs);
    if (known !== null) return known.kind === OTHER && (flags & SYN) === 0 ? null : known;
    if (length === 0 && (flags & SYN) === 0) return null;
    if (this.table.size >= TCP_CONNECTIONS) this.forget(this.table.oldest!);
    return this.table.add(packet, this.nowMs);
  }

  /** The same addresses and ports again: what was known is of another connection. */
  private open(side: Side, peer: Side, sequence: number, answer: boolean): void {
    if (side.begun && side.first === sequence) return;
    const { connection } = side;
    if (side.known) this.close(side, 'the connection was opened anew in the middle of the message');
    side.reset();
    if (answer && connection.kind === UNKNOWN) return;
    this.close(peer, 'the connection was opened anew in the middle of the message');
    peer.reset();
    connection.kind = UNKNOWN;
    connection.tls = null;
  }

  private payload(side: Side, packet: Packet, from: number, sequence: number, length: number): void {
    if (!side.known) {
      side.known = true;
      side.next = sequence;
    }
    let ahead = (sequence - side.next) | 0;
    if (ahead > TCP_WINDOW_BYTES || ahead < -TCP_WINDOW_BYTES) {
      this.close(side, 'the sequence numbers jumped in the middle of the message');
      this.lose(side, 0, '');
      side.next = sequence;
      ahead = 0;
    }
    const captured = Math.max(0, packet.end - from);
    if (ahead > 0) this.keepEarly(side, packet, from, captured, sequence, length);
    else if (ahead + length > 0) {
      this.advance(side, packet.bytes, from, captured, -ahead, length, packet.earlier, true);
      if (side.early.length > 0) this.drain(side);
    } else return;
    this.watch(side);
  }

  /** The payload, whose first `known` bytes came before, is what is due. */
  private advance(
    side: Side,
    bytes: Buffer,
    from: number,
    captured: number,
    known: number,
    length: number,
    refs: PacketRef[] | null,
    inHand: boolean,
  ): void {
    side.next = (side.next + length - known) | 0;
    if (captured > known) this.read(side, bytes, from + known, from + captured, refs, inHand);
    if (captured < length) this.lose(side, length - Math.max(captured, known), 'cut by the snap length');
    // Progress: what is held now waits anew.
    if (side.waiting) this.unwatch(side);
  }

  private read(side: Side, bytes: Buffer, from: number, to: number, refs: PacketRef[] | null, inHand: boolean): void {
    const { connection } = side;
    if (side.reader === null) {
      // Bytes that only keep the connection alive tell nothing.
      const at = skipLineEnds(bytes, from, to);
      if (at === to || connection.kind === OTHER) return;
      this.choose(side, bytes, at, to);
    }
    const reader = side.reader!;
    reader.data(bytes, from, to, refs, inHand);
    if (connection.kind !== UNKNOWN) return;
    if (reader.found > 0) connection.kind = SIP;
    else if (reader.rejected) this.giveUp(connection);
  }

  /** The one place that decides what a connection carries. */
  private choose(side: Side, bytes: Buffer, at: number, to: number): void {
    const { connection } = side;
    if (connection.kind === TLS_RECORDS || (connection.kind === UNKNOWN && isTlsRecord(bytes, at, to))) {
      connection.kind = TLS_RECORDS;
      connection.tls ??= this.owner.tls(side);
      side.reader = new TlsStream(connection.tls, new TlsSide(this.owner, connection.tls, side));
    } else side.reader = new SipStream(new SipSide(this, this.owner, side), side.complete);
  }

  private giveUp(connection: Connection): void {
    connection.kind = OTHER;
    for (const side of [connection.opener, connection.other]) {
      side.reader?.discard();
      this.dropEarly(side);
      this.unwatch(side);
      side.reader = null;
    }
  }

  private keepEarly(
    side: Side,
    packet: Packet,
    from: number,
    captured: number,
    sequence: number,
    length: number,
  ): void {
    const { early } = side;
    let i = early.length;
    while (i > 0 && ((early[i - 1].sequence - sequence) | 0) > 0) i--;
    if (i > 0 && ((early[i - 1].sequence + early[i - 1].length - sequence - length) | 0) >= 0) return;
    const refs = packet.earlier === null ? [this.owner.reference()] : [...packet.earlier, this.owner.reference()];
    const bytes = Buffer.from(packet.bytes.subarray(from, from + captured));
    early.splice(i, 0, { sequence, length, bytes, refs });
    side.earlyBytes += captured;
    this.heldBytes += captured;
    if (early.length > TCP_EARLY_SEGMENTS || side.earlyBytes > TCP_EARLY_BYTES) this.skipGap(side);
    else this.skipProven(side);
  }

  /** Reads what is due of the segments that came early. */
  private drain(side: Side): void {
    while (side.early.length > 0) {
      const { sequence, length, bytes, refs } = side.early[0];
      const known = (side.next - sequence) | 0;
      if (known < 0) return;
      side.early.shift();
      side.earlyBytes -= bytes.length;
      this.heldBytes -= bytes.length;
      const inHand = refs[refs.length - 1] === this.owner.inHand;
      if (known < length)
        this.advance(side, bytes, 0, bytes.length, known, length, inHand ? refs.slice(0, -1) : refs, inHand);
    }
  }

  /** What is due will not come. Whatever frame showed it, what waited behind the gap is of frames of its own. */
  private skipGap(side: Side): void {
    const { owner } = this;
    const before = owner.aside;
    owner.aside = true;
    const gap = (side.early[0].sequence - side.next) | 0;
    this.lose(side, gap, `a gap of ${gap} bytes in the TCP stream`);
    side.next = side.early[0].sequence;
    this.drain(side);
    owner.aside = before;
  }

  private lose(side: Side, length: number, why: string): void {
    side.complete = false;
    side.reader?.gap(length, why);
  }

  private acknowledge(side: Side, sequence: number): void {
    if (side.acknowledgedKnown && ((sequence - side.acknowledged) | 0) <= 0) return;
    side.acknowledgedKnown = true;
    side.acknowledged = sequence;
    side.acknowledgedMs = this.nowMs;
    if (!side.waiting) return;
    this.skipProven(side);
    this.watch(side);
  }

  /**
   * The receiver has what is due, so it is the capture that lost it: waiting is in vain. Some patience is left for
   * captures that hand on the two directions out of order.
   */
  private skipProven(side: Side): void {
    if (!side.acknowledgedKnown || side.early.length === 0) return;
    if (((side.acknowledged - side.early[0].sequence) | 0) < 0) return;
    const patient = side.early.length < GAP_PROVEN_SEGMENTS && this.nowMs - side.acknowledgedMs < GAP_PROVEN_MS;
    if (!patient) this.skipGap(side);
  }

  /** Keeps the list of those who wait. */
  private watch(side: Side): void {
    const waits = side.early.length > 0 || side.reader?.holding === true;
    if (waits && !side.waiting) {
      side.waiting = true;
      side.sinceMs = this.nowMs;
      this.waiting.add(side);
    } else if (!waits && side.waiting) this.unwatch(side);
    while (this.heldBytes > TCP_HELD_BYTES) {
      const [longest] = this.waiting;
      if (longest === undefined) return;
      this.close(longest, 'too many bytes are held');
    }
  }

  private unwatch(side: Side): void {
    side.waiting = false;
    this.waiting.delete(side);
  }

  /** Nothing more will come that belongs to what is held: gives it out. */
  private close(side: Side, why: string): void {
    while (side.early.length > 0) this.skipGap(side);
    if (side.reader?.holding) side.reader.gap(0, why);
    this.unwatch(side);
  }

  private dropEarly(side: Side): void {
    this.heldBytes -= side.earlyBytes;
    side.early = [];
    side.earlyBytes = 0;
  }

  private forget(connection: Connection): void {
    this.close(connection.opener, 'the connection is idle');
    this.close(connection.other, 'the connection is idle');
    this.table.remove(connection);
  }

  /** Most messages that span segments are whole a moment later: a few buffers of one size serve them all. */
  take(size: number): Buffer {
    const buffer = size > TCP_SPARE_BYTES ? Buffer.allocUnsafeSlow(size) : this.spares.pop();
    const taken = buffer ?? Buffer.allocUnsafeSlow(TCP_SPARE_BYTES);
    this.heldBytes += taken.length;
    return taken;
  }

  release(buffer: Buffer): void {
    this.heldBytes -= buffer.length;
    if (buffer.length === TCP_SPARE_BYTES && this.spares.length < TCP_SPARES) this.spares.push(buffer);
  }
}

/** The messages of one side. */
class SipSide implements StreamOutput {
  constructor(
    private readonly streams: TcpStreams,
    private readonly owner: TcpOwner,
    private readonly side: Side,
  ) {}

  get inHand(): PacketRef | null {
    return this.owner.inHand;
  }

  reference(): PacketRef {
    return this.owner.reference();
  }

  message(bytes: Buffer, start: number, end: number, earlier: PacketRef[] | null, problems: string[] | null): void {
    this.owner.message(this.side, bytes, start, end, earlier, problems);
  }

  cut(bytes: Buffer, start: number, end: number, refs: PacketRef[], problems: string[]): void {
    this.owner.cut(this.side, bytes, start, end, refs, problems);
  }

  take(size: number): Buffer {
    return this.streams.take(size);
  }

  release(buffer: Buffer): void {
    this.streams.release(buffer);
  }
}

/** The records of one side. */
class TlsSide {
  constructor(
    private readonly owner: TcpOwner,
    private readonly connection: TlsConnection,
    private readonly side: Side,
  ) {}

  record(application: boolean): void {
    this.connection.records++;
    if (application) this.connection.applicationRecords++;
    this.owner.tlsRecord();
  }

  isClient(client: boolean): void {
    const { connection } = this.side;
    const peer = this.side === connection.opener ? connection.other : connection.opener;
    this.owner.tlsClient(this.connection, client ? this.side : peer);
  }
}
