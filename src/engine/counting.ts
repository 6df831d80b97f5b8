/**
 * Counting over what a filter keeps, as a screen wants it: in slices, and again from time to time while somebody looks
 * on. What is counted, and what becomes of it, is the owner's; until it is finished what was counted before stands.
 */

import { DIALOGS_A_LOOK, STATISTICS_INTERVAL_MS, STATISTICS_REST } from '../budgets';
import { parseFilter, type Understood } from '../filter/parse';
import type { Store } from '../store/store';
import type { Filters } from './filters';

/** Counts all, as the filter judges. It stops where others may be let in. */
export type Count = (judge: Understood, filter: string) => Generator<void, void>;

export class Counting {
  /** As typed, and its mark, filters.ts's, with what else the figures depend on. */
  private filter = '';
  private askedMark = '';
  private judge = parseFilter('') as Understood;
  private error: { message: string; at: number } | null = null;
  private work: Generator<void, void> | null = null;
  /** The work was asked for by somebody who waits. */
  private awaited = false;
  /** The store's version that was counted, -1 until somebody asks; when that was finished, and how long it took. */
  private countedVersion = -1;
  private countedAtMs = 0;
  private tookMs = 0;
  private countAtMs = Number.POSITIVE_INFINITY;

  constructor(
    private readonly store: Store,
    private readonly nowMs: () => number,
    private readonly filters: Filters,
    private readonly count: Count,
  ) {}

  /** True while advance() has something to do at once. */
  get busy(): boolean {
    return this.work !== null;
  }

  /** True while advance() will have something to do even if no packet comes. */
  get unsettled(): boolean {
    return this.work !== null || this.countAtMs !== Number.POSITIVE_INFINITY;
  }

  /** What was asked for is still being counted. */
  get pending(): boolean {
    return this.work !== null && this.awaited;
  }

  get filterError(): { message: string; at: number } | null {
    return this.error;
  }

  /** What is looked at; `also` stands for all else that the figures depend on. The work that follows is advance()'s. */
  ask(filter: string, also = ''): void {
    const mark = `${also} ${this.filters.mark(filter)}`;
    const changed = mark !== this.askedMark;
    if (changed) this.setFilter(filter, mark);
    // Who asks again while it is being counted does not begin it anew.
    if (changed || (this.countedVersion < 0 && this.work === null)) {
      this.work = this.begun();
      this.awaited = true;
    } else if (this.work === null && this.store.version !== this.countedVersion) {
      const rest = Math.max(STATISTICS_INTERVAL_MS, STATISTICS_REST * this.tookMs);
      this.countAtMs = this.countedAtMs + rest;
    }
  }

  /** Counts everything again, if somebody has ever looked: the capture has ended. */
  judgeAgain(): void {
    if (this.countedVersion < 0 && this.work === null) return;
    this.work = this.begun();
    // Whoever looks on waits for the last figures.
    this.awaited = true;
  }

  /** Works for about `ms`. Returns whether the figures changed. */
  advance(ms: number): boolean {
    const beganMs = this.nowMs();
    if (this.work === null && beganMs >= this.countAtMs) this.work = this.begun();
    if (this.work === null) return false;
    let done = false;
    while (!done && this.nowMs() < beganMs + ms) done = this.work.next().done === true;
    this.tookMs += this.nowMs() - beganMs;
    if (!done) return false;
    this.work = null;
    this.awaited = false;
    this.countedAtMs = this.nowMs();
    return true;
  }

  /** A filter that is wrong leaves the one before in force. */
  private setFilter(text: string, mark: string): void {
    this.askedMark = mark;
    const filter = this.filters.parse(text);
    this.error = filter.ok ? null : { message: filter.message, at: filter.at };
    if (!filter.ok) return;
    this.judge = filter;
    this.filter = text;
  }

  private *begun(): Generator<void, void> {
    this.countAtMs = Number.POSITIVE_INFINITY;
    this.tookMs = 0;
    const { version } = this.store;
    yield* this.count(this.judge, this.filter);
    this.countedVersion = version;
  }
}

/**
 * Gives the rows of all dialogs that the filter keeps to `take`, which says when it took long; `tell` hears how far it
 * is. Those that come meanwhile are not among them.
 */
export function* eachKept(
  store: Store,
  judge: Understood,
  take: (row: number) => unknown,
  tell: (done: number, of: number) => void = () => undefined,
): Generator<void, void> {
  const ids = new Float64Array(store.dialogs.count);
  let all = 0;
  store.eachDialog((row) => {
    ids[all++] = store.dialogId(row);
  });
  let long = false;
  for (let i = 0; i < all; i++) {
    if (judge.reads || long || i % DIALOGS_A_LOOK === DIALOGS_A_LOOK - 1) {
      tell(i, all);
      yield;
    }
    long = false;
    let keep: boolean | null = null;
    for (let row = store.dialogRow(ids[i]); row >= 0 && keep === null; row = store.dialogRow(ids[i])) {
      keep = judge.step(store, row);
      if (keep) long = take(row) === true;
      // A long dialog is judged in parts.
      else if (keep === null) yield;
    }
  }
}
