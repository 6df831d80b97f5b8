/**
 * What diagnosis must know of every message, seen while its lines go by (scan.ts) and without making strings, so that
 * only messages which may be part of a problem are read again and in full. RFC 3261 sections 7.3 and 20, RFC 8866.
 */

import { CLOCK_SKEW_S } from '../../budgets';
import { hashOf, nextLine, viewOf } from '../words';
import { parseDate } from './message';

/** A Contact, the top Via or the SDP's c= has an address of RFC 1918. */
export const PRIVATE = 1;
/** A header that may stand once stands twice. */
export const DUPLICATE = 2;
/** Content-Length is not the length of what follows the head. */
export const LENGTH_LIES = 4;
/** The Date differs from the packet's time. */
export const DATE_OFF = 8;
/** RFC 3326. */
export const REASON = 16;
/** RFC 4028. */
export const SESSION_EXPIRES = 32;
/** User-Agent of a known scanner. */
export const SCANNER = 64;

/** What Content-Length says, -1 without one. */
let length = -1;
/** A bit for each header seen that may stand once. */
let seen = 0;

/** Before the first line of a message. */
export function beginLook(): void {
  length = -1;
  seen = 0;
}

/** Behind its head: the bits of what it says of its length. */
export function lookAtLength(bodyLength: number): number {
  return length >= 0 && length !== bodyLength ? LENGTH_LIES : 0;
}

const SPACE = 0x20;
const COLON = 0x3a;
const EQUALS = 0x3d;
const AT = 0x40;
const DOT = 0x2e;

/** What is to be seen in the value bytes[from, to) of a header of a message that came at `seconds`. */
type See = (bytes: Buffer, from: number, to: number, seconds: number) => number;

interface Header {
  /** Lower case. */
  name: string;
  /** Bit of `seen`; 0 for one that may stand oftener. */
  once: number;
  see: See | null;
}

const seeLength: See = (bytes, from) => {
  let number = 0;
  for (let at = from; isDigit(bytes[at]); at++) number = number * 10 + bytes[at] - 0x30;
  length = number;
  return 0;
};

const seeContact: See = (bytes, from, to) => {
  for (let at = from; at < to; at++) if (bytes[at] === AT) return isPrivateAt(bytes, at + 1) ? PRIVATE : 0;
  // `<sip:192.168.1.2>`: no user.
  for (let at = from; at < to; at++) if (bytes[at] === COLON) return isPrivateAt(bytes, at + 1) ? PRIVATE : 0;
  return 0;
};

const seeDate: See = (bytes, from, to, seconds) => {
  const ms = parseDate(bytes.latin1Slice(from, to).trim());
  return ms !== null && Math.abs(ms / 1000 - seconds) > CLOCK_SKEW_S ? DATE_OFF : 0;
};

/** How scanners call themselves, lower case; anything may follow. */
const SCANNERS = ['friendly-scanner', 'sipvicious', 'sundayddr', 'sip-scan', 'sipcli', 'pplsip', 'vaxsipuseragent'];

const seeAgent: See = (bytes, from) => (SCANNERS.some((name) => startsWith(bytes, from, name)) ? SCANNER : 0);

/** Compact forms (RFC 3261 section 7.3.3, RFC 4028) are rows of their own. What scan.ts reads is not here. */
const HEADERS: readonly Header[] = [
  { name: 'content-length', once: 1, see: seeLength },
  { name: 'l', once: 1, see: seeLength },
  { name: 'max-forwards', once: 2, see: null },
  { name: 'contact', once: 0, see: seeContact },
  { name: 'm', once: 0, see: seeContact },
  { name: 'date', once: 4, see: seeDate },
  { name: 'reason', once: 0, see: () => REASON },
  { name: 'session-expires', once: 8, see: () => SESSION_EXPIRES },
  { name: 'x', once: 8, see: () => SESSION_EXPIRES },
  { name: 'user-agent', once: 0, see: seeAgent },
];

/** By the first letter, small or capital. */
const BY_LETTER: (readonly Header[] | null)[] = Array.from({ length: 256 }, (_, code) => {
  const letter = String.fromCharCode(code).toLowerCase();
  const headers = HEADERS.filter(({ name }) => name[0] === letter);
  return headers.length === 0 ? null : headers;
});

/** The bits of the line bytes[line, next). */
export function lookAtLine(bytes: Buffer, line: number, next: number, seconds: number): number {
  const candidates = BY_LETTER[bytes[line]];
  if (candidates === null) return 0;
  for (let i = 0; i < candidates.length; i++) {
    const { name, once, see } = candidates[i];
    let colon = line + name.length;
    while (bytes[colon] === SPACE) colon++;
    if (bytes[colon] !== COLON || !startsWith(bytes, line, name)) continue;
    const twice = (seen & once) !== 0 ? DUPLICATE : 0;
    seen |= once;
    if (see === null) return twice;
    let value = colon + 1;
    while (value < next && bytes[value] === SPACE) value++;
    return twice | see(bytes, value, next, seconds);
  }
  return 0;
}

// ---------------------------------------------------------------------------------------------------- SDP

/** Set by lookAtSdp: a hash of media lines without ports, and of what belongs to them; 0 without any. */
export let sdpShape = 0;

/** The bits of the body in bytes[from, end). */
export function lookAtSdp(bytes: Buffer, from: number, end: number): number {
  const view = viewOf(bytes);
  let bits = 0;
  let shape = 0;
  for (let line = from, next = from; line < end; line = next) {
    next = nextLine(view, line, end);
    if (bytes[line + 1] !== EQUALS) continue;
    const type = bytes[line];
    if (type === 0x63) bits |= isPrivateAt(bytes, line + C_ADDRESS) ? PRIVATE : 0;
    else if (type === 0x6d) shape = Math.imul(shape, 31) + hashOfMediaLine(bytes, line, next);
    else if (type === 0x61 && shape !== 0) {
      const mediaEnd = endOfMedia(bytes, line + 2, next);
      if (mediaEnd > 0) shape = Math.imul(shape, 31) + hashOf(bytes, line, mediaEnd);
    }
  }
  sdpShape = shape;
  return bits;
}

/** Behind `c=IN IP4 `. */
const C_ADDRESS = 9;

/**
 * Of `a=rtpmap` all, of `a=crypto` and `a=fingerprint` the name: what payload types mean, and that media is encrypted, not
 * the keys, which no two calls share. Where that ends, or 0 for other attributes.
 */
function endOfMedia(bytes: Buffer, at: number, next: number): number {
  const first = bytes[at];
  if (first === 0x72) return startsWith(bytes, at, 'rtpmap:') ? next : 0;
  if (first === 0x63) return startsWith(bytes, at, 'crypto:') ? at + 6 : 0;
  return first === 0x66 && startsWith(bytes, at, 'fingerprint:') ? at + 11 : 0;
}

/** The port is left out, but where it is 0. */
function hashOfMediaLine(bytes: Buffer, line: number, next: number): number {
  let port = line;
  while (port < next && bytes[port] !== SPACE) port++;
  port++;
  let behind = port;
  if (bytes[port] !== 0x30) while (behind < next && isDigit(bytes[behind])) behind++;
  return Math.imul(hashOf(bytes, line, port), 31) + hashOf(bytes, behind, next);
}

// ---------------------------------------------------------------------------------------------- addresses

/** An address of RFC 1918 begins there. */
export function isPrivateAt(bytes: Buffer, at: number): boolean {
  if (bytes[at] !== 0x31) return false;
  const second = bytes[at + 1];
  if (second === 0x30) return bytes[at + 2] === DOT && isDigit(bytes[at + 3]);
  if (second === 0x39) return startsWith(bytes, at, '192.168.') && isDigit(bytes[at + 8]);
  return second === 0x37 && startsWith(bytes, at, '172.') && isSecondOf172(bytes, at + 4);
}

/** 16 to 31, and a dot. */
function isSecondOf172(bytes: Buffer, at: number): boolean {
  const number = (bytes[at] - 0x30) * 10 + bytes[at + 1] - 0x30;
  return bytes[at + 2] === DOT && isDigit(bytes[at]) && isDigit(bytes[at + 1]) && number >= 16 && number <= 31;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Without regard to case; `text` is lower case. */
function startsWith(bytes: Buffer, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const wanted = text.charCodeAt(i);
    const byte = bytes[at + i];
    if (byte !== wanted && (byte | 0x20) !== wanted) return false;
  }
  return true;
}
