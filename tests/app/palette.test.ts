/** The command palette and the help that does what it says. */

import type { HelpScreen } from '../../src/app/help';
import { listOf, topScreen } from '../../src/app/model';
import { foundEntries, type PaletteScreen } from '../../src/app/palette';
import { THREE_CALLS } from './calls';
import { Story } from './story';

const top = (story: Story) => topScreen(story.model).name;
const found = (story: Story) => foundEntries(topScreen(story.model) as PaletteScreen);
const opened = (...before: string[]) => new Story({ calls: THREE_CALLS }).press(...before, ':');

describe('the palette', () => {
  it('has what the screen can do first, then what can be done anywhere, then what cannot be done', () => {
    const entries = found(opened());
    const at = (action: string) => entries.findIndex((entry) => entry.action === action);
    expect(at('open')).toBeLessThan(at('quit'));
    expect(at('quit')).toBeLessThan(at('unmark-all'));
    expect(at('unmark-all')).toBeLessThan(at('next-difference'));
    expect(at('delete-word')).toBe(-1);
  });

  it('gives the keys of the keymap in force', () => {
    const keys = (keymap: string, action: string) =>
      found(new Story({ calls: THREE_CALLS, keymap }).press(':')).find((entry) => entry.action === action)?.keys;
    expect([keys('default', 'mark'), keys('sngrep', 'mark')]).toEqual(['m', 'Space']);
  });

  it('runs an action on the screen below, and is gone', () => {
    const story = opened().type('reverse').press('enter');
    expect([top(story), listOf(story.model).sort.descending]).toEqual(['list', true]);
  });

  it('runs what has no screen of its own', () => {
    expect(opened().type('leave the program').press('enter').effects).toEqual(['quit 0']);
  });

  it('opens what opens a screen', () => {
    const story = opened().type('ladder of the call').press('enter');
    expect(story.model.stack.map(({ name }) => name)).toEqual(['list', 'ladder']);
  });

  it('finds by name, description and key, every word', () => {
    expect(found(opened().type('go to media'))[0]!.action).toBe('streams');
    expect(found(opened().type('unmark-a')).map(({ action }) => action)).toEqual(['unmark-all']);
    expect(found(opened().type('ctrl-l')).map(({ action }) => action)).toContain('redraw');
    expect(found(opened().type('no such command'))).toEqual([]);
  });

  it('has those first whose name begins with what is typed', () => {
    expect(found(opened().type('mark'))[0]!.action).toBe('mark');
  });

  it('has those last that do nothing here, whatever their name', () => {
    const names = (story: Story) => found(story).map(({ action }) => action);
    expect(names(opened().type('findings')).slice(0, 2)).toEqual(['all-findings', 'save']);
    expect(names(opened().type('findings'))).toContain('findings');
    expect(names(opened('enter').type('findings'))[0]).toBe('save');
  });

  it('says why something does nothing, and stays', () => {
    const reason = (story: Story, action: string) => found(story).find((entry) => entry.action === action)?.reason;
    const list = opened();
    expect(reason(list, 'mark')).toBeNull();
    expect(reason(list, 'unmark-all')).toBe('none is marked');
    expect(reason(list, 'clear-filter')).toBe('there is no filter');
    expect(reason(list, 'pause')).toBe('everything has been read');
    expect(reason(list, 'capture-filter')).toBe('only a live capture has one');
    expect(reason(list, 'swap-sides')).toBe('only on: Comparison');
    expect(reason(opened('m'), 'unmark-all')).toBeNull();
    expect(reason(new Story({ columns: 80, calls: THREE_CALLS }).press('enter', ':'), 'toggle-preview')).toMatch(
      /^it needs \d+ columns, here are 80$/,
    );
    expect(reason(new Story().press(':'), 'open')).toBe('the list is empty');
    list.type('unmark-all').press('enter');
    expect([top(list), list.model.notice]).toEqual(['palette', 'unmark-all: none is marked']);
  });

  it('is moved in with the arrows, within what is found', () => {
    const story = opened().press('down', 'down', 'up');
    const [, second] = found(story);
    expect(story.screen()[3]).toMatch(/^ > /);
    expect(story.screen()[3]).toContain(second!.description.slice(0, 20));
    expect(story.press('up', 'up', 'up').screen()[2]).toMatch(/^ > /);
    story.type('leave the program').press('down', 'down', 'down');
    expect(story.screen()[2]).toMatch(/^ > .*Leave/);
  });

  it('goes with Esc, and changes nothing', () => {
    const story = opened().type('quit').press('esc');
    expect([top(story), story.effects]).toEqual(['list', []]);
  });

  it('is not opened by a colon that is typed', () => {
    const story = new Story({ calls: THREE_CALLS }).press('/').type('a:b');
    expect([top(story), listOf(story.model).filter]).toEqual(['list', 'a:b']);
  });

  it('runs what a second click is on', () => {
    const story = opened().type('reverse').click('Turn the order').click('Turn the order');
    expect([top(story), listOf(story.model).sort.descending]).toEqual(['list', true]);
  });

  it('can do what the help of the palette lists, and has a help', () => {
    expect(opened().press('f1').screen()[0]).toContain('Help: Commands');
  });
});

describe('the help', () => {
  const help = (...before: string[]) => new Story({ calls: THREE_CALLS, rows: 30 }).press(...before, 'f1');

  it('does what the selected line says', () => {
    const story = help().press('/').type('turn the order').press('enter', 'enter');
    expect([top(story), listOf(story.model).sort.descending]).toEqual(['list', true]);
  });

  it('rings where a line does nothing', () => {
    const story = help().press('up', 'enter');
    expect([top(story), story.effects]).toEqual(['help', ['bell']]);
  });

  it('shows only what holds every word, with the headings above it', () => {
    const lines = help().press('/').type('filter saved').screen();
    expect(lines.slice(1, 7)).toEqual([
      ' Everywhere',
      ' > @  Show the filters that were saved under names',
      '',
      '',
      '',
      '',
    ]);
  });

  it('says that nothing holds them, and takes the search back', () => {
    const story = help().press('/').type('xyzzy');
    expect(story.line(-1)).toMatch(/^ Show lines with: xyzzy +none$/);
    story.press('esc');
    expect([(topScreen(story.model) as HelpScreen).search, story.screen()[1]]).toEqual(['', ' Call list']);
  });

  it('keeps the search when it is left with Enter', () => {
    expect(help().press('/').type('turn').press('enter').line(-1)).toMatch(/"turn"$/);
  });
});

describe('a key that does nothing', () => {
  it('says on which screens it does something', () => {
    const story = new Story({ calls: THREE_CALLS }).press('enter', 'i');
    expect([top(story), story.model.notice]).toEqual(['ladder', 'i: only on: Call list, Statistics']);
    expect(story.press('down').model.notice).toBeNull();
  });

  it('says why, where its action has a reason', () => {
    expect(new Story().press('m').model.notice).toBe('m: the list is empty');
  });

  it('is silent where it means nothing anywhere, and where text is typed', () => {
    expect(new Story({ calls: THREE_CALLS }).press('enter', 'f12').model.notice).toBeNull();
    expect(new Story({ calls: THREE_CALLS }).press('/', '[').model.notice).toBeNull();
  });
});
