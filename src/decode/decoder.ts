/**
 * Frames to SIP messages: takes the layers off, keeps what spans frames (fragments.ts, tcp.ts, sctp.ts), and hands each
 * message to the sink with where it came from. Pure: the only clock is the time of the frames. Never throws.
 */

import { LAYERS_MAX } from '../budgets';
import type { Frame } from '../capture/frame';
import { type Carried, type DecodeCounts, type DecodeSink, UDP } from './carried';
import { layerOf } from './encapsulation';
import type { EndpointTable } from './endpoints';
import { BROKEN, ETHERTYPE, IP_PROTOCOL, i32, LINK_TYPE, Packet, UDP_PORT } from './packet';
import { sipInDatagram, skipLineEnds } from './start-line';

const TCP_PROTOCOL = IP_PROTOCOL + 6;
const SCTP_PROTOCOL = IP_PROTOCOL + 132;
/** Link types are 16 bits; what is larger is no link type, and not a name of another layer either. */
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
    rtp: 0,
    tlsRecords: 0,
  };
  /** Scratch. */
  private readonly packet = new Packet();
  private readonly carried: Carried;

  constructor(
    private readonly sink: DecodeSink,
    private readonly endpoints: EndpointTable,
  ) {
    const { bytes, frame } = this.packet;
    this.carried = {
      transport: UDP,
      source: 0,
      destination: 0,
      bytes,
      start: 0,
      end: 0,
      frame,
      earlier: null,
      problems: null,
    };
  }

  /** The frame may be reused by the caller as soon as this returns. */
  frame(frame: Frame): void {
    this.counts.packets++;
    const { linkType } = frame;
    if (linkType < 0 || linkType > LINK_TYPE_MAX) {
      this.counts.unknownLink++;
      return;
    }
    this.packet.begin(frame);
    this.walk(LINK_TYPE + linkType);
  }

  /** The end of the capture: gives out what is held, as far as it goes. */
  flush(): void {}

  private walk(first: number): void {
    let name = first;
    for (let depth = 0; depth < LAYERS_MAX; depth++) {
      const layer = layerOf(name);
      if (layer === null) {
        this.arrive(name);
        return;
      }
      name = layer(this.packet);
    }
    this.arrive(BROKEN);
  }

  /** The walk is over at what this layer carries. */
  private arrive(name: number): void {
    const { counts, packet } = this;
    if (name >= UDP_PORT && name <= UDP_PORT + 0xffff) this.datagram();
    else if (name === TCP_PROTOCOL) counts.tcp++;
    else if (name === SCTP_PROTOCOL) counts.sctp++;
    else if (packet.ipVersion !== 0) counts.otherIp++;
    else if (name < ETHERTYPE) counts.unknownLink++;
    else counts.notIp++;
  }

  private datagram(): void {
    const { packet, counts } = this;
    const { bytes, at, end } = packet;
    counts.udp++;
    if (at >= end) return;
    // RTP and RTCP begin with version 2, which no text does (RFC 3550, 5.1): most packets of a capture end here.
    if ((bytes[at] & 0xc0) === 0x80) {
      if (isMediaPort(packet.sourcePort) && isMediaPort(packet.destinationPort)) counts.rtp++;
      return;
    }
    const start = sipInDatagram(bytes, at, end);
    if (start < 0) return;
    const junk = start - skipLineEnds(bytes, at, end);
    if (junk > 0) packet.problem(`${junk} bytes of junk before the start line`);
    this.give(UDP, start);
  }

  /** The message is bytes[start, end) of the packet in hand. */
  private give(transport: number, start: number): void {
    const { carried, packet } = this;
    if (packet.missing > 0) packet.problem(missingText(packet));
    carried.transport = transport;
    carried.source = this.endpoint(0, packet.sourcePort);
    carried.destination = this.endpoint(1, packet.destinationPort);
    carried.bytes = packet.bytes;
    carried.start = start;
    carried.end = packet.end;
    carried.frame = packet.frame;
    carried.earlier = packet.earlier;
    carried.problems = packet.problems;
    this.sink.sip(carried);
  }

  /** Of the source (0) or destination (1) address, which stand side by side in the IP header. */
  private endpoint(which: number, port: number): number {
    const { ipVersion, addresses, addressesAt } = this.packet;
    if (ipVersion === 4) return this.endpoints.ipv4(i32(addresses, addressesAt + 4 * which) >>> 0, port);
    return ipVersion === 6 ? this.endpoints.ipv6(addresses, addressesAt + 16 * which, port) : 0;
  }
}

/** Below 1024 are services such as DNS, whose random first bytes look like RTP half of the time. */
function isMediaPort(port: number): boolean {
  return port >= 1024;
}

function missingText(packet: Packet): string {
  const { frame, missing } = packet;
  if (frame.wireLength > frame.end - frame.start) return 'cut by the snap length';
  return `${missing} bytes fewer than the length in the header says`;
}
