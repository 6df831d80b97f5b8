/**
 * Addresses with ports that media goes to or comes from: those that SDP announced, and those of streams. Each is the
 * head of the lists of its media lines and streams, and goes when these are empty.
 */

import { i32 } from '../decode/packet';
import type { MediaPacket } from '../decode/rtp';
import { HashIndex } from './hash-index';
import { Table } from './table';

const SPEC = {
  hash: Int32Array,
  /** Of IPv4 the last word only. */
  word0: Int32Array,
  word1: Int32Array,
  word2: Int32Array,
  word3: Int32Array,
  port: Uint16Array,
  version: Uint8Array,
  /** Rows + 1 of the newest media line that announces it, and of the newest streams from and to it. */
  line: Int32Array,
  from: Int32Array,
  to: Int32Array,
  /** Streams to it. */
  streamsTo: Uint32Array,
};

/** Scratch: an address that is looked for. */
let version = 4;
let port = 0;
const words = new Int32Array(4);

export class MediaEnds {
  readonly table = new Table(SPEC);
  private readonly index = new HashIndex((row) => this.table.columns.hash[row]);

  /** Row of the packet's source, or -1. */
  source(packet: MediaPacket): number {
    wantOf(packet, 0);
    return this.find();
  }

  destination(packet: MediaPacket): number {
    wantOf(packet, 1);
    return this.find();
  }

  /** The same, made where there is none yet. */
  meetSource(packet: MediaPacket): number {
    wantOf(packet, 0);
    return this.meet();
  }

  meetDestination(packet: MediaPacket): number {
    wantOf(packet, 1);
    return this.meet();
  }

  /** Of an address in text form, without brackets; -1 where it is none that a packet can have. */
  meetText(address: string, wantedPort: number): number {
    return wantText(address, wantedPort) ? this.meet() : -1;
  }

  /** The same, not made: -1 also where nothing is known of it. */
  findText(address: string, wantedPort: number): number {
    return wantText(address, wantedPort) ? this.find() : -1;
  }

  /** The address of another end with this port. */
  meetPort(row: number, wantedPort: number): number {
    wantRow(this.table.columns, row, wantedPort);
    return this.meet();
  }

  /** Lets it go if nothing is linked to it any more. */
  release(row: number): void {
    const t = this.table.columns;
    if (t.line[row] !== 0 || t.from[row] !== 0 || t.to[row] !== 0) return;
    this.index.remove(t.hash[row], row);
    this.table.remove(row);
  }

  private find(): number {
    const hash = wantedHash();
    const t = this.table.columns;
    const { index } = this;
    for (let slot = index.first(hash), row = index.rowAt(slot); row >= 0; row = index.rowAt(slot)) {
      if (t.hash[row] === hash && this.isWanted(row)) return row;
      slot = index.after(slot);
    }
    return -1;
  }

  private meet(): number {
    const known = this.find();
    if (known >= 0) return known;
    const row = this.table.add();
    const t = this.table.columns;
    t.hash[row] = wantedHash();
    [t.word0[row], t.word1[row], t.word2[row], t.word3[row]] = words;
    t.port[row] = port;
    t.version[row] = version;
    this.index.add(t.hash[row], row);
    return row;
  }

  private isWanted(row: number): boolean {
    const t = this.table.columns;
    return (
      t.word3[row] === words[3] &&
      t.port[row] === port &&
      t.version[row] === version &&
      t.word2[row] === words[2] &&
      t.word1[row] === words[1] &&
      t.word0[row] === words[0]
    );
  }
}

function wantOf(packet: MediaPacket, which: number): void {
  const { addresses, addressesAt } = packet;
  version = packet.ipVersion;
  port = which === 0 ? packet.sourcePort : packet.destinationPort;
  if (version === 4) {
    words[0] = words[1] = words[2] = 0;
    words[3] = i32(addresses, addressesAt + 4 * which);
  } else for (let i = 0; i < 4; i++) words[i] = i32(addresses, addressesAt + 16 * which + 4 * i);
}

function wantRow(t: MediaEnds['table']['columns'], row: number, wantedPort: number): void {
  version = t.version[row];
  port = wantedPort;
  words[0] = t.word0[row];
  words[1] = t.word1[row];
  words[2] = t.word2[row];
  words[3] = t.word3[row];
}

/** False for a name, for 0.0.0.0 or ::, which put on hold, and for what is no address. */
function wantText(address: string, wantedPort: number): boolean {
  port = wantedPort;
  if (address.includes(':')) {
    version = 6;
    return readIpv6(address) && (words[0] | words[1] | words[2] | words[3]) !== 0;
  }
  version = 4;
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  if (parts === null) return false;
  words.fill(0);
  for (let i = 1; i <= 4; i++) {
    if (Number(parts[i]) > 255) return false;
    words[3] = (words[3] << 8) | Number(parts[i]);
  }
  return words[3] !== 0;
}

/** Fills `words`. RFC 4291 section 2.2. */
function readIpv6(text: string): boolean {
  const dotted = /^(.*:)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (dotted !== null) {
    const [a, b, c, d] = dotted.slice(2).map(Number);
    return readIpv6(`${dotted[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const zeros = tail === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...new Array<string>(Math.max(0, zeros)).fill('0'), ...(tail ?? [])];
  if (groups.length !== 8 || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  for (let i = 0; i < 4; i++) {
    words[i] = (Number.parseInt(groups[2 * i], 16) << 16) | Number.parseInt(groups[2 * i + 1], 16);
  }
  return true;
}

function wantedHash(): number {
  const mixed = Math.imul(words[3] ^ Math.imul(words[1] ^ words[2], 0x85ebca6b) ^ words[0], 0x9e3779b1);
  return mixed ^ (mixed >>> 15) ^ Math.imul(port, 0x27d4eb2f);
}
