/**
 * Searching through the messages of calls: typing what is looked for, and what was found last. The engine does the
 * looking; the ladder and the raw text share this, each goes to what is found in its own way.
 */

import type { FindQuery, FindSnapshot, LadderShape, Place, Query, Snapshot } from '../engine/protocol';
import type { RowKey } from '../ladder/ladder';
import { plural } from './counts';
import { edited, type InputLine, inputLine, type Past, recalled, remembered, typed } from './input-line';
import type { ActionName } from './keymap';
import { type Key, type Model, noticed, type Want } from './model';

export interface Search {
  /** In force, as typed: a text, or a regex between slashes. Empty for none. */
  text: string;
  input: InputLine | null;
  past: Past | null;
  history: readonly string[];
  /** Where it is being looked for from. */
  seeking: Seeking | null;
  hit: Hit | null;
}

export type Seeking = Pick<FindQuery, 'from' | 'step'>;

/** What was found last. */
export interface Hit {
  key: RowKey;
  message: number;
  places: readonly Place[];
  /** Which of the places is the current one. */
  place: number;
}

export function noSearch(): Search {
  return { text: '', input: null, past: null, history: [], seeking: null, hit: null };
}

/** The input line, empty: what is in force stands in the history. */
export function searchOpened(search: Search): Search {
  return { ...search, input: inputLine(''), past: null };
}

/** What a key does while the search is typed; null when it is not for the input line. An empty line ends the search. */
export function searchKey(search: Search, action: ActionName | null, key: Key, seeking: Seeking): Search | null {
  const { input } = search;
  if (input === null) return null;
  if (action === 'cancel' || action === 'back') return { ...search, input: null };
  if (action === 'accept') return searchFor(search, input.text, seeking);
  if (action === 'history-previous') return remembering(search, input, -1);
  if (action === 'history-next') return remembering(search, input, 1);
  const line = edited(input, action) ?? (action === null ? typed(input, key) : null);
  return line === null ? null : { ...search, input: line, past: null };
}

function searchFor(search: Search, text: string, seeking: Seeking): Search {
  const history = remembered(search.history, text);
  return { ...search, text, input: null, history, hit: null, seeking: text === '' ? null : seeking };
}

/** To the next place in the message that was found, or on into the next message. `from`: where none was found yet. */
export function searchOn(search: Search, step: 1 | -1, from: RowKey | null): Search {
  const { hit } = search;
  const place = (hit?.place ?? 0) + step;
  if (hit !== null && hit.key === from && hit.places[place] !== undefined) return { ...search, hit: { ...hit, place } };
  return { ...search, seeking: { from, step } };
}

export function searchWants({ text, seeking }: Search, shape: LadderShape): Want[] {
  if (seeking === null) return [];
  return [{ query: { kind: 'find', ...shape, text, ...seeking }, key: JSON.stringify([text, seeking]) }];
}

/** The search with what was found; what was asked for another text comes late. */
export function searchAnswered(search: Search, query: FindQuery, snapshot: FindSnapshot | null): Search {
  if (search.seeking === null || query.text !== search.text) return search;
  if (snapshot?.outcome !== 'found') return { ...search, seeking: null };
  const { key, message, places } = snapshot;
  return { ...search, seeking: null, hit: { key, message, places, place: query.step < 0 ? places.length - 1 : 0 } };
}

/** What is to be said of a search: that nothing was found, or more than a place. */
export function searchTold(model: Model, query: Query, snapshot: Snapshot | null): Model {
  if (query.kind !== 'find' || snapshot?.kind !== 'find') return model;
  if (snapshot.outcome === 'wrong') return noticed(model, `${query.text}: ${snapshot.message}`);
  const undecided =
    snapshot.undecided === 0 ? '' : `; ${plural(snapshot.undecided, 'message')} took too long for the regex`;
  if (snapshot.outcome === 'none') return noticed(model, `No message here has ${quoted(query.text)}${undecided}`);
  const round =
    query.step < 0 ? 'Round the beginning: found from the end on' : 'Round the end: found from the beginning on';
  if (snapshot.wrapped) return noticed(model, round + undecided);
  return undecided === '' ? model : noticed(model, `Found${undecided}`);
}

/** As it is named to the user: a regex has its slashes. */
export function quoted(text: string): string {
  return isRegex(text) ? text : `"${text}"`;
}

/** By its form; whether it is a good one is the engine's to say. */
export function isRegex(text: string): boolean {
  return /^\/.+\/[a-z]*$/.test(text);
}

function remembering(search: Search, input: InputLine, step: number): Search {
  const found = recalled(search.history, search.past, input.text, step);
  return found === null ? search : { ...search, input: found.line, past: found.past };
}
