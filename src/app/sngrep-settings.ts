/**
 * Settings in sngrep's format: `set name value`, `alias address[:port] name`, `bind action key`, `unbind action key`. A
 * value is the rest of its line, as sngrep takes it. What its names are here says sngrep-names.ts.
 */

import type { ActionName } from './keymap';
import { canonicalKey } from './keymap-parse';
import { valueFromText } from './setting-values';
import { type Origin, type SettingName, type SettingValue, settingNamed } from './settings';
import type { ParsedSettings } from './settings-text';
import { type Meant, SNGREP_ACTIONS, SNGREP_BEGINNINGS, SNGREP_COLUMNS, SNGREP_SETTINGS } from './sngrep-names';

/** A key that an action gets, or loses. */
export interface Binding {
  actions: readonly ActionName[];
  key: string;
  unbind: boolean;
}

export interface SngrepSettings extends ParsedSettings {
  bindings: Binding[];
  /** What sngrep knows and has no meaning here: one line each, with file, line and why. */
  meaningless: string[];
}

export function parseSngrepSettings(text: string, fileName: string): SngrepSettings {
  const reader = new Reader(fileName);
  for (const [index, line] of text.split('\n').entries()) reader.line(line, index + 1);
  return reader.result();
}

/** Whether a text is settings of ours: JSON begins with a brace, perhaps behind comments. */
export function isJsonSettings(text: string): boolean {
  return /^\uFEFF?(\s|\/\/[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)*[{[]/.test(text);
}

class Reader {
  private readonly values: Partial<Record<SettingName, SettingValue>> = {};
  private readonly origins: Partial<Record<SettingName, Origin>> = {};
  private readonly aliases: Record<string, string> = {};
  private readonly errors: string[] = [];
  private readonly meaningless: string[] = [];
  private readonly bindings: Binding[] = [];
  /** By their numbers. */
  private readonly columns: { field: string; width: string }[] = [];
  private readonly sort = { field: 'index', descending: false };
  private at = 0;

  constructor(private readonly fileName: string) {}

  result(): SngrepSettings {
    const { values, origins, errors, bindings, meaningless } = this;
    return { values: values as SngrepSettings['values'], origins, errors, bindings, meaningless };
  }

  line(line: string, at: number): void {
    this.at = at;
    const [, word = '', name = '', value = ''] = /^\s*(\S*)\s*(\S*)\s*(.*?)\s*$/.exec(line) ?? [];
    if (word === '' || word.startsWith('#')) return;
    const read = READINGS[word];
    if (word.startsWith('attr')) this.without(word, 'colours are those of the theme');
    else if (read === undefined) this.fault(`unknown word "${word}"; a line begins with set, alias, bind or unbind`);
    else if (value === '') this.fault(`${word} needs ${WANTED[word]}`);
    else this[read](name, value, word);
  }

  set(name: string, value: string): void {
    const meant = SNGREP_SETTINGS[name];
    const column = /^cl\.column(\d{1,2})(\.width)?$/.exec(name);
    const why = SNGREP_BEGINNINGS.find(([beginning]) => name.startsWith(beginning))?.[1];
    if (why !== undefined) this.without(name, why);
    else if (column !== null) this.column(Number(column[1]), column[2] !== undefined, value);
    else if (name === 'cl.sortfield' || name === 'cl.sortorder') this.sorted(name, value);
    else if (typeof meant === 'string') this.without(name, meant);
    else if (meant === undefined) this.fault(`unknown setting "${name}"`);
    else this.mean(name, value, meant);
  }

  alias(address: string, name: string): void {
    this.aliases[address] = name;
    this.take('hosts.aliases', this.aliases);
  }

  bind(action: string, written: string, word: string): void {
    const actions = SNGREP_ACTIONS[action];
    const key = canonicalKey(written.replace(/^\^(?=.)|^Ctrl-/i, 'ctrl+'));
    if (actions === undefined) this.fault(`unknown action "${action}"`);
    else if (typeof actions === 'string') this.without(action, actions);
    else if (key === null) this.fault(`unknown key "${written}" for "${action}"`);
    else this.bindings.push({ actions, key, unbind: word === 'unbind' });
  }

  /** `set cl.column3 sipto`, and behind it `set cl.column3.width 20`. */
  private column(at: number, isWidth: boolean, value: string): void {
    const before = this.columns[at];
    const field = isWidth ? before?.field : SNGREP_COLUMNS[value];
    if (field === undefined) {
      this.fault(isWidth ? `cl.column${at}.width: cl.column${at} is not set before it` : `unknown column "${value}"`);
      return;
    }
    this.columns[at] = { field, width: isWidth ? `:${value}` : '' };
    const texts = new Map(
      this.columns.filter((one) => one !== undefined).map(({ field, width }) => [field, field + width]),
    );
    this.mean(`cl.column${at}`, value, { setting: 'list.columns', text: () => [...texts.values()].join(',') });
  }

  private sorted(name: string, value: string): void {
    if (name === 'cl.sortorder') this.sort.descending = value === 'desc';
    else if (SNGREP_COLUMNS[value] === undefined) this.fault(`unknown column "${value}"`);
    else this.sort.field = SNGREP_COLUMNS[value];
    this.take('list.sort', `${this.sort.descending ? '-' : ''}${this.sort.field}`);
  }

  private mean(name: string, value: string, { setting, text }: Meant): void {
    const row = settingNamed(setting)!;
    const typed = text(value);
    if (typed === null) return;
    const read = valueFromText(row, typed);
    if ('fault' in read) this.fault(`${name} ${value}: ${setting} ${read.fault}`);
    else this.take(row.name, read.value);
  }

  private take(name: SettingName, value: SettingValue): void {
    this.values[name] = value;
    this.origins[name] = { kind: 'sngrep', where: `${this.fileName}:${this.at}` };
  }

  private without(name: string, why: string): void {
    this.meaningless.push(`${this.fileName}:${this.at}: ${name} has no meaning here: ${why}`);
  }

  private fault(message: string): void {
    this.errors.push(`${this.fileName}:${this.at}: ${message}`);
  }
}

const READINGS: Readonly<Record<string, 'set' | 'alias' | 'bind'>> = {
  set: 'set',
  alias: 'alias',
  bind: 'bind',
  unbind: 'bind',
};

const WANTED: Readonly<Record<string, string>> = {
  set: 'a name and a value',
  alias: 'an address and a name',
  bind: 'an action and a key',
  unbind: 'an action and a key',
};
