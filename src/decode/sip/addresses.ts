/**
 * Addresses: `"Display name" <uri>;params` and `uri;params`, as From, To, Contact, Route and their like hold them.
 * RFC 3261 section 20.10 and 25.1 (name-addr, addr-spec). Lists are cut into values by params.ts.
 */

import { endOfQuote, type Param, param, parseParams, skipBlanks, unquote } from './params';
import type { Fault } from './problem';
import { parseUri, type SipUri } from './uri';

export interface Address {
  /** Without quotes and escapes; empty when there is none. */
  display: string;
  /** As written, without angle brackets; `*` in a Contact that asks for all to be removed. */
  uri: string;
  user: string;
  /** IPv6 without brackets. */
  host: string;
  /** 0 when the URI names none. */
  port: number;
  /** Parameter of that name, or empty. */
  tag: string;
  /** Parameters of the header, not of the URI. */
  params: Param[];
  /** The URI in parts. */
  parts: SipUri;
  /** True when the URI stands in angle brackets. */
  bracketed: boolean;
  /** The first thing that is wrong with it, or null. The text continues `... holds`. */
  fault: Fault | null;
}

/** Words of a display name that need no quotes. */
const BARE_DISPLAY = /^[A-Za-z0-9\-.!%*_+`'~ \t]*$/;

/** One value of an address header; it never fails, `fault` tells what is wrong. */
export function parseAddress(text: string): Address {
  let fault: Fault | null = null;
  let at = skipBlanks(text, 0);
  let display = '';
  if (text[at] === '"') {
    const end = endOfQuote(text, at);
    if (end < 0) fault = { code: 'unterminated-quote', text: 'a quote that does not end' };
    else {
      display = unquote(text.slice(at, end + 1));
      at = end + 1;
    }
  }
  const open = text.indexOf('<', at);
  if (open < 0 || isBare(text, at, open)) {
    if (display !== '') fault ??= { code: 'bad-address', text: 'a display name, but no URI in angle brackets' };
    return bareAddress(text, at, display, fault);
  }
  const between = text.slice(at, open).trim();
  if (display === '') display = between;
  if (between !== '' && (display !== between || !BARE_DISPLAY.test(between))) {
    fault ??= { code: 'bad-address', text: 'a display name that needs quotes' };
  }
  const close = text.indexOf('>', open);
  if (close < 0) {
    fault ??= { code: 'bad-address', text: 'an angle bracket that does not end' };
    return address(display, text.slice(open + 1), [], true, fault);
  }
  const { params, fault: bad } = parseParams(text, close + 1);
  if (bad !== null) fault ??= { code: 'bad-address', text: bad };
  return address(display, text.slice(open + 1, close), params, true, fault);
}

/** A bracket in a parameter of an address without brackets: `sip:a@b;x=<y>`. */
function isBare(text: string, at: number, open: number): boolean {
  const semicolon = text.indexOf(';', at);
  return semicolon >= 0 && semicolon < open && /^\s*[A-Za-z][A-Za-z0-9+.-]*:/.test(text.slice(at, semicolon));
}

/** Without brackets, what follows the first semicolon belongs to the header, and the URI may hold no `?` or `,`. */
function bareAddress(text: string, at: number, display: string, before: Fault | null): Address {
  const semicolon = text.indexOf(';', at);
  const uri = text.slice(at, semicolon < 0 ? undefined : semicolon).trim();
  const { params, fault: bad } = semicolon < 0 ? { params: [], fault: null } : parseParams(text, semicolon);
  let fault = before;
  if (/[?,]/.test(uri)) fault ??= { code: 'bad-address', text: 'a URI that needs angle brackets' };
  if (bad !== null) fault ??= { code: 'bad-address', text: bad };
  return address(display, uri, params, false, fault);
}

function address(display: string, uri: string, params: Param[], bracketed: boolean, before: Fault | null): Address {
  const parts = parseUri(uri.trim());
  const star = uri === '*' && display === '' && !bracketed;
  const padded = uri !== uri.trim();
  const fault =
    before ?? (padded ? { code: 'bad-uri' as const, text: 'blanks around a URI' } : star ? null : parts.fault);
  return {
    display,
    uri: uri.trim(),
    user: parts.user,
    host: parts.host,
    port: parts.port,
    tag: param(params, 'tag') ?? '',
    params,
    parts,
    bracketed,
    fault,
  };
}
