/** The user's settings file: found, read and written. What is in its text is tests/app/settings.test.ts. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { keepSetting, loadSettings, settingsPath } from '../../src/cli/settings-files';
import { readableFor, userFileWorld } from '../../src/cli/user-files';

let home: string;
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'settings-'));
});
afterEach(() => fs.rmSync(home, { recursive: true, force: true }));
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
  expect(loadSettings(own())).toEqual({ file: file(), values: {}, origins: {}, errors: [] });
});

test('one is written and read again', () => {
  expect(keepSetting('theme', 'mono', own())).toBeNull();
  expect(keepSetting('mouse', false, own())).toBeNull();
  expect(loadSettings(own())).toMatchObject({ values: { theme: 'mono', mouse: false }, errors: [] });
  expect(fs.statSync(file()).mode & 0o777).toBe(0o600);
});

test('a broken file is told, and left as it is', () => {
  written('{ "theme": }');
  expect(loadSettings(own()).errors).toEqual([`${file()}:1: not JSON: value expected`]);
  expect(keepSetting('theme', 'mono', own())).toBe(`${file()} is no JSON: it was left as it is`);
  expect(fs.readFileSync(file(), 'utf8')).toBe('{ "theme": }');
});

test('a folder in its place is told', () => {
  fs.mkdirSync(file(), { recursive: true });
  expect(loadSettings(own()).errors).toEqual([`${file()} cannot be read: it is a folder`]);
  expect(keepSetting('theme', 'mono', own())).toBe(`${file()}: it is a folder`);
});

test.each([
  [0o600, 4711, true],
  [0o600, 0, false],
  [0o644, 0, true],
  [0o200, 4711, false],
])('root reads a file (%o of %i) for somebody else: %p', (mode, uid, reads) => {
  expect(readableFor({ uid: 4711, gid: 4711 }, { mode, uid, gid: 0 })).toBe(reads);
});
