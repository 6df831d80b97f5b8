/** The check of a password as a person sees it. */

import { render } from '../../src/view/screen';
import { type MadeCall, START_US } from '../app/fake-engine';
import { Story, type StoryOptions, widest } from '../app/story';

const CALL: MadeCall = {
  id: 1,
  cells: { callId: 'one' },
  messages: [
    {
      timeUs: START_US,
      from: '10.0.0.1:5060',
      to: '10.0.0.2:5060',
      label: 'REGISTER',
      text: 'REGISTER sip:example.com SIP/2.0\nAuthorization: Digest\n',
    },
  ],
};

/** The screen, `...` standing for its blank lines. */
function check(options: StoryOptions, keys: string[], expected: string) {
  const story = new Story({ calls: [CALL], ...options }).press('enter', 'a', ...keys);
  expect(`\n${shortened(story.screen()).join('\n')}\n`).toBe(expected);
  expect(widest(render(story.model))).toBeLessThanOrEqual(story.model.columns);
  expect(render(story.model).lines).toHaveLength(story.model.rows);
}

function shortened(lines: string[]): string[] {
  return lines.flatMap((line, at) => (line !== '' ? [line] : lines[at - 1] === '' ? [] : ['...']));
}

it('has what there is to check, and below it bullets for what is typed', () => {
  check(
    {},
    ['s', 'e', 'ü', '漢'],
    `
 Digest check   message 0: REGISTER sip:example.com SIP/2.0
 Authorization
 Response  not checked yet
 User      alice
...
 Password: ••••                                      Enter tries it, Esc leaves
`,
  );
});

it('has the verdict in words, in the response and on the last line', () => {
  check(
    { columns: 120, rows: 35 },
    [...'secret', 'enter'],
    `
 Digest check   message 0: REGISTER sip:example.com SIP/2.0
 Authorization
 Response  right
 User      alice
...
 a Another password  F1 Help  Esc Back                                                            The password is right
`,
  );
  check(
    { columns: 60, rows: 12 },
    ['x', 'enter'],
    `
 Digest check   message 0: REGISTER sip:example.com SIP/2.0
 Authorization
 Response  wrong
 User      alice
...
 F1 Help  Esc Back                    The password is wrong
`,
  );
});

it('is offered on a message that has credentials', () => {
  const story = new Story({ calls: [CALL], columns: 120 }).press('enter', 'enter');
  expect(story.line(-1)).toContain(' a Try password ');
});

it('shows where the next character comes', () => {
  const story = new Story({ calls: [CALL] }).press('enter', 'a', 'a', 'b', 'left');
  expect(render(story.model).cursor).toEqual({ column: ' Password: •'.length, row: 23 });
});
