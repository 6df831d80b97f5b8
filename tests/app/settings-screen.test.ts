/** The screen of settings: pages, values that change by a key or are typed, and what is told of them. */

import { SETTING_TABS, type SettingName, settingNamed } from '../../src/app/settings';
import { rowsOf } from '../../src/app/settings-screen';
import { Story, type StoryOptions } from './story';

const FILE = '/home/me/.config/sipladder/settings.json';

function opened(options: StoryOptions = {}): Story {
  return new Story(options).press('f10');
}

/** The screen with the cursor on a setting. */
function at(name: SettingName, options: StoryOptions = {}): Story {
  const tab = settingNamed(name)!.tab!;
  const story = opened(options);
  for (let page = SETTING_TABS.indexOf(tab); page > 0; page--) story.press('tab');
  for (let row = rowsOf(tab).findIndex((one) => one.name === name); row > 0; row--) story.press('down');
  return story;
}

/** The settings of the page as they are shown. */
const page = (story: Story) =>
  story
    .screen()
    .slice(2, 10)
    .filter((line) => line !== '');

test('it opens from every screen, once, and goes back', () => {
  const story = opened();
  expect(story.line(0)).toMatch(/^ sipladder {2}Settings +\/home\/me/);
  expect(story.press('O').model.stack).toHaveLength(2);
  expect(story.press('esc').model.stack).toHaveLength(1);
});

test('Space and the arrows change a choice, which holds at once and is written', () => {
  const story = opened();
  expect(page(story)[0]).toMatch(/^ > theme +dark$/);
  story.press('space');
  expect([story.model.settings.theme, story.effects]).toEqual(['light', ['set theme "light"']]);
  story.press('left', 'left');
  expect([story.model.settings.theme, story.effects.at(-1)]).toEqual(['high-contrast', 'set theme "high-contrast"']);
  story.take({ kind: 'setting-kept', name: 'theme', failure: null });
  expect(story.line(-2)).toBe(`   theme written to ${FILE}`);
});

test('a flag is turned round', () => {
  const story = at('mouse', { settings: { mouse: true } }).press('enter');
  expect([story.model.settings.mouse, story.effects]).toEqual([false, ['set mouse false']]);
});

test('pages go round', () => {
  const story = opened();
  expect(story.line(1)).toBe('  [Interface]  Call list   Ladder   Findings   Capture   Saving'.slice(1));
  expect(story.press('tab', 'tab').line(1)).toContain('[Ladder]');
  expect(story.press('shift+tab', 'shift+tab', 'shift+tab').line(1)).toContain('[Saving]');
  expect(story.press('tab').line(1)).toContain('[Interface]');
});

test('a list is typed; what cannot be is said and can be put right', () => {
  const story = at('hosts.aliases').press('enter').type('10.0.0.1');
  story.press('enter');
  expect(story.line(-2)).toBe('   hosts.aliases is address or address:port=name, with commas between them');
  story.type('=sbc').press('enter');
  expect(story.model.settings['hosts.aliases']).toEqual({ '10.0.0.1': 'sbc' });
  expect(story.effects).toEqual(['set hosts.aliases {"10.0.0.1":"sbc"}']);
});

test('typing that is given up, or changes nothing, writes nothing', () => {
  const story = at('hosts.aliases').press('enter').type('10.0.0.1=x').press('esc');
  expect(story.model.settings['hosts.aliases']).toEqual({});
  story.press('enter', 'enter');
  expect([story.effects, story.model.stack.length]).toEqual([[], 2]);
});

test('a number goes by one, and stays within its bounds', () => {
  const story = at('capture.limit').press('left');
  expect(story.effects).toEqual(['bell']);
  story.press('right', 'enter', 'ctrl+u').type('2x').press('enter');
  expect(story.line(-2)).toBe('   capture.limit is a whole number from 0 to 100000000');
  story.press('backspace', '5', 'enter');
  expect([story.model.settings['capture.limit'], story.effects.slice(1)]).toEqual([
    25,
    ['set capture.limit 1', 'set capture.limit 25'],
  ]);
});

test('a number goes by its own step', () => {
  const story = at('findings.loss.warning').press('right', 'right', 'left', 'left', 'left');
  expect(story.effects).toEqual([1.1, 1.2, 1.1, 1, 0.9].map((value) => `set findings.loss.warning ${value}`));
  expect(at('findings.setup').press('right').effects).toEqual(['set findings.setup 3100']);
});

test('the default comes back, and the file has it no more', () => {
  const origins = { theme: { kind: 'file' as const, where: `${FILE}:3` } };
  const story = opened({ settings: { theme: 'mono' }, origins });
  expect(story.line(-3)).toBe(`   Set in ${FILE}:3.`);
  story.press('d');
  expect([story.model.settings.theme, story.effects]).toEqual(['dark', ['set theme null']]);
  story.take({ kind: 'setting-kept', name: 'theme', failure: null });
  expect(story.line(-2)).toBe(`   theme has its default again in ${FILE}`);
  expect(story.press('d').effects).toEqual(['set theme null', 'bell']);
});

test('what the command line sets is marked, and a change goes to the file all the same', () => {
  const origins = { theme: { kind: 'command line' as const, where: '--theme' } };
  const story = opened({ settings: { theme: 'mono' }, origins });
  expect(page(story)[0]).toMatch(/theme +mono +--theme$/);
  expect(story.line(-3)).toBe('   --theme sets it for this run; a change here is kept all the same.');
  expect(page(story.press('space'))[0]).toMatch(/theme +high-contrast +set$/);
});

test('a file that cannot be written is told', () => {
  const story = opened().press('space');
  story.take({ kind: 'setting-kept', name: 'theme', failure: `${FILE}: the disk is full` });
  expect(story.line(-1)).toBe(' theme is not written: /home/me/.config/si…adder/settings.json: the disk is full');
});

test('saved filters are one key away', () => {
  expect(opened().press('F').line(0)).toContain('Saved filters');
});

test('a ladder opens as the settings say', () => {
  const settings = { 'ladder.sdp': 'full', 'ladder.media': false, 'ladder.preview': false } as const;
  const calls = [
    { id: 1, cells: {}, messages: [{ timeUs: 0, from: 'a:1', to: 'b:1', label: 'INVITE', sdp: ['m=x'] }] },
  ];
  const story = new Story({ settings: { ...settings, 'ladder.colours': 'cseq' }, calls }).press('enter');
  expect(story.model.stack[1]).toMatchObject({ sdp: 'full', media: false, preview: false, colours: 'cseq' });
});

test('a file is saved to the folder of the settings', () => {
  const calls = [{ id: 1, cells: {}, messages: [] }];
  const story = new Story({ settings: { 'save.folder': '~/captures' }, calls }).press('s');
  expect(story.screen().join('\n')).toContain('~/captures/calls-sipladder.pcap');
});
