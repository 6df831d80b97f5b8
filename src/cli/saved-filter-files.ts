/** Where saved filters are kept: a file of the user's, read at the start and written whenever one is saved or deleted. */

import path from 'node:path';
import { parseSavedFilters, textWithFilter } from '../app/saved-filters-text';
import { OF_DIALOGS, OF_STREAMS } from '../filter/language';
import { parseWithSaved, type SavedFilters } from '../filter/saved';
import { failureText, isMissing, rewritten, type UserFileWorld } from './user-files';
import { configFolder } from './user-folders';

export interface LoadedFilters {
  file: string;
  filters: SavedFilters;
  /** One line each, with file and line. */
  errors: string[];
}

/** Never throws. Without a file there are none, which is no fault. */
export function loadSavedFilters(world: UserFileWorld): LoadedFilters {
  const file = savedFiltersPath(world.env);
  let text: string;
  try {
    text = world.readFile(file);
  } catch (error) {
    return { file, filters: {}, errors: isMissing(error) ? [] : [`${file} cannot be read: ${failureText(error)}`] };
  }
  const { filters: all, errors } = parseSavedFilters(text, file);
  const filters = Object.fromEntries(all.map(({ name, expression }) => [name, expression]));
  const faults = all.flatMap(({ expression, line }) => {
    const message = faultOf(expression, filters);
    return message === null ? [] : [`${file}:${line}: ${message}`];
  });
  return { file, filters, errors: [...errors, ...faults] };
}

/** Saves one, or deletes it (null). What else is in the file stays as it is. Gives why it could not be, or null. */
export function keepFilter(name: string, expression: string | null, world: UserFileWorld): string | null {
  const file = savedFiltersPath(world.env);
  return rewritten(file, (text) => textWithFilter(text, name, expression), world);
}

export function savedFiltersPath(env: UserFileWorld['env']): string {
  return path.join(configFolder(env), 'filters.json');
}

/** A filter may be one of calls or of streams. */
function faultOf(expression: string, filters: SavedFilters): string | null {
  const ofCalls = parseWithSaved(expression, filters, OF_DIALOGS);
  return ofCalls.ok || parseWithSaved(expression, filters, OF_STREAMS).ok ? null : ofCalls.message;
}
