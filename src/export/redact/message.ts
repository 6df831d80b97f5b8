/**
 * Redacts one SIP message: start line, headers, body. The frame stays what it was: order, folding, compact names and
 * line ends; Content-Length follows the body. Never throws: what is malformed is redacted word by word.
 */

import { redactBody } from './bodies';
import { isLate, kindOf } from './headers';
import type { StandIns } from './stand-ins';
import { blankText, redactText, redactUri } from './values';

export function redactMessage(bytes: Buffer, s: StandIns): Buffer {
  return Buffer.from(redactSip(bytes.toString('latin1'), s), 'latin1');
}

/** One line of the head with those that continue it, its end included. */
interface HeaderLine {
  text: string;
  /** Empty for what is no header. */
  name: string;
  /** With the blanks before it. */
  value: string;
  /** Blanks and the line's end. */
  end: string;
}

function redactSip(text: string, s: StandIns): string {
  const [, startLine, lineEnd, rest] = /^([^\r\n]*)(\r?\n?)([\s\S]*)$/.exec(text)!;
  const isHeader = /^[\w-]+\s*:/.test(startLine) && !/\sSIP\/2\.0\s*$/i.test(startLine);
  if (isHeader) return redactPart(text, s);
  const request = /^(\S+)(\s+)([\s\S]*?)(\s+SIP\/\S*\s*)?$/.exec(startLine);
  const status = /^(SIP\/\S+\s+\d{3}\s*)([\s\S]*)$/i.exec(startLine);
  const uri =
    status === null && request !== null ? `${method(request[1], s)}${request[2]}${redactUri(request[3], s)}` : '';
  const first = status === null ? `${uri}${request?.[4] ?? ''}` : status[1];
  const parts = redactPart(rest, s);
  // The phrase is for people: it waits until what the headers name is known.
  const phrase = status === null ? '' : redactPhrase(status[2], s);
  return (request === null && status === null ? blankText(startLine) : first + phrase) + lineEnd + parts;
}

function method(name: string, s: StandIns): string {
  return /^[A-Z]{1,20}$/i.test(name) ? name : s.unknown(name);
}

/** Phrases of two or three plain words are those of the standards; what else is known of somebody goes. */
function redactPhrase(phrase: string, s: StandIns): string {
  return STANDARD_PHRASE.test(phrase) ? phrase : redactText(phrase, s, 'words');
}

const STANDARD_PHRASE =
  /^(trying|ringing|queued|ok|accepted|session progress|call is being forwarded|unauthorized|forbidden|not found|busy here|busy everywhere|decline|request terminated|request timeout|not acceptable here|temporarily unavailable|proxy authentication required|call\/transaction does not exist|service unavailable|server internal error|moved temporarily)?$/i;

/** Headers, a blank line, a body: of a message, or of a part of one. */
function redactPart(text: string, s: StandIns): string {
  const lines: HeaderLine[] = [];
  let at = 0;
  let blank = '';
  while (at < text.length) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end);
    at = end;
    if (/^\r?\n?$/.test(line)) {
      blank = line;
      break;
    }
    lines.push(headerLine(line));
  }
  const body = text.slice(at);
  const redactedLines = redactHeaders(lines, s);
  const length = declaredLength(lines);
  // What stands behind the length that was told is no part of the message.
  const own = length !== null && length < body.length ? body.slice(0, length) : body;
  const encoded = lines.some(
    ({ name, value }) => /^(content-encoding|e)$/i.test(name) && !/^\s*(identity)?\s*$/i.test(value),
  );
  const redacted = redactBody(own, headerValue(lines, /^(content-type|c)$/i), encoded, s, (part) => redactSip(part, s));
  const grown = redacted.length - own.length;
  if (grown !== 0) setLength(lines, redactedLines, grown);
  return redactedLines.join('') + blank + redacted + blankText(body.slice(own.length));
}

/** Behind the line end after which no continuation follows. */
function endOfLine(text: string, from: number): number {
  for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) {
    const lineIsBlank = /^\r?\n$/.test(text.slice(from, at + 1));
    if (lineIsBlank || (text[at + 1] !== ' ' && text[at + 1] !== '\t')) return at + 1;
  }
  return text.length;
}

function headerLine(text: string): HeaderLine {
  const end = /\s*$/.exec(text)![0];
  const found = /^([\w.!%*+`'~-]+)([ \t]*:)([\s\S]*)$/.exec(text.slice(0, text.length - end.length));
  return found === null ? { text, name: '', value: '', end } : { text, name: found[1], value: found[3], end };
}

function redactHeaders(lines: readonly HeaderLine[], s: StandIns): string[] {
  const out = lines.map(() => '');
  for (const late of [false, true]) {
    lines.forEach((line, i) => {
      const isNone = line.name === '';
      if ((isNone || isLate(kindOf(line.name))) === late)
        out[i] = isNone ? blankText(line.text) : redactHeader(line, s);
    });
  }
  return out;
}

/** The name stays, unless it is somebody's: there is nothing that it could not be. */
function redactHeader({ text, name, value, end }: HeaderLine, s: StandIns): string {
  const before = text.slice(0, text.length - value.length - end.length);
  return before + kindOf(name)(value, s) + end;
}

function headerValue(lines: readonly HeaderLine[], name: RegExp): string {
  return lines.find((line) => name.test(line.name))?.value ?? '';
}

const CONTENT_LENGTH = /^(content-length|l)$/i;

function declaredLength(lines: readonly HeaderLine[]): number | null {
  const value = headerValue(lines, CONTENT_LENGTH).trim();
  return /^\d{1,9}$/.test(value) ? Number(value) : null;
}

/** A length that was wrong stays wrong by as much. */
function setLength(lines: readonly HeaderLine[], out: string[], grown: number): void {
  lines.forEach(({ name }, i) => {
    if (!CONTENT_LENGTH.test(name)) return;
    out[i] = out[i].replace(/(:\s*)(\d+)/, (_, colon, length) => `${colon}${Math.max(0, Number(length) + grown)}`);
  });
}
