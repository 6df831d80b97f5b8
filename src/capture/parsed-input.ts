/** An input made of a source of bytes and the parser of their format. Which ones, open.ts decides. */

import { READ_BYTES } from '../budgets';
import type { ByteSource } from './byte-source';
import type { Frame } from './frame';
import type { CaptureInput } from './input';
import type { CaptureParser } from './parser';

export class ParsedInput implements CaptureInput {
  private closed = false;

  /** `again`: reads bytes that have gone by, where the source can. */
  constructor(
    readonly name: string,
    private readonly source: ByteSource,
    private readonly parser: CaptureParser,
    private readonly again: ((position: number, length: number) => Buffer) | null,
    readonly reopens: boolean,
  ) {}

  get size(): number | null {
    return this.source.size;
  }

  get consumed(): number {
    return this.source.consumed;
  }

  get packets(): number {
    return this.parser.packets;
  }

  get seekable(): boolean {
    return this.again !== null;
  }

  get nanos(): boolean {
    return this.parser.fineTimes;
  }

  get warnings(): readonly string[] {
    return this.parser.warnings;
  }

  get names(): ReadonlyMap<string, string> {
    return this.parser.names;
  }

  next(frame: Frame): boolean {
    return this.parser.next(frame);
  }

  async fill(): Promise<boolean> {
    const { parser, source } = this;
    if (parser.stopped || this.closed) return false;
    const { window } = parser;
    window.reserve(READ_BYTES);
    const count = await source.read(window.bytes, window.end);
    window.end += count;
    if (count === 0) parser.finish(source.problem);
    return count > 0;
  }

  readBack(position: number, length: number): Buffer {
    if (this.again === null) throw new Error(`${this.name} cannot be read again`);
    return this.again(position, length);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.source.close();
  }
}
