/**
 * What stands in headers of authentication: a scheme and its parameters, in a challenge (WWW-Authenticate,
 * Proxy-Authenticate) and in an answer to it (Authorization, Proxy-Authorization). RFC 3261 section 25.1, RFC 7616.
 */

import type { SipMessage } from './message';
import { endOfQuote, splitList, unquote } from './params';

export interface AuthParam {
  /** Lower case. */
  name: string;
  /** Without quotes and escapes. */
  value: string;
  /** Without quotes, escapes left as they are. */
  written: string;
}

export interface Credentials {
  /** Lower case: `digest`. */
  scheme: string;
  params: AuthParam[];
}

export interface AuthHeader extends Credentials {
  /** Of the header, as written. */
  name: string;
}

/** Answers to challenges, in their order. */
export function credentialsOf(message: SipMessage): AuthHeader[] {
  return headersOf(message, ['authorization', 'proxy-authorization']);
}

export function challengesOf(message: SipMessage): AuthHeader[] {
  return headersOf(message, ['www-authenticate', 'proxy-authenticate']);
}

/** Value of the first parameter of that name (lower case), or null. */
export function authParam({ params }: Credentials, name: string): AuthParam | null {
  return params.find((one) => one.name === name) ?? null;
}

export function parseCredentials(value: string): Credentials {
  const [, scheme = '', rest = ''] = /^\s*(\S*)\s*(.*)$/s.exec(value) ?? [];
  const params = splitList(rest).flatMap((text) => {
    const equals = text.indexOf('=');
    if (equals <= 0) return [];
    const raw = text.slice(equals + 1).trim();
    const inQuotes = raw.length > 1 && raw[0] === '"' && endOfQuote(raw, 0) === raw.length - 1;
    const name = text.slice(0, equals).trim().toLowerCase();
    return [{ name, value: inQuotes ? unquote(raw) : raw, written: inQuotes ? raw.slice(1, -1) : raw }];
  });
  return { scheme: scheme.toLowerCase(), params };
}

function headersOf({ headers }: SipMessage, keys: readonly string[]): AuthHeader[] {
  return headers
    .filter(({ key }) => keys.includes(key))
    .map(({ name, value }) => ({ name, ...parseCredentials(value) }));
}
