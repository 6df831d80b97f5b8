/** The command line as the program means it: raw arguments to one record, or a line that says what is wrong. */

import yargs from 'yargs';
import { DEFAULT_MEMORY_BYTES } from '../budgets';
import { FORMATS, type Format, PRINTABLES, type Printable } from '../export/print';
import { CONDITIONS } from '../filter/conditions';
import { parseFilter } from '../filter/parse';
import type { StoreLimits } from '../store/store';
import { FLAGS, splitGlued } from './flags';
import { ABSENT_FLAGS, IGNORED_FLAGS } from './sngrep-flags';

export interface Options {
  inputs: string[];
  /** All filters as one expression; empty keeps everything. */
  filter: string;
  /** Words of the command line that were taken as a filter, or empty. */
  filterWords: string;
  limits: StoreLimits;
  print: Printable | null;
  as: Format;
  save: string | null;
  text: string | null;
  /** -N */
  noInterface: boolean;
  quiet: boolean;
  keymap: string | null;
  theme: string | null;
}

/** Anything on the command line that cannot be meant: exit code 2. */
export class UsageError extends Error {}

export type CommandLine = { run: Options } | { show: 'help' | 'version' };

/** Throws UsageError. `exists` tells of a file, for the hint that -I is missing. */
export function readCommandLine(argv: readonly string[], exists: (path: string) => boolean): CommandLine {
  const given = parse(argv);
  if (given.help) return { show: 'help' };
  if (given.version) return { show: 'version' };
  refuseAbsent(argv, given);
  const words = (given._ as unknown[]).map(String);
  const inputs = list(given.input);
  if (inputs.length === 0) throw new UsageError(noInput(words, exists));
  const filterWords = filterOf(words);
  for (const { name, choices } of FLAGS) if (choices !== undefined) oneOf(`--${name}`, choices, given[name]);
  if (given.as !== undefined && given.print === undefined) {
    throw new UsageError(`--as ${textOf(given.as)}: it is the format of --print, which is missing`);
  }
  const filters = list(given.filter);
  for (const filter of filters) checkFilter('--filter', filter);
  if (filterWords !== '') checkWords(words, filterWords, exists);
  return {
    run: {
      inputs,
      filter: joined(filterWords === '' ? filters : [...filters, filterWords]),
      filterWords,
      limits: {
        dialogs: countOf(given.limit),
        rotate: given.rotate === true,
        memoryBytes: sizeOf(textOf(given.memory)) ?? DEFAULT_MEMORY_BYTES,
        callsOnly: given.calls === true,
      },
      print: oneOf('--print', PRINTABLES, given.print),
      as: oneOf('--as', FORMATS, given.as) ?? 'text',
      save: textOf(given.save),
      text: textOf(given.text),
      noInterface: given['no-interface'] === true,
      quiet: given.quiet === true,
      keymap: textOf(given.keymap),
      theme: textOf(given.theme),
    },
  };
}

function parse(argv: readonly string[]): Record<string, unknown> {
  const parser = yargs(splitGlued(argv))
    .parserConfiguration({
      'parse-positional-numbers': false,
      'boolean-negation': false,
      'dot-notation': false,
      'camel-case-expansion': false,
      'duplicate-arguments-array': true,
    })
    // Its messages are taken apart below: they must not change with the user's language.
    .locale('en')
    .help(false)
    .version(false)
    .exitProcess(false)
    .strictOptions()
    .fail((message, error) => {
      throw error ?? new UsageError(plainFailure(message));
    });
  for (const { name, letter, type, value } of FLAGS) {
    parser.option(name, { alias: letter, type, requiresArg: value !== undefined });
  }
  for (const { name, letter, type } of ABSENT_FLAGS) parser.option(name, { alias: letter, type });
  for (const { letter, type } of IGNORED_FLAGS) parser.option(letter, { type });
  try {
    return parser.parseSync() as Record<string, unknown>;
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(plainFailure(String((error as Error).message)));
  }
}

function refuseAbsent(argv: readonly string[], given: Record<string, unknown>): void {
  const flag = ABSENT_FLAGS.find(({ name }) => given[name] !== undefined);
  if (flag === undefined) return;
  const long = argv.some((word) => word === `--${flag.name}` || word.startsWith(`--${flag.name}=`));
  const hint = flag.instead === '' ? '' : `; ${flag.instead}`;
  throw new UsageError(`${long ? `--${flag.name}` : `-${flag.letter}`}: not in this version${hint}`);
}

function plainFailure(message: string): string {
  const unknown = /^Unknown arguments?: (.*)$/.exec(message);
  const word = unknown?.[1].split(', ')[0];
  if (word !== undefined) return `no such option: ${word.length === 1 ? '-' : '--'}${word}; --help lists them`;
  const missing = /^Not enough arguments following: (.*)$/.exec(message);
  if (missing !== null) return `a value is missing after ${missing[1].length === 1 ? '-' : '--'}${missing[1]}`;
  return message;
}

function noInput(words: string[], exists: (path: string) => boolean): string {
  const file = words.find(exists);
  if (file !== undefined) return `to open ${file}, write -I before it: sipladder -I ${file}`;
  return 'no capture to read: name one with -I FILE (- is standard input); --help says more';
}

function checkFilter(option: string, text: string): void {
  const filter = parseFilter(text);
  if (!filter.ok) throw new UsageError(`${option} ${text}: ${filter.message} (at character ${filter.at + 1})`);
}

/** The shell took the quotes of a value with blanks away: `reason "busy here"` is two words. */
function filterOf(words: readonly string[]): string {
  const quoted = words.map((word, i) => {
    const isValue = CONDITIONS.some(({ name }) => name === words[i - 1]?.toLowerCase());
    return isValue && /^[^"'].*[\s()]/s.test(word) ? `"${word.replace(/["\\]/g, '\\$&')}"` : word;
  });
  return quoted.join(' ');
}

/** Words are a filter when each of its conditions names its field: a stray word is a slip, not a search. */
function checkWords(words: string[], text: string, exists: (path: string) => boolean): void {
  const filter = parseFilter(text);
  if (filter.ok && filter.named) return;
  const file = words.find(exists);
  if (file !== undefined) throw new UsageError(`${file} is a file: to read it too, write -I before it`);
  if (!filter.ok) throw new UsageError(`“${text}” is no filter: ${filter.message} (at character ${filter.at + 1})`);
  throw new UsageError(`“${text}” is no filter: every condition here names its field; --filter finds plain text too`);
}

function joined(filters: string[]): string {
  const given = filters.filter((filter) => filter.trim() !== '');
  return given.length <= 1 ? (given[0] ?? '') : given.map((filter) => `(${filter})`).join(' and ');
}

function list(value: unknown): string[] {
  return value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);
}

/** The last one given counts. */
function textOf(value: unknown): string | null {
  return list(value).at(-1) ?? null;
}

function oneOf<T extends string>(option: string, choices: readonly T[], value: unknown): T | null {
  const text = textOf(value);
  const choice = choices.find((one) => one === text);
  if (text !== null && choice === undefined) {
    throw new UsageError(`${option} ${text}: not known; it can be ${choices.join(', ')}`);
  }
  return choice ?? null;
}

function countOf(value: unknown): number | null {
  const text = textOf(value);
  if (text === null) return null;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new UsageError(`-l ${text}: a whole number from 1 is needed`);
  return count;
}

const UNITS: Record<string, number> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };
const LEAST_MEMORY = 4 * 2 ** 20;

/** `512MB`, `1G`, `800k`. */
function sizeOf(text: string | null): number | null {
  if (text === null) return null;
  const found = /^(\d+(?:\.\d+)?)\s*([KMG]?)i?B?$/i.exec(text.trim());
  const bytes = found === null ? Number.NaN : Number(found[1]) * UNITS[found[2].toUpperCase()];
  if (!(bytes >= LEAST_MEMORY)) throw new UsageError(`--memory ${text}: a size from 4MB is needed, as in 512MB or 2GB`);
  return bytes;
}
