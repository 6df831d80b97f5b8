/**
 * What tells an SDP from others in the bytes of a message: the session of its o= line, and where the first media is to
 * go to (RFC 8866 sections 5.2, 5.7 and 5.14). A B2BUA that does not touch the media hands both on.
 */

import { nextLine, viewOf } from '../decode/words';

/** Scratch, filled again for each message. Ranges are offsets [start, end) in the bytes; empty: there is none. */
export interface SdpPlaces {
  sessionStart: number;
  sessionEnd: number;
  addressStart: number;
  addressEnd: number;
  portStart: number;
  portEnd: number;
}

export function newSdpPlaces(): SdpPlaces {
  return { sessionStart: 0, sessionEnd: 0, addressStart: 0, addressEnd: 0, portStart: 0, portEnd: 0 };
}

const SPACE = 0x20;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const [ZERO, FOUR, SIX, NINE] = [0x30, 0x34, 0x36, 0x39];
const [C, I, M, N, O, P, V] = [0x63, 0x49, 0x6d, 0x4e, 0x6f, 0x50, 0x76];

/** `from`: a line of the message before its SDP. */
export function findInSdp(bytes: Buffer, from: number, end: number, out: SdpPlaces): void {
  out.sessionStart = out.sessionEnd = out.portStart = out.portEnd = 0;
  out.addressStart = out.addressEnd = 0;
  const view = viewOf(bytes);
  let line = nextLine(view, from, end);
  while (line < end && !isVersion(bytes, line, end)) line = nextLine(view, line, end);
  // The first media is that of the first m= line with a port; its own c= line goes before all others.
  let media = 0;
  let owns = false;
  for (; line < end; line = nextLine(view, line, end)) {
    if (bytes[line + 1] !== EQUALS) continue;
    const kind = bytes[line];
    if (kind === M) {
      if (media === 0) media = takePort(bytes, line + 2, end, out) ? 1 : 0;
      else media = 2;
    } else if (kind === O && out.sessionEnd === 0) takeSession(bytes, line + 2, end, out);
    else if (kind === C && (out.addressEnd === 0 || (media === 1 && !owns))) {
      if (takeAddress(bytes, line + 2, end, out)) owns = media === 1;
    }
    if (media === 2 && out.sessionEnd > 0 && out.addressEnd > 0) break;
  }
  if (goesNowhere(bytes, out)) out.addressEnd = out.addressStart;
}

/** `v=0`, and nothing else on the line but blanks. */
function isVersion(bytes: Buffer, line: number, end: number): boolean {
  if (bytes[line] !== V || bytes[line + 1] !== EQUALS || bytes[line + 2] !== ZERO) return false;
  let at = line + 3;
  while (at < end && (bytes[at] === SPACE || bytes[at] === 0x09)) at++;
  if (bytes[at] === 0x0d) at++;
  return at < end && bytes[at] === 0x0a;
}

/** `- 20518 1 IN IP4 192.0.2.1`: what is sent with one blank between its six parts. */
function takeSession(bytes: Buffer, at: number, end: number, out: SdpPlaces): void {
  let to = at;
  for (let part = 0; part < 6; part++) {
    const start = part === 0 ? at : to + 1;
    if (part > 0 && (to >= end || bytes[to] !== SPACE)) return;
    to = wordEnd(bytes, start, end);
    if (to === start || (part === 3 && !(to === start + 2 && bytes[start] === I && bytes[start + 1] === N))) return;
  }
  out.sessionStart = at;
  out.sessionEnd = to;
}

/** `audio 16384 RTP/AVP 0`. */
function takePort(bytes: Buffer, at: number, end: number, out: SdpPlaces): boolean {
  const word = wordEnd(bytes, at, end);
  if (word === at || word >= end || bytes[word] !== SPACE) return false;
  let to = word + 1;
  while (to < end && bytes[to] >= ZERO && bytes[to] <= NINE) to++;
  if (to === word + 1) return false;
  out.portStart = word + 1;
  out.portEnd = to;
  return true;
}

/** `IN IP4 192.0.2.1/127`. */
function takeAddress(bytes: Buffer, at: number, end: number, out: SdpPlaces): boolean {
  const version = bytes[at + 5];
  const isInternet = bytes[at] === I && bytes[at + 1] === N && bytes[at + 2] === SPACE;
  if (!isInternet || bytes[at + 3] !== I || bytes[at + 4] !== P || bytes[at + 6] !== SPACE) return false;
  if (version !== FOUR && version !== SIX) return false;
  const start = at + 7;
  let to = start;
  while (to < end && bytes[to] !== SLASH && !isSpace(bytes[to])) to++;
  if (to <= start) return false;
  out.addressStart = start;
  out.addressEnd = to;
  return true;
}

/** Port 0 and 9, and the addresses of nobody, are those of a call without media yet. */
function goesNowhere(bytes: Buffer, { portStart, portEnd, addressStart, addressEnd }: SdpPlaces): boolean {
  if (portEnd === portStart) return true;
  if (portEnd === portStart + 1 && (bytes[portStart] === ZERO || bytes[portStart] === NINE)) return true;
  return is(bytes, addressStart, addressEnd, '0.0.0.0') || is(bytes, addressStart, addressEnd, '::');
}

function is(bytes: Buffer, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}

function wordEnd(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && !isSpace(bytes[at])) at++;
  return at;
}

/** Blanks and what ends a line; the blank of Latin-1 that no line is broken at, too. */
function isSpace(byte: number): boolean {
  return byte === SPACE || (byte >= 0x09 && byte <= 0x0d) || byte === 0xa0;
}
