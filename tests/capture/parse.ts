/** Runs a parser over bytes in memory and tells what came out, one line a packet. */

import { type Frame, newFrame } from '../../src/capture/frame';
import type { CaptureInput } from '../../src/capture/input';
import type { CaptureParser } from '../../src/capture/parser';
import { PcapParser } from '../../src/capture/pcap';
import { looksLikePcapng, PcapngParser } from '../../src/capture/pcapng';

export interface Parsed {
  /** `seconds.nanos link position wireLength bytes`, times with nine digits behind the point. */
  lines: string[];
  warnings: readonly string[];
  names: ReadonlyMap<string, string>;
}

/** Parses `file` as what its first bytes say, fed in pieces of the given lengths, over and over; else in one. */
export function parse(file: Buffer, pieceLengths: readonly number[] = [file.length]): Parsed {
  const options = { name: 'made', input: 7, volatile: true };
  const parser = looksLikePcapng(file) ? new PcapngParser(options) : new PcapParser(options);
  const lines: string[] = [];
  let piece = 0;
  for (let at = 0; at < file.length; piece++) {
    const length = Math.max(1, pieceLengths[piece % pieceLengths.length]);
    parser.feed(file.subarray(at, at + length));
    at += length;
    drain(parser, lines);
  }
  parser.finish(null);
  return { lines, warnings: parser.warnings, names: parser.names };
}

/** Every frame of `input`, as lines; `line` says what of it. */
export async function readAll(
  input: Pick<CaptureInput, 'next' | 'fill'>,
  line: (frame: Frame) => string = frameLine,
): Promise<string[]> {
  const frame = newFrame();
  const lines: string[] = [];
  do {
    while (input.next(frame)) lines.push(line(frame));
  } while (await input.fill());
  return lines;
}

export function frameLine(frame: Frame): string {
  const time = `${frame.seconds}.${String(frame.nanos).padStart(9, '0')}`;
  return `${time} ${frame.linkType} @${frame.position} ${frame.wireLength} ${frameText(frame)}`;
}

export function frameText(frame: Frame): string {
  return frame.bytes.latin1Slice(frame.start, frame.end);
}

function drain(parser: CaptureParser, lines: string[]): void {
  const frame = newFrame();
  while (parser.next(frame)) lines.push(frameLine(frame));
}
