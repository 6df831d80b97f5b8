/**
 * What the parsers of the file formats have in common: bytes are pushed in, frames are taken out, nothing is read.
 * The formats are in pcap.ts and pcapng.ts; where bytes come from is in byte-source.ts.
 */

import { MAX_INPUT_WARNINGS } from '../budgets';
import { ByteWindow } from './byte-window';
import type { Frame } from './frame';

export interface ParserOptions {
  /** How warnings call the input. */
  name: string;
  /** Given to every frame. */
  input: number;
  volatile: boolean;
}

export abstract class CaptureParser {
  /** Sources may append here directly in place of feed(). */
  readonly window = new ByteWindow();
  readonly warnings: string[] = [];
  readonly names = new Map<string, string>();
  packets = 0;
  /** True when times may be finer than microseconds, as far as the headers read so far say. */
  fineTimes = false;
  /** True when what follows cannot be read: next() gives nothing more, and more bytes are of no use. */
  stopped = false;

  private readonly said = new Set<string>();

  constructor(protected readonly options: ParserOptions) {}

  /** Fills `frame` with the next packet; its bytes are valid until the next feed(). False: more bytes are needed. */
  abstract next(frame: Frame): boolean;

  /** Appends a copy of `chunk`. */
  feed(chunk: Uint8Array): void {
    if (!this.stopped) this.window.append(chunk);
  }

  /** No more bytes will come. `problem` says why, where it is not the plain end of the input. */
  finish(problem: string | null): void {
    if (this.stopped) return;
    this.stopped = true;
    const { endPosition } = this.window;
    if (problem !== null) this.warn(`${problem} at byte ${endPosition}, ${this.countText()}`);
    else if (this.isInsideRecord()) {
      this.warn(`cut short at byte ${endPosition} in ${this.recordText()}, ${this.countText()}`);
    }
  }

  /** True when the bytes at hand end in the middle of something. */
  protected abstract isInsideRecord(): boolean;

  /** What the parser is in the middle of: `packet 17`, `the file header`. */
  protected abstract recordText(): string;

  /** Ends the reading: says what is wrong with the record at `position` of the stream. Always false, for next(). */
  protected stopAt(position: number, what: string): false {
    this.stopped = true;
    this.warn(`broken at byte ${position}: ${what}, ${this.countText()}`);
    return false;
  }

  protected warn(what: string): void {
    if (this.warnings.length < MAX_INPUT_WARNINGS) this.warnings.push(`${this.options.name}: ${what}`);
  }

  /** As warn(), but of every `kind` the first alone: what is wrong with one packet is so with thousands. */
  protected warnOnce(kind: string, what: string): void {
    if (this.said.has(kind)) return;
    this.said.add(kind);
    this.warn(what);
  }

  /** Some devices leave the length on the wire out, and their captures are good otherwise. Gives the length to take. */
  protected shortWire(captured: number, wireLength: number): number {
    const where = `at byte ${this.window.position}: packet ${this.packets + 1}`;
    this.warnOnce('wire', `${where} was ${wireLength} bytes on the wire but ${captured} were captured; read on`);
    return captured;
  }

  protected countText(): string {
    return this.packets === 1 ? '1 packet read' : `${this.packets} packets read`;
  }
}
