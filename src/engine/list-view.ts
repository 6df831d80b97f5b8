/**
 * The list as one screen wants it: which dialogs, in which order, kept up to date as they change. Work over many
 * dialogs is done in slices; until it is finished the list before it stands.
 */

import { RESORT_INTERVAL_MS } from '../budgets';
import { type Field, fieldNamed } from '../filter/fields';
import { parseFilter, type Understood } from '../filter/parse';
import type { Store } from '../store/store';
import { Filters } from './filters';
import type { Looking } from './protocol';
import { byNumber, slicedSort } from './sliced-sort';
import { sortTexts } from './text-sort';

export interface Sort {
  field: string;
  descending: boolean;
}

/** Verdicts between two looks at the clock, where no message is read for them. */
const VERDICTS_A_LOOK = 64;

export class ListView {
  /** Rows of the dialogs shown; ascending by index while `byIndex`, even when the list is shown the other way round. */
  private order: Uint32Array = new Uint32Array(0);
  private count = 0;
  /** By row: the generation of the dialog that `order` means by it, 0 for a row that is not in it. */
  private member = new Uint32Array(1024);
  /** Mark of the filter in force, filters.ts's. */
  private filterMark = '';
  private judge = parseFilter('') as Understood;
  private filterError: { message: string; at: number } | null = null;
  private sort: Sort = { field: 'index', descending: false };
  private folds = false;
  private work: Generator<void, void> | null = null;
  /** What was judged so far, and of how many; while that is going on. */
  private judged: { done: number; of: number } | null = null;
  /** Rows that changed and have to be judged again. */
  private unjudged: number[] = [];
  private removalsSeen = 0;
  private resortAtMs = Number.POSITIVE_INFINITY;

  constructor(
    private readonly store: Store,
    private readonly nowMs: () => number,
    private readonly filters = new Filters(),
  ) {}

  /** Dialogs in it. */
  get length(): number {
    return this.count;
  }

  /** True while advance() has something to do that was asked for. */
  get pending(): boolean {
    return this.work !== null;
  }

  /** True while advance() will have something to do even if no packet comes. */
  get unsettled(): boolean {
    if (this.work !== null || this.unjudged.length > 0) return true;
    return this.resortAtMs !== Number.POSITIVE_INFINITY || !this.store.changed.isEmpty;
  }

  /** How far the judging is; null while there is none. */
  get looking(): Looking | null {
    if (this.judged === null || this.work === null) return null;
    const { done, of } = this.judged;
    return { percent: Math.floor((100 * done) / Math.max(1, of)), of, what: this.judge.reads ? 'messages' : 'dialogs' };
  }

  /** What the filter could not decide so far. */
  get trouble(): string | null {
    return this.filterError === null ? this.judge.trouble() : null;
  }

  /** A row stands for a call with all its legs. */
  get folded(): boolean {
    return this.folds;
  }

  get error(): { message: string; at: number } | null {
    return this.filterError;
  }

  /** The dialog's row at a place in the list. */
  at(place: number): number {
    return this.order[this.reversed ? this.count - 1 - place : place];
  }

  /** Place of a dialog's row, or -1 when it is not in the list. */
  placeOf(row: number): number {
    if (row < 0 || !this.isMember(row)) return -1;
    const place = this.order.subarray(0, this.count).indexOf(row);
    return place >= 0 && this.reversed ? this.count - 1 - place : place;
  }

  /** What the list should hold. The work that follows is advance()'s. */
  ask(filter: string, sort: Sort, fold = false): void {
    const foldChanged = fold !== this.folds;
    this.folds = fold;
    const filterChanged = this.filters.mark(filter) !== this.filterMark;
    const sortChanged = sort.field !== this.sort.field || sort.descending !== this.sort.descending;
    if (filterChanged) this.setFilter(filter);
    if (sortChanged) {
      const onlyTurned = sort.field === this.sort.field && sort.field === 'index';
      this.sort = sort;
      if (onlyTurned && !filterChanged && !foldChanged) return;
    }
    if (filterChanged || sortChanged || foldChanged) this.work = this.rebuild();
  }

  /** Judges everything again: states changed with the end of the capture. */
  judgeAgain(): void {
    this.work = this.rebuild();
  }

  /** Works for about `ms`. Returns whether the list changed. */
  advance(ms: number): boolean {
    const endMs = this.nowMs() + ms;
    let changed = this.dropRemoved();
    if (this.work === null && this.nowMs() >= this.resortAtMs) this.work = this.rebuild();
    while (this.work !== null && this.nowMs() < endMs) {
      if (this.work.next().done) {
        this.work = null;
        changed = true;
      }
    }
    if (this.work === null && this.absorb(endMs)) changed = true;
    return changed;
  }

  private get byIndex(): boolean {
    return this.sort.field === 'index';
  }

  private get reversed(): boolean {
    return this.byIndex && this.sort.descending;
  }

  private setFilter(text: string): void {
    this.filterMark = this.filters.mark(text);
    const filter = this.filters.parse(text);
    this.filterError = filter.ok ? null : { message: filter.message, at: filter.at };
    if (filter.ok) this.judge = filter;
  }

  /** Judges and sorts all dialogs. Dialogs that change meanwhile are in store.changed and follow with absorb(). */
  private *rebuild(): Generator<void, void> {
    const { store } = this;
    this.resortAtMs = Number.POSITIVE_INFINITY;
    this.unjudged = [];
    const rows = new Uint32Array(store.dialogs.count);
    const ids = new Float64Array(rows.length);
    let all = 0;
    store.eachDialog((row) => {
      ids[all] = store.dialogId(row);
      rows[all++] = row;
    });
    const met = yield* this.keep(rows, ids, all);
    const kept = this.folds ? yield* this.fold(rows, ids, met) : met;
    const field = fieldNamed(this.sort.field);
    const order = this.byIndex || field === undefined ? null : yield* this.sorted(field, rows.subarray(0, kept));
    this.replace(kept, (i) => (order === null ? i : order[i]), rows, ids);
  }

  /** Moves the rows that the filter keeps to the front, and their ids. Returns how many. */
  private *keep(rows: Uint32Array, ids: Float64Array, all: number): Generator<void, number> {
    const { store, judge } = this;
    if (!judge.reads) return yield* this.keepUnread(rows, ids, all);
    const { messages } = store.dialogs.columns;
    const judged = { done: 0, of: rows.subarray(0, all).reduce((sum, row) => sum + messages[row], 0) };
    this.judged = judged;
    let kept = 0;
    for (let i = 0; i < all; i++) {
      yield;
      judged.done += messages[rows[i]];
      let keep: boolean | null = null;
      while (store.dialogRow(ids[i]) >= 0 && keep === null) {
        keep = judge.step(store, rows[i]);
        // A long dialog is judged in parts.
        if (keep === null) yield;
      }
      if (!keep) continue;
      ids[kept] = ids[i];
      rows[kept++] = rows[i];
    }
    this.judged = null;
    return kept;
  }

  /** The same where no message is read for it. */
  private *keepUnread(rows: Uint32Array, ids: Float64Array, all: number): Generator<void, number> {
    this.judged = { done: 0, of: all };
    let kept = 0;
    for (let from = 0; from < all; from += VERDICTS_A_LOOK) {
      const to = Math.min(from + VERDICTS_A_LOOK, all);
      kept = this.keepSome(rows, ids, from, to, kept);
      this.judged.done = to;
      // Behind the last there is nothing to wait for, and nobody is told of 100 %.
      if (to < all) yield;
    }
    this.judged = null;
    return kept;
  }

  /** A function of its own, as those that can stop are slow where they repeat. */
  private keepSome(rows: Uint32Array, ids: Float64Array, from: number, to: number, before: number): number {
    const { store, judge } = this;
    let kept = before;
    for (let i = from; i < to; i++) {
      const row = rows[i];
      if (store.dialogRow(ids[i]) < 0 || !judge.step(store, row)) continue;
      ids[kept] = ids[i];
      rows[kept++] = row;
    }
    return kept;
  }

  /** Puts the first legs of the calls in place of the dialogs in front, in order of index. Returns how many. */
  private *fold(rows: Uint32Array, ids: Float64Array, count: number): Generator<void, number> {
    const { store } = this;
    const firsts = new Set<number>();
    for (let i = 0; i < count; i++) {
      if (store.dialogRow(ids[i]) >= 0) firsts.add(store.legs.firstOf(rows[i]));
      if (i % VERDICTS_A_LOOK === VERDICTS_A_LOOK - 1) yield;
    }
    const found = Uint32Array.from(firsts);
    const { index } = store.dialogs.columns;
    const order = yield* slicedSort(found.length, (a, b) => index[found[a]] - index[found[b]]);
    for (let i = 0; i < found.length; i++) {
      rows[i] = found[order[i]];
      ids[i] = store.dialogId(rows[i]);
    }
    return found.length;
  }

  private *sorted(field: Field, rows: Uint32Array): Generator<void, Uint32Array> {
    const { store } = this;
    if (field.order !== undefined) {
      const keys = new Float64Array(rows.length);
      for (let i = 0; i < rows.length; i++) {
        keys[i] = this.orderOf(field, rows[i]);
        if (i % VERDICTS_A_LOOK === 0) yield;
      }
      return yield* slicedSort(rows.length, byNumber(keys, this.sort.descending));
    }
    const keys: string[] = [];
    for (let i = 0; i < rows.length; i++) {
      keys.push(this.alive(rows[i]) ? field.text(store, rows[i]).toLowerCase() : '');
      if (i % VERDICTS_A_LOOK === 0) yield;
    }
    return yield* sortTexts(keys, this.sort.descending);
  }

  private orderOf({ order, ofLegs }: Field, row: number): number {
    const { store } = this;
    if (!this.folds || ofLegs === undefined) return order!(store, row);
    return ofLegs.order(
      store,
      store.legs.of(row).map(({ dialog }) => dialog),
    );
  }

  private replace(count: number, place: (i: number) => number, rows: Uint32Array, ids: Float64Array): void {
    this.member = new Uint32Array(Math.max(1024, this.store.dialogs.end));
    // In the order of memory, which the list is not in.
    for (let i = 0; i < count; i++) if (this.store.dialogRow(ids[i]) >= 0) this.noteMember(rows[i]);
    this.order = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.order[i] = rows[place(i)];
    this.count = count;
    this.keepMembers();
  }

  /** Brings in what changed since the last time, as far as there is time. Returns whether the list changed. */
  private absorb(endMs: number): boolean {
    const { store, judge } = this;
    if (!store.changed.isEmpty) this.unjudged = this.unjudged.concat(store.changed.take());
    if (this.unjudged.length === 0 || (judge.reads && this.nowMs() >= endMs)) return false;
    const added: number[] = [];
    let removed = false;
    let done = 0;
    while (done < this.unjudged.length && !(judge.reads && this.nowMs() >= endMs)) {
      const row = this.unjudged[done];
      const alive = this.alive(row);
      const shown = alive && this.folds ? store.legs.firstOf(row) : row;
      const keep = alive && this.callMeets(row, shown);
      if (keep === null) continue;
      done++;
      if (!alive) continue;
      // It stood for itself until another leg came.
      if (shown !== row && this.isMember(row)) {
        this.member[row] = 0;
        removed = true;
      }
      if (keep && !this.isMember(shown)) {
        this.noteMember(shown);
        added.push(shown);
      } else if (!keep && this.isMember(shown)) {
        this.member[shown] = 0;
        removed = true;
      }
    }
    this.unjudged = this.unjudged.slice(done);
    if (!this.byIndex && this.resortAtMs === Number.POSITIVE_INFINITY)
      this.resortAtMs = this.nowMs() + RESORT_INTERVAL_MS;
    if (removed) this.keepMembers();
    this.insert(added);
    return true;
  }

  /** In a folded list any leg may meet the filter. Null where it takes another step to know. */
  private callMeets(row: number, first: number): boolean | null {
    const { store, judge } = this;
    const meets = judge.step(store, row);
    if (meets !== false || !this.folds || (row === first && store.legs.of(first).length === 1)) return meets;
    for (const { dialog } of store.legs.of(first)) {
      const other = dialog === row ? false : judge.step(store, dialog);
      if (other !== false) return other;
    }
    return false;
  }

  private alive(row: number): boolean {
    return this.store.isAlive(row);
  }

  private noteMember(row: number): void {
    if (row >= this.member.length) {
      const wider = new Uint32Array(row * 2);
      wider.set(this.member);
      this.member = wider;
    }
    this.member[row] = this.store.dialogs.columns.generation[row];
  }

  /** False also for a row that was given to another dialog, which absorb() judges. */
  private isMember(row: number): boolean {
    const generation = this.member[row];
    return generation > 0 && generation === this.store.dialogs.columns.generation[row];
  }

  /** By index they go to their places, else to the end, until the list is sorted again. */
  private insert(rows: number[]): void {
    const index = this.store.dialogs.columns.index;
    if (this.byIndex) rows.sort((a, b) => index[a] - index[b]);
    const needed = this.count + rows.length;
    if (needed > this.order.length) {
      const wider = new Uint32Array(Math.ceil(needed * 1.5));
      wider.set(this.order.subarray(0, this.count));
      this.order = wider;
    }
    let from = this.count - 1;
    let into = needed - 1;
    for (let i = rows.length - 1; i >= 0; i--) {
      while (this.byIndex && from >= 0 && index[this.order[from]] > index[rows[i]])
        this.order[into--] = this.order[from--];
      this.order[into--] = rows[i];
    }
    this.count = needed;
  }

  private keepMembers(): void {
    let kept = 0;
    for (let i = 0; i < this.count; i++) if (this.isMember(this.order[i])) this.order[kept++] = this.order[i];
    this.count = kept;
  }

  /** Also while work is going on: what has gone is not shown. Returns whether something had. */
  private dropRemoved(): boolean {
    if (this.store.removed === this.removalsSeen) return false;
    this.removalsSeen = this.store.removed;
    this.keepMembers();
    return true;
  }
}
