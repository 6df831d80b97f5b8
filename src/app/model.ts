/**
 * What the interface knows (Model), what happens to it (AppEvent) and what it wants done (Effect). All of it is plain
 * data that is replaced, never changed. What a screen does with an event stands in the screen's own file.
 */

import type { Answer, MessageSnapshot, Query, Status } from '../engine/protocol';
import type { Arrangement } from '../ladder/arrangement';
import type { Asking } from './asking';
import type { ColumnsScreen } from './columns-screen';
import type { CompareScreen } from './compare';
import type { Control } from './control';
import type { Copying } from './copy';
import type { DigestScreen } from './digest';
import type { FiguresScreen } from './figures';
import type { FilterFormScreen } from './filter-form';
import type { FindingsScreen } from './findings-screen';
import type { HelpScreen } from './help';
import type { HostsScreen } from './hosts-screen';
import type { ActionName } from './keymap';
import type { Mark } from './ladder-mark';
import type { LadderScreen } from './ladder-screen';
import type { ListScreen } from './list';
import type { MessageScreen } from './message';
import type { MouseAct } from './mouse-target';
import type { PaletteScreen } from './palette';
import type { RawScreen } from './raw';
import type { SaveScreen } from './save-form';
import type { SavedFilters } from './saved-filters';
import type { SavedScreen } from './saved-screen';
import type { SessionState } from './session-state';
import type { Origins, SettingName, Settings, SettingValue } from './settings';
import type { SettingsScreen } from './settings-screen';
import type { StatisticsScreen } from './statistics';
import type { StreamsScreen } from './streams';
import type { AppWorld } from './world';

export interface Key {
  /** Empty for a pasted character, which types but never acts. */
  name: string;
  text: string;
}

export type AppEvent =
  | { kind: 'start' }
  | { kind: 'key'; key: Key; nowMs: number }
  | { kind: 'mouse'; act: MouseAct }
  | { kind: 'resize'; columns: number; rows: number }
  | { kind: 'status'; status: Status }
  | { kind: 'answer'; answer: Answer }
  /** What keep-filter asked for was done, or why not. */
  | { kind: 'filter-kept'; name: string; failure: string | null }
  /** What keep-setting asked for was done, or why not. */
  | { kind: 'setting-kept'; name: SettingName; failure: string | null };

export type Effect =
  | { kind: 'ask'; id: number; query: Query }
  | { kind: 'quit'; code: number }
  | { kind: 'suspend' }
  | { kind: 'redraw' }
  /** To the clipboard of the terminal. */
  | { kind: 'copy'; text: string }
  /** Writes a saved filter down, or deletes it (null). */
  | { kind: 'keep-filter'; name: string; expression: string | null }
  /** Writes a setting to the settings file, or takes it out (null). */
  | { kind: 'keep-setting'; name: SettingName; value: SettingValue | null }
  | { kind: 'bell' };

export type Screen =
  | ListScreen
  | StreamsScreen
  | LadderScreen
  | MessageScreen
  | CompareScreen
  | DigestScreen
  | RawScreen
  | FiguresScreen
  | StatisticsScreen
  | FindingsScreen
  | SaveScreen
  | FilterFormScreen
  | SavedScreen
  | SettingsScreen
  | ColumnsScreen
  | HostsScreen
  | PaletteScreen
  | HelpScreen;

export interface Model {
  world: AppWorld;
  columns: number;
  rows: number;
  /** 0, 8, 16 or 256. */
  colours: number;
  /** The values in force; withSetting() changes one. */
  settings: Settings;
  origins: Origins;
  /** How often one changed that the engine reads. */
  engineChanges: number;
  /** What is kept of the session, as it was last seen. */
  session: SessionState;
  status: Status | null;
  /** The list always lies at the bottom; the last one is shown. */
  stack: readonly Screen[];
  /** The list of streams as it was left. */
  streams: StreamsScreen | null;
  asking: Asking;
  saved: SavedFilters;
  /** How the columns of ladders are arranged, until the program ends. */
  hosts: Arrangement;
  /** What is being done to the capture. */
  control: Control;
  /** Messages that came last, by id; null for one that is gone. */
  messages: ReadonlyMap<number, MessageSnapshot | null>;
  /** The message, or other row of a ladder, that times are told from. */
  mark: Mark | null;
  copying: Copying | null;
  /** One line about what just happened, until the next key. */
  notice: string | null;
  /** Actions that wait for what they are about. */
  ahead: readonly ActionName[];
  /** The program was to be left while a save was on its way: it ends with the save. */
  leaving: boolean;
  /** Told at the start, as faults of a keymap file; shown in full by the help. */
  startNotices: readonly string[];
  /** The model as it was before Esc, which may turn out to begin an F key. */
  beforeEsc: { model: Model; atMs: number } | null;
}

export interface Turn {
  model: Model;
  effects: Effect[];
  /** An action that is to be done on the screen that is shown now. */
  nextAction?: ActionName;
}

/** What an action does to the screen that is shown. */
export type Handler<S extends Screen> = (screen: S, model: Model) => Model | Turn;

/** A query that a screen needs answered. It is sent again when `key` changes. */
export interface Want {
  query: Query;
  key: string;
}

/** Interfaces and pipes: nobody knows when the next packet comes. What is left of a file comes at once. */
export function comesAsItHappens(status: Status | null): boolean {
  if (status?.phase === 'live') return true;
  if (status?.phase === 'loading' && status.replay !== null) return true;
  return status?.phase === 'loading' && status.inputs.some(({ size }) => size === null);
}

export function topScreen(model: Model): Screen {
  return model.stack[model.stack.length - 1]!;
}

export function listOf(model: Model): ListScreen {
  return model.stack[0] as ListScreen;
}

export function withTop(model: Model, screen: Screen): Model {
  return withScreenAt(model, model.stack.length - 1, screen);
}

/** Replaces the screen at a depth of the stack. */
export function withScreenAt(model: Model, depth: number, screen: Screen): Model {
  return { ...model, stack: model.stack.with(depth, screen) };
}

export function pushed(model: Model, screen: Screen): Model {
  return { ...model, stack: [...model.stack, screen] };
}

/** The screen before; the list stays. */
export function popped(model: Model): Model {
  return model.stack.length > 1 ? { ...model, stack: model.stack.slice(0, -1) } : model;
}

/** Says what just happened; while the program waits to end, what it waits for stays told. */
export function noticed(model: Model, notice: string): Model {
  return model.leaving ? model : { ...model, notice };
}

export function bell(model: Model): Turn {
  return { model, effects: [{ kind: 'bell' }] };
}
