/** Filters that were saved under names: what the interface knows of them, and how the engine gets to know them. */

import { type Model, noticed, type Want } from './model';

export interface SavedFilters {
  /** By name, without the @. */
  filters: Readonly<Record<string, string>>;
  /** How often they changed. */
  changes: number;
}

/** The engine is told before it is asked anything that may name one. */
export function contextWants({ saved }: Model): Want[] {
  const { filters, changes } = saved;
  if (changes === 0 && Object.keys(filters).length === 0) return [];
  return [{ query: { kind: 'context', saved: filters }, key: String(changes) }];
}

/** Another one where a filter means something else than before, though its text is the same. */
export function savedMark({ saved }: Model, filter: string): number {
  return filter.includes('@') ? saved.changes : 0;
}

/** A change that could not be written is not lost at once, but soon. */
export function keptTold(model: Model, name: string, failure: string | null): Model {
  return failure === null ? model : noticed(model, `@${name} was changed until you leave, but not on disk: ${failure}`);
}
