/**
 * Redacts URIs (RFC 3261, 19.1; RFC 3966; RFC 8141), parameters and text for people: each may hold the others. Where
 * they stand in a message is found by others.
 */

import { unescaped } from '../../decode/sip/uri';
import type { StandIns } from './stand-ins';

// --------------------------------------------------------------------------------------------------- URIs

/** What a scheme is followed by in a SIP message. */
export const SCHEMES = 'sips?|tel|https?|wss?|mailto|im|pres|xmpp|h323|urn|cid|data|fax|modem|isbn|ftp|stuns?|turns?';

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;

export function redactUri(uri: string, s: StandIns): string {
  const scheme = SCHEME.exec(uri)?.[1] ?? '';
  const rest = uri.slice(scheme === '' ? 0 : scheme.length + 1);
  const kind = scheme.toLowerCase();
  if (kind === 'urn') return `${scheme}:${urn(rest, s)}`;
  if (kind === 'tel' || kind === 'fax' || kind === 'modem') return `${scheme}:${telephone(rest, s)}`;
  if (/^(https?|wss?|ftp)$/.test(kind)) return `${scheme}:${page(rest, s)}`;
  if (kind === 'cid' || kind === 'data') return `${scheme}:${s.opaque(rest)}`;
  // `pbx:5060` has no scheme, and `sip:` may be missing.
  const withoutScheme = scheme !== '' && !uri.includes('@') && /^\d{1,5}($|[;?])/.test(rest);
  if (scheme === '' || withoutScheme) return sip(uri, s);
  return `${scheme}:${sip(rest, s)}`;
}

/** `user:password@host:port;parameters?headers`; the user may have parameters of its own. */
function sip(text: string, s: StandIns): string {
  const head = /^[^?]*/.exec(text)![0];
  const at = head.lastIndexOf('@');
  const from = at < 0 ? head : head.slice(at + 1);
  const [, host, port, parameters] = /^(\[[^\]]*\]?|[^:;]*)(:[^;]*)?([\s\S]*)$/.exec(from)!;
  const user = at < 0 ? '' : `${userInfo(head.slice(0, at), s)}@`;
  return `${user}${hostOf(host, s)}${portOf(port)}${redactParameters(parameters, s)}${headers(text.slice(head.length), s)}`;
}

function hostOf(host: string, s: StandIns): string {
  const slashes = /^\/*/.exec(host)![0];
  return slashes + s.host(host.slice(slashes.length));
}

function portOf(port: string | undefined): string {
  return port === undefined || /^:\s*\d*\s*$/.test(port) ? (port ?? '') : ':0';
}

function userInfo(text: string, s: StandIns): string {
  const [, user, parameters, password] = /^([^:;]*)(;[^:]*)?(:[\s\S]*)?$/.exec(text)!;
  const secret = password === undefined ? '' : `:${s.opaque(password.slice(1), 'secret')}`;
  return `${s.user(user)}${redactParameters(parameters ?? '', s)}${secret}`;
}

function telephone(text: string, s: StandIns): string {
  const [, number, parameters] = /^([^;?]*)([\s\S]*)$/.exec(text)!;
  return `${s.user(number)}${redactParameters(parameters, s)}`;
}

/** `?Replaces=...&Subject=...`: each is redacted as the header that it is. */
function headers(text: string, s: StandIns): string {
  if (text === '') return '';
  const pairs = text.slice(1).split('&');
  return `?${pairs.map((pair) => escapedPair(pair, s)).join('&')}`;
}

function escapedPair(pair: string, s: StandIns): string {
  const equals = pair.indexOf('=');
  if (equals < 0) return s.unknown(pair);
  const name = pair.slice(0, equals);
  const value = unescaped(pair.slice(equals + 1));
  return `${name}=${escapedValue(unescaped(name), value, s).replace(/[^\w.!~*'()+$:/-]/g, escaped)}`;
}

/** A body, and what is no line of text, is nothing that could be read here. */
function escapedValue(name: string, value: string, s: StandIns): string {
  const isHeader = /^[\w.-]+$/.test(name) && !/^body$/i.test(name) && !/[\x00-\x1f\x7f]|%(?![0-9a-f]{2})/i.test(value);
  return isHeader ? s.header(name, value) : blankText(value);
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Names of standards and services are no secret; of the rest the last part is somebody's. */
function urn(text: string, s: StandIns): string {
  if (/^(service|ietf|3gpp|urn-7|nena:service|oma|etsi)[:-]/i.test(text)) return text;
  const [, space, value] = /^((?:[^:]*:)*)([\s\S]*)$/.exec(text)!;
  const known = /^(uuid|gsma:imei|gsma|imei|x-mac|mac|schemas|nena):/i.test(space);
  return known ? `${space}${/^imei/i.test(space) ? s.number(value) : s.unknown(value)}` : s.opaque(text);
}

/** Standards' own addresses (namespaces, extensions) stay. */
const STANDARDS = /^\/\/(www\.w3\.org|www\.webrtc\.org|www\.ietf\.org|schemas\.xmlsoap\.org)(\/|$)/i;

function page(text: string, s: StandIns): string {
  if (STANDARDS.test(text)) return text;
  const [, slashes, authority, path] = /^(\/*)([^/?#]*)([\s\S]*)$/.exec(text)!;
  return `${slashes}${sip(authority, s)}${path.length > 1 ? `/${s.opaque(path)}` : path}`;
}

// --------------------------------------------------------------------------------------------- parameters

type Treatment = (value: string, s: StandIns) => string;

const keep: Treatment = (value) => value;
const host: Treatment = (value, s) => hostAndPort(value, s);
const tag: Treatment = (value, s) => s.opaque(value, 'tag');
const number: Treatment = (value, s) => s.user(value);

/** Those without a row are of unknown meaning. */
const TREATMENTS: Record<string, Treatment> = {
  ...rows(
    `transport lr user method ttl ob q expires rport purpose handling cause keep comp reg-id lang alg ppt npdi r2 lr
    duration refresher early-only audio video methods events mobility actor class duplex schemes automata isfocus
    index privacy screen id-type party counter limit algorithm stale qop nc protocol retry-after rc mp np
    +g.3gpp.icsi-ref +g.3gpp.iari-ref isup-oli cpc ncos noa version charset required level base-time nat timeout
    application control data image message flow-timer count uci vsf-len icon-type x-nat received-port`,
    keep,
  ),
  ...rows('received maddr domain orig-ioi term-ioi icid-generated-at generated-at phone-context trunk-context', host),
  ...rows('context host address addr ip', host),
  ...rows('tag from-tag to-tag local-tag remote-tag ftag ttag', tag),
  ...rows('text reason', (value, s) => redactText(value, s, 'words')),
  branch: (value, s) => redactBranch(value, s),
  ...rows('rn cic ext isub', number),
  remote: (value, s) => s.opaque(value, 'call'),
  // Ends as `ip~port~protocol` (RFC 5923's cousin in Kamailio).
  alias: (value, s) => value.replace(/^[^~]*/, (ip) => s.host(ip)),
};

function rows(names: string, treatment: Treatment): Record<string, Treatment> {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, treatment]));
}

/** `;a=b;c="d e";f`, and whatever stands between. */
const PARAMETER = /([;&\s]*)([^;=\s"]*)(?:(\s*=\s*)("(?:[^"\\]|\\[\s\S])*"?|[^;"\s]*))?/g;

export function redactParameters(text: string, s: StandIns): string {
  if (text === '') return '';
  return text.replace(PARAMETER, (_, before: string, name: string, equals: string | undefined, value: string) => {
    if (equals === undefined) return before + flag(name, s);
    return `${before}${featureTag(name, s)}${equals}${parameter(name, value, s)}`;
  });
}

/** Names of feature tags that nobody registered are of somebody's own (RFC 3840, 9). */
export function featureTag(name: string, s: StandIns): string {
  if (!name.startsWith('+') || /^\+(sip\.|g\.(3gpp|oma|gsma|rcs)\.)/i.test(name)) return name;
  return `+${s.opaque(name.slice(1))}`;
}

/** A parameter without a value is a name, and names are those of programs; but not everything there is one. */
function flag(name: string, s: StandIns): string {
  return /^[a-z+][a-z0-9._+-]*$/i.test(name) && s.word(name) === undefined ? featureTag(name, s) : s.unknown(name);
}

export function parameter(name: string, value: string, s: StandIns): string {
  const quoted = /^"([\s\S]*?)("?)$/.exec(value);
  if (quoted !== null) return `"${parameter(name, quoted[1], s)}${quoted[2]}`;
  const treatment = Object.hasOwn(TREATMENTS, name.toLowerCase()) ? TREATMENTS[name.toLowerCase()] : null;
  if (treatment === keep)
    return /^[\w.,*+ %:-]{0,200}$/.test(value) ? redactText(value, s, 'patterns') : s.unknown(value);
  if (treatment !== null) return treatment(value, s);
  const uri = /^<?([a-z][a-z0-9+.-]*:[\s\S]*?)(>?)$/i.exec(value);
  if (uri !== null) return `${value.startsWith('<') ? '<' : ''}${redactUri(uri[1], s)}${uri[2]}`;
  return value.includes(' ') ? redactText(value, s, 'nothing stays') : s.unknown(value);
}

/** The cookie of RFC 3261 stays, which says how transactions are told apart (17.1.3). */
function redactBranch(value: string, s: StandIns): string {
  const cookie = /^z9hg4bk/i.exec(value)?.[0] ?? '';
  return value === cookie ? value : s.opaque(value, `${cookie}branch`);
}

/** `host`, `host:port`, `[v6]:port`, an IPv6 address without brackets, a number (of phone-context). */
export function hostAndPort(value: string, s: StandIns): string {
  const bare = s.address(value);
  if (bare !== null) return bare;
  if (/^\+?\d+$/.test(value)) return s.number(value);
  const [, name, port] = /^(\[[^\]]*\]?|[^:]*)([\s\S]*)$/.exec(value)!;
  return s.host(name.trim()) + (/^\s*(:\s*\d*)?\s*$/.test(port) ? port : '');
}

// --------------------------------------------------------------------------------------------- free text

/**
 * What is known of somebody, and whatever looks like an address, goes. One pass of one pattern; words are looked up one
 * by one, so that a run with many values is no slower.
 */
/**
 * `patterns`: only what looks like somebody's. `words`: known words too. `nothing stays`: of what is left, words become
 * stand-ins.
 */
export type Strictness = 'patterns' | 'words' | 'nothing stays';

const HEX4 = '[0-9a-fA-F]{1,4}';
const WORD = '[0-9A-Za-z\\x80-\\xff_]';
/** With dots, or with hyphens as hosts are named after their address; not a part of a longer version. */
const V4 = '(?<!\\d|\\d\\.)\\d{1,3}(?:\\.\\d{1,3}){3}(?!\\.?\\d)|(?<!\\d|\\d-)\\d{1,3}(?:-\\d{1,3}){3}(?!-?\\d)';
const PARTS = [
  `(?<uri>\\b(?:${SCHEMES}):[^\\s<>"'\\\\]+)`,
  '(?<mail>[^\\s<>"\'=;:,()@]+@[^\\s<>"\'=;,()]+)',
  `(?<v4>${V4})`,
  `(?<mac>(?<![0-9A-Za-z])(?:[0-9a-fA-F]{2}(?<sep>[:-])(?:[0-9a-fA-F]{2}\\k<sep>){4}[0-9a-fA-F]{2}|(?=[0-9A-Fa-f]*\\d)[0-9a-fA-F]{12})(?![0-9A-Za-z]))`,
  `(?<v6>(?<![0-9A-Za-z:])(?:(?:${HEX4}:){2,7}(?:${HEX4}|:)|(?:${HEX4}:){1,6}(?::${HEX4}){1,6}|::${HEX4}(?::${HEX4})*)(?:%\\w+)?(?![0-9A-Za-z:]))`,
  `(?<number>\\+\\d(?:[ ()-]{0,2}\\d){5,}|(?<!\\d\\.)\\d{5,}(?!${WORD}|\\.\\d))`,
  `(?<name>[0-9A-Za-z_][\\w-]*(?:\\.[\\w-]+)*\\.(?:[A-Za-z]{2,24}|xn--[0-9A-Za-z-]+)(?!${WORD}))`,
  `(?<word>${WORD}+(?:[.-]${WORD}+)*)`,
];

const PATTERN = new RegExp(PARTS.join('|'), 'g');

export function redactText(text: string, s: StandIns, strictness: Strictness): string {
  return s.text(text, strictness, (all) => replaced(all, s, strictness));
}

function replaced(text: string, s: StandIns, strictness: Strictness): string {
  return text.replace(PATTERN, (whole: string, ...found) => {
    const { uri, mail, v4, v6, mac, number, name } = found.at(-1) as Record<string, string | undefined>;
    if (uri !== undefined) return isIpLike(uri) ? whole : tail(uri, (text) => redactUri(text, s));
    if (mail !== undefined) return tail(mail, (text) => mailbox(text, s));
    if (v4 !== undefined) return addressIn(v4, s) ?? word(v4, s, strictness);
    if (v6 !== undefined) return s.address(whole) ?? whole;
    if (mac !== undefined) return s.mac(mac);
    if (number !== undefined) return numberIn(number, s, strictness);
    if (name !== undefined && isHostName(name, s, strictness)) return s.word(name) ?? s.domain(name);
    return strictness === 'patterns' ? withoutAddresses(whole, s) : word(whole, s, strictness);
  });
}

/** `192.0.2.1` or `192-0-2-1`, as it is written; null for numbers that are no address. */
function addressIn(text: string, s: StandIns): string | null {
  const dashed = text.includes('-');
  const standIn = s.address(dashed ? text.replaceAll('-', '.') : text);
  return dashed ? (standIn?.replaceAll('.', '-') ?? null) : standIn;
}

/** Ends of files and versions, which no host has. */
const NO_HOST = /\.(js|exe|dll|conf|cfg|lua|wav|xml|html?|txt|php|bin|alpha|beta|rc|final|release|snapshot)$|^x\.int$/i;

/** In `patterns` stand names of programs with dots (`vnd.nokia.x`): what is a host there has to be known as one. */
function isHostName(name: string, s: StandIns, strictness: Strictness): boolean {
  if (s.isOfKnownDomain(name)) return true;
  // `7.2.beta`
  return strictness !== 'patterns' && !NO_HOST.test(name) && /[A-Za-z][\w-]*\.[^.]+$/.test(name);
}

/** `data:` at the end of a sentence. */
function isIpLike(uri: string): boolean {
  return uri.endsWith(':');
}

/** What ends a sentence belongs to no address. */
function tail(text: string, redact: (text: string) => string): string {
  const end = /[.,;:!?)\]]*$/.exec(text)![0];
  const bracket = end.startsWith(']') ? ']' : '';
  return redact(text.slice(0, text.length - end.length) + bracket) + end.slice(bracket.length);
}

function mailbox(text: string, s: StandIns): string {
  const at = text.lastIndexOf('@');
  return redactUri(`sip:${text.slice(0, at)}@${text.slice(at + 1)}`, s).slice(4);
}

const DAY = /^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;

/** In `patterns` a time and a length look like a number of a phone: there it has to be known as one. */
function numberIn(text: string, s: StandIns, strictness: Strictness): string {
  const digits = text.replace(/\D/g, '');
  const known = digits.length >= 7 && s.isKnownNumber(digits);
  if (known || text.startsWith('+') || strictness === 'nothing stays') return s.number(text);
  return strictness === 'patterns' || DAY.test(digits) || /^0*$/.test(digits) ? text : s.number(text);
}

const ADDRESS_WITHIN = new RegExp(`(${V4})`);

function withoutAddresses(text: string, s: StandIns, rest = (part: string) => part): string {
  // Every other one is what the pattern found.
  return text
    .split(ADDRESS_WITHIN)
    .map((part, i) => (i % 2 === 1 ? addressIn(part, s) : null) ?? rest(part))
    .join('');
}

function word(text: string, s: StandIns, strictness: Strictness): string {
  const whole = s.word(text);
  if (whole !== undefined) return whole;
  if (strictness === 'nothing stays' && !/[._-]/.test(text)) return s.unknown(text);
  return withoutAddresses(text, s, (rest) => parts(rest, s, strictness));
}

function parts(text: string, s: StandIns, strictness: Strictness): string {
  if (strictness === 'nothing stays') {
    return text.replace(/[0-9A-Za-z\x80-\xff]+/g, (part) => s.word(part) ?? s.unknown(part));
  }
  // Known words first, and of what is left the digits, unless they are of a version (`1.2.20263`).
  return text
    .split(/([0-9A-Za-z\x80-\xff]+)/)
    .map((part, i, all) => {
      const known = i % 2 === 1 ? s.word(part) : undefined;
      if (known !== undefined || i % 2 === 0) return known ?? part;
      const before = `${all[i - 2] ?? ''}${all[i - 1]}`;
      const after = `${all[i + 1] ?? ''}${all[i + 2] ?? ''}`;
      const inVersion = /^\d{5,8}$/.test(part) && (/\d\.$/.test(before) || /^\.\d/.test(after));
      return inVersion ? part : part.replace(/\d{5,}/g, (run) => numberIn(run, s, strictness));
    })
    .join('');
}

/** As long, and nothing of it: for what people wrote to each other. */
export function blankText(text: string): string {
  return text.replace(/[A-Za-z\x80-\xff]/g, 'x').replace(/\d/g, '0');
}
