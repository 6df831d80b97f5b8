/** Hands what was found to the sink: fills the one Carried, turns addresses into endpoint ids, keeps frames of the past. */

import { type Frame, newFrame, type PacketRef, packetRef } from '../capture/frame';
import { type Carried, type DecodeCounts, type DecodeSink, SCTP, TCP, type TlsConnection, UDP } from './carried';
import { addressOf, type Connection, type Side } from './connections';
import type { EndpointTable } from './endpoints';
import type { FragmentOwner } from './fragments';
import { i32, type Packet } from './packet';
import { MediaPacket, readMedia } from './rtp';
import type { SctpOwner } from './sctp';
import type { TcpOwner } from './tcp';

const NOTHING = Buffer.alloc(0);

export class Delivery implements FragmentOwner, SctpOwner, TcpOwner {
  /**
   * True while what is given out has nothing to do with the frame in hand, or has it among its references: it waited
   * too long, the capture ends, or what it waited for will not come.
   */
  aside = false;
  private current: PacketRef | null = null;
  private frame: Frame = newFrame();
  /** Scratch. */
  private readonly carried: Carried = {
    transport: UDP,
    source: 0,
    destination: 0,
    bytes: NOTHING,
    start: 0,
    end: 0,
    frame: this.frame,
    earlier: null,
    problems: null,
  };
  /** Scratch. */
  private readonly mediaPacket: MediaPacket;
  /** Scratch: a frame that is over, out of its reference. */
  private readonly past: Frame = newFrame();
  /** Scratch: an IPv6 address out of the words of a connection. */
  private readonly address = Buffer.alloc(16);

  constructor(
    private readonly sink: DecodeSink,
    private readonly endpoints: EndpointTable,
    private readonly counts: DecodeCounts,
  ) {
    this.mediaPacket = new MediaPacket(endpoints);
  }

  begin(frame: Frame): void {
    this.frame = frame;
    this.current = null;
    if (this.counts.packets === 1) this.mediaPacket.captureBegins(frame);
  }

  get inHand(): PacketRef | null {
    return this.aside ? null : this.current;
  }

  reference(): PacketRef {
    this.current ??= packetRef(this.frame);
    return this.current;
  }

  /** The frame that a reference tells of, valid until the next is asked for. */
  pastFrame(ref: PacketRef): Frame {
    const { past } = this;
    past.bytes = ref.bytes ?? NOTHING;
    past.start = 0;
    past.end = ref.length;
    past.wireLength = ref.wireLength;
    past.seconds = ref.seconds;
    past.nanos = ref.nanos;
    past.linkType = ref.linkType;
    past.input = ref.input;
    past.position = ref.position;
    past.volatile = ref.bytes !== null;
    return past;
  }

  /** A message in the packet in hand: packet.bytes[start, end). */
  datagram(packet: Packet, start: number, end: number): void {
    if (packet.missing > 0) packet.problem(missingText(packet));
    this.between(packet, UDP, packet.bytes, start, end, packet.earlier);
  }

  /** RTP or RTCP, or what only begins like it. */
  media(packet: Packet): void {
    const { mediaPacket } = this;
    mediaPacket.take(packet);
    if (readMedia(mediaPacket)) this.sink.media(mediaPacket);
  }

  chunk(packet: Packet, bytes: Buffer, start: number, end: number, earlier: PacketRef[] | null): void {
    this.between(packet, SCTP, bytes, start, end, earlier);
  }

  /** A message between the ends of the packet in hand, wherever its bytes are. */
  private between(
    packet: Packet,
    transport: number,
    bytes: Buffer,
    start: number,
    end: number,
    earlier: PacketRef[] | null,
  ): void {
    const { carried } = this;
    carried.transport = transport;
    carried.source = this.endpoint(packet, 0, packet.sourcePort);
    carried.destination = this.endpoint(packet, 1, packet.destinationPort);
    carried.frame = packet.frame;
    this.give(bytes, start, end, earlier, packet.problems);
  }

  message(
    side: Side,
    bytes: Buffer,
    start: number,
    end: number,
    earlier: PacketRef[] | null,
    problems: string[] | null,
  ): void {
    // Out of segments that waited for one that never came: the last of them ends it, not the frame in hand.
    if (this.aside && earlier !== null && earlier.length > 0) {
      this.cut(side, bytes, start, end, earlier, problems);
      return;
    }
    this.addressTo(side);
    this.carried.frame = this.frame;
    this.give(bytes, start, end, earlier, problems);
  }

  cut(side: Side, bytes: Buffer, start: number, end: number, refs: PacketRef[], problems: string[] | null): void {
    this.addressTo(side);
    this.carried.frame = this.pastFrame(refs[refs.length - 1]);
    this.give(bytes, start, end, refs.slice(0, -1), problems);
  }

  tls(first: Side): TlsConnection {
    const tls: TlsConnection = {
      client: this.sideEndpoint(first.connection.opener),
      server: this.sideEndpoint(first.connection.other),
      version: null,
      serverName: null,
      seconds: this.frame.seconds,
      nanos: this.frame.nanos,
      records: 0,
      applicationRecords: 0,
      closed: false,
    };
    this.sink.tls(tls);
    return tls;
  }

  tlsClient(connection: TlsConnection, client: Side): void {
    const id = this.sideEndpoint(client);
    if (connection.client === id) return;
    connection.server = connection.client;
    connection.client = id;
  }

  closed({ opener, other }: Connection): void {
    const { seconds, nanos } = this.frame;
    this.sink.closed?.(this.sideEndpoint(opener), this.sideEndpoint(other), seconds * 1e6 + nanos / 1000);
  }

  tlsRecord(): void {
    this.counts.tlsRecords++;
  }

  private give(
    bytes: Buffer,
    start: number,
    end: number,
    earlier: PacketRef[] | null,
    problems: string[] | null,
  ): void {
    const { carried } = this;
    carried.bytes = bytes;
    carried.start = start;
    carried.end = end;
    carried.earlier = earlier;
    carried.problems = problems;
    this.sink.sip(carried);
  }

  private addressTo(side: Side): void {
    const { opener, other } = side.connection;
    this.carried.transport = TCP;
    this.carried.source = this.sideEndpoint(side);
    this.carried.destination = this.sideEndpoint(side === opener ? other : opener);
  }

  /** Of the source (0) or destination (1) address, which stand side by side in the IP header. */
  private endpoint(packet: Packet, which: number, port: number): number {
    const { ipVersion, addresses, addressesAt } = packet;
    if (ipVersion === 4) return this.endpoints.ipv4(i32(addresses, addressesAt + 4 * which) >>> 0, port);
    return this.endpoints.ipv6(addresses, addressesAt + 16 * which, port);
  }

  private sideEndpoint(side: Side): number {
    if (side.endpoint === 0) {
      const { connection } = side;
      const { words, version } = connection;
      const at = addressOf(side);
      const port = side === connection.opener ? connection.openerPort : connection.otherPort;
      if (version === 4) side.endpoint = this.endpoints.ipv4(words[at] >>> 0, port);
      else {
        for (let i = 0; i < 4; i++) this.address.writeInt32BE(words[at + i], 4 * i);
        side.endpoint = this.endpoints.ipv6(this.address, 0, port);
      }
    }
    return side.endpoint;
  }
}

/** How the problem ends that a message has of whose datagram a fragment is not in the capture. */
export const FRAGMENT_MISSING = 'a fragment did not come';

function missingText(packet: Packet): string {
  const { frame, missing } = packet;
  if (packet.incomplete && !packet.cut) return `${missing} bytes missing: ${FRAGMENT_MISSING}`;
  if (packet.cut || frame.wireLength > frame.end - frame.start) return 'cut by the snap length';
  return `${missing} bytes fewer than the length in the header says`;
}
