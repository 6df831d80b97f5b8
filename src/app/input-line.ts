/** A line of text being typed: what it holds, where the cursor is, what was typed before. Pure. */

import type { ActionName } from './keymap';

export interface InputLine {
  readonly text: string;
  /** Offset in code units, between grapheme clusters. */
  readonly cursor: number;
  /** Earlier lines, the oldest first, and which of them is shown; history.length for what is being typed. */
  readonly history: readonly string[];
  readonly place: number;
  /** What was being typed when history was entered. */
  readonly draft: string;
}

export function inputLine(text: string, history: readonly string[] = []): InputLine {
  return { text, cursor: text.length, history, place: history.length, draft: text };
}

export function typedInto(line: InputLine, text: string): InputLine {
  return changed(
    line,
    line.text.slice(0, line.cursor) + text + line.text.slice(line.cursor),
    line.cursor + text.length,
  );
}

/** The line after an editing action, or null when the action is none. */
export function edited(line: InputLine, action: ActionName): InputLine | null {
  return EDITS[action]?.(line) ?? null;
}

/** History with a line added at its end, where it is not there or empty. */
export function remembered(history: readonly string[], text: string): readonly string[] {
  if (text.trim() === '') return history;
  return [...history.filter((one) => one !== text), text].slice(-HISTORY_LINES);
}

const HISTORY_LINES = 100;

const EDITS: Partial<Record<ActionName, (line: InputLine) => InputLine>> = {
  'cursor-left': (line) => ({ ...line, cursor: before(line.text, line.cursor) }),
  'cursor-right': (line) => ({ ...line, cursor: behind(line.text, line.cursor) }),
  'cursor-home': (line) => ({ ...line, cursor: 0 }),
  'cursor-end': (line) => ({ ...line, cursor: line.text.length }),
  'clear-input': (line) => changed(line, '', 0),
  'delete-left': (line) => cut(line, before(line.text, line.cursor), line.cursor),
  'delete-right': (line) => cut(line, line.cursor, behind(line.text, line.cursor)),
  'delete-word': (line) => cut(line, line.text.slice(0, line.cursor).search(/\S*\s*$/), line.cursor),
  'history-previous': (line) => fromHistory(line, line.place - 1),
  'history-next': (line) => fromHistory(line, line.place + 1),
};

function changed(line: InputLine, text: string, cursor: number): InputLine {
  return { ...line, text, cursor, place: line.history.length, draft: text };
}

function cut(line: InputLine, from: number, to: number): InputLine {
  return changed(line, line.text.slice(0, from) + line.text.slice(to), from);
}

function fromHistory(line: InputLine, wanted: number): InputLine {
  const place = Math.max(0, Math.min(wanted, line.history.length));
  const text = place === line.history.length ? line.draft : line.history[place];
  return { ...line, place, text, cursor: text.length };
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where the cluster before `at` begins, and where the one at `at` ends. */
function before(text: string, at: number): number {
  let start = 0;
  for (const { index } of segmenter.segment(text.slice(0, at))) start = index;
  return start;
}

function behind(text: string, at: number): number {
  const next = segmenter.segment(text.slice(at))[Symbol.iterator]().next();
  return next.done ? text.length : at + next.value.segment.length;
}
