/** Answers what a filter that is typed could go on with: names, or values that the capture has (values.ts). */

import { COMPLETE_DISTINCT, COMPLETE_MS, COMPLETIONS } from '../budgets';
import { visible } from '../decode/visible';
import { commonAt, namesAt, type Place, placeAt, startsWith, writtenAt } from '../filter/complete';
import type { SavedFilters } from '../filter/saved';
import type { HostNames } from '../store/host-names';
import type { Store } from '../store/store';
import { LANGUAGES } from './filters';
import type { CompleteQuery, CompleteSnapshot } from './protocol';
import { Slices } from './slices';
import { Counter, valuesOf } from './values';

/** The capture is looked through in slices, and for a while only. */
export async function completionOf(
  query: CompleteQuery,
  store: Store,
  saved: SavedFilters,
  nowMs: () => number = () => performance.now(),
  names: HostNames = new Map(),
): Promise<CompleteSnapshot> {
  const { of, text, cursor } = query;
  const place = placeAt(text, cursor, LANGUAGES[of]);
  const values = place === null ? [] : await candidatesAt(place, query, store, saved, nowMs, names);
  const written = values.flatMap((value) => writtenAt(place as Place, value) ?? []);
  return {
    kind: 'complete',
    text,
    cursor,
    from: place?.from ?? cursor,
    candidates: written.slice(0, COMPLETIONS),
    more: Math.max(0, written.length - COMPLETIONS),
    common: place === null ? '' : commonAt(place, values, text),
  };
}

async function candidatesAt(
  place: Place,
  { of }: CompleteQuery,
  store: Store,
  saved: SavedFilters,
  nowMs: () => number,
  names: HostNames,
): Promise<string[]> {
  if (place.kind === 'saved') return savedNames(saved, place.typed);
  if (place.kind === 'name') return namesAt(place, LANGUAGES[of]);
  const counter = new Counter(COMPLETE_DISTINCT);
  await inSlices(valuesOf(of, place.condition, store, counter), nowMs);
  const found = withNames(place.condition, counter.byFrequency(), names);
  const begin = found.filter((value) => startsWith(value, place.typed));
  // Most conditions hold for a part of a text as well.
  return begin.length > 0 ? begin : found.filter((value) => value.toLowerCase().includes(place.typed.toLowerCase()));
}

/** A host is asked for by its name as well as by its address. */
function withNames(condition: string, values: readonly string[], names: HostNames): string[] {
  if (!NAMES_HOSTS.has(condition)) return [...values];
  return [...new Set(values.flatMap((address) => [names.get(address) ?? address, address]).map(visible))];
}

const NAMES_HOSTS = new Set(['host', 'src', 'dst']);

function savedNames(saved: SavedFilters, typed: string): string[] {
  const names = Object.keys(saved).sort();
  return names.map((name) => `@${name}`).filter((name) => startsWith(name, typed));
}

async function inSlices(work: Generator<void, void>, nowMs: () => number): Promise<void> {
  const endMs = nowMs() + COMPLETE_MS;
  const slices = new Slices(nowMs);
  while (!work.next().done) {
    if (nowMs() >= endMs) return;
    if (slices.over) await slices.next();
  }
}
