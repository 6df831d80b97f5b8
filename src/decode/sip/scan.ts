/**
 * What the store needs of every SIP message, in one pass over its head: start line, Call-ID, CSeq, the top Via's
 * identity, tags, whether SDP follows. Everything else, validation included, is left to parse.ts, which is asked only
 * about messages that somebody looks at. RFC 3261 sections 7 and 20.
 */

/** Scratch: scanMessage fills the same object again. Strings are slices of the head: copy one before keeping it. */
export interface Scanned {
  request: boolean;
  /** Of the request line, or of the CSeq for a response; as written. Empty when neither gives one. */
  method: string;
  /** 0 for a request, or when it is no number. */
  status: number;
  reason: string;
  /** Latin-1 reading of the bytes, as all strings here. Empty when there is none. */
  callId: string;
  /** 0 where missing or no number. */
  cseq: number;
  /** Hash of what identifies the transaction beside its method: branch and sent-by, or RFC 2543's fields. */
  transactionHash: number;
  hasToTag: boolean;
  /** Values of From and To. */
  from: string;
  to: string;
  sdp: boolean;
  /** A REGISTER request that asks for bindings to be removed. */
  removesBindings: boolean;
}

export function newScanned(): Scanned {
  return {
    request: false,
    method: '',
    status: 0,
    reason: '',
    callId: '',
    cseq: 0,
    transactionHash: 0,
    hasToTag: false,
    from: '',
    to: '',
    sdp: false,
    removesBindings: false,
  };
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
const COLON = 58;
const COMMA = 44;
const SEMICOLON = 59;

/** Fills `out` from the message in bytes[start, end). What is missing stays empty. */
export function scanMessage(bytes: Buffer, start: number, end: number, out: Scanned): void {
  const text = bytes.latin1Slice(start, end);
  out.callId = '';
  out.cseq = 0;
  out.from = '';
  out.to = '';
  out.sdp = false;
  out.hasToTag = false;
  out.removesBindings = false;
  let via = '';
  let cseqMethod = '';

  let line = skipLeadingBreaks(text);
  let lineEnd = endOfLine(text, line);
  scanStartLine(text, line, trimCr(text, lineEnd), out);
  for (line = lineEnd + 1; line < text.length; line = lineEnd + 1) {
    lineEnd = endOfLine(text, line);
    const first = text.charCodeAt(line);
    if (first === CR || first === LF) {
      if (trimCr(text, lineEnd) === line) break;
      continue;
    }
    const known = headerOf(text, line, first | 0x20);
    if (known === NONE) continue;
    let value = text.indexOf(':', line) + 1;
    const folded = isBlank(text.charCodeAt(lineEnd + 1));
    while (isBlank(text.charCodeAt(lineEnd + 1))) lineEnd = endOfLine(text, lineEnd + 1);
    while (isBlank(text.charCodeAt(value))) value++;
    let content = text.slice(value, trimCr(text, lineEnd));
    if (folded || content.charCodeAt(content.length - 1) <= SPACE) content = unfold(content);
    switch (known) {
      case CALL_ID:
        if (out.callId === '') out.callId = content;
        break;
      case VIA:
        if (via === '') via = content;
        break;
      case FROM:
        if (out.from === '') out.from = content;
        break;
      case TO:
        if (out.to === '') {
          out.to = content;
          out.hasToTag = tagOf(content) !== '';
        }
        break;
      case CSEQ:
        if (cseqMethod === '') cseqMethod = scanCSeq(content, out);
        break;
      case CONTENT_TYPE:
        out.sdp = hasSdp(content, text, lineEnd);
        break;
    }
  }
  if (!out.request) out.method = cseqMethod;
  else if (out.method === 'REGISTER') out.removesBindings = asksForRemoval(text);
  out.transactionHash = viaHash(via, out);
}

const NONE = 0;
const CALL_ID = 1;
const VIA = 2;
const FROM = 3;
const TO = 4;
const CSEQ = 5;
const CONTENT_TYPE = 6;

/** Which of the headers that matter begins at `at`; `first` is its first character in lower case. */
function headerOf(text: string, at: number, first: number): number {
  switch (first) {
    case 0x76: // v
      return isHeader(text, at, 'via') || isHeader(text, at, 'v') ? VIA : NONE;
    case 0x66: // f
      return isHeader(text, at, 'from') || isHeader(text, at, 'f') ? FROM : NONE;
    case 0x74: // t
      return isHeader(text, at, 'to') || isHeader(text, at, 't') ? TO : NONE;
    case 0x69: // i
      return isHeader(text, at, 'i') ? CALL_ID : NONE;
    case 0x63: // c
      if (isHeader(text, at, 'call-id')) return CALL_ID;
      if (isHeader(text, at, 'cseq')) return CSEQ;
      return isHeader(text, at, 'content-type') || isHeader(text, at, 'c') ? CONTENT_TYPE : NONE;
    default:
      return NONE;
  }
}

/** True when `name` (lower case), blanks and a colon stand at `at`. */
function isHeader(text: string, at: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const c = text.charCodeAt(at + i);
    if (c !== name.charCodeAt(i) && (c | 0x20) !== name.charCodeAt(i)) return false;
  }
  let after = at + name.length;
  while (isBlank(text.charCodeAt(after))) after++;
  return text.charCodeAt(after) === COLON;
}

function scanStartLine(text: string, from: number, to: number, out: Scanned): void {
  out.status = 0;
  out.reason = '';
  const space = text.indexOf(' ', from);
  const firstEnd = space < 0 || space > to ? to : space;
  const slash = text.charCodeAt(from + 3) === 0x2f;
  out.request = !(slash && (text.charCodeAt(from) | 0x20) === 0x73 && /^sip\//i.test(text.slice(from, from + 4)));
  if (out.request) {
    out.method = text.slice(from, firstEnd);
    return;
  }
  out.method = '';
  let at = firstEnd;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  let status = 0;
  for (; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9 || status > 99_999) break;
    status = status * 10 + digit;
  }
  out.status = status <= 999 ? status : 0;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  out.reason = text.slice(at, to);
}

/** Puts the number into `out`, returns the method. */
function scanCSeq(value: string, out: Scanned): string {
  let at = 0;
  let number = 0;
  for (; at < value.length; at++) {
    const digit = value.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    number = number * 10 + digit;
  }
  out.cseq = number <= 0xffffffff ? number : 0;
  while (isBlank(value.charCodeAt(at))) at++;
  return value.slice(at);
}

/** The tag parameter of a From or To value, or ''. A semicolon inside the quotes or brackets does not count. */
export function tagOf(value: string): string {
  let at = value.lastIndexOf('>') + 1;
  while (at >= 0) {
    at = value.indexOf(';', at);
    if (at < 0) return '';
    at++;
    while (isBlank(value.charCodeAt(at))) at++;
    const isTag = (value.charCodeAt(at) | 0x20) === 0x74 && /^tag[ \t]*=/i.test(value.slice(at, at + 12));
    if (isTag) {
      const begin = value.indexOf('=', at) + 1;
      const end = value.indexOf(';', begin);
      return (end < 0 ? value.slice(begin) : value.slice(begin, end)).trim();
    }
  }
  return '';
}

function hasSdp(contentType: string, text: string, from: number): boolean {
  if (/^application\/sdp/i.test(contentType)) return true;
  return /^multipart\//i.test(contentType) && /application\/sdp/i.test(text.slice(from));
}

/** RFC 3261 10.2.2: Contact `*`, or an expiration of zero. */
function asksForRemoval(text: string): boolean {
  const contact = /\n(?:contact|m)[ \t]*:[ \t]*([^\r\n]*)/i.exec(text)?.[1];
  if (contact === undefined) return false;
  const own = /;[ \t]*expires[ \t]*=[ \t]*(\d+)/i.exec(contact)?.[1];
  const expires = own ?? /\nexpires[ \t]*:[ \t]*(\d+)/i.exec(text)?.[1];
  return contact.trim() === '*' || (expires !== undefined && Number(expires) === 0);
}

const COOKIE = 'z9hG4bK';

/** RFC 3261 17.2.3: branch and sent-by of the top Via; before that RFC, everything that tells requests apart. */
function viaHash(via: string, message: Scanned): number {
  const comma = via.indexOf(',');
  const end = comma < 0 ? via.length : comma;
  let branch = via.indexOf(';branch=') + 8;
  if (branch < 8) branch = via.search(/;[ \t]*branch[ \t]*=/i) < 0 ? -1 : via.search(/branch[ \t]*=[ \t]*[^ \t]/i) + 7;
  if (branch < 0 || branch > end || !via.startsWith(COOKIE, branch)) return oldHash(via.slice(0, end), message);
  let at = via.indexOf(' ');
  // The CSeq number is the same throughout a transaction; it tells those of a client apart whose branch never changes.
  let hash = message.cseq ^ 0x811c9dc5;
  // sent-by: after the protocol, up to the first parameter.
  for (at = at < 0 ? 0 : at + 1; at < end; at++) {
    const c = via.charCodeAt(at);
    if (c === SEMICOLON || c === SPACE) break;
    hash = Math.imul(hash ^ c, 0x01000193);
  }
  for (at = branch + COOKIE.length; at < end; at++) {
    const c = via.charCodeAt(at);
    if (c === SEMICOLON || c === COMMA || c <= SPACE) break;
    hash = Math.imul(hash ^ c, 0x01000193);
  }
  return hash;
}

/** A branch without the cookie says nothing: CSeq number, From tag and the sender's sent-by have to do. */
function oldHash(via: string, message: Scanned): number {
  const semicolon = via.indexOf(';');
  const sender = semicolon < 0 ? via : via.slice(0, semicolon);
  return hashText(`${sender} ${message.cseq} ${tagOf(message.from)}`);
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

function skipLeadingBreaks(text: string): number {
  let at = 0;
  while (text.charCodeAt(at) === CR || text.charCodeAt(at) === LF) at++;
  return at;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function trimCr(text: string, lineEnd: number): number {
  return text.charCodeAt(lineEnd - 1) === CR ? lineEnd - 1 : lineEnd;
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** RFC 3261 7.3.1: a line break and the blanks after it count as one space. */
function unfold(value: string): string {
  return value.replace(/[ \t]*\r?\n[ \t]+/g, ' ').trim();
}
