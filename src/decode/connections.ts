/**
 * The table of TCP connections: found by addresses and ports whichever side sends, in the order of their last packet.
 * What is read of each is the business of tcp.ts.
 */

import { TCP_WINDOW_BYTES } from '../budgets';
import type { PacketRef } from '../capture/frame';
import type { TlsConnection } from './carried';
import { i32, type Packet } from './packet';
import type { StreamReader } from './stream';

/** What a connection was found to carry. */
export const UNKNOWN = 0;
export const SIP = 1;
export const TLS_RECORDS = 2;
export const OTHER = 3;

/** Words of 32 bits of an address; IPv4 uses the first. */
const WORDS = 4;

/** A segment ahead of what is due; `bytes` is a copy of its payload. */
export interface EarlySegment {
  sequence: number;
  /** Bytes on the wire: more than bytes.length where the capture cut it. */
  length: number;
  bytes: Buffer;
  refs: PacketRef[];
}

/** One direction of a connection: what this side sends. */
export class Side {
  reader: StreamReader | null = null;
  /** Known once a segment was seen: the sequence number that is due. */
  known = false;
  next = 0;
  /** Whether the opening was seen, the sequence number of its SYN, and whether nothing was lost since. */
  begun = false;
  first = 0;
  complete = false;
  /** Ahead of what is due, in order of sequence. */
  early: EarlySegment[] = [];
  earlyBytes = 0;
  /** Sequence number up to which the other side says that it has all, and when it first said so (ms). */
  acknowledgedKnown = false;
  acknowledged = 0;
  acknowledgedMs = 0;
  /** Sequence number behind the last byte, once a FIN was seen. */
  finished = false;
  last = 0;
  /** Since when something held waits for more (ms). */
  waiting = false;
  sinceMs = 0;
  /** Endpoint id, 0 while nothing was given out. */
  endpoint = 0;

  constructor(readonly connection: Connection) {}

  /** Its SYN was seen, which may come behind what it sent. */
  begin(sequence: number): void {
    this.begun = true;
    this.first = sequence;
    if (this.known) return;
    this.known = this.complete = true;
    this.next = (sequence + 1) | 0;
  }

  reset(): void {
    this.reader = null;
    this.known = this.begun = this.complete = this.acknowledgedKnown = this.finished = false;
    this.early = [];
    this.earlyBytes = 0;
  }
}

export class Connection {
  kind = UNKNOWN;
  /** Who sent the first packet that was seen. */
  readonly opener = new Side(this);
  readonly other = new Side(this);
  tls: TlsConnection | null = null;
  lastMs = 0;
  chain: Connection | null = null;
  older: Connection | null = null;
  newer: Connection | null = null;

  constructor(
    readonly hash: number,
    readonly version: number,
    /** Addresses of the opener and of the other. */
    readonly words: Int32Array,
    readonly openerPort: number,
    readonly otherPort: number,
  ) {}
}

export class ConnectionTable {
  size = 0;
  oldest: Connection | null = null;
  private newest: Connection | null = null;
  private readonly byHash = new Map<number, Connection>();
  /** Scratch: addresses of the packet in hand. */
  private readonly words = new Int32Array(2 * WORDS);

  /** The connection of a packet, or null. Its last packet is this one from now on. */
  find(packet: Packet, nowMs: number): Connection | null {
    this.readWords(packet);
    let entry = this.byHash.get(this.hash(packet)) ?? null;
    while (entry !== null && !this.isOf(entry, packet)) entry = entry.chain;
    if (entry !== null) {
      entry.lastMs = nowMs;
      if (entry !== this.newest) {
        this.unlink(entry);
        this.link(entry);
      }
    }
    return entry;
  }

  /** Only after find() gave null for the same packet. */
  add(packet: Packet, nowMs: number): Connection {
    const hash = this.hash(packet);
    const { ipVersion, sourcePort, destinationPort } = packet;
    const entry = new Connection(hash, ipVersion, this.words.slice(), sourcePort, destinationPort);
    entry.lastMs = nowMs;
    entry.chain = this.byHash.get(hash) ?? null;
    this.byHash.set(hash, entry);
    this.link(entry);
    this.size++;
    return entry;
  }

  remove(entry: Connection): void {
    const head = this.byHash.get(entry.hash)!;
    if (head !== entry) {
      let before = head;
      while (before.chain !== entry) before = before.chain!;
      before.chain = entry.chain;
    } else if (entry.chain === null) this.byHash.delete(entry.hash);
    else this.byHash.set(entry.hash, entry.chain);
    this.unlink(entry);
    this.size--;
  }

  /** After find() or add(): does the opener send this packet? */
  fromOpener(entry: Connection, packet: Packet): boolean {
    return entry.openerPort === packet.sourcePort && sameWords(entry.words, 0, this.words, 0);
  }

  private readWords(packet: Packet): void {
    const { words } = this;
    const { addresses, addressesAt } = packet;
    const count = packet.ipVersion === 4 ? 1 : WORDS;
    words.fill(0);
    for (let i = 0; i < count; i++) {
      words[i] = i32(addresses, addressesAt + 4 * i);
      words[WORDS + i] = i32(addresses, addressesAt + 4 * (count + i));
    }
  }

  /** The same for both directions. */
  private hash(packet: Packet): number {
    return (mix(this.words, 0, packet.sourcePort) + mix(this.words, WORDS, packet.destinationPort)) | 0;
  }

  private isOf(entry: Connection, packet: Packet): boolean {
    if (entry.version !== packet.ipVersion) return false;
    const { words } = this;
    const { sourcePort, destinationPort } = packet;
    return (
      (entry.openerPort === sourcePort &&
        entry.otherPort === destinationPort &&
        sameWords(entry.words, 0, words, 0) &&
        sameWords(entry.words, WORDS, words, WORDS)) ||
      (entry.openerPort === destinationPort &&
        entry.otherPort === sourcePort &&
        sameWords(entry.words, 0, words, WORDS) &&
        sameWords(entry.words, WORDS, words, 0))
    );
  }

  private link(entry: Connection): void {
    entry.older = this.newest;
    entry.newer = null;
    if (this.newest === null) this.oldest = entry;
    else this.newest.newer = entry;
    this.newest = entry;
  }

  private unlink(entry: Connection): void {
    if (entry.older === null) this.oldest = entry.newer;
    else entry.older.newer = entry.newer;
    if (entry.newer === null) this.newest = entry.older;
    else entry.newer.older = entry.older;
  }
}

/**
 * Is this SYN-ACK of `side` the one of the connection that is known? It may come late, where a capture hands on the two
 * directions out of order, or again.
 */
export function answers(side: Side, peer: Side, sequence: number, acknowledged: number): boolean {
  if (side.begun ? side.first !== sequence : side.known && !precedes((sequence + 1) | 0, side.next)) return false;
  if (!peer.known) return side.known;
  // It may acknowledge more than the SYN: what came with it (RFC 7413).
  return precedes(acknowledged, peer.next) && (!peer.begun || ((acknowledged - peer.first) | 0) > 0);
}

function precedes(sequence: number, next: number): boolean {
  const sent = (next - sequence) | 0;
  return sent >= 0 && sent <= TCP_WINDOW_BYTES;
}

/** Where the address of a side stands in the words of its connection. */
export function addressOf(side: Side): number {
  return side === side.connection.opener ? 0 : WORDS;
}

function mix(words: Int32Array, at: number, port: number): number {
  let hash = port + 1;
  for (let i = at; i < at + WORDS; i++) hash = Math.imul(hash ^ words[i], 0x9e3779b1) ^ (hash >>> 15);
  return hash;
}

function sameWords(a: Int32Array, aAt: number, b: Int32Array, bAt: number): boolean {
  return a[aAt] === b[bAt] && a[aAt + 1] === b[bAt + 1] && a[aAt + 2] === b[bAt + 2] && a[aAt + 3] === b[bAt + 3];
}
