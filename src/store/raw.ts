/**
 * Where the bytes of messages and packets are: still in their file, in the arena, or, for a message that came in
 * several packets, in a side table of its own.
 */

import { type Frame, type PacketRef, packetRef } from '../capture/frame';
import type { CaptureInput } from '../capture/input';
import type { Carried } from '../decode/carried';
import { Arena } from './arena';
import { ASSEMBLED, type MessageTable } from './messages';

/** What the store asks of an input once a packet is gone by. */
export type ReadBack = Pick<CaptureInput, 'readBack' | 'seekable'>;

interface Assembled {
  message: Buffer;
  /** All packets that hold parts of it, by time. */
  packets: PacketRef[];
}

/** Bytes [start, end) of a buffer, valid until the next call. */
export interface Range {
  bytes: Buffer;
  start: number;
  end: number;
}

const NOTHING = Buffer.alloc(0);

export class RawBytes {
  private readonly arena = new Arena();
  private readonly assembled = new Map<number, Assembled>();
  private assembledBytes = 0;

  constructor(
    private readonly messages: MessageTable,
    private readonly inputs: readonly ReadBack[],
  ) {}

  /** Memory in use, besides the columns. */
  get bytes(): number {
    return this.arena.bytes + this.assembledBytes;
  }

  /** Notes where the message of `row` is. */
  keep(row: number, carried: Carried): void {
    const m = this.messages.columns;
    const { frame } = carried;
    const length = frame.end - frame.start;
    m.input[row] = frame.input;
    m.linkType[row] = frame.linkType;
    m.packetLength[row] = length;
    m.wireLength[row] = frame.wireLength;
    m.payloadLength[row] = carried.end - carried.start;
    if (carried.earlier !== null) {
      this.keepAssembled(row, carried, frame);
      return;
    }
    m.payloadOffset[row] = carried.start - frame.start;
    m.position[row] = frame.volatile ? this.keepPacket(frame) : frame.position;
  }

  /** The message's own bytes. */
  message(row: number): Range {
    const m = this.messages.columns;
    if (m.flags[row] & ASSEMBLED) {
      const message = this.assembled.get(row)?.message ?? NOTHING;
      return { bytes: message, start: 0, end: message.length };
    }
    const length = m.payloadLength[row];
    const bytes = this.read(m.input[row], m.position[row] + m.payloadOffset[row], length);
    return { bytes, start: 0, end: Math.min(length, bytes.length) };
  }

  /** The packets that carried the message, by time. Their bytes come from packet(). */
  packets(row: number): PacketRef[] {
    const m = this.messages.columns;
    if (m.flags[row] & ASSEMBLED) return this.assembled.get(row)?.packets ?? [];
    const input = m.input[row];
    const length = m.packetLength[row];
    const position = m.position[row];
    const inFile = this.inputs[input].seekable;
    return [
      {
        seconds: m.seconds[row],
        nanos: m.nanos[row],
        wireLength: m.wireLength[row],
        linkType: m.linkType[row],
        input,
        position: inFile ? position : this.originOf(position),
        length,
        bytes: inFile ? null : this.arena.read(position, length),
      },
    ];
  }

  /** A packet's bytes, valid until the next call. */
  packet(packet: PacketRef): Buffer {
    return packet.bytes ?? this.inputs[packet.input].readBack(packet.position, packet.length);
  }

  forget(row: number): void {
    const m = this.messages.columns;
    if (m.flags[row] & ASSEMBLED) {
      const gone = this.assembled.get(row);
      if (gone !== undefined) this.assembledBytes -= weightOf(gone);
      this.assembled.delete(row);
    } else if (!this.inputs[m.input[row]].seekable) {
      this.arena.remove(m.position[row] - ORIGIN_BYTES);
    }
  }

  /** Copies the packet. Where it stood in its input goes with it, which tells whether two copies are of one packet. */
  private keepPacket(frame: Frame): number {
    const position = this.arena.reserve(ORIGIN_BYTES + frame.end - frame.start);
    const memory = this.arena.memoryOf(position);
    const offset = this.arena.offsetOf(position);
    memory.writeDoubleLE(frame.position, offset);
    frame.bytes.copy(memory, offset + ORIGIN_BYTES, frame.start, frame.end);
    return position + ORIGIN_BYTES;
  }

  private originOf(position: number): number {
    const origin = this.arena.read(position - ORIGIN_BYTES, ORIGIN_BYTES);
    return origin.length < ORIGIN_BYTES ? -1 : origin.readDoubleLE(0);
  }

  private keepAssembled(row: number, carried: Carried, frame: Frame): void {
    const message = Buffer.from(carried.bytes.subarray(carried.start, carried.end));
    const entry = { message, packets: [...(carried.earlier ?? []), packetRef(frame)] };
    this.assembled.set(row, entry);
    this.messages.columns.flags[row] |= ASSEMBLED;
    this.assembledBytes += weightOf(entry);
  }

  private read(input: number, position: number, length: number): Buffer {
    const source = this.inputs[input];
    return source.seekable ? source.readBack(position, length) : this.arena.read(position, length);
  }
}

const ORIGIN_BYTES = 8;

/** Buffers and records beside the bytes themselves. */
const ENTRY_OVERHEAD = 200;

function weightOf(entry: Assembled): number {
  let weight = ENTRY_OVERHEAD + entry.message.length;
  for (const packet of entry.packets) weight += ENTRY_OVERHEAD + (packet.bytes?.length ?? 0);
  return weight;
}
