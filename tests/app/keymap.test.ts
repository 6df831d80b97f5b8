import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ACTIONS,
  type ActionName,
  actionFor,
  keyLabel,
  keysOf,
  lackedKeys,
  SCREENS,
  type ScreenName,
} from '../../src/app/keymap';
import { canonicalKey, type ParsedKeymap, parseKeymap } from '../../src/app/keymap-parse';

const BUILT_IN = ['default', 'sngrep', 'vim'];

function builtIn(name: string): ParsedKeymap {
  return parseKeymap(readFileSync(join(__dirname, `../../keymaps/${name}.json`), 'utf8'), `${name}.json`, (base) =>
    base === name ? null : builtIn(base).keymap,
  );
}

/** Reads a keymap whose `screens` are these; each fault must be told at its line. */
function check(text: string, errors: string[]) {
  expect(
    parseKeymap(text, 'my.json', (name) => (name === 'default' ? builtIn('default').keymap : null)).errors,
  ).toEqual(errors.map((error) => `my.json:${error}`));
}

describe('the keymaps that come with the program', () => {
  test.each(BUILT_IN)('%s has no faults', (name) => {
    const { keymap, errors } = builtIn(name);
    expect(errors).toEqual([]);
    expect(keymap.name).toBe(name);
    expect(keymap.description).not.toBe('');
  });

  test.each(BUILT_IN)('%s has a key for every action where it exists', (name) => {
    const { keymap } = builtIn(name);
    const missing = ACTIONS.flatMap((action) =>
      action.screens
        .filter((screen) => keysOf(keymap, screen, action.name).length === 0)
        .map((s) => `${s}: ${action.name}`),
    );
    expect(missing).toEqual([]);
  });

  test.each(BUILT_IN)('%s has another key beside every function key', (name) => {
    const { keymap } = builtIn(name);
    for (const screen of SCREENS) {
      for (const [key, action] of keymap.screens[screen]) {
        if (/^f\d/.test(key))
          expect(keysOf(keymap, screen, action).filter((other) => !/^f\d/.test(other))).not.toEqual([]);
      }
    }
  });
});

describe('what a key means', () => {
  const { keymap } = builtIn('default');

  test.each<[ScreenName, string, ActionName | null, string]>([
    ['list', 'down', 'down', 'a general key holds on every screen'],
    ['list', 'q', 'quit', 'the binding of the screen goes first'],
    ['ladder', 'q', 'back', 'and holds on no other'],
    ['filter', 'q', null, 'a character is typed where text is typed'],
    ['save', 'h', null, 'also in a form'],
    ['filter', 'f1', 'help', 'but keys that type nothing keep their general meaning'],
    ['filter', 'ctrl+u', 'clear-input', 'unless the screen has its own'],
    ['save', 'ctrl+c', 'quit', 'Ctrl-C leaves the program everywhere'],
    ['list', 'alt+2', 'save', 'Esc and 2 is F2'],
    ['general', 'alt+1', 'help', 'Esc and 1 is F1'],
    ['list', 'alt+0', 'settings', 'Esc and 0 is F10'],
    ['list', '', null, 'a pasted character is no key'],
    ['list', 'constructor', null, 'no key is found by accident'],
  ])('on %s, %s means %s: %s', (screen, key, action) => {
    expect(actionFor(keymap, screen, key)).toBe(action);
  });

  test('keysOf names the keys of the screen first, and none that means something else there', () => {
    expect(keysOf(keymap, 'list', 'quit')).toEqual(['q', 'Q', 'ctrl+c']);
    expect(keysOf(keymap, 'list', 'back')).toEqual(['esc']);
    expect(keysOf(keymap, 'ladder', 'back')).toEqual(['esc', 'q']);
    expect(keysOf(keymap, 'filter', 'help')).toEqual(['f1']);
    expect(keysOf(keymap, 'general', 'save')).toEqual([]);
  });
});

describe('faults are told with their line', () => {
  test('a key twice on one screen', () => {
    check('{"extends": "default",\n"screens": {"list": {\n"mark": ["x"],\n"expand": ["space", "x"]}}}', [
      '4: key "x" of "expand" is already that of "mark" in "list"',
    ]);
  });
  test('the same key in two writings', () => {
    check('{"extends": "default", "screens": {"list": {"mark": ["Tab"], "expand": ["ctrl+I"]}}}', [
      '1: key "tab" of "expand" is already that of "mark" in "list"',
    ]);
  });
  test('an unknown action, and one of another screen', () => {
    check('{"extends": "default",\n"screens": {\n"list": {\n"opne": ["x"],\n"sdp": ["y"]}}}', [
      '4: unknown action "opne" in "list"',
      '5: "sdp" is no action of "list" but of "ladder"',
    ]);
  });
  test('an unknown key', () => {
    check('{"extends": "default", "screens": {"list": {"mark":\n[\n"f13", "hyper+x", "", 5, "a b"]}}}', [
      '3: unknown key "f13" for "mark"',
      '3: unknown key "hyper+x" for "mark"',
      '3: unknown key "" for "mark"',
      '3: unknown key 5 for "mark"',
      '3: unknown key "a b" for "mark"',
    ]);
  });
  test('an unknown screen and an unknown member', () => {
    check('{"extends": "default",\n"keys": 1,\n"screens": {\n"lsit": {}}}', [
      '2: unknown "keys"; a keymap has "name", "description", "extends" and "screens"',
      '4: unknown screen "lsit"; there are "general", "list", "streams", "ladder", "message", "compare", "digest", "raw", "figures", "statistics", "findings", "save", "filter-form", "saved-filters", "settings", "columns", "hosts", "help", "filter"',
    ]);
  });
  test('an action twice', () => {
    check('{"extends": "default", "screens": {"list": {"mark": ["x"],\n"mark": ["y"]}}}', [
      '2: "mark" stands twice in "list"',
    ]);
  });
  test('a base that is not there', () => check('{\n"extends": "defualt"}', ['2: no keymap "defualt" to extend']));
  test('text that is not JSON', () => {
    check('{"extends": "default"\n"name": "x"}', ['2: not JSON: comma expected']);
    check('', ['1: not JSON: value expected']);
    check('[]', ['1: a keymap is a JSON object with "screens"']);
  });
  test('keys that are no list', () => {
    check('{"extends": "default", "screens": {"list": {"mark":\n"x"}}}', [
      '2: the keys of "mark" are a list, as ["f2", "s"]',
    ]);
  });
  test('Ctrl-C for anything but leaving', () => {
    check('{"extends": "default", "screens": {"list": {"mark":\n["ctrl+c"]}}}', [
      '2: key "ctrl+c" always leaves the program, it cannot be that of "mark"',
    ]);
  });
  test('a keymap without a way out', () => {
    check('{"screens": {"list": {"mark": ["x"]}}}', [
      '1: no key for "quit" in "general" or "list": the program could not be left',
    ]);
  });
});

test('Ctrl-C leaves the program even if no keymap says so', () => {
  const { keymap } = parseKeymap('{"screens": {}}', 'my.json');
  expect(actionFor(keymap, 'ladder', 'ctrl+c')).toBe('quit');
});

test('what nobody can do without is found lacking', () => {
  const lacked = (screens: string) => lackedKeys(parseKeymap(`{"screens": ${screens}}`, 'my.json').keymap);
  expect(lacked('{"general": {"quit": ["Q"], "back": ["esc"], "help": ["f1"]}}')).toEqual([]);
  expect(lacked('{"general": {"quit": ["Q"], "back": ["esc"]}, "help": {"back": ["q"], "up": ["esc"]}}')).toEqual([
    '"help" on "list"',
  ]);
  expect(lacked('{"list": {"help": ["Q"]}}')).toEqual([
    '"quit" on "list"',
    '"back" on "ladder"',
    '"back" on "message"',
    '"back" on "help"',
  ]);
});

test('a keymap that extends another gives new keys to the actions that it names, and takes them from others', () => {
  const text = '// mine\n{"extends": "default", "screens": {"list": {"expand": ["m", "PgDn"], "mark": []}}}';
  const { keymap, errors } = parseKeymap(text, 'my.json', () => builtIn('default').keymap);
  expect(errors).toEqual([]);
  expect(keysOf(keymap, 'list', 'expand')).toEqual(['m', 'pagedown']);
  expect(keysOf(keymap, 'list', 'mark')).toEqual([]);
  expect(keysOf(keymap, 'list', 'page-down')).toEqual(['ctrl+f']);
  expect(keysOf(keymap, 'list', 'open')).toEqual(['enter', 'f7', 'l']);
  expect(actionFor(keymap, 'list', 'space')).toBeNull();
});

test.each([
  ['Ctrl+U', 'ctrl+u'],
  ['PgUp', 'pageup'],
  ['Return', 'enter'],
  ['shift+q', 'Q'],
  ['Q', 'Q'],
  ['shift+alt+Up', 'alt+shift+up'],
  ['ctrl+m', 'enter'],
  ['ctrl++', 'ctrl++'],
  ['+', '+'],
  ['ñ', 'ñ'],
  ['F12', 'f12'],
  ['f13', null],
  ['ctrl+ctrl+a', null],
  ['constructor', null],
  ['\u0007', null],
  [' ', null],
])('the key %j is %j', (written, key) => expect(canonicalKey(written)).toBe(key));

test.each([
  ['ctrl+u', 'Ctrl-U'],
  ['shift+tab', 'Shift-Tab'],
  ['pageup', 'PgUp'],
  ['alt+x', 'Alt-x'],
  ['f2', 'F2'],
  ['Q', 'Q'],
  ['+', '+'],
  ['ctrl++', 'Ctrl-+'],
])('%s is shown as %s', (key, label) => expect(keyLabel(key)).toBe(label));
