/** Filters that were saved under names: what the interface knows of them, and how the engine gets to know them. */

import { listOf, type Model, noticed, type Want } from './model';
import { engineSettings } from './settings';

export interface SavedFilters {
  /** By name, without the @. */
  filters: Readonly<Record<string, string>>;
  /** How often they changed. */
  changes: number;
}

/** The engine is told before it is asked anything that may name one, or ask for what is marked. */
export function contextWants(model: Model): Want[] {
  const { filters, changes } = model.saved;
  const list = listOf(model);
  const asks = MENTIONS.test(list.filter) && list.marks.size > 0;
  const { engineChanges } = model;
  if (changes === 0 && engineChanges === 0 && Object.keys(filters).length === 0 && !asks) return [];
  const marked = asks ? [...list.marks] : [];
  const settings = engineChanges === 0 ? {} : { settings: engineSettings(model.settings) };
  const key = `${changes} ${asks ? numberOf(list.marks) : 0} ${engineChanges}`;
  return [{ query: { kind: 'context', saved: filters, marked, ...settings }, key }];
}

/** Another one where a filter means something else than before, though its text is the same. */
export function contextMark(model: Model, filter: string): string {
  return MENTIONS.test(filter) ? `${model.saved.changes} ${numberOf(listOf(model).marks)}` : '';
}

/** A saved filter may ask for what is marked, too. */
const MENTIONS = /@|\bmarked\b/i;

/** Sets of marks are never changed, but replaced: each has a number of its own. */
const NUMBERS = new WeakMap<ReadonlySet<number>, number>();
let numbered = 0;

function numberOf(marks: ReadonlySet<number>): number {
  const known = NUMBERS.get(marks) ?? ++numbered;
  NUMBERS.set(marks, known);
  return known;
}

/** A change that could not be written is not lost at once, but soon. */
export function keptTold(model: Model, name: string, failure: string | null): Model {
  return failure === null ? model : noticed(model, `@${name} was changed until you leave, but not on disk: ${failure}`);
}
