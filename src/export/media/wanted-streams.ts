/**
 * Which packets belong to the streams that are wanted. Rows of the store may be given to others while a save goes on,
 * so what tells packets apart is copied: both ends, SSRC and time, as later streams may have the same ends and SSRC.
 */

import { CAPTURE_DISORDER_US, RTCP_AROUND_CALL_US } from '../../budgets';
import { i32 } from '../../decode/packet';
import type { MediaPacket } from '../../decode/rtp';
import type { Store } from '../../store/store';
import { IPV6 } from '../../store/streams-table';

interface Wanted {
  index: number;
  ssrc: number;
  ipVersion: number;
  /** Source, then destination: of IPv4 a word each, of IPv6 four. */
  words: Int32Array;
  sourcePort: number;
  destinationPort: number;
  startUs: number;
  endUs: number;
  /** Of its call. */
  callStartUs: number;
  callEndUs: number;
}

/** Those that a packet may belong to by its ports. */
interface Listed {
  wanted: Wanted[];
  /** The one that was found last: the next packet is likely to be of it, too. */
  latest: number;
}

export class WantedStreams {
  /** Packets that the store has counted of them. */
  readonly expected: number;
  readonly count: number;
  /** By ends and SSRC, by ends, and by SSRC. */
  private readonly streams = new Map<number, Listed>();
  private readonly ends = new Map<number, Listed>();
  private readonly senders = new Map<number, Listed>();

  /** `rows` of streams; find() counts them in this order. */
  constructor(store: Store, rows: Iterable<number>) {
    const { packets } = store.mediaStreams.streams.table.columns;
    let expected = 0;
    let count = 0;
    for (const row of rows) {
      const wanted = wantedOf(store, row, count++);
      expected += packets[row];
      const ports = portsKey(wanted.sourcePort, wanted.destinationPort);
      put(this.streams, ports ^ wanted.ssrc, wanted);
      put(this.ends, ports, wanted);
      put(this.senders, wanted.ssrc, wanted);
    }
    this.expected = expected;
    this.count = count;
  }

  /** Index of the stream that an RTP packet belongs to, or -1. */
  find(packet: MediaPacket, timeUs: number): number {
    const { sourcePort, destinationPort, ssrc } = packet;
    const listed = this.streams.get(portsKey(sourcePort, destinationPort) ^ ssrc);
    if (listed === undefined) return -1;
    let near = -1;
    for (let i = 0; i < listed.wanted.length; i++) {
      const at = (listed.latest + i) % listed.wanted.length;
      const wanted = listed.wanted[at];
      if (wanted.ssrc !== ssrc || !hasPorts(wanted, sourcePort, destinationPort)) continue;
      if (!isNear(wanted, timeUs) || !isBetween(wanted, packet, false)) continue;
      near = wanted.index;
      if (timeUs < wanted.startUs || timeUs > wanted.endUs) continue;
      listed.latest = at;
      break;
    }
    return near;
  }

  /**
   * True for RTCP of one of the streams, either way: between their ports, or at one or both ends the next one; and from
   * the sender of one, whatever the ports, as a=rtcp may name any (RFC 3605).
   */
  isControl(packet: MediaPacket, timeUs: number): boolean {
    const { sourcePort, destinationPort } = packet;
    for (let a = 0; a <= 1; a++) {
      for (let b = 0; b <= 1; b++) {
        const [source, destination] = [sourcePort - a, destinationPort - b];
        if (this.hasCall(packet, timeUs, source, destination, false)) return true;
        if (this.hasCall(packet, timeUs, destination, source, true)) return true;
      }
    }
    return this.isOfSender(packet, timeUs);
  }

  private hasCall(packet: MediaPacket, timeUs: number, from: number, to: number, back: boolean): boolean {
    return isAmong(
      this.ends.get(portsKey(from, to)),
      (wanted) => isInCall(wanted, timeUs) && hasPorts(wanted, from, to) && isBetween(wanted, packet, back),
    );
  }

  private isOfSender(packet: MediaPacket, timeUs: number): boolean {
    const { bytes, start, end } = packet;
    if (end - start < SENDER + 4) return false;
    const ssrc = i32(bytes, start + SENDER);
    return isAmong(
      this.senders.get(ssrc),
      (wanted) => isInCall(wanted, timeUs) && wanted.ssrc === ssrc && isBetween(wanted, packet, false),
    );
  }
}

/** Where the SSRC of the sender stands in every packet of RTCP that has one. */
const SENDER = 4;

/** True when one of them is it; the one that was it last is asked first. */
function isAmong(listed: Listed | undefined, isIt: (wanted: Wanted) => boolean): boolean {
  if (listed === undefined) return false;
  for (let i = 0; i < listed.wanted.length; i++) {
    const at = (listed.latest + i) % listed.wanted.length;
    if (!isIt(listed.wanted[at])) continue;
    listed.latest = at;
    return true;
  }
  return false;
}

function isInCall({ callStartUs, callEndUs }: Wanted, timeUs: number): boolean {
  return timeUs >= callStartUs && timeUs <= callEndUs;
}

function wantedOf(store: Store, row: number, index: number): Wanted {
  const t = store.mediaStreams.streams.table.columns;
  const d = store.dialogs.columns;
  const dialog = t.dialog[row] - 1;
  const v6 = (t.flags[row] & IPV6) !== 0;
  // The end is the time of the packet that came last, which an unsorted capture may have before the first one's.
  const [startUs, endUs] = [Math.min(t.startUs[row], t.endUs[row]), Math.max(t.startUs[row], t.endUs[row])];
  const callStartUs = dialog < 0 ? startUs : Math.min(startUs, d.startUs[dialog]);
  const callEndUs = dialog < 0 ? endUs : Math.max(endUs, d.lastUs[dialog]);
  return {
    index,
    ssrc: t.ssrc[row],
    ipVersion: v6 ? 6 : 4,
    words: v6
      ? Int32Array.of(
          ...[t.source0[row], t.source1[row], t.source2[row], t.source3[row]],
          ...[t.destination0[row], t.destination1[row], t.destination2[row], t.destination3[row]],
        )
      : Int32Array.of(t.source3[row], t.destination3[row]),
    sourcePort: t.sourcePort[row],
    destinationPort: t.destinationPort[row],
    startUs,
    endUs,
    callStartUs: callStartUs - RTCP_AROUND_CALL_US,
    callEndUs: callEndUs + RTCP_AROUND_CALL_US,
  };
}

function portsKey(source: number, destination: number): number {
  return Math.imul((source << 16) | destination, 0x9e3779b1);
}

function put(map: Map<number, Listed>, key: number, wanted: Wanted): void {
  const listed = map.get(key);
  if (listed === undefined) map.set(key, { wanted: [wanted], latest: 0 });
  else listed.wanted.push(wanted);
}

/** Captures are a little out of order. */
function isNear({ startUs, endUs }: Wanted, timeUs: number): boolean {
  return timeUs >= startUs - CAPTURE_DISORDER_US && timeUs <= endUs + CAPTURE_DISORDER_US;
}

function hasPorts(wanted: Wanted, source: number, destination: number): boolean {
  return wanted.sourcePort === source && wanted.destinationPort === destination;
}

/** The packet goes from the one address to the other, or `back`. */
function isBetween({ ipVersion, words }: Wanted, packet: MediaPacket, back: boolean): boolean {
  if (packet.ipVersion !== ipVersion) return false;
  const { addresses, addressesAt } = packet;
  const half = words.length >> 1;
  for (let i = 0; i < words.length; i++) {
    const of = back ? (i + half) % words.length : i;
    if (i32(addresses, addressesAt + 4 * i) !== words[of]) return false;
  }
  return true;
}
