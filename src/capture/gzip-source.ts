/**
 * The bytes inside gzip (RFC 1952), of one member or several. All that stands before a cut is kept; of what stands
 * before a fault zlib keeps the last GZIP_OUTPUT_BYTES to itself. It works in a thread of the pool while what it gave
 * before is parsed.
 */

import zlib from 'node:zlib';
import { GZIP_INPUT_BYTES, GZIP_OUTPUT_BYTES } from '../budgets';
import type { ByteSource } from './byte-source';

export function looksLikeGzip(head: Buffer): boolean {
  return head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b;
}

export class GzipSource implements ByteSource {
  problem: string | null = null;
  private readonly gunzip = zlib.createGunzip({ chunkSize: GZIP_OUTPUT_BYTES });
  private readonly compressed = Buffer.allocUnsafeSlow(GZIP_INPUT_BYTES);
  /** Inflated and not read yet. */
  private ready: Buffer[] = [];
  /** The next round of inflating, begun ahead of need; never rejects. */
  private ahead: Promise<void> | null = null;
  private ended = false;
  /** What waits for zlib: whichever of its events comes first. */
  private wake: () => void = () => {};

  /** `head`: what was read from `stored` already. */
  constructor(
    private readonly stored: ByteSource,
    private head: Buffer,
  ) {
    this.gunzip.on('data', (chunk: Buffer) => this.ready.push(chunk));
    this.gunzip.on('end', () => this.end(null));
    this.gunzip.on('close', () => this.end(null));
    this.gunzip.on('error', (error: NodeJS.ErrnoException) => {
      this.end(error.code === 'Z_BUF_ERROR' ? 'gzip data cut short' : `gzip data broken (${error.message})`);
    });
  }

  get size(): number | null {
    return this.stored.size;
  }

  get consumed(): number {
    return this.stored.consumed;
  }

  async read(into: Buffer, offset: number): Promise<number> {
    while (this.ready.length === 0 && !this.ended) {
      await (this.ahead ?? this.inflate());
      this.ahead = null;
    }
    const count = this.take(into, offset);
    if (!this.ended && this.ready.length === 0) this.ahead ??= this.inflate();
    return count;
  }

  close(): void {
    this.end(null);
    this.gunzip.destroy();
    this.stored.close();
  }

  private take(into: Buffer, offset: number): number {
    let at = offset;
    while (this.ready.length > 0 && at < into.length) {
      const chunk = this.ready[0];
      const count = chunk.copy(into, at);
      at += count;
      if (count < chunk.length) this.ready[0] = chunk.subarray(count);
      else this.ready.shift();
    }
    return at - offset;
  }

  private async inflate(): Promise<void> {
    let input = this.head;
    this.head = Buffer.alloc(0);
    if (input.length === 0) {
      const count = await this.stored.read(this.compressed, 0);
      input = this.compressed.subarray(0, count);
    }
    if (this.ended) return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      // An error takes away what zlib did not hand out yet, so the end is told only when all the rest is out.
      if (input.length === 0) this.gunzip.end();
      else this.gunzip.write(input, () => resolve());
    });
  }

  private end(problem: string | null): void {
    if (!this.ended) this.problem = problem ?? this.stored.problem;
    this.ended = true;
    this.wake();
  }
}
