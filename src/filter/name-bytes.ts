/**
 * Call-ID, From and To of dialogs looked through as the bytes that they are kept as: a filter over 100,000 dialogs has no
 * time to make a string of each, and at every key does it anew.
 */

import type { Store } from '../store/store';
import { shown } from '../store/text';
import { lookingAhead } from './ahead';
import { holding } from './condition';
import type { Verdict } from './meaning';
import { isNumber } from './numbers';

/** `fromUser` and `toUser`: what stands before the @. */
export type Name = 'callId' | 'from' | 'to' | 'fromUser' | 'toUser';

const AT = 0x40;

/** Scratch of place(): where a name stands in the bytes of its dialog's names. */
let start = 0;
let end = 0;

function place(store: Store, dialog: number, name: Name, bytes: Buffer): void {
  const d = store.dialogs.columns;
  start = store.names.offset(dialog);
  end = start + d.callIdLength[dialog];
  if (name === 'callId') return;
  start = end;
  end += d.fromLength[dialog];
  if (name === 'to' || name === 'toUser') {
    start = end;
    end += d.toLength[dialog];
  }
  if (name === 'from' || name === 'to') return;
  let at = start;
  while (at < end && bytes[at] !== AT) at++;
  // Without an @ there is no user.
  end = at === end ? start : at;
}

const ASCII = /^[\x20-\x7e]+$/;

/** One of the names holds this, in any case. */
export function namesHold(value: string, names: readonly Name[]): Verdict {
  const wanted = wantedBytes(value);
  if (wanted === null) return namesPass(holding(value), names);
  return (store, dialog) => {
    const bytes = store.names.memory(dialog);
    for (const name of names) {
      place(store, dialog, name, bytes);
      if (find(bytes, start, end, wanted) >= 0) return true;
    }
    return false;
  };
}

/** Call-ID, From or To holds this: they stand one behind the other, and are looked through as one. */
export function anyNameHolds(value: string): Verdict {
  const wanted = wantedBytes(value);
  if (wanted === null) return namesPass(holding(value), ['callId', 'from', 'to']);
  const { length } = wanted.lower;
  const findFirst = lookingAhead((bytes, from, to) => findIn(bytes, from, to, wanted), length);
  return (store, dialog) => {
    const { callIdLength, fromLength, toLength } = store.dialogs.columns;
    const bytes = store.names.memory(dialog);
    const callId = store.names.offset(dialog);
    const from = callId + callIdLength[dialog];
    const to = from + fromLength[dialog];
    const behind = to + toLength[dialog];
    for (let at = findFirst(bytes, callId, behind); at >= 0; at = find(bytes, at + 1, behind, wanted)) {
      // One that lies in two names is in neither.
      if (at + length <= from || at >= to || (at >= from && at + length <= to)) return true;
    }
    return false;
  };
}

interface Wanted {
  lower: Uint8Array;
  upper: Uint8Array;
  /** By a byte: how far the end of what is wanted may move on when it stands there (Horspool). */
  skip: Uint8Array;
  /** It has no letters. */
  caseless: boolean;
}

/** Null for what has to be compared as text: only the bytes of ASCII stand for nothing else in UTF-8. */
function wantedBytes(value: string): Wanted | null {
  if (!ASCII.test(value)) return null;
  const lower = Uint8Array.from(Buffer.from(value.toLowerCase(), 'latin1'));
  const upper = Uint8Array.from(Buffer.from(value.toUpperCase(), 'latin1'));
  const skip = new Uint8Array(256).fill(Math.min(255, lower.length));
  for (let i = Math.max(0, lower.length - 255); i < lower.length - 1; i++) {
    skip[lower[i]] = skip[upper[i]] = lower.length - 1 - i;
  }
  return { lower, upper, skip, caseless: value.toLowerCase() === value.toUpperCase() };
}

/** Shorter words skip so little that looking up how much takes longer than looking at each byte. */
const SKIPPING = 5;

/** Offset of what is wanted in bytes[from, to), or -1. */
function find(bytes: Buffer, from: number, to: number, wanted: Wanted): number {
  const { lower, upper, skip } = wanted;
  const last = lower.length - 1;
  const [small, large] = [lower[last], upper[last]];
  if (lower.length < SKIPPING) {
    for (let at = from + last; at < to; at++) {
      const byte = bytes[at];
      if ((byte === small || byte === large) && endsAt(bytes, at, wanted)) return at - last;
    }
    return -1;
  }
  for (let at = from + last; at < to; at += skip[bytes[at]]) {
    const byte = bytes[at];
    if ((byte === small || byte === large) && endsAt(bytes, at, wanted)) return at - last;
  }
  return -1;
}

/** What is wanted ends in this byte, which is its last one. */
function endsAt(bytes: Buffer, at: number, { lower, upper }: Wanted): boolean {
  const last = lower.length - 1;
  const first = at - last;
  for (let i = 0; i < last; i++) {
    const byte = bytes[first + i];
    if (byte !== lower[i] && byte !== upper[i]) return false;
  }
  return true;
}

/** From so many bytes on the system's own search is worth the way to it; it knows no case. */
const MANY_BYTES = 256;

/** As find(), for longer pieces of memory, and beyond them to the first that it is found in. */
function findIn(bytes: Buffer, from: number, to: number, wanted: Wanted): number {
  if (!wanted.caseless || to - from < MANY_BYTES) return find(bytes, from, to, wanted);
  return bytes.indexOf(wanted.lower, from);
}

/** One of the names passes, as the text that is shown. */
export function namesPass(test: (text: string) => boolean, names: readonly Name[]): Verdict {
  return (store, dialog) => names.some((name) => test(shown(textOf(store, dialog, name))));
}

/** As it is kept: a Latin-1 reading of its bytes. */
export function textOf(store: Store, dialog: number, name: Name): string {
  const bytes = store.names.memory(dialog);
  place(store, dialog, name, bytes);
  return bytes.latin1Slice(start, end);
}

const [ZERO, NINE] = [0x30, 0x39];
/** What numbers.ts has to look at as text: escapes and parameters. */
const [PERCENT, SEMICOLON] = [0x25, 0x3b];

/** One of the addresses is this number, `wanted` being digits of askedNumber(). */
export function namesNumber(wanted: string, names: readonly ('from' | 'to')[]): Verdict {
  const digits = Buffer.from(wanted, 'latin1');
  return (store, dialog) => {
    const bytes = store.names.memory(dialog);
    for (const name of names) {
      place(store, dialog, name, bytes);
      if (mayEndWith(bytes, digits) && isNumber(bytes.latin1Slice(start, end), wanted)) return true;
    }
    return false;
  };
}

/** False where the digits of the user do not end in these, which is so of nearly all. */
function mayEndWith(bytes: Buffer, digits: Buffer): boolean {
  let user = start;
  for (; user < end && bytes[user] !== AT; user++) {
    if (bytes[user] === PERCENT || bytes[user] === SEMICOLON) return true;
  }
  let wanted = digits.length - 1;
  for (let at = user - 1; at >= start && wanted >= 0; at--) {
    const byte = bytes[at];
    if (byte === digits[wanted]) wanted--;
    else if (byte >= ZERO && byte <= NINE) return false;
  }
  return wanted < 0;
}
