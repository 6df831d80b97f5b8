/**
 * URIs of SIP messages: sip and sips (RFC 3261 section 19.1), tel (RFC 3966), and any other scheme as far as it can be
 * told apart. Parts are kept as written: nothing is unescaped and no case is changed but that of scheme and parameters.
 */

import { isIPv4, isIPv6 } from 'node:net';
import { type Param, TOKEN } from './params';
import type { Fault } from './problem';

export interface SipUri {
  /** Lower case: `sip`, `sips`, `tel`, `urn`; empty when there is none. */
  scheme: string;
  /** Before the `@`; of a tel URI the number; of another scheme all of its content. Empty when there is none. */
  user: string;
  /** Behind a colon in the user part, or empty. */
  password: string;
  /** IPv6 without its brackets. Empty for schemes other than sip and sips. */
  host: string;
  /** 0 when the URI names none. */
  port: number;
  params: Param[];
  /** What stands behind the question mark: name and value, as written. */
  headers: [name: string, value: string][];
  /** The first thing that is wrong with it, or null. The text continues `... holds`. */
  fault: Fault | null;
}

/** With `%xx` as the bytes that they stand for, in Latin-1. */
export function unescaped(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Schemes that a proxy can route a request to. */
export const ROUTABLE_SCHEMES: ReadonlySet<string> = new Set(['sip', 'sips', 'tel', 'urn', 'im', 'pres']);

/** Those, and schemes that From, To, Contact and the like may refer to. */
export const KNOWN_SCHEMES: ReadonlySet<string> = new Set([
  ...ROUTABLE_SCHEMES,
  'cid',
  'data',
  'fax',
  'h323',
  'http',
  'https',
  'mailto',
  'modem',
  'ws',
  'wss',
  'xmpp',
]);

const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/;
/** RFC 3261 user and password: unreserved, escaped, user-unreserved. */
const USER = /^(?:[A-Za-z0-9\-_.!~*'()&=+$,;?/]|%[0-9A-Fa-f]{2})*$/;
const PASSWORD = /^(?:[A-Za-z0-9\-_.!~*'()&=+$,]|%[0-9A-Fa-f]{2})*$/;
/** Underscores are no part of a host name, but of many that work. */
const HOST_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9.])?$/;
const PARAM = /^(?:[A-Za-z0-9\-_.!~*'()[\]/:&+$]|%[0-9A-Fa-f]{2})+$/;
const HEADER = /^(?:[A-Za-z0-9\-_.!~*'()[\]/?:+$]|%[0-9A-Fa-f]{2})*$/;
const TEL_NUMBER = /^\+?[0-9A-Fa-f*#().-]+$/;
/** What no URI holds, whatever its scheme. */
const NOT_URI = /[\s<>"\x00-\x1f\x7f]/;

export function parseUri(text: string): SipUri {
  const uri: SipUri = { scheme: '', user: '', password: '', host: '', port: 0, params: [], headers: [], fault: null };
  const scheme = SCHEME.exec(text);
  if (scheme === null) {
    fault(uri, 'bad-uri', 'a URI without a scheme');
    return uri;
  }
  uri.scheme = scheme[0].slice(0, -1).toLowerCase();
  const rest = text.slice(scheme[0].length);
  if (NOT_URI.test(text)) fault(uri, 'bad-uri', 'blanks, quotes or brackets in a URI');
  if (uri.scheme === 'sip' || uri.scheme === 'sips') parseSipUri(rest, uri);
  else if (uri.scheme === 'tel') parseTelUri(rest, uri);
  else uri.user = rest;
  return uri;
}

/** Cuts `host:port` or `[ipv6]:port`; true when that is all there is, and valid. `out` gets what can be told. */
export function parseHostPort(text: string, out: { host: string; port: number }): boolean {
  let host = text;
  let port = '';
  let valid = true;
  if (text.startsWith('[')) {
    const close = text.indexOf(']');
    host = text.slice(1, close < 0 ? undefined : close);
    port = close < 0 ? '' : text.slice(close + 1);
    valid = close > 0 && isIPv6(host) && (port === '' || port[0] === ':');
  } else {
    const colon = text.indexOf(':');
    if (colon >= 0) {
      host = text.slice(0, colon);
      port = text.slice(colon);
    }
    valid = HOST_NAME.test(host) && (isIPv4(host) || !/^[\d.]+$/.test(host));
  }
  out.host = host;
  out.port = 0;
  if (port === '') return valid;
  const number = /^:\d{1,5}$/.test(port) ? Number(port.slice(1)) : -1;
  if (number >= 0 && number <= 65535) out.port = number;
  return valid && number >= 0 && number <= 65535;
}

function parseSipUri(rest: string, uri: SipUri): void {
  const at = endOfUser(rest);
  if (at >= 0) parseUser(rest.slice(0, at), uri);
  let tail = rest.slice(at + 1);
  const question = tail.indexOf('?');
  if (question >= 0) {
    parseUriHeaders(tail.slice(question + 1), uri);
    tail = tail.slice(0, question);
  }
  const semicolon = tail.indexOf(';');
  if (semicolon >= 0) {
    parseUriParams(tail.slice(semicolon + 1), uri);
    tail = tail.slice(0, semicolon);
  }
  if (!parseHostPort(tail, uri)) fault(uri, 'bad-uri', 'a URI whose host or port is not valid');
}

/**
 * The `@` that ends the user part. There should be one; where an e-mail address was put in as the user there are two,
 * and the host is behind the last. An `@` in a parameter does not count.
 */
function endOfUser(rest: string): number {
  const first = rest.indexOf('@');
  if (first < 0) return -1;
  const stop = rest.slice(first).search(/[;?]/);
  return rest.lastIndexOf('@', stop < 0 ? rest.length : first + stop);
}

function parseUser(text: string, uri: SipUri): void {
  const colon = text.indexOf(':');
  uri.user = colon < 0 ? text : text.slice(0, colon);
  uri.password = colon < 0 ? '' : text.slice(colon + 1);
  if (uri.user === '') fault(uri, 'bad-uri', 'a URI with nothing before its @');
  else if (!USER.test(uri.user)) fault(uri, 'bad-uri', 'a URI whose user part should be escaped');
  if (!PASSWORD.test(uri.password)) fault(uri, 'bad-uri', 'a URI whose password should be escaped');
}

function parseUriParams(text: string, uri: SipUri): void {
  for (const part of text.split(';')) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    const value = equals < 0 ? null : part.slice(equals + 1);
    uri.params.push({ name: name.toLowerCase(), value });
    if (!PARAM.test(name) || (value !== null && !PARAM.test(value))) {
      fault(uri, 'bad-uri', 'a URI with a parameter that is empty or should be escaped');
    }
  }
}

function parseUriHeaders(text: string, uri: SipUri): void {
  for (const part of text.split('&')) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    const value = equals < 0 ? '' : part.slice(equals + 1);
    uri.headers.push([name, value]);
    if (name === '' || equals < 0 || !HEADER.test(name) || !HEADER.test(value)) {
      fault(uri, 'bad-uri', 'a URI with a header that is empty or should be escaped');
    }
  }
}

function parseTelUri(rest: string, uri: SipUri): void {
  const [number, ...params] = rest.split(';');
  uri.user = number;
  if (!TEL_NUMBER.test(number)) fault(uri, 'bad-uri', 'a tel URI with something other than a number');
  for (const part of params) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    uri.params.push({ name: name.toLowerCase(), value: equals < 0 ? null : part.slice(equals + 1) });
    if (!TOKEN.test(name)) fault(uri, 'bad-uri', 'a tel URI with an empty or bad parameter');
  }
}

function fault(uri: SipUri, code: 'bad-uri', text: string): void {
  uri.fault ??= { code, text };
}
