/** Filters that were saved under a name: `@trunk` in a filter stands for what that name holds, in brackets. */

import { EXPANDED_FILTER_LENGTH } from '../budgets';
import { type Language, OF_DIALOGS } from './language';
import { type Filter, type FilterContext, parseFilter } from './parse';
import { wordsOf } from './words';

/** By name, without the @. */
export type SavedFilters = Readonly<Record<string, string>>;

/** As parseFilter(). What is wrong within a saved filter is told at its name. */
export function parseWithSaved(
  text: string,
  saved: SavedFilters,
  language: Language = OF_DIALOGS,
  context: FilterContext = {},
): Filter {
  const whole = expanded(text, saved, language, []);
  if ('message' in whole) return { ok: false, ...whole };
  const filter = parseFilter(whole.text, language, context);
  if (filter.ok) return filter;
  const { name, at } = whole.origin(filter.at);
  return { ok: false, message: name === null ? filter.message : `in @${name}: ${filter.message}`, at };
}

/** The text without names of saved filters, or what is wrong with one of them. */
export function withoutNames(
  text: string,
  saved: SavedFilters,
  language: Language = OF_DIALOGS,
): { text: string } | Fault {
  const whole = expanded(text, saved, language, []);
  return 'message' in whole ? whole : { text: whole.text };
}

interface Fault {
  message: string;
  at: number;
}

interface Expanded {
  text: string;
  /** Where a place of it comes from, and from which saved filter. */
  origin(at: number): { name: string | null; at: number };
}

interface Piece {
  name: string | null;
  /** Where it stands in the text before and in the one after. */
  before: number;
  after: number;
}

function expanded(text: string, saved: SavedFilters, language: Language, within: readonly string[]): Expanded | Fault {
  const pieces: Piece[] = [{ name: null, before: 0, after: 0 }];
  let whole = '';
  let copied = 0;
  for (const { role, kind, text: word, at, end } of wordsOf(text, language).words) {
    if (role !== 'text' || kind !== 'word' || !word.startsWith('@')) continue;
    const name = word.slice(1);
    const inner = innerOf(name, saved, language, within);
    if ('message' in inner) return { message: inner.message, at };
    whole += text.slice(copied, at);
    pieces.push({ name, before: at, after: whole.length });
    whole += `(${inner.text})`;
    pieces.push({ name: null, before: end, after: whole.length });
    copied = end;
    if (whole.length > EXPANDED_FILTER_LENGTH) return { message: `“@${name}” stands for too much text`, at };
  }
  return { text: whole + text.slice(copied), origin: (at) => originOf(pieces, at) };
}

function innerOf(
  name: string,
  saved: SavedFilters,
  language: Language,
  within: readonly string[],
): { text: string } | Fault {
  if (within.includes(name)) return { message: `the saved filter “@${name}” stands for itself`, at: 0 };
  const text = Object.hasOwn(saved, name) ? saved[name] : undefined;
  if (text === undefined) return { message: unknownText(name, saved), at: 0 };
  if (text.trim() === '') return { message: `the saved filter “@${name}” is empty`, at: 0 };
  return expanded(text, saved, language, [...within, name]);
}

/** Names in a message at the most: some lines are narrow. */
const NAMES_TOLD = 6;

function unknownText(name: string, saved: SavedFilters): string {
  const names = Object.keys(saved).sort();
  const first = names.slice(0, NAMES_TOLD).map((one) => `@${one}`);
  const known = `${first.join(', ')}${names.length > NAMES_TOLD ? ', ...' : ''}`;
  return `there is no saved filter “@${name}”${names.length === 0 ? '' : `; there are ${known}`}; in quotes it is searched as text`;
}

function originOf(pieces: readonly Piece[], at: number): { name: string | null; at: number } {
  const { name, before, after } = pieces.findLast((piece) => piece.after <= at) ?? pieces[0];
  return { name, at: name === null ? before + at - after : before };
}
