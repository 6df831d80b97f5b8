/** RTP and calls with SDP as frames, for tests of streams. */

import type { Frame } from '../../src/capture/frame';
import { ethernet, frameOf, ipv4, ipv6, udp } from '../decode/build';
import { BEGINNING } from './scenario';

export interface Rtp {
  /** `10.0.0.1:4000`, or `2001:db8::1 4000`. */
  from: string;
  to: string;
  /** Milliseconds since the beginning. */
  ms: number;
  sequence: number;
  /** 160 a sequence number where it is not given. */
  timestamp?: number;
  ssrc?: number;
  type?: number;
  marker?: boolean;
  payload?: Buffer;
}

export function rtp(one: Rtp): Frame {
  const { sequence, type = 0, marker = false, ssrc = 0x11223344 } = one;
  const header = Buffer.alloc(12);
  header[0] = 0x80;
  header[1] = type | (marker ? 0x80 : 0);
  header.writeUInt16BE(sequence & 0xffff, 2);
  header.writeUInt32BE((one.timestamp ?? sequence * 160) >>> 0, 4);
  header.writeUInt32BE(ssrc >>> 0, 8);
  return datagram(one, Buffer.concat([header, one.payload ?? Buffer.alloc(160)]));
}

/** `count` packets, 20 ms apart. */
export function talk(first: Omit<Rtp, 'sequence'> & { sequence?: number }, count: number): Frame[] {
  const { sequence = 1, ms } = first;
  return Array.from({ length: count }, (_, i) => rtp({ ...first, sequence: sequence + i, ms: ms + 20 * i }));
}

/** A request or response of the call `callId` with a body of SDP. */
export function sdpMessage(
  at: { from: string; to: string; ms: number },
  callId: string,
  start: string,
  sdp: string[],
): Frame {
  const body = sdp.length === 0 ? '' : `${['v=0', 'o=- 1 1 IN IP4 0.0.0.0', 's=-', 't=0 0', ...sdp].join('\r\n')}\r\n`;
  const method = /^SIP/.test(start) ? 'INVITE' : start.split(' ')[0];
  const lines = [
    /^SIP/.test(start) ? start : `${start} sip:bob@example.com SIP/2.0`,
    `Via: SIP/2.0/UDP 10.0.0.9;branch=z9hG4bK${callId}${method}${start.length}${at.ms}`,
    'From: <sip:alice@example.com>;tag=a',
    `To: <sip:bob@example.com>${method === 'INVITE' && !/^SIP/.test(start) ? '' : ';tag=b'}`,
    `Call-ID: ${callId}`,
    `CSeq: 1 ${method}`,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
  ];
  return datagram(at, Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`));
}

export function datagram({ from, to, ms }: { from: string; to: string; ms: number }, payload: Buffer): Frame {
  const [source, sourcePort] = endOf(from);
  const [destination, port] = endOf(to);
  const bytes = udp(payload, { from: sourcePort, to: port });
  const ends = { from: source, to: destination };
  const packet = source.includes(':') ? ethernet(ipv6(bytes, ends), 0x86dd) : ethernet(ipv4(bytes, ends));
  const frame = frameOf(packet, { volatile: true });
  const us = Math.round(ms * 1000);
  frame.seconds = BEGINNING + Math.floor(us / 1e6);
  frame.nanos = (us - Math.floor(us / 1e6) * 1e6) * 1000;
  return frame;
}

function endOf(text: string): [string, number] {
  const [address, port] = text.includes(' ') ? text.split(' ') : text.split(':');
  return [address, Number(port)];
}
