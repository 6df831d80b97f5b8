/** A disk, a clock and packets for the recorder: nothing waits, and everything can go wrong. */

import path from 'node:path';
import { type Frame, newFrame, type PacketRef } from '../../src/capture/frame';
import type { RecorderFile, RecorderFiles, RecorderWorld } from '../../src/export/recorder-world';
import { parse } from '../capture/parse';

interface Node {
  ino: number;
  bytes: Buffer;
}

export function failure(code: string): Error {
  return Object.assign(new Error(`${code}: made up`), { code });
}

/** Folders and files in memory. */
export class FakeDisk implements RecorderFiles {
  readonly files = new Map<string, Node>();
  readonly folders = new Set(['.', '/cap']);
  /** Bytes that all files together may have. */
  capacity = Number.POSITIVE_INFINITY;
  /** Most bytes that one write takes. */
  largestWrite = Number.POSITIVE_INFINITY;
  /** What goes wrong, by `open`, `write`, `truncate`, `close`, `unlink`. */
  readonly broken = new Map<string, string>();
  /** Writes hang until this resolves. */
  hangs: Promise<void> = Promise.resolve();
  writes = 0;
  openHandles = 0;
  private inodes = 100;

  put(name: string, bytes: Buffer | string = ''): void {
    this.files.set(name, { ino: this.inodes++, bytes: Buffer.from(bytes) });
  }

  move(from: string, to: string): void {
    this.files.set(to, this.node(from));
    this.files.delete(from);
  }

  names(): string[] {
    return [...this.files.keys()].sort();
  }

  /** The packets of a file, which must be whole. */
  packets(name: string): string[] {
    const { lines, warnings } = parse(this.node(name).bytes);
    expect(warnings).toEqual([]);
    return lines.map((line) => line.split(' ').slice(4).join(' '));
  }

  /** `seconds.nanos link wireLength bytes`, one a packet. */
  lines(name: string): string[] {
    return parse(this.node(name).bytes).lines.map((line) => line.replace(/ @\d+/, ''));
  }

  size(name: string): number {
    return this.node(name).bytes.length;
  }

  async open(name: string, flags: string): Promise<RecorderFile> {
    this.mayFail('open');
    if (!this.folders.has(path.dirname(name))) throw failure('ENOENT');
    if (this.folders.has(name)) throw failure('EISDIR');
    const there = this.files.get(name);
    if (there !== undefined && flags === 'wx') throw failure('EEXIST');
    if (there === undefined) this.put(name);
    if (flags === 'w') this.node(name).bytes = Buffer.alloc(0);
    this.openHandles++;
    return this.handle(this.node(name));
  }

  async stat(name: string) {
    const folder = this.folders.has(name);
    return this.facts(folder ? { ino: 1, bytes: Buffer.alloc(0) } : this.node(name), folder);
  }

  async readdir(name: string): Promise<string[]> {
    return this.names()
      .filter((file) => path.dirname(file) === name)
      .map((file) => path.basename(file));
  }

  async mkdir(name: string): Promise<void> {
    if (this.folders.has(name)) throw failure('EEXIST');
    if (!this.folders.has(path.dirname(name))) throw failure('ENOENT');
    this.folders.add(name);
  }

  async unlink(name: string): Promise<void> {
    this.mayFail('unlink');
    this.node(name);
    this.files.delete(name);
  }

  private handle(node: Node): RecorderFile {
    return {
      write: async (bytes, offset, length, position) => {
        await this.hangs;
        this.mayFail('write');
        const left = this.capacity - this.used() + Math.max(0, node.bytes.length - position);
        const taken = Math.min(length, this.largestWrite, left);
        if (taken <= 0) throw failure('ENOSPC');
        this.writes++;
        const grown = Buffer.alloc(Math.max(node.bytes.length, position + taken));
        node.bytes.copy(grown);
        bytes.copy(grown, position, offset, offset + taken);
        node.bytes = grown;
        return { bytesWritten: taken };
      },
      truncate: async (length) => {
        this.mayFail('truncate');
        node.bytes = node.bytes.subarray(0, length);
      },
      stat: async () => this.facts(node, false),
      close: async () => {
        this.openHandles--;
        this.mayFail('close');
      },
    };
  }

  private used(): number {
    return [...this.files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  private facts(node: Node, folder: boolean) {
    return {
      dev: 1,
      ino: node.ino,
      size: node.bytes.length,
      isFile: () => !folder,
      isDirectory: () => folder,
    };
  }

  private node(name: string): Node {
    const node = this.files.get(name);
    if (node === undefined) throw failure('ENOENT');
    return node;
  }

  private mayFail(what: string): void {
    const code = this.broken.get(what);
    if (code !== undefined) throw failure(code);
  }
}

/** A world whose time passes when a test says so. */
export class FakeRecorderWorld implements RecorderWorld {
  readonly files = new FakeDisk();
  private timers: { atMs: number; then: () => void }[] = [];
  private passedMs = 0;

  constructor(private readonly began = new Date(2026, 10, 21, 9, 20, 56)) {}

  dateMs(): number {
    return this.began.getTime() + this.passedMs;
  }

  nowMs(): number {
    return this.passedMs;
  }

  after(ms: number, then: () => void): () => void {
    const timer = { atMs: this.passedMs + ms, then };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  }

  /** Timers that are set. */
  get waiting(): number {
    return this.timers.length;
  }

  /** Lets time pass, and everything happen that then does. */
  async pass(ms: number): Promise<void> {
    const endMs = this.passedMs + ms;
    for (;;) {
      await settle();
      const due = this.timers.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.timers = this.timers.filter((one) => one !== due);
      this.passedMs = Math.max(this.passedMs, due.atMs);
      due.then();
    }
    this.passedMs = endMs;
  }
}

/** Until nothing more happens by itself. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
}

let positions = 0;

/** A frame as a live input hands it out: what stands around its bytes is another packet's. */
export function frame(text: string, facts: Partial<Frame> = {}): Frame {
  const bytes = Buffer.from(`<${text}>`, 'latin1');
  positions += 100;
  const position = facts.position ?? positions;
  const end = bytes.length - 1;
  const wireLength = text.length;
  return { ...newFrame(), bytes, start: 1, end, wireLength, seconds: 5, volatile: true, ...facts, position };
}

/** The same as a reference. */
export function refOf(one: Frame, bytes: Buffer | null = one.bytes.subarray(one.start, one.end)): PacketRef {
  const { seconds, nanos, wireLength, linkType, input, position, start, end } = one;
  return { seconds, nanos, wireLength, linkType, input, position, length: end - start, bytes };
}
