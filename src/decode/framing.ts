/** Where a SIP message in a stream ends: the head at its blank line, the body by Content-Length (RFC 3261, 18.3, 20.14). */

import { STREAM_MESSAGE_BYTES } from '../budgets';

/** Values of contentLength that are no length: no such header, one that is no number, one beyond all reason. */
export const ABSENT = -1;
export const NOT_A_NUMBER = -2;
export const TOO_LARGE = -3;

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
const COLON = 58;
const CONTENT_LENGTH = Buffer.from('content-length');
const CONTENT_TYPE = Buffer.from('content-type');

/** Reads one head, as far as it has come; called again with more bytes it goes on where it stopped. */
export class Framing {
  /** Offset of the body from the start of the message; 0 while the head is not whole. */
  bodyAt = 0;
  contentLength = ABSENT;
  hasContentType = false;
  /** The body may itself hold SIP messages (message/sip, message/sipfrag, multipart). */
  nested = false;
  /** Offset of the first line not read yet, and of the first byte of the body not searched yet, from the start. */
  private line = 0;
  searched = 0;

  begin(): void {
    this.bodyAt = 0;
    this.contentLength = ABSENT;
    this.hasContentType = false;
    this.nested = false;
    this.line = 0;
    this.searched = 0;
  }

  /** The message begins at `start`. True when its head is whole. */
  head(bytes: Buffer, start: number, end: number): boolean {
    if (this.bodyAt > 0) return true;
    for (let line = start + this.line; ; ) {
      if (line > start && line < end) {
        if (bytes[line] === LF) return this.found(line + 1 - start);
        if (bytes[line] === CR && line + 1 < end && bytes[line + 1] === LF) return this.found(line + 2 - start);
      }
      const stop = lineEnd(bytes, line, end);
      if (stop === end) {
        this.line = line - start;
        return false;
      }
      this.header(bytes, line, stop);
      line = stop + 1;
    }
  }

  private found(bodyAt: number): boolean {
    this.bodyAt = bodyAt;
    this.searched = bodyAt;
    return true;
  }

  private header(bytes: Buffer, at: number, end: number): void {
    const first = bytes[at] | 0x20;
    if (first === 0x63) {
      if (isName(bytes, at, end, CONTENT_LENGTH)) this.length(bytes, at + CONTENT_LENGTH.length, end);
      else if (isName(bytes, at, end, CONTENT_TYPE)) this.type(bytes, at + CONTENT_TYPE.length, end);
      else if (colonFollows(bytes, at + 1, end)) this.type(bytes, at + 1, end);
    } else if (first === 0x6c && colonFollows(bytes, at + 1, end)) this.length(bytes, at + 1, end);
  }

  /** The first of several counts, as for a receiver that reads from the top. */
  private length(bytes: Buffer, at: number, end: number): void {
    if (this.contentLength !== ABSENT) return;
    let i = valueAt(bytes, at, end);
    const digits = i;
    let value = 0;
    while (i < end && bytes[i] >= 48 && bytes[i] <= 57) value = Math.min(value * 10 + bytes[i++] - 48, 2 ** 40);
    const number = i > digits && skipBlanks(bytes, i, end) === end;
    this.contentLength = number ? value : NOT_A_NUMBER;
    if (value > STREAM_MESSAGE_BYTES) this.contentLength = TOO_LARGE;
  }

  private type(bytes: Buffer, at: number, end: number): void {
    const i = valueAt(bytes, at, end);
    this.hasContentType = i < end;
    const type = bytes.latin1Slice(i, Math.min(end, i + 10)).toLowerCase();
    this.nested = type.startsWith('message/') || type === 'multipart/';
  }
}

/** Offset of the LF that ends the header, or `end`: a line that begins with a blank continues the one before. */
function lineEnd(bytes: Buffer, from: number, end: number): number {
  for (let i = bytes.indexOf(LF, from); i >= 0 && i < end - 1; i = bytes.indexOf(LF, i + 1)) {
    if (bytes[i + 1] !== SPACE && bytes[i + 1] !== TAB) return i;
  }
  return end;
}

function isName(bytes: Buffer, at: number, end: number, name: Buffer): boolean {
  if (end - at <= name.length) return false;
  for (let i = 0; i < name.length; i++) if ((bytes[at + i] | 0x20) !== (name[i] | 0x20)) return false;
  return colonFollows(bytes, at + name.length, end);
}

function colonFollows(bytes: Buffer, at: number, end: number): boolean {
  const i = skipBlanks(bytes, at, end);
  return i < end && bytes[i] === COLON;
}

function valueAt(bytes: Buffer, at: number, end: number): number {
  return skipBlanks(bytes, skipBlanks(bytes, at, end) + 1, end);
}

/** Line ends too: a value may begin on a continuation line. */
function skipBlanks(bytes: Buffer, at: number, end: number): number {
  let i = at;
  while (i < end && (bytes[i] === SPACE || bytes[i] === TAB || bytes[i] === CR || bytes[i] === LF)) i++;
  return i;
}
