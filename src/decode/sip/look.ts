/**
 * What diagnosis must know of messages, in one pass over their lines and without making strings, so that only those which
 * may be part of a problem are read again and in full. RFC 3261 sections 7.3 and 20, RFC 8866.
 */

import { CLOCK_SKEW_S } from '../../budgets';
import { hashOf, nextLine, viewOf, wordOf } from '../words';
import { isDigit, startsWith } from './bytes';
import { parseDate } from './message';

/** A Contact, the top Via or the SDP's c= has an address of RFC 1918. */
export const PRIVATE = 1;
/** A header that may stand once stands twice. */
export const DUPLICATE = 2;
/** Content-Length is not the length of what follows the head. */
export const LENGTH_LIES = 4;
/** The Date differs from the packet's time. */
export const DATE_OFF = 8;
/** A Reason (RFC 3326) that may name a timer: by its text, as SIP 408 or as cause 102 of Q.850. */
export const TIMER_REASON = 16;
/** User-Agent of a known scanner. */
export const SCANNER = 32;

const SPACE = 0x20;
const COLON = 0x3a;
const EQUALS = 0x3d;
const AT = 0x40;
const DOT = 0x2e;
const LETTER_L = 0x6c;
const LETTER_M = 0x6d;
const LETTER_S = 0x73;
const LETTER_X = 0x78;

/** Scratch: what Content-Length says, -1 without one, and bits of headers seen that may stand once. */
let length = -1;
let seen = 0;
/** Of a Content-Length that is no number, and so none that is right. */
const NO_LENGTH = Number.MAX_SAFE_INTEGER;

/** Before the first line of a message. */
export function beginLook(): void {
  length = -1;
  seen = sdpShape = sessionS = 0;
}

/** Set by lookAtLine(): the seconds of Session-Expires (RFC 4028), at most what fits a column; 0 without any. */
export let sessionS = 0;
const SESSION_MAX_S = 65_535;

/** Headers that may stand once and are none of scan.ts, which counts its own: a bit each. */
const ONE_CONTENT_LENGTH = 1;
const ONE_MAX_FORWARDS = 2;
const ONE_DATE = 4;
const ONE_SESSION_EXPIRES = 8;

/** A header's name of up to 16 letters, lower case: its words behind the first, as viewOf() reads them, and where they stand. */
interface Name {
  length: number;
  second: number;
  secondAt: number;
  third: number;
  thirdAt: number;
  last: number;
  lastAt: number;
}

function nameOf(text: string): Name {
  const lastAt = text.length - 4;
  // Those of a short name are the same one several times, so that all are compared without a loop.
  const secondAt = Math.min(4, lastAt);
  const thirdAt = Math.min(8, lastAt);
  const [second, third, last] = [secondAt, thirdAt, lastAt].map((at) => wordOf(text.slice(at)));
  return { length: text.length, second, secondAt, third, thirdAt, last, lastAt };
}

const CONTACT = nameOf('contact');
const CONTENT_LENGTH = nameOf('content-length');
const DATE = nameOf('date');
const MAX_FORWARDS = nameOf('max-forwards');
const REASON = nameOf('reason');
const SESSION_EXPIRES = nameOf('session-expires');
const USER_AGENT = nameOf('user-agent');

const CONT = wordOf('cont');
const DATE_ = wordOf('date');
const MAX_ = wordOf('max-');
const REAS = wordOf('reas');
const SESS = wordOf('sess');
const USER = wordOf('user');

/** Makes letters small; what else stands in names has the bit already. */
const FOUR_SMALL = 0x20202020;

/**
 * The bits of a header that scan.ts does not read, of a packet that came at `seconds` since 1970. By first letters, as
 * this is done for every line.
 */
export function lookAtLine(bytes: Buffer, line: number, next: number, seconds: number): number {
  const second = bytes[line + 1];
  if (second === COLON || second === SPACE) return lookAtCompact(bytes, line, next);
  if (next - line < 5) return 0;
  const view = viewOf(bytes);
  switch (view.getInt32(line, true) | FOUR_SMALL) {
    case CONT:
      if (is(bytes, view, line, next, CONTENT_LENGTH)) return takeLength(bytes);
      return is(bytes, view, line, next, CONTACT) ? contactBits(bytes, next) : 0;
    case MAX_:
      return is(bytes, view, line, next, MAX_FORWARDS) ? once(ONE_MAX_FORWARDS) : 0;
    case USER:
      return is(bytes, view, line, next, USER_AGENT) ? agentBits(bytes) : 0;
    case SESS:
      return is(bytes, view, line, next, SESSION_EXPIRES) ? takeSession(bytes) : 0;
    case REAS:
      return is(bytes, view, line, next, REASON) ? reasonBits(bytes, next) : 0;
    case DATE_:
      return is(bytes, view, line, next, DATE) ? once(ONE_DATE) | dateBits(bytes, next, seconds) : 0;
    default:
      return 0;
  }
}

/** Compact forms: RFC 3261 section 7.3.3, RFC 4028. */
function lookAtCompact(bytes: Buffer, line: number, next: number): number {
  if (!isValueBehind(bytes, line + 1)) return 0;
  switch (bytes[line] | 0x20) {
    case LETTER_L:
      return takeLength(bytes);
    case LETTER_M:
      return contactBits(bytes, next);
    case LETTER_X:
      return takeSession(bytes);
    default:
      return 0;
  }
}

/** The bits of what no single line tells: the first Via is at `via`, 0 without one, the body in bytes[body, end). */
export function lookAtRest(
  bytes: Buffer,
  via: number,
  body: number,
  end: number,
  { request, sdp }: { request: boolean; sdp: boolean },
): number {
  let bits = length >= 0 && length !== end - body ? LENGTH_LIES : 0;
  // The Vias of a response are not its sender's.
  if (request && via > 0) bits |= viaBits(bytes, via, body);
  return sdp ? bits | lookAtSdp(bytes, body, end) : bits;
}

/** Where the value of the header begins that is() was true for. */
let value = 0;

/** The line [line, next), which has the first word of this name, goes on with the others and a colon. */
function is(bytes: Buffer, view: DataView, line: number, next: number, name: Name): boolean {
  if (next - line <= name.length) return false;
  if ((view.getInt32(line + name.secondAt, true) | FOUR_SMALL) !== name.second) return false;
  if ((view.getInt32(line + name.thirdAt, true) | FOUR_SMALL) !== name.third) return false;
  if ((view.getInt32(line + name.lastAt, true) | FOUR_SMALL) !== name.last) return false;
  return isValueBehind(bytes, line + name.length);
}

/** A colon stands there, perhaps behind blanks. */
function isValueBehind(bytes: Buffer, at: number): boolean {
  let colon = at;
  while (bytes[colon] === SPACE) colon++;
  if (bytes[colon] !== COLON) return false;
  value = colon + 1;
  while (bytes[value] === SPACE) value++;
  return true;
}

function once(bit: number): number {
  const twice = (seen & bit) !== 0 ? DUPLICATE : 0;
  seen |= bit;
  return twice;
}

function takeSession(bytes: Buffer): number {
  sessionS = 0;
  for (let at = value; isDigit(bytes[at]) && sessionS < SESSION_MAX_S; at++)
    sessionS = Math.min(SESSION_MAX_S, sessionS * 10 + bytes[at] - 0x30);
  return once(ONE_SESSION_EXPIRES);
}

function reasonBits(bytes: Buffer, next: number): number {
  for (let at = value; at < next; at++) {
    if (bytes[at] === EQUALS && (startsWith(bytes, at + 1, '408') || startsWith(bytes, at + 1, '102')))
      return TIMER_REASON;
    if ((bytes[at] | 0x20) === LETTER_S && startsWith(bytes, at, 'session')) return TIMER_REASON;
  }
  return 0;
}

function takeLength(bytes: Buffer): number {
  let number = 0;
  for (let at = value; isDigit(bytes[at]); at++) number = number * 10 + bytes[at] - 0x30;
  length = isDigit(bytes[value]) ? number : NO_LENGTH;
  return once(ONE_CONTENT_LENGTH);
}

function viaBits(bytes: Buffer, via: number, end: number): number {
  // Behind `SIP/2.0/UDP`.
  let at = via + PROTOCOL_LENGTH;
  while (at < end && bytes[at] === SPACE) at++;
  return isPrivateAt(bytes, at) ? PRIVATE : 0;
}

const PROTOCOL_LENGTH = 11;

function contactBits(bytes: Buffer, next: number): number {
  for (let at = value; at < next; at++) if (bytes[at] === AT) return isPrivateAt(bytes, at + 1) ? PRIVATE : 0;
  // `<sip:192.168.1.2>`: no user.
  for (let at = value; at < next; at++) if (bytes[at] === COLON) return isPrivateAt(bytes, at + 1) ? PRIVATE : 0;
  return 0;
}

function dateBits(bytes: Buffer, next: number, seconds: number): number {
  const ms = parseDate(bytes.latin1Slice(value, next).trim());
  return ms !== null && Math.abs(ms / 1000 - seconds) > CLOCK_SKEW_S ? DATE_OFF : 0;
}

/** How scanners call themselves, lower case; anything may follow. */
const SCANNERS = ['friendly-scanner', 'sipvicious', 'sundayddr', 'sip-scan', 'sipcli', 'pplsip', 'vaxsipuseragent'];
/** 1 for their first letters, small or capital. */
const SCANNER_LETTERS = new Uint8Array(256);
for (const [letter] of SCANNERS) {
  SCANNER_LETTERS[letter.charCodeAt(0)] = SCANNER_LETTERS[letter.toUpperCase().charCodeAt(0)] = 1;
}

function agentBits(bytes: Buffer): number {
  if (SCANNER_LETTERS[bytes[value]] === 0) return 0;
  return SCANNERS.some((name) => startsWith(bytes, value, name)) ? SCANNER : 0;
}

// ---------------------------------------------------------------------------------------------------- SDP

/** Set by lookAtRest(): a hash of media lines without ports, and of what belongs to them; 0 without any. */
export let sdpShape = 0;

/** The bits of the body in bytes[from, end). */
function lookAtSdp(bytes: Buffer, from: number, end: number): number {
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
      const mediaEnd = endOfMedia(view, line + 2, next);
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
function endOfMedia(view: DataView, at: number, next: number): number {
  if (at + 4 > next) return 0;
  const word = view.getInt32(at, true);
  if (word === RTPMAP) return next;
  return word === CRYPTO || word === FINGERPRINT ? at + 4 : 0;
}

/** By their first four letters. */
const RTPMAP = wordOf('rtpm');
const CRYPTO = wordOf('cryp');
const FINGERPRINT = wordOf('fing');

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
function isPrivateAt(bytes: Buffer, at: number): boolean {
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
