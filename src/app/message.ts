/** One message over the whole screen: scrolling, wrapping, and searching in its text. */

import type { FindQuery, FindSnapshot, LadderShape, MessageSnapshot, Place } from '../engine/protocol';
import { openedDigest } from './digest';
import { wordsWrapped } from './help';
import { edited, type InputLine, inputLine, type Past, recalled, remembered, typed } from './input-line';
import type { ActionName } from './keymap';
import { rawShape, shapeOf } from './ladder-columns';
import { marked } from './ladder-mark';
import type { LadderScreen } from './ladder-screen';
import { bell, type Handler, type Key, type Model, type Turn, type Want, withScreenAt, withTop } from './model';
import { stepping } from './moving';
import { saveForm } from './save-form';
import { isRegex, type Search, type Seeking } from './search';
import { nextSingleTimes } from './times';
import { clamp } from './window';

export interface MessageScreen {
  name: 'message';
  message: number;
  /** First piece of text shown; long lines are several pieces. */
  top: number;
  /** What is searched for; empty when nothing is. */
  search: string;
  /** Which of the places found is the current one. */
  match: number;
  input: { line: InputLine; before: string; past: Past | null } | null;
  history: readonly string[];
  /** Where the engine looks on from, when no further place is here; and what it found of a regex. */
  seeking: Seeking | null;
  found: { message: number; places: readonly Match[] } | null;
  /** The current place shall be shown when the message comes. */
  reveal: boolean;
}

/** A part of a line as it stands on one row of the screen. */
export interface Piece {
  /** Which line of the message, and from which of its UTF-16 units on; ABOVE and MEANING for what is told above it. */
  line: number;
  from: number;
  text: string;
}

/** What is wrong with the message. */
export const ABOVE = -1;
/** What its codes mean. */
export const MEANING = -2;

/** A place found. */
export type Match = Place;

/** `search`: that of the ladder, which goes on in the message that it found. */
export function openedMessage(message: number, search: Search | null = null): MessageScreen {
  const hit = search?.hit?.message === message ? search.hit : null;
  return {
    name: 'message',
    message,
    top: 0,
    search: hit === null ? '' : search!.text,
    match: 0,
    input: null,
    history: search?.history ?? [],
    seeking: null,
    found: hit,
    reveal: hit !== null,
  };
}

export const MESSAGE_ACTIONS: Partial<Record<ActionName, Handler<MessageScreen>>> = {
  ...stepping<MessageScreen>({ page: (_, model) => messagePage(model), by: scrolled }),
  first: (screen, model) => withTop(model, { ...screen, top: 0 }),
  last: (screen, model) => withTop(model, { ...screen, top: Number.MAX_SAFE_INTEGER }),
  search: (screen, model) =>
    withTop(model, { ...screen, input: { line: inputLine(''), before: screen.search, past: null } }),
  'search-next': (screen, model) => found(screen, model, 1),
  'search-previous': (screen, model) => found(screen, model, -1),
  times: nextSingleTimes,
  'check-digest': (screen, model) => openedDigest(model, screen.message),
  'mark-message': (screen, model) => {
    const snapshot = model.messages.get(screen.message);
    if (!snapshot) return bell(model);
    const { message, timeUs, dialog } = snapshot;
    return marked(model, { key: `m${message}`, message, timeUs }, dialog === null ? [] : [dialog]);
  },
  'next-message': (screen, model) => stepped(screen, model, 1),
  'previous-message': (screen, model) => stepped(screen, model, -1),
  save: (screen, model) => {
    const dialog = model.messages.get(screen.message)?.dialog ?? null;
    return saveForm(model, { dialogs: dialog === null ? [] : [dialog] });
  },
};

/** Keys while the search is typed; null when a key is not for the input line. */
export function messageKey(
  screen: MessageScreen,
  model: Model,
  action: ActionName | null,
  key: Key,
): Model | Turn | null {
  const { input } = screen;
  if (input === null) return null;
  if (action === 'cancel' || action === 'back') return withTop(model, { ...screen, search: input.before, input: null });
  if (action === 'accept') {
    const done = { ...screen, input: null, history: remembered(screen.history, screen.search) };
    // A regex is for the engine, which can stop one that runs away.
    return isRegex(screen.search) ? sought(done, model, 0) : withTop(model, done);
  }
  if (action === 'history-previous') return remembering(screen, model, -1);
  if (action === 'history-next') return remembering(screen, model, 1);
  const line = edited(input.line, action) ?? (action === null ? typed(input.line, key) : null);
  return line === null ? null : searched(screen, model, { ...input, line, past: null });
}

export function messageWants(screen: MessageScreen, model: Model): Want[] {
  const { message, search, seeking } = screen;
  const wants: Want[] = [];
  if (!model.messages.has(message)) wants.push({ query: { kind: 'message', message }, key: String(message) });
  const shape = shapeBelow(model);
  if (seeking !== null && shape !== null) {
    const query = { kind: 'find' as const, ...shape, text: search, ...seeking };
    wants.push({ query, key: JSON.stringify([search, seeking]) });
  }
  return wants;
}

export function messageFitted(screen: MessageScreen, model: Model): MessageScreen {
  const snapshot = model.messages.get(screen.message);
  if (!snapshot) return screen;
  const pieces = piecesOf(snapshot, model);
  const most = Math.max(0, pieces.length - messagePage(model));
  const place = matchesIn(screen, snapshot)[screen.match];
  const shown = screen.reveal ? shownMatch({ ...screen, reveal: false }, place, pieces, model) : screen;
  const top = clamp(shown.top, 0, most);
  return top === shown.top ? shown : { ...shown, top };
}

/** The message in which the engine found it, and the first or last place there. */
export function messageFound(screen: MessageScreen, query: FindQuery, snapshot: FindSnapshot | null): MessageScreen {
  if (screen.seeking === null || query.text !== screen.search) return screen;
  if (snapshot?.outcome !== 'found') return { ...screen, seeking: null };
  const { message, places } = snapshot;
  const match = query.step < 0 ? places.length - 1 : 0;
  const top = message === screen.message ? screen.top : 0;
  return { ...screen, message, top, match, seeking: null, found: { message, places }, reveal: true };
}

/** Rows above the text: what message it is, and how it travelled. */
export const MESSAGE_HEAD_ROWS = 1;

/** Rows of text. */
export function messagePage(model: Model): number {
  return Math.max(1, model.rows - MESSAGE_HEAD_ROWS - 1);
}

/** What is wrong with it, what its codes mean and its text, as they stand on the screen. Worked out once for a message and width: a message may have a megabyte. */
export function piecesOf(snapshot: MessageSnapshot, model: Model): Piece[] {
  const width = model.columns - 1;
  const known = PIECES.get(snapshot);
  if (known?.width === width) return known.pieces;
  const text = snapshot.lines.flatMap((text, line) => {
    let from = 0;
    return model.world.wrap(text, width).map((piece) => {
      const at = from;
      from += piece.length;
      return { line, from: at, text: piece };
    });
  });
  const pieces = [...piecesAbove(snapshot, width, model), ...text];
  PIECES.set(snapshot, { width, pieces });
  return pieces;
}

/** Each problem and each meaning on lines of its own; a blank one without any. */
function piecesAbove({ problems, meanings }: MessageSnapshot, width: number, model: Model): Piece[] {
  const wrong = problems.flatMap((problem) =>
    model.world.wrap(problem, width - 2).map((piece, row) => `${row === 0 ? '!' : ' '} ${piece}`),
  );
  const meant = meanings.flatMap(({ of, text }) =>
    wordsWrapped(`${of}: ${text}`, width - 2, model).map((piece, row) => (row === 0 ? piece : `  ${piece}`)),
  );
  if (wrong.length + meant.length === 0) return [{ line: ABOVE, from: 0, text: '' }];
  return [
    ...wrong.map((text) => ({ line: ABOVE, from: 0, text })),
    // A blank line before what was sent.
    ...(meant.length === 0 ? [] : [...meant, '']).map((text) => ({ line: MEANING, from: 0, text })),
  ];
}

const PIECES = new WeakMap<MessageSnapshot, { width: number; pieces: Piece[] }>();

/** The places of what is searched for: those of a text are looked up here, those of a regex came from the engine. */
export function matchesIn({ search, found }: MessageScreen, snapshot: MessageSnapshot): readonly Match[] {
  if (!isRegex(search)) return matchesOf(snapshot, search);
  return found?.message === snapshot.message ? found.places : [];
}

/** All places where the text searched for stands, whether in capitals or not. */
export function matchesOf(snapshot: MessageSnapshot, search: string): Match[] {
  if (search === '') return [];
  const wanted = search.toLowerCase();
  return snapshot.lines.flatMap((text, line) => {
    const matches: Match[] = [];
    const lower = text.toLowerCase();
    for (let from = lower.indexOf(wanted); from >= 0; from = lower.indexOf(wanted, from + wanted.length))
      matches.push({ line, from, to: from + wanted.length });
    return matches;
  });
}

function scrolled(screen: MessageScreen, model: Model, step: number): Model {
  return withTop(model, { ...screen, top: screen.top + step });
}

/** Takes the first place at or behind the top of the screen as the current one, so that typing goes forward. */
function searched(screen: MessageScreen, model: Model, input: MessageScreen['input']): Model {
  const search = input?.line.text ?? '';
  const snapshot = model.messages.get(screen.message);
  if (!snapshot) return withTop(model, { ...screen, input, search, match: 0 });
  const pieces = piecesOf(snapshot, model);
  const topLine = pieces[screen.top]?.line ?? 0;
  const matches = matchesIn({ ...screen, search }, snapshot);
  const match = Math.max(
    0,
    matches.findIndex(({ line }) => line >= topLine),
  );
  return withTop(model, shownMatch({ ...screen, input, search, match }, matches[match], pieces, model));
}

function found(screen: MessageScreen, model: Model, step: 1 | -1): Model | Turn {
  const snapshot = model.messages.get(screen.message);
  if (!snapshot || screen.search === '' || screen.seeking !== null) return bell(model);
  const matches = matchesIn(screen, snapshot);
  const next = screen.match + step;
  if (matches[next] === undefined && shapeBelow(model) !== null) return sought(screen, model, step);
  if (matches.length === 0) return bell(model);
  const match = (next + matches.length) % matches.length;
  return withTop(model, shownMatch({ ...screen, match }, matches[match], piecesOf(snapshot, model), model));
}

/** The engine looks on in the messages of the ladder, or of the raw text, that this one was opened from. */
function sought(screen: MessageScreen, model: Model, step: 1 | -1 | 0): Model | Turn {
  if (shapeBelow(model) === null) return bell(model);
  return withTop(model, { ...screen, seeking: { from: `m${screen.message}`, step } });
}

function shapeBelow(model: Model): LadderShape | null {
  const below = model.stack.findLast(({ name }) => name === 'ladder' || name === 'raw');
  if (below?.name === 'ladder') return shapeOf(below, model);
  return below?.name === 'raw' ? rawShape(below) : null;
}

function shownMatch(screen: MessageScreen, match: Match | undefined, pieces: Piece[], model: Model): MessageScreen {
  if (match === undefined) return screen;
  const at = pieces.findLastIndex(({ line, from }) => line === match.line && from <= match.from);
  const page = messagePage(model);
  if (at >= screen.top && at < screen.top + page) return screen;
  return { ...screen, top: Math.max(0, at - Math.floor(page / 3)) };
}

function remembering(screen: MessageScreen, model: Model, step: number): Model | Turn {
  const { history, input } = screen;
  const found = input === null ? null : recalled(history, input.past, input.line.text, step);
  return input === null || found === null ? bell(model) : searched(screen, model, { ...input, ...found });
}

/** The next message of the ladder below, whose selection goes along. */
function stepped(screen: MessageScreen, model: Model, step: number): Model | Turn {
  const depth = model.stack.length - 2;
  const ladder = model.stack[depth];
  if (ladder?.name !== 'ladder') return bell(model);
  const next = rowBeside(ladder, screen.message, step);
  if (next === null) return bell(model);
  const { cursor, message } = next;
  const below = withScreenAt(model, depth, { ...ladder, cursor, select: `m${message}` });
  return withTop(below, { ...screen, message, top: 0, match: 0 });
}

function rowBeside(ladder: LadderScreen, message: number, step: number): { cursor: number; message: number } | null {
  const { rows = [], top = 0 } = ladder.snapshot ?? {};
  let at = rows.findIndex((row) => row.key === `m${message}`);
  if (at < 0) return null;
  do at += step;
  while (rows[at] !== undefined && rows[at]!.kind !== 'message');
  const row = rows[at];
  return row?.kind === 'message' ? { cursor: top + at, message: row.message } : null;
}
