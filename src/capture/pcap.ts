/**
 * Classic pcap files (draft-ietf-opsawg-pcap): both byte orders, microseconds and nanoseconds, and the variant with
 * longer record headers that patched libpcaps of the 1990s wrote. No reading of files here.
 */

import { MAX_PACKET_BYTES } from '../budgets';
import type { Frame } from './frame';
import { CaptureParser, type ParserOptions } from './parser';

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;

interface Variant {
  magic: number;
  /** Nanoseconds in a unit of the fraction of a second. */
  unitNs: number;
  recordHeaderBytes: number;
}

const VARIANTS: Variant[] = [
  { magic: 0xa1b2c3d4, unitNs: 1000, recordHeaderBytes: RECORD_HEADER_BYTES },
  { magic: 0xa1b23c4d, unitNs: 1, recordHeaderBytes: RECORD_HEADER_BYTES },
  // Kuznetzov's patch: interface index, protocol and packet type follow the lengths.
  { magic: 0xa1b2cd34, unitNs: 1000, recordHeaderBytes: RECORD_HEADER_BYTES + 8 },
];

/** `head`: the first bytes of the stream, four at least if it has as many. */
export function looksLikePcap(head: Buffer): boolean {
  if (head.length < 4) return false;
  return variantOf(head.readUInt32LE(0)) !== undefined || variantOf(head.readUInt32BE(0)) !== undefined;
}

function variantOf(magic: number): Variant | undefined {
  return VARIANTS.find((variant) => variant.magic === magic);
}

export class PcapParser extends CaptureParser {
  private begun = false;
  private littleEndian = true;
  private unitNs = 1000;
  private recordHeaderBytes = RECORD_HEADER_BYTES;
  private linkType = 1;
  /** Before version 2.4 some systems wrote the two lengths the other way round. */
  private lengthsMaySwap = false;

  constructor(options: ParserOptions) {
    super(options);
  }

  next(frame: Frame): boolean {
    if (this.stopped || !(this.begun || this.begin())) return false;
    const { window, littleEndian } = this;
    const { view, start: at } = window;
    const start = at + this.recordHeaderBytes;
    if (start > window.end) return false;
    let captured = view.getUint32(at + 8, littleEndian);
    let wireLength = view.getUint32(at + 12, littleEndian);
    if (captured > wireLength) {
      if (this.lengthsMaySwap) [captured, wireLength] = [wireLength, captured];
      else if (captured <= MAX_PACKET_BYTES) wireLength = this.shortWire(captured, wireLength);
    }
    if (captured > MAX_PACKET_BYTES)
      return this.stopAt(window.position, `packet ${this.packets + 1} claims ${captured} bytes`);
    const end = start + captured;
    if (end > window.end) return false;
    const seconds = view.getUint32(at, littleEndian);
    const nanos = view.getUint32(at + 4, littleEndian) * this.unitNs;
    if (seconds === 0 && wireLength === 0 && nanos === 0) {
      return this.stopAt(window.position, 'zeros in place of a packet');
    }
    // Some writers let the fraction run over a second.
    const carry = nanos < 1e9 ? 0 : Math.floor(nanos / 1e9);
    frame.bytes = window.bytes;
    frame.start = start;
    frame.end = end;
    frame.wireLength = wireLength;
    frame.seconds = seconds + carry;
    frame.nanos = nanos - carry * 1e9;
    frame.linkType = this.linkType;
    frame.input = this.options.input;
    frame.position = window.origin + start;
    frame.volatile = this.options.volatile;
    frame.bigEndian = !littleEndian;
    window.start = end;
    this.packets++;
    return true;
  }

  protected isInsideRecord(): boolean {
    return !this.begun || this.window.start < this.window.end;
  }

  protected recordText(): string {
    return this.begun ? `packet ${this.packets + 1}` : 'the file header';
  }

  private begin(): boolean {
    const { window } = this;
    if (window.end - window.start < FILE_HEADER_BYTES) return false;
    const at = window.start;
    const little = variantOf(window.view.getUint32(at, true));
    const variant = little ?? variantOf(window.view.getUint32(at, false));
    if (variant === undefined) return this.stopAt(window.position, 'no pcap magic number');
    this.littleEndian = little !== undefined;
    this.unitNs = variant.unitNs;
    this.fineTimes = variant.unitNs < 1000;
    this.recordHeaderBytes = variant.recordHeaderBytes;
    this.lengthsMaySwap = window.view.getUint16(at + 6, this.littleEndian) < 4;
    // The upper bits tell how long the frame check sequence is.
    this.linkType = window.view.getUint32(at + 20, this.littleEndian) & 0xffff;
    window.start += FILE_HEADER_BYTES;
    this.begun = true;
    return true;
  }
}
