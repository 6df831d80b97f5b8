/**
 * Packets that cannot be read again (standard input, gzip, later live ones), copied into pieces of memory. A piece goes
 * when the last packet in it does.
 */

import { ARENA_PIECE_BYTES } from '../budgets';

interface Piece {
  bytes: Buffer;
  used: number;
  /** Packets in it that are still wanted. */
  alive: number;
}

export class Arena {
  /** By number; the highest is being filled. */
  private readonly pieces = new Map<number, Piece>();
  private newest = -1;
  private held = 0;

  /** Memory in use. */
  get bytes(): number {
    return this.held;
  }

  /**
   * Copies bytes[start, end) and gives the position under which read() finds it. `origin` goes with it: where the
   * packet stood in its input, which tells whether two copies are of one packet.
   */
  add(bytes: Buffer, start: number, end: number, origin: number): number {
    const length = end - start + ORIGIN_BYTES;
    let piece = this.pieces.get(this.newest);
    if (piece === undefined || piece.used + length > piece.bytes.length) piece = this.open(length);
    piece.bytes.writeDoubleLE(origin, piece.used);
    bytes.copy(piece.bytes, piece.used + ORIGIN_BYTES, start, end);
    const position = this.newest * POSITIONS_A_PIECE + piece.used + ORIGIN_BYTES;
    piece.used += length;
    piece.alive++;
    return position;
  }

  /** A view, valid while the packet is not removed. */
  read(position: number, length: number): Buffer {
    const offset = position % POSITIONS_A_PIECE;
    const piece = this.pieces.get((position - offset) / POSITIONS_A_PIECE);
    return piece === undefined ? Buffer.alloc(0) : piece.bytes.subarray(offset, offset + length);
  }

  originOf(position: number): number {
    const head = this.read(position - ORIGIN_BYTES, ORIGIN_BYTES);
    return head.length < ORIGIN_BYTES ? -1 : head.readDoubleLE(0);
  }

  remove(position: number): void {
    const number = Math.floor(position / POSITIONS_A_PIECE);
    const piece = this.pieces.get(number);
    if (piece === undefined || --piece.alive > 0 || number === this.newest) return;
    this.pieces.delete(number);
    this.held -= piece.bytes.length;
  }

  private open(length: number): Piece {
    const full = this.pieces.get(this.newest);
    if (full !== undefined && full.alive === 0) {
      this.pieces.delete(this.newest);
      this.held -= full.bytes.length;
    }
    const piece = { bytes: Buffer.allocUnsafeSlow(Math.max(length, ARENA_PIECE_BYTES)), used: 0, alive: 0 };
    this.pieces.set(++this.newest, piece);
    this.held += piece.bytes.length;
    return piece;
  }
}

const ORIGIN_BYTES = 8;

/** More than any piece is long, so that a position names its piece and the offset in it. */
const POSITIONS_A_PIECE = 2 ** 26;
