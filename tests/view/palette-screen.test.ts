/** The command palette as literal text. */

import { THREE_CALLS } from '../app/calls';
import { Story } from '../app/story';

function check(columns: number, rows: number, keys: string[], text: string, expected: string): void {
  const story = new Story({ columns, rows, calls: THREE_CALLS }).press(...keys, ':').type(text);
  // How many there are in all changes with every action that is added.
  const screen = story.screen().map((line) => line.replace(/ of \d+$/, ' of all'));
  expect(`\n${screen.join('\n')}\n`).toBe(expected);
}

test('80x12: what a word finds, what cannot be done last and with its reason', () => {
  check(
    80,
    12,
    [],
    'filter clear',
    `
 sipladder  Commands                                                   2 of all
 : filter clear
 > c               Show again what the filter hides        (there is no filter)
   F9 X            Let go of the calls that the filter hi… (there is no filter)







 Enter Run  Ctrl-U Empty  Esc Back
`,
  );
});

test('80x12: nothing found', () => {
  check(
    80,
    12,
    [],
    'xyzzy',
    `
 sipladder  Commands                                                   0 of all
 : xyzzy
   No command holds these words.








 Enter Run  Ctrl-U Empty  Esc Back
`,
  );
});
