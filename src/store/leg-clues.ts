/**
 * Calls of the last seconds by what they can be known by, the newest first: rows of numbers, as a flood has tens of
 * thousands of them. What a call is known by stands here as two hashes.
 */

import { LEG_GUESS_CALLS } from '../budgets';
import { HashIndex } from './hash-index';
import { Table } from './table';

const CALLS = {
  /** Row and generation of its dialog. */
  dialog: Int32Array,
  generation: Uint32Array,
  timeUs: Float64Array,
  /** Of its numbers; the callee's last digits are a clue of their own. */
  caller: Int32Array,
  callerCheck: Int32Array,
  callerWhole: Int32Array,
  calleeWhole: Int32Array,
  /** Calls that were guessed to be made of it; 1 where one is known or guessed that it was made of. */
  made: Uint32Array,
  isMade: Uint8Array,
  /** The endpoint that it comes from, and the hash of its host. */
  from: Int32Array,
  fromHost: Int32Array,
  /** The endpoint that its INVITEs go to, or -1 for several, and the hash of its host, as of its message in the row - 1. */
  to: Int32Array,
  toHost: Int32Array,
  toAsOf: Int32Array,
  /** Rows + 1: its newest clue, and the call that began after it. */
  lastClue: Int32Array,
  next: Int32Array,
};

const CLUES = {
  call: Int32Array,
  key: Int32Array,
  /** Rows + 1: neighbours of the same key, and the clue of the same call before this one. */
  older: Int32Array,
  newer: Int32Array,
  ofCall: Int32Array,
};

const KEYS = { hash: Int32Array, check: Int32Array, newest: Int32Array };

export class LegClues {
  readonly calls = new Table(CALLS);
  readonly clues = new Table(CLUES);
  private readonly keys = new Table(KEYS);
  private readonly index = new HashIndex((row) => this.keys.columns.hash[row]);
  /** Rows + 1, in the order in which they were added. */
  private first = 0;
  private last = 0;

  clear(): void {
    while (this.first > 0) this.dropFirst();
  }

  add(dialog: number, generation: number, timeUs: number): number {
    while (this.calls.count >= LEG_GUESS_CALLS) this.dropFirst();
    const call = this.calls.add();
    const c = this.calls.columns;
    c.dialog[call] = dialog;
    c.generation[call] = generation;
    c.timeUs[call] = timeUs;
    if (this.last > 0) c.next[this.last - 1] = call + 1;
    else this.first = call + 1;
    this.last = call + 1;
    return call;
  }

  /** Row of the key with these hashes, or -1. */
  keyOf(hash: number, check: number): number {
    const { index } = this;
    const k = this.keys.columns;
    for (let slot = index.first(hash), row = index.rowAt(slot); row >= 0; row = index.rowAt(slot)) {
      if (k.hash[row] === hash && k.check[row] === check) return row;
      slot = index.after(slot);
    }
    return -1;
  }

  /** Row + 1 of the newest clue with this key; 0 where there is none. */
  newest(key: number): number {
    return key < 0 ? 0 : this.keys.columns.newest[key];
  }

  /** `known`: what keyOf() gives for these hashes. */
  keep(call: number, hash: number, check: number, known: number): void {
    const key = known < 0 ? this.addKey(hash, check) : known;
    const clue = this.clues.add();
    const { newest } = this.keys.columns;
    const { calls, clues } = this;
    clues.columns.call[clue] = call;
    clues.columns.key[clue] = key;
    clues.columns.ofCall[clue] = calls.columns.lastClue[call];
    calls.columns.lastClue[call] = clue + 1;
    const older = newest[key];
    clues.columns.older[clue] = older;
    if (older > 0) clues.columns.newer[older - 1] = clue + 1;
    newest[key] = clue + 1;
  }

  /** Those go that began before this, as far as nothing later was added before them. */
  forgetBefore(timeUs: number): void {
    const { timeUs: times } = this.calls.columns;
    while (this.first > 0 && times[this.first - 1] < timeUs) this.dropFirst();
  }

  private addKey(hash: number, check: number): number {
    const key = this.keys.add();
    this.keys.columns.hash[key] = hash;
    this.keys.columns.check[key] = check;
    this.index.add(hash, key);
    return key;
  }

  private dropFirst(): void {
    const c = this.calls.columns;
    const { ofCall } = this.clues.columns;
    const call = this.first - 1;
    this.first = c.next[call];
    if (this.first === 0) this.last = 0;
    for (let clue = c.lastClue[call] - 1; clue >= 0; clue = ofCall[clue] - 1) this.dropClue(clue);
    this.calls.remove(call);
  }

  private dropClue(clue: number): void {
    const { key, older, newer } = this.clues.columns;
    const { newest, hash } = this.keys.columns;
    const of = key[clue];
    if (older[clue] > 0) newer[older[clue] - 1] = newer[clue];
    if (newer[clue] > 0) older[newer[clue] - 1] = older[clue];
    else newest[of] = older[clue];
    if (newest[of] === 0) {
      this.index.remove(hash[of], of);
      this.keys.remove(of);
    }
    this.clues.remove(clue);
  }
}
