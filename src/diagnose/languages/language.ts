/** The languages in which findings are told, and what a translation of them has. English is in the rules themselves. */

import type { Severity } from '../finding';
import type { Sentences } from '../rule';

export const LANGUAGES = ['en', 'es', 'fr', 'pt', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a report says besides the sentences of rules. Titles stand before a colon. */
export interface ReportWords {
  severities: Readonly<Record<Severity, string>>;
  findings: string;
  capture: string;
  time: string;
  dialog: string;
  dialogs: string;
  calls: string;
  filter: string;
  /** The dialogs that have findings. */
  affected: string;
  /** What an address is from which attacks come. */
  source: string;
  streams: string;
  /** Before what the other side said. */
  said: string;
  /** Before the advice. */
  advice: string;
  /** Behind a time that goes on until then. */
  untilEnd: string;
  /** The same while packets come. */
  soFar: string;
  /** Where nothing was found. */
  nothing: string;
  milliseconds: string;
  seconds: string;
  minutes: string;
}

export interface Translation {
  words: ReportWords;
  /** By code. What is missing is told in English; places, `{uri}`, are those of the English sentence. */
  findings: Readonly<Record<string, Partial<Sentences>>>;
}

/** By POSIX: the first of these that is set. English where it is of none of our languages. */
export function languageOfLocale(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  const asked = /^[a-z]+/i.exec(locale)?.[0].toLowerCase();
  return LANGUAGES.find((language) => language === asked) ?? 'en';
}
