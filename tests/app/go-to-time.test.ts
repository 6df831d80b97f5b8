/** Going to a time, as stories. Calls begin at 23:27:57.646, 23:27:58.020 and 23:28:01.112. */

import type { LadderScreen } from '../../src/app/ladder-screen';
import { listOf } from '../../src/app/model';
import { THREE_CALLS } from './calls';
import { Story, type StoryOptions } from './story';

const story = (options: StoryOptions = {}) => new Story({ calls: THREE_CALLS, ...options });
const going = (text: string, played = story()) => played.press('g').type(text).press('enter');
const ladder = (played: Story) => played.model.stack.at(-1) as LadderScreen;

describe('in the list', () => {
  it.each([
    ['23:28', 3],
    ['23:27:58', 2],
    ['23:27:57.646', 1],
    ['2026-11-20 23:28:01', 3],
    ['+1s', 3],
    ['1795217278', 2],
  ])('%s goes to the first call at that time or after it', (text, index) => {
    expect(going(text).here()).toMatch(new RegExp(`^> +${index} `));
  });

  it('tells what stands before the first or after the last call', () => {
    const late = going('23:59');
    expect(late.line(-2)).toBe(' 2026-11-20 23:59:00.000 is after the last call, of 23:28:01.112');
    expect(late.here()).toMatch(/^> +1 /);
    const early = going('-1h', story().press('end'));
    expect(early.line(-2)).toBe(' 2026-11-20 22:28:01.112 is before the first call, of 23:27:57.646');
    expect(early.here()).toMatch(/^> +1 /);
  });

  it('says what it cannot read, and lets one go on typing', () => {
    const played = going('25:00');
    expect(played.line(-1)).toBe(' Go to time: 25:00  not a time: 14:03, 14:03:22.5, 2026-11-20 14:03, +90s, -5m');
    expect(played.effects).toEqual(['bell']);
    expect(played.press('ctrl+u').type('23:28').press('enter').here()).toMatch(/^> +3 /);
  });

  it('is given up with Esc, and with an empty line', () => {
    expect(story().press('g').type('23').press('esc').line(-1)).toMatch(/^ Enter Open/);
    expect(listOf(story().press('g', 'enter').model).goTo).toBeNull();
  });

  it('asks with the calls whose messages are shown, and stops following', () => {
    const played = going('23:28', story().press('A', 'space'));
    expect(listOf(played.model).follow).toBe(false);
    expect(played.asked().findLast(({ kind }) => kind === 'at-time')).toMatchObject({ ladder: null, expanded: [3] });
  });

  it('counts from the start where times are shown so', () => {
    expect(going('0.3', story().press('w')).here()).toMatch(/^> +2 /);
  });
});

describe('in a ladder', () => {
  it.each([
    ['+3s', 6],
    ['23:28', 6],
    ['23:28:02', 8],
  ])('%s goes to the first row at that time or after it', (text, row) => {
    const played = going(text, story().press('enter'));
    expect(ladder(played).cursor).toBe(row);
  });

  it('tells what stands after the last row', () => {
    const played = going('+1h', story().press('enter'));
    expect(played.line(-1)).toBe(' 2026-11-21 00:27:57.646 is after the last row, of 2026-11-20 23:28:07.616');
  });

  it('may be typed before an answer has come', () => {
    const played = story().press('enter');
    played.prompt = false;
    going('+3s', played).press(']').answerAll();
    expect([ladder(played).dialogs, ladder(played).cursor, ladder(played).goTo]).toEqual([[2], 0, null]);
  });

  it('is typed in the last line', () => {
    expect(story().press('enter', 'g').type('14:0').line(-1)).toBe(
      ' Go to time: 14:0             as 14:03, 14:03:22.5, 2026-11-20 14:03, +90s, -5m',
    );
  });
});

test('with the keys of vim, g stays the first line', () => {
  const played = story({ keymap: 'vim' }).press('G', 'g');
  expect(played.here()).toMatch(/^> +1 /);
  expect(played.press('ctrl+g').type('23:28').press('enter').here()).toMatch(/^> +3 /);
});
