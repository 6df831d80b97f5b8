/**
 * SCTP (RFC 9260): user messages out of DATA chunks, and out of I-DATA (RFC 8260). A message in pieces is put together
 * by TSN. Messages are given when they are whole, whatever the order of their stream: SIP puts itself into order.
 */

import { SCTP_HELD_BYTES, SCTP_PATHS, SCTP_PIECES, SCTP_RECENT, STREAM_WAIT_MS } from '../budgets';
import type { PacketRef } from '../capture/frame';
import { i32, type Packet, u16 } from './packet';
import { sipInDatagram } from './start-line';

const HEADER_BYTES = 12;
const VERIFICATION_TAG = 4;
const CHUNK_BYTES = 4;
const FLAGS = 1;
const LENGTH = 2;
const TSN = 4;
const DATA = 0;
const DATA_BYTES = 16;
const I_DATA = 64;
const I_DATA_BYTES = 20;
const BEGINS = 0x02;
const ENDS = 0x01;

interface Piece {
  flags: number;
  bytes: Buffer;
  refs: PacketRef[];
}

/** One direction of an association. */
interface Path {
  readonly key: string;
  /** TSNs of SIP messages given lately: a retransmission is not a second message. */
  readonly recent: number[];
  recentAt: number;
  /** Pieces by TSN. */
  readonly pieces: Map<number, Piece>;
  bytes: number;
  sinceMs: number;
}

/** What sctp.ts needs of the decoder. */
export interface SctpOwner {
  /** The frame in hand as a reference, or null while nobody asked reference() for it. */
  readonly inHand: PacketRef | null;
  reference(): PacketRef;
  /** A message of the packet in hand. `earlier` as in Carried. */
  chunk(packet: Packet, bytes: Buffer, start: number, end: number, earlier: PacketRef[] | null): void;
}

export class SctpChunks {
  /** Directions that carried SIP or a piece of something, the oldest first. */
  private readonly paths = new Map<string, Path>();
  private bytes = 0;

  constructor(private readonly owner: SctpOwner) {}

  packet(packet: Packet, nowMs: number): void {
    const { bytes, end } = packet;
    let at = packet.at;
    if (end - at < HEADER_BYTES) return;
    packet.sourcePort = u16(bytes, at);
    packet.destinationPort = u16(bytes, at + 2);
    const tag = i32(bytes, at + VERIFICATION_TAG);
    at += HEADER_BYTES;
    while (end - at >= CHUNK_BYTES) {
      const length = u16(bytes, at + LENGTH);
      if (length < CHUNK_BYTES) return;
      const stop = Math.min(end, at + length);
      const missing = at + length - stop;
      if (bytes[at] === DATA) this.data(packet, tag, at, at + DATA_BYTES, stop, missing, nowMs);
      else if (bytes[at] === I_DATA) this.data(packet, tag, at, at + I_DATA_BYTES, stop, missing, nowMs);
      // Chunks are padded to four bytes.
      at += (length + 3) & ~3;
    }
  }

  /** Pieces whose others do not come are let go. */
  expire(nowMs: number): void {
    for (const path of this.paths.values()) {
      if (path.pieces.size > 0 && nowMs - path.sinceMs >= STREAM_WAIT_MS) this.drop(path);
    }
  }

  private data(
    packet: Packet,
    tag: number,
    at: number,
    from: number,
    to: number,
    missing: number,
    nowMs: number,
  ): void {
    if (to <= from) return;
    const flags = packet.bytes[at + FLAGS] & (BEGINS | ENDS);
    const tsn = i32(packet.bytes, at + TSN);
    if (flags === (BEGINS | ENDS)) this.whole(packet, tag, tsn, from, to, nowMs);
    else if (missing === 0) this.piece(packet, tag, tsn, flags, from, to, nowMs);
  }

  /** Most chunks: only SIP costs more than a look at the first line. */
  private whole(packet: Packet, tag: number, tsn: number, from: number, to: number, nowMs: number): void {
    const start = sipInDatagram(packet.bytes, from, to);
    if (start < 0 || this.seen(this.path(packet, tag, nowMs), tsn)) return;
    this.owner.chunk(packet, packet.bytes, start, to, packet.earlier);
  }

  private piece(
    packet: Packet,
    tag: number,
    tsn: number,
    flags: number,
    from: number,
    to: number,
    nowMs: number,
  ): void {
    const path = this.path(packet, tag, nowMs);
    if (path.pieces.has(tsn) || path.recent.includes(tsn)) return;
    const refs = packet.earlier === null ? [this.owner.reference()] : [...packet.earlier, this.owner.reference()];
    if (path.pieces.size === 0) path.sinceMs = nowMs;
    path.pieces.set(tsn, { flags, bytes: Buffer.from(packet.bytes.subarray(from, to)), refs });
    path.bytes += to - from;
    this.bytes += to - from;
    this.join(packet, path, tsn);
    if (path.pieces.size > SCTP_PIECES) this.drop(path);
    if (this.bytes > SCTP_HELD_BYTES) for (const each of this.paths.values()) this.drop(each);
  }

  /** The pieces of one message have TSNs that follow one another, from the one that begins to the one that ends. */
  private join(packet: Packet, path: Path, tsn: number): void {
    const first = this.reach(path, tsn, -1, BEGINS);
    const last = this.reach(path, tsn, 1, ENDS);
    if (first === null || last === null) return;
    const parts: Buffer[] = [];
    const refs: PacketRef[] = [];
    for (let at = first; ; at = (at + 1) | 0) {
      const piece = path.pieces.get(at)!;
      parts.push(piece.bytes);
      for (const ref of piece.refs) if (ref !== this.owner.inHand && !refs.includes(ref)) refs.push(ref);
      path.pieces.delete(at);
      path.bytes -= piece.bytes.length;
      this.bytes -= piece.bytes.length;
      this.seen(path, at);
      if (at === last) break;
    }
    const bytes = Buffer.concat(parts);
    const start = sipInDatagram(bytes, 0, bytes.length);
    if (start >= 0) this.owner.chunk(packet, bytes, start, bytes.length, refs);
  }

  private reach(path: Path, tsn: number, step: number, flag: number): number | null {
    for (let at = tsn; ; at = (at + step) | 0) {
      const piece = path.pieces.get(at);
      if (piece === undefined) return null;
      if ((piece.flags & flag) !== 0) return at;
    }
  }

  /** The tag is random, so with the ports it is enough; addresses may change within an association. */
  private path(packet: Packet, tag: number, nowMs: number): Path {
    const key = `${tag}/${packet.sourcePort}/${packet.destinationPort}`;
    let path = this.paths.get(key);
    if (path !== undefined) return path;
    path = { key, recent: [], recentAt: 0, pieces: new Map(), bytes: 0, sinceMs: nowMs };
    this.paths.set(key, path);
    if (this.paths.size > SCTP_PATHS) {
      const [oldest] = this.paths.values();
      this.drop(oldest);
      this.paths.delete(oldest.key);
    }
    return path;
  }

  /** Was the TSN given lately? Notes it. */
  private seen(path: Path, tsn: number): boolean {
    if (path.recent.includes(tsn)) return true;
    path.recent[path.recentAt] = tsn;
    path.recentAt = (path.recentAt + 1) % SCTP_RECENT;
    return false;
  }

  private drop(path: Path): void {
    this.bytes -= path.bytes;
    path.bytes = 0;
    path.pieces.clear();
  }
}
