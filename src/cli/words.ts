/**
 * What the words behind the options mean. They may be read in several ways, which are tried in turn; whoever takes them
 * says so. A new way is a row in READINGS.
 */

import { InputError } from '../capture/input';
import type { CaptureFilter } from '../capture/live';
import { expectsValue } from '../filter/language';
import { matchFilter } from '../filter/match';
import { parseFilter } from '../filter/parse';
import { UsageError } from './usage-error';

/** What is wrong with a capture filter, in libpcap's words, and at which offset; null for a good one. */
export type CheckCaptureFilter = (expression: string) => { message: string; at: number | null } | null;

export interface WordsWorld {
  /** Tells of a file, for the hint that -I is missing. */
  exists(path: string): boolean;
  /** Throws InputError where there is no libpcap. */
  checkCaptureFilter: CheckCaptureFilter;
}

export interface Reading {
  /** BPF, or empty. */
  captureFilter: string;
  /** Of our filter language, or empty. */
  filter: string;
  /** sngrep's match expression, or null. */
  match: string | null;
  /** What is to be said of the reading besides, one line. */
  note: string | null;
}

export type WordsFor = 'files' | 'interfaces';

type CaptureFilterProblem = NonNullable<ReturnType<CheckCaptureFilter>>;

/** What the readings before found out. */
interface Tried {
  /** Why it is no capture filter. */
  problem: CaptureFilterProblem | null;
  /** Why nobody can tell: `libpcap is not installed`. */
  missing: string | null;
  /** Why they are no match expression. */
  match: string | null;
}

type Read = (words: readonly string[], tried: Tried, of: WordsFor, world: WordsWorld, known: Known) => Reading | null;

const READINGS: readonly Read[] = [asCaptureFilter, asFilter, asMatch];

const NOTHING: Reading = { captureFilter: '', filter: '', match: null, note: null };

/** What options have told already, so that the words do not tell it. */
export interface Known {
  bpf: boolean;
  match: boolean;
  /** The text of a filter with names of saved filters in place of what they stand for. Throws UsageError. */
  withoutSaved(text: string): string;
}

/**
 * Throws UsageError where no reading takes them; InputError without libpcap, which a live capture needs anyway.
 */
export function readWords(words: readonly string[], of: WordsFor, known: Known, world: WordsWorld): Reading {
  if (words.join('').trim() === '') return NOTHING;
  const file = words.find(world.exists);
  // Before libpcap is asked, which need not be there to read a file.
  if (file !== undefined && of === 'interfaces' && words.length === 1) throw unread(file, of);
  const tried: Tried = { problem: null, missing: null, match: null };
  for (const read of READINGS) {
    if ((known.bpf && read === asCaptureFilter) || (known.match && read === asMatch)) continue;
    // A name that is a file is no regex.
    if (file !== undefined && read === asMatch) break;
    const reading = read(words, tried, of, world, known);
    if (reading !== null) return reading;
  }
  throw file === undefined ? refusal(words, tried) : unread(file, of);
}

function asCaptureFilter(words: readonly string[], tried: Tried, of: WordsFor, world: WordsWorld): Reading | null {
  const text = words.join(' ');
  try {
    tried.problem = world.checkCaptureFilter(text);
    return tried.problem === null ? { ...NOTHING, captureFilter: text } : null;
  } catch (error) {
    if (of === 'interfaces' || !(error instanceof InputError)) throw error;
    tried.missing = error.message.split(':', 1)[0];
    return null;
  }
}

/** When each condition names its field: a stray word is a slip, not a search. */
function asFilter(
  words: readonly string[],
  { missing }: Tried,
  _: WordsFor,
  __: WordsWorld,
  known: Known,
): Reading | null {
  const typed = filterOf(words);
  const saved = SAVED.test(typed);
  const text = saved ? known.withoutSaved(typed) : typed;
  const filter = parseFilter(text);
  if (!filter.ok || !(filter.named || saved)) return null;
  return { ...NOTHING, filter: text, note: missing === null ? null : `${missing}: “${text}” is read as a filter` };
}

/** The name of a saved filter; with a dot it is rather a part of an address, which is looked for. */
const SAVED = /(?:^|[\s(!])@[\w-]+(?=$|[\s)])/;

/** As sngrep has it: the first is a regex, what follows is a capture filter. */
function asMatch(words: readonly string[], tried: Tried, _: WordsFor, world: WordsWorld): Reading | null {
  const { missing } = tried;
  const [match, ...rest] = words;
  const captureFilter = rest.join(' ');
  const filter = matchFilter(match);
  // Who begins a condition and goes wrong does not look for its name.
  if (expectsValue(match)) tried.match = `“${match}” is the name of a condition`;
  else if (beginsFilter(match) !== null) tried.match = `“${match}” begins as a filter; --match takes it as a regex`;
  else if (!filter.ok) tried.match = filter.message;
  else if (rest.length > 0 && (missing !== null || world.checkCaptureFilter(captureFilter) !== null)) {
    tried.match = `“${captureFilter}” behind it is no capture filter`;
  }
  if (tried.match !== null) return null;
  const note = `${missing === null ? '' : `${missing}: `}read as a match expression: ${match}`;
  return { ...NOTHING, match, captureFilter, note };
}

/** The condition that a text begins with, as a filter does, or null. */
function beginsFilter(text: string): string | null {
  const word = /^(?:not\s+|[!(]\s*)*([\w.-]+)(?=\s)/i.exec(text)?.[1] ?? '';
  return expectsValue(word) ? word.toLowerCase() : null;
}

/** Conditions that are words of libpcap, too. */
const BOTH = new Set(['host', 'port', 'net', 'src', 'dst']);

/** The shell took the quotes of a value with blanks away: `reason "busy here"` is two words. */
function filterOf(words: readonly string[]): string {
  const quoted = words.map((word, i) => {
    return expectsValue(words[i - 1] ?? '') && /^[^"'/].*[\s()]/s.test(word)
      ? `"${word.replace(/["\\]/g, '\\$&')}"`
      : word;
  });
  return quoted.join(' ');
}

/** Of words with a file among them. */
function unread(file: string, of: WordsFor): UsageError {
  if (of === 'files') return new UsageError(`${file} is a file: to read it too, write -I before it`);
  return new UsageError(`to open ${file}, write -I before it: sipladder -I ${file}`);
}

const PLAIN_TEXT = 'every condition here names its field; --filter finds plain text too';

function refusal(words: readonly string[], { problem, missing, match }: Tried): UsageError {
  const text = words.join(' ');
  const typed = filterOf(words);
  const filter = parseFilter(typed);
  const condition = beginsFilter(typed);
  if (!filter.ok && condition !== null && !BOTH.has(condition)) {
    const { message, at } = filter;
    return new UsageError(`“${text}” is no filter: ${message} (at character ${at + 1})`, below(typed, at));
  }
  if (problem !== null) {
    const hints = filter.ok ? [`As a filter: ${PLAIN_TEXT}`] : [];
    if (!filter.ok && condition !== null) hints.push(`As a filter: ${filter.message} (at character ${filter.at + 1})`);
    if (match !== null) hints.push(`As a match expression: ${match}`);
    return badCaptureFilter(`“${text}” is neither a filter nor a capture filter`, text, problem, hints);
  }
  const why = filter.ok ? PLAIN_TEXT : `${filter.message} (at character ${filter.at + 1})`;
  const unknown = missing === null ? '' : `; capture filters cannot be read, as ${missing}`;
  return new UsageError(`“${text}” is no filter: ${why}${unknown}`);
}

/** In libpcap's words, with the place below. */
export function badCaptureFilter(
  what: string,
  expression: string,
  { message, at }: CaptureFilterProblem,
  hints: readonly string[] = [],
): UsageError {
  return new UsageError(`${what}: ${message}`, [...(at === null ? [] : below(expression, at)), ...hints]);
}

/** An expression, and under it where it goes wrong. */
function below(expression: string, at: number): string[] {
  return [`  ${expression}`, `  ${' '.repeat(at)}^`];
}

/** What a run without a screen says of its capture filter; null where it is as somebody asked for it by name. */
export function captureFilterLine({ expression, widened }: CaptureFilter, byWords: boolean): string | null {
  if (!byWords && widened === null) return null;
  return `capture filter: ${expression}${widened === null ? '' : ` ${widened} (--bpf takes it exactly as given)`}`;
}
