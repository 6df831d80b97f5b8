/**
 * The call list: cursor, marks, order, filter in force, and the window of lines that it asks for. Typing the filter is
 * filter-input.ts; how a row looks is view/call-list/.
 */

import { MARKED_AT_ONCE, MERGED_DIALOGS } from '../budgets';
import type {
  ControlQuery,
  ControlSnapshot,
  ListLine,
  ListQuery,
  ListSnapshot,
  LiveStatus,
  Status,
} from '../engine/protocol';
import type { CameFrom } from './came-from';
import type { CaptureInput } from './capture-filter';
import { chosenFields } from './column-choice';
import { columnActions } from './columns';
import { type FilterInput, filterOpened, filterRows } from './filter-input';
import type { GoToTime } from './go-to-time';
import { remembered } from './input-line';
import type { ActionName } from './keymap';
import { openedLadder } from './ladder-screen';
import { comesAsItHappens, type Handler, type Model, noticed, pushed, type Want, withTop } from './model';
import { moving } from './moving';
import { saveForm } from './save-form';
import { contextMark } from './saved-filters';
import { sortFrom } from './session-state';
import type { Settings } from './settings';
import { openedStreams } from './streams';
import { nextSingleTimes } from './times';
import { warningsOf } from './warnings';
import { clamp, topFor, type Window, windowAround } from './window';

/** Columns that do not scroll sideways. */
export const FIXED_COLUMNS = 2;

export interface Anchor {
  dialog: number;
  message: number | null;
}

export interface ListScreen {
  name: 'list';
  /** Columns scrolled out, of those that scroll. */
  columnOffset: number;
  sort: { field: string; descending: boolean };
  /** In force, as typed. */
  filter: string;
  /** Set where the filter came from the findings. */
  from: CameFrom | null;
  /** Set while the filter is typed. */
  input: FilterInput | null;
  /** Filters used before, newest last. */
  history: readonly string[];
  /** Set while the filter of the capture is typed, and what it was before, newest last. */
  capture: CaptureInput | null;
  captureHistory: readonly string[];
  /** Dialog ids whose messages are shown, or whose other legs. */
  expanded: readonly number[];
  /** A row stands for a call with all its legs. */
  fold: boolean;
  marks: ReadonlySet<number>;
  /** The newest call stays in view. */
  follow: boolean;
  /** Line of the cursor, and the first line shown. */
  cursor: number;
  top: number;
  /** What the cursor stands on, to stay there when lines move; null for the first line, whatever it is. */
  anchor: Anchor | null;
  /** The last answer, and the query that it answers. */
  snapshot: ListSnapshot | null;
  answered: ListQuery | null;
  window: Window | null;
  /** Set while the ids of all calls of the list are being gathered. */
  gathering: Gathering | null;
  /** Set while a time to go to is typed, or looked up. */
  goTo: GoToTime | null;
}

/** To mark the calls that are found, or to keep of the marks only those. */
interface Gathering {
  to: 'mark' | 'keep';
  /** The line from which on ids are still missing. */
  from: number;
  found: ReadonlySet<number>;
}

/** With the filter of the last time in its history. */
export function listScreen(filter: string, settings: Settings): ListScreen {
  const last = settings['list.filter'];
  return {
    name: 'list',
    columnOffset: 0,
    sort: sortFrom(settings['list.sort'], { field: 'index', descending: false }),
    filter,
    from: null,
    input: null,
    history: remembered(last === '' ? [] : [last], filter),
    capture: null,
    captureHistory: [],
    expanded: [],
    fold: false,
    marks: new Set(),
    follow: settings['list.follow'],
    cursor: 0,
    top: 0,
    anchor: null,
    snapshot: null,
    answered: null,
    window: null,
    gathering: null,
    goTo: null,
  };
}

export const LIST_ACTIONS: Partial<Record<ActionName, Handler<ListScreen>>> = {
  ...moving<ListScreen>({
    cursor: ({ cursor }) => cursor,
    count: lineCount,
    page: (list, model) => listPage(model, list),
    moved: listMoved,
  }),
  ...columnActions<ListScreen>('list', FIXED_COLUMNS),
  open: (list, model) => open(list, model, false),
  'open-marked': (list, model) => open(list, model, false, list.marks.size > 0),
  extended: (list, model) => open(list, model, true),
  expand,
  'fold-legs': (list, model) => {
    const fold = !list.fold;
    const told = fold ? 'A row is a call with all its legs' : 'A row is a dialog, each leg by itself';
    // Also on the first line, which another leg may come to stand on.
    const anchor = anchorOf(lineAt(list, list.cursor)) ?? list.anchor;
    return noticed(withTop(model, { ...list, fold, anchor }), told);
  },
  mark,
  'mark-all': (list, model) => withTop(model, { ...list, gathering: gathering('mark') }),
  'unmark-all': (list, model) => withTop(model, { ...list, marks: new Set(), gathering: null }),
  filter: (list, model) => withTop(model, { ...list, input: filterOpened(list) }),
  'clear-filter': (list, model) => {
    if (list.filter === '') return model;
    // Also on the first line, which is another one when the others come back.
    return withTop(model, { ...list, filter: '', anchor: anchorOf(lineAt(list, list.cursor)) ?? list.anchor });
  },
  follow: (list, model) => withTop(model, following({ ...list, follow: !list.follow }, model)),
  save: (list, model) => {
    const line = lineAt(list, list.cursor);
    return saveForm(model, { dialogs: line === null ? [] : [line.dialog], offered: true, legs: list.fold });
  },
  times: nextSingleTimes,
  streams: openedStreams,
};

/** The list with another filter in force, which stands in its history. */
export function withFilter(list: ListScreen, filter: string): ListScreen {
  const anchor = anchorOf(lineAt(list, list.cursor)) ?? list.anchor;
  return { ...list, filter, input: null, anchor, history: remembered(list.history, filter) };
}

/** A filter that keeps of what another one keeps what meets a condition. */
export function filterWithin(filter: string, condition: string): string {
  const before = filter.trim();
  if (before === '' || before === condition) return condition;
  return /\bor\b|\|\|/i.test(before) ? `(${before}) ${condition}` : `${before} ${condition}`;
}

/** Lines of calls that fit on the screen. */
export function listPage(model: Model, list: ListScreen): number {
  return Math.max(1, model.rows - listHeadRows(list, model) - 1 - (listTellsBelow(model) ? 1 : 0));
}

/** Rows above the calls: the status, what is captured, the filter, what is wrong with either, the column titles. */
function listHeadRows(list: ListScreen, model: Model): number {
  const capture = !listTellsCapture(list, model) ? 0 : list.capture?.refusal ? 2 : 1;
  return 2 + capture + filterRows(list);
}

/** Whether a line says which packets are captured or recorded. */
export function listTellsCapture(list: ListScreen, { status }: Model): boolean {
  return list.capture !== null || captureFilterOf(status) !== null || (status?.recording ?? null) !== null;
}

/** The capture filter in force, of interfaces or of files; null where every packet is taken. */
export function captureFilterOf(status: Status | null): LiveStatus['filter'] | null {
  const filter = status?.live?.filter ?? status?.fileFilter ?? null;
  return filter === null || filter.expression === '' ? null : filter;
}

/** Whether a line above the key hints tells something: what just happened, or a warning. */
export function listTellsBelow(model: Model): boolean {
  return model.notice !== null || (model.status?.failure ?? null) !== null || warningsOf(model).length > 0;
}

export function lineCount(list: ListScreen): number {
  return list.snapshot?.lines ?? 0;
}

/** A line of the list, or null while it has not come yet. */
export function lineAt(list: ListScreen, line: number): ListLine | null {
  return list.snapshot?.content[line - list.snapshot.top] ?? null;
}

export function listWants(list: ListScreen, model: Model): Want[] {
  const { top, rows } = list.window ?? windowAround(null, 0, listPage(model, list), 0);
  const { filter, sort, expanded, anchor } = list;
  const query: ListQuery = {
    kind: 'list',
    filter,
    sort,
    columns: chosenFields(model.settings, 'list'),
    expanded: [...expanded],
    ...(list.fold ? { fold: true } : {}),
    top,
    rows,
    // What is shown at the end while following is whatever comes last.
    anchor: list.follow ? null : anchor,
  };
  const { version } = model.status ?? { version: 0 };
  if (list.gathering !== null) return [gatherWant(query, list.gathering)];
  return [
    {
      query,
      key: JSON.stringify([
        filter,
        query.columns,
        contextMark(model, filter),
        sort,
        expanded,
        list.fold,
        top,
        rows,
        version,
        model.engineChanges,
      ]),
    },
  ];
}

/** Takes an answer: the cursor stays on its call, which stays on its row of the screen. */
export function listAnswered(list: ListScreen, model: Model, query: ListQuery, snapshot: ListSnapshot): ListScreen {
  if (query.columns.length === 0) return gathered(list, query, snapshot);
  const next = { ...list, snapshot, answered: query };
  if (list.follow) return following(next, model);
  const cursor = clamp(cursorIn(list, query, snapshot), 0, Math.max(0, snapshot.lines - 1));
  const top = Math.max(list.top + cursor - list.cursor, revealing(list, next, model, cursor));
  return placed({ ...next, top }, model, cursor, anchorAt(next, cursor));
}

/** The first line to be shown so that something is seen of what a row was just opened to; 0 where it was not. */
function revealing(before: ListScreen, list: ListScreen, model: Model, cursor: number): number {
  const line = lineAt(list, cursor);
  if (line?.kind !== 'dialog' || !line.expanded || before.answered === null) return 0;
  if (before.answered.expanded.includes(line.dialog)) return 0;
  const page = listPage(model, list);
  const most = Math.floor(page / 2);
  let below = 0;
  while (below < most && isBelow(lineAt(list, cursor + below + 1))) below++;
  return cursor + below - page + 1;
}

/** Whether a line belongs to the row of a call above it. */
function isBelow(line: ListLine | null): boolean {
  return line !== null && (line.kind === 'message' || line.leg !== undefined);
}

/** Calls went: what was known of them is forgotten. Which of the marked ones are left after a filter has to be asked. */
export function listCleared(list: ListScreen, query: ControlQuery, { what, cleared }: ControlSnapshot): ListScreen {
  if (cleared === 0) return list;
  if (what === 'clear')
    return { ...list, marks: new Set(), expanded: [], gathering: null, cursor: 0, top: 0, anchor: null };
  const known = list.marks.size > 0 || list.expanded.length > 0;
  return known && query.filter === list.filter ? { ...list, gathering: gathering('keep') } : list;
}

/** Whether what an action is about is at hand. */
export function listReady(list: ListScreen, model: Model, action: ActionName): boolean {
  if (lineCount(list) === 0) return list.snapshot !== null && !awaitsLines(list.snapshot, model.status);
  return !ON_A_LINE.includes(action) || lineAt(list, list.cursor) !== null;
}

/** The list after the screen changed its size or its head. */
export function listFitted(list: ListScreen, model: Model): ListScreen {
  return list.follow ? following(list, model) : placed(list, model, list.cursor, list.anchor);
}

/** The list with the cursor on the next call above or below, or null when it is not at hand. */
export function listAfterStep(list: ListScreen, model: Model, step: number): ListScreen | null {
  let cursor = list.cursor + step;
  while (lineAt(list, cursor)?.kind === 'message') cursor += step;
  const anchor = anchorOf(lineAt(list, cursor));
  return anchor === null ? null : placed({ ...list, follow: false }, model, cursor, anchor);
}

/** Whether an empty list will soon have lines. Keys do not wait for a call that may come in an hour. */
function awaitsLines(snapshot: ListSnapshot, status: Status | null): boolean {
  if (status === null || status.phase === 'done') return status === null;
  return !comesAsItHappens(status) || (status.dialogs > 0 && snapshot.dialogs === 0);
}

const ON_A_LINE: readonly ActionName[] = ['open', 'open-marked', 'extended', 'expand', 'mark'];

function cursorIn(list: ListScreen, query: ListQuery, snapshot: ListSnapshot): number {
  const { anchor } = list;
  if (anchor === null) return list.cursor;
  const seen = lineOf(snapshot, anchor);
  if (seen !== null) return seen;
  const { anchorLine } = snapshot;
  if (query.anchor === null || anchorLine === null) return list.cursor;
  if (query.anchor.dialog === anchor.dialog && query.anchor.message === anchor.message) return anchorLine;
  // The cursor went on while the answer was on its way: what it stands on has moved as far as what was asked for.
  const before = lineOf(list.snapshot, query.anchor);
  return before === null ? list.cursor : list.cursor + anchorLine - before;
}

function lineOf(snapshot: ListSnapshot | null, anchor: Anchor): number | null {
  const at = snapshot?.content.findIndex((line) => stands(anchor, line)) ?? -1;
  return at < 0 ? null : snapshot!.top + at;
}

/** The anchor after an answer. One that is not in the window is kept: the window that follows has it, or not. */
function anchorAt(list: ListScreen, cursor: number): Anchor | null {
  if (list.anchor === null && cursor === 0) return null;
  return anchorOf(lineAt(list, cursor)) ?? list.anchor;
}

function anchorOf(line: ListLine | null): Anchor | null {
  if (line === null) return null;
  return { dialog: line.dialog, message: line.kind === 'message' ? line.message : null };
}

function stands(anchor: Anchor, line: ListLine): boolean {
  return line.dialog === anchor.dialog && (line.kind === 'message' ? line.message : null) === anchor.message;
}

/** With the cursor on a line, wherever that is; what comes goes on without it. */
export function listStanding(list: ListScreen, model: Model, cursor: number, anchor: Anchor): ListScreen {
  return placed({ ...list, follow: false }, model, cursor, anchor);
}

function placed(list: ListScreen, model: Model, cursor: number, anchor: Anchor | null): ListScreen {
  const page = listPage(model, list);
  const top = topFor(cursor, list.top, page, lineCount(list));
  return { ...list, cursor, anchor, top, window: windowAround(list.window, top, page, lineCount(list)) };
}

/** A step of the user's: the first line is held as such, any other by what stands there. */
export function listMoved(list: ListScreen, model: Model, line: number): Model {
  const cursor = clamp(line, 0, Math.max(0, lineCount(list) - 1));
  const anchor = cursor === 0 ? null : anchorOf(lineAt(list, cursor));
  return withTop(model, placed({ ...list, follow: false }, model, cursor, anchor));
}

/** The end at which new calls come: the last line, or the first where the order is turned round. */
function following(list: ListScreen, model: Model): ListScreen {
  if (!list.follow) return list;
  const cursor = list.sort.descending ? 0 : Math.max(0, lineCount(list) - 1);
  return placed(list, model, cursor, cursor === 0 ? null : anchorOf(lineAt(list, cursor)));
}

/** All marked calls when the cursor stands on one of them, or wherever it stands; else the cursor's own. */
function open(list: ListScreen, model: Model, extended: boolean, wherever = false): Model {
  const line = lineAt(list, list.cursor);
  if (line === null) return model;
  const marked = wherever || list.marks.has(line.dialog);
  const dialogs = marked ? [...list.marks] : [line.dialog];
  // A row that stands for several legs opens as all of them.
  const stands = line.kind === 'dialog' && line.fold !== undefined && dialogs.includes(line.dialog);
  const opened = pushed(
    model,
    openedLadder(
      dialogs.slice(0, MERGED_DIALOGS),
      line.kind === 'message' && dialogs.includes(line.dialog) ? `m${line.message}` : null,
      model.settings,
      extended || stands || (marked && list.fold),
    ),
  );
  if (dialogs.length <= MERGED_DIALOGS) return opened;
  return { ...opened, notice: `The first ${MERGED_DIALOGS} of ${dialogs.length} marked calls are shown together` };
}

function expand(list: ListScreen, model: Model): Model {
  const line = lineAt(list, list.cursor);
  if (line === null) return model;
  const { dialog } = line;
  if (!list.expanded.includes(dialog)) return withTop(model, { ...list, expanded: [...list.expanded, dialog] });
  // The line of the call stays when those below it go.
  const row = list.snapshot!.content.findIndex((one) => one.kind === 'dialog' && one.dialog === dialog);
  const cursor = row < 0 ? list.cursor : list.snapshot!.top + row;
  const collapsed = { ...list, expanded: list.expanded.filter((id) => id !== dialog) };
  return withTop(model, placed(collapsed, model, cursor, { dialog, message: null }));
}

function mark(list: ListScreen, model: Model): Model {
  const line = lineAt(list, list.cursor);
  if (line === null) return model;
  const marks = new Set(list.marks);
  if (!marks.delete(line.dialog)) marks.add(line.dialog);
  return withTop(model, { ...list, marks });
}

function gathering(to: Gathering['to']): Gathering {
  return { to, from: 0, found: new Set() };
}

/** Ids only, and a piece at a time: the list may have a hundred thousand calls. */
function gatherWant(query: ListQuery, { to, from }: Gathering): Want {
  // Marks may stand on any leg.
  const fold = to === 'mark' && query.fold === true;
  const piece = { ...query, fold, columns: [], expanded: [], anchor: null, top: from, rows: MARKED_AT_ONCE };
  return { query: piece, key: `${to} ${from}` };
}

function gathered(list: ListScreen, query: ListQuery, snapshot: ListSnapshot): ListScreen {
  const { gathering } = list;
  if (gathering === null || gathering.from !== query.top) return list;
  const found = new Set([...gathering.found, ...snapshot.content.map(({ dialog }) => dialog)]);
  const end = query.top + query.rows;
  if (end < snapshot.lines) return { ...list, gathering: { ...gathering, from: end, found } };
  if (gathering.to === 'mark') return { ...list, marks: new Set([...list.marks, ...found]), gathering: null };
  const marks = new Set([...list.marks].filter((dialog) => found.has(dialog)));
  return { ...list, marks, expanded: list.expanded.filter((dialog) => found.has(dialog)), gathering: null };
}
