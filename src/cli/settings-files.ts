/**
 * Where settings come from: sngrep's own files, the user's file here, which is written whenever one is changed, and the
 * file of -f. The later go before the earlier, and the command line before all (docs/decisions/0050).
 */

import path from 'node:path';
import {
  DEFAULT_SETTINGS,
  type Origins,
  type SettingName,
  type Settings,
  type SettingValue,
  settingNamed,
} from '../app/settings';
import { parseSettings, textWithSetting } from '../app/settings-text';
import { type Binding, isJsonSettings, parseSngrepSettings, type SngrepSettings } from '../app/sngrep-settings';
import { UsageError } from './usage-error';
import { failureText, isMissing, rewritten, type UserFileWorld } from './user-files';
import { configFolder, stateFolder } from './user-folders';

/** What the command line says of files. */
/** Of whom: of who calls for files, of who is become for interfaces; `caller`: where neither is opened. */
export type SettingsFor = 'files' | 'interfaces' | 'caller';

export interface SettingsWish {
  /** -f */
  extra: string | null;
  /** False: -F. */
  own: boolean;
}

export interface LoadedSettings {
  /** The user's file, read or not. */
  file: string;
  values: Settings;
  /** Of those that are no defaults. */
  origins: Origins;
  /** Keys that sngrep's files bind or unbind. */
  bindings: readonly Binding[];
  /** One line each, with file and line. */
  errors: string[];
  /** Lines of sngrep's that have no meaning here: the same, with the reason. */
  meaningless: string[];
}

export const NO_FILES: Omit<LoadedSettings, 'file'> = {
  values: DEFAULT_SETTINGS,
  origins: {},
  bindings: [],
  errors: [],
  meaningless: [],
};

/** Without files all have their defaults, which is no fault. Throws UsageError where the file of -f cannot be read. */
export function loadSettings(world: UserFileWorld, { extra, own }: SettingsWish): LoadedSettings {
  const file = settingsPath(world.env);
  const ours = own ? layerOf(file, world) : [];
  const wanted = own && (ours[0]?.values['sngrep.settings'] ?? true);
  const theirs = wanted ? sngrepPaths(world.env).flatMap((one) => layerOf(one, world, parseSngrepSettings)) : [];
  const asked = extra === null ? [] : [askedLayer(extra, world)];
  const state = own ? layerOf(statePath(world.env), world) : [];
  return [...theirs, ...state, ...ours, ...asked].reduce<LoadedSettings>(
    (all, layer) => ({
      file,
      values: { ...all.values, ...layer.values },
      origins: { ...all.origins, ...layer.origins },
      bindings: [...all.bindings, ...layer.bindings],
      errors: [...all.errors, ...layer.errors],
      meaningless: [...all.meaningless, ...layer.meaningless],
    }),
    { file, ...NO_FILES },
  );
}

/** Writes a setting, or takes it out (null). What else is in the file stays as it is. Gives why it could not be, or null. */
export function keepSetting(name: SettingName, value: SettingValue | null, world: UserFileWorld): string | null {
  const file = settingNamed(name)?.tab === null ? statePath(world.env) : settingsPath(world.env);
  return rewritten(file, (text) => textWithSetting(text, name, value), world);
}

export function settingsPath(env: UserFileWorld['env']): string {
  return path.join(configFolder(env), 'settings.json');
}

export function statePath(env: UserFileWorld['env']): string {
  return path.join(stateFolder(env), 'state.json');
}

/** As sngrep looks for them: the system's, then the user's. */
export function sngrepPaths({ SNGREPRC, HOME }: UserFileWorld['env']): string[] {
  const own = SNGREPRC || (HOME ? path.join(HOME, '.sngreprc') : '');
  return ['/usr/local/etc/sngreprc', '/etc/sngreprc', ...(own === '' ? [] : [own])];
}

type Parse = (text: string, file: string) => SngrepSettings;

const parseOurs: Parse = (text, file) => ({ ...parseSettings(text, file), bindings: [], meaningless: [] });

/** Of a file that need not be there. */
function layerOf(file: string, world: UserFileWorld, parse: Parse = parseOurs): SngrepSettings[] {
  try {
    return [parse(world.readFile(file), file)];
  } catch (error) {
    if (isMissing(error)) return [];
    const nothing = { values: {}, origins: {}, bindings: [], meaningless: [] };
    return [{ ...nothing, errors: [`${file} cannot be read: ${failureText(error)}`] }];
  }
}

/** sngrep's or ours: its content says which. */
function askedLayer(file: string, world: UserFileWorld): SngrepSettings {
  try {
    const text = world.readFile(file);
    if (isJsonSettings(text)) return parseOurs(text, file);
    const layer = parseSngrepSettings(text, file);
    const { length } = layer.meaningless;
    const told = `${file}: ${length === 1 ? '1 line has' : `${length} lines have`} no meaning here; -D tells which`;
    return length === 0 ? layer : { ...layer, errors: [...layer.errors, told] };
  } catch (error) {
    const why = isMissing(error) ? 'there is no such file' : failureText(error);
    throw new UsageError(`-f ${file}: cannot be read: ${why}`);
  }
}
