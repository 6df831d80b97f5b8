/**
 * What the lower layers hand to the store: a payload, and how it travelled. The lower layers know when a payload is
 * SIP and where it ends; what it says is the business of decode/sip/.
 */

import type { Frame, PacketRef } from '../capture/frame';
import type { MediaPacket } from './rtp';

/** Names of transports, by their id; the order is only added to. */
export const TRANSPORTS = ['UDP', 'TCP', 'TLS', 'SCTP', 'WS', 'WSS'] as const;
export const UDP = 0;
export const TCP = 1;
export const TLS = 2;
export const SCTP = 3;

/** One SIP message's bytes. Scratch: reused by the decoder, valid during the call of the sink only. */
export interface Carried {
  /** Index into TRANSPORTS. */
  transport: number;
  /** Endpoint ids of decode/endpoints.ts. */
  source: number;
  destination: number;
  /** The message is bytes[start, end). */
  bytes: Buffer;
  start: number;
  end: number;
  /**
   * The frame that completed it, or the last one that holds a part where the rest never came: then it is of the past,
   * and frame.bytes is empty unless the input is volatile. When `earlier` is null, `bytes` is frame.bytes.
   */
  frame: Frame;
  /**
   * Frames before that one which hold parts of it (fragments, TCP segments), or null when one frame holds it all. Empty
   * where `frame` is the only one, but `bytes` was put together all the same (the rest never came).
   */
  earlier: PacketRef[] | null;
  /** What went wrong below SIP ("cut by the snap length", "a gap of 1460 bytes in the TCP stream"), or null. */
  problems: string[] | null;
}

/** What a TLS connection shows of itself without keys. */
export interface TlsConnection {
  /** Endpoint ids: who opened it, and to whom. Where the opening was not seen, the first sender counts as client. */
  client: number;
  server: number;
  /** As negotiated, `TLS 1.3`; null while unknown. */
  version: string | null;
  /** SNI of the ClientHello, or null. */
  serverName: string | null;
  /** Time of the first record, seconds and nanoseconds. */
  seconds: number;
  nanos: number;
  /** Records seen, both ways. */
  records: number;
  /** Records of application data among them. */
  applicationRecords: number;
  /** One of the sides has closed it. */
  closed: boolean;
}

export interface DecodeSink {
  sip(carried: Carried): void;
  /** Told once for each connection; the object is kept up to date by the decoder from then on. */
  tls(connection: TlsConnection): void;
  /** One of the sides has closed a connection that carried SIP; endpoint ids, microseconds since 1970. */
  closed?(one: number, other: number, timeUs: number): void;
  /** A datagram that has the form of RTP or RTCP. Scratch: valid during the call only. */
  media(packet: MediaPacket): void;
}

/** Counted over the whole capture, to say what a capture without SIP does hold. */
export interface DecodeCounts {
  packets: number;
  unknownLink: number;
  notIp: number;
  udp: number;
  tcp: number;
  sctp: number;
  otherIp: number;
  fragments: number;
  /** Fragmented datagrams of which a part did not come in time. */
  incomplete: number;
  /** UDP payloads that look like RTP or RTCP (version 2). */
  rtp: number;
  /** UDP payloads in which SIP was found. */
  sipDatagrams: number;
  tlsRecords: number;
}
