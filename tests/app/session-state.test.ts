/** What of a session is there the next time: it is written as it changes, and taken up at the start. */

import type { Settings } from '../../src/app/settings';
import { THREE_CALLS } from './calls';
import { Story, type StoryOptions } from './story';

const started = (settings: Partial<Settings> = {}, options: StoryOptions = {}) =>
  new Story({ calls: THREE_CALLS, columns: 120, rows: 35, settings, ...options });

test('nothing is written while nothing changes', () => {
  expect(started({}, { filter: 'alice' }).press('down', 'enter', 'esc', 'tab', 'esc').effects).toEqual([]);
});

test('the filter is kept when it is accepted, not while it is typed', () => {
  const story = started().press('/').type('alice');
  expect(story.effects).toEqual([]);
  expect(story.press('enter').effects).toEqual(['set list.filter "alice"']);
  expect(story.press('c').effects.at(-1)).toBe('set list.filter ""');
});

test('one that asks for marks is not: they do not outlive the session', () => {
  expect(started().press('/').type('marked').press('enter').effects).toEqual([]);
});

test('the order of the lists is kept', () => {
  expect(started().press('>', 'z').effects).toEqual(['set list.sort "time"', 'set list.sort "-time"']);
  expect(started().press('tab', 'z').effects).toEqual(['set streams.sort "-time"']);
});

test('how a ladder shares the screen is kept, for the next ladder too', () => {
  const story = started().press('enter', '9');
  expect(story.effects).toEqual([expect.stringMatching(/^set ladder.split \d+$/)]);
  const { split } = story.model.stack[1] as { split: number };
  expect(story.press('esc', 'down', 'enter').model.stack[1]).toMatchObject({ split });
});

test('all of it is there again', () => {
  const story = started({ 'list.sort': '-state', 'streams.sort': '-loss', 'ladder.split': 60, 'list.follow': true });
  expect(story.model.stack[0]).toMatchObject({ sort: { field: 'state', descending: true }, follow: true });
  expect(story.press('enter').model.stack[1]).toMatchObject({ split: 60 });
  expect(story.press('esc', 'tab').model.stack[1]).toMatchObject({ sort: { field: 'loss', descending: true } });
  expect(story.effects).toEqual([]);
});

test('the filter of the last time holds again, and that is told', () => {
  const story = started({ 'list.filter': 'alice' });
  expect(story.model.stack[0]).toMatchObject({ filter: 'alice', history: ['alice'] });
  expect(story.screen().join('\n')).toContain('The filter of the last time is in force; c shows all calls');
});

test('one of the command line goes before it', () => {
  const story = started({ 'list.filter': 'alice' }, { filter: 'bob' });
  expect(story.model.stack[0]).toMatchObject({ filter: 'bob', history: ['alice', 'bob'] });
  expect(story.model.notice).toBeNull();
});

test('who does not want that has it in the history', () => {
  const story = started({ 'list.filter': 'alice', 'filter.restore': false });
  expect(story.model.stack[0]).toMatchObject({ filter: '', history: ['alice'] });
  expect(story.press('/', 'up', 'enter').model.stack[0]).toMatchObject({ filter: 'alice' });
});
