/** A message on the whole screen, as stories. */

import type { MessageScreen } from '../../src/app/message';
import { render } from '../../src/view/screen';
import { ANSWERED } from './calls';
import { Story, type StoryOptions } from './story';

function opened(text?: string, options: StoryOptions = {}): Story {
  const [first, ...rest] = ANSWERED.messages;
  const call = { ...ANSWERED, messages: [{ ...first!, ...(text === undefined ? {} : { text }) }, ...rest] };
  return new Story({ calls: [call], rows: 14, ...options }).press('enter', 'enter');
}

const screen = (story: Story) => story.model.stack.at(-1) as MessageScreen;
/** The text of the styled runs that a search has marked. */
const marked = (story: Story) =>
  render(story.model)
    .lines.slice(2, -1)
    .flatMap(({ spans }) => spans.filter(({ style }) => style.inverse).map(({ text }) => text));

const LINES = Array.from({ length: 100 }, (_, at) => `X-Line: ${at}`).join('\n');

describe('scrolling', () => {
  const cases: [string, string[], string][] = [
    ['down', ['down', 'down', 'up'], ' X-Line: 1'],
    ['a page', ['pagedown'], ' X-Line: 12'],
    ['the end, and not beyond', ['end', 'down', 'pagedown'], ' X-Line: 89'],
    ['back up', ['end', 'pageup', 'home'], ' X-Line: 0'],
  ];
  test.each(cases)('%s', (_, keys, first) => {
    expect(
      opened(LINES)
        .press(...keys)
        .line(2),
    ).toBe(first);
  });
});

describe('long lines', () => {
  it('are wrapped, so that nothing is cut', () => {
    const story = opened(`INVITE sip:a SIP/2.0\nX: ${'a'.repeat(150)}END`);
    expect(story.screen().slice(3, 5)).toEqual([` X: ${'a'.repeat(76)}`, ` ${'a'.repeat(74)}END`]);
  });

  it('are wrapped between wide characters', () => {
    const story = opened(`INVITE sip:a SIP/2.0\nX: ${'日'.repeat(40)}`);
    expect(story.screen().slice(3, 5)).toEqual([` X: ${'日'.repeat(38)}`, ' 日日']);
  });
});

describe('searching', () => {
  it('marks what is found as it is typed, capitals or not', () => {
    const story = opened().press('/').type('sip:ALICE');
    expect([marked(story), story.line(-1)]).toEqual([
      ['sip:alice'],
      ' Search: sip:ALICE                                                       1 of 1',
    ]);
  });

  it('goes from place to place and round the end', () => {
    const story = opened(LINES).press('/').type('line: 5').press('enter');
    const seen = ['n', 'n', 'N'].map((key) => story.press(key).line(-1).trim().split('"').at(-1));
    expect(seen).toEqual([' 2 of 11', ' 3 of 11', ' 2 of 11']);
    story.press('N', 'N');
    expect(story.line(-1)).toBe(' Round the beginning: found from the end on');
    expect(story.screen()).toContain(' X-Line: 59');
  });

  it('marks a place that is broken over two rows', () => {
    const story = opened(`INVITE sip:a SIP/2.0\nX: ${'a'.repeat(72)}needle`)
      .press('/')
      .type('needle');
    expect(marked(story)).toEqual(['need', 'le']);
  });

  it('says when there is nothing', () => {
    const story = opened().press('/').type('nowhere');
    expect(story.line(-1)).toMatch(/not found$/);
    expect(story.press('enter', 'n').line(-1)).toBe(' No message here has "nowhere"');
  });

  it('is undone by Esc, and has a history', () => {
    const story = opened().press('/').type('via').press('enter', '/').type('xyz').press('esc');
    expect(screen(story).search).toBe('via');
    expect(screen(story.press('/', 'up')).search).toBe('via');
  });
});

describe('the next message', () => {
  it('is that of the next row, and the ladder goes along', () => {
    const story = opened().press(']', ']');
    expect(story.line(2)).toBe(' 100 Trying SIP/2.0');
    expect(story.press('[', 'esc').here()).toContain('retransmission');
  });

  it('is not there behind the last', () => {
    expect(opened().press(...Array(8).fill(']')).effects).toEqual([]);
    expect(opened().press(...Array(9).fill(']')).effects).toEqual(['bell']);
  });
});

test('what is wrong with a message stands above it', () => {
  const story = opened().press(...Array(6).fill(']'));
  expect(story.line(1)).toBe(' ! Content-Length says 130, there are 129 bytes');
});

test('all that is wrong is told, a line each and wrapped, and scrolls with the text', () => {
  const problems = ['the first thing', 'x'.repeat(100), 'the last thing'];
  const call = { ...ANSWERED, messages: [{ ...ANSWERED.messages[0]!, problems }] };
  const story = new Story({ calls: [call], rows: 14 }).press('enter', 'enter');
  expect(story.screen().slice(1, 6)).toEqual([
    ' ! the first thing',
    ` ! ${'x'.repeat(77)}`,
    `   ${'x'.repeat(23)}`,
    ' ! the last thing',
    ' INVITE sip:+34944048182@carrier.example SIP/2.0',
  ]);
  expect(story.press('down', 'down', 'down', 'down').line(1)).toMatch(/^ INVITE/);
});

test('what its codes mean stands above it, behind what is wrong, with a blank line before what was sent', () => {
  const meanings = [
    { of: '486 Busy Here', text: 'the callee is busy at this phone (RFC 3261, 21.4.24)' },
    { of: 'Reason', text: `Q.850 17 User busy: the callee is busy ${'and busy '.repeat(6)}(ITU-T Q.850)` },
  ];
  const call = { ...ANSWERED, messages: [{ ...ANSWERED.messages[0]!, problems: ['one thing'], meanings }] };
  const story = new Story({ calls: [call], rows: 14 }).press('enter', 'enter');
  expect(story.screen().slice(1, 7)).toEqual([
    ' ! one thing',
    ' 486 Busy Here: the callee is busy at this phone (RFC 3261, 21.4.24)',
    ' Reason: Q.850 17 User busy: the callee is busy and busy and busy and busy and',
    '   busy and busy and busy (ITU-T Q.850)',
    '',
    ' INVITE sip:+34944048182@carrier.example SIP/2.0',
  ]);
});

test('a search does not look into what is told above a message', () => {
  const meanings = [{ of: '486 Busy Here', text: 'the callee is busy' }];
  const call = { ...ANSWERED, messages: [{ ...ANSWERED.messages[0]!, meanings }] };
  const story = new Story({ calls: [call] }).press('enter', 'enter', '/', ...'callee');
  expect(story.screen().at(-1)).toContain('not found');
});

test('a message that is gone says so', () => {
  const story = opened();
  story.engine.calls = [];
  expect(story.press(']').line(2)).toBe(' This message is not kept any more.');
});
