/**
 * The part of a byte stream that is in memory: sources append behind `end`, parsers take from `start`. What a parser
 * has not taken yet is moved to the front when room is needed, so a record may be cut anywhere between two reads.
 */

const FIRST_BYTES = 64 * 1024;

export class ByteWindow {
  bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  /** Over the same memory as `bytes`: its getters take the byte order as an argument. */
  view = new DataView(this.bytes.buffer);
  start = 0;
  end = 0;
  /** Offset of bytes[0] in the stream. */
  origin = 0;

  /** Offset in the stream of the next byte to take. */
  get position(): number {
    return this.origin + this.start;
  }

  /** Offset in the stream of the next byte to come. */
  get endPosition(): number {
    return this.origin + this.end;
  }

  append(chunk: Uint8Array): void {
    this.reserve(chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
  }

  /** Makes room for `wanted` bytes behind `end`. Views that were handed out before are void after it. */
  reserve(wanted: number): void {
    if (this.start === this.end) {
      this.origin += this.start;
      this.start = 0;
      this.end = 0;
    }
    if (this.bytes.length - this.end >= wanted) return;
    const kept = this.end - this.start;
    const old = this.bytes;
    // Growing at least twofold keeps the copying linear however small the chunks are.
    if (kept + wanted > old.length) this.allocate(Math.max(kept + wanted, 2 * old.length));
    old.copy(this.bytes, 0, this.start, this.end);
    this.origin += this.start;
    this.start = 0;
    this.end = kept;
  }

  private allocate(length: number): void {
    this.bytes = Buffer.allocUnsafeSlow(length);
    this.view = new DataView(this.bytes.buffer);
  }
}
