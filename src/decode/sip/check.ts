/**
 * What is wrong with a message as a whole: headers that are missing, doubled or do not say what they must. RFC 3261
 * sections 8.1.1 and 20. The form of lines and of the start line is checked by parse.ts.
 */

import { type Address, parseAddress } from './addresses';
import { headerRule } from './headers';
import {
  cseqOf,
  header,
  parseContentType,
  parseCSeq,
  parseDate,
  type SipHeader,
  type SipMessage,
  topVia,
  valuesOf,
} from './message';
import { param, parseParams, TOKEN } from './params';
import { type Fault, quoted, report, type SipProblem } from './problem';
import { KNOWN_SCHEMES, parseUri, ROUTABLE_SCHEMES } from './uri';
import { MAGIC_COOKIE, parseVia } from './via';

/** Adds to message.problems. */
export function checkMessage(message: SipMessage): void {
  if (message.request && message.version !== '') checkRequestUri(message);
  checkPresence(message);
  checkDuplicates(message);
  for (const one of message.headers) CHECKS.get(one.key)?.(one, message.problems, message);
  checkTags(message);
  checkBody(message);
}

type Check = (one: SipHeader, problems: SipProblem[], message: SipMessage) => void;

/** What the value of a header must be, by its key. */
const CHECKS = new Map<string, Check>(
  Object.entries({
    'call-id': checkCallId,
    contact: checkContact,
    'content-length': checkContentLength,
    'content-type': checkContentType,
    cseq: checkCSeq,
    date: checkDate,
    diversion: checkAddresses,
    expires: checkExpires,
    from: checkAddresses,
    'history-info': checkAddresses,
    'max-forwards': numberUpTo(255),
    'min-expires': numberUpTo(2 ** 32 - 1),
    'min-se': numberUpTo(2 ** 32 - 1),
    'p-asserted-identity': checkAddresses,
    'p-associated-uri': checkAddresses,
    'p-called-party-id': checkAddresses,
    'p-preferred-identity': checkAddresses,
    path: checkRoutes,
    'record-route': checkRoutes,
    'refer-to': checkAddresses,
    'referred-by': checkAddresses,
    'remote-party-id': checkAddresses,
    'reply-to': checkAddresses,
    'retry-after': numberUpTo(2 ** 32 - 1),
    route: checkRoutes,
    rseq: numberUpTo(2 ** 32 - 1),
    'service-route': checkRoutes,
    'session-expires': numberUpTo(2 ** 32 - 1),
    to: checkAddresses,
    via: checkVia,
    warning: checkWarning,
  }),
);

/** Every message has them: RFC 3261 section 8.1.1. Max-Forwards, in requests only, is not known to RFC 2543. */
const MANDATORY = ['from', 'to', 'call-id', 'cseq', 'via'];

function checkPresence(message: SipMessage): void {
  for (const key of MANDATORY) if (header(message, key) === null) missing(message, key);
  if (message.request && header(message, 'max-forwards') === null && !isOld(message)) missing(message, 'max-forwards');
  const hasBody = message.bodyEnd > message.bodyStart;
  if (hasBody && header(message, 'content-type') === null) missing(message, 'content-type');
}

function missing(message: SipMessage, key: string): void {
  report(message.problems, 'missing-header', key, `${headerRule(key)?.name ?? key} is missing.`);
}

/** From an element of RFC 2543: its Via has no branch, or one without the cookie. */
function isOld(message: SipMessage): boolean {
  const via = topVia(message);
  return via !== null && via.fault === null && !via.branch.toLowerCase().startsWith(MAGIC_COOKIE.toLowerCase());
}

function checkDuplicates(message: SipMessage): void {
  const counts = new Map<string, number>();
  for (const { key } of message.headers) counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const [key, count] of counts) {
    const rule = headerRule(key);
    if (count === 1 || rule?.occurs !== 'once') continue;
    const text = `${rule.name} stands ${count} times in the message; it may stand once.`;
    report(message.problems, 'duplicate-header', key, text);
  }
}

function checkRequestUri(message: SipMessage): void {
  const { uri, problems } = message;
  const bad = parseUri(uri);
  const blank = /[ \t]/.test(uri);
  if (bad.fault !== null) {
    if (!blank) report(problems, 'bad-uri', '', `The Request-URI holds ${bad.fault.text}: ${quoted(uri)}.`);
  } else if (bad.headers.length > 0) {
    report(problems, 'bad-uri', '', `The Request-URI holds headers, which only a link may: ${quoted(uri)}.`);
  } else if (!ROUTABLE_SCHEMES.has(bad.scheme)) {
    report(problems, 'unknown-scheme', '', `The Request-URI has the unknown scheme ${quoted(bad.scheme)}.`);
  }
}

function checkAddresses(one: SipHeader, problems: SipProblem[]): void {
  for (const value of valuesOf(one)) checkAddress(one, value, parseAddress(value), problems);
}

/** Routes are always written with angle brackets: their parameters are the URI's, `lr` among them. */
function checkRoutes(one: SipHeader, problems: SipProblem[]): void {
  for (const value of valuesOf(one)) {
    const address = parseAddress(value);
    if (address.fault === null && !address.bracketed) {
      address.fault = { code: 'bad-address', text: 'a URI that needs angle brackets' };
    }
    checkAddress(one, value, address, problems);
  }
}

function checkAddress(one: SipHeader, value: string, address: Address, problems: SipProblem[]): void {
  if (address.fault !== null) fault(one, value, address.fault, problems);
  else if (address.uri !== '*' && !KNOWN_SCHEMES.has(address.parts.scheme)) {
    fault(one, value, { code: 'unknown-scheme', text: 'a URI of an unknown scheme' }, problems);
  } else if (address.uri === '*' && one.key !== 'contact') {
    fault(one, value, { code: 'bad-address', text: 'an asterisk in place of an address' }, problems);
  }
}

function checkContact(one: SipHeader, problems: SipProblem[]): void {
  for (const value of valuesOf(one)) {
    const address = parseAddress(value);
    checkAddress(one, value, address, problems);
    const expires = param(address.params, 'expires');
    if (expires !== null) checkNumber(one, expires, 2 ** 32 - 1, problems);
  }
}

function checkVia(one: SipHeader, problems: SipProblem[]): void {
  for (const value of valuesOf(one)) {
    const via = parseVia(value);
    if (via.fault !== null) fault(one, value, via.fault, problems);
  }
}

function checkCallId(one: SipHeader, problems: SipProblem[]): void {
  if (one.value !== '' && !/[ \t]/.test(one.value)) return;
  fault(one, one.value, { code: 'bad-call-id', text: one.value === '' ? 'nothing' : 'blanks' }, problems);
}

function checkCSeq(one: SipHeader, problems: SipProblem[], message: SipMessage): void {
  const cseq = parseCSeq(one.value);
  if (cseq === null || !TOKEN.test(cseq.method)) {
    fault(one, one.value, { code: 'bad-cseq', text: 'something other than a number and a method' }, problems);
    return;
  }
  checkNumber(one, one.value.slice(0, one.value.search(/[ \t]/)), 2 ** 31 - 1, problems);
  if (message.request && message.method !== '' && cseq.method !== message.method) {
    const text = `CSeq says ${quoted(cseq.method)}, the request line ${quoted(message.method)}.`;
    report(problems, 'cseq-method-mismatch', one.key, text);
  }
}

function checkDate(one: SipHeader, problems: SipProblem[]): void {
  if (parseDate(one.value) !== null) return;
  fault(one, one.value, { code: 'bad-date', text: 'something other than a date in GMT' }, problems);
}

/** RFC 2543 allowed a date. */
function checkExpires(one: SipHeader, problems: SipProblem[]): void {
  if (parseDate(one.value) === null) checkNumber(one, one.value, 2 ** 32 - 1, problems);
}

/** A number, behind which a comment and parameters may stand. */
function numberUpTo(most: number): Check {
  return (one, problems) => checkNumber(one, one.value.split(/[ \t;(]/, 1)[0], most, problems);
}

function checkNumber(one: SipHeader, digits: string, most: number, problems: SipProblem[]): void {
  if (!/^\d+$/.test(digits)) {
    fault(one, digits, { code: 'bad-number', text: 'something other than a number' }, problems);
  } else if (Number(digits) > most) {
    fault(one, digits, { code: 'overlarge-number', text: `a number above ${most}` }, problems);
  }
}

function checkContentType(one: SipHeader, problems: SipProblem[]): void {
  const { type } = parseContentType(one.value);
  const slash = type.indexOf('/');
  const semicolon = one.value.indexOf(';');
  const good = slash > 0 && TOKEN.test(type.slice(0, slash)) && TOKEN.test(type.slice(slash + 1));
  const text = good ? (semicolon < 0 ? null : parseParams(one.value, semicolon).fault) : 'no type and subtype';
  if (text !== null) fault(one, one.value, { code: 'bad-content-type', text }, problems);
}

function checkContentLength(one: SipHeader, problems: SipProblem[]): void {
  if (/^\d+$/.test(one.value)) return;
  fault(one, one.value, { code: 'bad-content-length', text: 'something other than a number' }, problems);
}

function checkWarning(one: SipHeader, problems: SipProblem[]): void {
  for (const value of valuesOf(one)) {
    if (/^[1-9]\d\d[ \t]+\S+[ \t]+".*"$/s.test(value)) continue;
    fault(one, value, { code: 'bad-warning', text: 'no three-digit code, agent and quoted text' }, problems);
  }
}

/** Without From tag a request is none of RFC 3261; without To tag a 2xx makes no dialog (section 12.1). */
function checkTags(message: SipMessage): void {
  if (isOld(message)) return;
  const method = message.request ? message.method : cseqOf(message)?.method;
  const opens = method === 'INVITE' || method === 'SUBSCRIBE';
  checkTag(message, 'from');
  if (opens && message.status >= 200 && message.status < 300) checkTag(message, 'to');
}

function checkTag(message: SipMessage, key: string): void {
  const value = header(message, key);
  if (value === null || parseAddress(value).tag !== '') return;
  report(message.problems, 'missing-tag', key, `${headerRule(key)?.name ?? key} has no tag: ${quoted(value)}.`);
}

/** More than Content-Length says may follow and is ignored; less is a message cut short. */
function checkBody(message: SipMessage): void {
  const value = header(message, 'content-length');
  if (value === null || !/^\d+$/.test(value)) return;
  const held = message.bodyEnd - message.bodyStart;
  if (Number(value) <= held) return;
  const text = `Content-Length says ${quoted(value)}, but the body has ${held} bytes.`;
  report(message.problems, 'content-length-mismatch', 'content-length', text);
}

function fault(one: SipHeader, value: string, { code, text }: Fault, problems: SipProblem[]): void {
  const name = headerRule(one.key)?.name ?? one.name;
  report(problems, code, one.key, `${name} holds ${text}: ${quoted(value)}.`);
}
