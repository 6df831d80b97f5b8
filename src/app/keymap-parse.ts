/**
 * Text of a keymap file (JSON, comments allowed) to a Keymap, with every fault told by file and line. Which actions and
 * screens there are says keymap.ts; where the text comes from is not known here.
 */

import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { lineOf, pairs, syntaxText, valueShown } from './json-file';
import { ACTIONS, ALWAYS_QUITS, actionExists, type Keymap, SCREENS, type ScreenName, splitKey } from './keymap';

export interface ParsedKeymap {
  /** What could be used: faulty entries are left out. */
  keymap: Keymap;
  /** One line each: `keys.json:12: unknown action "opne"`. */
  errors: string[];
}

/**
 * `base` gives the keymap that the file extends by name, or null. An action that the file names has the keys of the
 * file alone, and a key that it takes is no longer what it was in the base.
 */
export function parseKeymap(
  text: string,
  fileName: string,
  base: (name: string) => Keymap | null = () => null,
): ParsedKeymap {
  const syntax: ParseError[] = [];
  const root = parseTree(text, syntax, { allowTrailingComma: true });
  const reader = new KeymapReader(text, fileName, base);
  for (const { error, offset } of syntax) reader.fault(offset, `not JSON: ${syntaxText(error)}`);
  reader.file(root ?? null);
  return { keymap: reader.keymap, errors: reader.errors };
}

/**
 * The name that the terminal gives to a key, from what a person may write (`Ctrl+U`, `PgUp`, `shift+q`, `ctrl+i`), or
 * null when there is no such key.
 */
export function canonicalKey(written: string): string | null {
  const parts = splitKey(written);
  const last = parts.pop() ?? '';
  const key = [...last].length === 1 ? last : (ALIASES.get(last.toLowerCase()) ?? last.toLowerCase());
  const modifiers = new Set(parts.map((part) => part.toLowerCase()));
  if (parts.some((part) => !MODIFIERS.includes(part.toLowerCase())) || modifiers.size !== parts.length) return null;
  if ([...key].length !== 1) return NAMED_KEYS.has(key) ? joined(modifiers, key) : null;
  return /[\s\p{C}]/u.test(key) ? null : characterKey(modifiers, key);
}

class KeymapReader {
  readonly errors: string[] = [];
  keymap: Keymap = { name: '', description: '', screens: noKeys() };

  constructor(
    private readonly text: string,
    private readonly fileName: string,
    private readonly base: (name: string) => Keymap | null,
  ) {}

  fault(offset: number, message: string): void {
    this.errors.push(`${this.fileName}:${lineOf(this.text, offset)}: ${message}`);
  }

  file(root: Node | null): void {
    if (root === null || root.type !== 'object') {
      if (this.errors.length === 0) this.fault(0, 'a keymap is a JSON object with "screens"');
      return;
    }
    // First, so that what the file says itself goes over it wherever it stands.
    const extended = pairs(root).find(([key]) => key.value === 'extends');
    if (extended) this.extend(extended[1]);
    for (const [key, value] of pairs(root)) this.member(key, value);
    const { general, list } = this.keymap.screens;
    if (![...general.values(), ...list.values()].includes('quit') && this.errors.length === 0)
      this.fault(0, 'no key for "quit" in "general" or "list": the program could not be left');
  }

  private extend(value: Node): void {
    const base = typeof value.value === 'string' ? this.base(value.value) : null;
    if (base === null) {
      this.fault(value.offset, `no keymap ${valueShown(value)} to extend`);
      return;
    }
    this.keymap = { ...base, screens: noKeys() };
    for (const screen of SCREENS) this.keymap.screens[screen] = new Map(base.screens[screen]);
  }

  private member(key: Node, value: Node): void {
    if (key.value === 'name' || key.value === 'description') {
      if (typeof value.value !== 'string') {
        this.fault(value.offset, `"${key.value}" is a text`);
        return;
      }
      this.keymap[key.value as 'name' | 'description'] = value.value;
    } else if (key.value === 'screens') {
      if (value.type !== 'object') {
        this.fault(value.offset, '"screens" is an object');
        return;
      }
      for (const [screen, bindings] of pairs(value)) this.screen(screen, bindings);
    } else if (key.value !== 'extends') {
      this.fault(key.offset, `unknown ${valueShown(key)}; a keymap has "name", "description", "extends" and "screens"`);
    }
  }

  private screen(key: Node, value: Node): void {
    const screen = SCREENS.find((name) => name === key.value);
    if (screen === undefined) {
      this.fault(key.offset, `unknown screen ${valueShown(key)}; there are ${quoted(SCREENS)}`);
      return;
    }
    if (value.type !== 'object') {
      this.fault(value.offset, `${valueShown(key)} is an object of actions and their keys`);
      return;
    }
    const own = new Map<string, string>();
    const actions = new Set<string>();
    for (const [action, keys] of pairs(value)) {
      if (actions.has(action.value)) this.fault(action.offset, `"${action.value}" stands twice in "${screen}"`);
      actions.add(action.value);
      this.action(screen, action, keys, own);
    }
  }

  private action(screen: ScreenName, name: Node, keys: Node, own: Map<string, string>): void {
    const action: string = name.value;
    if (!actionExists(action, screen)) {
      this.fault(name.offset, noAction(action, screen));
      return;
    }
    if (keys.type !== 'array') {
      this.fault(keys.offset, `the keys of "${action}" are a list, as ["f2", "s"]`);
      return;
    }
    const map = this.keymap.screens[screen];
    for (const [key, meaning] of map) if (meaning === action && !own.has(key)) map.delete(key);
    for (const node of keys.children ?? []) {
      const key = typeof node.value === 'string' ? canonicalKey(node.value) : null;
      const other = own.get(key ?? '');
      if (key === null) this.fault(node.offset, `unknown key ${valueShown(node)} for "${action}"`);
      else if (key === ALWAYS_QUITS && action !== 'quit')
        this.fault(node.offset, `key "${key}" always leaves the program, it cannot be that of "${action}"`);
      else if (other !== undefined)
        this.fault(node.offset, `key "${key}" of "${action}" is already that of "${other}" in "${screen}"`);
      else {
        own.set(key, action);
        // Deleted first so that the order of keys is that of the file, not of the base.
        map.delete(key);
        map.set(key, action);
      }
    }
  }
}

function noAction(action: string, screen: ScreenName): string {
  const row = ACTIONS.find(({ name }) => name === action);
  if (row) return `"${action}" is no action of "${screen}" but of ${quoted(row.screens)}`;
  return `unknown action ${JSON.stringify(action)} in "${screen}"`;
}

function noKeys(): Keymap['screens'] {
  return Object.fromEntries(SCREENS.map((screen) => [screen, new Map()])) as unknown as Keymap['screens'];
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/** In the order in which the terminal writes them. */
const MODIFIERS = ['ctrl', 'alt', 'shift'];

const NAMED_KEYS = new Set([
  ...['up', 'down', 'left', 'right', 'pageup', 'pagedown', 'home', 'end', 'insert', 'delete'],
  ...['backspace', 'enter', 'tab', 'space', 'esc'],
  ...Array.from({ length: 12 }, (_, index) => `f${index + 1}`),
]);

const ALIASES = new Map([
  ['pgup', 'pageup'],
  ['pgdn', 'pagedown'],
  ['pgdown', 'pagedown'],
  ['ins', 'insert'],
  ['del', 'delete'],
  ['return', 'enter'],
  ['escape', 'esc'],
]);

/** Control characters have one code with these keys, so that no terminal can tell them apart. */
const SAME_CODE = new Map([
  ['h', 'backspace'],
  ['i', 'tab'],
  ['j', 'enter'],
  ['m', 'enter'],
  ['[', 'esc'],
]);

function characterKey(modifiers: Set<string>, key: string): string {
  if (modifiers.has('ctrl')) {
    const same = SAME_CODE.get(key.toLowerCase());
    if (same === undefined) return joined(modifiers, key.toLowerCase());
    modifiers.delete('ctrl');
    return joined(modifiers, same);
  }
  // Shift is part of a character.
  return joined(modifiers, modifiers.delete('shift') ? key.toUpperCase() : key);
}

function joined(modifiers: Set<string>, key: string): string {
  return [...MODIFIERS.filter((modifier) => modifiers.has(modifier)), key].join('+');
}
