/**
 * The settings as a table, and their values in force. A new setting is a row here: the file, the screen of settings and
 * `-D` are made from it. Values from files and keys are setting-values.ts, the text of the file settings-text.ts.
 */

import type { EngineSettings } from '../engine/protocol';
import { type Model, noticed, type Turn } from './model';

/** Pages of the screen of settings, in order. */
export const SETTING_TABS = ['Interface', 'Call list', 'Ladder', 'Capture', 'Saving'] as const;

interface Common {
  name: string;
  tab: (typeof SETTING_TABS)[number];
  /** A sentence without a full stop. */
  description: string;
}

export type SettingRow = Common &
  (
    | { kind: 'choice'; choices: readonly string[]; default: string }
    | { kind: 'flag'; default: boolean }
    /** Whole numbers. */
    | { kind: 'number'; min: number; max: number; default: number }
    | { kind: 'text'; default: string }
    | { kind: 'list'; default: readonly string[] }
    /** Texts by name; `key` and `value` say what of. */
    | { kind: 'map'; key: string; value: string; default: Readonly<Record<string, string>> }
  );

export const SETTINGS = [
  {
    name: 'theme',
    tab: 'Interface',
    kind: 'choice',
    choices: ['dark', 'light', 'mono'],
    default: 'dark',
    description: 'Colours of the screen',
  },
  {
    name: 'lines',
    tab: 'Interface',
    kind: 'choice',
    choices: ['auto', 'unicode', 'ascii'],
    default: 'auto',
    description: 'What arrows and borders are drawn with; auto goes by the locale',
  },
  {
    name: 'mouse',
    tab: 'Interface',
    kind: 'flag',
    default: true,
    description: 'Take clicks and the wheel; off leaves the mouse to the terminal',
  },
  {
    name: 'time.mode',
    tab: 'Interface',
    kind: 'choice',
    choices: ['local', 'utc', 'start', 'delta', 'epoch'],
    default: 'local',
    description: 'Times as local time, UTC, since the first message, since the one before, or seconds since 1970',
  },
  {
    name: 'legs.headers',
    tab: 'Ladder',
    kind: 'list',
    default: ['X-Call-ID', 'X-CID'],
    description: 'Headers that name the Call-ID of another leg of a call',
  },
  {
    name: 'hosts.aliases',
    tab: 'Ladder',
    kind: 'map',
    key: 'address or address:port',
    value: 'name',
    default: {},
    description: 'Names that are shown for addresses',
  },
  {
    name: 'hosts.system',
    tab: 'Ladder',
    kind: 'flag',
    default: true,
    description: 'Name addresses as /etc/hosts does',
  },
  {
    name: 'ladder.columns',
    tab: 'Ladder',
    kind: 'choice',
    choices: ['host', 'port', 'address'],
    default: 'host',
    description: 'A column for each host, for each host and port, or for each address',
  },
  {
    name: 'list.names',
    tab: 'Call list',
    kind: 'flag',
    default: false,
    description: 'Show source and destination by their names',
  },
] as const satisfies readonly SettingRow[];

type Row = (typeof SETTINGS)[number];

export type SettingName = Row['name'];

type ValueOf<R> = R extends { kind: 'choice'; choices: readonly (infer Choice)[] }
  ? Choice
  : R extends { kind: 'flag' }
    ? boolean
    : R extends { kind: 'number' }
      ? number
      : R extends { kind: 'text' }
        ? string
        : R extends { kind: 'list' }
          ? readonly string[]
          : Readonly<Record<string, string>>;

/** Values by name: `settings['time.mode']`. */
export type Settings = { readonly [R in Row as R['name']]: ValueOf<R> };

export type SettingValue = Settings[SettingName];

/** Where a value comes from. What the command line says is not written to the file. */
export interface Origin {
  kind: 'default' | 'sngrep' | 'file' | 'command line';
  /** A file and line, or an option; empty for a default. */
  where: string;
}

/** Of the values that are no defaults. */
export type Origins = Readonly<Partial<Record<SettingName, Origin>>>;

export const DEFAULT_SETTINGS = Object.fromEntries(
  SETTINGS.map(({ name, default: value }) => [name, value]),
) as unknown as Settings;

/** The row of a name, or undefined where there is none. */
export function settingNamed(name: string): (SettingRow & { name: SettingName }) | undefined {
  return SETTINGS.find((row) => row.name === name);
}

/** What a setting can be, where that is a choice. */
export function settingChoices(name: SettingName): readonly string[] {
  const row = settingNamed(name);
  return row?.kind === 'choice' ? row.choices : [];
}

/** The model with a value in force and written to the settings file. */
export function withSetting<Name extends SettingName>(model: Model, name: Name, value: Settings[Name]): Turn {
  const next = settingInForce(model, name, value);
  const origin: Origin = { kind: 'file', where: model.world.settingsFile };
  const origins = { ...next.origins, [name]: origin };
  return { model: { ...next, origins }, effects: [{ kind: 'keep-setting', name, value }] };
}

/** The model with a value in force until the program ends. */
export function settingInForce<Name extends SettingName>(model: Model, name: Name, value: Settings[Name]): Model {
  const engineChanges = model.engineChanges + (isOfEngine(name) ? 1 : 0);
  return { ...model, settings: { ...model.settings, [name]: value }, engineChanges };
}

/** A change that could not be written holds until the program ends. */
export function settingKeptTold(model: Model, name: string, failure: string | null): Model {
  if (failure === null) return model;
  return noticed(model, `${name} was changed until you leave, but not on disk: ${failure}`);
}

/** Those that the engine reads: it has them at its start, and when one changes before the next question. */
export function engineSettings(settings: Settings): EngineSettings {
  return {
    'legs.headers': settings['legs.headers'],
    'hosts.aliases': settings['hosts.aliases'],
    'hosts.system': settings['hosts.system'],
    'list.names': settings['list.names'],
  };
}

function isOfEngine(name: SettingName): boolean {
  return name in engineSettings(DEFAULT_SETTINGS);
}
