/**
 * A capture filter over packets of files: libpcap compiles it for each link type that comes, the machine runs it. What
 * is added to an expression (widening.ts) is the same as for a live capture.
 */

import { FILTER_PROGRAMS, MAX_INPUT_WARNINGS } from '../../budgets';
import type { Frame } from '../frame';
import { InputError } from '../input';
import { compileForFile } from '../libpcap/filter';
import { type Library, loadLibrary } from '../libpcap/library';
import { linkTypeText } from '../libpcap/saved';
import type { CaptureFilter } from '../live';
import { Machine, ProgramError } from './machine';

export interface FileFilterWish {
  /** BPF, not empty. */
  expression: string;
  /** False (--bpf): the expression holds as given. */
  widen: boolean;
}

/** `widened` is null too as long as no packet has come. */
export interface FileFilterStatus extends CaptureFilter {
  /** Packets that it left out, and those of them that it cannot judge by their link type. */
  leftOut: number;
  unjudged: number;
}

export class FileFilter {
  readonly status: FileFilterStatus;
  /** One line each, ready to be shown. */
  readonly warnings: string[] = [];
  /** True when it could be compiled for a packet that came. */
  judges = false;

  /** By link type and byte order; null where it cannot be compiled. */
  private readonly machines = new Map<string, Machine | null>();
  /** Of the last packet: those of a capture mostly have the same. */
  private machine: Machine | null = null;
  private linkType = -1;
  private bigEndian = false;

  /** `names`: how warnings call the inputs, by Frame.input. Throws InputError without libpcap. */
  constructor(
    private readonly wish: FileFilterWish,
    private readonly names: readonly string[],
    private readonly library: Library = loadLibrary(),
  ) {
    this.status = { expression: wish.expression, widened: null, leftOut: 0, unjudged: 0 };
  }

  /** True when the packet passes; counts it where it does not. */
  takes(frame: Frame): boolean {
    if (this.passes(frame)) return true;
    this.status.leftOut++;
    if (this.machine === null) this.status.unjudged++;
    return false;
  }

  /** The same of a packet that was counted before. */
  passes(frame: Frame): boolean {
    if (frame.linkType !== this.linkType || frame.bigEndian !== this.bigEndian) this.turnTo(frame);
    return this.machine !== null && this.machine.run(frame.bytes, frame.start, frame.end, frame.wireLength) !== 0;
  }

  private turnTo({ linkType, bigEndian, input }: Frame): void {
    this.linkType = linkType;
    this.bigEndian = bigEndian;
    const key = `${linkType} ${bigEndian}`;
    let machine = this.machines.get(key);
    if (machine === undefined && this.machines.size < FILTER_PROGRAMS) {
      machine = this.machineFor(linkType, bigEndian, this.names[input]);
      this.machines.set(key, machine);
    }
    if (machine === undefined) this.warn(`${this.names[input]}: packets of ever more link types are left out`);
    this.machine = machine ?? null;
  }

  private machineFor(linkType: number, bigEndian: boolean, name: string): Machine | null {
    const { expression, widen } = this.wish;
    try {
      const { program, widened } = compileForFile(this.library, { linkType, bigEndian }, expression, widen);
      const machine = new Machine(program);
      this.judges = true;
      // Link types take different additions; the longest text has them all.
      if ((widened ?? '').length > (this.status.widened ?? '').length) this.status.widened = widened;
      return machine;
    } catch (error) {
      if (!(error instanceof InputError || error instanceof ProgramError)) throw error;
      const link = linkTypeText(this.library, linkType);
      this.warn(`${name}: packets of ${link} are left out, as the capture filter does not fit them: ${error.message}`);
      return null;
    }
  }

  /** Once each. */
  private warn(text: string): void {
    if (this.warnings.length < MAX_INPUT_WARNINGS && !this.warnings.includes(text)) this.warnings.push(text);
  }
}
