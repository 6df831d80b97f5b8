import { readFileSync } from 'node:fs';
import { keysOf } from '../../src/app/keymap';
import { keymapNames, loadKeymap, userKeymapPath } from '../../src/cli/keymap-files';

/** A world that has these files beside the keymaps that come with the program. */
function world(files: Record<string, string | Error>, env = { HOME: '/home/ada' }) {
  return {
    env,
    readFile(path: string): string {
      const file = files[path];
      if (file instanceof Error) throw file;
      if (file !== undefined) return file;
      if (path.includes('/keymaps/')) return readFileSync(path, 'utf8');
      throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
    },
  };
}

const OWN = '/home/ada/.config/sipladder/keymap.json';
const MINE = '{"name": "mine", "extends": "vim", "screens": {"list": {"mark": ["x"]}}}';

/** What is loaded: name of the keymap, and the errors. */
function check(asked: string | null, files: Record<string, string | Error>, name: string, errors: string[] = []) {
  const loaded = loadKeymap(asked, world(files));
  expect(loaded.keymap.name).toBe(name);
  expect(loaded.errors).toEqual(errors);
  return loaded;
}

test('three keymaps come with the program', () => expect(keymapNames()).toEqual(['default', 'sngrep', 'vim']));

test.each(['default', 'sngrep', 'vim'])('%s is found by name', (name) => {
  check(name, {}, name);
});

test('without a wish, the default one holds', () => {
  check(null, {}, 'default');
});

test('without a wish, the own one holds where there is one', () => {
  const { keymap, file } = check(null, { [OWN]: MINE }, 'mine');
  expect(file).toBe(OWN);
  expect(keysOf(keymap, 'list', 'mark')).toEqual(['x']);
  expect(keysOf(keymap, 'list', 'down')).toContain('j');
});

test('a wish goes before the own one', () => {
  check('sngrep', { [OWN]: MINE }, 'sngrep');
});

test('a path is read as a file', () => {
  check('./mine.json', { './mine.json': MINE }, 'mine');
  check('/etc/keys', { '/etc/keys': MINE }, 'mine');
});

test('faults are told with the file as it was named', () => {
  check('./bad.json', { './bad.json': '{"extends": "default",\n"screens": {"list": {"opne": ["x"]}}}' }, 'default', [
    './bad.json:2: unknown action "opne" in "list"',
  ]);
});

test('what is not there is said, and the default one holds', () => {
  check('sngerp', {}, 'default', ['no keymap "sngerp": there are default, sngrep, vim; a file is given by its path']);
  check('./none.json', {}, 'default', ['keymap ./none.json cannot be read: there is no such file']);
  check(null, { [OWN]: new Error('EACCES: permission denied') }, 'default', [
    `keymap ${OWN} cannot be read: EACCES: permission denied`,
  ]);
});

test.each([
  ['{ broken', './bad.json:1: not JSON: invalid symbol'],
  ['[]', './bad.json:1: a keymap is a JSON object with "screens"'],
  ['{"extends": "defualt"}', './bad.json:1: no keymap "defualt" to extend'],
  [
    '{"screens": {"general": {"help": ["f1"]}}}',
    './bad.json:1: no key for "quit" in "general" or "list": the program could not be left',
  ],
  [
    '{"screens": {"general": {"quit": ["q"], "help": ["f1"]}}}',
    './bad.json: no key for "back" on "ladder", "back" on "message", "back" on "help"',
  ],
])('%s leaves the default one in force, and says so', (text, error) => {
  const { keymap, errors, file } = loadKeymap('./bad.json', world({ './bad.json': text }));
  expect([errors[0], errors.at(-1)]).toEqual([error, './bad.json is not used: the default keymap holds']);
  expect([file, keysOf(keymap, 'list', 'quit')]).toEqual([null, ['q', 'Q', 'ctrl+c']]);
});

test('a fault that leaves a way out does not cost the rest', () => {
  const text = '{"extends": "default", "screens": {"list": {"mark": ["x"], "opne": ["y"]}}}';
  const { keymap, errors } = loadKeymap('./mine.json', world({ './mine.json': text }));
  expect([errors.length, keysOf(keymap, 'list', 'mark')]).toEqual([1, ['x']]);
});

test.each([
  [{ HOME: '/home/ada' }, OWN],
  [{ HOME: '/home/ada', XDG_CONFIG_HOME: '/cfg' }, '/cfg/sipladder/keymap.json'],
  [{ HOME: '/home/ada', XDG_CONFIG_HOME: 'cfg' }, OWN],
  [{ HOME: '/home/ada', XDG_CONFIG_HOME: '' }, OWN],
])('the own keymap with %j is %s', (env, path) => expect(userKeymapPath(env)).toBe(path));
