/** The findings of the whole capture as stories: what is looked at, where Enter leads and how one comes back, which addresses are saved. */

import { type FindingsScreen, selectedFinding } from '../../src/app/findings-screen';
import { listOf, topScreen } from '../../src/app/model';
import type { SaveScreen } from '../../src/app/save-form';
import type { FindingsQuery, SaveQuery } from '../../src/engine/protocol';
import { THREE_CALLS } from './calls';
import { MADE_FINDINGS } from './findings-made';
import { Story, type StoryOptions } from './story';

function story(options: StoryOptions = {}): Story {
  const played = new Story({ calls: THREE_CALLS, ...options });
  const { filter = '' } = options;
  played.engine.diagnosis = { ...MADE_FINDINGS, counted: { filter, dialogs: 300, affected: 290 } };
  return played.press('!');
}

const screenOf = (played: Story) => topScreen(played.model) as FindingsScreen;
const shown = (played: Story) => topScreen(played.model).name;
const selected = (played: Story) => selectedFinding(screenOf(played))?.key;
const filter = (played: Story) => listOf(played.model).filter;

function filtersAsked(played: Story): string[] {
  return played
    .asked()
    .filter((query): query is FindingsQuery => query.kind === 'findings')
    .map((query) => query.filter);
}

it.each(['default', 'sngrep', 'vim'])('opens with ! and d in the keymap %s, and these, q or Esc go back', (keymap) => {
  for (const key of ['!', 'd', 'q', 'esc']) {
    expect(shown(story({ keymap }))).toBe('findings');
    expect(shown(story({ keymap }).press(key))).toBe('list');
  }
  expect(shown(story({ keymap }).press('esc', 'd'))).toBe('findings');
});

it('is a command of the palette', () => {
  const played = new Story({ calls: THREE_CALLS }).press(':').type('all-findings').press('enter');
  expect(shown(played)).toBe('findings');
});

describe('what is looked at', () => {
  it('is what the filter of the list keeps, or all calls', () => {
    const played = story({ filter: 'alice' });
    expect(filtersAsked(played)).toEqual(['alice']);
    expect(filtersAsked(played.press('tab'))).toEqual(['']);
    expect(filtersAsked(played.press('tab'))).toEqual(['alice']);
  });

  it('is all calls where the list has no filter, which is said', () => {
    expect(story().press('tab').line(-1)).toBe(' The list has no filter: all calls are looked at');
  });

  it('is asked again when something has come, not when nothing has, and not when nobody looks', () => {
    const played = story();
    played.asked();
    expect(filtersAsked(played.tell({ packets: 30_000 }))).toEqual([]);
    expect(filtersAsked(played.grow(THREE_CALLS))).toEqual(['']);
    expect(filtersAsked(played.press('esc').grow(THREE_CALLS))).toEqual([]);
  });
});

describe('the cursor', () => {
  const cases: [string, string[], string][] = [
    ['is on the gravest', [], 'not-found'],
    ['goes from calls to addresses', ['down', 'down', 'down'], 'scanner 203.0.113.5'],
    ['not above the first', ['up'], 'not-found'],
    ['to the last', ['end'], 'peer-flapping 198.51.100.10'],
    ['not below it', ['end', 'down'], 'peer-flapping 198.51.100.10'],
  ];
  test.each(cases)('%s', (_, keys, expected) => {
    expect(selected(story().press(...keys))).toBe(expected);
  });

  it('stays on its finding when another one comes before it', () => {
    const played = story().press('down');
    const { calls = [] } = MADE_FINDINGS;
    played.engine.diagnosis = { ...MADE_FINDINGS, calls: [calls[2]!, calls[0]!, calls[1]!] };
    played.grow(THREE_CALLS);
    expect(selected(played)).toBe('registration-short-lived');
    expect(screenOf(played).cursor).toBe(2);
  });

  it('scrolls what it is on into sight, the heading with the first one', () => {
    const played = story({ rows: 12 }).press('end');
    expect(played.screen().join('\n')).toContain('> ▲ peer-flapping');
    expect(played.press('home').screen()[1]).toMatch(/^ Calls /);
  });
});

describe('Enter', () => {
  it('shows in the list the calls of the finding', () => {
    const played = story().press('enter');
    expect([shown(played), filter(played)]).toEqual(['list', 'finding not-found']);
  });

  it('shows those of an address that show it', () => {
    expect(filter(story().press('end', 'enter'))).toBe('finding peer-flapping host 198.51.100.10');
  });

  it('stays within what was looked at', () => {
    expect(filter(story({ filter: 'alice or bob' }).press('enter'))).toBe('(alice or bob) finding not-found');
  });

  it('says where there is nothing', () => {
    const played = story();
    played.engine.diagnosis = {};
    played.grow(THREE_CALLS).press('enter');
    expect([shown(played), played.line(-1)]).toEqual(['findings', ' There is no finding here']);
  });

  it('says where no call shows it', () => {
    const played = story();
    const [calls = []] = [MADE_FINDINGS.calls];
    played.engine.diagnosis = { ...MADE_FINDINGS, calls: [{ ...calls[0]!, filter: null }] };
    expect(played.grow(THREE_CALLS).line(-1)).not.toContain('Show these calls');
    played.press('enter');
    expect([shown(played), played.line(-1)]).toEqual(['findings', ' No call of the list shows this']);
  });

  it('is what a double click does', () => {
    const played = story().click('dtmf-not');
    expect(selected(played)).toBe('dtmf-not-agreed');
    expect(filter(played.click('dtmf-not'))).toBe('finding dtmf-not-agreed');
  });
});

describe('the way back from the list', () => {
  const there = (options: StoryOptions = {}) => story(options).press('down', 'enter');

  it.each(['esc', 'q', '!', 'd'])('is %s, to the finding that one came from, over the filter before', (key) => {
    const played = there({ filter: 'alice' });
    expect(filter(played)).toBe('alice finding registration-short-lived');
    played.press(key);
    expect([shown(played), selected(played), filter(played)]).toEqual([
      'findings',
      'registration-short-lived',
      'alice',
    ]);
    expect(played.effects).toEqual([]);
  });

  it.each(['esc', 'q', 'Q'])('is %s in the keymap of sngrep', (key) => {
    expect(shown(there({ keymap: 'sngrep' }).press(key))).toBe('findings');
  });

  it('goes also from the ladder of such a call, screen by screen', () => {
    const [call, ...others] = THREE_CALLS;
    const marked = { ...call!, cells: { ...call!.cells, finding: 'finding registration-short-lived' } };
    const played = there({ calls: [marked, ...others] }).press('enter');
    expect(shown(played)).toBe('ladder');
    const names = ['esc', 'esc', 'esc'].map((key) => shown(played.press(key)));
    expect(names).toEqual(['list', 'findings', 'list']);
  });

  it('is a hint, and nothing once the filter is another one: then q leaves', () => {
    const played = there();
    expect(played.line(-1)).toMatch(/^ Esc Findings /);
    expect(played.line(-1)).not.toContain('Quit');
    expect(there({ keymap: 'sngrep' }).line(-1)).toMatch(/^ ! Findings /);
    expect(shown(there({ keymap: 'sngrep' }).click('Findings', 23))).toBe('findings');
    played.press('c');
    expect(played.line(-1)).not.toContain('Findings');
    expect(shown(played.press('esc'))).toBe('list');
    expect(played.press('q').effects).toEqual(['quit 0']);
  });

  it('is not what the next session begins with: that is the filter of the user', () => {
    expect(there().effects).toEqual([]);
    expect(there().press('/', 'space', 'x', 'enter').effects).toEqual([
      'set list.filter "finding registration-short-lived x"',
    ]);
  });

  it('leaves the filter of the finding in the history', () => {
    expect(listOf(there().press('esc').model).history.at(-1)).toBe('finding registration-short-lived');
  });

  it('does not keep from leaving the program with Q and Ctrl-C', () => {
    expect(there().press('Q').effects).toEqual(['quit 0']);
    expect(there().press('ctrl+c').effects).toEqual(['quit 0']);
  });
});

describe('addresses', () => {
  const saveQueries = (played: Story) => played.asked().filter((query): query is SaveQuery => query.kind === 'save');
  const form = (played: Story) => topScreen(played.model) as SaveScreen;
  const titles = (played: Story) => form(played).choices.map(({ title }) => title);

  it('are saved of all attackers, or of a code; those of the row are proposed', () => {
    const played = story().press('s');
    expect(titles(played)).toEqual([
      'the 2 addresses of attackers',
      'the 2 addresses of scanner',
      'the 1 address of brute-force',
      'the 1 address of peer-flapping',
    ]);
    expect(form(played).choice).toBe(0);
    expect(form(story().press('end', 's')).choice).toBe(3);
  });

  it('are written by the engine, and how many is told', () => {
    const played = story({ filter: 'alice' }).press('end', 's');
    played.engine.save = {
      kind: 'save',
      outcome: 'saved',
      path: '',
      dialogs: 0,
      packets: 0,
      bytes: 14,
      addresses: 1,
      note: null,
    };
    played.asked();
    played.press('enter');
    expect(saveQueries(played)).toMatchObject([
      {
        what: 'addresses',
        code: 'peer-flapping',
        filter: 'alice',
        path: '/home/me/calls-addresses.txt',
        overwrite: false,
      },
    ]);
    expect([shown(played), played.line(-1)]).toEqual([
      'findings',
      ' Saved 1 address, 14 bytes to /home/me/calls-addresses.txt',
    ]);
  });

  it('are written over a file only after a question', () => {
    const played = story().press('s');
    played.engine.save = { kind: 'save', outcome: 'exists', path: '' };
    played.asked();
    played.press('enter');
    expect(played.screen().join('\n')).toContain('The file is there already. Overwrite it? y / n');
    played.press('y');
    expect(saveQueries(played).map(({ overwrite }) => overwrite)).toEqual([false, true]);
  });

  it('that are not all listed are not counted', () => {
    const played = story();
    played.engine.diagnosis = { ...MADE_FINDINGS, moreAddresses: 4 };
    expect(titles(played.grow(THREE_CALLS).press('s'))[0]).toBe('all addresses of attackers');
  });

  it('that are stand-ins are not saved, and why', () => {
    const played = story({ status: { redacted: true } }).press('s');
    expect(shown(played)).toBe('findings');
    expect(played.line(-1)).toContain('with --redact they are stand-ins');
  });

  it('are none where nobody did anything', () => {
    const played = story();
    played.engine.diagnosis = { ...MADE_FINDINGS, addresses: [] };
    played.grow(THREE_CALLS).press('s');
    expect(played.line(-1)).toBe(' There are no addresses to save: no address was found to do anything wrong');
  });

  it('are copied with y', () => {
    expect(story().press('end', 'y').effects).toEqual(['copy 198.51.100.10']);
  });
});

describe('copying', () => {
  it('takes a finding of calls in sentences', () => {
    expect(story().press('down', 'y').effects).toEqual([
      'copy Registrations last longer than the way back to the phone is kept open (registration-short-lived)\n' +
        'The binding was gone.\nWhat to try: Register every 60 s.\n',
    ]);
  });

  it('takes the filter with Y', () => {
    expect(story().press('Y').effects).toEqual(['copy finding not-found']);
  });
});
