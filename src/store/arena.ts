/**
 * Bytes that are kept (packets that cannot be read again, names of dialogs), in pieces of memory that the garbage
 * collector need not walk. A piece goes when the last entry in it does.
 */

import { ARENA_PIECE_BYTES } from '../budgets';

interface Piece {
  bytes: Buffer;
  view: DataView;
  used: number;
  /** Entries in it that are still wanted. */
  alive: number;
}

const NOTHING = Buffer.alloc(0);
const NO_VIEW = new DataView(NOTHING.buffer, 0, 0);

export class Arena {
  /** By number; the last is being filled. */
  private readonly pieces: (Piece | undefined)[] = [];
  private held = 0;

  /** Memory in use. */
  get bytes(): number {
    return this.held;
  }

  /** Room for an entry: its position, by which everything else finds it. */
  reserve(length: number): number {
    const newest = this.pieces.length - 1;
    let piece = this.pieces[newest];
    let number = newest;
    if (piece === undefined || piece.used + length > piece.bytes.length) {
      piece = this.open(length);
      number++;
    }
    const position = number * ARENA_PIECE_BYTES + piece.used;
    piece.used += length;
    piece.alive++;
    return position;
  }

  /** Of the entry that was reserved last, its last `surplus` bytes are not needed. */
  giveBack(surplus: number): void {
    const newest = this.pieces[this.pieces.length - 1];
    if (newest !== undefined) newest.used -= surplus;
  }

  /** The memory that holds an entry; it begins at offsetOf(position). Empty for one that is gone. */
  memoryOf(position: number): Buffer {
    return this.pieces[Math.floor(position / ARENA_PIECE_BYTES)]?.bytes ?? NOTHING;
  }

  /** As memoryOf(). */
  viewOf(position: number): DataView {
    return this.pieces[Math.floor(position / ARENA_PIECE_BYTES)]?.view ?? NO_VIEW;
  }

  offsetOf(position: number): number {
    return position % ARENA_PIECE_BYTES;
  }

  /** A view, valid while the entry is not removed. */
  read(position: number, length: number): Buffer {
    const offset = this.offsetOf(position);
    return this.memoryOf(position).subarray(offset, offset + length);
  }

  remove(position: number): void {
    const number = Math.floor(position / ARENA_PIECE_BYTES);
    const piece = this.pieces[number];
    if (piece === undefined || --piece.alive > 0 || number === this.pieces.length - 1) return;
    this.drop(number, piece);
  }

  private open(length: number): Piece {
    const full = this.pieces[this.pieces.length - 1];
    if (full !== undefined && full.alive === 0) this.drop(this.pieces.length - 1, full);
    // One that is longer than a piece gets a piece of its own: a position only tells where an entry begins.
    const bytes = Buffer.allocUnsafeSlow(Math.max(length, ARENA_PIECE_BYTES));
    const piece = { bytes, view: new DataView(bytes.buffer), used: 0, alive: 0 };
    this.pieces.push(piece);
    this.held += piece.bytes.length;
    return piece;
  }

  private drop(number: number, piece: Piece): void {
    this.pieces[number] = undefined;
    this.held -= piece.bytes.length;
  }
}
