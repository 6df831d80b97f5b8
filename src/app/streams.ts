/**
 * The list of media streams: cursor, order, filter in force, and the window of lines that it asks for. Typing the filter
 * is filter-input.ts; how a row looks is view/streams/.
 */

import type { StreamLine, StreamsQuery, StreamsSnapshot } from '../engine/protocol';
import { chosenFields } from './column-choice';
import { columnActions } from './columns';
import { type FilterInput, filterOpened, filterRows } from './filter-input';
import type { ActionName } from './keymap';
import { openedLadder } from './ladder-screen';
import {
  comesAsItHappens,
  type Handler,
  type Model,
  noticed,
  popped,
  pushed,
  type Screen,
  type Want,
  withTop,
} from './model';
import { moving } from './moving';
import { saveForm } from './save-form';
import { contextMark } from './saved-filters';
import { sortFrom } from './session-state';
import { nextSingleTimes } from './times';
import { clamp, topFor, type Window, windowAround } from './window';

/** Columns that do not scroll sideways. */
export const FIXED_STREAM_COLUMNS = 2;

export interface StreamsScreen {
  name: 'streams';
  /** Columns scrolled out, of those that scroll. */
  columnOffset: number;
  sort: { field: string; descending: boolean };
  /** In force, as typed. */
  filter: string;
  /** Set while the filter is typed. */
  input: FilterInput | null;
  /** Filters used before, newest last. */
  history: readonly string[];
  /** Line of the cursor, and the first line shown. */
  cursor: number;
  top: number;
  /** Id of the stream that the cursor stays on when lines move; null for the first line, whatever it is. */
  anchor: number | null;
  /** The last answer, and the query that it answers. */
  snapshot: StreamsSnapshot | null;
  answered: StreamsQuery | null;
  window: Window | null;
}

/** Opens the list of streams as it was left. */
export function openedStreams(_: Screen, model: Model): Model {
  return pushed(model, model.streams ?? newScreen(model));
}

function newScreen({ settings }: Model): StreamsScreen {
  return {
    name: 'streams',
    columnOffset: 0,
    sort: sortFrom(settings['streams.sort'], { field: 'time', descending: false }),
    filter: '',
    input: null,
    history: [],
    cursor: 0,
    top: 0,
    anchor: null,
    snapshot: null,
    answered: null,
    window: null,
  };
}

export const STREAMS_ACTIONS: Partial<Record<ActionName, Handler<StreamsScreen>>> = {
  ...moving<StreamsScreen>({
    cursor: ({ cursor }) => cursor,
    count: streamCount,
    page: (streams, model) => streamsPage(model, streams),
    moved: streamsMoved,
  }),
  times: nextSingleTimes,
  ...columnActions<StreamsScreen>('streams', FIXED_STREAM_COLUMNS),
  'open-call': openCall,
  filter: (streams, model) => withTop(model, { ...streams, input: filterOpened(streams) }),
  'clear-filter': (streams, model) => {
    if (streams.filter === '') return model;
    // Also on the first line, which is another one when the others come back.
    const anchor = streamAt(streams, streams.cursor)?.stream ?? streams.anchor;
    return withTop(model, { ...streams, filter: '', anchor });
  },
  streams: left,
  back: left,
  save: (streams, model) => {
    const line = streamAt(streams, streams.cursor);
    if (line === null) return noticed(model, 'There is no stream to save');
    const dialogs = line.dialog === null ? [] : [line.dialog];
    return saveForm(model, { dialogs, stream: line.stream, streamFirst: true });
  },
};

/** Lines of streams that fit on the screen. */
export function streamsPage(model: Model, streams: StreamsScreen): number {
  return Math.max(1, model.rows - headRows(streams) - detailRows(model) - 1);
}

/** Lines below the list that tell of the selected stream, the first of them as a heading. */
export function detailRows({ rows }: Model): number {
  return rows < 20 ? 2 : 4;
}

export function streamCount(streams: StreamsScreen): number {
  return streams.snapshot?.shown ?? 0;
}

/** A line of the list, or null while it has not come yet. */
export function streamAt(streams: StreamsScreen, line: number): StreamLine | null {
  return streams.snapshot?.content[line - streams.snapshot.top] ?? null;
}

export function streamsWants(streams: StreamsScreen, model: Model): Want[] {
  const { top, rows } = streams.window ?? windowAround(null, 0, streamsPage(model, streams), 0);
  const { filter, sort, anchor } = streams;
  const query: StreamsQuery = {
    kind: 'streams',
    filter,
    sort,
    columns: chosenFields(model.settings, 'streams'),
    top,
    rows,
    anchor,
  };
  return [
    { query, key: JSON.stringify([filter, contextMark(model, filter), sort, top, rows, model.status?.version ?? 0]) },
  ];
}

/** Takes an answer: the cursor stays on its stream, which stays on its row of the screen. */
export function streamsAnswered(
  streams: StreamsScreen,
  model: Model,
  query: StreamsQuery,
  snapshot: StreamsSnapshot,
): StreamsScreen {
  const next = { ...streams, snapshot, answered: query };
  const cursor = clamp(cursorIn(streams, query, snapshot), 0, Math.max(0, snapshot.shown - 1));
  const anchor = streams.anchor === null && cursor === 0 ? null : (streamAt(next, cursor)?.stream ?? streams.anchor);
  return placed({ ...next, top: streams.top + cursor - streams.cursor }, model, cursor, anchor);
}

/** Whether what an action is about is at hand. Keys do not wait for a stream that may come in an hour. */
export function streamsReady(streams: StreamsScreen, { status }: Model, action: ActionName): boolean {
  const { snapshot } = streams;
  if (snapshot === null) return false;
  if (snapshot.shown === 0) return !snapshot.pending && (status?.phase === 'done' || comesAsItHappens(status));
  return action !== 'open-call' || streamAt(streams, streams.cursor) !== null;
}

/** The list after the screen changed its size or its head. */
export function streamsFitted(streams: StreamsScreen, model: Model): StreamsScreen {
  return placed(streams, model, streams.cursor, streams.anchor);
}

/** Rows above the streams: the status, the filter, what is wrong with it, the column titles. */
function headRows(streams: StreamsScreen): number {
  return 2 + filterRows(streams);
}

function cursorIn(streams: StreamsScreen, query: StreamsQuery, snapshot: StreamsSnapshot): number {
  const { anchor } = streams;
  if (anchor === null) return streams.cursor;
  const seen = lineOf(snapshot, anchor);
  if (seen !== null) return seen;
  const { anchorLine } = snapshot;
  if (query.anchor === null || anchorLine === null) return streams.cursor;
  if (query.anchor === anchor) return anchorLine;
  // The cursor went on while the answer was on its way: what it stands on has moved as far as what was asked for.
  const before = lineOf(streams.snapshot, query.anchor);
  return before === null ? streams.cursor : streams.cursor + anchorLine - before;
}

function lineOf(snapshot: StreamsSnapshot | null, anchor: number): number | null {
  const at = snapshot?.content.findIndex(({ stream }) => stream === anchor) ?? -1;
  return at < 0 ? null : snapshot!.top + at;
}

function placed(streams: StreamsScreen, model: Model, cursor: number, anchor: number | null): StreamsScreen {
  const page = streamsPage(model, streams);
  const total = streamCount(streams);
  const top = topFor(cursor, streams.top, page, total);
  return { ...streams, cursor, anchor, top, window: windowAround(streams.window, top, page, total) };
}

/** A step of the user's: the first line is held as such, any other by what stands there. */
export function streamsMoved(streams: StreamsScreen, model: Model, line: number): Model {
  const cursor = clamp(line, 0, Math.max(0, streamCount(streams) - 1));
  const anchor = cursor === 0 ? null : (streamAt(streams, cursor)?.stream ?? null);
  return withTop(model, placed(streams, model, cursor, anchor));
}

function openCall(streams: StreamsScreen, model: Model): Model {
  const line = streamAt(streams, streams.cursor);
  if (line === null) return model;
  if (line.dialog === null) return noticed(model, 'This stream belongs to no call that the capture holds');
  return pushed(model, openedLadder([line.dialog], `s${line.stream}`, model.settings));
}

/** Back to where it was opened; what was set here is kept for the next time. */
function left(streams: StreamsScreen, model: Model): Model {
  return { ...popped(model), streams };
}
