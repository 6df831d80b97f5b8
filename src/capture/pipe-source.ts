/**
 * Bytes that come once: standard input, a FIFO, a device. Nothing here may block a thread, not even one of the pool:
 * the process could not exit while a pipe is silent.
 */

import fs from 'node:fs';
import net from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { type ByteSource, readProblem } from './byte-source';

/** A FIFO that nobody has opened for writing is looked at again after this time. */
const WRITER_POLL_MS = 50;

export class PipeSource implements ByteSource {
  readonly size = null;
  consumed = 0;
  problem: string | null = null;
  private ended = false;
  /** Goes on with the read() that waits; none does at first. */
  private wake: () => void = () => {};

  constructor(private readonly stream: Readable) {
    stream.on('readable', () => this.wake());
    stream.on('end', () => this.end());
    stream.on('close', () => this.end());
    stream.on('error', (error) => {
      if (!this.ended) this.problem = readProblem(error);
      this.end();
    });
  }

  read(into: Buffer, offset: number): Promise<number> {
    return new Promise((resolve) => {
      this.wake = () => {
        const count = this.take(into, offset);
        if (count === 0 && !this.ended) return;
        this.wake = () => {};
        resolve(count);
      };
      this.wake();
    });
  }

  close(): void {
    this.end();
    this.stream.destroy();
  }

  private take(into: Buffer, offset: number): number {
    const { stream } = this;
    // Read without a length asks the stream for more where it holds nothing.
    const chunk = stream.read(Math.min(stream.readableLength, into.length - offset) || undefined) as Buffer | null;
    if (chunk === null) return 0;
    this.consumed += chunk.length;
    return chunk.copy(into, offset);
  }

  private end(): void {
    this.ended = true;
    this.wake();
  }
}

/** What comes through the open `fd`, which closes with the stream. */
export function streamOf(fd: number): Readable {
  const stat = fs.fstatSync(fd);
  if (stat.isFIFO() || stat.isSocket()) return new net.Socket({ fd, readable: true, writable: false });
  return fs.createReadStream('', { fd });
}

/** What comes through the FIFO at `path`, once somebody writes to it. Rejects as fs does. */
export async function openFifo(path: string): Promise<Readable> {
  const fd = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  const first = Buffer.alloc(1);
  let count = readReady(fd, first);
  for (; count === 0; count = readReady(fd, first)) await wait(WRITER_POLL_MS);
  const stream = streamOf(fd);
  if (count === 1) stream.unshift(first);
  return stream;
}

/** Reads without waiting. 0: the FIFO has no writer. Null: it has, but nothing is written yet. */
function readReady(fd: number, into: Buffer): number | null {
  try {
    return fs.readSync(fd, into, 0, into.length, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return null;
    throw error;
  }
}
