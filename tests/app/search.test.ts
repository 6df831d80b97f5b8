/** A search that runs through the messages of a ladder, from the ladder and from the screen of a message. */

import type { LadderScreen } from '../../src/app/ladder-screen';
import { ANSWERED, THREE_CALLS } from './calls';
import { Story, type StoryOptions } from './story';

const opened = (options: StoryOptions = {}) => new Story({ calls: THREE_CALLS, ...options }).press('enter');
const ladder = (story: Story) => story.model.stack.findLast(({ name }) => name === 'ladder') as LadderScreen;
const cursors = (story: Story, keys: string[]) => keys.map((key) => ladder(story.press(key)).cursor);

describe('in the ladder', () => {
  it('selects the next message that holds the text, capitals or not, and goes on round the end', () => {
    const story = opened().press('/').type('RINGING');
    expect(story.line(-1)).toBe(' Search text or /regex/: RINGING');
    expect(cursors(story, ['enter', 'n', 'n', 'N'])).toEqual([4, 5, 4, 5]);
  });

  it('says when it goes round the end, or finds nothing', () => {
    const story = opened().press('/').type('ringing').press('enter', 'n', 'n');
    expect(story.line(-1)).toBe(' Round the end: found from the beginning on');
    expect(story.press('N').line(-1)).toBe(' Round the beginning: found from the end on');
    expect(opened().press('/').type('prack').press('enter').line(-1)).toBe(' No message here has "prack"');
  });

  it('takes a regex', () => {
    const story = opened().press('/').type('/^(ACK|BYE) /').press('enter');
    expect(cursors(story, ['n', 'n'])).toEqual([8, 7]);
    expect(story.line(-1)).toBe(' Round the end: found from the beginning on');
  });

  it('tells of messages that a regex could not decide', () => {
    const story = opened();
    story.engine.undecided = 3;
    story.press('/').type('/x+y/').press('enter');
    expect(story.line(-1)).toBe(' No message here has /x+y/; 3 messages took too long for the regex');
  });

  it('goes before the marks of the filter until it is ended', () => {
    const story = opened({ filter: 'INVITE' }).press('/').type('bye').press('enter');
    expect(cursors(story, ['n'])).toEqual([8]);
    expect(cursors(story.press('/', 'enter', 'home'), ['n', 'n'])).toEqual([1, 3]);
  });

  it('waits for what was asked before it goes on, however fast keys come', () => {
    const story = opened().press('/').type('ringing');
    story.prompt = false;
    story.press('enter', 'n', 'n').answerAll();
    expect(ladder(story).cursor).toBe(4);
  });

  it('stays with the ladder of the next call', () => {
    const story = opened().press('/').type('403').press('enter', ']', 'n');
    expect(ladder(story).cursor).toBe(2);
  });

  it('shows what was found in the message beside, also far down', () => {
    const text = `INVITE sip:x SIP/2.0\n${Array.from({ length: 60 }, (_, at) => `X-${at}: hay`).join('\n')}\nX-N: needle`;
    const [first, ...rest] = ANSWERED.messages;
    const calls = [{ ...ANSWERED, messages: [first!, { ...rest[0]!, text }, ...rest.slice(1)] }];
    const story = opened({ calls, columns: 120 }).press('/').type('needle').press('enter');
    expect(story.screen().join('\n')).toContain('│ X-N: needle');
  });

  it('has earlier searches in its history', () => {
    const story = opened().press('/').type('bye').press('enter', '/', 'up');
    expect(story.line(-1)).toBe(' Search text or /regex/: bye');
  });

  it('comes back from them to what was typed', () => {
    const story = opened().press('/').type('bye').press('enter', '/').type('ringing').press('up', 'down');
    expect(story.line(-1)).toBe(' Search text or /regex/: ringing');
  });
});

describe('from the screen of a message', () => {
  it('goes on into the next message that holds the text, and the ladder goes along', () => {
    const story = opened().press('enter', '/').type('call-id').press('enter', 'n');
    expect([story.line(0).slice(0, 11), ladder(story).cursor]).toEqual([' Message 1 ', 1]);
    expect(story.line(-1)).toMatch(/"call-id" 1 of 1 $|"call-id" 1 of 1$/);
    expect(story.press('N').line(0)).toMatch(/^ Message 0 /);
  });

  it('says so when it goes round the end', () => {
    const story = opened().press('end', 'enter', '/').type('call-id').press('enter', 'n');
    expect(story.line(-1)).toBe(' Round the end: found from the beginning on');
    expect(story.line(0)).toMatch(/^ Message 0 /);
  });

  it('takes a regex, of which it asks the engine', () => {
    const story = opened().press('enter', '/').type('/^BYE/').press('enter');
    expect(story.line(0)).toMatch(/^ Message 8 /);
  });

  it('has the search of the ladder, at the place that was found', () => {
    const story = opened().press('/').type('bye').press('enter', 'enter');
    expect(story.line(-1)).toMatch(/"bye" 1 of 1$/);
  });
});
