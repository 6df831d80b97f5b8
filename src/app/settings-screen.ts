/** The screen of settings: a page a tab, a row a setting. What changes holds at once and goes to the settings file. */

import { openedColumns } from './columns-screen';
import { edited, type InputLine, inputLine, typed } from './input-line';
import type { ActionName } from './keymap';
import { bell, type Handler, type Key, type Model, noticed, pushed, type Turn, topScreen, withTop } from './model';
import { moving } from './moving';
import { openedSaved } from './saved-screen';
import { isDefault, withoutSetting, withSetting } from './setting-changes';
import { stepOf, valueFromText, valueText } from './setting-values';
import {
  SETTING_TABS,
  SETTINGS,
  type SettingName,
  type SettingRow,
  type SettingTab,
  type SettingValue,
} from './settings';
import { clamp, topFor } from './window';

export interface SettingsScreen {
  name: 'settings';
  tab: SettingTab;
  cursor: number;
  top: number;
  /** Set while a value is typed; and why it cannot be that. */
  editing: { line: InputLine; refusal: string | null } | null;
  /** What was written last. */
  told: string | null;
}

export type NamedRow = SettingRow & { name: SettingName };

export function openedSettings(model: Model): Model {
  if (topScreen(model).name === 'settings') return model;
  return pushed(model, { name: 'settings', tab: SETTING_TABS[0], cursor: 0, top: 0, editing: null, told: null });
}

export const SETTINGS_ACTIONS: Partial<Record<ActionName, Handler<SettingsScreen>>> = {
  ...moving<SettingsScreen>({
    cursor: ({ cursor }) => cursor,
    count: ({ tab }) => rowsOf(tab).length,
    page: (_, model) => settingsPage(model),
    moved: settingsMoved,
  }),
  left: (screen, model) => changed(screen, model, -1),
  right: (screen, model) => changed(screen, model, 1),
  change: (screen, model) => changed(screen, model, 1),
  'change-back': (screen, model) => changed(screen, model, -1),
  'edit-setting': (screen, model) => (isTyped(rowAt(screen)) ? editing(screen, model) : changed(screen, model, 1)),
  'reset-setting': (screen, model) => {
    const { name } = rowAt(screen);
    return isDefault(model, name) && model.origins[name] === undefined ? bell(model) : withoutSetting(model, name);
  },
  'next-tab': (screen, model) => turned(screen, model, 1),
  'previous-tab': (screen, model) => turned(screen, model, -1),
  'saved-filters': (_, model) => openedSaved(model),
};

export function settingsMoved(screen: SettingsScreen, model: Model, line: number): Model {
  return withTop(model, { ...screen, cursor: line, told: null, editing: null });
}

export function enteredTab(screen: SettingsScreen, model: Model, name: string): Model {
  const tab = SETTING_TABS.find((one) => one === name) ?? screen.tab;
  return withTop(model, { ...screen, tab, cursor: 0, top: 0, told: null, editing: null });
}

/** Keys while a value is typed. */
export function settingsKey(
  screen: SettingsScreen,
  model: Model,
  action: ActionName | null,
  key: Key,
): Model | Turn | null {
  const { editing } = screen;
  if (editing === null || action === 'quit' || action === 'suspend' || action === 'redraw') return null;
  if (action === 'cancel' || action === 'back') return withTop(model, { ...screen, editing: null });
  if (action === 'accept') return accepted(screen, editing.line.text, model);
  const line = edited(editing.line, action) ?? (action === null ? typed(editing.line, key) : null);
  return line === null ? bell(model) : withTop(model, { ...screen, editing: { line, refusal: null } });
}

/** Within what there is. */
export function settingsFitted(screen: SettingsScreen, model: Model): SettingsScreen {
  const count = rowsOf(screen.tab).length;
  const cursor = clamp(screen.cursor, 0, count - 1);
  const top = topFor(cursor, screen.top, settingsPage(model), count);
  return cursor === screen.cursor && top === screen.top ? screen : { ...screen, cursor, top };
}

/** What was written is told on the screen of settings; what could not be, everywhere. */
export function settingKept(model: Model, name: SettingName, failure: string | null): Model {
  if (failure !== null) return noticed(model, `${name} is not written: ${failure}`);
  const screen = topScreen(model);
  if (screen.name !== 'settings') return model;
  const what = model.origins[name] === undefined ? `${name} has its default again in` : `${name} written to`;
  return withTop(model, { ...screen, told: `${what} ${model.world.settingsFile}` });
}

export function rowsOf(tab: SettingTab): readonly NamedRow[] {
  return SETTINGS.filter((row) => row.tab === tab);
}

export function rowAt({ tab, cursor }: SettingsScreen): NamedRow {
  return rowsOf(tab)[cursor]!;
}

/** Rows of the page: title, tabs, what is told of the selected one and the key hints are not theirs. */
export function settingsPage(model: Model): number {
  return Math.max(1, model.rows - 3 - SETTING_DETAIL_ROWS);
}

/** A heading, two lines of description, what it can be, where it comes from, and what was written or is wrong. */
export const SETTING_DETAIL_ROWS = 6;

/** Others are changed by a key. */
function isTyped({ kind }: SettingRow): boolean {
  return kind !== 'choice' && kind !== 'flag';
}

function turned(screen: SettingsScreen, model: Model, step: number): Model {
  const at = SETTING_TABS.indexOf(screen.tab) + step + SETTING_TABS.length;
  return withTop(model, { ...screen, tab: SETTING_TABS[at % SETTING_TABS.length]!, cursor: 0, top: 0, told: null });
}

function changed(screen: SettingsScreen, model: Model, step: 1 | -1): Model | Turn {
  const row = rowAt(screen);
  const value = model.settings[row.name];
  switch (row.kind) {
    case 'flag':
      return withSetting(model, row.name, !value);
    case 'choice': {
      const at = row.choices.indexOf(value as string) + step + row.choices.length;
      return withValue(model, row, row.choices[at % row.choices.length]!);
    }
    case 'number': {
      // Tenths, without what binary fractions add to them.
      const sum = Number(((value as number) + step * stepOf(row)).toFixed(3));
      const next = clamp(sum, row.min, row.max);
      return next === value ? bell(model) : withValue(model, row, next);
    }
    default:
      return editing(screen, model);
  }
}

function editing(screen: SettingsScreen, model: Model): Model {
  const row = rowAt(screen);
  if (row.kind === 'list' && row.columns !== undefined) return openedColumns(model, row.columns);
  const line = inputLine(valueText(model.settings[rowAt(screen).name]));
  return withTop(model, { ...screen, editing: { line, refusal: null }, told: null });
}

function accepted(screen: SettingsScreen, text: string, model: Model): Model | Turn {
  const row = rowAt(screen);
  const read = valueFromText(row, text);
  if ('fault' in read) {
    return withTop(model, { ...screen, editing: { line: inputLine(text), refusal: `${row.name} ${read.fault}` } });
  }
  const closed = withTop(model, { ...screen, editing: null });
  return valueText(read.value) === valueText(model.settings[row.name]) ? closed : withValue(closed, row, read.value);
}

/** A value that was read for the row is one of its kind; the type system cannot say so. */
function withValue(model: Model, { name }: NamedRow, value: SettingValue): Turn {
  return withSetting(model, name, value as never);
}
