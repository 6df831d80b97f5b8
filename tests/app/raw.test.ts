/** The text of whole calls, as stories. */

import type { RawScreen } from '../../src/app/raw';
import type { RawQuery } from '../../src/engine/protocol';
import { ANSWERED, THREE_CALLS } from './calls';
import { type MadeCall, START_US } from './fake-engine';
import { Story, type StoryOptions } from './story';

const opened = (options: StoryOptions = {}, ...keys: string[]) =>
  new Story({ calls: THREE_CALLS, ...options }).press(...keys, 'r');
const raw = (story: Story) => story.model.stack.findLast(({ name }) => name === 'raw') as RawScreen;
/** Numbers of the messages whose heads are to be seen. */
const heads = (story: Story) => story.screen().flatMap((line) => /^── (\d+) /.exec(line)?.[1] ?? []);

/** A call of very many messages of four lines. */
function long(count: number): MadeCall {
  const messages = Array.from({ length: count }, (_, at) => ({
    timeUs: START_US + at * 1000,
    from: '10.0.0.1:5060',
    to: '10.0.0.2:5060',
    label: `OPTIONS ${at}`,
    text: `OPTIONS sip:x SIP/2.0\nCSeq: ${at} OPTIONS\nX-Note: ${at === count - 7 ? 'needle' : 'hay'}`,
  }));
  return { ...ANSWERED, messages };
}

describe('opening', () => {
  it('shows all messages of the call, each behind a line that says which', () => {
    expect(opened({ columns: 100 }).screen().slice(0, 8)).toEqual([
      ' Raw text   call 1                                                                  1 of 9 messages',
      '── 0  2026-11-20 23:27:57.646  192.168.10.21:5060 ─> 10.0.0.2:5060  UDP  373 bytes ─────────────────',
      ' INVITE sip:+34944048182@carrier.example SIP/2.0',
      ' Via: SIP/2.0/UDP 192.168.10.21:5060;branch=z9hG4bK-one',
      ' From: <sip:alice@example.com>;tag=a1',
      ' To: <sip:+34944048182@carrier.example>',
      ' Call-ID: 9f31c2@192.168.10.21',
      ' CSeq: 1 INVITE',
    ]);
  });

  it('shows those of all marked calls when it is opened on one of them', () => {
    expect(opened({}, '*').line(0)).toMatch(/^ Raw text {3}call 1, one of 3 here +1 of 13 messages$/);
    expect(raw(opened({}, '*')).dialogs).toEqual([1, 2, 3]);
  });

  it('from the ladder begins with the message that is selected', () => {
    const story = opened({}, 'enter', 'down', 'down');
    expect(story.line(1)).toMatch(/^── 2 .* 10\.0\.0\.2:5060 ─> 192\.168\.10\.21:5060/);
    expect(story.press('up').line(1)).not.toMatch(/^──/);
  });

  it('of a ladder of all legs has those, too', () => {
    const story = opened({}, 'enter', 'x');
    expect([raw(story).extended, story.line(0)]).toEqual([
      true,
      expect.stringMatching(/^ Raw text {3}call 1 +1 of 9 messages$/),
    ]);
  });

  it('from a message below its call begins with that', () => {
    expect(opened({}, 'space', 'down', 'down', 'down').line(1)).toMatch(/^── 2 /);
  });

  it('has the keys of sngrep, too', () => {
    for (const key of ['r', 'R', 'f6'])
      expect(new Story({ calls: THREE_CALLS, keymap: 'sngrep' }).press('enter', key).line(0)).toMatch(/^ Raw text/);
  });

  it('says that the call is gone', () => {
    const story = new Story({ calls: THREE_CALLS });
    story.engine.calls = [];
    expect(story.press('r').line(1)).toBe(' This call is not kept any more.');
  });
});

describe('a very long call', () => {
  const asked = (story: Story) => story.asked().filter((query): query is RawQuery => query.kind === 'raw');

  it('is read a window at a time, wherever one goes', () => {
    const story = opened({ calls: [long(900)] });
    story.press(...Array(30).fill('pagedown'), 'end', 'pageup', 'home');
    expect(Math.max(...asked(story).map(({ rows }) => rows))).toBeLessThan(40);
  });

  it('is gone through line by line and page by page without a gap', () => {
    const story = opened({ calls: [long(300)] });
    const seen = new Set(heads(story));
    for (let page = 0; page < 75; page++) for (const head of heads(story.press('pagedown'))) seen.add(head);
    expect(seen.size).toBe(300);
    expect(story.line(-2)).toBe(' X-Note: hay');
  });

  it('ends with its last line at the lower edge', () => {
    const story = opened({ calls: [long(900)] }).press('end');
    expect([story.line(-2), heads(story).at(-1)]).toEqual([' X-Note: hay', '899']);
    expect(story.press('down').line(-2)).toBe(' X-Note: hay');
    expect(story.press('pageup', 'home').line(1)).toMatch(/^── 0 /);
  });

  it('is scrolled by the wheel', () => {
    const story = opened({ calls: [long(50)] }).mouse('wheel-down', 1, 5);
    expect(raw(story).at).toEqual({ message: 0, row: 3 });
  });

  it('steps from message to message', () => {
    const story = opened({ calls: [long(50)] }).press(']', ']', 'down');
    expect(story.press('[').line(1)).toMatch(/^── 2 /);
    expect(story.press('[').line(1)).toMatch(/^── 1 /);
  });

  it('finds a text far away, and shows it', () => {
    const story = opened({ calls: [long(900)] })
      .press('/')
      .type('NEEDLE')
      .press('enter');
    expect(story.screen()).toContain(' X-Note: needle');
    expect(story.line(-1)).toMatch(/"NEEDLE"$/);
    expect(story.press('n').line(-1)).toBe(' Round the end: found from the beginning on');
  });
});

describe('searching', () => {
  it('goes from place to place, in and over messages', () => {
    const story = opened({ rows: 14 }).press('/').type('call-id').press('enter');
    const hit = (key: string) => story.press(key).model && raw(story).search.hit!.message;
    expect([hit('n'), hit('n'), hit('N')]).toEqual([1001, 1002, 1001]);
  });

  it('takes a regex between slashes', () => {
    const story = opened().press('/').type('/^CSeq: \\d/').press('enter');
    expect(raw(story).search.hit).toMatchObject({ message: 1000, places: [{ line: 5 }] });
  });

  it.each([
    ['nothing like it', ' No message here has "nothing like it"'],
    ['/(/', ' /(/: this is no regex: unterminated group'],
  ])('of %s says so', (text, told) => {
    expect(opened().press('/').type(text).press('enter').line(-1)).toBe(told);
  });

  it('ends with an empty line, and is given up with Esc', () => {
    const story = opened().press('/').type('bye').press('enter', '/', 'enter');
    expect(raw(story).search.text).toBe('');
    expect(raw(story.press('/').type('x').press('esc')).search.text).toBe('');
  });
});

test('a message opens from it, and the file that is proposed is a text', () => {
  expect(opened().press(']', 'enter').line(0)).toMatch(/^ Message 1 /);
  const form = opened().press('s').model.stack.at(-1);
  expect(form?.name === 'save' && form.path.text).toBe('/home/me/calls-sipladder.txt');
});

test('messages that come before it leave it where it stands', () => {
  const story = opened({ calls: [long(50)] }).press(']', ']', ']');
  const early = { ...long(1).messages[0]!, timeUs: START_US - 1000, label: 'OPTIONS early' };
  story.grow([{ ...long(50), messages: [...long(50).messages, early] }]);
  expect([story.line(1), story.line(0)]).toEqual([
    expect.stringMatching(/^── 3 /),
    expect.stringMatching(/ 5 of 51 messages$/),
  ]);
});
