/** Packets on their way to the disk, and which ones have been on it. */

import { RECORDER_QUEUE_BYTES, RECORDER_SEEN_PACKETS } from '../budgets';
import type { PacketFacts } from '../capture/packet-encoder';

/** A packet that owns its bytes. */
export interface Waiting extends PacketFacts {
  bytes: Buffer;
}

/** What a packet takes besides its bytes: the object, its Buffer, and its share of the slab that these stand in. */
const PACKET_OVERHEAD_BYTES = 250;

/** First in, first out, and bounded. */
export class PacketQueue {
  private readonly packets: Waiting[] = [];
  private held = 0;

  get length(): number {
    return this.packets.length;
  }

  get bytes(): number {
    return this.held;
  }

  /** True when it is more than half full: who can wait should. */
  get filling(): boolean {
    return this.held > RECORDER_QUEUE_BYTES / 2;
  }

  /** The packet behind `index` others. */
  at(index: number): Waiting {
    return this.packets[index];
  }

  /** False: there is no room for it. */
  push(packet: Waiting): boolean {
    const weight = weightOf(packet);
    if (this.held + weight > RECORDER_QUEUE_BYTES) return false;
    this.packets.push(packet);
    this.held += weight;
    return true;
  }

  /** Forgets the first `count`, which are written. */
  drop(count: number): void {
    for (const packet of this.packets.splice(0, count)) this.held -= weightOf(packet);
  }
}

function weightOf({ bytes }: Waiting): number {
  return PACKET_OVERHEAD_BYTES + bytes.length;
}

interface Latest {
  positions: Set<number>;
  /** The same in the order in which they came, as a ring. */
  order: Float64Array;
  next: number;
}

/** The latest packets of each input, by their position: one that carries two messages is recorded once. */
export class SeenPackets {
  private readonly inputs: Latest[] = [];

  /** True when the packet was here before; notes it. */
  again(input: number, position: number): boolean {
    this.inputs[input] ??= { positions: new Set(), order: new Float64Array(RECORDER_SEEN_PACKETS).fill(-1), next: 0 };
    const latest = this.inputs[input];
    if (latest.positions.has(position)) return true;
    latest.positions.delete(latest.order[latest.next]);
    latest.positions.add(position);
    latest.order[latest.next] = position;
    latest.next = (latest.next + 1) % RECORDER_SEEN_PACKETS;
    return false;
  }
}
