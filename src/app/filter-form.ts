/** The form that makes a filter of fields and boxes to tick. Between fields and text stands filter-fields.ts. */

import type { CheckSnapshot, Query, Snapshot } from '../engine/protocol';
import { fieldsFrom, filterFrom, METHODS, type TextField, textFields } from './filter-fields';
import { edited, type InputLine, inputLine, typed } from './input-line';
import type { ActionName } from './keymap';
import { withFilter } from './list';
import {
  bell,
  type Handler,
  type Key,
  listOf,
  type Model,
  popped,
  pushed,
  type Turn,
  type Want,
  withScreenAt,
  withTop,
} from './model';

export interface FilterFormScreen {
  name: 'filter-form';
  /** The field that is filled in: the name of a text, a group of boxes, or `rest`. */
  field: string;
  /** The box of the group. */
  box: number;
  /** By the field's name; `rest` is any filter. */
  texts: Readonly<Record<string, InputLine>>;
  ticked: Readonly<Record<BoxGroup, readonly string[]>>;
  /** What the engine said of the filter, as it was then. */
  check: CheckSnapshot | null;
}

export type BoxGroup = 'methods' | 'states';

/** Opens it with the filter in force. */
export function openedForm(model: Model): Model {
  return pushed(model, formWith(listOf(model).filter, model));
}

export function formWith(filter: string, model: Model): FilterFormScreen {
  const fields = formFields(model);
  const { texts, methods, states, rest } = fieldsFrom(filter, fields, model.world.states);
  const lines = Object.fromEntries(fields.map(({ name }) => [name, inputLine(texts[name] ?? '')]));
  // Where only a whole filter can be shown, that is what is to be changed.
  const field = rest === filter.trim() && rest !== '' ? 'rest' : (fields[0]?.name ?? 'rest');
  const ticked = { methods, states };
  return { name: 'filter-form', field, box: 0, texts: { ...lines, rest: inputLine(rest) }, ticked, check: null };
}

export const FILTER_FORM_ACTIONS: Partial<Record<ActionName, Handler<FilterFormScreen>>> = {
  'next-field': (form, model) => withTop(model, entered(form, model, 1)),
  'previous-field': (form, model) => withTop(model, entered(form, model, -1)),
  up: (form, model) => withTop(model, movedRow(form, model, -1)),
  down: (form, model) => withTop(model, movedRow(form, model, 1)),
  left: (form, model) => movedBox(form, model, -1),
  right: (form, model) => movedBox(form, model, 1),
  tick,
  'clear-input': (form, model) =>
    isGroup(form.field) ? withTop(model, { ...form, ticked: { ...form.ticked, [form.field]: [] } }) : model,
  accept,
  cancel: (_, model) => popped(model),
};

/** The form with another field at hand, and a box of it ticked or unticked. */
export function enteredField(form: FilterFormScreen, model: Model, field: string, box: number | null): Model {
  const next = { ...form, field, box: box ?? 0 };
  return box === null ? withTop(model, next) : tick(next, model);
}

/** Keys that type into the field. */
export function filterFormKey(
  form: FilterFormScreen,
  model: Model,
  action: ActionName | null,
  key: Key,
): Model | Turn | null {
  if (isGroup(form.field)) return null;
  const before = form.texts[form.field]!;
  // A blank is typed where there is nothing to tick.
  const line = action === null || action === 'tick' ? typed(before, key) : edited(before, ON_TEXT[action] ?? action);
  return line === null ? null : withTop(model, { ...form, texts: { ...form.texts, [form.field]: line } });
}

export function filterFormWants(form: FilterFormScreen, model: Model): Want[] {
  const text = formFilter(form, model);
  return [{ query: { kind: 'check', of: 'calls', text }, key: JSON.stringify([text, model.saved.changes]) }];
}

export function filterFormAnswered(form: FilterFormScreen, query: Query, snapshot: Snapshot | null): FilterFormScreen {
  return query.kind === 'check' && snapshot?.kind === 'check' && query.of === 'calls'
    ? { ...form, check: snapshot }
    : form;
}

/** The filter that it makes. */
export function formFilter({ texts, ticked }: FilterFormScreen, model: Model): string {
  const values = Object.fromEntries(Object.entries(texts).map(([name, { text }]) => [name, text]));
  return filterFrom({ texts: values, ...ticked, rest: values.rest ?? '' }, formFields(model));
}

/** What is wrong with it; null while nobody knows. */
export function formError(form: FilterFormScreen, model: Model): { message: string; at: number } | null {
  return form.check?.text === formFilter(form, model) ? form.check.error : null;
}

export function formFields({ world }: Model): TextField[] {
  return textFields(world.filterConditions.map(({ name }) => name));
}

export function boxesOf(group: BoxGroup, { world }: Model): readonly string[] {
  return group === 'methods' ? METHODS : world.states;
}

/** Cells before the fields, and of one box: `[x] unregistered `. */
export const FORM_LABEL_WIDTH = 15;
export const BOX_WIDTH = 17;

export function boxesInRow({ columns }: Model): number {
  return Math.max(1, Math.min(MOST_IN_ROW, Math.floor((columns - FORM_LABEL_WIDTH) / BOX_WIDTH)));
}

/** The methods in two rows where there is room. */
const MOST_IN_ROW = 5;

/** On a text the arrows move within it. */
const ON_TEXT: Partial<Record<ActionName, ActionName>> = { left: 'cursor-left', right: 'cursor-right' };

function isGroup(field: string): field is BoxGroup {
  return field === 'methods' || field === 'states';
}

function fieldNames(model: Model): string[] {
  return [...formFields(model).map(({ name }) => name), 'methods', 'states', 'rest'];
}

function entered(form: FilterFormScreen, model: Model, step: 1 | -1): FilterFormScreen {
  const names = fieldNames(model);
  const field = names[(names.indexOf(form.field) + step + names.length) % names.length]!;
  return { ...form, field, box: 0 };
}

/** Within a group of boxes by rows, and out of it at its edges. */
function movedRow(form: FilterFormScreen, model: Model, step: 1 | -1): FilterFormScreen {
  if (!isGroup(form.field)) return atEdge(entered(form, model, step), model, step);
  const count = boxesOf(form.field, model).length;
  const inRow = boxesInRow(model);
  const row = Math.floor(form.box / inRow) + step;
  if (row < 0 || row * inRow >= count) return atEdge(entered(form, model, step), model, step);
  return { ...form, box: Math.min(form.box + step * inRow, count - 1) };
}

/** Who comes from below enters a group at its last row. */
function atEdge(form: FilterFormScreen, model: Model, step: 1 | -1): FilterFormScreen {
  if (!isGroup(form.field) || step > 0) return form;
  const inRow = boxesInRow(model);
  return { ...form, box: Math.floor((boxesOf(form.field, model).length - 1) / inRow) * inRow };
}

function movedBox(form: FilterFormScreen, model: Model, step: 1 | -1): Model | Turn {
  if (!isGroup(form.field)) return model;
  const box = form.box + step;
  return box < 0 || box >= boxesOf(form.field, model).length ? bell(model) : withTop(model, { ...form, box });
}

function tick(form: FilterFormScreen, model: Model): Model {
  const { field, box, ticked } = form;
  if (!isGroup(field)) return model;
  const boxes = boxesOf(field, model);
  const name = boxes[box]!;
  // In the order of the boxes, whatever that of the ticks.
  const now = boxes.filter((one) => (one === name ? !ticked[field].includes(one) : ticked[field].includes(one)));
  return withTop(model, { ...form, ticked: { ...ticked, [field]: now } });
}

function accept(form: FilterFormScreen, model: Model): Model | Turn {
  if (formError(form, model) !== null) return bell(model);
  return withScreenAt(popped(model), 0, withFilter(listOf(model), formFilter(form, model)));
}
