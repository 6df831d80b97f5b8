/**
 * What diagnosis must know of every message, in one pass over its lines and without making strings, so that only those
 * which may be part of a problem are read again and in full. RFC 3261 sections 7.3 and 20, RFC 8866.
 */

import { CLOCK_SKEW_S } from '../../budgets';
import { nextLine, viewOf } from '../words';
import { parseDate } from './message';

/** A Contact, a Via or the SDP's c= has an address of RFC 1918. */
export const PRIVATE = 1;
/** A header that may stand once stands twice. */
export const DUPLICATE = 2;
/** Content-Length is not the length of the body, in a datagram. */
export const LENGTH_LIES = 4;
/** The Date differs from the packet's time. */
export const DATE_OFF = 8;
/** RFC 3326. */
export const REASON = 16;
/** RFC 4028. */
export const SESSION_EXPIRES = 32;
/** User-Agent of a known scanner. */
export const SCANNER = 64;

/** Scratch: lookAt fills the same object again. */
export interface Looked {
  /** The bits above. */
  traits: number;
  /** Hash of the body's media lines without ports, and of what their payload types mean; 0 without any. */
  sdpShape: number;
}

export function newLooked(): Looked {
  return { traits: 0, sdpShape: 0 };
}

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const COLON = 0x3a;
const EQUALS = 0x3d;

/** The message in bytes[start, end), of a packet that came at `seconds`; `datagram`: it is all that the packet carries. */
export function lookAt(
  bytes: Buffer,
  start: number,
  end: number,
  seconds: number,
  datagram: boolean,
  out: Looked,
): void {
  out.traits = out.sdpShape = 0;
  seen = 0;
  length = -1;
  const view = viewOf(bytes);
  let line = start;
  while (line < end && (bytes[line] === CR || bytes[line] === LF)) line++;
  let next = nextLine(view, line, end);
  while (next < end) {
    line = next;
    next = nextLine(view, line, end);
    const first = bytes[line];
    if (first === LF || (first === CR && bytes[line + 1] === LF)) break;
    if (INTERESTING[first] !== 0) header(bytes, line, next, seconds, out);
  }
  if (datagram && length >= 0 && length !== end - next) out.traits |= LENGTH_LIES;
  if (next < end) body(bytes, next, end, out);
}

/** Scratch of lookAt: a bit for each header that may stand once, and what Content-Length says, -1 without one. */
let seen = 0;
let length = -1;

/** 1 for the letters with which a header begins that is looked at. */
const INTERESTING = new Uint8Array(256);
for (const letter of 'cdfilmrstuvx') INTERESTING[letter.charCodeAt(0)] = INTERESTING[letter.charCodeAt(0) - 32] = 1;

type Take = (bytes: Buffer, value: number, end: number, seconds: number, out: Looked) => void;

interface Header {
  /** Lower case. */
  name: string;
  /** Bit of `seen`; 0 for one that may stand oftener. */
  once: number;
  take: Take | null;
}

const lookForPrivate: Take = (bytes, value, end, _, out) => {
  if ((out.traits & PRIVATE) === 0 && namesPrivate(bytes, value, end)) out.traits |= PRIVATE;
};

const takeLength: Take = (bytes, value, end) => {
  let number = 0;
  let at = value;
  while (at < end && (bytes[at] === SPACE || bytes[at] === 0x09)) at++;
  for (; at < end && isDigit(bytes[at]); at++) number = number * 10 + bytes[at] - 0x30;
  length = number;
};

const takeDate: Take = (bytes, value, end, seconds, out) => {
  const ms = parseDate(bytes.latin1Slice(value, end).trim());
  if (ms !== null && Math.abs(ms / 1000 - seconds) > CLOCK_SKEW_S) out.traits |= DATE_OFF;
};

const trait =
  (bit: number): Take =>
  (_bytes, _value, _end, _seconds, out) => {
    out.traits |= bit;
  };

/** How scanners call themselves, lower case; anything may follow. */
const SCANNERS = [
  'friendly-scanner',
  'sipvicious',
  'sundayddr',
  'sip-scan',
  'sipcli',
  'sipsak-scan',
  'vaxsipuseragent',
];

const takeAgent: Take = (bytes, value, end, _, out) => {
  let at = value;
  while (at < end && bytes[at] <= SPACE) at++;
  for (const name of SCANNERS) if (startsWith(bytes, at, name)) out.traits |= SCANNER;
};

/** In the order of their first letters. The compact forms of RFC 3261 section 7.3.3 count as the same header. */
const HEADERS: readonly Header[] = [
  { name: 'call-id', once: 1, take: null },
  { name: 'i', once: 1, take: null },
  { name: 'from', once: 2, take: null },
  { name: 'f', once: 2, take: null },
  { name: 'to', once: 4, take: null },
  { name: 't', once: 4, take: null },
  { name: 'cseq', once: 8, take: null },
  { name: 'content-length', once: 16, take: takeLength },
  { name: 'l', once: 16, take: takeLength },
  { name: 'content-type', once: 32, take: null },
  { name: 'c', once: 32, take: null },
  { name: 'max-forwards', once: 64, take: null },
  { name: 'contact', once: 0, take: lookForPrivate },
  { name: 'm', once: 0, take: lookForPrivate },
  { name: 'via', once: 0, take: lookForPrivate },
  { name: 'v', once: 0, take: lookForPrivate },
  { name: 'date', once: 128, take: takeDate },
  { name: 'reason', once: 0, take: trait(REASON) },
  { name: 'session-expires', once: 256, take: trait(SESSION_EXPIRES) },
  { name: 'x', once: 256, take: trait(SESSION_EXPIRES) },
  { name: 'user-agent', once: 0, take: takeAgent },
];

/** By the first letter in lower case. */
const BY_LETTER: (readonly Header[])[] = Array.from({ length: 128 }, (_, code) =>
  HEADERS.filter(({ name }) => name.charCodeAt(0) === code),
);

function header(bytes: Buffer, line: number, next: number, seconds: number, out: Looked): void {
  const candidates = BY_LETTER[bytes[line] | 0x20];
  for (let i = 0; i < candidates.length; i++) {
    const { name, once, take } = candidates[i];
    let colon = line + name.length;
    if (bytes[colon] !== COLON) {
      if (bytes[colon] !== SPACE && bytes[colon] !== 0x09) continue;
      while (bytes[colon] === SPACE || bytes[colon] === 0x09) colon++;
      if (bytes[colon] !== COLON) continue;
    }
    if (!startsWith(bytes, line, name)) continue;
    if ((seen & once) !== 0) out.traits |= DUPLICATE;
    seen |= once;
    if (take !== null) take(bytes, colon + 1, next, seconds, out);
    return;
  }
}

// ---------------------------------------------------------------------------------------------------- body

const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Media lines and what belongs to them; any body is read, as only those of SDP have such lines. */
function body(bytes: Buffer, from: number, end: number, out: Looked): void {
  const view = viewOf(bytes);
  let shape = 0;
  for (let line = from, next = from; line < end; line = next) {
    next = nextLine(view, line, end);
    if (bytes[line + 1] !== EQUALS) continue;
    const type = bytes[line];
    if (type === 0x63) {
      if (namesPrivate(bytes, line + 2, next)) out.traits |= PRIVATE;
    } else if (type === 0x6d)
      shape = mixed(
        bytes,
        portEnd(bytes, line, next),
        next,
        mixed(bytes, line, portAt(bytes, line, next), shape || FNV_BASIS),
      );
    else if (type === 0x61 && shape !== 0 && belongs(bytes, line + 2)) shape = mixed(bytes, line, next, shape);
  }
  out.sdpShape = shape;
}

/** `a=rtpmap`, `a=crypto`, `a=fingerprint`: of what is encrypted, that it is. */
function belongs(bytes: Buffer, at: number): boolean {
  return startsWith(bytes, at, 'rtpmap:') || startsWith(bytes, at, 'crypto:') || startsWith(bytes, at, 'fingerprint:');
}

/** Where the port of a media line begins. */
function portAt(bytes: Buffer, line: number, end: number): number {
  let at = line;
  while (at < end && bytes[at] !== SPACE) at++;
  return at;
}

/** Where it ends; a port of 0 is part of the shape. */
function portEnd(bytes: Buffer, line: number, end: number): number {
  const from = portAt(bytes, line, end) + 1;
  if (bytes[from] === 0x30) return from;
  let at = from;
  while (at < end && isDigit(bytes[at])) at++;
  return at;
}

function mixed(bytes: Buffer, from: number, to: number, basis: number): number {
  let hash = basis;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at], FNV_PRIME);
  return hash;
}

/** An address of RFC 1918 stands in bytes[from, to). */
function namesPrivate(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++) {
    if (bytes[at] !== 0x31 || isInName(bytes[at - 1])) continue;
    if (bytes[at + 1] === 0x30 && bytes[at + 2] === DOT && isDigit(bytes[at + 3])) return true;
    if (startsWith(bytes, at, '192.168.')) return true;
    if (startsWith(bytes, at, '172.') && isSecondOf172(bytes, at + 4)) return true;
  }
  return false;
}

const DOT = 0x2e;

/** 16 to 31, and a dot. */
function isSecondOf172(bytes: Buffer, at: number): boolean {
  const number = (bytes[at] - 0x30) * 10 + bytes[at + 1] - 0x30;
  return bytes[at + 2] === DOT && isDigit(bytes[at]) && isDigit(bytes[at + 1]) && number >= 16 && number <= 31;
}

/** What stands before an address does not belong to it. */
function isInName(byte: number): boolean {
  return (
    isDigit(byte) || byte === DOT || byte === 0x2d || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a)
  );
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
