/** A replay as stories: what its keys order, and what is said of it. */

import type { ControlQuery } from '../../src/engine/protocol';
import { THREE_CALLS } from './calls';
import { Story, type StoryOptions } from './story';

const REPLAY = { speed: 1, positionS: 3.4, totalS: 3720, skippedS: 0 };

const replayed = (options: StoryOptions = {}) =>
  new Story({ calls: THREE_CALLS, status: { phase: 'loading', replay: REPLAY }, ...options });

function orders(played: Story): string[] {
  return played
    .asked()
    .filter((query): query is ControlQuery => query.kind === 'control')
    .map(({ what }) => what);
}

it.each([
  ['default', ['p', 'p', '.', '+', '-'], ['pause', 'resume', 'step', 'faster', 'slower']],
  ['vim', ['p', 'p', '.', ')', '-'], ['pause', 'resume', 'step', 'faster', 'slower']],
  ['sngrep', ['p', 'p', '.', ')', '('], ['pause', 'resume', 'step', 'faster', 'slower']],
])('with the keymap %s %j order %j', (keymap, keys, expected) => {
  expect(orders(replayed({ keymap }).press(...keys))).toEqual(expected);
});

it('goes on with p after a step, which has paused it', () => {
  expect(orders(replayed().press('.', 'p'))).toEqual(['step', 'resume']);
});

it('is stepped on other screens too', () => {
  expect(orders(replayed().press('enter', '.', 'enter', '.'))).toEqual(['step', 'step']);
});

it('says what was done, without saying that anything is left out', () => {
  const played = replayed();
  const said = (...keys: string[]) =>
    played
      .press(...keys)
      .screen()
      .at(-2);
  expect(said('p')).toBe(' Paused: nothing is left out, the replay goes on where it is');
  expect(said('.')).toBe(' Paused at the next message');
  expect(said('+')).toBe(' Replay at 2x');
  expect(said('p')).toBe(' Going on');
});

it('says where nothing is replayed, and when everything has been', () => {
  const idle = new Story({ calls: THREE_CALLS }).press('.');
  expect(orders(idle)).toEqual([]);
  expect(idle.line(-2)).toBe(' Nothing is replayed: sipladder --replay -I FILE does that');
  const ended = replayed({ status: { phase: 'done', replay: REPLAY } }).press('+');
  expect(orders(ended)).toEqual([]);
  expect(ended.line(-2)).toBe(' Everything has been replayed');
});
