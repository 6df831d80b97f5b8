/**
 * What a pump writes: packets as a pcap stream in microseconds, through a pipe that must not make it wait. What the
 * pipe does not take is queued; what the queue has no room for is dropped and counted.
 */

import { MAX_PACKET_BYTES, PUMP_QUEUE_BYTES, PUMP_WRITE_BYTES } from '../../budgets';

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;

export class PumpOutput {
  /** Packets that had no room. */
  dropped = 0;
  private readonly ring: Buffer;
  /** Where the oldest byte stands, and how many there are. */
  private start = 0;
  private length = 0;
  /** Bytes that came since the pipe was last tried: a full one is not asked for every packet. */
  private untried = 0;
  private readonly header = Buffer.alloc(RECORD_HEADER_BYTES);

  /** `write`: gives what the pipe took of the bytes, 0 when it is full. */
  constructor(
    linkType: number,
    private readonly write: (bytes: Buffer) => number,
    queueBytes: number = PUMP_QUEUE_BYTES,
  ) {
    this.ring = Buffer.allocUnsafeSlow(queueBytes);
    this.append(fileHeader(linkType), FILE_HEADER_BYTES);
  }

  /** One packet: the first `length` of `bytes`, of which a copy is taken. */
  put(seconds: number, micros: number, bytes: Buffer, length: number): void {
    const size = RECORD_HEADER_BYTES + length;
    if (this.length + size > this.ring.length) this.dropped++;
    else {
      const { header } = this;
      header.writeUInt32LE(seconds, 0);
      header.writeUInt32LE(micros, 4);
      header.writeUInt32LE(length, 8);
      // How long it was on the wire cap does not say.
      header.writeUInt32LE(length, 12);
      this.append(header, RECORD_HEADER_BYTES);
      this.append(bytes, length);
    }
    this.untried += size;
    if (this.untried >= PUMP_WRITE_BYTES) this.flush();
  }

  /** Writes as much as the pipe takes. True when nothing is left. */
  flush(): boolean {
    this.untried = 0;
    while (this.length > 0) {
      const { ring, start } = this;
      const piece = ring.subarray(start, Math.min(start + this.length, ring.length));
      const count = this.write(piece);
      this.start = (start + count) % ring.length;
      this.length -= count;
      if (count < piece.length) return false;
    }
    // From the front again: pages of the ring that were never needed stay untouched.
    this.start = 0;
    return true;
  }

  private append(bytes: Buffer, length: number): void {
    const { ring } = this;
    const at = (this.start + this.length) % ring.length;
    const first = bytes.copy(ring, at, 0, length);
    if (first < length) bytes.copy(ring, 0, first, length);
    this.length += length;
  }
}

function fileHeader(linkType: number): Buffer {
  const header = Buffer.alloc(FILE_HEADER_BYTES);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(MAX_PACKET_BYTES, 16);
  header.writeUInt32LE(linkType, 20);
  return header;
}
