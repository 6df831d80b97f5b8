/** Values of options: lists, choices, counts, sizes and times, out of what yargs gives. Each throws UsageError. */

import { UsageError } from './usage-error';

export function list(value: unknown): string[] {
  return value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);
}

/** The last one given counts. */
export function textOf(value: unknown): string | null {
  return list(value).at(-1) ?? null;
}

export function oneOf<T extends string>(option: string, choices: readonly T[], value: unknown): T | null {
  const text = textOf(value);
  const choice = choices.find((one) => one === text);
  if (text !== null && choice === undefined) {
    throw new UsageError(`${option} ${text}: not known; it can be ${choices.join(', ')}`);
  }
  return choice ?? null;
}

export function countOf(option: string, value: unknown): number | null {
  const text = textOf(value);
  if (text === null) return null;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new UsageError(`${option} ${text}: a whole number from 1 is needed`);
  return count;
}

const UNITS: Record<string, number> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };
/** `512MB`, `1G`, `800k`. */
export function sizeOf(option: string, text: string, least: number): number {
  const found = /^(\d+(?:\.\d+)?)\s*([KMG]?)i?B?$/i.exec(text.trim());
  const bytes = found === null ? Number.NaN : Number(found[1]) * UNITS[found[2].toUpperCase()];
  if (!(bytes >= least))
    throw new UsageError(`${option}: a size from ${least / 2 ** 20}MB is needed, as in 512MB or 2GB`);
  return bytes;
}

const SECONDS: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** `30s`, `5m`, `2h`, `1d`, or plain seconds. */
export function secondsOf(option: string, text: string): number {
  const found = /^(\d+(?:\.\d+)?)\s*([smhd]?)$/.exec(text.trim());
  const seconds = found === null ? 0 : Number(found[1]) * SECONDS[found[2]];
  if (!(seconds > 0 && seconds <= LONGEST_SECONDS)) {
    throw new UsageError(
      `${option} ${text}: a time is needed, as in 30s, 5m or 2h, and at most ${LONGEST_SECONDS / 86_400} days`,
    );
  }
  return seconds;
}

/** Timers hold 31 bits of milliseconds. */
const LONGEST_SECONDS = 24 * 86_400;
