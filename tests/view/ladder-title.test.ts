/** The title of a ladder: what is left of it where there is little room. */

import { THREE_CALLS } from '../app/calls';
import { Story, type StoryOptions } from '../app/story';

const title = (columns: number, keys: string[] = [], options: StoryOptions = {}) =>
  new Story({ calls: THREE_CALLS, columns, ...options }).press('enter', ...keys).line(0);

test.each([
  [60, ' Call 1 of 3   completed   alice -> +34944048182'],
  [80, ' Call 1 of 3   completed   alice -> +34944048182   setup 970 ms, talk 6.000 s'],
  [100, ' Call 1 of 3   completed   2026-11-20   alice -> +34944048182   setup 970 ms, talk 6.000 s'],
])('on %i columns has From and To', (columns, text) => {
  expect(title(columns).startsWith(text)).toBe(true);
});

test('beside a mark in another call, too', () => {
  expect(title(80, ['m', ']'])).toMatch(/^ Call 2 of 3 {3}rejected {3}1502 -> 5660066 .* from mark in another call$/);
  expect(title(60, ['m', ']'])).toMatch(/^ Call 2 {3}rejected {3}1502 -> 5660066 .* from mark$/);
});

test('has the number that the message is called by elsewhere', () => {
  expect(title(120, ['down', 'down'])).toMatch(/ message 2$/);
});

test('says that a replay goes on, how fast, and that it is paused', () => {
  const replay = { speed: 4, positionS: 10, totalS: 100, skippedS: 0 };
  const status = { phase: 'loading', replay } as const;
  expect(title(80, [], { status })).toMatch(/ replay 4x( |$)/);
  expect(title(80, [], { status: { ...status, paused: true } })).toMatch(/ replay 4x, paused( |$)/);
  expect(title(80, [], { status: { ...status, phase: 'done' } })).not.toContain('replay');
});
