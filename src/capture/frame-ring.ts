/**
 * The latest frames of what cannot be read again, within a bound: in pieces of memory that the garbage collector need
 * not walk, of which the oldest goes. Read again from the beginning like an input.
 */

import { FRAME_RING_PIECE_BYTES } from '../budgets';
import type { Frame, PacketRef } from './frame';
import type { FrameSource } from './merge';

interface Piece {
  bytes: Buffer;
  used: number;
  frames: number;
}

export class FrameRing {
  /** Frames in it, and those that went. */
  frames = 0;
  gone = 0;
  private held = 0;
  /** The oldest first; the last is being filled. */
  private readonly pieces: Piece[] = [];
  /** Pieces that went. */
  private before = 0;

  constructor(readonly limitBytes: number) {}

  /** Memory in use. */
  get bytes(): number {
    return this.held;
  }

  /** Copies the frame. One whose bytes are not at hand is passed over. */
  add(frame: Frame): void {
    if (frame.bytes.length >= frame.end) this.keep(frame, frame.bytes, frame.start, frame.end);
  }

  /** As add(). */
  addPast(ref: PacketRef): void {
    if (ref.bytes !== null) this.keep(ref, ref.bytes, 0, ref.length);
  }

  /** What is in it now, the oldest first; what goes while it is read is passed over. */
  read(): FrameSource {
    return new RingReader(
      (number) => this.pieces[number - this.before],
      this.before,
      () => this.before,
      this.end(),
    );
  }

  private end(): Place {
    const last = this.pieces.at(-1);
    return { piece: this.before + this.pieces.length - 1, offset: last?.used ?? 0 };
  }

  private keep(facts: Frame | PacketRef, bytes: Buffer, start: number, end: number): void {
    const piece = this.room(HEADER_BYTES + end - start);
    const at = piece.used;
    const out = piece.bytes;
    out.writeUInt32LE(end - start, at);
    out.writeUInt32LE(facts.wireLength, at + 4);
    out.writeUInt32LE(facts.nanos, at + 8);
    out.writeInt32LE(facts.linkType, at + 12);
    out.writeUInt32LE(facts.input, at + 16);
    out.writeDoubleLE(facts.seconds, at + 20);
    out.writeDoubleLE(facts.position, at + 28);
    bytes.copy(out, at + HEADER_BYTES, start, end);
    piece.used += HEADER_BYTES + end - start;
    piece.frames++;
    this.frames++;
  }

  private room(length: number): Piece {
    const last = this.pieces.at(-1);
    if (last !== undefined && last.used + length <= last.bytes.length) return last;
    // Not one that was used before: who reads it may still look at its bytes.
    const piece = { bytes: Buffer.allocUnsafeSlow(Math.max(FRAME_RING_PIECE_BYTES, length)), used: 0, frames: 0 };
    this.pieces.push(piece);
    this.held += piece.bytes.length;
    while (this.held > this.limitBytes && this.pieces.length > 1) this.drop();
    return piece;
  }

  private drop(): void {
    const oldest = this.pieces.shift() as Piece;
    this.before++;
    this.held -= oldest.bytes.length;
    this.frames -= oldest.frames;
    this.gone += oldest.frames;
  }
}

/** Length, length on the wire, nanoseconds, link type and input, then seconds and position. */
const HEADER_BYTES = 36;

interface Place {
  /** Counted from the first piece that ever was. */
  piece: number;
  offset: number;
}

class RingReader implements FrameSource {
  private offset = 0;

  constructor(
    private readonly pieceAt: (number: number) => Piece | undefined,
    private piece: number,
    private readonly first: () => number,
    private readonly end: Place,
  ) {}

  next(frame: Frame): boolean {
    this.skipGone();
    for (;;) {
      const { piece, end } = this;
      const { bytes, used } = this.pieceAt(piece) ?? NO_PIECE;
      if (piece > end.piece || (piece === end.piece && this.offset >= end.offset)) return false;
      if (this.offset < used) {
        this.fillIn(frame, bytes);
        return true;
      }
      this.piece++;
      this.offset = 0;
    }
  }

  /** There is never more than what next() gives. */
  async fill(): Promise<boolean> {
    return false;
  }

  close(): void {
    this.piece = Number.POSITIVE_INFINITY;
  }

  private skipGone(): void {
    if (this.piece >= this.first()) return;
    this.piece = this.first();
    this.offset = 0;
  }

  private fillIn(frame: Frame, bytes: Buffer): void {
    const at = this.offset;
    frame.bytes = bytes;
    frame.start = at + HEADER_BYTES;
    frame.end = frame.start + bytes.readUInt32LE(at);
    frame.wireLength = bytes.readUInt32LE(at + 4);
    frame.nanos = bytes.readUInt32LE(at + 8);
    frame.linkType = bytes.readInt32LE(at + 12);
    frame.input = bytes.readUInt32LE(at + 16);
    frame.seconds = bytes.readDoubleLE(at + 20);
    frame.position = bytes.readDoubleLE(at + 28);
    frame.volatile = true;
    this.offset = frame.end;
  }
}

const NO_PIECE: Piece = { bytes: Buffer.alloc(0), used: 0, frames: 0 };
