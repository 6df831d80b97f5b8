/**
 * The ladder of one or several calls: selection, windows, what is shown of it. Distances between its columns are
 * ladder-layout.ts, drawing is view/ladder/.
 */

import type {
  FactsSnapshot,
  LadderQuery,
  LadderSnapshot,
  MessageSnapshot,
  NextMatchQuery,
  Query,
  Snapshot,
} from '../engine/protocol';
import type { RowKey } from '../ladder/ladder';
import { plural } from './counts';
import { openedDigest } from './digest';
import { factsWant, openedFigures } from './figures';
import {
  alsoInPane,
  findingsToggled,
  findingsWant,
  gapsBefore,
  isInPane,
  leftPane,
  paneFitted,
  paneRowsBelow,
  proofSought,
} from './findings-pane';
import { openedHosts } from './hosts-screen';
import type { ActionName } from './keymap';
import { nextColumns, sameShape, shapeOf } from './ladder-columns';
import { columnsInSight, LEAST_FOR_PREVIEW, offsetShowing, previewPercent, sideWidth } from './ladder-layout';
import { type Markable, marked, unmarked } from './ladder-mark';
import { type ColourMode, type LadderScreen, openedLadder, type SdpLines } from './ladder-screen';
import { searchedOn } from './ladder-search';
import { lineAt, listAfterStep } from './list';
import { openedMessage } from './message';
import {
  bell,
  comesAsItHappens,
  type Handler,
  listOf,
  type Model,
  noticed,
  pushed,
  type Turn,
  type Want,
  withScreenAt,
  withTop,
} from './model';
import { moving } from './moving';
import { saveForm } from './save-form';
import { contextMark } from './saved-filters';
import { nextTimes } from './times';
import { clamp, windowAround } from './window';

type Row = LadderSnapshot['rows'][number];

export const LADDER_ACTIONS: Partial<Record<ActionName, Handler<LadderScreen>>> = {
  ...alsoInPane(
    moving<LadderScreen>({
      cursor: ({ cursor }) => cursor,
      count: rowCount,
      page: (ladder, model) => ladderPage(ladder, model),
      moved: ladderMoved,
    }),
  ),
  findings: findingsToggled,
  'next-proof': (ladder, model) => proofSought(ladder, model, 1),
  'previous-proof': (ladder, model) => proofSought(ladder, model, -1),
  left: (ladder, model) => withTop(model, { ...ladder, columnOffset: ladder.columnOffset - 1 }),
  right: (ladder, model) => withTop(model, { ...ladder, columnOffset: ladder.columnOffset + 1 }),
  'open-message': openRow,
  'toggle-preview'(ladder, model) {
    // It has been waiting for room that the hosts have.
    const waits = ladder.preview && sideWidth(ladder, model) === 0;
    const split = waits ? previewPercent(ladder, model) : ladder.split;
    return beside(model) ?? withTop(model, { ...ladder, preview: waits || !ladder.preview, split });
  },
  'split-wider': (ladder, model) => resplit(ladder, model, 5),
  'split-narrower': (ladder, model) => resplit(ladder, model, -5),
  times: nextTimes,
  sdp(ladder, model) {
    const sdp = SDP_NEXT[ladder.sdp];
    return noticed(withTop(model, { ...ladder, sdp }), SDP_TOLD[sdp]);
  },
  media(ladder, model) {
    const next = withTop(model, { ...ladder, media: !ladder.media, select: messageNear(ladder) });
    return noticed(next, `Streams and digits are ${ladder.media ? 'hidden' : 'shown'}`);
  },
  'merge-ports': (_, model) => nextColumns(model),
  hosts: openedHosts,
  'colour-mode'(ladder, model) {
    const colours = COLOURS_NEXT[ladder.colours];
    const shown = model.colours > 0 && model.settings.theme !== 'mono';
    const but = shown ? '' : ', but no colours are shown here';
    return noticed(withTop(model, { ...ladder, colours }), COLOURS_TOLD[colours] + but);
  },
  extended,
  'next-match': (ladder, model) => onwards(ladder, model, 1),
  'previous-match': (ladder, model) => onwards(ladder, model, -1),
  'check-digest': (ladder, model) => {
    const row = rowAt(ladder, ladder.cursor);
    if (row?.kind !== 'message') return noticed(model, 'Only a message has credentials');
    return openedDigest(model, row.message);
  },
  'mark-message': (ladder, model) => marked(model, markableAt(ladder), ladder.dialogs),
  unmark: (_, model) => unmarked(model),
  'next-dialog': (_, model) => stepped(model, 1),
  'previous-dialog': (_, model) => stepped(model, -1),
  save: (ladder, model) => {
    const row = rowAt(ladder, ladder.cursor);
    const stream = row?.kind === 'media' || row?.kind === 'digit' ? row.stream : null;
    const { dialogs, extended: legs = false, ...shape } = shapeOf(ladder, model);
    return saveForm(model, { dialogs, stream, legs, ladder: { ...shape, sdp: SDP_SAVED[ladder.sdp] } });
  },
};

/** Rows of the screen that the arrows have: title, two lines of column heads, key hints and findings below are not theirs. */
export function ladderPage(ladder: LadderScreen, model: Model): number {
  return Math.max(1, model.rows - LADDER_HEAD_ROWS - 1 - paneRowsBelow(ladder, model));
}

const LADDER_HEAD_ROWS = 3;

/** The ladder with the border of what stands beside it drawn to a cell column. */
export function splitTo(ladder: LadderScreen, model: Model, column: number): Model {
  const percent = Math.round(((model.columns - column) * 100) / model.columns);
  return withTop(model, { ...ladder, split: clamp(percent, LEAST_SPLIT, MOST_SPLIT) });
}

/** Lines that a row takes: its arrow, times that matter around it, and the SDP below it. One that has not come yet has one. */
function rowHeight(ladder: LadderScreen, row: Row | null, isLast: boolean): number {
  if (row === null) return 1;
  const gaps = gapsBefore(ladder, row.key).length + (isLast ? gapsBefore(ladder, null).length : 0);
  if (row.kind !== 'message' || ladder.sdp === 'off') return 1 + gaps;
  return 1 + gaps + (ladder.sdp === 'first' ? Math.min(1, row.sdp.length) : row.sdp.length);
}

export function rowAt(ladder: LadderScreen, index: number): Row | null {
  return ladder.snapshot?.rows[index - ladder.snapshot.top] ?? null;
}

/** What stands beside the ladder; undefined while it has not come, null when it is gone. */
export function previewOf(ladder: LadderScreen, model: Model): MessageSnapshot | FactsSnapshot | null | undefined {
  const row = rowAt(ladder, ladder.cursor);
  if (row === null) return undefined;
  if (row.kind === 'message') return model.messages.get(row.message);
  return ladder.facts === null || ladder.facts.row === row.key ? ladder.facts : undefined;
}

export function ladderWants(ladder: LadderScreen, model: Model): Want[] {
  const { seeking } = ladder;
  const { filter } = listOf(model);
  const { top, rows } = ladder.window ?? windowAround(null, 0, ladderPage(ladder, model), 0);
  const shown = { ...shapeOf(ladder, model), filter };
  const query: LadderQuery = { kind: 'ladder', ...shown, top, rows, anchor: ladder.select };
  const { version } = model.status ?? { version: 0 };
  const mark = contextMark(model, filter);
  const wants: Want[] = [{ query, key: JSON.stringify([shown, mark, top, rows, version, model.engineChanges]) }];
  if (seeking !== null) wants.push({ query: { kind: 'next-match', ...shown, ...seeking }, key: 'seek' });
  wants.push(findingsWant(ladder, model));
  const row = rowAt(ladder, ladder.cursor);
  if (row === null || !ladder.preview || sideWidth(ladder, model) === 0) return wants;
  if (row.kind !== 'message') wants.push(factsWant(row.key, model));
  else if (!model.messages.has(row.message))
    wants.push({ query: { kind: 'message', message: row.message }, key: String(row.message) });
  return wants;
}

export function ladderAnswered(
  ladder: LadderScreen,
  model: Model,
  query: LadderQuery,
  snapshot: LadderSnapshot | null,
): LadderScreen {
  // An answer about other calls comes when the user went on to the next one meanwhile.
  if (query.dialogs.join() !== ladder.dialogs.join()) return ladder;
  if (snapshot === null) return { ...ladder, gone: true };
  // Columns of another merging do not fit the rows that are asked for next.
  if (!sameShape(query, shapeOf(ladder, model))) return ladder;
  const found = snapshot.rows.findIndex(({ key }) => key === ladder.select);
  const looked = query.anchor === ladder.select ? snapshot.anchorRow : null;
  const cursor = found < 0 ? (looked ?? ladder.cursor) : snapshot.top + found;
  const next = { ...ladder, snapshot, gone: false };
  if (followsEnd(ladder, model) && snapshot.total > rowCount(ladder))
    return ladderFitted({ ...next, cursor: snapshot.total - 1, select: null }, model);
  return ladderFitted({ ...next, cursor, top: ladder.top + cursor - ladder.cursor }, model);
}

/** What is known of the selected row, where that is no message. An answer about another row comes late. */
export function factsAnswered(ladder: LadderScreen, query: Query, snapshot: Snapshot | null): LadderScreen {
  if (query.kind !== 'facts' || query.row !== rowAt(ladder, ladder.cursor)?.key) return ladder;
  return { ...ladder, facts: snapshot?.kind === 'facts' ? snapshot : null };
}

/** The next row that the filter marks is known: it is selected. */
export function matchAnswered(
  ladder: LadderScreen,
  model: Model,
  query: NextMatchQuery,
  snapshot: Snapshot | null,
): LadderScreen {
  const { seeking } = ladder;
  if (seeking === null || query.dialogs.join() !== ladder.dialogs.join()) return { ...ladder, seeking: null };
  if (snapshot?.kind !== 'next-match' || snapshot.outcome !== 'found') return { ...ladder, seeking: null };
  return ladderFitted({ ...ladder, seeking: null, cursor: snapshot.row, select: snapshot.key }, model);
}

/** Says once that the legs that were asked for are not there. */
export function noLegsTold(model: Model, query: Query, snapshot: Snapshot | null): Model {
  if (query.kind !== 'ladder' || snapshot?.kind !== 'ladder' || snapshot.legs?.length !== 0) return model;
  const ladder = model.stack.findLast((screen) => screen.name === 'ladder');
  if (ladder?.extended !== true || (ladder.snapshot?.legs ?? null) !== null) return model;
  const of = ladder.dialogs.length === 1 ? '' : ` of these ${plural(ladder.dialogs.length, 'call')}`;
  return noticed(model, `No other leg${of} is known`);
}

/** Why none was found. */
export function noMatchTold(model: Model, query: Query, snapshot: Snapshot | null): Model {
  if (query.kind !== 'next-match' || snapshot?.kind !== 'next-match' || snapshot.outcome === 'found') return model;
  return noticed(
    model,
    snapshot.outcome === 'none'
      ? 'No message here meets the filter by itself'
      : 'The filter asks nothing of single messages, so none is marked',
  );
}

/** Whether what an action is about is at hand. */
export function ladderReady(ladder: LadderScreen, _: Model, action: ActionName): boolean {
  if (ladder.gone) return true;
  if (ON_FINDINGS.includes(action)) return ladder.findings !== null;
  if (action === 'next-match' || action === 'previous-match')
    return ladder.seeking === null && ladder.search.seeking === null;
  return ladder.snapshot !== null && (!ON_A_ROW.includes(action) || rowAt(ladder, ladder.cursor) !== null);
}

/** Selection, scrolling and window within what there is. */
export function ladderFitted(shown: LadderScreen, model: Model): LadderScreen {
  const ladder = paneFitted(shown, model);
  const total = rowCount(ladder);
  const page = ladderPage(ladder, model);
  const cursor = clamp(ladder.cursor, 0, Math.max(0, total - 1));
  const top = topWithHeights(ladder, cursor, page, total);
  const inSight = columnsInSight(ladder, model);
  const most = Math.max(0, (ladder.snapshot?.columns.length ?? 0) - inSight);
  // The selection stays on its row when earlier ones come in; nothing is known of a row before it has come.
  const select = ladder.select ?? rowAt(ladder, cursor)?.key ?? null;
  const row = rowAt(ladder, cursor);
  const moved = row !== null && row.key !== ladder.columnsAt;
  const offset = moved ? offsetShowing(row.from, row.to, ladder.columnOffset, inSight) : ladder.columnOffset;
  const columns = { columnOffset: clamp(offset, 0, most), columnsAt: moved ? row.key : ladder.columnsAt };
  return { ...ladder, ...columns, cursor, top, select, window: windowAround(ladder.window, top, page, total) };
}

/** Percent of the screen for what stands beside the ladder. */
const LEAST_SPLIT = 20;
const MOST_SPLIT = 80;
const ON_FINDINGS: readonly ActionName[] = ['findings', 'next-proof', 'previous-proof'];
const ON_A_ROW: readonly ActionName[] = ['open-message', 'mark-message'];

const SDP_SAVED = { off: 'none', first: 'first', full: 'all' } as const;
const SDP_NEXT: Record<SdpLines, SdpLines> = { off: 'first', first: 'full', full: 'off' };
const SDP_TOLD: Record<SdpLines, string> = {
  off: 'No SDP below the arrows',
  first: 'Below an arrow the first media of its SDP',
  full: 'Below an arrow all media of its SDP',
};
const COLOURS_TOLD: Record<ColourMode, string> = {
  request: 'Colours by request and response',
  'call-id': 'Colours by Call-ID',
  cseq: 'Colours by CSeq',
};
const COLOURS_NEXT: Record<ColourMode, ColourMode> = { request: 'call-id', 'call-id': 'cseq', cseq: 'request' };

function rowCount(ladder: LadderScreen): number {
  return ladder.snapshot?.total ?? 0;
}

/**
 * Of a capture that comes as it happens the newest message stays selected once it is. A file keeps the user's place, and
 * who looks at a stream keeps it.
 */
function followsEnd(ladder: LadderScreen, { status }: Model): boolean {
  if (rowAt(ladder, ladder.cursor)?.kind !== 'message') return false;
  return comesAsItHappens(status) && ladder.snapshot !== null && ladder.cursor === rowCount(ladder) - 1;
}

/** As topFor() of window.ts, for rows of different heights. */
function topWithHeights(ladder: LadderScreen, cursor: number, page: number, total: number): number {
  const height = (index: number) => rowHeight(ladder, rowAt(ladder, index), index === total - 1);
  const firstThatShows = (last: number): number => {
    let first = last;
    let lines = height(last);
    while (first > 0 && lines + height(first - 1) <= page) lines += height(--first);
    return first;
  };
  if (total === 0) return 0;
  const most = firstThatShows(total - 1);
  return clamp(clamp(ladder.top, firstThatShows(cursor), cursor), 0, most);
}

export function ladderMoved(ladder: LadderScreen, model: Model, row: number): Model {
  const cursor = clamp(row, 0, Math.max(0, rowCount(ladder) - 1));
  return withTop(model, { ...leftPane(ladder), cursor, select: rowAt(ladder, cursor)?.key ?? null });
}

/** All legs of the call, or the call by itself again; by their colours they are told apart. */
function extended(ladder: LadderScreen, model: Model): Model {
  const opened = openedLadder(ladder.dialogs, null, model.settings, !ladder.extended);
  return withTop(model, {
    ...ladder,
    extended: opened.extended,
    colours: opened.colours,
    columnOffset: 0,
    columnsAt: null,
  });
}

/** While a text is searched for, to the next message that holds it; else to the next that the filter marks. */
function onwards(ladder: LadderScreen, model: Model, step: 1 | -1): Model {
  return (
    searchedOn(ladder, model, step, rowAt(ladder, ladder.cursor)?.key ?? ladder.select) ?? sought(ladder, model, step)
  );
}

function sought(ladder: LadderScreen, model: Model, step: 1 | -1): Model {
  if (listOf(model).filter === '') return noticed(model, 'There is no filter: it marks the messages that meet it');
  return withTop(model, { ...ladder, seeking: { from: rowAt(ladder, ladder.cursor)?.key ?? ladder.select, step } });
}

/** Says that there is no room for a message beside the ladder; null where there is. */
function beside(model: Model): Model | null {
  if (model.settings.plain)
    return noticed(model, 'A plain screen has nothing beside the ladder: Enter opens the message');
  if (model.columns >= LEAST_FOR_PREVIEW) return null;
  const notice = `A message beside the ladder needs ${LEAST_FOR_PREVIEW} columns, here are ${model.columns}`;
  return { ...model, notice };
}

function resplit(ladder: LadderScreen, model: Model, step: number): Model {
  const told = beside(model);
  if (told !== null) return told;
  return withTop(model, {
    ...ladder,
    preview: true,
    split: clamp(previewPercent(ladder, model) + step, LEAST_SPLIT, MOST_SPLIT),
  });
}

/** Of a report the time counts: the message that brought it belongs to another call. */
function markableAt(ladder: LadderScreen): Markable | null {
  const row = rowAt(ladder, ladder.cursor);
  if (row === null) return null;
  return { key: row.key, timeUs: row.timeUs, message: row.kind === 'message' ? row.message : null };
}

/** What the selected row is about, over the whole screen; from the findings first back to it. */
function openRow(ladder: LadderScreen, model: Model): Model {
  if (isInPane(ladder)) return withTop(model, leftPane(ladder));
  const row = rowAt(ladder, ladder.cursor);
  if (row === null) return model;
  if (row.kind === 'message') return pushed(model, openedMessage(row.message, ladder.search));
  return pushed(model, openedFigures(row.key, ladder.facts?.row === row.key ? ladder.facts : null));
}

/** The row to select when media comes or goes: that of the selection if it is a message, else of the message before. */
function messageNear(ladder: LadderScreen): RowKey | null {
  for (let at = ladder.cursor; at >= 0; at--) {
    const row = rowAt(ladder, at);
    if (row === null || row.kind === 'message') return row?.key ?? null;
  }
  return null;
}

/** To the call above or below in the list, as far as the list has it at hand. */
function stepped(model: Model, step: number): Model | Turn {
  const list = listAfterStep(listOf(model), model, step);
  const line = list === null ? null : lineAt(list, list.cursor);
  const ladder = model.stack.at(-1) as LadderScreen;
  if (list === null || line === null) return bell(model);
  const { extended, media, sdp, preview, split, colours, search } = ladder;
  const pane = ladder.pane && { ...ladder.pane, at: 0, top: 0 };
  const kept = { extended, media, sdp, preview, split, colours, search, pane };
  return withTop(withScreenAt(model, 0, list), { ...openedLadder([line.dialog], null, model.settings), ...kept });
}
