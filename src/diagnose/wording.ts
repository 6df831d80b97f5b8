/**
 * Findings in sentences: likely cause, evidence, advice, in the user's language. Everything that the network sent is made
 * safe to show here.
 */

import { visible } from '../decode/visible';
import type { Finding, Severity, Value } from './finding';
import type { Language } from './languages/language';
import { sentencesIn, wordsIn } from './languages/translations';
import type { Sentences } from './rule';
import { RULES } from './rules';

/** All texts are safe to show. */
export interface WordedFinding {
  code: string;
  severity: Severity;
  title: string;
  explanation: string;
  advice: string;
}

/** How times of day are shown. */
export type TimeText = (timeUs: number) => string;

const BY_CODE: ReadonlyMap<string, Sentences> = new Map(RULES.map((rule) => [rule.code, rule]));

export function worded(finding: Finding, timeText: TimeText, language: Language = 'en'): WordedFinding {
  const { code, severity, also = [] } = finding;
  const english = BY_CODE.get(code);
  if (english === undefined) throw new Error(`no rule has the code ${code}`);
  const sentences = sentencesIn(language, code, english);
  const further = also.map((name) => sentences.also?.[name] ?? '');
  const filled = (text: string) => fill(text, finding, { timeText, language });
  return {
    code,
    severity,
    title: filled(sentences.title),
    explanation: [sentences.explanation, ...further].map(filled).join(' '),
    advice: filled(sentences.advice),
  };
}

interface Manner {
  timeText: TimeText;
  language: Language;
}

/** Puts values into the places of a sentence. */
function fill(text: string, { values = {} }: Finding, manner: Manner): string {
  return unbroken(text, manner.language).replace(/\{(\w+)\}/g, (place, name: string) =>
    values[name] === undefined ? place : valueText(values[name], manner),
  );
}

/** French has a space before `:` and within guillemets: no line may break there. */
function unbroken(text: string, language: Language): string {
  return language === 'fr' ? text.replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0') : text;
}

function valueText(value: Value, { timeText, language }: Manner): string {
  // A number or a realm may be empty where a broken message has none.
  if (typeof value === 'string') return visible(value) || '-';
  if (typeof value === 'number') return String(value);
  if ('timeUs' in value) return timeText(value.timeUs);
  if ('percent' in value) return `${tenths(value.percent, language)} %`;
  return durationText(value.ms, language);
}

/** From here on minutes say more, but timers and Expires are compared in seconds. */
const MINUTES_FROM_MS = 300_000;

/** `870 ms`, `32.0 s`, `1860.7 s (31 min)`. */
export function durationText(ms: number, language: Language): string {
  const { milliseconds, seconds, minutes } = wordsIn(language);
  // Less than none where a clock was set back within the capture.
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ${milliseconds}`;
  const long = ms < MINUTES_FROM_MS ? '' : ` (${Math.round(ms / 60_000)} ${minutes})`;
  return `${tenths(ms / 1000, language)} ${seconds}${long}`;
}

/** With a comma where the language has one. */
function tenths(value: number, language: Language): string {
  const text = value.toFixed(1);
  return language === 'en' ? text : text.replace('.', ',');
}
