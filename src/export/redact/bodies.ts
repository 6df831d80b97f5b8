/** Redacts bodies by their type. Of one that is not understood nothing stays but its length. */

import { BOUNDARY } from './header-values';
import { isPlainWord } from './plain-words';
import { redactSdp, redactVoiceReport } from './sdp';
import type { StandIns } from './stand-ins';
import { blankText, redactText, redactUri, SCHEMES } from './values';

/** Redacts a part that is a message itself, or has headers as one. */
export type Nested = (text: string) => string;

/** `type`: the value of Content-Type; empty for none. `encoded`: compressed, or otherwise not to be read. */
export function redactBody(body: string, type: string, encoded: boolean, s: StandIns, nested: Nested): string {
  if (body === '') return '';
  const name = /^\s*([^;\s]*)/.exec(type)![1].toLowerCase();
  if (encoded) return zeros(body);
  if (name === 'application/sdp' || (name === '' && body.startsWith('v=0'))) return redactSdp(body, s);
  if (name.startsWith('message/sip')) return nested(body);
  if (name.startsWith('multipart/')) return parts(body, type, s, nested);
  if (/^application\/(dtmf-relay|dtmf|vnd\.nortelnetworks\.digits)$/.test(name)) return digits(body);
  if (name.startsWith('application/vq-rtcpxr')) return redactVoiceReport(body, s);
  if (name === 'application/simple-message-summary') return summary(body, s);
  if (name.endsWith('xml')) return redactXml(body, s);
  return isText(body) ? blankText(body) : zeros(body);
}

function isText(body: string): boolean {
  return !/[\x00-\x08\x0e-\x1f]/.test(body);
}

function zeros(body: string): string {
  return '\0'.repeat(body.length);
}

/** Cut at the boundary; what stands before the first and behind the last is for nobody. */
function parts(body: string, type: string, s: StandIns, nested: Nested): string {
  const found = BOUNDARY.exec(type);
  const boundary = found?.[2] ?? found?.[3] ?? '';
  const mark = `--${boundary}`;
  if (boundary === '' || !body.includes(mark)) return isText(body) ? blankText(body) : zeros(body);
  const [before, ...rest] = body.split(mark);
  return [blankText(before), ...rest.map((part) => onePart(part, nested))].join(`--${s.opaque(boundary, 'boundary')}`);
}

/** Headers and body; the line end before the next mark belongs to the mark (RFC 2046, 5.1.1). */
function onePart(part: string, nested: Nested): string {
  if (part.startsWith('--')) return `--${blankText(part.slice(2))}`;
  const [, before, inner, after] = /^([ \t]*\r?\n?)([\s\S]*?)(\r?\n?)$/.exec(part)!;
  return before + nested(inner) + after;
}

/** `Signal=5`, `Signal: #`, or the digit alone: PINs and card numbers are typed so. */
function digits(body: string): string {
  if (/^\s*[0-9A-D*#]+\s*$/i.test(body)) return body.replace(/[0-9A-D*#]/gi, '0');
  return body.replace(/^(\s*(?:signal|digit|digits|d)\s*[=:]\s*)([^\r\n]*)/gim, (_, name, value: string) => {
    return name + value.replace(/[0-9A-Za-z*#]/g, '0');
  });
}

/** RFC 3842: whose mailbox, and counts. */
function summary(body: string, s: StandIns): string {
  return body.replace(/^([\w-]+:)([^\r\n]*)/gm, (_, name: string, value: string) => {
    const account = /^message-account:/i.test(name);
    return name + (account ? value.replace(/\S+/, (uri) => redactUri(uri, s)) : redactText(value, s, 'words'));
  });
}

const TAG = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[?!][^>]*>|<\/?[A-Za-z_][\w:.-]*(?:\s[^>]*)?\/?>|<|[^<]+/g;
const ATTRIBUTE = /([A-Za-z_][\w:.-]*)(\s*=\s*)("[^"]*"|'[^']*')|[^\s/>]+/g;

/**
 * Names of elements and attributes stay; what they hold goes, unless it is of the few words that states have, or a
 * number of which it is known that it is a count.
 */
function redactXml(body: string, s: StandIns): string {
  // Of the element that the text is in; how many of those of a place it is within.
  let name = '';
  let places = 0;
  return body.replace(TAG, (token) => {
    if (token === '<') return token;
    if (token.startsWith('<?')) return /^<\?xml [\w\s."'=-]*\?>$/.test(token) ? token : blankText(token);
    if (token.startsWith('<!')) return declaration(token);
    if (!token.startsWith('<')) return token.replace(/\S(?:[\s\S]*\S)?/, (all) => held(name, all, places > 0, s));
    name = /^<\/?([\w:.-]*)/.exec(token)![1];
    if (PLACE.test(name) && !token.endsWith('/>')) places += token.startsWith('</') ? -1 : 1;
    return element(token, s);
  });
}

/** Where somebody is: RFC 4119, 5139 and 5491. */
const PLACE =
  /^(?:ca|cl|gml|gs|gp|gbp):|(?:^|:)(?:location-info|civicAddress|pos|posList|coordinates|lat|lon|latitude|longitude|altitude|radius|country|A[1-6]|HN[OSP]|FLR|ROOM|UNIT|BLD|LOC|NAM|PC|PCN|PLC|RD|STS|POBOX|SEAT|LMK)$/i;

/** Where a small number says how many, or how long. */
const COUNTS =
  /(?:^|:)(?:version|(?:maximum-)?(?:user-)?count|duration(?:-subscribed)?|expires|expiration|code|retry-after|priority|cseq)$/i;
const DIGITS = /(?:^|:)(?:[\w.-]*digits?|signal)$/i;
const FIGURES = /^[-+]?\d*\.?\d+(?:[\s,;]+[-+]?\d*\.?\d+)*$/;

function held(name: string, text: string, place: boolean, s: StandIns): string {
  if (place || DIGITS.test(name)) return blankText(text);
  return content(name, text, s);
}

/** A comment, a type, text that is not parsed: its marks stay. */
function declaration(token: string): string {
  const [, open, inner, close] = /^(<!--|<!\[CDATA\[|<!)([\s\S]*?)(-->|\]\]>|>)$/.exec(token)!;
  return open === '<!' ? '<!DOCTYPE x>' : open + blankText(inner) + close;
}

function element(tag: string, s: StandIns): string {
  const [, name, rest] = /^(<\/?[\w:.-]+)([\s\S]*)$/.exec(tag)!;
  const inner = rest.replace(ATTRIBUTE, (all, attributeName: string | undefined, equals: string, quoted: string) => {
    if (attributeName === undefined) return redactText(all, s, 'nothing stays');
    return attributeName + equals + quoted[0] + attribute(attributeName, quoted.slice(1, -1), s) + quoted[0];
  });
  return name + inner;
}

function attribute(name: string, value: string, s: StandIns): string {
  if (DIGITS.test(name)) return value.replace(/[0-9A-Za-z*#]/g, '0');
  if (/^call-?id$/i.test(name)) return s.opaque(value, 'call');
  if (/-tag$/i.test(name)) return s.opaque(value, 'tag');
  if (PLACE.test(name)) return blankText(value);
  return /^xmlns(:|$)/.test(name) ? namespace(value, s) : content(name, value, s);
}

/** Of standards they stay, as programs read by them. */
function namespace(value: string, s: StandIns): string {
  return /^(urn:(ietf|oasis|3gpp|oma|ogc):|http:\/\/(www\.w3\.org|www\.opengis\.net|schemas\.xmlsoap\.org)\/)/.test(
    value,
  )
    ? value
    : redactUri(value, s);
}

const URI = new RegExp(`^(?:${SCHEMES}):`, 'i');
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?$/;

function content(name: string, value: string, s: StandIns): string {
  const text = value.trim();
  if (FIGURES.test(text) && !/^\+?\d{5,}$/.test(text)) {
    const count = COUNTS.test(name) && /^(\d{1,4}|\d\.\d{1,2})$/.test(text);
    return count ? value : (s.word(text) ?? blankText(value));
  }
  if (text === '' || isPlainWord(text) || INSTANT.test(text)) return value;
  if (URI.test(text) && !/\s/.test(text)) return value.replace(text, () => redactUri(text, s));
  if (!/\s/.test(text)) return /@/.test(text) ? redactText(value, s, 'nothing stays') : s.unknown(text);
  return redactText(value, s, 'nothing stays');
}
