/**
 * Writes along what a capture accepts (-O): takes packets at once, writes them later, and goes on whatever the disk
 * does. Names and rotation are recorder-folder.ts's, what is in a file recorder-file.ts's.
 */

import path from 'node:path';
import {
  RECORDER_CLOSE_MS,
  RECORDER_EARLY_BYTES,
  RECORDER_FLUSH_MS,
  RECORDER_RETRY_MS,
  RECORDER_STALL_MS,
} from '../budgets';
import type { Frame, PacketRef } from '../capture/frame';
import type { CaptureInput } from '../capture/input';
import { needsNanos } from '../capture/packet-encoder';
import { NO_LIMIT, type Plan, type RecordingFile } from './recorder-file';
import { RecordingFolder } from './recorder-folder';
import { PacketQueue, SeenPackets, type Waiting } from './recorder-queue';
import { RecordError, writingTrouble } from './recorder-trouble';
import { type RecorderWorld, SYSTEM } from './recorder-world';

/** What is written along, as the screen tells it. */
export interface RecordingStatus {
  /** The file that is being written. */
  path: string;
  /** Packets written, in all files together. */
  packets: number;
  bytes: number;
  /** Packets that could not be written. */
  lost: number;
  /** Why packets are being lost, one line; null while all is well. */
  trouble: string | null;
}

export interface RecorderOptions {
  /** Ends in .pcapng for that format, anything else is pcap; may hold fields of strftime(3). */
  path: string;
  /** When a new file begins: before it gets larger, or so long after the one before. Null: one file. */
  split: { bytes: number } | { seconds: number } | null;
  /** How many files of the run stay, the one being written among them; null: all. */
  keep: number | null;
}

/** What the recorder asks of the session's inputs, which Frame.input counts. */
export interface RecordedInput extends Pick<CaptureInput, 'name' | 'readBack'> {
  /** LINKTYPE_ values, known beforehand of a live capture (capture/live.ts), whose times are in nanoseconds. */
  readonly linkTypes?: readonly number[];
}

/** LINKTYPE_ value of a file without packets. */
const ETHERNET = 1;

export { RecordError };

export class Recorder {
  readonly status: RecordingStatus;
  private readonly queue = new PacketQueue();
  private readonly seen = new SeenPackets();
  /** True once the link type of a .pcap is certain. */
  private linkTypeKnown: boolean;
  /** Bytes of the files before the one at hand. */
  private bytesBefore = 0;
  private fileBeganMs: number;
  /** Takes back what was to be done later: write, or try again. */
  private later: (() => void) | null = null;
  private draining: Promise<void> | null = null;
  /** When the write or opening under way began. */
  private busySinceMs: number | null = null;
  /** Packets that the drain under way is not to leave waiting. */
  private due = 0;
  /** True while a failed write waits to be tried again. */
  private failing = false;
  /** Packets that go into the old file before the name is opened anew; null: nobody asked for that. */
  private reopenAfter: number | null = null;
  /** A file that could not be opened is not tried before. */
  private openAgainMs = Number.NEGATIVE_INFINITY;
  private closed: Promise<void> | null = null;
  private gaveUp = false;
  /** What stands in the way: of writing, of the next file; and what was left out of this one. */
  private readonly troubles: Record<'writing' | 'opening' | 'leftOut', string | null> = {
    writing: null,
    opening: null,
    leftOut: null,
  };

  private constructor(
    private readonly options: RecorderOptions,
    private readonly plan: Plan,
    private readonly inputs: readonly RecordedInput[],
    private readonly world: RecorderWorld,
    private readonly folder: RecordingFolder,
    private file: RecordingFile,
  ) {
    this.linkTypeKnown = linkTypesOf(inputs).length > 0;
    this.fileBeganMs = world.nowMs();
    this.status = { path: file.path, packets: 0, bytes: file.size, lost: 0, trouble: null };
  }

  /** Creates the first file. Rejects with RecordError, one line, when it may not be written. */
  static async open(
    options: RecorderOptions,
    inputs: readonly RecordedInput[],
    world: RecorderWorld = SYSTEM,
  ): Promise<Recorder> {
    const plan = planOf(options.path, inputs);
    const folder = new RecordingFolder({ ...options, numbered: options.split !== null }, world);
    const names = inputs.filter(({ linkTypes }) => linkTypes === undefined).map(({ name }) => name);
    return new Recorder(options, plan, inputs, world, folder, await folder.first(plan, names));
  }

  /**
   * The packet in hand, and those before it that hold parts of the same message; each is written once. Copies what it
   * needs, never waits, never throws.
   */
  take(frame: Frame, earlier: readonly PacketRef[] | null): void {
    if (earlier !== null) for (const ref of earlier) this.takePast(ref);
    if (this.seen.again(frame.input, frame.position)) return;
    const { seconds, nanos, wireLength, linkType, start, end } = frame;
    const bytes =
      frame.bytes.length < end
        ? this.readBack(frame.input, frame.position, end - start)
        : Buffer.from(frame.bytes.subarray(start, end));
    this.put({ seconds, nanos, wireLength, linkType, bytes });
  }

  /** Begins the file anew under its name, header and all: whoever rotates it has moved it away. */
  reopen(): void {
    if (this.closed !== null) return;
    this.reopenAfter = this.queue.length;
    this.openAgainMs = Number.NEGATIVE_INFINITY;
    this.failing = false;
    this.wake();
  }

  /** Resolves when there is room for more: files are read no faster than they can be recorded. */
  async room(): Promise<void> {
    while (this.queue.filling && this.troubles.writing === null && this.closed === null) {
      this.wake();
      if (!(await this.settled(RECORDER_STALL_MS))) this.stalled();
    }
  }

  /** Resolves when everything is written, or cannot be; what is taken later is lost. */
  close(): Promise<void> {
    this.closed ??= this.finish();
    return this.closed;
  }

  private takePast(ref: PacketRef): void {
    if (this.seen.again(ref.input, ref.position)) return;
    const { seconds, nanos, wireLength, linkType } = ref;
    const bytes = ref.bytes ?? this.readBack(ref.input, ref.position, ref.length);
    this.put({ seconds, nanos, wireLength, linkType, bytes });
  }

  /** A copy of a packet that is still in its file, or null. */
  private readBack(input: number, position: number, length: number): Buffer | null {
    try {
      const bytes = this.inputs[input].readBack(position, length);
      return bytes.length < length ? null : Buffer.from(bytes);
    } catch {
      return null;
    }
  }

  private put(packet: Omit<Waiting, 'bytes'> & { bytes: Buffer | null }): void {
    const { bytes } = packet;
    if (bytes === null)
      this.leaveOut(`${this.file.path}: packets are left out: the capture has changed since it was read`);
    else if (!this.fits(packet)) this.leaveOut(mixedTrouble(this.file.path, this.plan.linkType, packet.linkType));
    else if (this.closed !== null || !this.queue.push({ ...packet, bytes })) this.lose();
    else this.queued();
  }

  /** The first packet says what the file is, where nobody did before. */
  private fits(packet: Omit<Waiting, 'bytes'>): boolean {
    if (!this.linkTypeKnown) this.plan.linkType = packet.linkType;
    this.linkTypeKnown = true;
    this.plan.nanos ||= needsNanos(packet);
    return this.plan.kind === 'pcapng' || packet.linkType === this.plan.linkType;
  }

  private leaveOut(trouble: string): void {
    this.status.lost++;
    this.trouble('leftOut', trouble);
  }

  private lose(): void {
    this.status.lost++;
    if (this.closed === null && this.troubles.writing === null) {
      this.trouble('writing', `${this.file.path}: the disk is too slow; packets are being lost`);
    }
  }

  /** A packet more waits: sees to it that it is written, and that a disk which does not answer is told. */
  private queued(): void {
    if (this.busySinceMs !== null && this.world.nowMs() - this.busySinceMs > RECORDER_STALL_MS) this.stalled();
    if (this.draining !== null || this.failing) return;
    if (this.queue.bytes >= RECORDER_EARLY_BYTES) this.wake();
    else this.later ??= this.world.after(RECORDER_FLUSH_MS, () => this.wake());
  }

  private stalled(): void {
    this.trouble(
      'writing',
      `${this.file.path}: the disk does not answer; packets wait, and are lost when they are too many`,
    );
  }

  private trouble(of: keyof Recorder['troubles'], line: string | null): void {
    this.troubles[of] = line;
    this.status.trouble = this.troubles.writing ?? this.troubles.opening ?? this.troubles.leftOut;
  }

  private wake(): void {
    this.later?.();
    this.later = null;
    this.draining ??= this.drain().finally(() => {
      this.draining = null;
      this.rest();
    });
  }

  /** Says when to go on, where something is left to do. */
  private rest(): void {
    if (this.gaveUp || this.closed !== null) return;
    if (this.failing || this.reopenAfter !== null) this.later = this.world.after(RECORDER_RETRY_MS, () => this.wake());
    else if (this.queue.length > 0) this.later = this.world.after(RECORDER_FLUSH_MS, () => this.wake());
  }

  private async drain(): Promise<void> {
    this.due = this.queue.length;
    do {
      this.busySinceMs = this.world.nowMs();
      this.failing = !(await this.step());
      this.busySinceMs = null;
      // Whoever asked for a new file may have done so because there is room elsewhere.
      if (this.failing && this.reopenAfter !== null && this.reopenAfter > 0) this.reopenAfter = 0;
      else if (this.failing) return;
    } while (this.more);
  }

  private get more(): boolean {
    if (this.gaveUp) return false;
    if (this.reopenAfter !== null && this.mayOpen) return true;
    if (this.due > 0 || this.queue.bytes >= RECORDER_EARLY_BYTES) return true;
    return this.closed !== null && this.queue.length > 0;
  }

  private get mayOpen(): boolean {
    return this.world.nowMs() >= this.openAgainMs;
  }

  /** Opens what is due and writes once. False: writing failed. */
  private async step(): Promise<boolean> {
    if (this.reopenAfter === 0 && this.mayOpen) await this.openAgain();
    if (this.queue.length === 0) return true;
    if (this.timeIsUp && this.mayOpen) await this.moveOn(() => this.folder.next(this.plan));
    const { packets, full, failure } = await this.write();
    this.count(packets);
    if (failure !== null) this.trouble('writing', writingTrouble(this.file.path, failure));
    else if (!this.queue.filling) this.trouble('writing', null);
    if (full) await this.moveOn(() => this.folder.next(this.plan));
    return failure === null;
  }

  /** These are written. */
  private count(packets: number): void {
    this.queue.drop(packets);
    this.due = Math.max(0, this.due - packets);
    if (this.reopenAfter !== null) this.reopenAfter = Math.max(0, this.reopenAfter - packets);
    this.status.packets += packets;
    this.countBytes();
  }

  private write() {
    const { split } = this.options;
    const bounded = split !== null && 'bytes' in split && this.mayOpen;
    const room = { packets: this.reopenAfter || NO_LIMIT, fileBytes: bounded ? split.bytes : NO_LIMIT };
    return this.file.write(this.queue, room, this.plan);
  }

  /** A file without packets is not put away: its time begins with the first. */
  private get timeIsUp(): boolean {
    const { split } = this.options;
    const now = this.world.nowMs();
    if (split === null || 'bytes' in split || now - this.fileBeganMs < 1000 * split.seconds) return false;
    if (this.file.packets > 0) return true;
    this.fileBeganMs = now;
    return false;
  }

  private async openAgain(): Promise<void> {
    this.reopenAfter = null;
    if (!(await this.moveOn(() => this.folder.again(this.file, this.plan)))) this.reopenAfter ??= 0;
  }

  /** Goes on with the file that `open` gives; with the one at hand where it gives none, or fails, which gives false. */
  private async moveOn(open: () => Promise<RecordingFile | null>): Promise<boolean> {
    const old = this.file;
    try {
      this.file = (await open()) ?? old;
    } catch (error) {
      this.openAgainMs = this.world.nowMs() + RECORDER_RETRY_MS;
      this.trouble('opening', `${(error as Error).message}; ${path.basename(old.path)} is written on`);
      return false;
    }
    this.trouble('opening', null);
    if (this.file === old) return true;
    this.bytesBefore += old.size;
    this.fileBeganMs = this.world.nowMs();
    this.status.path = this.file.path;
    this.countBytes();
    await this.putAway(old);
    await this.folder.tidy();
    return true;
  }

  private async putAway(file: RecordingFile): Promise<void> {
    const failure = await file.close();
    if (failure !== null) this.trouble('leftOut', `${file.path}: may not be whole: ${(failure as Error).message}`);
  }

  private countBytes(): void {
    this.status.bytes = this.bytesBefore + this.file.size;
  }

  private async finish(): Promise<void> {
    // Only now: the drain and take() look at `closed`.
    await null;
    let settled: boolean;
    do {
      this.wake();
      settled = await this.settled(RECORDER_CLOSE_MS);
    } while (settled && !this.failing && this.queue.length > 0);
    this.gaveUp = true;
    this.status.lost += this.queue.length;
    if (settled) await this.putAway(this.file);
    else this.stalled();
  }

  /** Resolves when nothing is under way. False: for so long nothing was written. */
  private async settled(ms: number): Promise<boolean> {
    while (this.draining !== null) {
      const { packets } = this.status;
      if (!(await this.within(this.draining, ms)) && this.status.packets === packets) return false;
    }
    return true;
  }

  private async within(work: Promise<void>, ms: number): Promise<boolean> {
    let takeBack = () => {};
    const patience = new Promise<boolean>((resolve) => {
      takeBack = this.world.after(ms, () => resolve(false));
    });
    const done = await Promise.race([work.then(() => true), patience]);
    takeBack();
    return done;
  }
}

/** Files say with their first packet what they hold, and whether it needs nanoseconds. */
function planOf(name: string, inputs: readonly RecordedInput[]): Plan {
  const kind = path.extname(name).toLowerCase() === '.pcapng' ? 'pcapng' : 'pcap';
  const linkTypes = linkTypesOf(inputs);
  if (kind === 'pcap' && linkTypes.length > 1) {
    const them = linkTypes.join(' and ');
    throw new RecordError(
      `${name}: a .pcap file takes one link type, here are ${them}; choose a name that ends in .pcapng`,
    );
  }
  return { kind, linkType: linkTypes[0] ?? ETHERNET, nanos: inputs.some(({ linkTypes }) => linkTypes !== undefined) };
}

function linkTypesOf(inputs: readonly RecordedInput[]): number[] {
  return [...new Set(inputs.flatMap(({ linkTypes = [] }) => linkTypes))];
}

function mixedTrouble(name: string, held: number, other: number): string {
  return `${name}: packets of link type ${other} are left out, it takes only ${held}; choose a name that ends in .pcapng`;
}
