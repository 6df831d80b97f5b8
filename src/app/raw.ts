/**
 * The text of all messages of calls, one after the other. It stands on a line of a message: how many lines there are in
 * all nobody knows, as only a window of messages is here.
 */

import { MERGED_DIALOGS } from '../budgets';
import type { MessageSnapshot, Query, RawQuery, RawSnapshot, Snapshot } from '../engine/protocol';
import type { RowKey } from '../ladder/ladder';
import type { ActionName } from './keymap';
import { rawShape } from './ladder-columns';
import type { LadderScreen } from './ladder-screen';
import { type ListScreen, lineAt } from './list';
import { ABOVE, openedMessage, type Piece, piecesOf } from './message';
import { bell, type Handler, type Key, type Model, noticed, pushed, type Turn, type Want, withTop } from './model';
import { stepping } from './moving';
import { saveForm } from './save-form';
import { noSearch, type Search, searchAnswered, searchKey, searchOn, searchOpened, searchWants } from './search';
import { nextSingleTimes } from './times';
import { clamp, type Window, windowAround } from './window';

export interface RawScreen {
  name: 'raw';
  dialogs: readonly number[];
  /** With all legs of their calls. */
  extended: boolean;
  /** The first line shown: which message, by its place in all, and which line of it. */
  at: Spot;
  /** Id of the message that it stands on, or shall stand on when it comes. */
  anchor: number | null;
  /** What was found shall be shown when it comes. */
  reveal: boolean;
  search: Search;
  snapshot: RawSnapshot | null;
  gone: boolean;
  window: Window | null;
}

export interface Spot {
  message: number;
  row: number;
}

/** A line as it stands on the screen: of the text, or what says which message begins. */
export type RawLine = { kind: 'head' } | { kind: 'piece'; piece: Piece } | { kind: 'blank' };

function openedRaw(dialogs: readonly number[], anchor: number | null, extended = false): RawScreen {
  const at = { message: 0, row: 0 };
  const rest = { reveal: false, search: noSearch(), snapshot: null, gone: false, window: null };
  return { name: 'raw', dialogs, extended, at, anchor, ...rest };
}

/** Of all marked calls when the cursor stands on one of them, else of the cursor's own. */
export function rawOfList(list: ListScreen, model: Model): Model {
  const line = lineAt(list, list.cursor);
  if (line === null) return model;
  const dialogs = list.marks.has(line.dialog) ? [...list.marks] : [line.dialog];
  const raw = pushed(model, openedRaw(dialogs.slice(0, MERGED_DIALOGS), line.kind === 'message' ? line.message : null));
  if (dialogs.length <= MERGED_DIALOGS) return raw;
  return noticed(raw, `The first ${MERGED_DIALOGS} of ${dialogs.length} marked calls are shown together`);
}

/** Of the calls of a ladder, from the selected message on. */
export function rawOfLadder({ dialogs, select, extended }: LadderScreen, model: Model): Model {
  const [, id] = /^[mr](\d+)$/.exec(select ?? '') ?? [];
  return pushed(model, openedRaw(dialogs, id === undefined ? null : Number(id), extended));
}

export const RAW_ACTIONS: Partial<Record<ActionName, Handler<RawScreen>>> = {
  ...stepping<RawScreen>({ page: (_, model) => rawPage(model), by: scrolled }),
  first: (screen, model) => withTop(model, standing(screen, { message: 0, row: 0 })),
  last: (screen, model) =>
    withTop(model, standing(screen, { message: total(screen) - 1, row: Number.MAX_SAFE_INTEGER })),
  'next-message': (screen, model) => stepped(screen, model, 1),
  'previous-message': (screen, model) => stepped(screen, model, -1),
  'open-message': (screen, model) => {
    const message = current(screen);
    return message === null ? bell(model) : pushed(model, openedMessage(message.message));
  },
  search: (screen, model) => withTop(model, { ...screen, search: searchOpened(screen.search) }),
  'search-next': (screen, model) => searched(screen, model, 1),
  'search-previous': (screen, model) => searched(screen, model, -1),
  times: nextSingleTimes,
  save: ({ dialogs, extended: legs }, model) => saveForm(model, { dialogs, text: true, ...(legs ? { legs } : {}) }),
};

/** Keys while the search is typed; null when a key is not for the input line. */
export function rawKey(screen: RawScreen, model: Model, action: ActionName | null, key: Key): Model | Turn | null {
  const search = searchKey(screen.search, action, key, { from: keyAt(screen), step: 0 });
  return search === null ? null : withTop(model, { ...screen, search });
}

export function rawWants(screen: RawScreen, model: Model): Want[] {
  const { dialogs, extended, at, anchor, snapshot, search } = screen;
  const { top, rows } = screen.window ?? windowAround(null, at.message, messagesShown(model), total(screen));
  const query: RawQuery = { kind: 'raw', dialogs: [...dialogs], extended, top, rows, at: at.message, anchor };
  const { version } = model.status ?? { version: 0 };
  // Very long messages leave less in a window than was asked for.
  const missing = snapshot !== null && messageAt(screen, at.message) === null ? at.message : null;
  // What is around the message that it was opened at is known only when that has come.
  const key = JSON.stringify([dialogs, extended, top, rows, missing, snapshot === null, version]);
  return [{ query, key }, ...searchWants(search, rawShape(screen))];
}

export function rawAnswered(screen: RawScreen, query: Query, snapshot: Snapshot | null): RawScreen {
  if (query.kind === 'find' && (snapshot === null || snapshot.kind === 'find')) {
    const search = searchAnswered(screen.search, query, snapshot);
    if (search === screen.search || snapshot?.outcome !== 'found') return { ...screen, search };
    const at = { message: snapshot.row, row: 0 };
    const inSight = messageAt(screen, snapshot.row) !== null;
    // What lies far away is asked for from there on.
    return { ...screen, search, reveal: true, ...(inSight ? {} : { at, anchor: snapshot.message }) };
  }
  if (query.kind !== 'raw' || query.dialogs.join() !== screen.dialogs.join()) return screen;
  if (snapshot?.kind !== 'raw') return { ...screen, gone: true };
  const known = { ...screen, snapshot, gone: false };
  // Earlier messages came, or this is where the screen was opened.
  const message = query.anchor === screen.anchor && snapshot.anchorAt !== null ? snapshot.anchorAt : screen.at.message;
  // What came is another part than was asked for where the place had to be looked up.
  const window = snapshot.top === query.top ? screen.window : { top: snapshot.top, rows: query.rows };
  return { ...known, at: { ...screen.at, message }, window };
}

/** Text and search within what there is; the last line not above the lower edge. */
export function rawFitted(screen: RawScreen, model: Model): RawScreen {
  const { snapshot } = screen;
  if (snapshot === null) return screen;
  const page = rawPage(model);
  const shown = screen.reveal ? revealed(screen, model) : screen;
  const block = blockAt(shown, shown.at.message, model);
  const row = block === null ? shown.at.row : clamp(shown.at.row, 0, block.length - 1);
  const at = notBeyondEnd(shown, { ...shown.at, row }, page, model);
  const window = windowAround(shown.window, at.message, messagesShown(model), snapshot.total);
  const same = at.message === screen.at.message && at.row === screen.at.row;
  if (same && window === screen.window && shown === screen) return screen;
  const anchor = messageAt(shown, at.message)?.message ?? shown.anchor;
  return { ...shown, at: same ? screen.at : at, anchor, window };
}

/** Rows of text: the title and the key hints are not theirs. */
export function rawPage(model: Model): number {
  return Math.max(1, model.rows - 2);
}

/** A message of the window by its place in all; null while it has not come. */
export function messageAt({ snapshot }: RawScreen, place: number): MessageSnapshot | null {
  return snapshot?.messages[place - snapshot.top] ?? null;
}

/** A message as lines: its head, what is wrong with it, its text, and a blank line. */
export function blockAt(screen: RawScreen, place: number, model: Model): RawLine[] | null {
  const message = messageAt(screen, place);
  if (message === null) return null;
  const pieces = piecesOf(message, model).filter(({ line, text }) => line >= 0 || (line === ABOVE && text !== ''));
  // A message without a body ends with the blank line behind its head already.
  const end = pieces.findLastIndex(({ text }) => text !== '') + 1;
  const text = pieces.slice(0, end).map<RawLine>((piece) => ({ kind: 'piece', piece }));
  return [{ kind: 'head' }, ...text, { kind: 'blank' }];
}

/** Messages that may begin on a page: each has three lines at least. */
function messagesShown(model: Model): number {
  return Math.ceil(rawPage(model) / 3) + 1;
}

function total({ snapshot }: RawScreen): number {
  return snapshot?.total ?? 0;
}

function current(screen: RawScreen): MessageSnapshot | null {
  return messageAt(screen, screen.at.message);
}

function keyAt(screen: RawScreen): RowKey | null {
  const message = current(screen);
  return message === null ? null : `m${message.message}`;
}

function standing(screen: RawScreen, at: Spot): RawScreen {
  const spot = { message: Math.max(0, at.message), row: at.row };
  return { ...screen, at: spot, anchor: messageAt(screen, spot.message)?.message ?? null, reveal: false };
}

function scrolled(screen: RawScreen, model: Model, step: number): Model {
  return withTop(model, standing(screen, spotAfter(screen, screen.at, step, model)));
}

/** So many lines on; where what is there has not come, at its edge. */
function spotAfter(screen: RawScreen, { message, row }: Spot, step: number, model: Model): Spot {
  let spot = { message, row: row + step };
  while (spot.row < 0 && spot.message > 0) {
    const block = blockAt(screen, spot.message - 1, model);
    spot = { message: spot.message - 1, row: block === null ? 0 : spot.row + block.length };
  }
  for (let block = blockAt(screen, spot.message, model); block !== null && spot.row >= block.length; ) {
    if (spot.message >= total(screen) - 1) break;
    spot = { message: spot.message + 1, row: spot.row - block.length };
    block = blockAt(screen, spot.message, model);
  }
  return { message: spot.message, row: Math.max(0, blockAt(screen, spot.message, model) === null ? 0 : spot.row) };
}

function notBeyondEnd(screen: RawScreen, at: Spot, page: number, model: Model): Spot {
  let lines = -at.row;
  for (let message = at.message; lines < page; message++) {
    if (message >= total(screen)) return spotAfter(screen, at, lines - page, model);
    const block = blockAt(screen, message, model);
    if (block === null) return at;
    // The blank line behind the last message is none of its own.
    lines += block.length - (message === total(screen) - 1 ? 1 : 0);
  }
  return at;
}

function stepped(screen: RawScreen, model: Model, step: number): Model | Turn {
  const within = step < 0 && screen.at.row > 0;
  const message = within ? screen.at.message : screen.at.message + step;
  if (message < 0 || message >= total(screen)) return bell(model);
  return withTop(model, standing(screen, { message, row: 0 }));
}

function searched(screen: RawScreen, model: Model, step: 1 | -1): Model | Turn {
  const { search } = screen;
  if (search.text === '' || search.seeking !== null) return bell(model);
  const next = searchOn(search, step, search.hit?.key ?? keyAt(screen));
  return withTop(model, { ...screen, search: next, reveal: next.seeking === null });
}

/** With the current place of what was found in sight; unchanged until its message has come. */
function revealed(screen: RawScreen, model: Model): RawScreen {
  const { hit } = screen.search;
  const at = screen.snapshot!.messages.findIndex(({ message }) => message === hit?.message);
  if (hit === null || at < 0) return screen;
  const message = screen.snapshot!.top + at;
  const block = blockAt(screen, message, model)!;
  const place = hit.places[hit.place];
  const row = block.findLastIndex(
    (line) => line.kind === 'piece' && line.piece.line === place?.line && line.piece.from <= place.from,
  );
  const spot = { message, row: Math.max(0, row) };
  const found = { ...screen, reveal: false };
  if (isShown(screen, spot, model)) return found;
  return standing(found, spotAfter(screen, spot, -Math.floor(rawPage(model) / 3), model));
}

function isShown(screen: RawScreen, spot: Spot, model: Model): boolean {
  const { at } = screen;
  if (spot.message < at.message || (spot.message === at.message && spot.row < at.row)) return false;
  const last = spotAfter(screen, at, rawPage(model) - 1, model);
  return spot.message < last.message || (spot.message === last.message && spot.row <= last.row);
}
