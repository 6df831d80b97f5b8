/** Pausing and clearing, as stories. */

import { listOf } from '../../src/app/model';
import type { ControlQuery } from '../../src/engine/protocol';
import { manyCalls, THREE_CALLS } from './calls';
import { liveStatus } from './fake-engine';
import { Story, type StoryOptions } from './story';

const live = (options: StoryOptions = {}) =>
  new Story({ calls: THREE_CALLS, ...options, status: liveStatus({}, options.status) });
const orders = (story: Story) => story.asked().filter((query): query is ControlQuery => query.kind === 'control');
const what = (story: Story) => orders(story).map((query) => query.what);

describe('pausing', () => {
  it('is one key, and so is going on', () => {
    const story = live().press('p');
    expect([story.line(0), story.line(-2)]).toEqual([
      expect.stringMatching(/^ sipladder {2}live any {3}paused, 0 left out {3}/),
      ' Paused: messages that come are counted, not kept',
    ]);
    story.press('p');
    expect([story.line(0), story.line(-2)]).toEqual([
      expect.not.stringContaining('paused'),
      ' Going on: messages that come are kept again',
    ]);
    expect(what(story)).toEqual(['pause', 'resume']);
  });

  it('is asked for by each press once, however quickly they come', () => {
    const story = live();
    story.prompt = false;
    story.press('p', 'p', 'p');
    expect(story.open.filter(({ query }) => query.kind === 'control')).toHaveLength(1);
    story.answerAll();
    expect(what(story)).toEqual(['pause', 'resume', 'pause']);
    expect(story.line(0)).toContain('paused');
  });

  it('goes on what the engine says last', () => {
    const story = live().press('p');
    story.tell({ paused: false });
    story.press('p');
    expect(what(story)).toEqual(['pause', 'pause']);
  });

  it('says that recording goes on', () => {
    const recording = { path: '/tmp/a.pcap', packets: 1, bytes: 1, lost: 0, trouble: null };
    expect(live({ status: { recording } }).press('p').line(-2)).toBe(' Paused: what comes is recorded but not shown');
  });

  it('works on the ladder too, and is typed where text is typed', () => {
    const story = live().press('enter', 'p');
    expect([what(story), story.line(-1)]).toEqual([['pause'], ' Paused: messages that come are counted, not kept']);
    expect(what(live().press('/', 'p', 'esc', 's', 'p'))).toEqual([]);
  });

  it('works while a file is read, and not when there is nothing left', () => {
    expect(what(new Story({ status: { phase: 'loading' } }).press('p'))).toEqual(['pause']);
    const read = new Story({ calls: THREE_CALLS }).press('p');
    expect([what(read), read.line(-2)]).toEqual([[], ' Everything has been read: there is nothing to pause']);
    const ended = live({ status: { phase: 'done' } }).press('p');
    expect([what(ended), ended.line(-2)]).toEqual([[], ' The capture has ended: there is nothing to pause']);
  });

  it('is not sent again by Esc and a digit', () => {
    const story = live();
    story.prompt = false;
    story.press('p', 'esc').answerAll();
    story.press('1').answerAll();
    expect(what(story)).toEqual(['pause']);
  });

  it('does not pile up while the engine is busy', () => {
    const story = live();
    story.prompt = false;
    story.press(...Array(40).fill('p'));
    expect([story.model.control.orders.length, story.effects.length]).toEqual([32, 8]);
    story.answerAll();
    expect(what(story)).toHaveLength(32);
  });

  it('that gets no answer is not waited for', () => {
    const story = live();
    story.prompt = false;
    story.press('p', 'p');
    const { id } = story.open.splice(0).find(({ query }) => query.kind === 'control')!;
    story.take({ kind: 'answer', answer: { id, snapshot: null } });
    story.answerAll();
    expect(what(story)).toEqual(['resume']);
  });
});

describe('clearing', () => {
  const cases: [string, StoryOptions, string[], string][] = [
    ['says how many calls went', { calls: manyCalls(1284) }, ['f5'], ' Cleared 1,284 calls'],
    ['says so of one', { calls: manyCalls(1) }, ['D'], ' Cleared 1 call'],
    ['says that there are none', { calls: [] }, ['f5'], ' There are no calls to clear'],
    ['leaves what the filter keeps', { filter: 'INVITE' }, ['f9'], ' Cleared 1 call that the filter hid'],
    ['says that the filter hides none', { filter: 'e' }, ['X'], ' The filter hides no calls: nothing to clear'],
    ['says that there is no filter', {}, ['f9'], ' There is no filter that hides calls: nothing to clear'],
  ];
  test.each(cases)('%s', (_, options, keys, notice) => {
    expect(
      live(options)
        .press(...keys)
        .line(-2),
    ).toBe(notice);
  });

  it('is for files as well, read or being read', () => {
    const story = new Story({ calls: THREE_CALLS }).press('f5');
    expect(story.line(-2)).toBe(' Cleared 3 calls');
    expect(what(new Story({ calls: THREE_CALLS, status: { phase: 'loading' } }).press('f5'))).toEqual(['clear']);
  });

  it('is done by each press once', () => {
    const story = live();
    story.prompt = false;
    story.press('f5', 'f5').answerAll();
    expect(what(story)).toEqual(['clear', 'clear']);
  });

  it('gives the filter in force, and none that is not complete', () => {
    expect(orders(live({ filter: 'INVITE' }).press('f9'))).toEqual([
      { kind: 'control', what: 'clear-hidden', filter: 'INVITE' },
    ]);
    const story = live({ filter: 'x' });
    story.engine.filterError = { message: 'wrong', at: 0 };
    story.grow(THREE_CALLS);
    expect([what(story.press('f9')), story.line(-2)]).toEqual([[], ' The filter is not complete: nothing was cleared']);
  });

  it('empties the list, which then begins at its first line', () => {
    const story = live({ calls: manyCalls(100) }).press('end', 'f5');
    story.grow([]);
    expect(story.line(3)).toBe('  All calls were cleared. New ones are shown as they come.');
    story.grow(THREE_CALLS);
    expect([story.here(), listOf(story.model).top]).toEqual([expect.stringContaining('alice@'), 0]);
  });

  it('keeps the first line first where the newest come first', () => {
    const story = live({ calls: manyCalls(100) }).press('z', 'down', 'down', 'f5');
    story.grow([]);
    story.grow(manyCalls(1)).grow(manyCalls(5));
    expect(story.here()).toContain('user5@');
  });

  it('leaves nothing to save', () => {
    const story = live().press('f5');
    expect(story.grow([]).press('s').line(-2)).toBe(' There is nothing to save: all calls were cleared');
  });

  it('leaves an open ladder to say that its call is gone', () => {
    const story = live().press('enter');
    story.engine.calls = [];
    expect(story.grow([]).line(1)).toBe(' This call is not kept any more.');
  });
});

describe('marks of calls that went', () => {
  const marks = (story: Story) => [...listOf(story.model).marks];

  it('go when all calls go', () => {
    const story = live().press('m', 'space', 'f5');
    expect([marks(story), listOf(story.model).expanded]).toEqual([[], []]);
  });

  it('go with the calls that the filter hid, and the others stay', () => {
    const story = live().press('*', 'space', 'down', 'space', '/').type('REGISTER').press('enter', 'f9');
    expect([marks(story), listOf(story.model).expanded]).toEqual([[3], []]);
    expect(story.line(-2)).toBe(' Cleared 2 calls that the filter hid');
  });

  it('are looked for in pieces', () => {
    const story = live({ calls: manyCalls(10_000) })
      .press('*', '/')
      .type('9')
      .press('enter', 'f9');
    expect(marks(story)).toHaveLength(3439);
    expect(listOf(story.model).gathering).toBeNull();
  });

  it('stay where nothing went', () => {
    const story = live({ filter: 'e' }).press('m', 'f9');
    expect(marks(story)).toEqual([1]);
  });
});

describe('leaving', () => {
  it('takes one key while calls come, and does not wait for orders', () => {
    const story = live();
    story.prompt = false;
    expect(story.press('p', 'q').effects).toEqual(['quit 0']);
  });
});

describe("sngrep's keys", () => {
  const sngrep = (options: StoryOptions = {}) => live({ keymap: 'sngrep', ...options });

  it.each([
    ['p', 'pause', ''],
    ['f5', 'clear', ''],
    ['ctrl+l', 'clear', ''],
    ['f9', 'clear-hidden', 'INVITE'],
  ])('%s is %s', (key, expected, filter) => {
    expect(orders(sngrep({ filter: 'INVITE' }).press(key))).toEqual([{ kind: 'control', what: expected, filter }]);
  });

  it('leave one to draw the screen again, and one to show all calls', () => {
    expect(sngrep().press('ctrl+r').effects).toEqual(['redraw']);
    expect(listOf(sngrep({ filter: 'INVITE' }).press('c').model).filter).toBe('');
  });
});
