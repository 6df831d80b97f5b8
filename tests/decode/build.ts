/**
 * Packets out of their parts, innermost first: `ethernet(ipv4(udp(sip())))`. Each function takes the payload and what
 * differs from a plain packet, and gives the bytes. Checksums are 0 where nobody looks at them.
 */

import { type Frame, newFrame } from '../../src/capture/frame';

/** A small request, told apart by its Call-ID; `body` sets Content-Type and Content-Length. */
export function sip(callId = 'a', body = '', headers: string[] = []): Buffer {
  const lines = [
    'OPTIONS sip:bob@example.com SIP/2.0',
    `Via: SIP/2.0/TCP 10.0.0.1;branch=z9hG4bK${callId}`,
    `Call-ID: ${callId}`,
    ...(body === '' ? [] : ['Content-Type: text/plain']),
    ...headers,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

export function ethernet(payload: Buffer, type = 0x0800): Buffer {
  return Buffer.concat([Buffer.from('020000000002020000000001', 'hex'), u16(type), payload]);
}

/** A tag and what follows it: the payload of an ethernet() of type 0x8100, 0x88a8 or 0x9100. */
export function vlan(payload: Buffer, id = 7, type = 0x0800): Buffer {
  return Buffer.concat([u16(id), u16(type), payload]);
}

export function cooked(payload: Buffer, type = 0x0800): Buffer {
  return Buffer.concat([u16(0), u16(1), u16(6), Buffer.alloc(8), u16(type), payload]);
}

export function cooked2(payload: Buffer, type = 0x0800): Buffer {
  return Buffer.concat([u16(type), u16(0), u32(3), u16(1), Buffer.from([0, 6]), Buffer.alloc(8), payload]);
}

export function pppoe(payload: Buffer, protocol = 0x0021): Buffer {
  return Buffer.concat([Buffer.from([0x11, 0]), u16(1), u16(payload.length + 2), u16(protocol), payload]);
}

export function mpls(payload: Buffer, labels = [16]): Buffer {
  const stack = labels.map((label, i) => u32(label * 4096 + (i === labels.length - 1 ? 256 : 0) + 64));
  return Buffer.concat([...stack, payload]);
}

export interface Ipv4Options {
  from?: string;
  to?: string;
  protocol?: number;
  id?: number;
  /** Of a fragment, in bytes. */
  offset?: number;
  more?: boolean;
  /** What the header says, where that is not the truth. */
  totalLength?: number;
  /** Header options, a multiple of four bytes. */
  options?: Buffer;
}

export function ipv4(payload: Buffer, o: Ipv4Options = {}): Buffer {
  const options = o.options ?? Buffer.alloc(0);
  const header = Buffer.alloc(20);
  header[0] = 0x40 + (20 + options.length) / 4;
  header.writeUInt16BE(o.totalLength ?? 20 + options.length + payload.length, 2);
  header.writeUInt16BE(o.id ?? 1, 4);
  header.writeUInt16BE((o.more ? 0x2000 : 0) + (o.offset ?? 0) / 8, 6);
  header[8] = 64;
  header[9] = o.protocol ?? 17;
  ipv4Address(o.from ?? '10.0.0.1').copy(header, 12);
  ipv4Address(o.to ?? '10.0.0.2').copy(header, 16);
  return Buffer.concat([header, options, payload]);
}

export interface Ipv6Options {
  from?: string;
  to?: string;
  next?: number;
  payloadLength?: number;
}

/** Addresses as eight groups or with one `::`. */
export function ipv6(payload: Buffer, o: Ipv6Options = {}): Buffer {
  const header = Buffer.alloc(40);
  header[0] = 0x60;
  header.writeUInt16BE(o.payloadLength ?? payload.length, 4);
  header[6] = o.next ?? 17;
  header[7] = 64;
  ipv6Address(o.from ?? '2001:db8::1').copy(header, 8);
  ipv6Address(o.to ?? '2001:db8::2').copy(header, 24);
  return Buffer.concat([header, payload]);
}

/** Hop-by-hop (0), routing (43) or destination options (60): all of one form. `words` of eight bytes beyond the first. */
export function extension(payload: Buffer, next: number, words = 0): Buffer {
  return Buffer.concat([Buffer.from([next, words]), Buffer.alloc(6 + 8 * words), payload]);
}

export function authentication(payload: Buffer, next: number): Buffer {
  return Buffer.concat([Buffer.from([next, 4]), Buffer.alloc(22), payload]);
}

export function fragment6(payload: Buffer, next: number, offset: number, more: boolean, id = 1): Buffer {
  return Buffer.concat([Buffer.from([next, 0]), u16(offset + (more ? 1 : 0)), u32(id), payload]);
}

export interface Ports {
  from?: number;
  to?: number;
}

export function udp(payload: Buffer, o: Ports & { length?: number } = {}): Buffer {
  return Buffer.concat([u16(o.from ?? 5060), u16(o.to ?? 5060), u16(o.length ?? 8 + payload.length), u16(0), payload]);
}

export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const ACK = 16;

export interface TcpOptions extends Ports {
  sequence?: number;
  acknowledgement?: number;
  flags?: number;
}

export function tcp(payload: Buffer, o: TcpOptions = {}): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt16BE(o.from ?? 5060, 0);
  header.writeUInt16BE(o.to ?? 5060, 2);
  header.writeUInt32BE((o.sequence ?? 1) >>> 0, 4);
  header.writeUInt32BE((o.acknowledgement ?? 0) >>> 0, 8);
  header[12] = 0x50;
  header[13] = o.flags ?? (o.acknowledgement === undefined ? 0 : ACK);
  return Buffer.concat([header, payload]);
}

export function sctp(chunks: Buffer[], o: Ports & { tag?: number } = {}): Buffer {
  return Buffer.concat([u16(o.from ?? 5060), u16(o.to ?? 5060), u32(o.tag ?? 99), u32(0), ...chunks]);
}

/** A DATA chunk with its padding; `flags` are B (2) and E (1). */
export function dataChunk(payload: Buffer, tsn = 1, flags = 3): Buffer {
  const head = Buffer.concat([Buffer.from([0, flags]), u16(16 + payload.length), u32(tsn), u16(0), u16(0), u32(0)]);
  return Buffer.concat([head, payload, Buffer.alloc(-payload.length & 3)]);
}

/** Flags: checksum 0x8000, key 0x2000, sequence number 0x1000; their fields are put in. */
export function gre(payload: Buffer, type = 0x0800, flags = 0): Buffer {
  const fields = [0x8000, 0x2000, 0x1000].filter((flag) => (flags & flag) !== 0).length;
  return Buffer.concat([u16(flags), u16(type), Buffer.alloc(4 * fields), payload]);
}

export function vxlan(payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([8, 0, 0, 0, 0, 0, 1, 0]), payload]);
}

/** A T-PDU; each extension is its type and its content, whose length is a multiple of four bytes less two. */
export function gtpUser(payload: Buffer, extensions: Array<[number, Buffer]> = []): Buffer {
  const parts: Buffer[] = [];
  if (extensions.length > 0) parts.push(Buffer.from([0, 0, 0, extensions[0][0]]));
  extensions.forEach(([, content], i) => {
    const next = i + 1 < extensions.length ? extensions[i + 1][0] : 0;
    parts.push(Buffer.from([(content.length + 2) / 4]), content, Buffer.from([next]));
  });
  const rest = Buffer.concat([...parts, payload]);
  return Buffer.concat([Buffer.from([extensions.length > 0 ? 0x34 : 0x30, 255]), u16(rest.length), u32(1), rest]);
}

export interface FrameOptions {
  linkType?: number;
  /** Seconds, with fractions. */
  time?: number;
  wireLength?: number;
  input?: number;
  position?: number;
  volatile?: boolean;
}

/** The bytes stand in a larger buffer, as those of a reader do: what reads over the end reads rubbish. */
export function frameOf(bytes: Buffer, o: FrameOptions = {}): Frame {
  const frame = newFrame();
  const time = o.time ?? 1000;
  frame.bytes = Buffer.concat([Buffer.alloc(5, 0x58), bytes, Buffer.alloc(64, 0x58)]);
  frame.start = 5;
  frame.end = 5 + bytes.length;
  frame.wireLength = o.wireLength ?? bytes.length;
  frame.seconds = Math.floor(time);
  frame.nanos = Math.round((time % 1) * 1e9);
  frame.linkType = o.linkType ?? 1;
  frame.input = o.input ?? 0;
  frame.position = o.position ?? 0;
  frame.volatile = o.volatile ?? false;
  return frame;
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

function ipv4Address(text: string): Buffer {
  return Buffer.from(text.split('.').map(Number));
}

function ipv6Address(text: string): Buffer {
  const [left, right] = text.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = right === undefined ? [] : new Array(8 - left.length - right.length).fill('0');
  return Buffer.concat([...left, ...zeros, ...(right ?? [])].map((group) => u16(Number.parseInt(group, 16))));
}
