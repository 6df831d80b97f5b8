/** The screen on which the columns of a list are chosen, put in order and made wider. It holds at once, and is kept. */

import {
  ALL_COLUMNS,
  type ChosenColumn,
  type ColumnsOf,
  chosenColumns,
  columnText,
  LEAST_COLUMN,
  MOST_COLUMN,
} from './column-choice';
import type { ActionName } from './keymap';
import { bell, type Handler, type Model, noticed, pushed, type Turn, withTop } from './model';
import { moving } from './moving';
import { withoutSetting, withSetting } from './setting-changes';
import { clamp, topFor } from './window';

export interface ColumnsScreen {
  name: 'columns';
  of: ColumnsOf;
  /** All there are: those that are shown in their order, then the others, until the screen is left. */
  rows: readonly (ChosenColumn & { shown: boolean })[];
  cursor: number;
  top: number;
}

export function openedColumns(model: Model, of: ColumnsOf): Model {
  return pushed(model, { name: 'columns', of, rows: rowsFrom(model, of), cursor: 0, top: 0 });
}

export const COLUMNS_ACTIONS: Partial<Record<ActionName, Handler<ColumnsScreen>>> = {
  ...moving<ColumnsScreen>({
    cursor: ({ cursor }) => cursor,
    count: ({ rows }) => rows.length,
    page: (_, model) => columnsPage(model),
    moved: (screen, model, line) => withTop(model, { ...screen, cursor: line }),
  }),
  left: (screen, model) => resized(screen, model, -1),
  right: (screen, model) => resized(screen, model, 1),
  'toggle-column': (screen, model) => {
    const row = screen.rows[screen.cursor]!;
    if (row.shown && screen.rows.filter(({ shown }) => shown).length === 1)
      return noticed(model, 'One column is needed at least');
    return chosen(model, { ...screen, rows: screen.rows.with(screen.cursor, { ...row, shown: !row.shown }) });
  },
  'column-up': (screen, model) => shifted(screen, model, -1),
  'column-down': (screen, model) => shifted(screen, model, 1),
  'column-auto': (screen, model) => withWidth(screen, model, null),
  'reset-columns': (screen, model) => {
    const { model: next, effects } = withoutSetting(model, `${screen.of}.columns`);
    return { model: withTop(next, { ...screen, rows: rowsFrom(next, screen.of) }), effects };
  },
};

/** Within what there is. */
export function columnsFitted(screen: ColumnsScreen, model: Model): ColumnsScreen {
  const cursor = clamp(screen.cursor, 0, screen.rows.length - 1);
  const top = topFor(cursor, screen.top, columnsPage(model), screen.rows.length);
  return cursor === screen.cursor && top === screen.top ? screen : { ...screen, cursor, top };
}

/** Rows of the screen: the title, the column titles, a line about the order and the key hints are not theirs. */
export function columnsPage(model: Model): number {
  return Math.max(1, model.rows - 4);
}

function rowsFrom({ settings }: Model, of: ColumnsOf): ColumnsScreen['rows'] {
  const shown = chosenColumns(settings, of).map((column) => ({ ...column, shown: true }));
  const others = ALL_COLUMNS[of].filter((field) => !shown.some((row) => row.field === field));
  return [...shown, ...others.map((field) => ({ field, width: null, shown: false }))];
}

function shifted(screen: ColumnsScreen, model: Model, step: 1 | -1): Model | Turn {
  const { rows, cursor } = screen;
  const to = cursor + step;
  if (to < 0 || to >= rows.length) return bell(model);
  return chosen(model, { ...screen, rows: rows.with(cursor, rows[to]!).with(to, rows[cursor]!), cursor: to });
}

function resized(screen: ColumnsScreen, model: Model, step: 1 | -1): Model | Turn {
  const { field, width } = screen.rows[screen.cursor]!;
  const usual = model.world.columnLayout[screen.of][field]?.width ?? LEAST_COLUMN;
  return withWidth(screen, model, clamp((width ?? usual) + step, LEAST_COLUMN, MOST_COLUMN));
}

function withWidth(screen: ColumnsScreen, model: Model, width: number | null): Model | Turn {
  const row = screen.rows[screen.cursor]!;
  if (row.width === width) return bell(model);
  return chosen(model, { ...screen, rows: screen.rows.with(screen.cursor, { ...row, width }) });
}

function chosen(model: Model, screen: ColumnsScreen): Turn {
  const columns = screen.rows.filter(({ shown }) => shown).map(columnText);
  return withSetting(unscrolled(withTop(model, screen), screen.of), `${screen.of}.columns`, columns);
}

/** Fewer columns may end before what was scrolled out. */
function unscrolled(model: Model, of: ColumnsOf): Model {
  const stack = model.stack.map((screen) =>
    (screen.name === 'list' || screen.name === 'streams') && screen.name === of
      ? { ...screen, columnOffset: 0 }
      : screen,
  );
  return { ...model, stack };
}
