/**
 * A filter that is still being typed, word by word: which of them name conditions, and which are values. Forgiving, as
 * half of it may be missing; whether it is a filter is parse.ts's.
 */

import type { Condition } from './conditions';
import type { Language } from './language';

export interface Word {
  kind: 'word' | 'quoted' | 'open' | 'close';
  /** Without its quotes. */
  text: string;
  /** Offsets in the filter, quotes included. */
  at: number;
  end: number;
  /** False for a text whose quote is not closed. */
  closed: boolean;
  /** `text` stands where a condition could begin and names none. */
  role: 'name' | 'value' | 'joint' | 'text' | 'bracket';
  /** The condition whose value it is. */
  of: Condition | null;
}

export interface Words {
  words: Word[];
  /** The condition whose value would come next. */
  awaited: Condition | null;
}

export function wordsOf(text: string, language: Language): Words {
  const words: Word[] = [];
  let awaited: Condition | null = null;
  for (const found of text.matchAll(PATTERN)) {
    const [all, open, close, quote, quoted = '', endQuote] = found;
    const kind = open ? 'open' : close ? 'close' : quote ? 'quoted' : 'word';
    const word = quote ? quoted.replace(/\\(.)/gs, '$1') : all;
    const place = { at: found.index, end: found.index + all.length, closed: quote === undefined || endQuote === quote };
    const role = roleOf(kind, word, awaited, language);
    words.push({ kind, text: word, ...place, role, of: role === 'value' ? awaited : null });
    if (role === 'name') awaited = language.conditions.get(word.toLowerCase()) ?? null;
    // `< 3.5`: the number may stand apart.
    else if (role !== 'value' || awaited?.unit === undefined || !/^[<>]=?$/.test(word)) awaited = null;
  }
  return { words, awaited };
}

/** A text as one value: in quotes where it would be read as something else. */
export function quotedIfNeeded(text: string): string {
  return /^[^\s()"'\\,<>=!~:&|/@][^\s()"'\\,&|]*$/.test(text) ? text : `"${escaped(text)}"`;
}

export function escaped(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}

const PATTERN = /(\()|(\))|(["'])((?:\\.|(?!\3)[^\\])*)(\3?)|[^\s()"'][^\s()]*/gs;
const JOINTS: ReadonlySet<string> = new Set(['and', 'or', 'not']);

function roleOf(kind: Word['kind'], text: string, awaited: Condition | null, { conditions }: Language): Word['role'] {
  if (kind === 'open' || kind === 'close') return 'bracket';
  if (awaited !== null) return 'value';
  if (kind === 'quoted') return 'text';
  if (JOINTS.has(text.toLowerCase())) return 'joint';
  return conditions.has(text.toLowerCase()) ? 'name' : 'text';
}
