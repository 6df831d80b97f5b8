/** Marks in the ladder and the comparison of two messages, as stories. */

import type { CompareScreen } from '../../src/app/compare';
import { ANSWERED, THREE_CALLS } from './calls';
import { START_US } from './fake-engine';
import { Story, type StoryOptions } from './story';

const opened = (options: StoryOptions = {}) => new Story({ calls: THREE_CALLS, ...options }).press('enter');
const shown = (story: Story) => story.model.stack.map(({ name }) => name).join(' ');
const compare = (story: Story) => story.model.stack.at(-1) as CompareScreen;

describe('a mark', () => {
  it('stands before its row, and times are told from it', () => {
    const story = opened().press('m');
    expect([story.here(), story.line(0)]).toEqual([
      expect.stringMatching(/^>\*23:27:57\.646/),
      expect.stringMatching(/ marked$/),
    ]);
    expect(story.press('down', 'down').line(0)).toMatch(/ \+530 ms from mark$/);
    expect(story.press('end').line(0)).toMatch(/ \+9\.970 s from mark$/);
  });

  it('may lie behind: the time is a negative one', () => {
    expect(opened().press('end', 'm', 'home').line(0)).toMatch(/ -9\.970 s from mark$/);
  });

  it('goes with the same key on its row, or with that for unmarking', () => {
    expect(opened().press('m', 'm').model.mark).toBeNull();
    expect(opened().press('m', 'down', 'M').model.mark).toBeNull();
    expect(opened().press('M').line(-1)).toBe(' Nothing is marked');
  });

  it('outlives its ladder, so that messages of two calls can be compared', () => {
    const story = opened().press('m', ']');
    expect(story.line(0)).toMatch(/ \+374 ms from mark in another call$/);
    expect(shown(story.press('m'))).toBe('list ladder compare');
    expect(story.line(0)).toMatch(/^ Message 0 and 0 {3}\+374 ms /);
  });

  it('of a stream tells times, but cannot be compared', () => {
    const story = opened();
    const timeUs = START_US + 100_000;
    const arrow = { dialog: 0, timeUs, deltaUs: null, from: 0, to: 1, fromPort: 1, toPort: 2, label: 'PCMU 9' };
    const stream = { stream: 5, source: '', destination: '', ssrc: '', packets: 9, lostPercent: 0, mos: null };
    story.engine.media = [{ kind: 'media', key: 's5', ...arrow, ...stream }];
    story.tell({ version: 2 }).press('down', 'm', 'down');
    expect(story.line(0)).toMatch(/ \+400 ms from mark$/);
    expect([story.press('m').line(-1), shown(story)]).toEqual([
      ' Only messages can be compared; of this the time from the mark is told',
      'list ladder',
    ]);
  });

  it('is set and compared with on the screen of a message, too', () => {
    const story = opened().press('enter', 'm');
    expect(story.line(0)).toMatch(/ marked$/);
    expect(story.press(']', 'm').line(0)).toMatch(/^ Message 0 and 1 {3}\+500 ms/);
    expect(shown(story)).toBe('list ladder message compare');
  });

  it('is set before the row has come, when keys are faster', () => {
    const story = new Story({ calls: THREE_CALLS });
    story.prompt = false;
    story.press('enter', 'down', 'm', 'down', 'm').answerAll();
    expect(shown(story)).toBe('list ladder compare');
  });

  it('is set with the keys of sngrep as there: Space, and Space on the other', () => {
    expect(shown(opened({ keymap: 'sngrep' }).press('space', 'down', 'space'))).toBe('list ladder compare');
  });
});

describe('a comparison', () => {
  const texts = (left: string, right: string, options: StoryOptions = {}) => {
    const [first, second, ...rest] = ANSWERED.messages;
    const messages = [{ ...first!, text: left }, { ...second!, text: right }, ...rest];
    return opened({ calls: [{ ...ANSWERED, messages }], ...options }).press('m', 'down', 'm');
  };
  const many = (change: (at: number) => string) =>
    `X sip:a SIP/2.0\n${Array.from({ length: 100 }, (_, at) => `X-${at}: ${change(at)}`).join('\n')}`;

  it('goes from difference to difference, round the end', () => {
    const story = texts(
      many(String),
      many((at) => (at === 50 || at === 90 ? 'other' : String(at))),
    );
    const at = (key: string) => compare(story.press(key)).at;
    expect(['n', 'n', 'n', 'N', 'N'].map(at)).toEqual([51, 91, 51, 91, 51]);
    expect(story.here()).toMatch(/^>- X-50: 50/);
  });

  it('shows the beginning of a difference far to the right', () => {
    const story = texts(`X sip:a SIP/2.0\nTo: ${'a'.repeat(200)} one`, `X sip:a SIP/2.0\nTo: ${'a'.repeat(200)} two`);
    expect(story.press('n').here()).toMatch(/^>- …a+ one$/);
    expect(story.press('home').screen()[4]).toMatch(/^>- To: aaa/);
  });

  it('scrolls both sides together, and not beyond their ends', () => {
    const story = texts(many(String), many(String), { columns: 120 }).press('end');
    expect(story.line(-2)).toMatch(/^ X-99: 99 +│ X-99: 99$/);
    expect(story.press('home', 'right').screen()[3]).toMatch(/^ X sip:a/);
  });

  it('has one message below the other on a plain screen, however wide', () => {
    const story = texts('X sip:a SIP/2.0', 'Y sip:a SIP/2.0', { columns: 200, settings: { plain: true } });
    expect(story.screen().slice(3, 5)).toEqual([' - X sip:a SIP/2.0', ' + Y sip:a SIP/2.0']);
  });

  it('is scrolled by the wheel', () => {
    expect(compare(texts(many(String), many(String)).mouse('wheel-down', 1, 5)).top).toBe(3);
  });

  it('says that the texts are the same', () => {
    const story = texts('X sip:a SIP/2.0', 'X sip:a SIP/2.0');
    expect(story.line(0)).toMatch(/ {3}the same text$/);
    expect(story.press('n').line(-1)).toBe(' The two messages have the same text');
  });

  it('lets the sides be changed', () => {
    const story = texts('X sip:a SIP/2.0', 'Y sip:a SIP/2.0').press('tab');
    expect(story.line(0)).toMatch(/^ Message 1 and 0 {3}-500 ms/);
  });

  it('proposes to save the calls of both', () => {
    const story = opened().press('m', ']', 'm', 's');
    const form = story.model.stack.at(-1);
    expect(form?.name === 'save' && form.choices[form.choice]!.dialogs).toEqual([1, 2]);
  });

  it('says that a message is gone', () => {
    const story = opened().press('m', 'down');
    story.engine.calls = [];
    story.model = { ...story.model, messages: new Map() };
    expect(story.press('m').line(1)).toBe(' One of the two messages is not kept any more.');
  });
});
