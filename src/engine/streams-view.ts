/**
 * The streams as one screen wants them: which, and in which order. Figures move with every packet, so the order is made
 * anew from time to time while somebody looks; that is done in slices, and until it is finished the one before stands.
 */

import { RESORT_INTERVAL_MS, SDP_AT_ONCE } from '../budgets';
import type { Field } from '../filter/fields';
import { parseFilter, type Understood } from '../filter/parse';
import { streamFieldNamed } from '../filter/stream-fields';
import type { Store } from '../store/store';
import type { Streams } from '../store/streams';
import { Filters } from './filters';
import type { Sort } from './list-view';
import type { Looking } from './protocol';
import { slicedSort } from './sliced-sort';

/** Streams judged, or looked up for their place, between two looks at the clock. */
const STREAMS_A_LOOK = 64;

export class StreamsView {
  /** Ids of the streams shown. */
  private order = new Float64Array(0);
  /** Mark of the filter in force, filters.ts's. */
  private filterMark = '';
  private judge = parseFilter('') as Understood;
  private filterError: { message: string; at: number } | null = null;
  private sort: Sort = { field: 'time', descending: false };
  private work: Generator<void, void> | null = null;
  /** The work was asked for by somebody who waits. */
  private awaited = false;
  /** The store's version that the order is of, and when it was finished; -1 until somebody asks. */
  private builtVersion = -1;
  private builtAtMs = 0;
  private rebuildAtMs = Number.POSITIVE_INFINITY;
  private goneSeen = 0;
  /** What was judged so far, and of how many; while that is going on. */
  private judged: { done: number; of: number } | null = null;

  constructor(
    private readonly store: Store,
    private readonly nowMs: () => number,
    private readonly filters = new Filters(),
  ) {}

  /** Streams in it. */
  get length(): number {
    return this.order.length;
  }

  /** True while what was asked for is not there yet. */
  get pending(): boolean {
    return this.work !== null && this.awaited;
  }

  /** True while advance() has something to do at once. */
  get busy(): boolean {
    return this.work !== null;
  }

  /** True while advance() will have something to do even if no packet comes. */
  get unsettled(): boolean {
    return this.work !== null || this.rebuildAtMs !== Number.POSITIVE_INFINITY;
  }

  /** How far the judging is; null while there is none. */
  get looking(): Looking | null {
    if (this.judged === null || !this.pending) return null;
    const { done, of } = this.judged;
    return { percent: Math.floor((100 * done) / Math.max(1, of)), of, what: 'streams' };
  }

  /** What the filter could not decide so far. */
  get trouble(): string | null {
    return this.filterError === null ? this.judge.trouble() : null;
  }

  get error(): { message: string; at: number } | null {
    return this.filterError;
  }

  /** Row of the stream at a place. */
  at(place: number): number {
    return this.streams.row(this.order[place]);
  }

  /** Place of a stream's id, or -1. */
  placeOf(id: number): number {
    return this.order.indexOf(id);
  }

  /** What is looked at. The work that follows is advance()'s. */
  ask(filter: string, sort: Sort): void {
    const filterChanged = this.filters.mark(filter) !== this.filterMark;
    const sortChanged = sort.field !== this.sort.field || sort.descending !== this.sort.descending;
    if (filterChanged) this.setFilter(filter);
    this.sort = sort;
    if (filterChanged || sortChanged || this.builtVersion < 0) {
      this.work = this.rebuild();
      this.awaited = true;
    } else if (this.work === null && this.store.version !== this.builtVersion) {
      this.rebuildAtMs = this.builtAtMs + RESORT_INTERVAL_MS;
    }
  }

  /** Judges everything again, if somebody has ever looked: the capture has ended. */
  judgeAgain(): void {
    if (this.builtVersion >= 0 || this.work !== null) this.work = this.rebuild();
  }

  /** Works for about `ms`. Returns whether the order changed. */
  advance(ms: number): boolean {
    const endMs = this.nowMs() + ms;
    let changed = this.dropGone();
    if (this.work === null && this.nowMs() >= this.rebuildAtMs) this.work = this.rebuild();
    while (this.work !== null && this.nowMs() < endMs) {
      if (!this.work.next().done) continue;
      this.work = null;
      this.awaited = false;
      changed = true;
    }
    return changed;
  }

  private get streams(): Streams {
    return this.store.mediaStreams.streams;
  }

  private setFilter(text: string): void {
    this.filterMark = this.filters.mark(text);
    const filter = this.filters.parse(text, 'streams');
    this.filterError = filter.ok ? null : { message: filter.message, at: filter.at };
    if (filter.ok) this.judge = filter;
  }

  private *rebuild(): Generator<void, void> {
    this.rebuildAtMs = Number.POSITIVE_INFINITY;
    while (!this.store.mediaStreams.settle(SDP_AT_ONCE)) yield;
    const { version } = this.store;
    const ids = yield* this.kept();
    const field = streamFieldNamed(this.sort.field);
    const order = field === undefined ? ids.sort() : yield* this.sorted(field, ids);
    this.order = order.filter((id) => this.streams.row(id) >= 0);
    this.builtVersion = version;
    this.builtAtMs = this.nowMs();
  }

  /** Ids of the streams that the filter keeps. */
  private *kept(): Generator<void, Float64Array> {
    const { streams, store } = this;
    const ids = new Float64Array(streams.count);
    let all = 0;
    streams.each((row) => {
      ids[all++] = streams.id(row);
    });
    const judged = { done: 0, of: all };
    this.judged = judged;
    let kept = 0;
    for (let i = 0; i < all; i++) {
      if (this.judge.reads || i % STREAMS_A_LOOK === STREAMS_A_LOOK - 1) yield;
      judged.done++;
      let keep: boolean | null = null;
      for (let row = streams.row(ids[i]); row >= 0 && keep === null; row = streams.row(ids[i])) {
        keep = this.judge.step(store, row);
        if (keep === null) yield;
      }
      if (keep) ids[kept++] = ids[i];
    }
    this.judged = null;
    return ids.subarray(0, kept);
  }

  /** Equal ones in the order in which they became streams, which is that of their ids. */
  private *sorted(field: Field, ids: Float64Array): Generator<void, Float64Array> {
    const { store, streams } = this;
    const sign = this.sort.descending ? -1 : 1;
    const keys: (number | string)[] = [];
    for (let i = 0; i < ids.length; i++) {
      if (i % STREAMS_A_LOOK === STREAMS_A_LOOK - 1) yield;
      const row = streams.row(ids[i]);
      if (row < 0) keys.push(field.order === undefined ? '' : 0);
      else keys.push(field.order?.(store, row) ?? field.text(store, row).toLowerCase());
    }
    const places = yield* slicedSort(ids.length, (a, b) => {
      const [one, other] = [keys[a], keys[b]];
      if (one < other) return -sign;
      if (one > other) return sign;
      // What is no number stands last, whichever way it is sorted.
      return Number(Number.isNaN(one)) - Number(Number.isNaN(other)) || ids[a] - ids[b];
    });
    return Float64Array.from(places, (place) => ids[place]);
  }

  /** Also while work is going on: what has gone is not shown. Returns whether something had. */
  private dropGone(): boolean {
    const gone = this.streams.begun - this.streams.count;
    if (gone === this.goneSeen) return false;
    this.goneSeen = gone;
    this.order = this.order.filter((id) => this.streams.row(id) >= 0);
    return true;
  }
}
