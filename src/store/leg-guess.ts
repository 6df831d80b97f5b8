/**
 * The guess which call a B2BUA made of which, where no header says it: within seconds the host that was called calls on,
 * and with the same numbers, or an SDP of the same session or for the same address of media. Holds what the calls of the
 * last seconds have to be known by, and nothing of those before.
 */

import { CAPTURE_DISORDER_US, LEG_GUESS_LOOKS, LEG_GUESS_MS, LEG_INVITE_LOOKS, LEG_NUMBER_DIGITS } from '../budgets';
import { significantDigits } from '../decode/sip/number';
import * as M from './messages';
import type { Store } from './store';

/** What a call can be known by, the surest first. */
const RULES = ['SDP session', 'media address', 'numbers'] as const;

/** A call as it began. */
export interface Started {
  dialog: number;
  id: number;
  timeUs: number;
  caller: string;
  callee: string;
  /** Calls that were guessed to be made of it; whether one was guessed that it was made of. */
  made: number;
  isMade: boolean;
}

/** A call under one thing that it is known by, among all that have the same. */
interface Clue {
  key: string;
  call: Started;
  older: Clue | null;
  newer: Clue | null;
}

export interface Guess {
  incoming: Started;
  outgoing: Started;
  /** `same numbers through 10.0.0.2`. */
  why: string;
}

export class LegGuess {
  private readonly newest = new Map<string, Clue>();
  /** By time, those before `first` gone. */
  private clues: Clue[] = [];
  private first = 0;

  constructor(private readonly store: Store) {}

  clear(): void {
    this.newest.clear();
    this.clues = [];
    this.first = 0;
  }

  /** A call that begins with the INVITE in `text`. `isMade`: it is known what it was made of, and not to be guessed. */
  begins(dialog: number, text: string, isMade: boolean): Guess[] {
    const call = startedOf(this.store, dialog, isMade);
    this.forgetBefore(call.timeUs - WINDOW_US);
    const keys = keysOf(call, text);
    const guesses: Guess[] = [];
    for (const [rule, key] of keys.entries()) {
      if (key !== '') this.compare(call, rule, key, guesses);
    }
    for (const key of keys) if (key !== '') this.keep(key, call);
    return guesses;
  }

  /** The best of those that have this in common. */
  private compare(call: Started, rule: number, key: string, guesses: Guess[]): void {
    let best: Started | null = null;
    let looks = 0;
    for (let clue = this.newest.get(key) ?? null; clue !== null && ++looks <= LEG_GUESS_LOOKS; clue = clue.older) {
      const other = clue.call;
      if (this.store.dialogRow(other.id) < 0 || (rule === NUMBERS && !sameNumbers(call, other))) continue;
      if (Math.abs(call.timeUs - other.timeUs) > WINDOW_US) continue;
      // The capture may hand on two interfaces a little out of order.
      if (!other.isMade && call.timeUs - other.timeUs <= CAPTURE_DISORDER_US) this.note(call, other, rule, guesses);
      const fits = !call.isMade && other.timeUs - call.timeUs <= CAPTURE_DISORDER_US && this.goesThrough(other, call);
      // A call that made none yet goes before one that did; of these the latest.
      if (fits && (best === null || (best.made > 0 && other.made === 0))) best = other;
    }
    if (best !== null) this.note(best, call, rule, guesses);
  }

  private note(incoming: Started, outgoing: Started, rule: number, guesses: Guess[]): void {
    if (!this.goesThrough(incoming, outgoing)) return;
    const host = this.store.endpoints.get(sourceOf(this.store, outgoing.dialog)).address;
    incoming.made++;
    outgoing.isMade = true;
    guesses.push({ incoming, outgoing, why: `same ${RULES[rule]} through ${host}` });
  }

  /** True when some INVITE of the one went to the host that sent the other. */
  private goesThrough(incoming: Started, outgoing: Started): boolean {
    const { store } = this;
    const from = sourceOf(store, outgoing.dialog);
    const caller = sourceOf(store, incoming.dialog);
    const { address } = store.endpoints.get(from);
    // All on one host, only the port tells a retry from a call that goes on.
    const wanted = store.endpoints.get(caller).address === address ? from : -1;
    let found = false;
    let looks = 0;
    const m = store.messages.columns;
    for (let row = store.dialogs.columns.firstMessage[incoming.dialog] - 1; row >= 0 && !found; row = m.next[row] - 1) {
      if ((m.flags[row] & M.REQUEST) === 0 || m.method[row] !== store.known.invite) continue;
      if (++looks > LEG_INVITE_LOOKS) break;
      const to = m.destination[row];
      found = wanted < 0 ? store.endpoints.get(to).address === address : to === wanted && to !== caller;
    }
    return found;
  }

  private keep(key: string, call: Started): void {
    const older = this.newest.get(key) ?? null;
    const clue: Clue = { key, call, older, newer: null };
    if (older !== null) older.newer = clue;
    this.newest.set(key, clue);
    this.clues.push(clue);
  }

  private forgetBefore(timeUs: number): void {
    const { clues } = this;
    for (; this.first < clues.length && clues[this.first].call.timeUs < timeUs; this.first++) {
      const { key, newer } = clues[this.first];
      if (newer === null) this.newest.delete(key);
      else newer.older = null;
    }
    if (this.first * 2 < clues.length) return;
    this.clues = clues.slice(this.first);
    this.first = 0;
  }
}

const WINDOW_US = LEG_GUESS_MS * 1000;
const NUMBERS = RULES.indexOf('numbers');

function startedOf(store: Store, dialog: number, isMade: boolean): Started {
  const caller = numberOf(store.names.from(dialog));
  const callee = numberOf(store.names.to(dialog));
  const id = store.dialogId(dialog);
  return { dialog, id, timeUs: store.dialogs.columns.startUs[dialog], caller, callee, made: 0, isMade };
}

function sourceOf(store: Store, dialog: number): number {
  return store.messages.columns.source[store.dialogs.columns.firstMessage[dialog] - 1];
}

/** Digits of a number, else the user in lower case; empty without one. */
function numberOf(address: string): string {
  const at = address.indexOf('@');
  const user = at < 0 ? '' : address.slice(0, at);
  return significantDigits(user) ?? user.toLowerCase();
}

/** In the order of RULES; empty where the call has no such thing. */
function keysOf({ callee }: Started, text: string): string[] {
  const { session, media } = sdpOf(text);
  return [
    session === '' ? '' : `o ${session}`,
    media === '' ? '' : `m ${media}`,
    callee === '' ? '' : `n ${/^[\d*#]+$/.test(callee) ? callee.slice(-LEG_NUMBER_DIGITS) : callee}`,
  ];
}

/** The o= line, and where the first media is to go to (RFC 8866 section 5.2, 5.7, 5.14). */
function sdpOf(text: string): { session: string; media: string } {
  const start = text.search(/\nv=0[ \t]*\r?\n/);
  if (start < 0) return { session: '', media: '' };
  const body = text.slice(start);
  const session = /\no=(\S+ \S+ \S+ IN \S+ \S+)/.exec(body)?.[1] ?? '';
  const [, port = '0', rest = ''] = /\nm=\S+ (\d+)(.*)/s.exec(body) ?? [];
  const own = rest.split('\nm=', 1)[0];
  const address = (CONNECTION.exec(own) ?? CONNECTION.exec(body))?.[1] ?? '';
  const none = port === '0' || port === '9' || address === '' || address === '0.0.0.0' || address === '::';
  return { session, media: none ? '' : `${address} ${port}` };
}

const CONNECTION = /\nc=IN IP[46] ([^\s/]+)/;

function sameNumbers(a: Started, b: Started): boolean {
  return sameNumber(a.caller, b.caller) && sameNumber(a.callee, b.callee);
}

/** Digits that end alike from LEG_NUMBER_DIGITS of them on are one number with and without a prefix. */
function sameNumber(a: string, b: string): boolean {
  if (a === b) return a !== '';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= LEG_NUMBER_DIGITS && /^[\d*#]+$/.test(long) && long.endsWith(short);
}
