/**
 * The figures over what a filter keeps, as one screen wants them: counted in slices, and counted again from time to time
 * while somebody looks on. Until that is finished the figures before stand.
 */

import { STATISTICS_INTERVAL_MS, STATISTICS_REST } from '../budgets';
import { type Counted, Tally } from '../export/statistics';
import { parseFilter, type Understood } from '../filter/parse';
import type { Store } from '../store/store';
import { Filters } from './filters';
import type { StatisticsSnapshot } from './protocol';
import { plotOf, sectionsOf } from './statistics-sections';

/** Dialogs between two looks at the clock. */
const DIALOGS_A_LOOK = 32;

type Figures = Pick<StatisticsSnapshot, 'counted' | 'sections' | 'plot'>;

const NONE: Figures = { counted: null, sections: [], plot: null };

export class StatisticsView {
  private figures = NONE;
  /** As typed, and its mark, filters.ts's. */
  private filter = '';
  private filterMark = '';
  private judge = parseFilter('') as Understood;
  private filterError: { message: string; at: number } | null = null;
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
    private readonly filters = new Filters(),
    /** What the run knows besides the store. */
    private readonly counted: () => Counted = () => ({ counts: { packets: 0 } }),
  ) {}

  /** True while advance() has something to do at once. */
  get busy(): boolean {
    return this.work !== null;
  }

  /** True while advance() will have something to do even if no packet comes. */
  get unsettled(): boolean {
    return this.work !== null || this.countAtMs !== Number.POSITIVE_INFINITY;
  }

  /** What is looked at. The work that follows is advance()'s. */
  ask(filter: string): void {
    const changed = this.filters.mark(filter) !== this.filterMark;
    if (changed) this.setFilter(filter);
    // Who asks again while it is being counted does not begin it anew.
    if (changed || (this.countedVersion < 0 && this.work === null)) {
      this.work = this.count();
      this.awaited = true;
    } else if (this.work === null && this.store.version !== this.countedVersion) {
      const rest = Math.max(STATISTICS_INTERVAL_MS, STATISTICS_REST * this.tookMs);
      this.countAtMs = this.countedAtMs + rest;
    }
  }

  /** Counts everything again, if somebody has ever looked: the capture has ended. */
  judgeAgain(): void {
    if (this.countedVersion >= 0 || this.work !== null) this.work = this.count();
  }

  /** Works for about `ms`. Returns whether the figures changed. */
  advance(ms: number): boolean {
    const beganMs = this.nowMs();
    if (this.work === null && beganMs >= this.countAtMs) this.work = this.count();
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

  snapshot(): StatisticsSnapshot {
    const { figures, filterError } = this;
    const pending = this.work !== null && this.awaited;
    return { kind: 'statistics', ...figures, dialogs: this.store.dialogs.count, filterError, pending };
  }

  /** A filter that is wrong leaves the one before in force. */
  private setFilter(text: string): void {
    this.filterMark = this.filters.mark(text);
    const filter = this.filters.parse(text);
    this.filterError = filter.ok ? null : { message: filter.message, at: filter.at };
    if (!filter.ok) return;
    this.judge = filter;
    this.filter = text;
  }

  private *count(): Generator<void, void> {
    this.countAtMs = Number.POSITIVE_INFINITY;
    this.tookMs = 0;
    const { store, judge, filter } = this;
    const { version } = store;
    const tally = new Tally(store);
    const ids = new Float64Array(store.dialogs.count);
    let all = 0;
    store.eachDialog((row) => {
      ids[all++] = store.dialogId(row);
    });
    for (let i = 0; i < all; i++) {
      if (judge.reads || i % DIALOGS_A_LOOK === DIALOGS_A_LOOK - 1) yield;
      let keep: boolean | null = null;
      for (let row = store.dialogRow(ids[i]); row >= 0 && keep === null; row = store.dialogRow(ids[i])) {
        keep = judge.step(store, row);
        if (keep) tally.dialog(row);
        // A long dialog is judged in parts.
        else if (keep === null) yield;
      }
    }
    if (filter === '') tally.strays();
    const stats = yield* tally.statistics(this.counted());
    const { dialogs, messages } = stats;
    this.figures = { counted: { filter, dialogs, messages }, sections: sectionsOf(stats), plot: plotOf(stats) };
    this.countedVersion = version;
  }
}
