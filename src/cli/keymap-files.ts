/** Where keymaps are found: those that come with the program by name, a file by its path, the user's own. */

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { type Keymap, lackedKeys } from '../app/keymap';
import { withBindings } from '../app/keymap-bind';
import { type ParsedKeymap, parseKeymap } from '../app/keymap-parse';
import type { LoadedSettings } from './settings-files';
import { isMissing } from './user-files';
import { configFolder } from './user-folders';

export interface KeymapWorld {
  /** XDG_CONFIG_HOME and HOME. */
  env: Record<string, string | undefined>;
  /** Text of a file; throws as readFileSync does. */
  readFile(path: string): string;
}

export interface LoadedKeymap extends ParsedKeymap {
  /** Where it was read; null when it was not found or cannot be used, then it is the default one. */
  file: string | null;
}

/**
 * @param asked a name or a path (with a slash, or ending in `.json`), or null: then the user's own keymap if there is
 *   one, else the default.
 * Never throws: `errors` says what was not found or is wrong, one line each.
 */
export function loadKeymap(asked: string | null, world: KeymapWorld = keymapWorld(process.env)): LoadedKeymap {
  if (asked === null) return loadUsual(world);
  if (isPath(asked)) return readKeymap(asked, world);
  if (!keymapNames().includes(asked)) {
    return withoutFile(
      [`no keymap "${asked}": there are ${keymapNames().join(', ')}; a file is given by its path`],
      world,
    );
  }
  return readKeymap(builtInPath(asked), world);
}

/** The keymap of the settings, with the keys that they bind one by one. */
export function keymapOf({ values, bindings }: LoadedSettings, world: KeymapWorld): LoadedKeymap {
  const loaded = loadKeymap(values.keymap || null, world);
  const { keymap, errors } = withBindings(loaded.keymap, bindings);
  return { ...loaded, keymap, errors: [...loaded.errors, ...errors] };
}

/** Why a keymap cannot be used, one line; null for one that can, faults and all. */
export function keymapFault(asked: string, world: KeymapWorld): string | null {
  const { file, errors } = loadKeymap(asked, world);
  return file === null ? errors[0] : null;
}

/** Names of the keymaps that come with the program. */
export function keymapNames(): readonly string[] {
  names ??= readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => basename(name, '.json'))
    .sort();
  return names;
}

let names: readonly string[] | null = null;

/** Where the user's own keymap is looked for. */
export function userKeymapPath(env: KeymapWorld['env']): string {
  return join(configFolder(env), 'keymap.json');
}

/**
 * To be asked for before root is given up: the program's own keymaps are read at once, since whom the process becomes may
 * have no way to the folder that it was started from.
 */
export function keymapWorld(env: KeymapWorld['env']): KeymapWorld {
  const read = (path: string) => readFileSync(path, 'utf8');
  const own = new Map(keymapNames().map((name) => [builtInPath(name), read(builtInPath(name))]));
  return { env, readFile: (path) => own.get(path) ?? read(path) };
}

const FOLDER = join(__dirname, '../../keymaps');

function isPath(asked: string): boolean {
  return asked.includes(sep) || asked.endsWith('.json');
}

function builtInPath(name: string): string {
  return join(FOLDER, `${name}.json`);
}

function builtIn(name: string, world: KeymapWorld): Keymap | null {
  return keymapNames().includes(name) ? readKeymap(builtInPath(name), world).keymap : null;
}

function loadUsual(world: KeymapWorld): LoadedKeymap {
  const own = userKeymapPath(world.env);
  try {
    world.readFile(own);
  } catch (error) {
    if (isMissing(error)) return readKeymap(builtInPath('default'), world);
  }
  return readKeymap(own, world);
}

function readKeymap(file: string, world: KeymapWorld): LoadedKeymap {
  let text: string;
  try {
    text = world.readFile(file);
  } catch (error) {
    return withoutFile([`keymap ${file} cannot be read: ${reason(error)}`], world);
  }
  const parsed = parseKeymap(text, file, (name) => builtIn(name, world));
  const lacked = lackedKeys(parsed.keymap);
  if (lacked.length === 0) return { ...parsed, file };
  // Faults say more than what is lacking because of them.
  const errors = parsed.errors.length > 0 ? parsed.errors : [`${file}: no key for ${lacked.join(', ')}`];
  return withoutFile([...errors, `${file} is not used: the default keymap holds`], world);
}

function withoutFile(errors: string[], world: KeymapWorld): LoadedKeymap {
  return { keymap: parseKeymap(world.readFile(builtInPath('default')), 'default').keymap, errors, file: null };
}

function reason(error: unknown): string {
  return isMissing(error) ? 'there is no such file' : error instanceof Error ? error.message : String(error);
}
