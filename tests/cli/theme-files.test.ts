/** Where themes of the user's own are found. */

import { loadTheme } from '../../src/cli/theme-files';

/** The colour of the selected row in the theme that is loaded, null where it is one of the program's; and the errors. */
function check(asked: string, files: Record<string, string | Error>, colour: number | null, errors: unknown[] = []) {
  const world = {
    env: { HOME: '/home/ada' },
    readFile(file: string): string {
      const text = files[file];
      if (typeof text === 'string') return text;
      throw text ?? Object.assign(new Error('no such file'), { code: 'ENOENT' });
    },
    replaceFile() {},
  };
  const { theme, errors: told } = loadTheme(asked, world);
  expect(theme === null ? null : theme.styles.roles?.cursorRow?.foreground).toBe(colour);
  expect(told).toEqual(errors);
}

const MINE = '{"roles": {"cursorRow": "red"}}';
const FILE = '/home/ada/.config/sipladder/themes/night.json';

test('those of the program need no file', () => check('high-contrast', {}, null));
test('a name is a file of the folder of themes', () => check('night', { [FILE]: MINE }, 1));
test('a path is a file', () => check('./n.json', { './n.json': MINE }, 1));
test('one that is not there is told with those that are, and where it would be', () =>
  check('nihgt', {}, null, [
    'no theme "nihgt": there are dark, light, mono, high-contrast; one of your own is /home/ada/.config/sipladder/themes/NAME.json',
  ]));
test('a path that is none is told', () => check('./n.json', {}, null, ['no theme ./n.json']));
test('a file that may not be read is told', () =>
  check('night', { [FILE]: Object.assign(new Error(), { code: 'EACCES' }) }, null, [
    `theme ${FILE} cannot be read: permission denied`,
  ]));
test('faults have file and line', () =>
  check('night', { [FILE]: '{"roles": {\n"cursorRow": "reed"}}' }, undefined as never, [
    expect.stringContaining(`${FILE}:2: "reed" is no colour`),
  ]));
