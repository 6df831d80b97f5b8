/**
 * Where the bytes of an input come from, and the plainest such place: a file, which can be read again. Pipes are in
 * pipe-source.ts, gzip in gzip-source.ts.
 */

import fs from 'node:fs';
import { READ_BACK_BYTES, READ_BACK_LEAST_BYTES, READ_BACK_PLACES } from '../budgets';

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
  /** Parts of the file that were read again, and of these the one that gave what was asked for last. */
  private readonly near: Near[] = [];
  private latest = NOWHERE;
  private oldest = 0;
  /** How much is read around a packet. */
  private around = READ_BACK_LEAST_BYTES;

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
    if (!holds(this.latest, position, length)) {
      this.latest = this.near.find((one) => holds(one, position, length)) ?? this.fetch(position, length);
    }
    const from = position - this.latest.position;
    return this.latest.bytes.subarray(from, from + length);
  }

  close(): void {
    fs.closeSync(this.fd);
  }

  private fetch(position: number, length: number): Near {
    this.widenOrNarrow(position);
    const wanted = Math.max(length, this.around);
    let memory = this.near[this.oldest]?.memory;
    if (memory === undefined || memory.length < wanted || memory.length > READ_BACK_BYTES)
      memory = Buffer.allocUnsafeSlow(Math.max(length, READ_BACK_BYTES));
    // Some of it before the packet: lists are walked upwards as well.
    const from = Math.max(0, position - ((wanted - length) >>> 2));
    const bytes = memory.subarray(0, fs.readSync(this.fd, memory, 0, wanted, from));
    const near = { memory, bytes, position: from };
    this.near[this.oldest] = near;
    this.oldest = (this.oldest + 1) % READ_BACK_PLACES;
    return near;
  }

  /** More for who goes from packet to packet, forwards or backwards; less for who asks for one here and one there. */
  private widenOrNarrow(position: number): void {
    const isNext = this.near.some((one) => Math.abs(position - one.position) < 2 * this.around);
    const around = isNext ? 2 * this.around : this.around / 2;
    this.around = Math.min(READ_BACK_BYTES, Math.max(READ_BACK_LEAST_BYTES, around));
  }
}

interface Near {
  memory: Buffer;
  /** What of it was read. */
  bytes: Buffer;
  /** Of its first byte in the file. */
  position: number;
}

const NOTHING = Buffer.alloc(0);
const NOWHERE: Near = { memory: NOTHING, bytes: NOTHING, position: 0 };

function holds({ bytes, position }: Near, wanted: number, length: number): boolean {
  return wanted >= position && wanted + length <= position + bytes.length;
}

/** What a failed read is called in a warning. */
export function readProblem(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return `reading failed (${code ?? message})`;
}
