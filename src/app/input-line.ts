/** A line of text that is typed: its text and cursor, and what editing keys do to it. Offsets are UTF-16 units. */

import { INPUT_HISTORY } from '../budgets';
import type { ActionName } from './keymap';
import type { Key } from './model';

export interface InputLine {
  text: string;
  cursor: number;
}

export function inputLine(text: string): InputLine {
  return { text, cursor: text.length };
}

/** The line after an editing action, or null when the action is none. */
export function edited(line: InputLine, action: ActionName | null): InputLine | null {
  const edit = action === null ? undefined : EDITS[action];
  return edit === undefined ? null : edit(line);
}

/** The line after a key that types, or null when it types nothing. */
export function typed(line: InputLine, key: Key): InputLine | null {
  if (key.text === '') return null;
  return replaced(line, line.cursor, line.cursor, key.text);
}

/** The history with a text as its newest; each text stands in it once. */
export function remembered(history: readonly string[], text: string): readonly string[] {
  if (text.trim() === '') return history;
  return [...history.filter((one) => one !== text), text].slice(-INPUT_HISTORY);
}

/** While going through a history: which entry, and what was typed before. */
export interface Past {
  index: number;
  typed: string;
}

/** The text `step` entries on in the history, what was being typed behind the newest; null beyond either end. */
export function recalled(
  history: readonly string[],
  past: Past | null,
  text: string,
  step: number,
): { line: InputLine; past: Past | null } | null {
  const from = past ?? { index: history.length, typed: text };
  const index = from.index + step;
  if (index < 0 || index > history.length) return null;
  return {
    line: inputLine(history[index] ?? from.typed),
    past: index === history.length ? null : { ...from, index },
  };
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const EDITS: Partial<Record<ActionName, (line: InputLine) => InputLine>> = {
  'clear-input': () => inputLine(''),
  'delete-word': (line) => replaced(line, wordStart(line), line.cursor, ''),
  'delete-left': (line) => replaced(line, before(line), line.cursor, ''),
  'delete-right': (line) => replaced(line, line.cursor, after(line), ''),
  'cursor-left': (line) => ({ ...line, cursor: before(line) }),
  'cursor-right': (line) => ({ ...line, cursor: after(line) }),
  'cursor-home': (line) => ({ ...line, cursor: 0 }),
  'cursor-end': (line) => ({ ...line, cursor: line.text.length }),
};

function replaced({ text }: InputLine, from: number, to: number, by: string): InputLine {
  return { text: text.slice(0, from) + by + text.slice(to), cursor: from + by.length };
}

function before({ text, cursor }: InputLine): number {
  const clusters = [...segmenter.segment(text.slice(0, cursor))];
  return clusters.at(-1)?.index ?? 0;
}

function after({ text, cursor }: InputLine): number {
  const [next] = segmenter.segment(text.slice(cursor));
  return cursor + (next?.segment.length ?? 0);
}

/** Words end at blanks and, in a path, at slashes. */
function wordStart({ text, cursor }: InputLine): number {
  return text.slice(0, cursor).replace(/[^\s/]*[\s/]*$/, '').length;
}
