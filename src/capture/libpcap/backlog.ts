/**
 * Packets that were taken out of the kernel's buffer before there was time for them, in blocks as libpcap wrote them.
 * The kernel's memory is taken when the capture begins and is then full or empty; this one is there while it is needed.
 */

export interface Block {
  /** Records of a pcap file, without its header. */
  bytes: Buffer;
  packets: number;
}

export class Backlog {
  private blocks: Block[] = [];
  private held = 0;
  private waiting = 0;

  constructor(private readonly limitBytes: number) {}

  get packets(): number {
    return this.waiting;
  }

  /** One more block of any size may come. */
  get hasRoom(): boolean {
    return this.held < this.limitBytes;
  }

  /** Copies the bytes. */
  add(bytes: Buffer, packets: number): void {
    this.blocks.push({ bytes: copyOf(bytes), packets });
    this.held += bytes.length;
    this.waiting += packets;
  }

  /** The oldest block, which leaves; null where there is none. */
  take(): Block | null {
    const block = this.blocks.shift();
    if (block === undefined) return null;
    this.held -= block.bytes.length;
    this.waiting -= block.packets;
    return block;
  }

  clear(): void {
    this.blocks = [];
    this.held = 0;
    this.waiting = 0;
  }
}

/** In memory of its own: Node's pool would keep a whole piece for the sake of one small block. */
function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}
