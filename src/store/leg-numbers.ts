/**
 * Who calls whom, as hashes: what two numbers that may be the same have in common, and the whole number. Numbers are the
 * same without `+`, separators and leading zeros, and from LEG_NUMBER_DIGITS on with any prefix. Made of the bytes that
 * the store keeps of each dialog: most are compared with others and are none of them.
 */

import { LEG_NUMBER_DIGITS } from '../budgets';
import { significantDigits } from '../decode/sip/number';
import { hashMore, startHash, twin } from './twin-hash';

/** Scratch. All 0 where there is no number. */
export interface NumberHashes {
  /** Of the last digits, or of all where it is a name or short. */
  tail: number;
  tailCheck: number;
  whole: number;
}

export function newNumberHashes(): NumberHashes {
  return { tail: 0, tailCheck: 0, whole: 0 };
}

const AT = 0x40;
const PLUS = 0x2b;
const ZERO = 0x30;
const NINE = 0x39;
const STAR = 0x2a;
const POUND = 0x23;

/** `bytes[start, end)`: user@host. */
export function hashNumber(bytes: Buffer, start: number, end: number, out: NumberHashes): void {
  let at = start;
  while (at < end && bytes[at] !== AT) at++;
  out.tail = out.tailCheck = out.whole = 0;
  if (at === end || at === start) return;
  const from = bytes[start] === PLUS ? start + 1 : start;
  if (from < at && areDigits(bytes, from, at)) hashDigits(bytes, from, at, out);
  else hashText(numberOf(bytes.latin1Slice(start, end)), out);
}

/** Digits of a number, else the user in lower case; empty without one. */
export function numberOf(address: string): string {
  const at = address.indexOf('@');
  const user = at < 0 ? '' : address.slice(0, at);
  return significantDigits(user) ?? user.toLowerCase();
}

/** What the hashes leave open. */
export function sameNumber(a: string, b: string): boolean {
  if (a === b) return a !== '';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= LEG_NUMBER_DIGITS && /^[\d*#]+$/.test(long) && long.endsWith(short);
}

function areDigits(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isDigit(bytes[at])) return false;
  return true;
}

function isDigit(byte: number): boolean {
  return (byte >= ZERO && byte <= NINE) || byte === STAR || byte === POUND;
}

function hashText(text: string, out: NumberHashes): void {
  const bytes = Buffer.from(text, 'latin1');
  if (bytes.length === 0) return;
  if (areDigits(bytes, 0, bytes.length)) hashDigits(bytes, 0, bytes.length, out);
  else hashWhole(bytes, 0, bytes.length, out);
}

function hashDigits(bytes: Buffer, from: number, to: number, out: NumberHashes): void {
  let first = from;
  while (first < to - 1 && bytes[first] === ZERO) first++;
  const tail = Math.max(first, to - LEG_NUMBER_DIGITS);
  hashWhole(bytes, tail, to, out);
  if (tail === first) return;
  hashMore(bytes, first, tail);
  out.whole = twin.one;
}

function hashWhole(bytes: Buffer, from: number, to: number, out: NumberHashes): void {
  startHash(NUMBER);
  hashMore(bytes, from, to);
  out.tail = twin.one;
  out.tailCheck = twin.two;
  out.whole = twin.one;
}

/** What sets its hashes apart from those of other things. */
const NUMBER = 3;
