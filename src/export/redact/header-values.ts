/** Redacts the values of SIP headers, by the form that they have (RFC 3261, 25; RFC 8760 for credentials). */

import type { StandIns } from './stand-ins';
import { featureTag, hostAndPort, parameter, redactParameters, redactText, redactUri } from './values';

/** Takes a value with the blanks around it, folded or not, and gives it with the same. */
export type ValueKind = (value: string, s: StandIns) => string;

const ADDRESS_TOKEN = /"(?:[^"\\]|\\[\s\S])*"?|<[^>]*>?|[;,]|\s+|[^\s"<>;,]+|>/g;

/** `"Name" <uri>;parameters, uri;parameters`. */
export const addresses: ValueKind = (value, s) => {
  const tokens = value.match(ADDRESS_TOKEN) ?? [];
  let out = '';
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === ';') {
      const end = endOfParameters(tokens, at);
      out += redactParameters(tokens.slice(at, end).join(''), s);
      at = end;
    } else if (token.startsWith('<')) {
      const inner = token.endsWith('>') ? token.slice(1, -1) : token.slice(1);
      out += `<${redactUri(inner, s)}${token.endsWith('>') ? '>' : ''}`;
      at++;
    } else if (token === ',' || token.trim() === '' || token === '*') {
      out += token;
      at++;
    } else {
      const end = endOfName(tokens, at);
      out += end > at ? displayName(tokens.slice(at, end).join(''), s) : bareAddress(token, s);
      at = Math.max(end, at + 1);
    }
  }
  return out;
};

/** Commas within parameters divide addresses, unless they are quoted, which a token is as a whole. */
function endOfParameters(tokens: readonly string[], from: number): number {
  let at = from;
  while (at < tokens.length && tokens[at] !== ',') at++;
  return at;
}

/** Behind the name that begins here, `from` when none does: a name ends at the bracket of its address. */
function endOfName(tokens: readonly string[], from: number): number {
  let at = from;
  while (at < tokens.length && !/^[<;,]/.test(tokens[at])) at++;
  if (tokens[at]?.startsWith('<') || tokens[from].startsWith('"')) {
    while (at > from + 1 && tokens[at - 1].trim() === '') at--;
    return at;
  }
  return from;
}

function displayName(text: string, s: StandIns): string {
  const quoted = /^"([\s\S]*?)("?)$/.exec(text);
  return quoted === null ? s.displayName(text) : `"${s.displayName(quoted[1])}${quoted[2]}`;
}

function bareAddress(token: string, s: StandIns): string {
  return /[:@.]/.test(token) ? redactUri(token, s) : s.unknown(token);
}

/** `SIP/2.0/UDP host:port;branch=...`, several with commas. */
export const via: ValueKind = (value, s) =>
  value.replace(
    /(\s*)([^\s/,;]+\s*\/\s*[^\s/,;]+\s*\/\s*[^\s,;]+\s+)?([^,;]*)((?:;(?:[^,"]|"[^"]*"?)*)?)(,?)/g,
    (_, before: string, protocol: string | undefined, sentBy: string, parameters: string, comma: string) => {
      const [, host, after] = /^([\s\S]*?)(\s*)$/.exec(sentBy)!;
      const comments = host.replace(/\([^)]*\)?/g, '');
      const known = protocol === undefined ? '' : protocolOf(protocol);
      return `${before}${known}${comments === '' ? '' : hostAndPort(comments, s)}${after}${redactParameters(parameters, s)}${comma}`;
    },
  );

function protocolOf(protocol: string): string {
  return /^[\w.-]+\s*\/\s*[\w.]+\s*\/\s*[\w-]{1,12}\s+$/.test(protocol) ? protocol : 'SIP/2.0/UDP ';
}

/** Call-IDs, with parameters or without, several with commas. */
export const callIds: ValueKind = (value, s) =>
  value.replace(
    /(\s*)([^\s;,]*)((?:;[^,]*)?)/g,
    (_, before: string, id: string, parameters: string) =>
      before + s.opaque(id, 'call') + redactParameters(parameters, s),
  );

/** One Call-ID: commas are part of it. */
export const callId: ValueKind = (value, s) => value.replace(/\S[\s\S]*\S|\S/, (id) => s.opaque(id, 'call'));

/** `Digest username="...", realm="..."`. Scheme, algorithm and what belongs to them stay. */
export const credentials: ValueKind = (value, s) => {
  const [, scheme, rest] = /^(\s*[\w-]*)([\s\S]*)$/.exec(value)!;
  if (/^\s*[\w-]*$/.test(value)) return value;
  const isList = /^\s*[\w-]+\s*=\s*[^=\s,]/.test(rest) || /=$/.test(scheme);
  // Of Authentication-Info the first word is a name already.
  if (/^\s*=/.test(rest)) return secrets(value, s);
  if (isList) return scheme + secrets(rest, s);
  return scheme + rest.replace(/\S+/, (token) => s.opaque(token, 'secret'));
};

const SECRET = /([\w-]+)(\s*=\s*)("(?:[^"\\]|\\[\s\S])*"?|[^\s,"]*)/g;

function secrets(text: string, s: StandIns): string {
  return text.replace(SECRET, (_, name: string, equals: string, value: string) => {
    const quoted = /^"([\s\S]*?)("?)$/.exec(value);
    const bare = secret(name.toLowerCase(), quoted === null ? value : quoted[1], s);
    return `${name}${equals}${quoted === null ? bare : `"${bare}${quoted[2]}`}`;
  });
}

function secret(name: string, value: string, s: StandIns): string {
  if (value === '') return value;
  if (name === 'username') return value.includes('@') ? redactUri(value, s) : s.user(value);
  if (name === 'uri' || name === 'domain') return value.replace(/\S+/g, (uri) => redactUri(uri, s));
  if (name === 'realm') return /^[\w-]+(\.[\w-]+)+$/.test(value) ? s.host(value) : s.opaque(value, 'realm');
  if (name === 'response' || name === 'rspauth') return s.sameForm(value, 16);
  if (name === 'nonce' || name === 'nextnonce' || name === 'cnonce') return s.opaque(value, 'nonce');
  return /^(algorithm|qop|nc|stale|charset|userhash)$/.test(name) && /^[\w,. -]*$/.test(value)
    ? value
    : s.opaque(value);
}

/** `token;info=<https://...>;alg=ES256` (RFC 8224): the token is signed over both numbers. */
export const identity: ValueKind = (value, s) => {
  const [, before, token, parameters] = /^(\s*)([^\s;]*)([\s\S]*)$/.exec(value)!;
  return before + s.opaque(token.replace(/^"|"$/g, ''), 'token') + redactParameters(parameters, s);
};

/** For people, but of programs: it says much of a fault. */
export const text: ValueKind = (value, s) => redactText(value, s, 'words');

/** A vendor's number of an error, then what is for people. */
export const numbered: ValueKind = (value, s) => {
  const [, number, rest] = /^(\s*(?:\d{1,6}(?![\d.]))?)([\s\S]*)$/.exec(value)!;
  return number + text(rest, s);
};

/** Of the grammar only. */
export const plain: ValueKind = (value, s) => redactText(value, s, 'patterns');

/** Between the parts of a body; in quotes or not. */
export const BOUNDARY = /(boundary\s*=\s*)(?:"([^"]+)"|([^\s;,"]+))/i;

/** A boundary may be made of a host's name. */
export const contentType: ValueKind = (value, s) => {
  const found = BOUNDARY.exec(value);
  if (found === null) return plain(value, s);
  const standIn = s.opaque(found[2] ?? found[3], 'boundary');
  const [before, after] = [value.slice(0, found.index), value.slice(found.index + found[0].length)];
  return plain(before, s) + found[1] + (found[2] === undefined ? standIn : `"${standIn}"`) + plain(after, s);
};

/** Of RFC 3841: `*;+g.3gpp.icsi-ref="..."`. */
export const features: ValueKind = (value, s) =>
  plain(value, s).replace(/(^|[;\s])(\+[^\s;=,"]+)/g, (_, before, tag) => before + featureTag(tag, s));

export const verbatim: ValueKind = (value, s) => (/^[\s\w.;=,-]*$/.test(value) ? value : plain(value, s));

/** `protocol;cause=16;text="..."` (RFC 3326), or `399 host "text"` (RFC 3261, 20.43). */
export const warning: ValueKind = (value, s) =>
  value.replace(
    /(\d{3}\s+)([^\s"]+)(\s*)("(?:[^"\\]|\\[\s\S])*"?)?/g,
    (_, code: string, agent: string, blank: string, said: string | undefined) =>
      code + hostAndPort(agent, s) + blank + (said === undefined ? '' : redactText(said, s, 'words')),
  );

/** `name=value` with semicolons or commas, such as of P-Charging-Vector. */
export const parameters: ValueKind = (value, s) =>
  value.replace(/([\w.+-]+)(\s*=\s*)("[^"]*"?|[^;,\s"]*)/g, (_, name: string, equals: string, inner: string) => {
    return `${name}${equals}${parameter(name, inner, s)}`;
  });

/** Of a meaning that is not known here: nothing stays but names and the form; what is known keeps its stand-in. */
export const unknown: ValueKind = (value, s) => {
  const trimmed = value.trim();
  if (/^[^\s<>"]+$/.test(trimmed) && !/^[a-z]+:|[;=]/i.test(trimmed))
    return value.replace(trimmed, () => single(trimmed, s));
  if (URI.test(trimmed)) return value.replace(trimmed, () => redactUri(trimmed, s));
  if (/<[^>]*>/.test(value)) return addresses(value, s);
  return value.replace(/([A-Za-z][\w.-]{0,40}=(?=[^=\s]))?("?)([^;,\s"]+)("?)/g, (_, name = '', open, inner, close) => {
    return `${name}${open}${single(inner, s)}${close}`;
  });
};

const URI = /^(?:sips?|tel|https?|mailto|im|pres|urn):[^\s<>",]+$/i;

/** One word. A Call-ID of another leg is an address by its form, and known as a whole. */
function single(word: string, s: StandIns): string {
  if (s.isOpaque(word)) return s.opaque(word);
  if (URI.test(word)) return redactUri(word, s);
  const port = /^(\[[0-9a-f:.]+\]|[\d.]+):(\d{1,5})$/i.exec(word);
  if (port !== null && s.address(port[1].replace(/[[\]]/g, '')) !== null) return `${s.host(port[1])}:${port[2]}`;
  if (/^[\w.+-]+@[\w.-]+\.[a-z]{2,}$/i.test(word)) return redactUri(`sip:${word}`, s).slice(4);
  return s.unknown(word);
}
