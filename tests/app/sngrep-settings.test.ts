/** sngrep's settings files: what their lines are here, and what is told of the others. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_COLUMNS } from '../../src/app/column-choice';
import { actionFor, type Keymap, keysOf } from '../../src/app/keymap';
import { withBindings } from '../../src/app/keymap-bind';
import { parseKeymap } from '../../src/app/keymap-parse';
import { settingNamed } from '../../src/app/settings';
import { SNGREP_COLUMNS, SNGREP_SETTINGS } from '../../src/app/sngrep-names';
import { isJsonSettings, parseSngrepSettings } from '../../src/app/sngrep-settings';

function values(text: string) {
  const { values, errors, meaningless } = parseSngrepSettings(text, 'rc');
  expect([errors, meaningless]).toEqual([[], []]);
  return values;
}

function builtIn(name: string): Keymap {
  const text = readFileSync(join(__dirname, `../../keymaps/${name}.json`), 'utf8');
  return parseKeymap(text, name, builtIn).keymap;
}

test.each<[string, object]>([
  ['set capture.limit 500', { 'capture.limit': 500 }],
  ['  set\tcapture.rtp\ton  ', { 'capture.rtp': true }],
  ['set capture.device eth1,eth3', { 'capture.device': 'eth1,eth3' }],
  ['set savepath /tmp/a b', { 'save.folder': '/tmp/a b' }],
  ['set sip.xcid X-Call-ID|X-CID', { 'legs.headers': ['X-Call-ID', 'X-CID'] }],
  ['set colormode callid', { 'ladder.colours': 'call-id' }],
  ['set cf.sdpinfo compressed', { 'ladder.sdp': 'first' }],
  ['set cf.deltatime off', { 'time.mode': 'local' }],
  ['set cf.media active', { 'ladder.media': true }],
  ['set color off', { theme: 'mono' }],
  ['set color on', {}],
  ['set background light', { theme: 'light' }],
  [
    'alias 10.0.0.1 sbc one\nalias 10.0.0.2:5060 trunk',
    { 'hosts.aliases': { '10.0.0.1': 'sbc one', '10.0.0.2:5060': 'trunk' } },
  ],
  ['set cl.sortfield sipto\nset cl.sortorder desc', { 'list.sort': '-to' }],
  ['set cl.column0 sipfrom\nset cl.column0.width 30\nset cl.column2 state', { 'list.columns': ['from:30', 'state'] }],
  ['set filter.methods INVITE,REFER', { 'list.filter': 'method INVITE,REFER' }],
  ['set filter.methods REGISTER,INVITE,SUBSCRIBE,NOTIFY,OPTIONS,PUBLISH,MESSAGE,INFO,REFER,UPDATE,KDMQ', {}],
  ['# set color off\n\n', {}],
])('%j is understood', (text, expected) => {
  expect(values(text)).toEqual(expected);
});

test('what is wrong is told with its line', () => {
  const text = [
    'set nosuch 1',
    'set capture.limit many',
    'sett color off',
    'alias 10.0.0.1',
    'bind nosuch x',
    'bind pause Hyper-x',
    'set cl.column3.width 9',
    'set cl.column3 what',
    'set cl.column3 state',
    'set cl.column3.width 1',
  ].join('\n');
  expect(parseSngrepSettings(text, 'rc').errors).toEqual([
    'rc:1: unknown setting "nosuch"',
    'rc:2: capture.limit many: capture.limit is a whole number from 0 to 100000000',
    'rc:3: unknown word "sett"; a line begins with set, alias, bind or unbind',
    'rc:4: alias needs an address and a name',
    'rc:5: unknown action "nosuch"',
    'rc:6: unknown key "Hyper-x" for "pause"',
    'rc:7: cl.column3.width: cl.column3 is not set before it',
    'rc:8: unknown column "what"',
    'rc:10: cl.column3 1: list.columns has "state:1": a width is a number from 3 to 200',
  ]);
});

test('what sngrep knows and has no meaning here is told with the reason', () => {
  const text = 'set syntax.tag on\nset eep.send.port 9060\nbind hintalt K\nattr.method red';
  expect(parseSngrepSettings(text, 'rc')).toMatchObject({
    errors: [],
    meaningless: [
      'rc:1: syntax.tag has no meaning here: tags are not coloured',
      'rc:2: eep.send.port has no meaning here: HEP is neither sent nor received',
      'rc:3: hintalt has no meaning here: a keymap says which key the hints name: the first of its action',
      'rc:4: attr.method has no meaning here: colours are those of the theme',
    ],
  });
});

test('every setting that one is here is there', () => {
  for (const meant of Object.values(SNGREP_SETTINGS)) {
    if (typeof meant !== 'string') expect(settingNamed(meant.setting)?.name).toBe(meant.setting);
  }
});

test('every column that one is here is there', () => {
  for (const field of Object.values(SNGREP_COLUMNS)) expect(ALL_COLUMNS.list).toContain(field);
});

describe('keys', () => {
  const keymap = builtIn('default');
  const bound = (text: string) => withBindings(keymap, parseSngrepSettings(text, 'rc').bindings);

  test.each([
    ['bind pause ^P', 'ctrl+p'],
    ['bind pause Ctrl-P', 'ctrl+p'],
    ['bind pause F12', 'f12'],
    ['bind pause Space', 'space'],
    ['bind pause P', 'P'],
  ])('%j is the key %s', (text, key) => {
    expect(parseSngrepSettings(text, 'rc').bindings).toEqual([{ actions: ['pause'], key, unbind: false }]);
  });

  test('one is bound besides those that there are, and goes before what a screen has for it', () => {
    const { keymap: next } = bound('bind pause P');
    expect(keysOf(next, 'list', 'pause')).toEqual(['p', 'P']);
    expect(actionFor(next, 'ladder', 'P')).toBe('pause');
    expect(actionFor(keymap, 'ladder', 'P')).not.toBe('pause');
  });

  test('one of a screen is bound there', () => {
    const { keymap: next } = bound('bind sdpinfo K');
    expect([actionFor(next, 'ladder', 'K'), actionFor(next, 'list', 'K')]).toEqual(['sdp', null]);
  });

  test('where text is typed, keys go on editing it', () => {
    expect(actionFor(bound('bind pause Tab').keymap, 'filter', 'tab')).toBe('complete');
  });

  test('one is taken away', () => {
    expect(keysOf(bound('unbind pause p').keymap, 'list', 'pause')).toEqual([]);
  });

  test('the way out stays', () => {
    const { keymap: next, errors } = bound('unbind prevscreen Esc\nunbind prevscreen q\nbind pause ^C');
    expect(errors[0]).toMatch(/^bind and unbind are not done: they leave no key for "back" on "ladder"/);
    expect(next).toBe(keymap);
    expect(actionFor(bound('bind pause ^C').keymap, 'list', 'ctrl+c')).toBe('quit');
  });
});

test.each([
  ['{}', true],
  ['// mine\n/* and */ {"theme": 1}', true],
  ['set color off', false],
  ['# {', false],
  ['', false],
])('%j is settings of ours: %p', (text, ours) => expect(isJsonSettings(text)).toBe(ours));
