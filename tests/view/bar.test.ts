/** Parts that give way to each other, in 40 cells and fewer. */

import { barLine, type Part } from '../../src/view/bar';
import { PLAIN } from '../../src/view/cells';

const part = (...steps: [string, number][]): Part => ({
  steps: steps.map(([text, worth]) => ({ text, worth })),
  style: PLAIN,
});

const LEFT = [
  part(['name', Number.POSITIVE_INFINITY]),
  part([' twelve calls, two shown', 2], [' twelve calls', 3]),
  part([' messages', 1]),
];
const RIGHT = [part(['zone', 0]), part(['!', 4])];

test.each([
  [44, 'name twelve calls, two shown messages  zone!'],
  [43, 'name twelve calls, two shown messages zone!'],
  [42, 'name twelve calls, two shown messages    !'],
  [38, 'name twelve calls, two shown         !'],
  [29, 'name twelve calls           !'],
  [19, 'name twelve calls !'],
  [18, 'name             !'],
  [5, 'name '],
  [3, 'na…'],
])('in %i cells', (width, expected) => {
  const { spans } = barLine(LEFT, RIGHT, width, PLAIN);
  expect(spans.map(({ text }) => text).join('')).toBe(expected);
});
