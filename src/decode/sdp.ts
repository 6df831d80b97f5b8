/**
 * Session descriptions: where media goes, in which codecs, which way. RFC 8866, with RFC 3264's reading of direction and
 * port 0, RFC 3605 and 5761 for RTCP. Which offer meets which answer is the business of the store.
 */

import {
  type Direction,
  isDirection,
  isRtp,
  MEDIA_ATTRIBUTES,
  newFormat,
  newMedia,
  type SdpFormat,
  type SdpMedia,
} from './sdp-media';
import { bodyParts } from './sip/body';
import type { SipMessage } from './sip/message';
import { bytesText } from './visible';

export interface SdpOrigin {
  user: string;
  sessionId: string;
  /** Grows with every change; RFC 3264 section 8. */
  sessionVersion: string;
  address: string;
}

export interface Sdp {
  origin: SdpOrigin | null;
  /** s= line. */
  name: string;
  /** Session level c= address, or empty. */
  address: string;
  ttl: number;
  direction: Direction;
  media: SdpMedia[];
  /** In words, naming the line. They quote the network: not safe to show as they are. */
  problems: string[];
}

/** `audio 10.0.0.1:16384 PCMU PCMA telephone-event`, and the direction where it is not sendrecv; `video off (port 0) H264`. Not safe to show yet. */
export function describeMedia(media: SdpMedia): string {
  const host = media.address.includes(':') ? `[${media.address}]` : media.address;
  const where = media.port === 0 ? 'off (port 0)' : `${host === '' ? '?' : host}:${media.port}`;
  const names = new Set(media.formats.map((format) => (format.id === '*' ? media.protocol : format.name)));
  const way = media.direction === 'sendrecv' ? [] : [media.direction];
  return [media.kind, where, ...names, ...way].join(' ');
}

/**
 * The description in the body of a message, also where it is a part of a multipart body; null when there is none. A body
 * without any Content-Type is taken as one when it begins like one.
 */
export function sdpOfMessage(message: SipMessage, bytes: Buffer): Sdp | null {
  for (const { type, start, end } of bodyParts(message, bytes)) {
    if (type !== 'application/sdp' && type !== '') continue;
    const text = bytesText(bytes, start, end);
    if (type !== '' || text.startsWith('v=0')) return parseSdp(text);
  }
  return null;
}

/** Never throws: gives what it can read, and says what is wrong. */
export function parseSdp(text: string): Sdp {
  const state = new State();
  let from = 0;
  while (from < text.length) {
    const feed = text.indexOf('\n', from);
    const to = feed < 0 ? text.length : feed;
    const line = text.slice(from, to > from && text[to - 1] === '\r' ? to - 1 : to);
    if (line !== '') state.line(line.replaceAll('\r', ' '));
    from = to + 1;
  }
  return state.finish();
}

/** A session with more media lines is an attack; WebRTC conferences have some hundred. */
const MAX_MEDIA = 1000;
/** There are 128 payload types. */
const MAX_FORMATS = 256;
/** Nobody reads more of them. */
const MAX_PROBLEMS = 32;

/** What is gathered while the lines go by; media get what the session says when all is read. */
class State {
  private readonly sdp: Sdp = {
    origin: null,
    name: '',
    address: '',
    ttl: 0,
    direction: 'sendrecv',
    media: [],
    problems: [],
  };
  private sessionFingerprint = false;
  private media: SdpMedia | null = null;
  /** Media that say their direction themselves. */
  private readonly directed = new Set<SdpMedia>();
  /** Of the media at hand, by their id. */
  private readonly formats = new Map<string, SdpFormat>();
  /** Letters of the session's lines. */
  private readonly seen = new Set<string>();

  line(line: string): void {
    if (line[1] !== '=' || !/[a-z]/.test(line[0])) {
      this.problem('is no line of the form x=value', line);
      return;
    }
    const value = line.slice(2).trim();
    if (this.media === null) this.seen.add(line[0]);
    if (line[0] === 'v' && value !== '0') this.problem('has an unknown version', line);
    else if (line[0] === 'o') this.origin(value, line);
    else if (line[0] === 's' && this.media === null) this.sdp.name = value;
    else if (line[0] === 'c') this.connection(value, line);
    else if (line[0] === 'm') this.mediaLine(value, line);
    else if (line[0] === 'a') this.attribute(value, line);
  }

  finish(): Sdp {
    const { sdp } = this;
    for (const type of 'vost') if (!this.seen.has(type)) this.problem(`has no ${type}= line`, '');
    for (const media of sdp.media) {
      if (media.address === '') [media.address, media.ttl] = [sdp.address, sdp.ttl];
      if (!this.directed.has(media)) media.direction = sdp.direction;
      if (this.sessionFingerprint) media.fingerprint = true;
      if (media.rtcpAddress === '') media.rtcpAddress = media.address;
      if (media.rtcpPort === 0 && media.port > 0 && isRtp(media)) media.rtcpPort = media.port + (media.rtcpMux ? 0 : 1);
      if (media.address === '' && media.port > 0) this.problem('gives no address', `m=${media.kind} ${media.port}`);
    }
    return sdp;
  }

  private origin(value: string, line: string): void {
    const parts = value.split(/ +/);
    if (parts.length !== 6) this.problem('has not six parts', line);
    const [user = '', sessionId = '', sessionVersion = '', , , address = ''] = parts;
    this.sdp.origin ??= { user, sessionId, sessionVersion, address };
  }

  private connection(value: string, line: string): void {
    const [network, family, target = ''] = value.split(/ +/);
    if (network?.toUpperCase() !== 'IN' || !/^IP[46]$/i.test(family ?? '') || target === '') {
      this.problem('gives no IP4 or IP6 address', line);
      return;
    }
    const [address, second = ''] = target.split('/');
    const to = this.media ?? this.sdp;
    if (to.address !== '') return;
    to.address = address;
    to.ttl = family.toUpperCase() === 'IP4' && /^\d{1,3}$/.test(second) ? Number(second) : 0;
  }

  private mediaLine(value: string, line: string): void {
    const [kind = '', ports = '', protocol = '', ...ids] = value.split(/ +/);
    const parts = /^(\d{1,5})(?:\/(\d{1,5}))?$/.exec(ports);
    const port = parts === null ? 0 : Number(parts[1]);
    if (parts === null || port > 65535) this.problem('has no valid port', line);
    if (protocol === '' || ids.length === 0) this.problem('names no protocol or no format', line);
    this.formats.clear();
    this.media = newMedia(kind, port > 65535 ? 0 : port, Number(parts?.[2] ?? 1), protocol);
    if (ids.length > MAX_FORMATS) this.problem('names too many formats', line);
    for (const id of ids.slice(0, MAX_FORMATS)) {
      const format = newFormat(id, isRtp(this.media));
      if (isRtp(this.media) && format.payloadType < 0) this.problem('names a format that is no payload type', line);
      this.media.formats.push(format);
      if (!this.formats.has(id)) this.formats.set(id, format);
    }
    if (this.sdp.media.length < MAX_MEDIA) this.sdp.media.push(this.media);
    else this.problem('is one media line too many', line);
  }

  private attribute(text: string, line: string): void {
    const colon = text.indexOf(':');
    const name = (colon < 0 ? text : text.slice(0, colon)).toLowerCase();
    const value = colon < 0 ? '' : text.slice(colon + 1).trim();
    if (isDirection(name)) {
      if (this.media === null) this.sdp.direction = name;
      else {
        this.media.direction = name;
        this.directed.add(this.media);
      }
    } else if (this.media !== null) {
      const fault = MEDIA_ATTRIBUTES.get(name)?.(value, this.media, this.formats) ?? null;
      if (fault !== null) this.problem(fault, line);
    } else if (name === 'fingerprint') this.sessionFingerprint = true;
  }

  private problem(what: string, line: string): void {
    if (this.sdp.problems.length >= MAX_PROBLEMS) return;
    const shown = line.length > 80 ? `${line.slice(0, 80)}…` : line;
    this.sdp.problems.push(line === '' ? `The SDP ${what}.` : `The SDP line "${shown}" ${what}.`);
  }
}
