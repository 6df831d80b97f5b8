/** The figures over what a filter keeps, as one screen wants them. When they are counted is counting.ts's. */

import { type Counted, Tally } from '../export/statistics';
import type { Understood } from '../filter/parse';
import type { Store } from '../store/store';
import { Counting, eachKept } from './counting';
import { Filters } from './filters';
import type { StatisticsSnapshot } from './protocol';
import { plotOf, sectionsOf } from './statistics-sections';

type Figures = Pick<StatisticsSnapshot, 'counted' | 'sections' | 'plot'>;

const NONE: Figures = { counted: null, sections: [], plot: null };

export class StatisticsView {
  private readonly counting: Counting;
  private figures = NONE;

  constructor(
    private readonly store: Store,
    nowMs: () => number,
    filters = new Filters(),
    /** What the run knows besides the store. */
    private readonly counted: () => Counted = () => ({ counts: { packets: 0 } }),
  ) {
    this.counting = new Counting(store, nowMs, filters, (judge, filter) => this.count(judge, filter));
  }

  get busy(): boolean {
    return this.counting.busy;
  }

  get unsettled(): boolean {
    return this.counting.unsettled;
  }

  ask(filter: string): void {
    this.counting.ask(filter);
  }

  judgeAgain(): void {
    this.counting.judgeAgain();
  }

  advance(ms: number): boolean {
    return this.counting.advance(ms);
  }

  snapshot(): StatisticsSnapshot {
    const { filterError, pending } = this.counting;
    return { kind: 'statistics', ...this.figures, dialogs: this.store.dialogs.count, filterError, pending };
  }

  private *count(judge: Understood, filter: string): Generator<void, void> {
    const { store } = this;
    const tally = new Tally(store);
    yield* eachKept(store, judge, (row) => tally.dialog(row));
    if (filter === '') tally.strays();
    const stats = yield* tally.statistics(this.counted());
    const { dialogs, messages } = stats;
    this.figures = { counted: { filter, dialogs, messages }, sections: sectionsOf(stats), plot: plotOf(stats) };
  }
}
