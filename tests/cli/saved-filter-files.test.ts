/** Where saved filters are kept, and what becomes of the file. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { keepFilter, loadSavedFilters, savedFiltersPath } from '../../src/cli/saved-filter-files';
import { userFileWorld } from '../../src/cli/user-files';

const FILE = '/home/ada/.config/sipladder/filters.json';

function world(files: Record<string, string | Error>) {
  const written: Record<string, string> = {};
  return {
    env: { HOME: '/home/ada' },
    written,
    readFile(file: string): string {
      const text = files[file] ?? Object.assign(new Error(`ENOENT: ${file}`), { code: 'ENOENT' });
      if (text instanceof Error) throw text;
      return text;
    },
    replaceFile(file: string, text: string): void {
      if (files.full instanceof Error) throw files.full;
      written[file] = text;
    },
  };
}

test('without a file there are none, and that is no fault', () => {
  expect(loadSavedFilters(world({}))).toEqual({ file: FILE, filters: {}, errors: [] });
});

test('faults are told with file and line, those of the filters too', () => {
  const text = '{\n"a": "state nowhere",\n"b": "kind audio",\n"c": "@a", "d": 1,\n"e": "from x"}';
  const { filters, errors } = loadSavedFilters(world({ [FILE]: text }));
  expect(Object.keys(filters)).toEqual(['a', 'b', 'c', 'e']);
  expect(errors.map((error) => error.replace(/one of .*/, '...'))).toEqual([
    `${FILE}:4: the filter of "d" is a text`,
    `${FILE}:2: expected ...`,
    `${FILE}:4: in @a: expected ...`,
  ]);
});

test('a file that cannot be read is told', () => {
  const denied = Object.assign(new Error('EACCES: x'), { code: 'EACCES' });
  expect(loadSavedFilters(world({ [FILE]: denied })).errors).toEqual([`${FILE} cannot be read: permission denied`]);
  expect(keepFilter('a', 'x', world({ [FILE]: denied }))).toBe(`${FILE}: permission denied`);
});

test('one is saved into the file, or makes it', () => {
  const there = world({ [FILE]: '{\n  // mine\n  "a": "x"\n}\n' });
  expect(keepFilter('b', 'from y', there)).toBeNull();
  expect(there.written).toEqual({ [FILE]: '{\n  // mine\n  "a": "x",\n  "b": "from y"\n}\n' });
  const empty = world({});
  expect([keepFilter('b', 'y', empty), empty.written]).toEqual([null, { [FILE]: '{\n  "b": "y"\n}\n' }]);
});

test('what cannot be written, or is broken, is told in one line', () => {
  const full = Object.assign(new Error('ENOSPC: x'), { code: 'ENOSPC' });
  expect(keepFilter('b', 'y', world({ full }))).toBe(`${FILE}: the disk is full`);
  const broken = world({ [FILE]: '{"a": ' });
  expect([keepFilter('b', 'y', broken), broken.written]).toEqual([`${FILE} is no JSON: it was left as it is`, {}]);
});

test.each([
  [{ HOME: '/home/ada' }, FILE],
  [{ HOME: '/home/ada', XDG_CONFIG_HOME: '/cfg' }, '/cfg/sipladder/filters.json'],
  [{ HOME: '/home/ada', XDG_CONFIG_HOME: 'cfg' }, FILE],
])('with %j the file is %s', (env, file) => expect(savedFiltersPath(env)).toBe(file));

describe('on a disk', () => {
  let home: string;
  beforeEach(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'filters-'));
  });
  afterEach(() => fs.rmSync(home, { recursive: true, force: true }));
  const own = () => userFileWorld({ HOME: home });

  test('the folder is made, and nobody else may read what is in it', () => {
    expect(keepFilter('a', 'from x', own())).toBeNull();
    expect(loadSavedFilters(own()).filters).toEqual({ a: 'from x' });
    const file = savedFiltersPath({ HOME: home });
    expect([fs.statSync(file).mode & 0o777, fs.readdirSync(path.dirname(file))]).toEqual([0o600, ['filters.json']]);
  });

  test('a link stays one, and rights stay as they were', () => {
    const real = path.join(home, 'dotfiles.json');
    fs.writeFileSync(real, '{}', { mode: 0o644 });
    fs.chmodSync(real, 0o644);
    const file = savedFiltersPath({ HOME: home });
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.symlinkSync(real, file);
    expect(keepFilter('a', 'from x', own())).toBeNull();
    expect(fs.lstatSync(file).isSymbolicLink()).toBe(true);
    expect([JSON.parse(fs.readFileSync(real, 'utf8')), fs.statSync(real).mode & 0o777]).toEqual([
      { a: 'from x' },
      0o644,
    ]);
  });

  test('a folder in its place is told, and nothing is left beside', () => {
    const file = savedFiltersPath({ HOME: home });
    fs.mkdirSync(file, { recursive: true });
    expect(keepFilter('a', 'from x', own())).toBe(`${file}: it is a folder`);
    expect(fs.readdirSync(path.dirname(file))).toEqual(['filters.json']);
  });
});
