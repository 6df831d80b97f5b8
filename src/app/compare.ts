/** The comparison of two messages: scrolling, and going from difference to difference. What differs is comparison.ts. */

import type { MessageSnapshot } from '../engine/protocol';
import { type CompareRow, comparisonOf, type differencesIn } from './comparison';
import type { ActionName } from './keymap';
import { bell, type Handler, type Model, noticed, type Turn, type Want, withTop } from './model';
import { stepping } from './moving';
import { saveForm } from './save-form';
import { nextSingleTimes } from './times';
import { clamp } from './window';

export interface CompareScreen {
  name: 'compare';
  /** Ids of the messages: the marked one is on the left. */
  left: number;
  right: number;
  /** First row shown, and cells scrolled out to the left; null: in each row as many as it takes. */
  top: number;
  columnOffset: number | null;
  /** The row of the difference gone to last; null before the first. */
  at: number | null;
}

/** Each side has as many cells, or the sides stand one below the other. */
const LEAST_SIDE = 40;
/** Between the sides: ` ~ `; and before them the sign of where one is. */
const BETWEEN = 3;
const BEFORE = 1;

const SIDEWAYS = 8;

export function openedCompare(left: number, right: number): CompareScreen {
  return { name: 'compare', left, right, top: 0, columnOffset: null, at: null };
}

export const COMPARE_ACTIONS: Partial<Record<ActionName, Handler<CompareScreen>>> = {
  ...stepping<CompareScreen>({ page: (_, model) => comparePage(model), by: scrolled }),
  first: (screen, model) => withTop(model, { ...screen, top: 0, columnOffset: 0 }),
  last: (screen, model) => withTop(model, { ...screen, top: Number.MAX_SAFE_INTEGER }),
  left: (screen, model) => withTop(model, { ...screen, columnOffset: (screen.columnOffset ?? 0) - SIDEWAYS }),
  right: (screen, model) => withTop(model, { ...screen, columnOffset: (screen.columnOffset ?? 0) + SIDEWAYS }),
  'next-difference': (screen, model) => stepped(screen, model, 1),
  'previous-difference': (screen, model) => stepped(screen, model, -1),
  times: nextSingleTimes,
  'swap-sides': (screen, model) => withTop(model, { ...screen, left: screen.right, right: screen.left, at: null }),
  save: (screen, model) => {
    const dialogs = sidesOf(screen, model).flatMap((side) => (side?.dialog == null ? [] : [side.dialog]));
    return saveForm(model, { dialogs: [...new Set(dialogs)] });
  },
};

/** One after the other: a question of a kind is out at a time. */
export function compareWants({ left, right }: CompareScreen, model: Model): Want[] {
  const message = [left, right].find((id) => !model.messages.has(id));
  return message === undefined ? [] : [{ query: { kind: 'message', message }, key: String(message) }];
}

/** The messages; undefined while one has not come, null when it is gone. */
export function sidesOf({ left, right }: CompareScreen, { messages }: Model): (MessageSnapshot | null | undefined)[] {
  return [messages.get(left), messages.get(right)];
}

/** Null until both messages are there. */
export function rowsOf(screen: CompareScreen, model: Model): CompareRow[] | null {
  const [left, right] = sidesOf(screen, model);
  return left && right ? comparisonOf(left, right) : null;
}

/** Rows of the screen as it is drawn: one of each row side by side; one below the other, two where both sides differ. */
export interface ShownRow {
  /** Place in the comparison. */
  row: number;
  /** `both`: side by side, or the same on either. */
  side: 'both' | 'left' | 'right';
}

export function shownRows(rows: readonly CompareRow[], model: Model): ShownRow[] {
  return rows.flatMap<ShownRow>(({ sign }, row) => {
    if (isSideBySide(model) || sign === ' ') return [{ row, side: 'both' }];
    const left: ShownRow[] = sign === '+' ? [] : [{ row, side: 'left' }];
    return sign === '-' ? left : [...left, { row, side: 'right' }];
  });
}

/** Read line by line, two texts beside each other cannot be told apart. */
export function isSideBySide({ columns, settings }: Model): boolean {
  return !settings.plain && columns >= BEFORE + BETWEEN + 2 * LEAST_SIDE;
}

/** Cells of one side, or of the only column. */
export function sideWidth(model: Model): number {
  if (!isSideBySide(model)) return model.columns - BEFORE - 2;
  return Math.floor((model.columns - BEFORE - BETWEEN) / 2);
}

/** The title, and two lines that say which messages these are. */
const COMPARE_HEAD_ROWS = 3;

export function comparePage(model: Model): number {
  return Math.max(1, model.rows - COMPARE_HEAD_ROWS - 1);
}

/** The differences, as places in the comparison. */
export function differencesOf(rows: readonly CompareRow[]): number[] {
  return rows.flatMap(({ sign }, row) => (sign === ' ' ? [] : [row]));
}

export function compareFitted(screen: CompareScreen, model: Model): CompareScreen {
  const rows = rowsOf(screen, model);
  if (rows === null) return screen;
  const top = clamp(screen.top, 0, Math.max(0, shownRows(rows, model).length - comparePage(model)));
  const most = Math.max(0, longest(rows) - sideWidth(model));
  const columnOffset = screen.columnOffset === null ? null : clamp(screen.columnOffset, 0, most);
  return top === screen.top && columnOffset === screen.columnOffset ? screen : { ...screen, top, columnOffset };
}

/** In UTF-16 units: near enough for how far one may scroll. */
function longest(rows: readonly CompareRow[]): number {
  return rows.reduce((most, { left, right }) => Math.max(most, left?.length ?? 0, right?.length ?? 0), 0);
}

function scrolled(screen: CompareScreen, model: Model, step: number): Model {
  return withTop(model, { ...screen, top: screen.top + step });
}

/** To the next difference, round the end; each row is scrolled sideways to where its sides begin to differ. */
function stepped(screen: CompareScreen, model: Model, step: 1 | -1): Model | Turn {
  const rows = rowsOf(screen, model);
  if (rows === null) return bell(model);
  const differences = differencesOf(rows);
  if (differences.length === 0) return noticed(model, 'The two messages have the same text');
  const from = screen.at ?? (step === 1 ? -1 : rows.length);
  const found = step === 1 ? differences.find((row) => row > from) : differences.findLast((row) => row < from);
  const at = found ?? (step === 1 ? differences[0]! : differences.at(-1)!);
  return withTop(model, { ...screen, at, top: topFor(rows, at, screen, model), columnOffset: null });
}

function topFor(rows: readonly CompareRow[], at: number, { top }: CompareScreen, model: Model): number {
  const shown = shownRows(rows, model);
  const first = shown.findIndex(({ row }) => row === at);
  const last = shown.findLastIndex(({ row }) => row === at);
  const page = comparePage(model);
  return first >= top && last < top + page ? top : Math.max(0, first - Math.floor(page / 3));
}

/** Cells of a row that are scrolled out: as many as the user did, else as it takes to see where its sides differ. */
export function rowOffset(row: CompareRow, { left, right }: Differences, screen: CompareScreen, width: number): number {
  if (screen.columnOffset !== null) return screen.columnOffset;
  const starts = [...left, ...right].map(({ from }) => from);
  const most = longest([row]);
  if (starts.length === 0 || most <= width) return 0;
  const first = Math.min(...starts);
  // The last cell is that of the sign which says that it goes on.
  if (first + SEEN <= width - 1) return 0;
  return Math.max(0, Math.min(first - Math.floor(width / 3), most - width));
}

type Differences = ReturnType<typeof differencesIn>;

/** Cells of a difference that are to be seen. */
const SEEN = 8;
