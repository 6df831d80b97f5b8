/**
 * Opens a capture: what it is shows in its first bytes, never in its name. A new format is a row in FORMATS. Reading
 * it is parsed-input.ts's.
 */

import fs from 'node:fs';
import { promisify } from 'node:util';
import { type ByteSource, FileSource, PipeSource } from './byte-source';
import { GzipSource, looksLikeGzip } from './gzip-source';
import { type CaptureInput, InputError } from './input';
import { ParsedInput } from './parsed-input';
import type { CaptureParser, ParserOptions } from './parser';
import { looksLikePcap, PcapParser } from './pcap';

export interface InputWorld {
  /** File descriptor that `-` stands for. */
  stdin: number;
}

interface Format {
  /** `head`: the first bytes, four at least where there are as many. */
  matches(head: Buffer): boolean;
  parser: new (options: ParserOptions) => CaptureParser;
}

const FORMATS: Format[] = [{ matches: looksLikePcap, parser: PcapParser }];

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

const openFd = promisify(fs.open) as (path: string, flags: string) => Promise<number>;

/**
 * `path` may be `-` (standard input) or a FIFO, which is waited for; `index` is given to every frame as its input.
 * Rejects with InputError, one line, when there is no capture to read.
 */
export async function openInput(path: string, index: number, world: InputWorld = { stdin: 0 }): Promise<CaptureInput> {
  const stored = path === '-' ? new PipeSource(world.stdin, false) : await openSource(path);
  try {
    return await openParsed(path, index, stored);
  } catch (error) {
    stored.close();
    throw error;
  }
}

async function openSource(path: string): Promise<FileSource | PipeSource> {
  try {
    const fd = await openFd(path, 'r');
    const stat = fs.fstatSync(fd);
    if (stat.isFile()) return new FileSource(fd, stat.size);
    if (!stat.isDirectory()) return new PipeSource(fd, true);
    fs.closeSync(fd);
  } catch (error) {
    throw new InputError(`${path}: ${openProblem(error as NodeJS.ErrnoException)}`);
  }
  throw new InputError(`${path}: is a directory, not a capture`);
}

async function openParsed(name: string, input: number, stored: FileSource | PipeSource): Promise<CaptureInput> {
  let source: ByteSource = stored;
  let head = await readHead(source);
  const zipped = looksLikeGzip(head);
  if (zipped) {
    source = new GzipSource(stored, head);
    head = await readHead(source);
  }
  if (head.length === 0) throw new InputError(`${name}: ${source.problem ?? 'is empty'}`);
  const format = FORMATS.find((one) => one.matches(head));
  if (format === undefined) throw new InputError(`${name}: ${mistake(head)}; pcap, pcapng and gzip of these are read`);
  const again = stored instanceof FileSource && !zipped ? stored.readBack.bind(stored) : null;
  const parser = new format.parser({ name, input, volatile: again === null });
  parser.feed(head);
  return new ParsedInput(name, source, parser, again);
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
  const text = head.latin1Slice(0, 64);
  const known = MISTAKEN.find(({ begins }) => text.trimStart().startsWith(begins));
  if (known !== undefined) return `no capture but ${known.what}`;
  return /^[\t\r\n\x20-\x7e]+$/.test(text) ? 'no capture but text' : 'no capture';
}

function openProblem({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read: permission denied';
  if (code === 'EISDIR') return 'is a directory, not a capture';
  return `cannot be opened: ${code ?? message}`;
}
