/** One media section of SDP: what is known of it, and its attributes, a row each. RFC 8866 section 6, RFC 3605, 4568, 5761. */

import { type Codec, staticCodec } from './payload-types';

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export interface SdpFormat extends Codec {
  /** As the media line has it: `0`, `t38`, `*`. */
  id: string;
  /** 0 to 127 where the media is RTP, else -1. */
  payloadType: number;
  /** Parameters of a=fmtp, or empty. */
  fmtp: string;
}

export interface SdpMedia {
  /** `audio`, `video`, `image`, `message`, `application`, `text`. */
  kind: string;
  /** 0: refused, or taken out of the session. */
  port: number;
  /** Behind a slash on the media line; 1 without. */
  portCount: number;
  /** `RTP/AVP`. */
  protocol: string;
  /** Of its own c= line, else the session's; empty when there is none. IPv6 without brackets. */
  address: string;
  /** Of an IPv4 multicast address, else 0. */
  ttl: number;
  /** Its own, else the session's, else sendrecv. */
  direction: Direction;
  /** In the order of the media line. `name` is the id and `clockRate` 0 where nobody says what it is. */
  formats: SdpFormat[];
  /** Milliseconds of audio in a packet, or null. */
  ptimeMs: number | null;
  /** Where RTCP goes; 0 when the media has no port or is no RTP. */
  rtcpPort: number;
  /** Of a=rtcp, else the media's address. */
  rtcpAddress: string;
  rtcpMux: boolean;
  /** Crypto suites of a=crypto (RFC 4568), without keys. */
  cryptoSuites: string[];
  /** DTLS-SRTP: a=fingerprint, its own or the session's. */
  fingerprint: boolean;
  /** ICE candidates are given. */
  candidates: boolean;
  /** a=mid, or empty. */
  mid: string;
}

export function newMedia(kind: string, port: number, portCount: number, protocol: string): SdpMedia {
  return {
    kind,
    port,
    portCount,
    protocol,
    address: '',
    ttl: 0,
    direction: 'sendrecv',
    formats: [],
    ptimeMs: null,
    rtcpPort: 0,
    rtcpAddress: '',
    rtcpMux: false,
    cryptoSuites: [],
    fingerprint: false,
    candidates: false,
    mid: '',
  };
}

export function newFormat(id: string, rtp: boolean): SdpFormat {
  const number = rtp && /^\d{1,3}$/.test(id) ? Number(id) : -1;
  const payloadType = number > 127 ? -1 : number;
  const codec = staticCodec(payloadType) ?? { name: id, clockRate: 0, channels: 1 };
  return { id, payloadType, ...codec, fmtp: '' };
}

/** `RTP/AVP`, `UDP/TLS/RTP/SAVPF`. */
export function isRtp(media: SdpMedia): boolean {
  return /(?:^|\/)RTP\//i.test(media.protocol);
}

export function isDirection(name: string): name is Direction {
  return name === 'sendrecv' || name === 'sendonly' || name === 'recvonly' || name === 'inactive';
}

/** Takes the value of an attribute; gives what is wrong with it, or null. */
export type TakeAttribute = (value: string, media: SdpMedia, formats: Map<string, SdpFormat>) => string | null;

/** Attributes of a media section, by their name. */
export const MEDIA_ATTRIBUTES: ReadonlyMap<string, TakeAttribute> = new Map(
  Object.entries<TakeAttribute>({
    rtpmap: takeRtpmap,
    fmtp: takeFmtp,
    ptime: takePtime,
    rtcp: takeRtcp,
    'rtcp-mux': (_, media) => {
      media.rtcpMux = true;
      return null;
    },
    crypto: (value, media) => {
      media.cryptoSuites.push(value.split(/ +/, 2)[1] ?? '');
      return null;
    },
    fingerprint: (_, media) => {
      media.fingerprint = true;
      return null;
    },
    candidate: (_, media) => {
      media.candidates = true;
      return null;
    },
    mid: (value, media) => {
      media.mid = value;
      return null;
    },
  }),
);

/** A payload type that the media line does not name is of no use, and does no harm. */
function takeRtpmap(value: string, _: SdpMedia, formats: Map<string, SdpFormat>): string | null {
  const parts = /^(\d{1,3}) +([^/ ]+)(?:\/(\d{1,9}))?(?:\/(\d{1,2}))?/.exec(value);
  if (parts === null) return 'maps no payload type to a codec';
  const format = formats.get(parts[1]);
  if (format !== undefined) {
    format.name = parts[2];
    format.clockRate = parts[3] === undefined ? format.clockRate : Number(parts[3]);
    format.channels = Number(parts[4] ?? 1);
  }
  return parts[3] === undefined ? 'gives no clock rate' : null;
}

function takeFmtp(value: string, _: SdpMedia, formats: Map<string, SdpFormat>): string | null {
  const space = value.indexOf(' ');
  if (space < 0) return 'gives no parameters';
  const format = formats.get(value.slice(0, space));
  if (format !== undefined && format.fmtp === '') format.fmtp = value.slice(space + 1).trim();
  return null;
}

function takePtime(value: string, media: SdpMedia): string | null {
  if (!/^\d{1,5}(?:\.\d+)?$/.test(value)) return 'gives no number of milliseconds';
  media.ptimeMs = Number(value);
  return null;
}

/** RFC 3605: `53020`, or `53020 IN IP4 192.0.2.1`. */
function takeRtcp(value: string, media: SdpMedia): string | null {
  const parts = value.split(/ +/);
  const port = /^\d{1,5}$/.test(parts[0]) ? Number(parts[0]) : 65536;
  if (port > 65535) return 'gives no port';
  media.rtcpPort = port;
  if (parts.length === 4) media.rtcpAddress = parts[3];
  return null;
}
