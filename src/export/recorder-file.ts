/**
 * One file of a recording. Every write holds whole records and is made where the last whole one ends, so that whatever
 * happens to the process or the disk, what is in the file can be read. But for one case: a kill -9 that comes within a
 * write lets the kernel end it after any page of it, and the last packet may be cut. No program can do better with it.
 */

import { RECORDER_WRITE_BYTES } from '../budgets';
import type { PacketEncoder } from '../capture/packet-encoder';
import { PcapWriter } from '../capture/pcap-writer';
import { PcapngWriter } from '../capture/pcapng-writer';
import type { PacketQueue } from './recorder-queue';
import type { FileIdentity, RecorderFile } from './recorder-world';

export interface Plan {
  kind: 'pcap' | 'pcapng';
  /** Of all packets, in a .pcap. */
  linkType: number;
  nanos: boolean;
}

/** How much may be written at once. */
export interface Room {
  packets: number;
  /** How large the file may get. */
  fileBytes: number;
}

export interface Written {
  packets: number;
  /** True when the next packet would make the file larger than it may get. */
  full: boolean;
  /** Null: all went well. */
  failure: unknown;
}

/** Takes any packet, however large. */
export const NO_LIMIT = Number.POSITIVE_INFINITY;

export class RecordingFile {
  /** Packets in the file. */
  packets = 0;
  /** Bytes of its header and of its whole records. */
  size = 0;
  private encoder: PacketEncoder;

  private constructor(
    readonly path: string,
    readonly identity: FileIdentity,
    private readonly handle: RecorderFile,
    plan: Plan,
  ) {
    this.encoder = encoderOf(plan);
  }

  /** Writes the header: a file without packets is a valid capture. Rejects when that fails. */
  static async begin(path: string, handle: RecorderFile, plan: Plan): Promise<RecordingFile> {
    const file = new RecordingFile(path, await handle.stat(), handle, plan);
    const header = file.encoder.take();
    const { written, failure } = await writeAll(handle, header, 0);
    if (failure !== null) throw failure;
    file.size = written;
    return file;
  }

  /** Writes packets from the front of `queue`, which keeps them. Never rejects. */
  async write(queue: PacketQueue, room: Room, plan: Plan): Promise<Written> {
    // With the first packets the header comes again: only they say which link type there is.
    if (this.packets === 0) this.encoder = encoderOf(plan);
    const from = this.packets === 0 ? 0 : this.size;
    const { ends, interfaces, full } = this.encode(queue, from, room);
    if (ends.length === 0) return { packets: 0, full, failure: null };
    const { written, failure } = await writeAll(this.handle, this.encoder.take(), from);
    const whole = failure === null ? ends.length : countUpTo(ends, written);
    if (whole > 0) this.size = from + ends[whole - 1];
    this.packets += whole;
    if (failure !== null) {
      this.encoder.forgetInterfaces(whole === 0 ? interfaces.before : interfaces.after[whole - 1]);
      // Where even that fails, the next write begins there all the same.
      await this.handle.truncate(this.size).catch(() => undefined);
    }
    return { packets: whole, full: full && failure === null, failure };
  }

  /** Gives what went wrong, or null: some file systems tell only now that there was no room. */
  async close(): Promise<unknown> {
    return this.handle.close().then(
      () => null,
      (error: unknown) => error,
    );
  }

  /** Offsets, in what the encoder then gives, at which the records end. */
  private encode(queue: PacketQueue, from: number, room: Room) {
    const { encoder } = this;
    const ends: number[] = [];
    const interfaces = { before: encoder.interfaces, after: [] as number[] };
    const count = Math.min(queue.length, room.packets);
    let full = false;
    while (ends.length < count && encoder.pendingBytes < RECORDER_WRITE_BYTES) {
      const packet = queue.at(ends.length);
      const { length } = packet.bytes;
      const end = from + encoder.pendingBytes + encoder.sizeOf(packet, length);
      full = end > room.fileBytes && this.packets + ends.length > 0;
      if (full) break;
      encoder.add(packet, packet.bytes, 0, length);
      ends.push(encoder.pendingBytes);
      interfaces.after.push(encoder.interfaces);
    }
    return { ends, interfaces, full };
  }
}

function encoderOf(plan: Plan): PacketEncoder {
  // What later packets make of the plan is for later files.
  return plan.kind === 'pcapng' ? new PcapngWriter({ ...plan }) : new PcapWriter({ ...plan });
}

/** The system may take a part only, and says why with the next one. */
async function writeAll(
  handle: RecorderFile,
  bytes: Buffer,
  position: number,
): Promise<{ written: number; failure: unknown }> {
  let written = 0;
  try {
    while (written < bytes.length) {
      const taken = await handle.write(bytes, written, bytes.length - written, position + written);
      if (taken.bytesWritten === 0) throw Object.assign(new Error('no bytes were taken'), { code: 'ENOSPC' });
      written += taken.bytesWritten;
    }
    return { written, failure: null };
  } catch (failure) {
    return { written, failure };
  }
}

function countUpTo(ends: readonly number[], written: number): number {
  let count = 0;
  while (count < ends.length && ends[count] <= written) count++;
  return count;
}
