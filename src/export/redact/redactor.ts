/**
 * Stands between decoding and whoever takes what was decoded: hands on messages and media with stand-ins in place of
 * what tells who, from where and what was said, in packets made anew. What comes behind it sees nothing else.
 */

import { type Frame, newFrame, type PacketRef, packetRef } from '../../capture/frame';
import { type Carried, type DecodeSink, TCP, type TlsConnection, UDP } from '../../decode/carried';
import type { EndpointTable } from '../../decode/endpoints';
import { MediaPacket } from '../../decode/rtp';
import { parseIpv4, parseIpv6 } from './addresses';
import { redactMedia } from './media';
import { redactMessage } from './message';
import { ADDRESSES_AT, type End, type Made, PacketMaker } from './packets';
import type { StandIns } from './stand-ins';
import { dscpOf } from './traffic-class';

/** LINKTYPE_ value of the packets that are made. */
const ETHERNET = 1;

const NOWHERE: End = { bytes: Buffer.alloc(4), port: 0 };

interface RedactedEnd extends End {
  id: number;
  /** Its address as it was captured. */
  original: Buffer;
}

export class Redactor implements DecodeSink {
  private readonly packets = new PacketMaker();
  /** By endpoint id of `from`. */
  private readonly ends: RedactedEnd[] = [];
  /** Scratch. */
  private readonly frame: Frame = newFrame();
  private readonly mediaPacket: MediaPacket;
  private began = false;
  /** Every packet has a place of its own, by which it is known. */
  private position = 0;

  /** Endpoint ids of what comes in are those of `from`, of what goes to `sink` those of `to`. */
  constructor(
    private readonly standIns: StandIns,
    private readonly from: EndpointTable,
    private readonly to: EndpointTable,
    private readonly sink: DecodeSink,
  ) {
    this.mediaPacket = new MediaPacket(to);
  }

  sip(carried: Carried): void {
    const { frame, transport } = carried;
    const message = redactMessage(carried.bytes.subarray(carried.start, carried.end), this.standIns);
    const [source, destination] = [this.end(carried.source), this.end(carried.destination)];
    const missing = carried.problems === null ? 0 : missingBytes(carried, message);
    const [holds, headersEnd] = carried.earlier === null ? [carried.bytes, carried.start] : [frame.bytes, frame.end];
    this.packets.dscp = dscpOf(holds, frame.start, headersEnd, both(source, destination));
    const made = this.packets.message(transport, source, destination, message, missing);
    const earlier = made.slice(0, -1).map((packet) => packetRef(this.framed(packet, frame, 0)));
    const last = made[made.length - 1];
    const whole = earlier.length === 0;
    this.sink.sip({
      transport,
      source: source.id,
      destination: destination.id,
      bytes: whole ? last.bytes : message,
      start: whole ? last.at : 0,
      end: whole ? Math.min(last.at + message.length, last.bytes.length) : message.length,
      frame: this.framed(last, frame, transport === UDP ? missing : 0),
      earlier: whole ? null : earlier,
      problems: carried.problems,
    });
  }

  media(packet: MediaPacket): void {
    const { ipVersion, sourcePort, destinationPort, missing } = packet;
    const [source, destination] = [this.end(packet.source), this.end(packet.destination)];
    this.packets.dscp = dscpOf(packet.frame.bytes, packet.frame.start, packet.frame.end, both(source, destination));
    const made = this.packets.datagram(source, destination, redactMedia(packet, this.standIns), missing);
    const out = this.mediaPacket;
    const frame = this.framed(made, packet.frame, missing);
    if (!this.began) out.captureBegins(beginningOf(packet));
    this.began = true;
    const moved = made.at - packet.start;
    out.bytes = made.bytes;
    out.start = made.at;
    out.end = made.bytes.length;
    out.missing = missing;
    out.frame = frame;
    out.earlier = null;
    out.ipVersion = ipVersion;
    out.addresses = made.bytes;
    out.addressesAt = ADDRESSES_AT[ipVersion === 4 ? 4 : 6];
    out.sourcePort = sourcePort;
    out.destinationPort = destinationPort;
    out.rtcp = packet.rtcp;
    out.marker = packet.marker;
    out.payloadType = packet.payloadType;
    out.sequence = packet.sequence;
    out.timestamp = packet.timestamp;
    out.ssrc = packet.ssrc;
    out.payloadStart = packet.payloadStart + moved;
    out.payloadEnd = packet.payloadEnd + moved;
    this.sink.media(out);
  }

  /** Kept up to date by the decoder, so that it is looked at where it is asked for. */
  tls(connection: TlsConnection): void {
    this.sink.tls(new RedactedTls(connection, this.standIns, (id) => this.end(id).id));
  }

  closed(one: number, other: number, timeUs: number): void {
    this.sink.closed?.(this.end(one).id, this.end(other).id, timeUs);
  }

  private end(id: number): RedactedEnd {
    const known = this.ends[id];
    if (known !== undefined) return known;
    const end = this.newEnd(id);
    this.ends[id] = end;
    return end;
  }

  private newEnd(id: number): RedactedEnd {
    const { address, port } = this.from.get(id);
    const original = addressBytes(address);
    const text = this.standIns.address(address) ?? '';
    const bytes = addressBytes(text);
    if (bytes.length === 4) return { bytes, port, original, id: this.to.ipv4(bytes.readUInt32BE(0), port) };
    return bytes.length === 0
      ? { ...NOWHERE, original, id: 0 }
      : { bytes, port, original, id: this.to.ipv6(bytes, 0, port) };
  }

  private framed({ bytes }: Made, at: Frame | PacketRef, missing: number): Frame {
    const { frame } = this;
    frame.bytes = bytes;
    frame.start = 0;
    frame.end = bytes.length;
    frame.wireLength = bytes.length + missing;
    frame.seconds = at.seconds;
    frame.nanos = at.nanos;
    frame.linkType = ETHERNET;
    frame.input = at.input;
    frame.position = this.position;
    frame.volatile = true;
    this.position += bytes.length;
    return frame;
  }
}

/** 4 or 16 bytes; none for what is no address. */
function addressBytes(text: string): Buffer {
  const v4 = parseIpv4(text);
  if (v4 < 0) return parseIpv6(text) ?? Buffer.alloc(0);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(v4);
  return bytes;
}

function both(source: RedactedEnd, destination: RedactedEnd): Buffer {
  return Buffer.concat([source.original, destination.original]);
}

/** Figures count from the first packet of the capture, to round as they did. */
function beginningOf(packet: MediaPacket): Frame {
  const { seconds, nanos } = packet.began;
  return { ...newFrame(), seconds, nanos };
}

/**
 * Bytes behind the message that never came. In a stream they are left out of the numbering, so that what follows is not
 * taken for the rest of it.
 */
function missingBytes({ transport, frame }: Carried, message: Buffer): number {
  if (transport === UDP) return Math.max(0, frame.wireLength - (frame.end - frame.start));
  if (transport !== TCP) return 0;
  const text = message.toString('latin1');
  const body = /\r?\n\r?\n/.exec(text);
  if (body === null) return 1;
  const length = /\n(?:content-length|l)[ \t]*:\s*(\d{1,9})/i.exec(text.slice(0, body.index));
  return length === null ? 0 : Math.max(0, Number(length[1]) - (text.length - body.index - body[0].length));
}

class RedactedTls implements TlsConnection {
  constructor(
    private readonly connection: TlsConnection,
    private readonly standIns: StandIns,
    private readonly idOf: (id: number) => number,
  ) {}

  get client(): number {
    return this.idOf(this.connection.client);
  }

  get server(): number {
    return this.idOf(this.connection.server);
  }

  get version(): string | null {
    return this.connection.version;
  }

  get serverName(): string | null {
    const { serverName } = this.connection;
    return serverName === null ? null : this.standIns.host(serverName);
  }

  get seconds(): number {
    return this.connection.seconds;
  }

  get nanos(): number {
    return this.connection.nanos;
  }

  get records(): number {
    return this.connection.records;
  }

  get applicationRecords(): number {
    return this.connection.applicationRecords;
  }

  get closed(): boolean {
    return this.connection.closed;
  }
}
