/**
 * The full SIP parser, for messages that are looked at, printed or diagnosed: RFC 3261 section 7 and 25. It never throws:
 * it gives what it can read and says what is wrong. For every message of a capture there is scan.ts, which is faster.
 */

import { isUtf8 } from 'node:buffer';
import { bytesText } from '../visible';
import { checkMessage } from './check';
import { headerKey } from './headers';
import { contentLengthOf, type SipHeader, type SipMessage } from './message';
import { TOKEN } from './params';
import { quoted, report, type SipProblem } from './problem';

/** The message in bytes[start, end). */
export function parseSip(bytes: Buffer, start: number, end: number): SipMessage {
  const message = readSip(bytes, start, end);
  checkMessage(message);
  return message;
}

/** The same, of whose problems only those are told that are in the way of reading: three times as fast. */
export function readSip(bytes: Buffer, start: number, end: number): SipMessage {
  const head = new Head(bytes, start, end);
  const message: SipMessage = {
    request: true,
    method: '',
    uri: '',
    version: '',
    status: 0,
    reason: '',
    startLine: head.startLine(),
    headers: [],
    bodyStart: end,
    bodyEnd: end,
    surplus: 0,
    problems: head.problems,
  };
  parseStartLine(message);
  message.headers = head.headers();
  message.bodyStart = head.at;
  const length = contentLengthOf(message);
  if (length !== null && message.bodyStart + length < end) message.bodyEnd = message.bodyStart + length;
  message.surplus = countSurplus(bytes, message.bodyEnd, end);
  return message;
}

/** The header lines in bytes[start, end) up to the empty line, as the parts of a multipart body have them too. */
export function parseHeaders(bytes: Buffer, start: number, end: number): { headers: SipHeader[]; bodyStart: number } {
  const head = new Head(bytes, start, end);
  return { headers: head.headers(), bodyStart: head.at };
}

/** Walks the lines of a head. */
class Head {
  /** Offset in the bytes of what has not been read. */
  at: number;
  readonly problems: SipProblem[] = [];
  /** Latin-1, so that an index in it is an offset in the bytes. */
  private readonly text: string;
  private badEncoding = false;

  constructor(
    private readonly bytes: Buffer,
    private readonly start: number,
    private readonly end: number,
  ) {
    this.at = start;
    this.text = bytes.latin1Slice(start, end);
  }

  /** Line breaks before it are keep-alives or leftovers: RFC 3261 section 7.5. */
  startLine(): string {
    let at = 0;
    while (at < this.text.length && (this.text[at] === '\r' || this.text[at] === '\n')) at++;
    this.at = this.start + at;
    const from = this.at;
    return this.lineText(from, this.nextLine());
  }

  headers(): SipHeader[] {
    const headers: SipHeader[] = [];
    while (this.at < this.end) {
      const from = this.at;
      const to = this.nextLine();
      if (to === from) return headers;
      const continued = this.isContinued();
      const one = this.header(from, to);
      const value = continued ? this.unfold(one?.value ?? '') : '';
      if (one === null) continue;
      if (continued) one.value = value;
      headers.push(one);
    }
    const text = 'The message ends within its headers: there is no empty line behind them.';
    report(this.problems, 'unterminated-head', '', text);
    return headers;
  }

  /** Offset behind the last character of the line at `at`, which moves to the next line. */
  private nextLine(): number {
    const from = this.at - this.start;
    const feed = this.text.indexOf('\n', from);
    if (feed < 0) {
      this.at = this.end;
      return this.end;
    }
    this.at = this.start + feed + 1;
    return this.start + (feed > from && this.text[feed - 1] === '\r' ? feed - 1 : feed);
  }

  private isContinued(): boolean {
    const next = this.text[this.at - this.start];
    return next === ' ' || next === '\t';
  }

  /** Reads the continuation lines behind a header line; a fold counts as one blank. */
  private unfold(first: string): string {
    const parts = first === '' ? [] : [first];
    while (this.isContinued()) {
      const from = this.at;
      const part = this.valueText(from, this.nextLine());
      if (part !== '') parts.push(part);
    }
    return parts.join(' ');
  }

  private header(from: number, to: number): SipHeader | null {
    const line = this.text.slice(from - this.start, to - this.start);
    const colon = line.indexOf(':');
    const name = colon < 0 ? '' : trimBlanks(line.slice(0, colon));
    if (TOKEN.test(name)) return { name, key: headerKey(name), value: this.valueText(from + colon + 1, to), at: from };
    const what = colon < 0 ? 'no colon' : 'no valid name';
    report(this.problems, 'bad-header-line', '', `A header line has ${what}: ${quoted(this.lineText(from, to))}.`);
    return null;
  }

  private valueText(from: number, to: number): string {
    return trimBlanks(this.lineText(from, to));
  }

  /** A CR without LF breaks no line; it counts as a blank, and is told. */
  private lineText(from: number, to: number): string {
    const text = this.decode(from, to);
    if (!text.includes('\r')) return text;
    const blanked = text.replaceAll('\r', ' ');
    report(this.problems, 'bad-header-line', '', `A CR without LF stands in ${quoted(blanked)}.`);
    return blanked;
  }

  private decode(from: number, to: number): string {
    const text = this.text.slice(from - this.start, to - this.start);
    if (!/[\x80-\xff]/.test(text)) return text;
    const decoded = bytesText(this.bytes, from, to);
    if (!this.badEncoding && !isUtf8(this.bytes.subarray(from, to))) {
      this.badEncoding = true;
      report(this.problems, 'bad-encoding', '', `Bytes that are no UTF-8 in ${quoted(decoded)}.`);
    }
    return decoded;
  }
}

function parseStartLine(message: SipMessage): void {
  if (/^SIP\//i.test(message.startLine)) parseStatusLine(message);
  else parseRequestLine(message);
  const { version, problems } = message;
  if (version !== '' && !/^SIP\/2\.0$/i.test(version)) {
    report(problems, 'bad-version', '', `The version is ${quoted(version)}, not SIP/2.0.`);
  }
}

/** What stands between the first blank and the last is taken as the URI, so that one with blanks in it is seen whole. */
function parseRequestLine(message: SipMessage): void {
  const line = message.startLine;
  const trimmed = trimBlanks(line);
  const first = trimmed.search(/[ \t]/);
  const last = Math.max(trimmed.lastIndexOf(' '), trimmed.lastIndexOf('\t'));
  const version = trimmed.slice(last + 1);
  const complete = first > 0 && last > first && /^SIP\//i.test(version);
  message.method = first > 0 ? trimmed.slice(0, first) : trimmed;
  message.version = complete ? version : '';
  if (first > 0) message.uri = trimBlanks(trimmed.slice(first, complete ? last : undefined));
  const bad = startLineFault(message, complete);
  if (bad !== null) report(message.problems, 'bad-start-line', '', `The request line has ${bad}: ${quoted(line)}.`);
}

function startLineFault(message: SipMessage, complete: boolean): string | null {
  if (!TOKEN.test(message.method)) return 'no method';
  if (!complete) return 'no SIP version behind the URI';
  if (/[ \t]/.test(message.uri)) return 'blanks within the URI';
  const single = `${message.method} ${message.uri} ${message.version}`;
  return message.startLine === single ? null : 'more blanks than one between its parts, or some around it';
}

/** The blank before an empty reason phrase is often left out, which does no harm. */
function parseStatusLine(message: SipMessage): void {
  message.request = false;
  const line = message.startLine;
  const parts = /^(SIP\/\S*)([ \t]*)([^ \t]*)([ \t]?)(.*)$/is.exec(line)!;
  message.version = parts[1];
  message.status = /^\d+$/.test(parts[3]) ? Number(parts[3]) : 0;
  message.reason = trimBlanks(parts[5]);
  if (parts[2] !== ' ' || parts[4] === '\t') {
    report(message.problems, 'bad-start-line', '', `The status line has other blanks than one: ${quoted(line)}.`);
  }
  if (!/^[1-6]\d\d$/.test(parts[3])) {
    report(message.problems, 'bad-status', '', `The status code is ${quoted(parts[3])}, not 100 to 699.`);
  }
}

/** A JavaScript trim() would take NBSP and byte order marks along. */
function trimBlanks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return from === 0 && to === text.length ? text : text.slice(from, to);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** Blanks, line breaks and NULs behind the body are padding. */
function countSurplus(bytes: Buffer, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    const byte = bytes[i];
    if (byte !== 32 && byte !== 13 && byte !== 10 && byte !== 9 && byte !== 0) return end - i;
  }
  return 0;
}
