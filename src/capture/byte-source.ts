/** Where the bytes of an input come from: a file that can be read again, or a pipe. Gzip is in gzip-source.ts. */

import fs from 'node:fs';

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

/** Bytes read around a packet that is asked for again: those of one call stand close together. */
const READ_BACK_BYTES = 64 * 1024;

/** A pipe that somebody else made non-blocking is asked again after this time. */
const RETRY_MS = 5;

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

/** A pipe, a FIFO or a device: read when something comes, once. */
export class PipeSource implements ByteSource {
  readonly size = null;
  consumed = 0;
  problem: string | null = null;
  private closed = false;

  /** `owned`: close() closes `fd`, which is not done to standard input. */
  constructor(
    private readonly fd: number,
    private readonly owned: boolean,
  ) {}

  read(into: Buffer, offset: number): Promise<number> {
    return new Promise((resolve) => this.attempt(into, offset, resolve));
  }

  close(): void {
    this.closed = true;
    if (this.owned) fs.close(this.fd, () => {});
  }

  private attempt(into: Buffer, offset: number, done: (count: number) => void): void {
    if (this.closed) {
      done(0);
      return;
    }
    fs.read(this.fd, into, offset, into.length - offset, null, (error, count) => {
      if (error?.code === 'EAGAIN') {
        setTimeout(() => this.attempt(into, offset, done), RETRY_MS);
        return;
      }
      // Windows says EOF in place of giving no bytes.
      if (error !== null && error.code !== 'EOF') this.problem = readProblem(error);
      this.consumed += error === null ? count : 0;
      done(error === null ? count : 0);
    });
  }
}

function readProblem(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return `reading failed (${code ?? message})`;
}
