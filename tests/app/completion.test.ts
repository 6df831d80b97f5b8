/** Completing a filter while it is typed, as stories. */

import { listOf } from '../../src/app/model';
import type { StreamsScreen } from '../../src/app/streams';
import { THREE_CALLS } from './calls';
import { Story, type StoryOptions } from './story';

const METHODS = ['INVITE', 'INFO', 'OPTIONS'];

function typing(proposals: string[], typed: string, options: StoryOptions = {}): Story {
  const story = new Story({ calls: THREE_CALLS, ...options }).press('/').type(typed);
  story.engine.proposals = proposals;
  story.asked();
  return story;
}
const line = (story: Story) => listOf(story.model).input?.line;
const text = (story: Story) => line(story)?.text;

describe('Tab', () => {
  it('takes the only proposal, and a blank for what comes next', () => {
    const story = typing(METHODS, 'method op').press('tab');
    expect([text(story), listOf(story.model).filter]).toEqual(['method OPTIONS ', 'method OPTIONS ']);
    expect(story.line(2)).toContain('Method');
  });

  it('does not add a blank where there is one', () => {
    const story = typing(METHODS, 'op x').press('left', 'left', 'tab');
    expect(line(story)).toEqual({ text: 'OPTIONS x', cursor: 7 });
  });

  it('takes what all have in common, shows them, and then goes through them', () => {
    const story = typing(METHODS, 'method i').press('tab');
    expect([text(story), story.line(2)]).toEqual(['method IN', '  INVITE  INFO']);
    expect([text(story.press('tab')), story.line(2)]).toEqual(['method INVITE', ' [INVITE] INFO']);
    expect([text(story.press('tab')), story.line(2)]).toEqual(['method INFO', '  INVITE [INFO]']);
    expect(text(story.press('tab'))).toBe('method INVITE');
    expect(text(story.press('shift+tab'))).toBe('method INFO');
    expect(listOf(story.model).filter).toBe('method INFO');
  });

  it('goes backwards from the last one', () => {
    expect(text(typing(METHODS, 'method i').press('tab', 'shift+tab'))).toBe('method INFO');
  });

  it('says that nothing goes on from what is typed', () => {
    const story = typing(METHODS, 'method x').press('tab');
    expect([text(story), story.line(2)]).toEqual(['method x', ' Nothing here goes on from x']);
    expect(story.press('tab').effects).toEqual(['bell']);
    expect(story.type('y').line(2)).toContain('Method');
  });

  it('waits for the engine and takes what it then says', () => {
    const story = typing(METHODS, 'method op');
    story.prompt = false;
    story.press('tab');
    expect([text(story), story.line(2)]).toEqual(['method op', ' ...']);
    story.answerAll();
    expect(text(story)).toBe('method OPTIONS ');
  });

  it('does not take what belongs to an earlier line', () => {
    const story = typing(METHODS, 'method i');
    story.prompt = false;
    story.press('tab').type('nv');
    story.answerAll();
    expect(text(story)).toBe('method inv');
  });

  it('completes a filter of streams too', () => {
    const story = new Story({ calls: THREE_CALLS, streams: [{ id: 1, call: 1, cells: {} }] }).press('tab', '/');
    story.engine.proposals = ['codec'];
    story.type('co').press('tab');
    expect((story.model.stack.at(-1) as StreamsScreen).filter).toBe('codec ');
    expect(story.asked().find(({ kind }) => kind === 'complete')).toMatchObject({ of: 'streams', text: 'co' });
  });

  it('completes in the line with the keys of sngrep, where it opens it on the list', () => {
    const story = new Story({ calls: THREE_CALLS, keymap: 'sngrep' }).press('tab');
    story.engine.proposals = METHODS;
    expect(text(story.type('op').press('tab'))).toBe('OPTIONS ');
  });
});

describe('while proposals are shown', () => {
  it('what is typed on narrows them', () => {
    const story = typing(METHODS, 'method i').press('tab').type('v');
    expect([text(story), story.line(2)]).toEqual(['method INv', '  INVITE']);
    expect(text(story.press('tab'))).toBe('method INVITE');
  });

  it('they go when nothing is left of them, or the value is whole', () => {
    expect(typing(METHODS, 'method i').press('tab').type('z').line(2)).toContain('Method');
    expect(typing(METHODS, 'method i').press('tab', 'tab', 'space').line(2)).toContain('Method');
  });

  it.each([['left'], ['home'], ['enter'], ['esc']])('%s puts them away', (key) => {
    const story = typing(METHODS, 'method i').press('tab', 'tab', key);
    expect(listOf(story.model).input?.completion ?? null).toBeNull();
  });

  it('as many are shown as there is room for, with the chosen one', () => {
    const hosts = Array.from({ length: 30 }, (_, at) => `10.20.30.${at + 1}`);
    const story = typing(hosts, 'host 1');
    story.engine.moreProposals = 12;
    story.press('tab');
    expect(story.line(2)).toMatch(/^ {2}10\.20\.30\.1 {2}10\.20\.30\.2 .* 37 more$/);
    story.press(...Array(6).fill('tab'));
    expect(story.line(2)).toMatch(/^ < {2}.*\[10\.20\.30\.6\]|^ < \[10\.20\.30\.6\] .* more$/);
    expect(text(story)).toBe('host 10.20.30.6');
  });
});

test('nothing is asked about proposals before Tab', () => {
  const story = typing(METHODS, '');
  story.type('method i');
  expect(story.asked().filter(({ kind }) => kind === 'complete')).toEqual([]);
});
