/**
 * Puts IP fragments together (RFC 791, 3.2; RFC 8200, 4.5), in whatever order they come. Where fragments overlap the
 * first one holds. What is not whole in time is handed back as far as it goes.
 */

import { FRAGMENT_BYTES, FRAGMENT_DATAGRAMS, FRAGMENT_REFS, FRAGMENT_WAIT_MS } from '../budgets';
import type { PacketRef } from '../capture/frame';
import { IP_PROTOCOL, type Packet } from './packet';

/** What add() gives for a fragment that completes nothing. */
export const HELD = -1;

const DATAGRAM_BYTES_MAX = 65_535;
const FIRST_ALLOCATION_BYTES = 4096;

/** A datagram in the making. */
export interface Datagram {
  readonly key: string;
  readonly version: number;
  /** Both addresses, as in the IP header. */
  readonly addresses: Buffer;
  readonly sinceMs: number;
  protocol: number;
  bytes: Buffer;
  /** What has come: from, to, from, to ... in order, none touching the next. */
  ranges: number[];
  /** Known once the last fragment was seen, else -1. */
  length: number;
  refs: PacketRef[];
  /** A fragment came, but was not captured whole: what is missing may have come, too. */
  cut: boolean;
  problems: string[];
}

/** What fragments.ts needs of the decoder. */
export interface FragmentOwner {
  reference(): PacketRef;
}

export class Fragments {
  /** The oldest first. */
  private readonly datagrams = new Map<string, Datagram>();
  private bytes = 0;

  /** `incomplete` is told of a datagram whose time is over, or whose room is needed. */
  constructor(
    private readonly owner: FragmentOwner,
    private readonly incomplete: (datagram: Datagram) => void,
  ) {}

  /** Takes the fragment in. When it completes its datagram, the packet becomes that, and its protocol is named. */
  add(packet: Packet, nowMs: number): number {
    const from = packet.fragmentOffset;
    let to = from + packet.end - packet.at;
    const key = keyOf(packet);
    const known = this.find(key, nowMs);
    if (to + packet.missing > DATAGRAM_BYTES_MAX) {
      if (known !== undefined) note(known, 'a fragment beyond the largest datagram');
      return HELD;
    }
    const datagram = known ?? this.begin(key, packet, nowMs);
    if (isCutByCapture(packet)) datagram.cut = true;
    if (!packet.moreFragments) this.end(datagram, to + packet.missing);
    else if ((to - from) % 8 !== 0 && packet.missing === 0) {
      note(datagram, 'a fragment whose length is no multiple of 8');
      to -= (to - from) % 8;
    }
    if (datagram.length >= 0) to = Math.min(to, datagram.length);
    if (from === 0) datagram.protocol = packet.fragmentProtocol;
    const news = to > from && this.cover(datagram, packet, from, to);
    const { ranges } = datagram;
    if (ranges.length === 2 && ranges[0] === 0 && ranges[1] === datagram.length) return this.whole(datagram, packet);
    if (news && datagram.refs.length < FRAGMENT_REFS) {
      if (packet.earlier !== null) datagram.refs.push(...packet.earlier);
      datagram.refs.push(this.owner.reference());
    }
    this.makeRoom();
    return HELD;
  }

  expire(nowMs: number): void {
    for (const datagram of this.datagrams.values()) {
      if (nowMs - datagram.sinceMs < FRAGMENT_WAIT_MS) return;
      this.giveUp(datagram);
    }
  }

  flush(): void {
    for (const datagram of this.datagrams.values()) this.giveUp(datagram);
  }

  private find(key: string, nowMs: number): Datagram | undefined {
    const datagram = this.datagrams.get(key);
    if (datagram === undefined || nowMs - datagram.sinceMs < FRAGMENT_WAIT_MS) return datagram;
    // An id comes round again: what waits too long is of another datagram.
    this.giveUp(datagram);
    return undefined;
  }

  private begin(key: string, packet: Packet, nowMs: number): Datagram {
    const { addressesAt } = packet;
    const datagram: Datagram = {
      key,
      version: packet.ipVersion,
      addresses: Buffer.from(packet.addresses.subarray(addressesAt, addressesAt + addressBytes(packet))),
      sinceMs: nowMs,
      protocol: packet.fragmentProtocol,
      bytes: Buffer.allocUnsafeSlow(FIRST_ALLOCATION_BYTES),
      ranges: [],
      length: -1,
      refs: [],
      cut: false,
      problems: [],
    };
    this.datagrams.set(key, datagram);
    this.bytes += FIRST_ALLOCATION_BYTES;
    return datagram;
  }

  private end(datagram: Datagram, length: number): void {
    const { ranges } = datagram;
    const reached = ranges.length > 0 ? ranges[ranges.length - 1] : 0;
    if (datagram.length < 0 && length >= reached) datagram.length = length;
    else if (datagram.length !== length) note(datagram, 'fragments that disagree on where the datagram ends');
  }

  /** Copies what has not come before. True when that was anything. */
  private cover(datagram: Datagram, packet: Packet, from: number, to: number): boolean {
    this.grow(datagram, to);
    const { ranges, bytes } = datagram;
    const source = packet.at - from;
    let at = from;
    let news = false;
    for (let i = 0; i < ranges.length && ranges[i] < to; i += 2) {
      const a = ranges[i];
      const b = ranges[i + 1];
      if (b <= from) continue;
      if (at < a) {
        packet.bytes.copy(bytes, at, source + at, source + a);
        news = true;
      }
      this.overlap(datagram, packet, source, Math.max(a, from), Math.min(b, to), a <= from && b >= to);
      at = Math.max(at, b);
    }
    if (at < to) {
      packet.bytes.copy(bytes, at, source + at, source + to);
      news = true;
    }
    if (news) datagram.ranges = merge(ranges, from, to);
    return news;
  }

  /** The same fragment twice is a copy of a packet; anything else is a fault or an attack. */
  private overlap(datagram: Datagram, packet: Packet, source: number, from: number, to: number, inside: boolean): void {
    const same = packet.bytes.compare(datagram.bytes, from, to, source + from, source + to) === 0;
    if (!same || !inside) note(datagram, 'fragments that overlap: the first one holds');
  }

  private grow(datagram: Datagram, to: number): void {
    const { bytes } = datagram;
    if (to <= bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.min(DATAGRAM_BYTES_MAX, Math.max(to, 2 * bytes.length)));
    bytes.copy(larger);
    datagram.bytes = larger;
    this.bytes += larger.length - bytes.length;
  }

  private whole(datagram: Datagram, packet: Packet): number {
    this.remove(datagram);
    packet.bytes = datagram.bytes;
    packet.at = 0;
    packet.end = datagram.length;
    packet.missing = 0;
    packet.earlier = packet.earlier === null ? datagram.refs : [...datagram.refs, ...packet.earlier];
    for (const problem of datagram.problems) packet.problem(problem);
    return IP_PROTOCOL + datagram.protocol;
  }

  private makeRoom(): void {
    while (this.datagrams.size > FRAGMENT_DATAGRAMS || this.bytes > FRAGMENT_BYTES) {
      const [oldest] = this.datagrams.values();
      this.giveUp(oldest);
    }
  }

  private giveUp(datagram: Datagram): void {
    this.remove(datagram);
    this.incomplete(datagram);
  }

  private remove(datagram: Datagram): void {
    this.datagrams.delete(datagram.key);
    this.bytes -= datagram.bytes.length;
  }
}

function isCutByCapture({ frame, missing }: Packet): boolean {
  return missing > 0 && frame.wireLength > frame.end - frame.start;
}

/** Of both addresses. */
function addressBytes(packet: Packet): number {
  return packet.ipVersion === 4 ? 8 : 32;
}

/** RFC 791 counts the protocol in, RFC 8200 does not. */
function keyOf(packet: Packet): string {
  const { ipVersion, addressesAt, fragmentId, fragmentProtocol } = packet;
  const pair = packet.addresses.latin1Slice(addressesAt, addressesAt + addressBytes(packet));
  return `${pair}${fragmentId}/${ipVersion === 4 ? fragmentProtocol : ''}`;
}

/** Pairs in order, with one more: what touches becomes one. */
function merge(ranges: number[], from: number, to: number): number[] {
  const merged: number[] = [];
  let start = from;
  let stop = to;
  let i = 0;
  for (; i < ranges.length && ranges[i + 1] < from; i += 2) merged.push(ranges[i], ranges[i + 1]);
  for (; i < ranges.length && ranges[i] <= to; i += 2) {
    start = Math.min(start, ranges[i]);
    stop = Math.max(stop, ranges[i + 1]);
  }
  merged.push(start, stop, ...ranges.slice(i));
  return merged;
}

function note(datagram: Datagram, problem: string): void {
  if (!datagram.problems.includes(problem)) datagram.problems.push(problem);
}
