/**
 * The statistics: figures over what the filter of the list keeps, or over all calls. Each of them that can be asked for
 * becomes the filter. Where they stand is statistics-layout.ts, how they look view/statistics/.
 */

import type { StatisticsQuery, StatisticsRow, StatisticsSnapshot } from '../engine/protocol';
import type { ActionName } from './keymap';
import { filterWithin, withFilter } from './list';
import {
  type Handler,
  listOf,
  type Model,
  noticed,
  popped,
  pushed,
  type Turn,
  type Want,
  withScreenAt,
  withTop,
} from './model';
import { moving } from './moving';
import { contextMark } from './saved-filters';
import { type PlacedRow, rowBeside, type StatisticsLayout, statisticsLayout } from './statistics-layout';
import { clamp, topFor } from './window';

export interface StatisticsScreen {
  name: 'statistics';
  /** Everything is counted, whatever the filter of the list. */
  all: boolean;
  /** Which row the cursor is on, and the key of what stands there, with which it goes along. */
  cursor: number;
  select: string | null;
  /** First line shown. */
  top: number;
  snapshot: StatisticsSnapshot | null;
}

export function openedStatistics(model: Model): Model {
  const screen: StatisticsScreen = { name: 'statistics', all: false, cursor: 0, select: null, top: 0, snapshot: null };
  return pushed(model, screen);
}

export const STATISTICS_ACTIONS: Partial<Record<ActionName, Handler<StatisticsScreen>>> = {
  ...moving<StatisticsScreen>({
    cursor: ({ cursor }) => cursor,
    count: (screen, model) => layoutOf(screen, model).rows.length,
    page: (_, model) => statisticsPage(model),
    moved: statisticsMoved,
  }),
  left: (screen, model) => aside(screen, model, -1),
  right: (screen, model) => aside(screen, model, 1),
  statistics: (_, model) => popped(model),
  'use-figure': use,
  'count-all': (screen, model) => {
    const { filter } = listOf(model);
    if (filter === '') return noticed(model, 'The list has no filter: all calls are counted');
    return withTop(model, { ...screen, all: !screen.all });
  },
};

/** Lines above the figures: the title, and which calls are counted where the list has a filter. */
export function statisticsHeadRows(model: Model): number {
  return listOf(model).filter === '' ? 1 : 2;
}

/** Lines of figures: what stands above, what is told of the selected one and the key hints are not theirs. */
export function statisticsPage(model: Model): number {
  return Math.max(1, model.rows - statisticsHeadRows(model) - STATISTICS_ABOUT_ROWS - 1);
}

/** Two lines of what it means, and the filter that it becomes. */
export const STATISTICS_ABOUT_ROWS = 3;

/** The filter over what of which is counted. */
function countedFilter({ all }: StatisticsScreen, model: Model): string {
  return all ? '' : listOf(model).filter;
}

export function statisticsWants(screen: StatisticsScreen, model: Model): Want[] {
  const filter = countedFilter(screen, model);
  const { version } = model.status ?? { version: 0 };
  const query: StatisticsQuery = { kind: 'statistics', filter };
  return [{ query, key: JSON.stringify([filter, contextMark(model, filter), version]) }];
}

export function statisticsAnswered(screen: StatisticsScreen, snapshot: StatisticsSnapshot): StatisticsScreen {
  return { ...screen, snapshot };
}

/** The cursor stays on its row when others come before it, and in sight. */
export function statisticsFitted(screen: StatisticsScreen, model: Model): StatisticsScreen {
  const layout = layoutOf(screen, model);
  const { rows } = layout;
  const found = rows.findIndex(({ key }) => key === screen.select);
  const cursor = found >= 0 ? found : clamp(screen.cursor, 0, Math.max(0, rows.length - 1));
  const top = topOf(screen, layout, rows[cursor], model);
  const select = rows[cursor]?.key ?? screen.select;
  return cursor === screen.cursor && top === screen.top && select === screen.select
    ? screen
    : { ...screen, cursor, top, select };
}

export function layoutOf({ snapshot }: StatisticsScreen, model: Model): StatisticsLayout {
  if (snapshot === null) return NO_LAYOUT;
  const known = LAYOUTS.get(snapshot);
  const of = `${model.columns} ${model.settings.plain}`;
  if (known?.of === of) return known.layout;
  const layout = statisticsLayout(snapshot, model);
  LAYOUTS.set(snapshot, { of, layout });
  return layout;
}

const NO_LAYOUT: StatisticsLayout = { columns: 1, width: 0, plotLines: 0, titles: [], rows: [], lines: 0 };
const LAYOUTS = new WeakMap<StatisticsSnapshot, { of: string; layout: StatisticsLayout }>();

function figureAt(screen: StatisticsScreen, placed: PlacedRow | undefined): StatisticsRow | null {
  if (placed === undefined) return null;
  return screen.snapshot?.sections[placed.section]?.rows[placed.row] ?? null;
}

export function selectedFigure(screen: StatisticsScreen, model: Model): StatisticsRow | null {
  return figureAt(screen, layoutOf(screen, model).rows[screen.cursor]);
}

/** The filter that the selected figure becomes: what was counted, and it. Null where it cannot be asked for. */
export function filterOfFigure(screen: StatisticsScreen, model: Model): string | null {
  const own = selectedFigure(screen, model)?.filter ?? null;
  return own === null ? null : filterWithin(screen.snapshot?.counted?.filter ?? '', own);
}

/** The title of its section is seen with the first row of it, and the plot with the first of all. */
function topOf(screen: StatisticsScreen, layout: StatisticsLayout, row: PlacedRow | undefined, model: Model): number {
  const page = statisticsPage(model);
  if (row === undefined) return 0;
  const first = row.row === 0 ? row.line - 1 : row.line;
  const upper = first <= layout.plotLines && layout.plotLines + 2 < page ? 0 : first;
  const top = topFor(upper, screen.top, page, layout.lines);
  return topFor(row.line, top, page, layout.lines);
}

export function statisticsMoved(screen: StatisticsScreen, model: Model, line: number): Model {
  const { rows } = layoutOf(screen, model);
  const cursor = clamp(line, 0, Math.max(0, rows.length - 1));
  return withTop(model, { ...screen, cursor, select: rows[cursor]?.key ?? null });
}

function aside(screen: StatisticsScreen, model: Model, step: -1 | 1): Model {
  const layout = layoutOf(screen, model);
  const from = layout.rows[screen.cursor];
  const to = from === undefined ? null : rowBeside(layout, from, step);
  return to === null ? model : statisticsMoved(screen, model, layout.rows.indexOf(to));
}

function use(screen: StatisticsScreen, model: Model): Model | Turn {
  const filter = filterOfFigure(screen, model);
  if (filter === null) return noticed(model, 'There is no filter for this figure');
  return popped(withScreenAt(model, 0, withFilter(listOf(model), filter)));
}
