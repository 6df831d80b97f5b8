/** Typing the filter of a list: every key is applied at once, Enter keeps it, Esc brings back the one before. */

import { edited, type InputLine, inputLine, remembered, typed } from './input-line';
import type { ActionName } from './keymap';
import type { ListScreen } from './list';
import { bell, type Key, type Model, type Turn, withTop } from './model';
import type { StreamsScreen } from './streams';

export interface FilterInput {
  line: InputLine;
  /** The filter to come back to. */
  before: string;
  /** While going through the history: which entry, and what was typed before. */
  past: { index: number; typed: string } | null;
}

/** A screen with a filter in force, and a history of those before. */
type Filtered = ListScreen | StreamsScreen;

/** The input line opened with the filter in force. */
export function filterOpened({ filter }: Filtered): FilterInput {
  return { line: inputLine(filter), before: filter, past: null };
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
  return line === null ? null : withLine(list, { ...input, line, past: null }, model);
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
  'history-previous': (list, input, model) => recalled(list, input, model, -1),
  'history-next': (list, input, model) => recalled(list, input, model, 1),
};

function recalled(list: Filtered, input: FilterInput, model: Model, step: number): Model | Turn {
  const { history } = list;
  const from = input.past ?? { index: history.length, typed: input.line.text };
  const index = from.index + step;
  if (index < 0 || index > history.length) return bell(model);
  const text = history[index] ?? from.typed;
  const past = index === history.length ? null : { ...from, index };
  return withLine(list, { ...input, line: inputLine(text), past }, model);
}

function withLine(list: Filtered, input: FilterInput, model: Model): Model {
  return withTop(model, { ...list, input, filter: input.line.text });
}
