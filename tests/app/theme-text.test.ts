/** Theme files: what they say, and what is told of what they say wrong. */

import { styleFromText } from '../../src/app/own-theme';
import { parseTheme } from '../../src/app/theme-text';

const NAMES = { bases: ['dark', 'mono'], tables: { roles: ['cursorRow', 'time'], methods: [] } };

/** A style as `1 on 4 bold`, or what is wrong with it. */
function check(text: string, style: string) {
  const read = styleFromText(text);
  const shown =
    'fault' in read
      ? read.fault
      : `${read.foreground} on ${read.background}${(['bold', 'underline', 'inverse'] as const)
          .filter((name) => read[name])
          .map((name) => ` ${name}`)
          .join('')}`;
  expect(shown).toBe(style);
}

describe('a style', () => {
  test.each([
    ['red', '1 on -1'],
    ['bold red on black', '1 on 0 bold'],
    ['Bright Yellow on BLUE underline', '11 on 4 underline'],
    ['208 on 17', '208 on 17'],
    ['inverse', '-1 on -1 inverse'],
    ['on 236', '-1 on 236'],
    ['grey', '8 on -1'],
    ['default', '-1 on -1'],
  ])('%s', (text, style) => check(text, style));
  const known =
    'there are black, red, green, yellow, blue, magenta, cyan, white, bright before these, grey, default, and 0 to 255';
  test.each([
    ['reed', `"reed" is no colour; ${known}`],
    ['256', `"256" is no colour; ${known}`],
    ['bright grey', `"bright grey" is no colour; ${known}`],
    ['red on', `"on" is no colour; ${known}`],
    ['', 'a style that is empty; "default" is the terminal\'s own'],
  ])('%j is none', (text, fault) => check(text, fault));
});

describe('a theme file', () => {
  const faults = (text: string) => parseTheme(text, 'mine.json', NAMES).errors;

  test('says styles by role and method, and the rest is of the theme that it extends', () => {
    const text = `{
      // at night
      "extends": "mono",
      "roles": { "cursorRow": "black on 208", },
      "methods": { "INVITE": "bold" },
      "series": ["red", "22"],
    }`;
    const { theme, errors } = parseTheme(text, 'mine.json', NAMES);
    expect(errors).toEqual([]);
    expect(theme).toMatchObject({
      base: 'mono',
      styles: { roles: { cursorRow: { foreground: 0, background: 208 } }, methods: { INVITE: { bold: true } } },
      series: [{ foreground: 1 }, { foreground: 22 }],
    });
  });

  test('is told what is wrong in it, with the line, and the rest holds', () => {
    const text =
      '{\n"extends": "darkk",\n"roles": {\n"cursr": "red",\n"time": "reed",\n"cursorRow": "blue"},\n"fonts": {}\n}';
    const { theme, errors } = parseTheme(text, 'mine.json', NAMES);
    expect(errors).toEqual([
      'mine.json:2: no theme "darkk" to extend; there are dark, mono',
      'mine.json:4: "cursr" is none of "roles": cursorRow, time',
      expect.stringMatching(/^mine\.json:5: "reed" is no colour; there are black/),
      'mine.json:7: unknown "fonts"; a theme has "extends", "roles", "methods", "series"',
    ]);
    expect(theme).toMatchObject({ base: 'dark', styles: { roles: { cursorRow: { foreground: 4 } } }, series: null });
  });

  test.each([
    ['', ['mine.json:1: not JSON: value expected']],
    ['[]', ['mine.json:1: a theme is a JSON object with "extends", "roles", "methods", "series"']],
    ['{"roles": 3}', ['mine.json:1: "roles" is an object of names and styles']],
    ['{"roles": {"time": 3}}', ['mine.json:1: a style is a text, as "bold red on black"']],
    ['{"series": []}', ['mine.json:1: "series" is a list of styles']],
    ['{"roles": {\n"time": "red" "cursorRow": "red"}}', ['mine.json:2: not JSON: comma expected']],
  ])('%j', (text, errors) => expect(faults(text)).toEqual(errors));
});
