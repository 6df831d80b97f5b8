/**
 * A parsed SIP message and the questions that are asked of it: header values, addresses, Via, CSeq, dates. Keys are those
 * of headers.ts (`call-id`). All text is as the network sent it: decode/visible.ts makes it safe to show.
 */

import { type Address, parseAddress } from './addresses';
import { headerRule } from './headers';
import { type Param, parseParams, splitList } from './params';
import type { SipProblem } from './problem';
import { parseVia, type Via } from './via';

export interface SipHeader {
  /** As written. */
  name: string;
  /** Lower case, compact forms in full: `call-id`. */
  key: string;
  /** Unfolded, without blanks around it, as UTF-8; bytes that are none are U+FFFD. Never holds CR or LF. */
  value: string;
  /** Offset of the line in the bytes. */
  at: number;
}

export interface SipMessage {
  /** True for anything that is no response, also where the start line cannot be read. */
  request: boolean;
  /** Of the request line as written; empty for a response, whose method is in its CSeq. */
  method: string;
  /** Request-URI as written; empty for a response. */
  uri: string;
  /** `SIP/2.0`, as written. */
  version: string;
  /** 0 for a request, and where it is no number. */
  status: number;
  reason: string;
  /** Without its line break. */
  startLine: string;
  /** In their order. Lines that are no header are left out and are a problem. */
  headers: SipHeader[];
  /** The body is bytes[bodyStart, bodyEnd): what Content-Length says, at most what there is. */
  bodyStart: number;
  bodyEnd: number;
  /** Bytes behind the body that are not blank: RFC 3261 18.3 has them ignored, so they are no problem as such. */
  surplus: number;
  problems: SipProblem[];
}

export interface CSeq {
  number: number;
  method: string;
}

export interface ContentType {
  /** `application/sdp`, lower case. */
  type: string;
  params: Param[];
}

/** Value of the first header of that key, or null. Of a list, the whole line. */
export function header(message: SipMessage, key: string): string | null {
  for (const one of message.headers) if (one.key === key) return one.value;
  return null;
}

/** All values of a header in their order, the lines of list headers cut at their commas. */
export function headerValues(message: SipMessage, key: string): string[] {
  const values: string[] = [];
  for (const one of message.headers) {
    if (one.key !== key) continue;
    for (const value of valuesOf(one)) values.push(value);
  }
  return values;
}

/** The values of one header line. */
export function valuesOf(one: SipHeader): string[] {
  if (headerRule(one.key)?.occurs !== 'list') return [one.value];
  return splitList(one.value, one.key === 'via');
}

/** Method of a request, or of the CSeq of a response; empty when neither tells. */
export function methodOf(message: SipMessage): string {
  return message.request ? message.method : (cseqOf(message)?.method ?? '');
}

export function callIdOf(message: SipMessage): string | null {
  return header(message, 'call-id');
}

export function fromOf(message: SipMessage): Address | null {
  return addressOf(message, 'from');
}

export function toOf(message: SipMessage): Address | null {
  return addressOf(message, 'to');
}

/** All Contacts. */
export function contactsOf(message: SipMessage): Address[] {
  return headerValues(message, 'contact').map(parseAddress);
}

/** The first address of a header, or null when there is no such header. */
export function addressOf(message: SipMessage, key: string): Address | null {
  const values = headerValues(message, key);
  return values.length === 0 ? null : parseAddress(values[0]);
}

/** The Via of whoever sent the message (or its request), or null. */
export function topVia(message: SipMessage): Via | null {
  const values = headerValues(message, 'via');
  return values.length === 0 ? null : parseVia(values[0]);
}

/** All Vias, the top one first. */
export function viasOf(message: SipMessage): Via[] {
  return headerValues(message, 'via').map(parseVia);
}

/** Null when there is none or it cannot be read. */
export function cseqOf(message: SipMessage): CSeq | null {
  const value = header(message, 'cseq');
  return value === null ? null : parseCSeq(value);
}

export function parseCSeq(value: string): CSeq | null {
  const parts = /^(\d+)[ \t]+(\S+)$/.exec(value);
  return parts === null ? null : { number: Number(parts[1]), method: parts[2] };
}

/** Null when there is none or it is no number. */
export function contentLengthOf(message: SipMessage): number | null {
  const value = header(message, 'content-length');
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}

/** Null when there is none. */
export function contentTypeOf(message: SipMessage): ContentType | null {
  const value = header(message, 'content-type');
  return value === null ? null : parseContentType(value);
}

export function parseContentType(value: string): ContentType {
  const semicolon = value.indexOf(';');
  if (semicolon < 0) return { type: value.trim().toLowerCase(), params: [] };
  return { type: value.slice(0, semicolon).trim().toLowerCase(), params: parseParams(value, semicolon).params };
}

const DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Milliseconds since 1970 of a Date header (RFC 3261 section 20.17: always GMT), or null. */
export function parseDate(value: string): number | null {
  const parts = DATE.exec(value);
  if (parts === null) return null;
  const [, day, month, year, hour, minute, second] = parts;
  if (Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  return Date.UTC(Number(year), MONTHS.indexOf(month.toLowerCase()), +day, +hour, +minute, +second);
}
