/** The user's settings file: found, read and written. What is in its text is tests/app/settings.test.ts. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  keepSetting,
  loadSettings,
  NO_FILES,
  settingsPath,
  sngrepPaths,
  statePath,
} from '../../src/cli/settings-files';
import { UsageError } from '../../src/cli/usage-error';
import { readableFor, userFileWorld } from '../../src/cli/user-files';

let home: string;
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'settings-'));
});
afterEach(() => fs.rmSync(home, { recursive: true, force: true }));
const USUAL = { extra: null, own: true };
const own = () => userFileWorld({ HOME: home });
const file = () => settingsPath({ HOME: home });

function written(text: string): void {
  fs.mkdirSync(path.dirname(file()), { recursive: true });
  fs.writeFileSync(file(), text);
}

test('it is in the configuration folder', () => {
  expect(settingsPath({ HOME: '/home/ada' })).toBe('/home/ada/.config/sipladder/settings.json');
  expect(settingsPath({ HOME: '/home/ada', XDG_CONFIG_HOME: '/cfg' })).toBe('/cfg/sipladder/settings.json');
});

test('without a file there are none, and that is no fault', () => {
  expect(loadSettings(own(), USUAL)).toEqual({ file: file(), ...NO_FILES });
});

test('one is written and read again', () => {
  expect(keepSetting('theme', 'mono', own())).toBeNull();
  expect(keepSetting('mouse', false, own())).toBeNull();
  expect(loadSettings(own(), USUAL)).toMatchObject({ values: { theme: 'mono', mouse: false }, errors: [] });
  expect(fs.statSync(file()).mode & 0o777).toBe(0o600);
});

test('a broken file is told, and left as it is', () => {
  written('{ "theme": }');
  expect(loadSettings(own(), USUAL).errors).toEqual([`${file()}:1: not JSON: value expected`]);
  expect(keepSetting('theme', 'mono', own())).toBe(`${file()} is no JSON: it was left as it is`);
  expect(fs.readFileSync(file(), 'utf8')).toBe('{ "theme": }');
});

test('a folder in its place is told', () => {
  fs.mkdirSync(file(), { recursive: true });
  expect(loadSettings(own(), USUAL).errors).toEqual([`${file()} cannot be read: it is a folder`]);
  expect(keepSetting('theme', 'mono', own())).toBe(`${file()}: it is a folder`);
});

describe('sngrep', () => {
  const rc = () => path.join(home, '.sngreprc');
  const aside = (name: string, text: string) => {
    fs.writeFileSync(path.join(home, name), text);
    return path.join(home, name);
  };

  test('has a file of the system and one of the user, which may be elsewhere', () => {
    expect(sngrepPaths({ HOME: '/home/ada' })).toEqual([
      '/usr/local/etc/sngreprc',
      '/etc/sngreprc',
      '/home/ada/.sngreprc',
    ]);
    expect(sngrepPaths({ HOME: '/home/ada', SNGREPRC: '/rc' }).at(-1)).toBe('/rc');
  });

  test('is read, our file goes before it, and what -f names before both', () => {
    aside('.sngreprc', 'set capture.limit 500\nset capture.buffer 7\nset cf.media off\nbind pause P\nset nosuch 1\n');
    written('{ "capture.buffer": 9, "theme": "mono" }');
    const extra = aside('x.rc', 'set background light\nset syntax off\n');
    const { values, origins, bindings, errors } = loadSettings(own(), { extra, own: true });
    expect(values).toMatchObject({
      'capture.limit': 500,
      'capture.buffer': 9,
      'ladder.media': false,
      theme: 'light',
    });
    expect(origins).toEqual({
      'capture.limit': { kind: 'sngrep', where: `${rc()}:1` },
      'capture.buffer': { kind: 'file', where: `${file()}:1` },
      'ladder.media': { kind: 'sngrep', where: `${rc()}:3` },
      theme: { kind: 'sngrep', where: `${extra}:1` },
    });
    expect(bindings).toEqual([{ actions: ['pause'], key: 'P', unbind: false }]);
    expect(errors).toEqual([
      `${rc()}:5: unknown setting "nosuch"`,
      `${extra}: 1 line has no meaning here; -D tells which`,
    ]);
  });

  test('is left aside where a setting says so, and with -F, which leaves our file aside too', () => {
    aside('.sngreprc', 'set capture.limit 500\n');
    written('{ "sngrep.settings": false, "theme": "mono" }');
    expect(loadSettings(own(), USUAL).values).toMatchObject({ 'capture.limit': 0, theme: 'mono' });
    const extra = aside('ours.json', '// mine\n{ "theme": "light" }');
    expect(loadSettings(own(), { extra: null, own: false })).toEqual({ file: file(), ...NO_FILES });
    expect(loadSettings(own(), { extra, own: false }).values).toMatchObject({ 'capture.limit': 0, theme: 'light' });
  });

  test('a file of -f that is not there is an error', () => {
    const extra = path.join(home, 'none');
    expect(() => loadSettings(own(), { extra, own: true })).toThrow(
      new UsageError(`-f ${extra}: cannot be read: there is no such file`),
    );
  });
});

test.each([
  [0o600, 4711, true],
  [0o600, 0, false],
  [0o644, 0, true],
  [0o200, 4711, false],
])('root reads a file (%o of %i) for somebody else: %p', (mode, uid, reads) => {
  expect(readableFor({ uid: 4711, gid: 4711 }, { mode, uid, gid: 0 })).toBe(reads);
});

describe('how the program was left', () => {
  test('is in the state folder', () => {
    expect(statePath({ HOME: '/home/ada' })).toBe('/home/ada/.local/state/sipladder/state.json');
    expect(statePath({ HOME: '/home/ada', XDG_STATE_HOME: '/st' })).toBe('/st/sipladder/state.json');
  });

  test('is written there and read again, and what the settings file says goes before it', () => {
    expect(keepSetting('list.sort', '-time', own())).toBeNull();
    expect(keepSetting('list.filter', 'from alice', own())).toBeNull();
    expect(fs.existsSync(file())).toBe(false);
    expect(fs.readFileSync(statePath({ HOME: home }), 'utf8')).toMatch(/^\/\/ How sipladder was left/);
    expect(loadSettings(own(), USUAL).values).toMatchObject({ 'list.sort': '-time', 'list.filter': 'from alice' });
    written('{ "list.sort": "mos" }');
    expect(loadSettings(own(), USUAL).values).toMatchObject({ 'list.sort': 'mos', 'list.filter': 'from alice' });
    expect(loadSettings(own(), { extra: null, own: false }).values['list.filter']).toBe('');
  });
});
