/** What y and Y copy on each screen, and what is said about it. */

import { CLIPBOARD_BYTES } from '../../src/budgets';
import { THREE_CALLS } from './calls';
import { Story, type StoryOptions } from './story';

const STREAM = {
  id: 7,
  call: 1,
  cells: { source: '10.0.0.1:4000', destination: '10.0.0.2:5000', ssrc: '0x1', codec: 'PCMU', loss: '1.2%' },
  remarks: ['Not the address that the SDP says'],
};

/** What reached the clipboard after some keys; what the engine was asked for, where it writes the text. */
function check(keys: string[], copied: unknown, options: StoryOptions = {}, told = '') {
  const story = new Story({ calls: THREE_CALLS, ...options }).press(...keys);
  const texts = story.effects.filter((effect) => effect.startsWith('copy ')).map((effect) => effect.slice(5));
  const [text = ''] = texts;
  const of = / of (\{.*\})$/.exec(text)?.[1];
  expect(of === undefined ? text : JSON.parse(of)).toEqual(copied);
  expect(texts.length).toBeLessThanOrEqual(1);
  expect(story.screen().join('\n')).toContain(told);
}

const callId = (dialog: number) => ({ kind: 'copy', of: 'call-id', dialog });

describe('the list', () => {
  test('has the Call-ID of the call', () => check(['down', 'down', 'y'], callId(3)));
  test('has the filter in force', () => check(['Y'], 'alice', { filter: 'alice' }));
  test('says that there is no filter', () => check(['Y'], '', {}, 'There is no filter to copy'));
  test('says that there is no call', () => check(['y'], '', { calls: [] }, 'There is no call'));
});

describe('the ladder', () => {
  test('has itself as text, as it is set', () =>
    check(
      ['enter', 'd', 'v', 'y'],
      expect.objectContaining({ of: 'ladder', dialogs: [1], media: false, sdp: 'first' }),
    ));
  test('has the Call-ID', () => check(['enter', 'Y'], callId(1)));
  test('of several calls has that of the selected message', () => check(['*', 'enter', 'end', 'Y'], callId(1)));
  test('of several calls has that of another message', () =>
    check(['*', 'enter', 'end', 'up', 'up', 'up', 'Y'], callId(3)));
});

describe('the message', () => {
  test('has its text', () =>
    check(
      ['enter', 'enter', 'y'],
      expect.stringMatching(/^INVITE sip:[\s\S]*rtpmap:0 PCMU\/8000\n$/),
      {},
      ' (the message) by OSC 52, if the terminal allows it',
    ));
  test('has the Call-ID', () => check(['enter', 'enter', 'Y'], callId(1)));
});

test('the text of whole calls has all of it', () =>
  check(['r', 'y'], expect.objectContaining({ of: 'raw', dialogs: [1] })));

describe('the streams', () => {
  test('have the stream, with its figures by their names', () =>
    check(
      ['tab', 'y'],
      expect.stringMatching(/SSRC 0x1\ncall 1: alice -> bob\n.*codec PCMU, loss 1.2%.*\nNot the address/),
      {
        streams: [STREAM],
      },
    ));
  test('have the filter', () => check(['tab', '/', 'P', 'C', 'M', 'enter', 'Y'], 'PCM', { streams: [STREAM] }));
});

test('saved filters have the one that is selected', () =>
  check(['@', 'y'], 'method INVITE', { savedFilters: { one: 'method INVITE' } }));
test('where there is nothing, that is said', () => check(['f1', 'y'], '', {}, 'nothing to copy here'));
test('where text is typed y is a letter', () => check(['/', 'y'], '', {}, 'Filter: y'));

describe('what is said', () => {
  const told = (text: string | null) => {
    const story = new Story({ calls: THREE_CALLS }).press('enter');
    story.engine.copied = text;
    return story.press('y');
  };
  test('is the number of bytes, not of characters', () => {
    const story = told('ñ'.repeat(1000));
    const [effect] = story.effects;
    const bytes = Buffer.byteLength(effect!.slice(5));
    expect(bytes).toBeGreaterThan(2000);
    const count = `${Math.floor(bytes / 1000)},${String(bytes % 1000).padStart(3, '0')}`;
    expect(story.line(-1)).toBe(
      ` Copied ${count} bytes (the ladder of call 1) by OSC 52, if the terminal allows it`.slice(0, 80),
    );
  });
  test('fits 80 columns', () => expect(told('a').line(-1).length).toBeLessThanOrEqual(80));
  test('is that it is too long, when the engine finds so', () => {
    const story = told(null);
    expect(story.effects).toEqual([]);
    expect(story.line(-1)).toContain('Not copied: the ladder of call 1 has more than the 74,994 bytes');
  });
  test('is the same of a text that is here', () => {
    const long = { ...THREE_CALLS[0]!.messages[0]!, text: 'x'.repeat(CLIPBOARD_BYTES) };
    const story = new Story({ calls: [{ ...THREE_CALLS[0]!, messages: [long] }] }).press('enter', 'enter', 'y');
    expect(story.effects).toEqual([]);
    expect(story.line(-1)).toContain('Not copied: the message has more than');
  });
  test('is that the call has gone', () => {
    const story = new Story({ calls: THREE_CALLS }).press('enter');
    story.engine.calls = [];
    expect(story.press('Y').line(-1)).toContain('not kept any more');
  });
});
