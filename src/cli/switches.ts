/** Options that are given or not. What is written as a value of one is refused: it would pass without effect. */

import { FLAGS } from './flags';
import { ABSENT_FLAGS, IGNORED_FLAGS } from './sngrep-flags';
import { UsageError } from './usage-error';

const SWITCHES = FLAGS.filter(({ type }) => type === 'boolean');

const LETTERS = new Set(
  [...SWITCHES, ...[...ABSENT_FLAGS, ...IGNORED_FLAGS].filter(({ type }) => type === 'boolean')].map(
    ({ letter }) => letter,
  ),
);

/** `--redact=1`, `-c=1`, `-c5`, `--redact false`. Throws UsageError. Words behind `--` are left alone. */
export function refuseSwitchValues(argv: readonly string[]): void {
  for (const [i, word] of argv.entries()) {
    if (word === '--') return;
    const name = withValue(word) ?? (/^(true|false)$/.test(argv[i + 1] ?? '') ? lastSwitch(word) : null);
    if (name !== null) throw new UsageError(`${name} takes no value`);
  }
}

/** The switch that a value is glued to, or null. */
function withValue(word: string): string | null {
  const long = /^--([^=]+)=/s.exec(word)?.[1];
  if (long !== undefined) return isSwitch(long) ? `--${long}` : null;
  if (!/^-[^-]/.test(word)) return null;
  for (let i = 1; i + 1 < word.length && LETTERS.has(word[i]); i++) {
    if (!/[A-Za-z]/.test(word[i + 1])) return `-${word[i]}`;
  }
  return null;
}

/** The switch that a word ends with, or null: what follows is no value of it either. */
function lastSwitch(word: string): string | null {
  if (word.startsWith('--')) return isSwitch(word.slice(2)) ? word : null;
  const letters = /^-([A-Za-z]+)$/.exec(word)?.[1] ?? '';
  return letters !== '' && [...letters].every((letter) => LETTERS.has(letter)) ? `-${letters.at(-1)}` : null;
}

function isSwitch(name: string): boolean {
  return SWITCHES.some((flag) => flag.name === name);
}
