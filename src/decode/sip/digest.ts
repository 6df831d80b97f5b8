/**
 * Whether a password gives the response of Digest credentials: RFC 2617, RFC 7616 (SHA-256, SHA-512-256, sessions, user
 * names that are hashed or encoded) and RFC 8760, which brings them to SIP. The password is used and forgotten.
 */

import { createHash, timingSafeEqual } from 'node:crypto';
import { authParam, type Credentials } from './credentials';

export interface DigestRequest {
  method: string;
  /** As the start line has it. */
  uri: string;
  /** Null where the capture has not all of it. */
  body: Buffer | null;
}

export type DigestVerdict =
  /** `how`: what had to be read differently from the RFC for it to fit, or null. */
  | { verdict: 'right'; how: string | null }
  /** `why`: with what it would have been right, or null. */
  | { verdict: 'wrong'; why: string | null }
  /** What is missing. */
  | { verdict: 'unknown'; why: string };

/** By the name of the algorithm without `-sess`, in capitals. */
const HASHES: Readonly<Record<string, string>> = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' };

export function checkDigest(credentials: Credentials, request: DigestRequest, password: string): DigestVerdict {
  const missing = whyUnknown(credentials, request);
  if (missing !== null) return { verdict: 'unknown', why: missing };
  const sent = (authParam(credentials, 'response')?.value ?? '').toLowerCase();
  const own = formOf(credentials, request, password);
  try {
    if (gives(own, sent)) return { verdict: 'right', how: null };
    const other = READINGS.find(({ read }) => {
      const form = read(own, credentials, request, password);
      return form !== null && gives(form, sent);
    });
    if (other === undefined) return { verdict: 'wrong', why: oddLength(own, sent) };
    return other.right ? { verdict: 'right', how: other.words } : { verdict: 'wrong', why: other.words };
  } catch {
    return { verdict: 'unknown', why: `this computer has no ${algorithmOf(credentials)}` };
  }
}

/** What cannot be done without, in words; null where nothing is missing. */
export function whyUnknown(credentials: Credentials, { body }: DigestRequest): string | null {
  const has = (name: string) => authParam(credentials, name) !== null;
  const named = has('username') || has('username*');
  const lacks = ['realm', 'nonce', 'uri', 'response'].filter((name) => !has(name));
  if (!named) lacks.unshift('username');
  if (lacks.length > 0) return `the header has no ${lacks.join(', no ')}`;
  const algorithm = algorithmOf(credentials);
  if (/^AKAv/i.test(algorithm)) return `${algorithm} takes no password but the key of a SIM`;
  if (HASHES[baseOf(algorithm)] === undefined) return `nobody here knows the algorithm ${algorithm}`;
  if (authParam(credentials, 'userhash')?.value.toLowerCase() === 'true') return 'the user name is hashed (userhash)';
  const qop = qopOf(credentials);
  if (qop !== null && qop !== 'auth' && qop !== 'auth-int') return `nobody here knows the qop ${qop}`;
  if (qop !== null && !has('nc')) return 'the header has a qop, but no nc';
  if ((qop !== null || isSession(algorithm)) && !has('cnonce')) return 'the header has no cnonce';
  if (qop === 'auth-int' && body === null) return 'the body, which auth-int protects, is not whole';
  return null;
}

/** As it is written, `MD5` where it is not. */
export function algorithmOf(credentials: Credentials): string {
  return authParam(credentials, 'algorithm')?.value || 'MD5';
}

/** Everything that the response is made of, as bytes in Latin-1. */
interface Form {
  hash: string;
  session: boolean;
  user: string;
  realm: string;
  password: string;
  method: string;
  uri: string;
  nonce: string;
  cnonce: string;
  nc: string;
  qop: string | null;
  body: Buffer | null;
}

function formOf(credentials: Credentials, { method, body }: DigestRequest, password: string): Form {
  const value = (name: string) => bytesOf(authParam(credentials, name)?.value ?? '');
  const algorithm = algorithmOf(credentials);
  return {
    hash: HASHES[baseOf(algorithm)] ?? '',
    session: isSession(algorithm),
    user: authParam(credentials, 'username') === null ? bytesOf(extendedUser(credentials)) : value('username'),
    realm: value('realm'),
    password: bytesOf(password),
    method: bytesOf(method),
    uri: value('uri'),
    nonce: value('nonce'),
    cnonce: value('cnonce'),
    nc: value('nc'),
    qop: authParam(credentials, 'qop')?.value || null,
    body,
  };
}

/** How else programs read the RFCs, and what they get wrong: tried one after the other where the password does not fit. */
const READINGS: readonly {
  right: boolean;
  words: string;
  read(form: Form, credentials: Credentials, request: DigestRequest, password: string): Form | null;
}[] = [
  {
    right: true,
    words: 'with the method INVITE: an ACK or CANCEL has the credentials of its INVITE',
    read: (form, _, { method }) => (/^(?:ACK|CANCEL)$/.test(method) ? { ...form, method: 'INVITE' } : null),
  },
  {
    right: true,
    words: 'with the escapes in quotes left as they are written',
    read(form, credentials) {
      const written = (name: string) => bytesOf(authParam(credentials, name)?.written ?? '');
      const [user, realm, nonce] = [written('username') || form.user, written('realm'), written('nonce')];
      return user + realm + nonce === form.user + form.realm + form.nonce ? null : { ...form, user, realm, nonce };
    },
  },
  {
    right: true,
    words: 'with the password in ISO 8859-1',
    read: (form, _credentials, _request, password) =>
      /^[\x00-\x7f]*$/.test(password) || !/^[\x00-\xff]*$/.test(password) ? null : { ...form, password },
  },
  {
    right: false,
    words: 'it is made of the Request-URI in place of the uri that the header has',
    read: (form, _, { uri }) => (bytesOf(uri) === form.uri ? null : { ...form, uri: bytesOf(uri) }),
  },
];

/** Something that no password gives. */
function oddLength({ hash }: Form, sent: string): string | null {
  const digits = hash === 'md5' ? 32 : 64;
  if (/^[0-9a-f]*$/.test(sent) && sent.length === digits) return null;
  return `the algorithm gives ${digits} hexadecimal digits, the response is something else`;
}

/** RFC 7616 section 3.4. */
function gives(form: Form, sent: string): boolean {
  const { hash, session, user, realm, password, method, uri, nonce, cnonce, nc, qop, body } = form;
  const h = (text: string) => createHash(hash).update(text, 'latin1').digest('hex');
  const secret = h(`${user}:${realm}:${password}`);
  const ha1 = session ? h(`${secret}:${nonce}:${cnonce}`) : secret;
  const entity = createHash(hash).update(body ?? Buffer.alloc(0));
  const ha2 = h(qop?.toLowerCase() === 'auth-int' ? `${method}:${uri}:${entity.digest('hex')}` : `${method}:${uri}`);
  const made = h(qop === null ? `${ha1}:${nonce}:${ha2}` : `${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`);
  return made.length === sent.length && timingSafeEqual(Buffer.from(made, 'latin1'), Buffer.from(sent, 'latin1'));
}

function baseOf(algorithm: string): string {
  return algorithm.toUpperCase().replace(/-SESS$/, '');
}

function isSession(algorithm: string): boolean {
  return /-sess$/i.test(algorithm);
}

function qopOf(credentials: Credentials): string | null {
  return authParam(credentials, 'qop')?.value.toLowerCase() || null;
}

/** `UTF-8''J%C3%A4s%C3%B8n`: RFC 5987. */
function extendedUser(credentials: Credentials): string {
  const [, encoded = ''] = /^[^']*'[^']*'(.*)$/s.exec(authParam(credentials, 'username*')?.value ?? '') ?? [];
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/** The UTF-8 of a text, a character a byte. */
function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').latin1Slice();
}
