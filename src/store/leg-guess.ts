/**
 * The guess which call a B2BUA made of which, where no header says it: within seconds the host that was called calls on,
 * and with the same numbers, or an SDP of the same session or for the same address of media. Of the calls of the last
 * seconds it holds what they have to be known by (leg-clues.ts), and nothing of those before.
 */

import { CAPTURE_DISORDER_US, LEG_GUESS_LOOKS, LEG_GUESS_MS, LEG_INVITE_LOOKS } from '../budgets';
import { LegClues } from './leg-clues';
import { hashNumber, newNumberHashes, numberOf, sameNumber } from './leg-numbers';
import { findInSdp, newSdpPlaces } from './leg-sdp';
import * as M from './messages';
import type { Store } from './store';
import { hashMore, startHash, twin } from './twin-hash';

/** What a call can be known by, the surest first. */
const RULES = ['SDP session', 'media address', 'numbers'] as const;

/** Two dialogs. */
export interface Guess {
  incoming: number;
  outgoing: number;
  /** `same numbers through 10.0.0.2`. */
  why: string;
}

const NOTHING: readonly Guess[] = [];

/** `to` of a call whose INVITEs go to several endpoints. */
const SEVERAL = -1;

export class LegGuess {
  private readonly known = new LegClues();
  private readonly places = newSdpPlaces();
  private readonly caller = newNumberHashes();
  private readonly callee = newNumberHashes();
  /** Scratch: two hashes for each of RULES; 0 where the call has no such thing. */
  private readonly hashes = new Int32Array(RULES.length);
  private readonly checks = new Int32Array(RULES.length);
  /** Scratch: rows of these in the table of keys, or -1. */
  private readonly keys = new Int32Array(RULES.length);

  constructor(private readonly store: Store) {}

  clear(): void {
    this.known.clear();
  }

  /** The INVITE with which the call begins that is handed to begins() next: its body, from a line before it on. */
  readBody(bytes: Buffer, from: number, end: number): void {
    const { hashes, checks, places } = this;
    hashes.fill(0);
    checks.fill(0);
    findInSdp(bytes, from, end, places);
    const { sessionStart, sessionEnd, addressStart, addressEnd, portStart, portEnd } = places;
    if (sessionEnd > sessionStart) {
      startHash(SESSION);
      hashMore(bytes, sessionStart, sessionEnd);
      this.note(SESSION);
    }
    if (addressEnd > addressStart) {
      startHash(MEDIA);
      hashMore(bytes, addressStart, addressEnd);
      hashMore(SEPARATOR, 0, 1);
      hashMore(bytes, portStart, portEnd);
      this.note(MEDIA);
    }
  }

  /** A call that begins. `isMade`: it is known what it was made of, and not to be guessed. */
  begins(dialog: number, isMade: boolean): readonly Guess[] {
    const { store, known, hashes, checks, keys } = this;
    const timeUs = store.dialogs.columns.startUs[dialog];
    known.forgetBefore(timeUs - WINDOW_US);
    this.readNumbers(dialog);
    if (hashes[SESSION] === 0 && hashes[MEDIA] === 0 && hashes[NUMBERS] === 0) return NOTHING;
    const call = known.add(dialog, store.dialogs.columns.generation[dialog], timeUs);
    this.fill(call, isMade);
    let guesses = NOTHING;
    for (let rule = 0; rule < RULES.length; rule++) {
      if (hashes[rule] === 0) continue;
      keys[rule] = known.keyOf(hashes[rule], checks[rule]);
      guesses = this.compare(call, rule, guesses);
    }
    for (let rule = 0; rule < RULES.length; rule++) {
      if (hashes[rule] !== 0) known.keep(call, hashes[rule], checks[rule], keys[rule]);
    }
    return guesses;
  }

  private note(rule: number): void {
    // 0 stands for nothing.
    this.hashes[rule] = twin.one === 0 ? 1 : twin.one;
    this.checks[rule] = twin.two;
  }

  private readNumbers(dialog: number): void {
    const { names, dialogs } = this.store;
    const { callIdLength, fromLength, toLength } = dialogs.columns;
    const bytes = names.memory(dialog);
    const from = names.offset(dialog) + callIdLength[dialog];
    const to = from + fromLength[dialog];
    hashNumber(bytes, from, to, this.caller);
    hashNumber(bytes, to, to + toLength[dialog], this.callee);
    this.hashes[NUMBERS] = this.callee.tail;
    this.checks[NUMBERS] = this.callee.tailCheck;
  }

  private fill(call: number, isMade: boolean): void {
    const { caller, callee, store } = this;
    const c = this.known.calls.columns;
    c.from[call] = store.messages.columns.source[store.dialogs.columns.firstMessage[c.dialog[call]] - 1];
    c.fromHost[call] = store.endpoints.hostHash(c.from[call]);
    c.caller[call] = caller.tail;
    c.callerCheck[call] = caller.tailCheck;
    c.callerWhole[call] = caller.whole;
    c.calleeWhole[call] = callee.whole;
    c.isMade[call] = isMade ? 1 : 0;
  }

  /** Adds the best of those that have this in common. */
  private compare(call: number, rule: number, before: readonly Guess[]): readonly Guess[] {
    const { known } = this;
    const { timeUs, made, isMade } = known.calls.columns;
    const { call: callOf, older } = known.clues.columns;
    let guesses = before;
    let best = -1;
    let clue = known.newest(this.keys[rule]);
    for (let looks = 0; clue > 0 && looks < LEG_GUESS_LOOKS; looks++, clue = older[clue - 1]) {
      const other = callOf[clue - 1];
      const after = timeUs[call] - timeUs[other];
      if (Math.abs(after) > WINDOW_US) continue;
      // The capture may hand on two interfaces a little out of order.
      const leads = after <= CAPTURE_DISORDER_US && isMade[other] === 0 && this.mayGoThrough(call, other);
      const fits = -after <= CAPTURE_DISORDER_US && isMade[call] === 0 && this.mayGoThrough(other, call);
      if ((!leads && !fits) || !this.isThere(other) || (rule === NUMBERS && !this.sameNumbers(call, other))) continue;
      if (leads) guesses = this.guess(call, other, rule, guesses);
      if (isMade[call] === 1 || !fits || !this.goesThrough(other, call)) continue;
      // A call that made none yet goes before one that did; of these the latest.
      if (best < 0 || (made[best] > 0 && made[other] === 0)) best = other;
    }
    return best < 0 ? guesses : this.guess(best, call, rule, guesses);
  }

  private guess(incoming: number, outgoing: number, rule: number, before: readonly Guess[]): readonly Guess[] {
    if (!this.goesThrough(incoming, outgoing)) return before;
    const { store, known } = this;
    const { dialog, from, made, isMade } = known.calls.columns;
    const host = store.endpoints.get(from[outgoing]).address;
    made[incoming]++;
    isMade[outgoing] = 1;
    const why = `same ${RULES[rule]} through ${host}`;
    return [...before, { incoming: dialog[incoming], outgoing: dialog[outgoing], why }];
  }

  /** False where no INVITE of the one went to the host that sent the other, which is so of nearly all. */
  private mayGoThrough(incoming: number, outgoing: number): boolean {
    const { to, toHost, fromHost } = this.known.calls.columns;
    this.followTarget(incoming);
    return toHost[incoming] === fromHost[outgoing] || to[incoming] === SEVERAL;
  }

  /** True when some INVITE of the one went to the host that sent the other. */
  private goesThrough(incoming: number, outgoing: number): boolean {
    if (!this.mayGoThrough(incoming, outgoing)) return false;
    const { endpoints } = this.store;
    const { to, from } = this.known.calls.columns;
    const [caller, sender] = [from[incoming], from[outgoing]];
    // All on one host, only the port tells a retry from a call that goes on.
    const onOne = endpoints.onOneHost(caller, sender);
    const isWay = (at: number) => (onOne ? at === sender && at !== caller : endpoints.onOneHost(at, sender));
    return to[incoming] === SEVERAL ? this.findInvite(incoming, isWay) >= 0 : isWay(to[incoming]);
  }

  /** Looks again where the INVITEs of a call go to when it has another message. */
  private followTarget(call: number): void {
    const { store } = this;
    const c = this.known.calls.columns;
    const { firstMessage, lastMessage } = store.dialogs.columns;
    const dialog = c.dialog[call];
    if (c.toAsOf[call] === lastMessage[dialog]) return;
    const first = store.messages.columns.destination[firstMessage[dialog] - 1];
    c.toAsOf[call] = lastMessage[dialog];
    c.to[call] = this.findInvite(call, (to) => to !== first) < 0 ? first : SEVERAL;
    c.toHost[call] = store.endpoints.hostHash(first);
  }

  /** The first endpoint with which `fits` is true that an INVITE of a call goes to, or -1. */
  private findInvite(call: number, fits: (to: number) => boolean): number {
    const { store } = this;
    const m = store.messages.columns;
    let looks = 0;
    let row = store.dialogs.columns.firstMessage[this.known.calls.columns.dialog[call]] - 1;
    for (; row >= 0; row = m.next[row] - 1) {
      if ((m.flags[row] & M.REQUEST) === 0 || m.method[row] !== store.known.invite) continue;
      if (++looks > LEG_INVITE_LOOKS) break;
      if (fits(m.destination[row])) return m.destination[row];
    }
    return -1;
  }

  private isThere(call: number): boolean {
    const { dialog, generation } = this.known.calls.columns;
    return this.store.dialogs.columns.generation[dialog[call]] === generation[call];
  }

  /** `other` was found by the last digits of who is called. */
  private sameNumbers(call: number, other: number): boolean {
    const { caller, callerCheck, callerWhole, calleeWhole, dialog } = this.known.calls.columns;
    if (caller[call] === 0 || caller[call] !== caller[other] || callerCheck[call] !== callerCheck[other]) return false;
    if (callerWhole[call] === callerWhole[other] && calleeWhole[call] === calleeWhole[other]) return true;
    const { names } = this.store;
    const [a, b] = [dialog[call], dialog[other]];
    if (!sameNumber(numberOf(names.from(a)), numberOf(names.from(b)))) return false;
    return sameNumber(numberOf(names.to(a)), numberOf(names.to(b)));
  }
}

const WINDOW_US = LEG_GUESS_MS * 1000;
const SESSION = RULES.indexOf('SDP session');
const MEDIA = RULES.indexOf('media address');
const NUMBERS = RULES.indexOf('numbers');
const SEPARATOR = Buffer.from(' ');
