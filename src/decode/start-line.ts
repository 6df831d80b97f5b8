/**
 * The one place that knows SIP by its first line (RFC 3261, 7.1 and 7.2), for datagrams, streams and chunks alike.
 * Generous on purpose: a broken start line is what an engineer wants to see. What it says is the business of sip/.
 */

import { JUNK_BEFORE_START_LINE_BYTES, START_LINE_BYTES } from '../budgets';
import { viewOf, wordOf } from './words';

/** Not SIP, whatever follows. */
export const NO = -1;
/** May become SIP: the bytes end before the line does. */
export const MORE = -2;

const CR = 13;
const LF = 10;
const SPACE = 32;
const TAB = 9;
const SLASH = 47;
const DOT = 46;
const COLON = 58;
/** A word longer than this is no method and no header name. */
const NAME_BYTES = 128;

/** 1 for the characters of a token (RFC 3261, 25.1), which a method is made of. */
const TOKEN = new Uint8Array(256);
for (const c of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.!%*_+`'~") TOKEN[c.charCodeAt(0)] = 1;

/**
 * Is there a start line at `at`? Gives the offset behind its line end, NO or MORE. A request line ends in SIP/x.y, or
 * is at least a method and a SIP URI; a status line begins with SIP/x.y.
 */
export function startLine(bytes: Buffer, at: number, end: number): number {
  if (at >= end) return MORE;
  if (TOKEN[bytes[at]] === 0) return NO;
  if ((bytes[at] | 0x20) === 0x73) {
    const status = statusLine(bytes, at, end);
    if (status !== NO) return status;
  }
  let i = at + 1;
  while (i < end && TOKEN[bytes[i]] === 1) i++;
  const method = i;
  if (i - at > NAME_BYTES) return NO;
  if (i === end) return MORE;
  if (bytes[i] !== SPACE && bytes[i] !== TAB) return NO;
  i = lineEnd(bytes, i, end);
  if (i === end && end - at <= START_LINE_BYTES) return MORE;
  return versionAt(bytes, method, i) >= 0 || sipUriFollows(bytes, method, i) ? i + 1 : NO;
}

/** SIP/x.y and then a blank, whatever the rest is. */
function statusLine(bytes: Buffer, at: number, end: number): number {
  for (let i = 0; i < 4; i++) {
    if (at + i === end) return MORE;
    if ((bytes[at + i] | 0x20) !== (SIP_SLASH[i] | 0x20)) return NO;
  }
  let i = at + 4;
  while (i < end && isDigit(bytes[i])) i++;
  if (i === end) return MORE;
  if (i === at + 4 || bytes[i] !== DOT) return NO;
  i++;
  const minor = i;
  while (i < end && isDigit(bytes[i])) i++;
  if (i === end) return MORE;
  if (i === minor || (bytes[i] !== SPACE && bytes[i] !== TAB && bytes[i] !== CR && bytes[i] !== LF)) return NO;
  i = lineEnd(bytes, i, end);
  return i === end && end - at <= START_LINE_BYTES ? MORE : Math.min(i + 1, end);
}

const SIP_SLASH = Buffer.from('sip/');

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

export function isToken(c: number): boolean {
  return TOKEN[c] === 1;
}

/** CR too: it stands at the end of lines. */
export function isBlank(c: number): boolean {
  return c === SPACE || c === TAB || c === CR;
}

/** Offset of the LF, or `end`; looks no farther than a start line may be long. */
function lineEnd(bytes: Buffer, at: number, end: number): number {
  const limit = end - at > START_LINE_BYTES ? at + START_LINE_BYTES : end;
  let i = at;
  while (i < limit && bytes[i] !== LF) i++;
  return i;
}

/** Where SIP/x.y stands that bytes[from, end) end in, behind a blank and perhaps before some; or NO. */
export function versionAt(bytes: Buffer, from: number, end: number): number {
  let i = end - 1;
  while (i > from && isBlank(bytes[i])) i--;
  const minor = i;
  while (i > from && isDigit(bytes[i])) i--;
  if (i === minor || bytes[i] !== DOT) return NO;
  const major = --i;
  while (i > from && isDigit(bytes[i])) i--;
  if (i === major || bytes[i] !== SLASH || i - 4 < from) return NO;
  return isSip(bytes, i - 3) && isBlank(bytes[i - 4]) ? i - 3 : NO;
}

/** Does a status line with three digits begin here? Strict, for lines that anything may be. */
export function statusAt(bytes: Buffer, at: number, end: number): boolean {
  if (end - at < 12 || !isSip(bytes, at) || bytes[at + 3] !== SLASH) return false;
  if (!isDigit(bytes[at + 4]) || bytes[at + 5] !== DOT || !isDigit(bytes[at + 6]) || bytes[at + 7] !== SPACE)
    return false;
  return isDigit(bytes[at + 8]) && isDigit(bytes[at + 9]) && isDigit(bytes[at + 10]) && isBlank(bytes[at + 11]);
}

function isSip(bytes: Buffer, at: number): boolean {
  return (bytes[at] | 0x20) === 0x73 && (bytes[at + 1] | 0x20) === 0x69 && (bytes[at + 2] | 0x20) === 0x70;
}

/** Blanks, then `sip:` or `sips:`. */
function sipUriFollows(bytes: Buffer, from: number, end: number): boolean {
  let i = from;
  while (i < end && isBlank(bytes[i])) i++;
  if (end - i < 5 || !isSip(bytes, i)) return false;
  const s = (bytes[i + 3] | 0x20) === 0x73 ? 1 : 0;
  return bytes[i + 3 + s] === COLON;
}

/** Does a header begin at `at`? As startLine(): the offset behind its colon, NO or MORE. */
export function headerName(bytes: Buffer, at: number, end: number): number {
  let i = at;
  while (i < end && TOKEN[bytes[i]] === 1) i++;
  if (i - at > NAME_BYTES || (i === at && i < end)) return NO;
  while (i < end && (bytes[i] === SPACE || bytes[i] === TAB)) i++;
  if (i === end) return MORE;
  return bytes[i] === COLON ? i + 1 : NO;
}

/** Line ends before a start line are to be ignored (RFC 3261, 7.5), and alone they keep a connection alive (RFC 5626). */
export function skipLineEnds(bytes: Buffer, at: number, end: number): number {
  let i = at;
  while (i < end && (bytes[i] === CR || bytes[i] === LF)) i++;
  return i;
}

/** Offset of the start line in a payload that holds all there is, or NO. */
export function sipInDatagram(bytes: Buffer, at: number, end: number): number {
  const start = skipLineEnds(bytes, at, end);
  if (isStartLine(bytes, start, end)) return start;
  return end - start < 16 || isEnvelope(bytes, start) ? NO : behindJunk(bytes, start, end);
}

/** Is there a start line, even if only its beginning is left? */
export function isStartLine(bytes: Buffer, at: number, end: number): boolean {
  if (isUsualStatusLine(bytes, at, end)) return true;
  const line = startLine(bytes, at, end);
  if (line !== MORE) return line > 0;
  let method = at;
  while (method < end && TOKEN[bytes[method]] === 1) method++;
  if (method === end) return false;
  if (bytes[method] === SLASH) return statusLine(bytes, at, end) === MORE && end - at >= 7;
  return versionAt(bytes, method, end) >= 0 || sipUriFollows(bytes, method, end);
}

const SIP_2_0 = [wordOf('SIP/'), wordOf('2.0 ')];

/** As half of all messages begin. What follows is a status line whatever it says. */
function isUsualStatusLine(bytes: Buffer, at: number, end: number): boolean {
  if (end - at < 8) return false;
  const view = viewOf(bytes);
  return view.getInt32(at, true) === SIP_2_0[0] && view.getInt32(at + 4, true) === SIP_2_0[1];
}

/** Protocols that carry SIP whole, with a header of their own: HEP (1, 2 and 3) and syslog. They are no junk. */
function isEnvelope(bytes: Buffer, at: number): boolean {
  const first = bytes[at];
  if (first === 0x3c /* < */) return true;
  if (first === 1 || first === 2) return bytes[at + 1] === 16 || bytes[at + 1] === 40;
  return first === 0x48 && bytes[at + 1] === 0x45 && bytes[at + 2] === 0x50 && isDigit(bytes[at + 3]);
}

/** Looks for a start line with a version behind some bytes that are none: at each capital that begins a word. */
function behindJunk(bytes: Buffer, at: number, end: number): number {
  const last = Math.min(at + JUNK_BEFORE_START_LINE_BYTES, end - 16);
  for (let i = at + 1; i <= last; i++) {
    const c = bytes[i];
    if (c < 65 || c > 90 || TOKEN[bytes[i - 1]] === 1) continue;
    const line = startLine(bytes, i, end);
    if (line > 0 && (versionAt(bytes, i, line - 1) >= 0 || statusLine(bytes, i, end) > 0)) return i;
  }
  return NO;
}
