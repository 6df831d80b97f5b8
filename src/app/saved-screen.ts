/**
 * The screen of saved filters: use one, save the filter in force under a name, delete one. It is about the list, the
 * streams or the form from which it was opened. The file is the world's (keep-filter).
 */

import type { CheckSnapshot, FilterOf, Query, Snapshot } from '../engine/protocol';
import { type FilterFormScreen, formFilter, formWith } from './filter-form';
import { edited, type InputLine, inputLine, remembered, typed } from './input-line';
import type { ActionName } from './keymap';
import { type ListScreen, withFilter } from './list';
import {
  bell,
  type Handler,
  type Key,
  type Model,
  noticed,
  popped,
  pushed,
  type Turn,
  topScreen,
  type Want,
  withScreenAt,
  withTop,
} from './model';
import { moving } from './moving';
import { isFilterName, NAME_RULE } from './saved-filters-text';
import type { StreamsScreen } from './streams';
import { clamp, topFor } from './window';

export interface SavedScreen {
  name: 'saved-filters';
  cursor: number;
  top: number;
  /** Set while a name is typed for the filter in force; and why it cannot be that. */
  naming: { line: InputLine; refusal: string | null } | null;
  /** Set while the user is asked. */
  question: { what: 'delete' | 'replace'; filter: string } | null;
  /** What the engine said last of a filter. */
  check: CheckSnapshot | null;
}

export function openedSaved(model: Model): Model {
  if (topScreen(model).name === 'saved-filters') return model;
  return pushed(model, { name: 'saved-filters', cursor: 0, top: 0, naming: null, question: null, check: null });
}

export const SAVED_ACTIONS: Partial<Record<ActionName, Handler<SavedScreen>>> = {
  ...moving<SavedScreen>({
    cursor: ({ cursor }) => cursor,
    count: (_, model) => savedNames(model).length,
    page: (_, model) => savedPage(model),
    moved: (screen, model, line) => withTop(model, { ...screen, cursor: line }),
  }),
  'use-filter': use,
  'save-filter': (screen, model) => {
    if (filterInForce(model).trim() === '') return noticed(model, 'There is no filter in force that could be saved');
    return withTop(model, { ...screen, naming: { line: inputLine(''), refusal: null } });
  },
  'delete-filter': (screen, model) => {
    const filter = selectedName(screen, model);
    return filter === null ? bell(model) : withTop(model, { ...screen, question: { what: 'delete', filter } });
  },
};

/** Keys while a name is typed, and the answer to a question. */
export function savedKey(screen: SavedScreen, model: Model, action: ActionName | null, key: Key): Model | Turn | null {
  if (action === 'quit' || action === 'suspend' || action === 'redraw') return null;
  const { naming, question } = screen;
  if (question !== null) return answer(screen, question, model, action, key);
  if (naming === null) return null;
  if (action === 'cancel' || action === 'back') return withTop(model, { ...screen, naming: null });
  if (action === 'accept') return named(screen, naming.line.text.trim().replace(/^@/, ''), model);
  const line = edited(naming.line, action) ?? (action === null ? typed(naming.line, key) : null);
  return line === null ? null : withTop(model, { ...screen, naming: { line, refusal: null } });
}

export function savedWants(screen: SavedScreen, model: Model): Want[] {
  const text = looked(screen, model);
  if (text === null) return [];
  const of = savedFor(model);
  return [{ query: { kind: 'check', of, text }, key: JSON.stringify([of, text, model.saved.changes]) }];
}

export function savedAnswered(screen: SavedScreen, query: Query, snapshot: Snapshot | null): SavedScreen {
  return query.kind === 'check' && snapshot?.kind === 'check' ? { ...screen, check: snapshot } : screen;
}

/** Within what there is. */
export function savedFitted(screen: SavedScreen, model: Model): SavedScreen {
  const count = savedNames(model).length;
  const cursor = clamp(screen.cursor, 0, Math.max(0, count - 1));
  const top = topFor(cursor, screen.top, savedPage(model), count);
  return cursor === screen.cursor && top === screen.top ? screen : { ...screen, cursor, top };
}

/** Lines of names: the title, the column titles, what is told of the selected one and the key hints are not theirs. */
export function savedPage(model: Model): number {
  return Math.max(1, model.rows - 3 - SAVED_DETAIL_ROWS);
}

/** A heading, two lines of the filter, and what is wrong or asked. */
export const SAVED_DETAIL_ROWS = 4;

export function savedNames({ saved }: Model): string[] {
  return Object.keys(saved.filters).sort();
}

export function selectedName({ cursor }: SavedScreen, model: Model): string | null {
  return savedNames(model)[cursor] ?? null;
}

/** The filter that is looked at: the one to be saved while a name is typed for it, else the selected one. */
export function looked(screen: SavedScreen, model: Model): string | null {
  if (screen.naming !== null || screen.question?.what === 'replace') return filterInForce(model);
  const name = selectedName(screen, model);
  return name === null ? null : model.saved.filters[name]!;
}

/** What is wrong with it; null while nobody knows. */
export function savedError(screen: SavedScreen, model: Model): CheckSnapshot['error'] {
  const { check } = screen;
  return check?.of === savedFor(model) && check.text === looked(screen, model) ? check.error : null;
}

/** Which filters the screen is about. */
export function savedFor(model: Model): FilterOf {
  return targetOf(model).screen.name === 'streams' ? 'streams' : 'calls';
}

export function filterInForce(model: Model): string {
  const { screen } = targetOf(model);
  return screen.name === 'filter-form' ? formFilter(screen, model) : screen.filter;
}

type Target = ListScreen | StreamsScreen | FilterFormScreen;

/** The nearest screen below that has a filter. */
function targetOf({ stack }: Model): { depth: number; screen: Target } {
  const depth = stack.findLastIndex(({ name }) => name === 'filter-form' || name === 'streams' || name === 'list');
  return { depth, screen: stack[depth] as Target };
}

function use(screen: SavedScreen, model: Model): Model | Turn {
  const name = selectedName(screen, model);
  if (name === null || savedError(screen, model) !== null) return bell(model);
  const filter = model.saved.filters[name]!;
  const { depth, screen: target } = targetOf(model);
  return popped(withScreenAt(model, depth, withThis(target, filter, model)));
}

function withThis(target: Target, filter: string, model: Model): Target {
  if (target.name === 'list') return withFilter(target, filter);
  if (target.name === 'filter-form') return formWith(filter, model);
  return { ...target, filter, input: null, history: remembered(target.history, filter) };
}

function named(screen: SavedScreen, name: string, model: Model): Model | Turn {
  const refused = (refusal: string) =>
    withTop(model, { ...screen, naming: screen.naming && { ...screen.naming, refusal } });
  if (savedError(screen, model) !== null) return bell(model);
  if (!isFilterName(name)) return refused(name === '' ? 'A name is needed' : `A name has ${NAME_RULE}`);
  if (!Object.hasOwn(model.saved.filters, name)) return kept(screen, model, name, filterInForce(model));
  return withTop(model, { ...screen, naming: null, question: { what: 'replace', filter: name } });
}

function answer(
  screen: SavedScreen,
  { what, filter }: NonNullable<SavedScreen['question']>,
  model: Model,
  action: ActionName | null,
  key: Key,
): Model | Turn {
  if (key.name === 'y' || key.name === 'Y')
    return kept(screen, model, filter, what === 'delete' ? null : filterInForce(model));
  const no = key.name === 'n' || key.name === 'N' || action === 'back' || action === 'cancel';
  return no ? withTop(model, { ...screen, question: null }) : bell(model);
}

/** Holds at once; the world writes it down, and says when it could not. */
function kept(screen: SavedScreen, model: Model, name: string, expression: string | null): Turn {
  const { [name]: before, ...others } = model.saved.filters;
  const filters = expression === null ? others : { ...others, [name]: expression };
  const next = { ...model, saved: { filters, changes: model.saved.changes + 1 } };
  const cursor = expression === null ? screen.cursor : savedNames(next).indexOf(name);
  const done = withTop(next, { ...screen, naming: null, question: null, cursor });
  const what = expression === null ? 'Deleted' : before === undefined ? 'Saved' : 'Replaced';
  return { model: noticed(done, `${what} @${name}`), effects: [{ kind: 'keep-filter', name, expression }] };
}
