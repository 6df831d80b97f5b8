/**
 * Opens a capture: what it is shows in its first bytes, never in its name. A new format is a row in FORMATS. Reading
 * it is parsed-input.ts's.
 */

import fs from 'node:fs';
import type { Readable } from 'node:stream';
import tty from 'node:tty';
import { type ByteSource, FileSource } from './byte-source';
import { GzipSource, looksLikeGzip } from './gzip-source';
import { type CaptureInput, InputError } from './input';
import { ParsedInput } from './parsed-input';
import type { CaptureParser, ParserOptions } from './parser';
import { looksLikePcap, PcapParser } from './pcap';
import { looksLikePcapng, PcapngParser } from './pcapng';
import { openFifo, PipeSource, streamOf } from './pipe-source';

export interface InputWorld {
  /** Standard input as a stream of bytes (not of objects), for `-`. */
  stdin(): Readable;
}

const SYSTEM: InputWorld = {
  stdin() {
    if (tty.isatty(0)) throw new InputError('-: standard input is a terminal; pipe a capture into it');
    return streamOf(0);
  },
};

interface Format {
  /** `head`: the first bytes, four at least where there are as many. */
  matches(head: Buffer): boolean;
  parser: new (options: ParserOptions) => CaptureParser;
}

const FORMATS: Format[] = [
  { matches: looksLikePcap, parser: PcapParser },
  { matches: looksLikePcapng, parser: PcapngParser },
];

/** What people take for a capture, by how it begins. */
const MISTAKEN: { begins: string; what: string }[] = [
  { begins: 'snoop\0', what: 'a snoop capture' },
  { begins: 'PK\x03\x04', what: 'a zip archive' },
  { begins: '\xfd7zXZ\0', what: 'xz data' },
  { begins: '\x28\xb5\x2f\xfd', what: 'zstd data' },
  { begins: 'BZh', what: 'bzip2 data' },
  { begins: '<', what: 'HTML or XML' },
];

const HEAD_BYTES = 64 * 1024;

/**
 * `path` may be `-` (standard input) or a FIFO, which is waited for; `index` is given to every frame as its input.
 * Rejects with InputError, one line, when there is no capture to read.
 */
export async function openInput(path: string, index: number, world: InputWorld = SYSTEM): Promise<CaptureInput> {
  return openParsed(path, index, path === '-' ? openStdin(world) : await openPath(path));
}

function openStdin(world: InputWorld): PipeSource {
  try {
    return new PipeSource(world.stdin());
  } catch (error) {
    throw openError('-', error);
  }
}

async function openPath(path: string): Promise<FileSource | PipeSource> {
  try {
    const stat = fs.statSync(path);
    if (stat.isDirectory()) throw new InputError(`${path}: is a directory, not a capture`);
    if (stat.isFIFO()) return new PipeSource(await openFifo(path));
    const fd = fs.openSync(path, 'r');
    return stat.isFile() ? new FileSource(fd, stat.size) : new PipeSource(streamOf(fd));
  } catch (error) {
    throw openError(path, error);
  }
}

async function openParsed(name: string, input: number, stored: FileSource | PipeSource): Promise<CaptureInput> {
  let source: ByteSource = stored;
  let head = await readHead(source);
  if (looksLikeGzip(head)) {
    source = new GzipSource(stored, head);
    head = await readHead(source);
  }
  const format = FORMATS.find((one) => one.matches(head));
  if (format === undefined) {
    source.close();
    const problem = head.length === 0 ? (source.problem ?? 'is empty') : mistake(head);
    throw new InputError(`${name}: ${problem}`);
  }
  const again = source instanceof FileSource ? source.readBack.bind(source) : null;
  const parser = new format.parser({ name, input, volatile: again === null });
  parser.feed(head);
  return new ParsedInput(name, source, parser, again, stored instanceof FileSource);
}

/** As many bytes as tell a format; fewer where there are no more. */
async function readHead(source: ByteSource): Promise<Buffer> {
  const head = Buffer.allocUnsafeSlow(HEAD_BYTES);
  let length = 0;
  while (length < 4) {
    const count = await source.read(head, length);
    if (count === 0) break;
    length += count;
  }
  return head.subarray(0, length);
}

function mistake(head: Buffer): string {
  const text = head.toString('latin1', 0, 64);
  const known = MISTAKEN.find(({ begins }) => text.trimStart().startsWith(begins));
  const isText = /^[\t\r\n\x20-\x7e]+$/.test(text);
  const what = known?.what ?? (isText ? 'text' : null);
  return `no capture${what === null ? '' : ` but ${what}`}; pcap, pcapng and gzip of these are read`;
}

const OPEN_PROBLEMS: Record<string, string> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EACCES: 'may not be read: permission denied',
  EPERM: 'may not be read: permission denied',
  EBADF: 'is closed',
};

function openError(name: string, error: unknown): InputError {
  if (error instanceof InputError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new InputError(`${name}: ${OPEN_PROBLEMS[code] ?? `cannot be opened: ${code || message}`}`);
}
