/** Where saved filters are kept: a file of the user's, read at the start and written whenever one is saved or deleted. */

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseSavedFilters, textWithFilter } from '../app/saved-filters-text';
import { OF_DIALOGS, OF_STREAMS } from '../filter/language';
import { parseWithSaved, type SavedFilters } from '../filter/saved';
import { configFolder } from './user-folders';

export interface SavedFilterWorld {
  /** XDG_CONFIG_HOME and HOME. */
  env: Record<string, string | undefined>;
  /** Text of a file; throws as readFileSync does. */
  readFile(file: string): string;
  /** Puts a text in place of a file in one step; makes its folder. Throws as writeFileSync does. */
  replaceFile(file: string, text: string): void;
}

export interface LoadedFilters {
  file: string;
  filters: SavedFilters;
  /** One line each, with file and line. */
  errors: string[];
}

/** Never throws. Without a file there are none, which is no fault. */
export function loadSavedFilters(world: SavedFilterWorld): LoadedFilters {
  const file = savedFiltersPath(world.env);
  let text: string;
  try {
    text = world.readFile(file);
  } catch (error) {
    return { file, filters: {}, errors: isMissing(error) ? [] : [`${file} cannot be read: ${reason(error)}`] };
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
export function keepFilter(name: string, expression: string | null, world: SavedFilterWorld): string | null {
  const file = savedFiltersPath(world.env);
  try {
    const text = textWithFilter(existing(file, world), name, expression);
    if (text === null) return `${file} is no JSON: it was left as it is`;
    world.replaceFile(file, text);
    return null;
  } catch (error) {
    return `${file}: ${reason(error)}`;
  }
}

export function savedFiltersPath(env: SavedFilterWorld['env']): string {
  return path.join(configFolder(env), 'filters.json');
}

export function savedFilterWorld(env: SavedFilterWorld['env']): SavedFilterWorld {
  return { env, readFile: (file) => readFileSync(file, 'utf8'), replaceFile };
}

/** Beside it and then renamed: a full disk leaves what was there. A link stays one, and rights stay as they were. */
function replaceFile(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const target = realPath(file);
  const beside = `${target}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(beside, text, { flag: 'wx', mode: modeOf(target) });
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function existing(file: string, world: SavedFilterWorld): string {
  try {
    return world.readFile(file);
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}

/** A filter may be one of calls or of streams. */
function faultOf(expression: string, filters: SavedFilters): string | null {
  const ofCalls = parseWithSaved(expression, filters, OF_DIALOGS);
  return ofCalls.ok || parseWithSaved(expression, filters, OF_STREAMS).ok ? null : ofCalls.message;
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function modeOf(file: string): number {
  try {
    return statSync(file).mode & 0o777;
  } catch {
    return 0o600;
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** In words, without the name of the file beside. */
function reason(error: unknown): string {
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
};
