/**
 * What the store needs of every SIP message, in one pass over the bytes of its head and without making strings: start
 * line, Call-ID, CSeq, the top Via's identity, whether there is a To tag, whether SDP or a report follows. Everything else,
 * validation included, is left to parse.ts, which is asked only about messages that somebody looks at. RFC 3261
 * sections 7 and 20.
 */

import { VOIP_METRICS_TYPE } from '../voip-metrics';
import { nextLine, viewOf } from '../words';
import { isDigit, startsWith } from './bytes';
import { beginLook, DUPLICATE, lookAtLine, lookAtRest, sdpShape, sessionS } from './look';

/** Scratch: scanMessage fills the same object again. Ranges are offsets [start, end) in the bytes; empty: missing. */
export interface Scanned {
  request: boolean;
  /** Of the request line, or of the CSeq for a response. */
  methodStart: number;
  methodEnd: number;
  /** 0 for a request, or when it is no number of three digits. */
  status: number;
  reasonStart: number;
  reasonEnd: number;
  callIdStart: number;
  callIdEnd: number;
  /** 0 where missing or no number. */
  cseq: number;
  /** Hash of what identifies the transaction beside its method: branch and sent-by, or RFC 2543's fields. */
  transactionHash: number;
  hasToTag: boolean;
  fromStart: number;
  fromEnd: number;
  toStart: number;
  toEnd: number;
  sdp: boolean;
  /** A report on the quality of a call follows (RFC 6035). */
  voipMetrics: boolean;
  /** A REGISTER request that asks for bindings to be removed. */
  removesBindings: boolean;
  /** Bits of look.ts, and its hash of the SDP; 0 where nobody looks. */
  traits: number;
  sdpShape: number;
  /** Seconds of Session-Expires, where somebody looks; 0 without any. */
  sessionS: number;
}

export function newScanned(): Scanned {
  return {
    request: false,
    methodStart: 0,
    methodEnd: 0,
    status: 0,
    reasonStart: 0,
    reasonEnd: 0,
    callIdStart: 0,
    callIdEnd: 0,
    cseq: 0,
    transactionHash: 0,
    hasToTag: false,
    fromStart: 0,
    fromEnd: 0,
    toStart: 0,
    toEnd: 0,
    sdp: false,
    voipMetrics: false,
    removesBindings: false,
    traits: 0,
    sdpShape: 0,
    sessionS: 0,
  };
}

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const COMMA = 0x2c;
const SLASH = 0x2f;
const COLON = 0x3a;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const CLOSE = 0x3e;

/** Scratch of scanMessage: the value of the first Via, a bit for each header not found yet, the colon of the latest. */
let viaStart = 0;
let viaEnd = 0;
let missing = 0;
let colonAt = 0;

/**
 * Fills `out` from the message in bytes[start, end). What is missing stays empty. With `lookedAtS`, the packet's time in
 * seconds since 1970, it is looked at for diagnosis, too; null spares that.
 */
export function scanMessage(bytes: Buffer, start: number, end: number, out: Scanned, lookedAtS: number | null): void {
  reset(out);
  const view = viewOf(bytes);
  let line = start;
  while (line < end && (bytes[line] === CR || bytes[line] === LF)) line++;
  let next = nextLine(view, line, end);
  scanStartLine(bytes, line, trimmed(bytes, line, next), out);
  const body = hasBody(bytes, end);
  const wanted = body ? ALL : ALL & ~(1 << CONTENT_TYPE);
  missing = wanted;
  let looks = lookedAtS !== null && (body || isLookedAt(bytes, out));
  if (looks) beginLook();
  // The first of a header counts. Most of a head is of no interest here: what stands behind the last header that is needed is not walked through.
  while (next < end && (missing !== 0 || looks)) {
    line = next;
    next = nextLine(view, line, end);
    const first = bytes[line];
    if (first === LF || (first === CR && bytes[line + 1] === LF)) break;
    const kind = headerOf(bytes, line);
    if (kind === NONE || (missing & (1 << kind)) === 0) {
      if (!looks || lookedAtS === null) continue;
      if (kind === NONE) out.traits |= lookAtLine(bytes, line, next, lookedAtS);
      else if (kind !== VIA && (wanted & (1 << kind)) !== 0) out.traits |= DUPLICATE;
      continue;
    }
    // RFC 3261 7.3.1: a line that begins with a blank goes on with the header before it.
    while (next < end && (bytes[next] === SPACE || bytes[next] === TAB)) next = nextLine(view, next, end);
    const valueEnd = trimmed(bytes, colonAt, next);
    let value = colonAt + 1;
    while (value < valueEnd && bytes[value] <= SPACE) value++;
    missing &= ~(1 << kind);
    note(bytes, kind, value, valueEnd, end, out);
    // What answers a BYE says nothing that matters.
    if (kind === CSEQ && bytes[out.methodStart] === LETTER_B && !out.request && out.status < 300) looks = false;
  }
  if (out.request && out.methodEnd - out.methodStart === 8 && startsWith(bytes, out.methodStart, 'register')) {
    out.removesBindings = asksForRemoval(bytes.latin1Slice(start, end));
  }
  out.transactionHash = viaHash(bytes, out);
  if (!looks) return;
  out.traits |= lookAtRest(bytes, viaStart, next, end, out);
  out.sdpShape = sdpShape;
  out.sessionS = sessionS;
}

/**
 * Looking reads every line, and a scan stops early. Where a call goes well, its ACKs and its provisional responses without
 * a body have nothing that its INVITE has not.
 */
function isLookedAt(bytes: Buffer, out: Scanned): boolean {
  if (out.request) return bytes[out.methodStart] !== LETTER_A;
  return out.status >= 200;
}

/** Of ACK, of BYE, and of no other methods. */
const LETTER_A = 0x41;
const LETTER_B = 0x42;

/** False when the message ends with the empty line behind its head. */
function hasBody(bytes: Buffer, end: number): boolean {
  if (bytes[end - 1] !== LF) return true;
  return bytes[end - 2] !== LF && (bytes[end - 2] !== CR || bytes[end - 3] !== LF);
}

function reset(out: Scanned): void {
  out.methodStart = out.methodEnd = 0;
  out.reasonStart = out.reasonEnd = 0;
  out.callIdStart = out.callIdEnd = 0;
  out.fromStart = out.fromEnd = 0;
  out.toStart = out.toEnd = 0;
  out.status = 0;
  out.cseq = 0;
  out.sdp = false;
  out.voipMetrics = false;
  out.hasToTag = false;
  out.removesBindings = false;
  out.traits = out.sdpShape = out.sessionS = 0;
  viaStart = viaEnd = 0;
}

/** Takes the value [value, valueEnd) of a header. */
function note(bytes: Buffer, kind: number, value: number, valueEnd: number, end: number, out: Scanned): void {
  switch (kind) {
    case CALL_ID:
      out.callIdStart = value;
      out.callIdEnd = valueEnd;
      break;
    case VIA:
      viaStart = value;
      viaEnd = valueEnd;
      break;
    case FROM:
      out.fromStart = value;
      out.fromEnd = valueEnd;
      break;
    case TO:
      out.toStart = value;
      out.toEnd = valueEnd;
      out.hasToTag = tagAt(bytes, value, valueEnd) > 0;
      break;
    case CSEQ:
      scanCSeq(bytes, value, valueEnd, out);
      break;
    case CONTENT_TYPE:
      out.sdp = hasType(bytes, value, end, 'application/sdp');
      out.voipMetrics = !out.sdp && hasType(bytes, value, end, VOIP_METRICS_TYPE);
      break;
  }
}

const NONE = 0;
const CALL_ID = 1;
const VIA = 2;
const FROM = 3;
const TO = 4;
const CSEQ = 5;
const CONTENT_TYPE = 6;
const ALL = 0b1111110;

/** Long names by kind, in lower case. */
const NAMES = ['', 'call-id', 'via', 'from', 'to', 'cseq', 'content-type'];

/**
 * Which of the headers that matter begins at `at`; `colonAt` is then its colon. The first two letters leave one
 * candidate. Past the end of the bytes nothing matches.
 */
function headerOf(bytes: Buffer, at: number): number {
  const kind = candidate(bytes[at] | 0x20, bytes[at + 1] | 0x20);
  if (kind === NONE) return NONE;
  const compact = kind < 0;
  const name = NAMES[compact ? -kind : kind];
  colonAt = at + (compact ? 1 : name.length);
  while (bytes[colonAt] === SPACE || bytes[colonAt] === TAB) colonAt++;
  if (bytes[colonAt] !== COLON) return NONE;
  if (compact) return -kind;
  return startsWith(bytes, at, name) ? kind : NONE;
}

/** The kind by two letters in lower case; negative for what can only be a compact form. */
function candidate(first: number, second: number): number {
  switch (first) {
    case 0x76: // v
      return second === 0x69 ? VIA : -VIA;
    case 0x66: // f
      return second === 0x72 ? FROM : -FROM;
    case 0x74: // t
      return second === 0x6f ? TO : -TO;
    case 0x69: // i
      return -CALL_ID;
    case 0x63: // c
      if (second === 0x61) return CALL_ID;
      if (second === 0x73) return CSEQ;
      return second === 0x6f ? CONTENT_TYPE : -CONTENT_TYPE;
    default:
      return NONE;
  }
}

function scanStartLine(bytes: Buffer, from: number, to: number, out: Scanned): void {
  let at = from;
  while (at < to && bytes[at] !== SPACE && bytes[at] !== TAB) at++;
  out.request = !startsWith(bytes, from, 'sip/');
  if (out.request) {
    out.methodStart = from;
    out.methodEnd = at;
    return;
  }
  while (at < to && bytes[at] <= SPACE) at++;
  const digits = at;
  let status = 0;
  for (; at < to && isDigit(bytes[at]); at++) status = status * 10 + bytes[at] - 0x30;
  out.status = at - digits === 3 ? status : 0;
  while (at < to && bytes[at] <= SPACE) at++;
  out.reasonStart = at;
  out.reasonEnd = to;
}

function scanCSeq(bytes: Buffer, from: number, to: number, out: Scanned): void {
  let at = from;
  let number = 0;
  for (; at < to && isDigit(bytes[at]); at++) number = number * 10 + bytes[at] - 0x30;
  out.cseq = number <= 0xffffffff ? number : 0;
  if (out.request) return;
  while (at < to && bytes[at] <= SPACE) at++;
  out.methodStart = at;
  out.methodEnd = to;
}

/**
 * Offset of the tag parameter's value in a From or To, 0 without one. Parameters stand behind the bracket: a semicolon
 * inside it does not count.
 */
function tagAt(bytes: Buffer, from: number, to: number): number {
  let at = to;
  while (at > from && bytes[at - 1] !== CLOSE) at--;
  for (; at < to; at++) {
    if (bytes[at] !== SEMICOLON) continue;
    let name = at + 1;
    while (name < to && bytes[name] <= SPACE) name++;
    if (!startsWith(bytes, name, 'tag')) continue;
    name += 3;
    while (name < to && bytes[name] <= SPACE) name++;
    if (bytes[name] === EQUALS && name + 1 < to) return name + 1;
  }
  return 0;
}

/** Of the body or of a part of it; `type` is lower case. */
function hasType(bytes: Buffer, value: number, end: number, type: string): boolean {
  if (startsWith(bytes, value, type)) return true;
  return startsWith(bytes, value, 'multipart/') && bytes.latin1Slice(value, end).toLowerCase().includes(type);
}

/** RFC 3261 10.2.2: Contact `*`, or an expiration of zero. */
function asksForRemoval(text: string): boolean {
  const contact = /\n(?:contact|m)[ \t]*:[ \t]*([^\r\n]*)/i.exec(text)?.[1];
  if (contact === undefined) return false;
  const own = /;[ \t]*expires[ \t]*=[ \t]*(\d+)/i.exec(contact)?.[1];
  const expires = own ?? /\nexpires[ \t]*:[ \t]*(\d+)/i.exec(text)?.[1];
  return contact.trim() === '*' || (expires !== undefined && Number(expires) === 0);
}

const COOKIE = 'z9hg4bk';
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * RFC 3261 17.2.3: branch and sent-by of the top Via. A branch without the cookie says nothing: then sent-by, CSeq
 * number and From tag have to do.
 */
function viaHash(bytes: Buffer, message: Scanned): number {
  // The CSeq number is the same throughout a transaction; it tells those of a client apart whose branch never changes.
  hash = FNV_BASIS ^ message.cseq;
  const sentByEnd = hashToken(bytes, sentBy(bytes), viaEnd);
  const branch = branchAt(bytes, sentByEnd);
  if (branch > 0) hashToken(bytes, branch, viaEnd);
  else hashToken(bytes, tagAt(bytes, message.fromStart, message.fromEnd), message.fromEnd);
  return hash;
}

/** Offset of what follows the protocol: `SIP/2.0/UDP `, as nearly everybody writes it. */
function sentBy(bytes: Buffer): number {
  let at = viaStart + 11;
  const usual = at < viaEnd && bytes[at] === SPACE && bytes[at - 1] > SPACE && bytes[at - 4] === SLASH;
  if (!usual) {
    at = viaStart;
    while (at < viaEnd && bytes[at] > SPACE) at++;
  }
  while (at < viaEnd && bytes[at] <= SPACE) at++;
  return at;
}

/** Offset behind the magic cookie of the first Via's branch, 0 without one; `at`: behind its sent-by. */
function branchAt(bytes: Buffer, at: number): number {
  for (; at < viaEnd && bytes[at] !== COMMA; at++) {
    if (bytes[at] !== SEMICOLON) continue;
    let name = at + 1;
    while (name < viaEnd && bytes[name] <= SPACE) name++;
    if ((bytes[name] | 0x20) !== 0x62 || !startsWith(bytes, name, 'branch')) continue;
    name += 6;
    while (name < viaEnd && (bytes[name] <= SPACE || bytes[name] === EQUALS)) name++;
    return startsWith(bytes, name, COOKIE) ? name + COOKIE.length : 0;
  }
  return 0;
}

/** 1 for the bytes that end a token: blanks, control characters, comma, semicolon. */
const ENDS_TOKEN = new Uint8Array(256).fill(1, 0, SPACE + 1);
ENDS_TOKEN[COMMA] = 1;
ENDS_TOKEN[SEMICOLON] = 1;

/** Scratch of viaHash. */
let hash = 0;

/** Takes the token at `at` into the hash; returns where it ends. Nothing stands at 0, and nothing is taken there. */
function hashToken(bytes: Buffer, at: number, end: number): number {
  let mixed = hash;
  let i = at;
  for (; i < end && i > 0 && ENDS_TOKEN[bytes[i]] === 0; i++) mixed = Math.imul(mixed ^ bytes[i], FNV_PRIME);
  hash = mixed;
  return i;
}

/** `end` less the blanks and line breaks before it. Other control characters are part of what was sent. */
function trimmed(bytes: Buffer, start: number, end: number): number {
  while (end > start && bytes[end - 1] <= SPACE && isBlankOrBreak(bytes[end - 1])) end--;
  return end;
}

function isBlankOrBreak(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === CR || byte === LF;
}
