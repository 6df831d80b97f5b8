/**
 * What stands at the cursor of a filter that is typed, and what it could become: names of conditions, of saved filters,
 * values. Which values a capture has is engine/values.ts's.
 */

import type { Language } from './language';
import { escaped, quotedIfNeeded, type Word, wordsOf } from './words';

export interface Place {
  kind: 'name' | 'value' | 'saved';
  /** The condition whose value it is; empty for the others. */
  condition: string;
  /** Offsets of what is replaced: up to the cursor. */
  from: number;
  to: number;
  /** What is there already, without quotes. */
  typed: string;
  /** After a comma: what needs quotes cannot stand there. */
  inList: boolean;
}

/** Null where nothing can be completed, as in a quoted text. */
export function placeAt(text: string, cursor: number, language: Language): Place | null {
  const { words, awaited, testing } = wordsOf(text.slice(0, cursor), language);
  const last = words.at(-1);
  const touched = last !== undefined && last.end === cursor && isOpenEnded(last) ? last : null;
  if (touched === null) {
    const place = { from: cursor, to: cursor, typed: '', inList: false };
    if (testing) return null;
    return awaited === null ? { kind: 'name', condition: '', ...place } : valuePlace(awaited.name, place);
  }
  const place = { from: touched.at, to: cursor, typed: touched.text, inList: false };
  if (touched.tested) return null;
  if (touched.of !== null) return valuePlace(touched.of.name, touched.kind === 'word' ? lastOfList(place) : place);
  if (touched.kind === 'quoted') return null;
  return { kind: touched.text.startsWith('@') ? 'saved' : 'name', condition: '', ...place };
}

/** Names that could stand there, in the order of the language's table. */
export function namesAt({ typed }: Place, { conditions }: Language): string[] {
  const wanted = typed.toLowerCase();
  const joints = wanted === '' ? [] : ['and', 'or', 'not'];
  // Other names of the same condition would only crowd the first ones.
  const names = [...conditions].flatMap(([name, condition]) => (name === condition.name ? [name] : []));
  return [...names, ...joints].filter((name) => name.startsWith(wanted));
}

/** A value as it is written at a place, or null where it cannot be. */
export function writtenAt({ kind, inList }: Place, value: string): string | null {
  if (kind !== 'value') return value;
  const written = quotedIfNeeded(value);
  return inList && written !== value ? null : written;
}

/**
 * What all values begin with, as it is written while more is to follow: a quote stays open. What is typed already where
 * they have no more in common, or do not begin with it.
 */
export function commonAt(place: Place, values: readonly string[], text: string): string {
  const [first = '', ...rest] = values;
  const common = rest.reduce(commonBeginning, first);
  const begins = common !== '' && common.length >= place.typed.length && startsWith(common, place.typed);
  if (!begins) return text.slice(place.from, place.to);
  return place.kind !== 'value' || quotedIfNeeded(common) === common ? common : `"${escaped(common)}`;
}

/** Whether in capitals or not. */
export function startsWith(text: string, beginning: string): boolean {
  return text.toLowerCase().startsWith(beginning.toLowerCase());
}

/** More can be typed to it: a closed quote is done with. */
function isOpenEnded({ kind, closed }: Word): boolean {
  return kind === 'word' || (kind === 'quoted' && !closed);
}

type Span = Pick<Place, 'from' | 'to' | 'typed' | 'inList'>;

function valuePlace(condition: string, span: Span): Place {
  return { kind: 'value', condition, ...span };
}

/** `busy,rej`: what stands behind the last comma. */
function lastOfList(span: Span): Span {
  const comma = span.typed.lastIndexOf(',');
  if (comma < 0) return span;
  return { ...span, from: span.from + comma + 1, typed: span.typed.slice(comma + 1), inList: true };
}

/** In the letters of the first; never half of a pair of surrogates. */
function commonBeginning(a: string, b: string): string {
  const [one, other] = [[...a], [...b]];
  let length = 0;
  while (length < one.length && one[length]?.toLowerCase() === other[length]?.toLowerCase()) length++;
  return one.slice(0, length).join('');
}
