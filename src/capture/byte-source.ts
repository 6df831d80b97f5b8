/**
 * Where the bytes of an input come from, and the plainest such place: a file, which can be read again. Pipes are in
 * pipe-source.ts, gzip in gzip-source.ts.
 */

import fs from 'node:fs';
import { READ_BACK_BYTES } from '../budgets';

export interface ByteSource {
  /** Bytes in all, as stored, or null where nobody knows. */
  readonly size: number | null;
  /** Bytes read so far, counted as in `size`. */
  readonly consumed: number;
  /** Why reading ended before its end, for a warning; null while all is well. */
  readonly problem: string | null;
  /** Reads what there is, at least one byte, into `into` from `offset` on. 0: the end, or a problem. Never throws. */
  read(into: Buffer, offset: number): number | Promise<number>;
  close(): void;
}

/** A regular file, read synchronously: from the page cache that takes less than a promise a read would. */
export class FileSource implements ByteSource {
  consumed = 0;
  problem: string | null = null;
  private near = Buffer.alloc(0);
  private nearPosition = 0;

  constructor(
    private readonly fd: number,
    readonly size: number,
  ) {}

  read(into: Buffer, offset: number): number {
    try {
      const count = fs.readSync(this.fd, into, offset, into.length - offset, this.consumed);
      this.consumed += count;
      return count;
    } catch (error) {
      this.problem = readProblem(error);
      return 0;
    }
  }

  /** The bytes at `position`, fewer than `length` where the file has become shorter; valid until the next call. */
  readBack(position: number, length: number): Buffer {
    const offset = position - this.nearPosition;
    if (offset < 0 || offset + length > this.near.length) this.fetch(position, length);
    const from = position - this.nearPosition;
    return this.near.subarray(from, from + length);
  }

  close(): void {
    fs.closeSync(this.fd);
  }

  private fetch(position: number, length: number): void {
    const bytes = Buffer.allocUnsafeSlow(Math.max(length, READ_BACK_BYTES));
    // Some of it before the packet: lists are walked upwards as well.
    const from = Math.max(0, position - ((bytes.length - length) >>> 2));
    this.near = bytes.subarray(0, fs.readSync(this.fd, bytes, 0, bytes.length, from));
    this.nearPosition = from;
  }
}

/** What a failed read is called in a warning. */
export function readProblem(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return `reading failed (${code ?? message})`;
}
