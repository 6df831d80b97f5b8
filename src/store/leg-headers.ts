/**
 * What a message says of other legs: Call-IDs that its headers name (X-Call-ID and what else is set; Replaces, RFC 3891;
 * Join, RFC 3911; Target-Dialog, RFC 4538; a Refer-To with Replaces, RFC 3515) and Session-IDs (RFC 7989). Looked for in
 * the bytes, line by line: most messages have none of it, and no string is made of these.
 */

import { LEG_HEADERS, LEG_NAME_BYTES } from '../budgets';
import { type Address, parseAddress } from '../decode/sip/addresses';
import { unescaped } from '../decode/sip/uri';
import { nextLine, viewOf } from '../decode/words';
import { CALL, SESSION } from './leg-names';

/** Headers whose value is the Call-ID of another leg, unless others are set. */
export const LEG_HEADER_NAMES: readonly string[] = ['X-Call-ID', 'X-CID'];

export interface LegName {
  kind: number;
  /** Latin-1 reading of the bytes, as all texts here. */
  text: string;
  /** Index of `whys`. */
  why: number;
}

/** Kind of a header beside those that are set, by its key. */
const KNOWN: Readonly<Record<string, 'dialog' | 'session' | 'refer-to'>> = {
  replaces: 'dialog',
  join: 'dialog',
  'target-dialog': 'dialog',
  'session-id': 'session',
  'refer-to': 'refer-to',
  r: 'refer-to',
};

const KNOWN_TITLES = ['Replaces', 'Join', 'Target-Dialog', 'Session-ID', 'Refer-To', 'REFER'];

const NOTHING: readonly LegName[] = [];

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const COLON = 0x3a;

export class LegHeaders {
  /** In words: why two dialogs are legs of one call. */
  readonly whys: readonly string[];
  /** Scratch of namesIn(): where the message goes on behind its head. */
  bodyAt = 0;
  private readonly own: ReadonlyMap<string, number>;
  /** Keys of all headers that count by the first byte of a line; most lines have none. */
  private readonly keys: readonly (readonly string[] | undefined)[];

  constructor(names: readonly string[] = LEG_HEADER_NAMES) {
    const set = names.filter((name) => /^[\w!%*+`'~.-]+$/.test(name)).slice(0, LEG_HEADERS);
    this.own = new Map(set.map((name, index) => [name.toLowerCase(), index]));
    this.whys = [...set, ...KNOWN_TITLES];
    this.keys = byFirstByte([...new Set([...this.own.keys(), ...Object.keys(KNOWN)])]);
  }

  /** How many of `whys` are headers that were set. */
  get set(): number {
    return this.own.size;
  }

  whyOf(title: string): number {
    return this.whys.indexOf(title);
  }

  /** Of the message in bytes[start, end). */
  namesIn(bytes: Buffer, start: number, end: number): readonly LegName[] {
    const view = viewOf(bytes);
    let found: LegName[] | null = null;
    let line = start;
    while (line < end && (bytes[line] === CR || bytes[line] === LF)) line++;
    this.bodyAt = end;
    for (line = nextLine(view, line, end); line < end; line = nextLine(view, line, end)) {
      const first = bytes[line];
      if (first === LF || (first === CR && bytes[line + 1] === LF)) {
        this.bodyAt = line;
        break;
      }
      const key = this.keyAt(bytes, line, end);
      if (key === null) continue;
      found ??= [];
      this.add(found, key, valueIn(bytes, line + key.length, end));
    }
    return found ?? NOTHING;
  }

  private keyAt(bytes: Buffer, line: number, end: number): string | null {
    const keys = this.keys[bytes[line]];
    if (keys === undefined) return null;
    for (const key of keys) if (isHeader(bytes, line, end, key)) return key;
    return null;
  }

  private add(found: LegName[], key: string, text: string): void {
    const own = this.own.get(key);
    if (own !== undefined) addCall(found, text, own);
    else this.addKnown(found, key, text);
  }

  private addKnown(found: LegName[], key: string, text: string): void {
    const kind = KNOWN[key];
    if (kind === 'dialog')
      addCall(
        found,
        beforeSemicolon(text),
        this.whys.findIndex((why) => same(why, key)),
      );
    else if (kind === 'session') addSessions(found, text, this.whyOf('Session-ID'));
    else {
      const replaced = replacedBy(parseAddress(text));
      if (replaced !== null) addCall(found, replaced, this.whyOf('Refer-To'));
    }
  }
}

function byFirstByte(keys: readonly string[]): (readonly string[] | undefined)[] {
  return Array.from({ length: 256 }, (_, byte) => {
    const letter = String.fromCharCode(byte).toLowerCase();
    const of = keys.filter((key) => key[0] === letter);
    return of.length === 0 ? undefined : of;
  });
}

/** The header of this key, which is in lower case, stands at `at`. */
function isHeader(bytes: Buffer, at: number, end: number, key: string): boolean {
  let colon = at + key.length;
  if (colon >= end) return false;
  for (let i = 0; i < key.length; i++) if (lower(bytes[at + i]) !== key.charCodeAt(i)) return false;
  while (colon < end && isBlank(bytes[colon])) colon++;
  return colon < end && bytes[colon] === COLON;
}

/** What stands behind the colon, with lines that go on (RFC 3261 section 7.3.1); `at`: behind the name of the header. */
function valueIn(bytes: Buffer, at: number, end: number): string {
  const start = bytes.indexOf(COLON, at) + 1;
  let to = start;
  for (;;) {
    while (to < end && bytes[to] !== CR && bytes[to] !== LF) to++;
    const next = bytes[to] === CR && bytes[to + 1] === LF ? to + 2 : to + 1;
    if (next >= end || bytes[next - 1] !== LF || !isBlank(bytes[next])) break;
    to = next;
  }
  return bytes
    .latin1Slice(start, to)
    .replace(/\r?\n[ \t]+/g, ' ')
    .trim();
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

/** Of a header, with lines that go on (RFC 3261 section 7.3.1). */
const VALUE = '[^\\r\\n]*(?:\\r?\\n[ \\t][^\\r\\n]*)*';

/** The Session-IDs alone, for the message that answers one. */
export function sessionsIn(head: string, why: number): LegName[] {
  const found: LegName[] = [];
  for (const [, value] of head.matchAll(SESSION_ID)) addSessions(found, value.trim(), why);
  return found;
}

const SESSION_ID = new RegExp(`\\nsession-id[ \\t]*:[ \\t]*(${VALUE})`, 'gi');

/** The target of a REFER; null without one. */
export function referTarget(head: string): Address | null {
  const value = REFER_TO.exec(head)?.[1];
  return value === undefined ? null : parseAddress(value);
}

const REFER_TO = new RegExp(`\\n(?:refer-to|r)[ \\t]*:[ \\t]*(${VALUE})`, 'i');

function same(title: string, key: string): boolean {
  return title.toLowerCase() === key;
}

function addCall(found: LegName[], text: string, why: number): void {
  if (text !== '' && text.length <= LEG_NAME_BYTES) found.push({ kind: CALL, text, why });
}

/** `local;remote=uuid`. What is nothing but zeros stands for an end that is not known yet. */
function addSessions(found: LegName[], text: string, why: number): void {
  const remote = /;[ \t]*remote[ \t]*=[ \t]*([^;,\s]+)/i.exec(text)?.[1] ?? '';
  for (const value of [beforeSemicolon(text), remote]) {
    const uuid = value.toLowerCase().replaceAll('-', '');
    if (uuid !== '' && uuid.length <= LEG_NAME_BYTES && !/^0+$/.test(uuid))
      found.push({ kind: SESSION, text: uuid, why });
  }
}

function beforeSemicolon(text: string): string {
  const semicolon = text.indexOf(';');
  return (semicolon < 0 ? text : text.slice(0, semicolon)).trim();
}

/** The Call-ID in `<sip:carol@example.com?Replaces=12345%40host%3Bto-tag%3Da%3Bfrom-tag%3Db>`, or null. */
function replacedBy({ parts }: Address): string | null {
  const header = parts.headers.find(([name]) => /^(replaces|join)$/i.test(name));
  return header === undefined ? null : beforeSemicolon(unescaped(header[1]));
}
