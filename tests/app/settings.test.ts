/** Settings: the table, values as files and people write them, the text of the file, and one that changes. */

import { settingInForce, withSetting } from '../../src/app/setting-changes';
import { valueFromJson, valueFromText, valueText } from '../../src/app/setting-values';
import { DEFAULT_SETTINGS, engineSettings, SETTING_TABS, SETTINGS, type SettingRow } from '../../src/app/settings';
import { parseSettings, textWithSetting } from '../../src/app/settings-text';
import { DEFAULT_ENGINE_SETTINGS } from '../../src/engine/settings';
import { Story } from './story';

const COMMON = { name: 'x', tab: 'Interface', description: '' } as const;
const ROWS: Record<SettingRow['kind'], SettingRow> = {
  choice: { ...COMMON, kind: 'choice', choices: ['a', 'b'], default: 'a' },
  flag: { ...COMMON, kind: 'flag', default: true },
  number: { ...COMMON, kind: 'number', min: 0, max: 9, default: 1 },
  text: { ...COMMON, kind: 'text', default: '' },
  list: { ...COMMON, kind: 'list', default: [] },
  map: { ...COMMON, kind: 'map', key: 'address', value: 'name', default: {} },
};

describe('the table', () => {
  test('has every name once, on a page that there is, with a default that is a value', () => {
    expect(new Set(SETTINGS.map(({ name }) => name)).size).toBe(SETTINGS.length);
    for (const row of SETTINGS) {
      if (row.tab !== null) expect(SETTING_TABS).toContain(row.tab);
      expect(valueFromJson(row, row.default)).toEqual({ value: row.default });
      expect(row.description).toMatch(/^[A-Z].*[^.]$/);
    }
  });

  test('the engine has the same defaults', () => {
    expect(engineSettings(DEFAULT_SETTINGS)).toEqual(DEFAULT_ENGINE_SETTINGS);
  });
});

describe('a value', () => {
  const good: [SettingRow['kind'], string, unknown][] = [
    ['choice', ' b ', 'b'],
    ['flag', 'on', true],
    ['flag', 'OFF', false],
    ['number', '7', 7],
    ['text', 'a, b', 'a, b'],
    ['list', 'X-CID,, X-Call-ID ', ['X-CID', 'X-Call-ID']],
    ['list', '', []],
    ['map', '10.0.0.1:5060=sbc, [2001:db8::1]=trunk a', { '10.0.0.1:5060': 'sbc', '[2001:db8::1]': 'trunk a' }],
  ];
  test.each(good)('of kind %s is typed as %j', (kind, text, value) => {
    expect(valueFromText(ROWS[kind], text)).toEqual({ value });
    expect(valueFromText(ROWS[kind], valueText(value as never))).toEqual({ value });
  });

  const bad: [SettingRow['kind'], string, string][] = [
    ['choice', 'c', 'is one of a, b'],
    ['flag', 'maybe', 'is on or off'],
    ['number', '10', 'is a whole number from 0 to 9'],
    ['number', '1x', 'is a whole number from 0 to 9'],
    ['number', '1.5', 'is a whole number from 0 to 9'],
    ['map', '10.0.0.1', 'is address=name, with commas between them'],
    ['map', '=sbc', 'is address=name, with commas between them'],
  ];
  test.each(bad)('of kind %s is not %j', (kind, text, fault) => {
    expect(valueFromText(ROWS[kind], text)).toEqual({ fault });
  });

  test.each([
    ['1.5', 1.5],
    ['1,5 %', 1.5],
    ['2%', 2],
  ])('may be a part of a number where its step is one: %j', (text, value) => {
    const row = { ...COMMON, kind: 'number', min: 0, max: 9, unit: '%', step: 0.1, default: 1 } as const;
    expect(valueFromText(row, text)).toEqual({ value });
    expect(valueFromText(row, '9.1')).toEqual({ fault: 'is a number from 0 to 9' });
  });

  test.each([
    ['ms', '7 ms', '7s'],
    ['s', '7s', '7ms'],
    ['MB', '7M', '7s'],
  ] as const)('may have its unit %s behind it', (unit, good, bad) => {
    const row = { ...COMMON, kind: 'number', min: 0, max: 9, unit, default: 1 } as const;
    expect(valueFromText(row, good)).toEqual({ value: 7 });
    expect(valueFromText(row, bad)).toEqual({ fault: 'is a whole number from 0 to 9' });
  });

  const faulty: [SettingRow['kind'], unknown, string][] = [
    ['choice', 1, 'is one of a, b'],
    ['flag', 'on', 'is true or false'],
    ['number', 1.5, 'is a whole number from 0 to 9'],
    ['text', null, 'is a text'],
    ['list', 'X-CID', 'is a list of texts'],
    ['list', ['a', ''], 'is a list of texts'],
    ['map', ['a'], 'is an object: "address": "name"'],
    ['map', { a: 1 }, 'is an object: "address": "name"'],
  ];
  test.each(faulty)('of kind %s is not %j in a file', (kind, json, fault) => {
    expect(valueFromJson(ROWS[kind], json)).toEqual({ fault });
  });
});

describe('the text of the file', () => {
  test('has values, and where each stands', () => {
    const text = '{\n  // mine\n  "theme": "mono",\n  "hosts.aliases": { "10.0.0.1": "sbc" },\n}';
    expect(parseSettings(text, 's.json')).toEqual({
      values: { theme: 'mono', 'hosts.aliases': { '10.0.0.1': 'sbc' } },
      origins: { theme: { kind: 'file', where: 's.json:3' }, 'hosts.aliases': { kind: 'file', where: 's.json:4' } },
      errors: [],
    });
  });

  test('faults are told with the line, and the rest holds', () => {
    const text = '{\n"themes": "mono",\n"theme": 7,\n"mouse": false,\n"mouse": 1,\n"lines": }';
    const { values, errors } = parseSettings(text, 's.json');
    expect(values).toEqual({ mouse: false });
    expect(errors).toEqual([
      's.json:6: not JSON: value expected',
      's.json:2: there is no setting "themes"; sipladder -D lists them',
      's.json:3: theme is one of dark, light, mono, high-contrast, or a theme of your own by its name or file',
      's.json:5: mouse stands there twice: the last one holds',
      's.json:5: mouse is true or false',
    ]);
    expect(parseSettings('[]', 's.json').errors).toEqual(['s.json:1: settings are an object of names and values']);
  });

  test('a new file says what it is, and what each setting is', () => {
    expect(textWithSetting('', 'theme', 'light')).toBe(
      [
        '// Settings of sipladder. What is not here has its default: sipladder -D lists all of them.',
        '// Comments and order stay as they are when the program writes a setting.',
        '{',
        '  // Colours of the screen: dark, light, mono, high-contrast, or a theme of your own by its name or file',
        '  "theme": "light"',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('what somebody wrote stays', () => {
    const text = '{\n  // for the beamer\n  "theme": "dark", // or light\n  "mouse": true\n}\n';
    const changed = '{\n  // for the beamer\n  "theme": "light", // or light\n  "mouse": true\n}\n';
    expect(textWithSetting(text, 'theme', 'light')).toBe(changed);
    expect(textWithSetting(text, 'lines', 'ascii')).toBe(
      '{\n  // for the beamer\n  "theme": "dark", // or light\n  "mouse": true,\n' +
        '  // What arrows and borders are drawn with; auto goes by the locale: auto, unicode, ascii\n  "lines": "ascii"\n}\n',
    );
    expect(textWithSetting('{ "theme": "dark" }', 'mouse', false)).toContain('"mouse": false');
    expect(textWithSetting('{ "theme": ', 'mouse', false)).toBeNull();
  });
});

describe('a setting that changes', () => {
  test('is in force and written down', () => {
    const story = new Story({ settings: { theme: 'mono' } });
    expect(story.model.settings).toEqual({ ...DEFAULT_SETTINGS, theme: 'mono' });
    const { model, effects } = withSetting(story.model, 'theme', 'light');
    expect([model.settings.theme, effects]).toEqual([
      'light',
      [{ kind: 'keep-setting', name: 'theme', value: 'light' }],
    ]);
    expect(model.origins.theme).toEqual({ kind: 'file', where: '/home/me/.config/sipladder/settings.json' });
  });

  test('of the engine reaches it before the questions that hang on it', () => {
    const story = new Story();
    expect(story.asked().map(({ kind }) => kind)).toEqual(['list', 'list']);
    story.model = settingInForce(story.model, 'theme', 'light');
    story.tell({});
    expect(story.asked()).toEqual([]);
    story.model = settingInForce(story.model, 'legs.headers', ['X-Leg']);
    story.tell({});
    const [context, list] = story.asked();
    expect(context).toMatchObject({ kind: 'context', settings: { 'legs.headers': ['X-Leg'] } });
    expect(list?.kind).toBe('list');
  });
});

test('a name for what can be no address is told with its line', () => {
  const { errors } = parseSettings('{\n  "hosts.aliases": {"bad addr": "x"}\n}', 'settings.json');
  expect(errors).toEqual(['settings.json:2: hosts.aliases has "bad addr", which is no address or address:port']);
});
