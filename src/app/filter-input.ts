/**
 * Typing the filter of a list: every key is applied at once, Enter keeps it, Esc brings back the one before. Completing
 * it is completion.ts.
 */

import type { CompleteQuery, FilterOf, Snapshot } from '../engine/protocol';
import {
  type Completed,
  type Completion,
  completed,
  completionAnswered,
  completionWants,
  findsNothing,
  narrowed,
} from './completion';
import { edited, type InputLine, inputLine, type Past, recalled, remembered, typed } from './input-line';
import type { ActionName } from './keymap';
import type { ListScreen } from './list';
import { bell, type Key, type Model, type Turn, type Want, withTop } from './model';
import type { StreamsScreen } from './streams';

export interface FilterInput {
  line: InputLine;
  /** The filter to come back to. */
  before: string;
  past: Past | null;
  /** Set while candidates are shown. */
  completion: Completion | null;
}

/** A screen with a filter in force, and a history of those before. */
type Filtered = ListScreen | StreamsScreen;

/** The input line opened with the filter in force. */
export function filterOpened({ filter }: Filtered): FilterInput {
  return { line: inputLine(filter), before: filter, past: null, completion: null };
}

/** The fault of the filter as it stands now; null while nobody knows yet. */
export function filterErrorOf({ answered, filter, snapshot }: Filtered): { message: string; at: number } | null {
  return answered?.filter === filter ? (snapshot?.filterError ?? null) : null;
}

/** What a key does while the filter is typed; null when it is not for the input line. */
export function filterKey(
  list: Filtered,
  input: FilterInput,
  model: Model,
  action: ActionName | null,
  key: Key,
): Model | Turn | null {
  const act = action === null ? undefined : ACTIONS[action];
  if (act !== undefined) return act(list, input, model);
  const line = edited(input.line, action) ?? (action === null ? typed(input.line, key) : null);
  if (line === null) return null;
  // A cursor that moves away has left what was being completed.
  const completion = line.text === input.line.text ? null : narrowed(input.completion, line);
  return withLine(list, { ...input, line, past: null, completion }, model);
}

/** What the filter in force could not decide, or null. */
export function filterTroubleOf({ answered, filter, snapshot }: Filtered): string | null {
  return answered?.filter === filter ? (snapshot?.filterTrouble ?? null) : null;
}

/** Rows that the filter takes: its line, and below it what is wrong or what it could go on with. */
export function filterRows(list: Filtered): number {
  if (list.input === null && list.filter === '') return 0;
  const told = filterErrorOf(list) ?? filterTroubleOf(list) ?? list.input?.completion ?? null;
  return told === null ? 1 : 2;
}

export function filterOf({ name }: Filtered): FilterOf {
  return name === 'list' ? 'calls' : 'streams';
}

export function filterWants(list: Filtered): Want[] {
  return completionWants(filterOf(list), list.input?.completion ?? null);
}

/** Takes an answer about what the filter could go on with. */
export function filterCompleted<S extends Filtered>(list: S, query: CompleteQuery, snapshot: Snapshot | null): S {
  const { input } = list;
  if (input === null || input.completion === null || query.of !== filterOf(list)) return list;
  if (snapshot?.kind !== 'complete') return { ...list, input: { ...input, completion: null } };
  return withCompleted(list, input, completionAnswered(input.line, input.completion, snapshot));
}

type FilterAction = (list: Filtered, input: FilterInput, model: Model) => Model | Turn;

const ACTIONS: Partial<Record<ActionName, FilterAction>> = {
  accept(list, _, model) {
    // A filter that is known to be wrong would only be typed again.
    if (filterErrorOf(list) !== null) return bell(model);
    return withTop(model, { ...list, input: null, history: remembered(list.history, list.filter) });
  },
  cancel: (list, input, model) => withTop(model, { ...list, filter: input.before, input: null }),
  back: (list, input, model) => withTop(model, { ...list, filter: input.before, input: null }),
  complete: (list, input, model) => stepped(list, input, model, 1),
  'complete-back': (list, input, model) => stepped(list, input, model, -1),
  'history-previous': (list, input, model) => remembering(list, input, model, -1),
  'history-next': (list, input, model) => remembering(list, input, model, 1),
};

function stepped(list: Filtered, input: FilterInput, model: Model, step: 1 | -1): Model | Turn {
  if (input.completion !== null && findsNothing(input.completion)) return bell(model);
  return withTop(model, withCompleted(list, input, completed(input.line, input.completion, step)));
}

function withCompleted<S extends Filtered>(list: S, input: FilterInput, { line, completion }: Completed): S {
  return { ...list, input: { ...input, line, completion, past: null }, filter: line.text };
}

function remembering(list: Filtered, input: FilterInput, model: Model, step: number): Model | Turn {
  const found = recalled(list.history, input.past, input.line.text, step);
  return found === null ? bell(model) : withLine(list, { ...input, ...found, completion: null }, model);
}

function withLine(list: Filtered, input: FilterInput, model: Model): Model {
  return withTop(model, { ...list, input, filter: input.line.text });
}
