/** All legs of a call on the screen: in one ladder, and taken along by a save. */

import { MERGED_DIALOGS } from '../../src/budgets';
import type { LadderQuery, SaveQuery } from '../../src/engine/protocol';
import { ANSWERED, REGISTERED, REJECTED } from './calls';
import { type MadeCall, START_US } from './fake-engine';
import { Story, type StoryOptions } from './story';

/** The SBC calls on: a leg of the first call. */
const OUTGOING: MadeCall = {
  id: 4,
  legOf: 1,
  cells: { index: '4', method: 'INVITE', from: 'alice@sbc', to: 'carrier', state: 'completed', callId: 'x@10.0.0.2' },
  messages: [
    { timeUs: START_US + 601_000, from: '10.0.0.2:5060', to: '10.20.30.40:5060', label: 'INVITE' },
    { timeUs: START_US + 2_000_000, from: '10.20.30.40:5060', to: '10.0.0.2:5060', label: '200 OK' },
  ],
};
const CALLS = [ANSWERED, REJECTED, REGISTERED, OUTGOING];

const opened = (options: StoryOptions = {}, ...keys: string[]) =>
  new Story({ calls: CALLS, columns: 120, rows: 30, ...options }).press(...keys);
const ladderQueries = (story: Story) => story.asked().filter((query): query is LadderQuery => query.kind === 'ladder');
const saves = (story: Story) => story.asked().filter((query): query is SaveQuery => query.kind === 'save');
const title = (story: Story) => story.line(0);

describe('x', () => {
  it('shows all legs of the call in one ladder, and why they belong together', () => {
    const story = opened({}, 'x');
    expect(ladderQueries(story).at(-1)).toMatchObject({ dialogs: [1], extended: true });
    expect(title(story)).toMatch(/^ Call 1, one of 2 legs {3}by X-Call-ID {3}completed /);
    expect(
      story
        .press('end')
        .screen()
        .filter((line) => /INVITE|200 OK/.test(line)),
    ).toHaveLength(6);
  });

  it('names the numbers before the times, and the way back', () => {
    const story = opened({ columns: 80 }, 'x');
    expect(story.line(2)).toMatch(/^ {2}# {4}delta /);
    expect(story.line(3)).toMatch(/^> 1 /);
    expect(story.line(-1)).toMatch(/^ Enter Message {2}Esc Back {2}x Legs off {2}d SDP /);
    story.press('x');
    expect(story.line(2)).toMatch(/^ delta /);
    expect(story.line(-1)).not.toContain('Legs off');
  });

  it('tells where there may be more legs than one ladder shows', () => {
    const call = (legs: number) => [
      ANSWERED,
      ...Array.from({ length: legs - 1 }, (_, i) => ({ ...OUTGOING, id: 4 + i })),
    ];
    const bound = `no more than ${MERGED_DIALOGS} legs are shown`;
    expect(title(opened({ calls: call(MERGED_DIALOGS), columns: 160 }, 'x'))).toContain(bound);
    expect(title(opened({ calls: call(MERGED_DIALOGS - 1), columns: 160 }, 'x'))).not.toContain(bound);
    expect(title(opened({ calls: call(MERGED_DIALOGS), columns: 160 }))).not.toContain(bound);
  });

  it('is F4, too', () => expect(title(opened({}, 'f4'))).toContain('one of 2 legs'));

  it('tells the call of a row, and goes to its title', () => {
    const story = opened({}, 'x', ...Array(4).fill('down'));
    expect(story.here()).toMatch(/^> 4 /);
    expect(title(story)).toMatch(/^ Call 4, one of 2 legs /);
  });

  it('says once that there are no others', () => {
    const story = opened({}, 'down', 'x');
    expect(title(story)).toMatch(/^ Call 2 of 4 {3}rejected /);
    expect(story.line(-1)).toBe(' No other leg is known');
    expect(story.grow(CALLS).press('end').line(-1)).toMatch(/^ Enter Message /);
    expect(story.press('[', ']').line(-1)).toBe(' No other leg is known');
  });

  it('of several marked calls without legs says so, and not that they are legs of one', () => {
    const story = opened({}, 'down', 'm', 'down', 'm', 'x');
    expect(title(story)).toMatch(/^ Call 2, one of 2 here {3}rejected /);
    expect(story.line(-1)).toBe(' No other leg of these 2 calls is known');
    expect(title(story.press('r'))).toMatch(/^ Raw text {3}call 2, one of 2 here /);
  });

  it('of several marked calls says by what their legs are known', () => {
    const story = opened({}, 'm', 'down', 'm', 'x');
    expect(title(story)).toMatch(/^ Call 1, one of 3 here {3}legs by X-Call-ID {3}completed /);
    expect(title(story.press('r'))).toMatch(/^ Raw text {3}call 1, one of 3 here /);
  });

  it('in the ladder adds the legs and takes them away, and stays on the message', () => {
    const story = opened({}, 'enter', 'down', 'down');
    const before = story.here();
    expect(title(story)).toMatch(/^ Call 1 of 4 {3}completed/);
    expect(title(story.press('x'))).toContain('one of 2 legs');
    expect(story.here()).toContain('100 Trying');
    expect(story.press('x').here()).toBe(before);
    expect(title(story)).toMatch(/^ Call 1 of 4 {3}completed/);
  });

  it('takes the marked calls when the cursor is on one of them', () => {
    const story = opened({}, 'm', 'down', 'm', 'x');
    expect(ladderQueries(story).at(-1)).toMatchObject({ dialogs: [1, 2], extended: true });
  });

  it('goes on to the next call with its legs', () => {
    const story = opened({}, 'x', ']');
    expect(ladderQueries(story).at(-1)).toMatchObject({ dialogs: [2], extended: true });
  });

  it('shows a leg that comes later', () => {
    const story = opened({ calls: CALLS.slice(0, 3) }, 'x');
    expect(story.line(-1)).toBe(' No other leg is known');
    expect(title(story.grow(CALLS))).toContain('one of 2 legs');
  });

  it('is a key of sngrep, where Enter opens the call by itself', () => {
    expect(title(opened({ keymap: 'sngrep' }, 'f4'))).toContain('one of 2 legs');
    expect(title(opened({ keymap: 'sngrep' }, 'enter'))).not.toContain('legs');
    expect(title(opened({ keymap: 'sngrep' }, 'enter', 'x'))).toContain('one of 2 legs');
  });
});

describe('a save', () => {
  const chosen = (story: Story) => story.screen().find((line) => line.includes('Legs')) ?? null;

  it('takes the call as it is, or all its legs', () => {
    expect(saves(opened({}, 'enter', 's', 'enter'))[0]).not.toHaveProperty('legs');
    const story = opened({}, 'enter', 's', 'tab', 'tab', 'right');
    expect(chosen(story)).toBe(' > Legs    ( ) as they are   (*) with all legs of their calls');
    expect(saves(story.press('enter'))[0]).toMatchObject({ dialogs: [1], legs: true });
  });

  it('of a ladder with all legs takes them along', () => {
    expect(saves(opened({}, 'x', 's', 'enter'))[0]).toMatchObject({ dialogs: [1], legs: true });
  });

  it('of everything, of a stream and of sound does not ask', () => {
    expect(chosen(opened({}, 's'))).toBeNull();
    expect(chosen(opened({}, 'enter', 's', 'ctrl+u', ...'a.wav'))).toBeNull();
    expect(chosen(opened({}, 'x', 's', 'tab', 'up'))).not.toBeNull();
    expect(saves(opened({}, 'x', 's', 'tab', 'right', 'enter'))[0]).not.toHaveProperty('legs');
  });
});

describe('a folded list', () => {
  const SECOND: MadeCall = { ...OUTGOING, id: 5, cells: { ...OUTGOING.cells, index: '5', to: 'voicemail' } };
  const folded = (...keys: string[]) => opened({ calls: [...CALLS, SECOND] }, 'L', ...keys);
  /** Index and method of the rows. */
  const rows = (story: Story) =>
    story
      .screen()
      .map((line) => /^[> ][* ] {0,4}([├└]? *\d+) \S+ +(\S+)/.exec(line))
      .filter((found) => found !== null)
      .map(([, index, method]) => `${index} ${method}`);

  it('has a row for each call, which says how many legs more there are', () => {
    const story = folded();
    expect(rows(story)).toEqual(['1 INVITE+2?', '2 INVITE', '3 ~REGISTER']);
    expect(story.line(0)).toContain('legs folded');
    expect(story.line(-2)).toBe(' A row is a call with all its legs');
    expect(rows(story.press('L'))).toEqual(['1 INVITE', '2 INVITE', '3 ~REGISTER', '4 INVITE', '5 INVITE']);
    expect(story.line(0)).not.toContain('legs folded');
  });

  it('shows the legs below the row with Space, and their messages with another', () => {
    const story = folded('space');
    expect(rows(story)).toEqual(['1 INVITE+2?', '├   4 INVITE', '└   5 INVITE', '2 INVITE', '3 ~REGISTER']);
    story.press('down', 'space');
    expect(story.screen().filter((line) => /[├└].*(INVITE|200 OK)$/.test(line))).toHaveLength(2);
    expect(rows(story.press('space', 'up', 'space'))).toEqual(['1 INVITE+2?', '2 INVITE', '3 ~REGISTER']);
  });

  it('opens all legs from the row of a call, and one from its own', () => {
    expect(ladderQueries(folded('enter')).at(-1)).toMatchObject({ dialogs: [1], extended: true });
    expect(ladderQueries(folded('space', 'down', 'enter')).at(-1)).not.toHaveProperty('extended');
    expect(ladderQueries(folded('down', 'enter')).at(-1)).not.toHaveProperty('extended');
  });

  it('shows a call of which any leg meets the filter', () => {
    expect(rows(folded('/', ...'voicemail', 'enter'))).toEqual(['1 INVITE+2?']);
  });

  it('stays on the call of the leg that the cursor was on', () => {
    const story = opened({ calls: CALLS }, 'end', 'L');
    expect(story.here()).toMatch(/^> +1 /);
  });

  it('saves the marked calls with their legs, and lets hidden calls go without those of calls that are shown', () => {
    expect(saves(folded('m', 's', 'enter'))[0]).toMatchObject({ dialogs: [1], legs: true });
    const story = folded('/', ...'INVITE', 'enter', 'f9');
    expect(story.asked().find(({ kind }) => kind === 'control')).toMatchObject({ what: 'clear-hidden', legs: true });
  });
});
