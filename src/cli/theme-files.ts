/** Where themes of the user's own are found: by name in the folder of his settings, or a file by its path. */

import path from 'node:path';
import type { OwnTheme } from '../app/own-theme';
import { parseTheme } from '../app/theme-text';
import { THEME_NAMES } from '../view/theme';
import { failureText, isMissing, type UserFileWorld } from './user-files';
import { configFolder } from './user-folders';

export interface LoadedTheme {
  /** Null where one of the program's holds. */
  theme: OwnTheme | null;
  /** One line each. */
  errors: string[];
}

/** Never throws: what is wrong is told, and the rest holds. */
export function loadTheme(asked: string, world: UserFileWorld): LoadedTheme {
  if (THEME_NAMES.bases.includes(asked)) return { theme: null, errors: [] };
  const file = isPath(asked) ? asked : themePath(asked, world.env);
  try {
    return parseTheme(world.readFile(file), file, THEME_NAMES);
  } catch (error) {
    if (!isMissing(error)) return { theme: null, errors: [`theme ${file} cannot be read: ${failureText(error)}`] };
    const known = `there are ${THEME_NAMES.bases.join(', ')}; one of your own is ${themePath('NAME', world.env)}`;
    return { theme: null, errors: [isPath(asked) ? `no theme ${file}` : `no theme "${asked}": ${known}`] };
  }
}

/** Why a theme cannot be used, one line; null for one that can, faults and all. */
export function themeFault(asked: string, world: UserFileWorld): string | null {
  const { theme, errors } = loadTheme(asked, world);
  return theme === null ? (errors[0] ?? null) : null;
}

function themePath(name: string, env: UserFileWorld['env']): string {
  return path.join(configFolder(env), 'themes', `${name}.json`);
}

function isPath(asked: string): boolean {
  return asked.includes(path.sep) || asked.endsWith('.json');
}
