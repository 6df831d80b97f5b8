/** Where settings are kept: a file of the user's, read at the start and written whenever one is changed. */

import path from 'node:path';
import type { Origins, SettingName, Settings, SettingValue } from '../app/settings';
import { parseSettings, textWithSetting } from '../app/settings-text';
import { existingText, failureText, isMissing, type UserFileWorld } from './user-files';
import { configFolder } from './user-folders';

export interface LoadedSettings {
  file: string;
  /** Those that are no defaults. */
  values: Partial<Settings>;
  origins: Origins;
  /** One line each, with file and line. */
  errors: string[];
}

/** Never throws. Without a file all have their defaults, which is no fault. */
export function loadSettings(world: UserFileWorld): LoadedSettings {
  const file = settingsPath(world.env);
  try {
    return { file, ...parseSettings(world.readFile(file), file) };
  } catch (error) {
    const errors = isMissing(error) ? [] : [`${file} cannot be read: ${failureText(error)}`];
    return { file, values: {}, origins: {}, errors };
  }
}

/** Writes a setting, or takes it out (null). What else is in the file stays as it is. Gives why it could not be, or null. */
export function keepSetting(name: SettingName, value: SettingValue | null, world: UserFileWorld): string | null {
  const file = settingsPath(world.env);
  try {
    const text = textWithSetting(existingText(file, world), name, value);
    if (text === null) return `${file} is no JSON: it was left as it is`;
    world.replaceFile(file, text);
    return null;
  } catch (error) {
    return `${file}: ${failureText(error)}`;
  }
}

export function settingsPath(env: UserFileWorld['env']): string {
  return path.join(configFolder(env), 'settings.json');
}
