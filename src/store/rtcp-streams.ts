/**
 * Which stream RTCP tells of: by ends and SSRC, where RTCP goes between the ports of the stream (RFC 5761) or one above
 * them (RFC 3550 section 11); else by the SSRC, as `a=rtcp:` (RFC 3605) may name any port and a NAT gives another.
 */

import { RTCP_SSRC_LOOKS } from '../budgets';
import type { EndpointTable } from '../decode/endpoints';
import { i32 } from '../decode/packet';
import { MediaPacket } from '../decode/rtp';
import { HashIndex } from './hash-index';
import type { Streams } from './streams';
import { IPV6, type StreamColumns } from './streams-table';

export class RtcpStreams {
  /** Of each SSRC the newest stream, at which the list of the others begins: some tools have one SSRC for all calls. */
  private readonly index: HashIndex;
  /** Scratch: the RTP that is looked for. A packet as any other, so that Streams.find() sees one shape only. */
  private readonly wanted: MediaPacket;
  /** Scratch: both addresses of a packet that goes the other way. */
  private readonly swapped = Buffer.alloc(32);

  constructor(
    private readonly streams: Streams,
    endpoints: EndpointTable,
  ) {
    this.index = new HashIndex((row) => streams.table.columns.ssrc[row]);
    this.wanted = new MediaPacket(endpoints);
  }

  /** A new stream. */
  add(stream: number): void {
    const t = this.streams.table.columns;
    const ssrc = t.ssrc[stream];
    const newest = this.newestOf(ssrc);
    t.nextSsrc[stream] = newest + 1;
    if (newest >= 0) {
      t.previousSsrc[newest] = stream + 1;
      this.index.remove(ssrc, newest);
    }
    this.index.add(ssrc, stream);
  }

  remove(stream: number): void {
    const t = this.streams.table.columns;
    const [next, previous] = [t.nextSsrc[stream], t.previousSsrc[stream]];
    if (next > 0) t.previousSsrc[next - 1] = previous;
    if (previous > 0) {
      t.nextSsrc[previous - 1] = next;
      return;
    }
    this.index.remove(t.ssrc[stream], stream);
    if (next > 0) this.index.add(t.ssrc[stream], next - 1);
  }

  /** The stream with this SSRC from whoever sent the packet, or -1. */
  sentBy(packet: MediaPacket, ssrc: number): number {
    const { wanted } = this;
    wanted.ipVersion = packet.ipVersion;
    wanted.addresses = packet.addresses;
    wanted.addressesAt = packet.addressesAt;
    return this.find(packet.sourcePort, packet.destinationPort, ssrc | 0);
  }

  /** The stream with this SSRC to whoever sent the packet, or -1. */
  heardBy(packet: MediaPacket, ssrc: number): number {
    const { wanted, swapped } = this;
    const { addresses, addressesAt: at } = packet;
    const length = packet.ipVersion === 4 ? 4 : 16;
    addresses.copy(swapped, 0, at + length, at + 2 * length);
    addresses.copy(swapped, length, at, at + length);
    wanted.ipVersion = packet.ipVersion;
    wanted.addresses = swapped;
    wanted.addressesAt = 0;
    return this.find(packet.destinationPort, packet.sourcePort, ssrc | 0);
  }

  private find(sourcePort: number, destinationPort: number, ssrc: number): number {
    const { wanted, streams } = this;
    wanted.ssrc = ssrc;
    for (const [below, farBelow] of PORTS_BELOW) {
      wanted.sourcePort = sourcePort - below;
      wanted.destinationPort = destinationPort - farBelow;
      const row = streams.find(wanted);
      if (row >= 0 && streams.isStream(row)) return row;
    }
    return this.bySsrc(ssrc);
  }

  /** One that shares an address with the packet before others; of equals the one that was heard last. */
  private bySsrc(ssrc: number): number {
    const t = this.streams.table.columns;
    const newest = this.newestOf(ssrc);
    let best = -1;
    let bestShared = -1;
    for (let row = newest, looks = 0; row >= 0 && looks < RTCP_SSRC_LOOKS; looks++) {
      const shared = sharedAddresses(t, row, this.wanted);
      if (shared > bestShared || (shared === bestShared && t.endUs[row] > t.endUs[best])) {
        best = row;
        bestShared = shared;
      }
      row = t.nextSsrc[row] - 1;
    }
    // Where neither address is known and several streams have the SSRC, it would be a guess.
    return bestShared === 0 && t.nextSsrc[newest] > 0 ? -1 : best;
  }

  private newestOf(ssrc: number): number {
    const { index } = this;
    const t = this.streams.table.columns;
    for (let slot = index.first(ssrc), row = index.rowAt(slot); row >= 0; row = index.rowAt(slot)) {
      if (t.ssrc[row] === ssrc) return row;
      slot = index.after(slot);
    }
    return -1;
  }
}

/** By how much the ports of RTP may lie below those of RTCP, in the order in which it is tried. */
const PORTS_BELOW = [
  [0, 0],
  [1, 1],
  [1, 0],
  [0, 1],
];

/** How many of both. */
function sharedAddresses(
  t: StreamColumns,
  row: number,
  { ipVersion, addresses, addressesAt: at }: MediaPacket,
): number {
  if (((t.flags[row] & IPV6) !== 0) !== (ipVersion === 6)) return 0;
  if (ipVersion === 4) {
    return Number(t.source3[row] === i32(addresses, at)) + Number(t.destination3[row] === i32(addresses, at + 4));
  }
  const source = [t.source0[row], t.source1[row], t.source2[row], t.source3[row]];
  const destination = [t.destination0[row], t.destination1[row], t.destination2[row], t.destination3[row]];
  return Number(hasWords(addresses, at, source)) + Number(hasWords(addresses, at + 16, destination));
}

function hasWords(bytes: Buffer, at: number, words: number[]): boolean {
  return words.every((word, i) => i32(bytes, at + 4 * i) === word);
}
