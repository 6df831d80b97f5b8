/**
 * Frames to SIP messages and media packets: takes the layers off, leaves what spans frames to fragments.ts, tcp.ts and
 * sctp.ts, and what was found to delivery.ts. Pure: the only clock is the time of the frames. Never throws.
 */

import { LAYERS_MAX } from '../budgets';
import type { Frame } from '../capture/frame';
import type { DecodeCounts, DecodeSink } from './carried';
import { Delivery } from './delivery';
import { layerOf } from './encapsulation';
import type { EndpointTable } from './endpoints';
import { type Datagram, Fragments, HELD } from './fragments';
import { BROKEN, ETHERTYPE, FRAGMENT, IP_PROTOCOL, LINK_TYPE, Packet, UDP_PORT } from './packet';
import { SctpChunks } from './sctp';
import { sipInDatagram, skipLineEnds } from './start-line';
import { TcpStreams } from './tcp';

const TCP_PROTOCOL = IP_PROTOCOL + 6;
const SCTP_PROTOCOL = IP_PROTOCOL + 132;
const DATAGRAM_BYTES_MAX = 65_535;
/** Link types are 16 bits; what is larger is no link type, and not the name of another layer either. */
const LINK_TYPE_MAX = 0xffff;

export class Decoder {
  readonly counts: DecodeCounts = {
    packets: 0,
    unknownLink: 0,
    notIp: 0,
    udp: 0,
    tcp: 0,
    sctp: 0,
    otherIp: 0,
    fragments: 0,
    incomplete: 0,
    rtp: 0,
    sipDatagrams: 0,
    tlsRecords: 0,
  };
  /** Scratch. */
  private readonly packet = new Packet();
  /** Scratch: what there is of a datagram that never became whole. */
  private readonly late = new Packet();
  private readonly delivery: Delivery;
  private readonly fragments: Fragments;
  private readonly streams: TcpStreams;
  private readonly chunks: SctpChunks;
  /** Time of the frame in hand. */
  private seconds = 0;
  private nanos = 0;

  constructor(sink: DecodeSink, endpoints: EndpointTable) {
    this.delivery = new Delivery(sink, endpoints, this.counts);
    this.fragments = new Fragments(this.delivery, (datagram) => this.incomplete(datagram));
    this.streams = new TcpStreams(this.delivery);
    this.chunks = new SctpChunks(this.delivery);
  }

  /** The frame may be reused by the caller as soon as this returns. */
  frame(frame: Frame): void {
    this.counts.packets++;
    const { linkType, seconds } = frame;
    this.nanos = frame.nanos;
    if (seconds !== this.seconds) {
      this.seconds = seconds;
      this.expire();
    }
    if (linkType < 0 || linkType > LINK_TYPE_MAX) {
      this.counts.unknownLink++;
      return;
    }
    this.delivery.begin(frame);
    this.packet.begin(frame);
    this.walk(this.packet, LINK_TYPE + linkType);
  }

  /** The end of the capture: gives out what is held, as far as it goes. */
  flush(): void {
    this.delivery.aside = true;
    this.fragments.flush();
    this.streams.flush();
    this.delivery.aside = false;
  }

  private get nowMs(): number {
    return this.seconds * 1000 + this.nanos / 1e6;
  }

  private expire(): void {
    const { nowMs } = this;
    this.delivery.aside = true;
    this.fragments.expire(nowMs);
    this.streams.expire(nowMs);
    this.chunks.expire(nowMs);
    this.delivery.aside = false;
  }

  /** Its time is over: walks on with what there is of it. */
  private incomplete(datagram: Datagram): void {
    this.counts.incomplete++;
    const { ranges, refs } = datagram;
    if (ranges.length === 0 || ranges[0] !== 0 || refs.length === 0) return;
    const packet = this.late;
    packet.begin(this.delivery.pastFrame(refs[refs.length - 1]));
    packet.bytes = datagram.bytes;
    packet.at = 0;
    packet.end = ranges[1];
    packet.missing = (datagram.length < 0 ? DATAGRAM_BYTES_MAX : datagram.length) - packet.end;
    packet.incomplete = true;
    packet.cut = datagram.cut;
    packet.earlier = refs.slice(0, -1);
    for (const problem of datagram.problems) packet.problem(problem);
    packet.ipVersion = datagram.version;
    packet.addresses = datagram.addresses;
    packet.addressesAt = 0;
    this.walk(packet, IP_PROTOCOL + datagram.protocol);
  }

  private walk(packet: Packet, first: number): void {
    let name = first;
    for (let depth = 0; depth < LAYERS_MAX; depth++) {
      const layer = layerOf(name);
      if (layer !== null) name = layer(packet);
      else if (name === FRAGMENT && !packet.incomplete) {
        this.counts.fragments++;
        name = this.fragments.add(packet, this.nowMs);
        if (name === HELD) return;
      } else {
        this.arrive(packet, name);
        return;
      }
    }
    this.arrive(packet, BROKEN);
  }

  /** The walk is over at what this layer carries. */
  private arrive(packet: Packet, name: number): void {
    const { counts } = this;
    if (name >= UDP_PORT && name < FRAGMENT) this.datagram(packet);
    else if (name === TCP_PROTOCOL) {
      counts.tcp++;
      // Of a stream, a part that nobody knows the length of is worse than a gap.
      if (!packet.incomplete) this.streams.segment(packet, this.nowMs);
    } else if (name === SCTP_PROTOCOL) {
      counts.sctp++;
      if (!packet.incomplete) this.chunks.packet(packet, this.nowMs);
    } else if (packet.ipVersion !== 0) counts.otherIp++;
    else if (name < ETHERTYPE) counts.unknownLink++;
    else counts.notIp++;
  }

  private datagram(packet: Packet): void {
    const { counts } = this;
    const { bytes, at, end } = packet;
    counts.udp++;
    if (at >= end) return;
    // RTP and RTCP begin with version 2, which no text does (RFC 3550, 5.1): most packets of a capture end here.
    if ((bytes[at] & 0xc0) === 0x80) {
      if (isMediaPort(packet.sourcePort) && isMediaPort(packet.destinationPort)) {
        counts.rtp++;
        this.delivery.media(packet);
      }
      return;
    }
    const start = sipInDatagram(bytes, at, end);
    if (start < 0) return;
    counts.sipDatagrams++;
    const junk = start - skipLineEnds(bytes, at, end);
    if (junk > 0) packet.problem(`${junk} bytes of junk before the start line`);
    this.delivery.datagram(packet, start, end);
  }
}

/** Below 1024 are services such as DNS, whose random first bytes look like RTP one time in four. */
function isMediaPort(port: number): boolean {
  return port >= 1024;
}
