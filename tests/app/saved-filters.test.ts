/** Saved filters, as stories. */

import { listOf } from '../../src/app/model';
import type { SavedScreen } from '../../src/app/saved-screen';
import type { StreamsScreen } from '../../src/app/streams';
import { THREE_CALLS } from './calls';
import { Story, type StoryOptions } from './story';

const SAVED = { trunk: 'host 10.0.0.1', failed: 'rejected' };
const opened = (options: StoryOptions = {}) =>
  new Story({ calls: THREE_CALLS, savedFilters: SAVED, ...options }).press('F');
const top = (story: Story) => story.model.stack.at(-1)!;
const screen = (story: Story) => top(story) as SavedScreen;

describe('using one', () => {
  it('sets it on the list, where it stands in the history', () => {
    const story = opened();
    expect(story.here()).toBe('');
    expect(story.screen().find((line) => line.startsWith(' >'))).toMatch(/^ > @failed +rejected$/);
    story.press('enter');
    expect([top(story).name, listOf(story.model).filter, listOf(story.model).history]).toEqual([
      ...['list', 'rejected', ['rejected']],
    ]);
  });

  it('sets it on the streams when opened from there', () => {
    const story = new Story({ calls: THREE_CALLS, savedFilters: SAVED }).press('tab', 'F');
    expect(story.line(0)).toContain('Saved filters, for streams');
    expect((top(story.press('down', 'enter')) as StreamsScreen).filter).toBe('host 10.0.0.1');
    expect(listOf(story.model).filter).toBe('');
  });

  it('fills in the form when opened from there', () => {
    const story = new Story({ calls: THREE_CALLS, savedFilters: { ...SAVED, a: 'from alice' } }).press('f', 'f2');
    const form = top(story.press('enter'));
    expect(form.name === 'filter-form' && form.texts.from?.text).toBe('alice');
  });

  it('can be opened from a ladder, which stays', () => {
    const story = new Story({ calls: THREE_CALLS, savedFilters: SAVED }).press('enter', '@', 'enter');
    expect([top(story).name, listOf(story.model).filter]).toEqual(['ladder', 'rejected']);
  });

  it('is refused when it is wrong, and what is wrong is told', () => {
    const story = new Story({ calls: THREE_CALLS, savedFilters: SAVED });
    story.engine.filterError = { message: 'expected a state', at: 3 };
    expect(story.press('F').line(-2)).toBe(' at 4: expected a state');
    expect(story.press('enter').effects).toEqual(['bell']);
  });

  it('leaves everything as it was on Esc', () => {
    const story = opened({ filter: 'INVITE' }).press('esc');
    expect([top(story).name, listOf(story.model).filter]).toEqual(['list', 'INVITE']);
  });
});

describe('saving the filter in force', () => {
  const naming = (options: StoryOptions = {}) => opened({ filter: 'INVITE', ...options }).press('s');

  it('keeps it under the name that is typed', () => {
    const story = naming().type('calls').press('enter');
    expect(story.effects).toEqual(['keep calls: INVITE']);
    expect([story.line(-1), story.model.saved.filters.calls]).toEqual([' Saved @calls', 'INVITE']);
    expect(story.screen().find((line) => line.startsWith(' >'))).toMatch(/^ > @calls +INVITE$/);
  });

  it('takes a name with its @ too, and letters that are keys elsewhere', () => {
    expect(naming().type('@sdq').press('enter').effects).toEqual(['keep sdq: INVITE']);
  });

  it('asks before it replaces one', () => {
    const story = naming().type('trunk').press('enter');
    expect(story.line(-2)).toBe(' There is one of that name. Replace @trunk? y / n');
    expect(story.press('x').effects).toEqual(['bell']);
    expect(story.press('n').model.saved.filters).toEqual(SAVED);
    story.press('s').type('trunk').press('enter', 'y');
    expect(story.effects).toEqual(['bell', 'keep trunk: INVITE']);
    expect(story.line(-1)).toBe(' Replaced @trunk');
  });

  it.each([
    ['', 'A name is needed'],
    ['a b', 'A name has up to 40 letters, digits and . _ -'],
  ])('does not take the name %j', (name, refusal) => {
    const story = naming().type(name).press('enter');
    expect([story.line(-2), story.effects]).toEqual([
      expect.stringMatching(new RegExp(`^ Save under the name: @${name} +${refusal}$`)),
      [],
    ]);
  });

  it('needs one, and one that is right', () => {
    expect(opened().press('s').line(-1)).toBe(' There is no filter in force that could be saved');
    const story = new Story({ calls: THREE_CALLS, filter: 'x' });
    story.engine.filterError = { message: 'wrong', at: 0 };
    expect(story.press('F', 's').type('a').press('enter').effects).toEqual(['bell']);
  });

  it('is told when it could not be written', () => {
    const story = naming().type('calls').press('enter');
    story.take({ kind: 'filter-kept', name: 'calls', failure: '/f.json: permission denied' });
    expect(story.line(-1)).toBe(' @calls was changed until you leave, but not on disk: /f.json: permission denied');
    expect(story.model.saved.filters.calls).toBe('INVITE');
  });

  it('goes back on Esc to the screen, not past it', () => {
    const story = naming().type('x').press('esc');
    expect([screen(story).naming, story.effects]).toEqual([null, []]);
  });
});

describe('deleting one', () => {
  it('asks first', () => {
    const story = opened().press('down', 'd');
    expect(story.line(-2)).toBe(' Delete @trunk? y / n');
    expect(story.press('n').model.saved.filters).toEqual(SAVED);
    story.press('d', 'y');
    expect([story.effects, story.model.saved.filters, screen(story).cursor]).toEqual([
      ...[['delete trunk'], { failed: 'rejected' }, 0],
    ]);
  });

  it('rings where there is none', () => {
    expect(opened({ savedFilters: {} }).press('d').effects).toEqual(['bell']);
  });
});

describe('the engine', () => {
  it('is told of them before it is asked for a list that may name them', () => {
    const story = new Story({ calls: THREE_CALLS, savedFilters: SAVED, filter: '@trunk' });
    expect(story.asked().map(({ kind }) => kind)).toEqual(['context', 'list', 'list']);
  });

  it('is told when one changes, and asked again only for a filter that names some', () => {
    const kinds = (filter: string) => {
      const story = opened({ filter }).press('s').type('new');
      story.asked();
      return story
        .press('enter')
        .asked()
        .map(({ kind }) => kind);
    };
    expect(kinds('INVITE')).toEqual(['context', 'check']);
    expect(kinds('@trunk')).toEqual(['context', 'list', 'check']);
  });

  it('is told what is marked where a filter asks for it, and asked again with every mark', () => {
    const story = new Story({ calls: THREE_CALLS }).press('m');
    expect(story.asked().map(({ kind }) => kind)).not.toContain('context');
    story.engine.calls = THREE_CALLS.map((call) => ({ ...call, cells: { ...call.cells, note: 'marked' } }));
    story.press('/').type('marked').press('enter');
    expect(story.asked().findLast(({ kind }) => kind === 'context')).toEqual({
      kind: 'context',
      saved: {},
      marked: [1],
    });
    const [context, list] = story.press('down', 'm').asked();
    expect([context, list?.kind]).toEqual([{ kind: 'context', saved: {}, marked: [1, 2] }, 'list']);
    expect(
      story
        .press('M')
        .asked()
        .map(({ kind }) => kind),
    ).toEqual(['list']);
  });

  it('is told nothing where there are none', () => {
    const kinds = new Story({ calls: THREE_CALLS }).asked().map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['list']));
  });
});
