/** Choosing columns: which, in which order, how wide; and what the list asks for and shows then. */

import { LIST_COLUMNS } from '../../src/app/column-choice';
import { valueFromJson } from '../../src/app/setting-values';
import { settingNamed } from '../../src/app/settings';
import { THREE_CALLS } from './calls';
import { Story, type StoryOptions } from './story';

const THREE = { 'list.columns': ['index', 'from', 'state'] };

function opened(options: StoryOptions = {}): Story {
  return new Story({ calls: THREE_CALLS, settings: THREE, ...options }).press('t');
}

const rows = (story: Story) => story.screen().slice(2, 6);

test('those that are shown stand first, in their order', () => {
  expect(rows(opened())).toEqual([
    ' > [x] #             index              fits',
    '   [x] From          from               fits',
    '   [x] State         state              fits',
    '   [ ] Time          time               fits',
  ]);
});

test('Space shows one or hides it, which holds at once and is kept', () => {
  const story = opened().press('down', 'space');
  expect(story.effects).toEqual(['set list.columns ["index","state"]']);
  expect(story.press('down', 'down', 'space').effects.at(-1)).toBe('set list.columns ["index","state","time"]');
  expect(story.press('esc').line(1)).toMatch(/# +State +Time/);
});

test('what was scrolled out comes back', () => {
  const settings = { 'list.columns': ['index', 'time', 'from', 'state'] };
  const story = new Story({ calls: THREE_CALLS, settings }).press('right');
  expect(story.line(1)).not.toContain('From');
  expect(story.press('t', 'down', 'down', 'down', 'space', 'esc').line(1)).toContain('From');
});

test('the last one stays', () => {
  const story = opened({ settings: { 'list.columns': ['from'] } }).press('space');
  expect([story.effects, story.line(-1)]).toEqual([[], ' One column is needed at least']);
});

test('+ and - move one', () => {
  const story = opened().press('+', '+', '-');
  expect(story.effects.at(-1)).toBe('set list.columns ["from","index","state"]');
  expect(rows(story)[1]).toBe(' > [x] #             index              fits');
  expect(story.press('-', '-').effects.at(-1)).toBe('bell');
});

test('a column is made wider, narrower, and as wide as it needs', () => {
  const story = opened().press('down', 'right', 'right');
  expect(story.effects.at(-1)).toBe('set list.columns ["index","from:24","state"]');
  expect(rows(story)[1]).toBe(' > [x] From          from                 24');
  expect(story.press('0').effects.at(-1)).toBe('set list.columns ["index","from","state"]');
});

test('a width that was chosen is the one of the list', () => {
  const story = new Story({ calls: THREE_CALLS, settings: { 'list.columns': ['index', 'from:8', 'state'] } });
  expect(story.line(1)).toMatch(/# +\^? ?From {5}State|From {5}State/);
});

test('the usual ones come back', () => {
  const story = opened().press('d');
  expect([story.effects, story.model.settings['list.columns']]).toEqual([['set list.columns null'], LIST_COLUMNS]);
});

test('the list asks for what is chosen, and sorts by that', () => {
  const story = new Story({ calls: THREE_CALLS, settings: THREE });
  expect(story.asked().at(-1)).toMatchObject({ kind: 'list', columns: ['index', 'from', 'state'] });
  story.press('>', '>', '>');
  expect(story.asked().map((query) => query.kind === 'list' && query.sort.field)).toEqual(['from', 'state', 'index']);
});

test('those of the streams are chosen there', () => {
  const story = new Story({ calls: THREE_CALLS }).press('tab', 't');
  expect(story.line(0)).toContain('Columns of the streams');
  expect(story.press('space').effects[0]).toMatch(/^set streams.columns \["time","source"/);
});

test('the screen of settings leads there', () => {
  expect(new Story().press('f10', 'tab', 'enter').line(0)).toContain('Columns of the calls');
});

test.each([
  [['index', 'nosuch'], /^has no "nosuch"; there are index, time, /],
  [['index', 'index'], /^has "index" twice$/],
  [['from:2'], /^has "from:2": a width is a number from 3 to 200$/],
  [['from:20:3'], /^has "from:20:3": a width/],
  [[], /^has one column at least$/],
])('%j are no columns', (columns, fault) => {
  expect(valueFromJson(settingNamed('list.columns')!, columns)).toEqual({ fault: expect.stringMatching(fault) });
});
