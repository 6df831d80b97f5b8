/**
 * Findings in sentences: likely cause, evidence, advice, in the user's language. Everything that the network sent is made
 * safe to show here.
 */

import { visible } from '../decode/visible';
import type { Finding, Severity, Value } from './finding';
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

export function worded(finding: Finding, timeText: TimeText): WordedFinding {
  const { code, severity, also = [] } = finding;
  const sentences = BY_CODE.get(code);
  if (sentences === undefined) throw new Error(`no rule has the code ${code}`);
  const further = also.map((name) => sentences.also?.[name] ?? '');
  const filled = (text: string) => fill(text, finding, timeText);
  return {
    code,
    severity,
    title: filled(sentences.title),
    explanation: [sentences.explanation, ...further].map(filled).join(' '),
    advice: filled(sentences.advice),
  };
}

/** Puts values into the places of a sentence. */
function fill(text: string, { values = {} }: Finding, timeText: TimeText): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) =>
    values[name] === undefined ? place : valueText(values[name], timeText),
  );
}

function valueText(value: Value, timeText: TimeText): string {
  if (typeof value === 'string') return visible(value);
  if (typeof value === 'number') return String(value);
  if ('timeUs' in value) return timeText(value.timeUs);
  if ('percent' in value) return `${value.percent.toFixed(1)} %`;
  return value.ms < 1000 ? `${Math.round(value.ms)} ms` : `${(value.ms / 1000).toFixed(1)} s`;
}
