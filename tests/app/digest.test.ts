/** The check of a password as stories: where it is typed, what is asked, and that it is nowhere to be found afterwards. */

import { topScreen } from '../../src/app/model';
import type { DigestQuery } from '../../src/engine/protocol';
import type { MadeCall } from './fake-engine';
import { messageId, START_US } from './fake-engine';
import { Story, type StoryOptions } from './story';

const text = (rest: string) => `REGISTER sip:example.com SIP/2.0\n${rest}\n`;
const CALL: MadeCall = {
  id: 1,
  cells: { callId: 'one' },
  messages: [
    { timeUs: START_US, from: '10.0.0.1:5060', to: '10.0.0.2:5060', label: 'REGISTER', text: text('Call-ID: one') },
    {
      timeUs: START_US + 1000,
      from: '10.0.0.1:5060',
      to: '10.0.0.2:5060',
      label: 'REGISTER',
      text: text('Authorization: Digest'),
    },
  ],
};

const story = (options: StoryOptions = {}) => new Story({ calls: [CALL], ...options });
const inLadder = (options?: StoryOptions) => story(options).press('enter', 'down', 'a');

function digestQueries(played: Story): DigestQuery[] {
  return played.asked().filter((query): query is DigestQuery => query.kind === 'digest');
}

const MESSAGE = messageId(CALL, 1);

it.each([
  ['the ladder', ['enter', 'down', 'a']],
  ['the message', ['enter', 'down', 'enter', 'a']],
])('is opened with a on %s, and Esc goes back', (_, keys) => {
  const played = story().press(...keys);
  expect(topScreen(played.model)).toMatchObject({ name: 'digest', message: MESSAGE });
  expect(topScreen(played.press('esc').model).name).toBe(keys.length === 3 ? 'ladder' : 'message');
});

it.each([[['enter', 'down', 'K']], [['enter', 'down', 'enter', 'a']]])('opens with the keys of sngrep %j', (keys) => {
  const played = story({ keymap: 'sngrep' }).press(...keys);
  expect(topScreen(played.model).name).toBe('digest');
});

it('asks what there is to check before anything is typed', () => {
  expect(digestQueries(inLadder())).toEqual([{ kind: 'digest', message: MESSAGE, password: null }]);
});

it('asks for no password where there are no credentials', () => {
  const played = story().press('enter', 'a');
  expect(topScreen(played.model)).toMatchObject({ name: 'digest', password: null });
  played.asked();
  expect(digestQueries(played.press('a').type('secret').press('enter'))).toEqual([]);
  expect(played.effects).toContain('bell');
});

it('tries what was typed, and another one after it', () => {
  const played = inLadder();
  played.asked();
  played.type('sekret').press('enter');
  expect(played.line(-1)).toMatch(/ The password is wrong$/);
  expect(digestQueries(played)).toEqual([{ kind: 'digest', message: MESSAGE, password: 'sekret' }]);
  expect(played.press('a').type('secre').press('backspace').type('et').press('enter').line(-1)).toMatch(/ is right$/);
});

it('takes an empty password', () => {
  const played = inLadder();
  played.asked();
  expect(digestQueries(played.press('enter'))).toEqual([{ kind: 'digest', message: MESSAGE, password: '' }]);
});

it('does not ask again when packets come: the verdict stays', () => {
  const played = inLadder().type('secret').press('enter');
  played.asked();
  played.grow([CALL]);
  expect(digestQueries(played)).toEqual([]);
  expect(played.line(-1)).toMatch(/ is right$/);
});

describe('the password', () => {
  const SECRET = 'pass-w0rd-1';

  it('is shown as bullets, and moved in as text is', () => {
    const played = inLadder().type('ab');
    expect(played.line(-1)).toMatch(/^ Password: •• /);
    expect(played.press('ctrl+u').line(-1)).toMatch(/^ Password: {2}/);
    expect(inLadder().type(SECRET).screen().join('\n')).not.toContain(SECRET);
  });

  const ways: [string, string[]][] = [
    ['with Enter', ['enter']],
    ['with Esc', ['esc']],
    ['with Esc, from which an F key could be made', ['esc', '3']],
    ['by leaving after the answer', ['enter', 'esc', 'esc']],
  ];
  test.each(ways)('is gone from the model %s', (_, keys) => {
    const played = inLadder().type(SECRET);
    expect(JSON.stringify(played.model)).toContain(SECRET);
    expect(JSON.stringify(played.press(...keys).model)).not.toContain(SECRET);
  });

  it('is not in the model while the answer is on its way', () => {
    const played = inLadder().type(SECRET);
    played.prompt = false;
    played.press('enter');
    expect(played.open).toMatchObject([{ query: { kind: 'digest', password: SECRET } }]);
    expect(JSON.stringify(played.model)).not.toContain(SECRET);
    expect(played.answerAll().line(-1)).toMatch(/ The password is wrong$/);
  });

  it('waits nowhere: while the engine has not answered there is a bell', () => {
    const played = story().press('enter', 'down');
    played.prompt = false;
    played.press('a').type('secret').press('enter');
    expect(played.effects).toEqual(['bell']);
    played.answerAll().press('enter').answerAll();
    expect(played.line(-1)).toMatch(/ is right$/);
  });

  it('is in no history', () => {
    const played = inLadder().type(SECRET).press('enter', 'a', 'up');
    expect(played.line(-1)).toMatch(/^ Password: {2}/);
  });
});

it('says when the message has gone meanwhile', () => {
  const played = inLadder();
  played.engine.calls = [];
  expect(played.type('secret').press('enter').line(1)).toBe(' This message is not kept any more.');
});
