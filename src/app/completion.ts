/**
 * Completing a filter while it is typed: Tab takes what all candidates begin with, the next ones go through them, and
 * what is typed on narrows them. What the candidates are is the engine's.
 */

import type { CompleteQuery, CompleteSnapshot, FilterOf } from '../engine/protocol';
import type { InputLine } from './input-line';
import type { Want } from './model';

export interface Completion {
  /** The line that candidates are asked for: what was typed, whatever stands in the line since. */
  line: InputLine;
  /** The last answer; of an earlier line while the newest has not come. */
  found: CompleteSnapshot | null;
  /** The candidate that stands in the line. */
  chosen: number | null;
  /** Takes what is common as soon as it is known: Tab was pressed. */
  takes: boolean;
}

/** A line, and what it could become. */
export interface Completed {
  line: InputLine;
  completion: Completion | null;
}

/** Tab, or Shift-Tab (-1). */
export function completed(line: InputLine, completion: Completion | null, step: 1 | -1): Completed {
  if (completion === null) return { line, completion: { line, found: null, chosen: null, takes: true } };
  const { found, chosen } = completion;
  if (found === null || !answers(found, completion.line)) return { line, completion: { ...completion, takes: true } };
  const count = found.candidates.length;
  if (count === 0) return { line, completion: null };
  const next = chosen === null ? (step > 0 ? 0 : count - 1) : (chosen + step + count) % count;
  return {
    line: replaced(completion.line, found.from, found.candidates[next]!),
    completion: { ...completion, chosen: next },
  };
}

/** What was typed on; null where nothing is completed. */
export function narrowed(completion: Completion | null, line: InputLine): Completion | null {
  return completion === null ? null : { ...completion, line, chosen: null, takes: false };
}

export function completionWants(of: FilterOf, completion: Completion | null): Want[] {
  if (completion === null) return [];
  const { text, cursor } = completion.line;
  const query: CompleteQuery = { kind: 'complete', of, text, cursor };
  return [{ query, key: JSON.stringify([of, text, cursor]) }];
}

/** Takes an answer. One to an earlier line comes late and is of no use. */
export function completionAnswered(line: InputLine, completion: Completion, found: CompleteSnapshot): Completed {
  if (!answers(found, completion.line) || completion.chosen !== null) return { line, completion };
  const before = completion.found;
  if (!completion.takes) {
    // What was completed is whole: what comes next is another matter.
    const other = before !== null && before.from !== found.from;
    return { line, completion: other || found.candidates.length === 0 ? null : { ...completion, found } };
  }
  const [only] = found.candidates;
  if (only !== undefined && found.candidates.length === 1) {
    const whole = replaced(line, found.from, only);
    return { line: whole.text[whole.cursor] === ' ' ? whole : spaced(whole), completion: null };
  }
  const common = replaced(line, found.from, found.candidates.length === 0 ? typedAt(found) : found.common);
  const known = { ...found, text: common.text, cursor: common.cursor };
  return { line: common, completion: { line: common, found: known, chosen: null, takes: false } };
}

/** Whether candidates are known, and there is none. */
export function findsNothing({ found }: Completion): boolean {
  return found !== null && found.candidates.length === 0;
}

function answers({ text, cursor }: CompleteSnapshot, line: InputLine): boolean {
  return text === line.text && cursor === line.cursor;
}

function typedAt({ text, from, cursor }: CompleteSnapshot): string {
  return text.slice(from, cursor);
}

function replaced({ text, cursor }: InputLine, from: number, by: string): InputLine {
  return { text: text.slice(0, from) + by + text.slice(cursor), cursor: from + by.length };
}

function spaced({ text, cursor }: InputLine): InputLine {
  return { text: `${text.slice(0, cursor)} ${text.slice(cursor)}`, cursor: cursor + 1 };
}
