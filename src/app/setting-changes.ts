/** Settings that change while the program runs: for good, which goes to their file, or until it ends. */

import type { Model, Turn } from './model';
import { DEFAULT_SETTINGS, engineSettings, type Origin, type SettingName, type Settings } from './settings';

/** The model with a value in force and written to the settings file. */
export function withSetting<Name extends SettingName>(model: Model, name: Name, value: Settings[Name]): Turn {
  const next = settingInForce(model, name, value);
  const origin: Origin = { kind: 'file', where: model.world.settingsFile };
  const origins = { ...next.origins, [name]: origin };
  return { model: { ...next, origins }, effects: [{ kind: 'keep-setting', name, value }] };
}

/** The model with the default in force, and the setting taken out of the file. */
export function withoutSetting(model: Model, name: SettingName): Turn {
  const next = settingInForce(model, name, DEFAULT_SETTINGS[name]);
  const { [name]: _, ...origins } = next.origins;
  return { model: { ...next, origins }, effects: [{ kind: 'keep-setting', name, value: null }] };
}

export function isDefault({ settings }: Model, name: SettingName): boolean {
  return JSON.stringify(settings[name]) === JSON.stringify(DEFAULT_SETTINGS[name]);
}

/** The model with a value in force until the program ends. */
export function settingInForce<Name extends SettingName>(model: Model, name: Name, value: Settings[Name]): Model {
  const engineChanges = model.engineChanges + (isOfEngine(name) ? 1 : 0);
  return { ...model, settings: { ...model.settings, [name]: value }, engineChanges };
}

function isOfEngine(name: SettingName): boolean {
  return name in engineSettings(DEFAULT_SETTINGS);
}
