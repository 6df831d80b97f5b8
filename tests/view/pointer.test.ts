/** What is under the mouse, and which clicks its presses are. */

import { type Line, PLAIN, type ScreenContent } from '../../src/view/cells';
import { IDLE, pressed, targetAt } from '../../src/view/pointer';

const part = (text: string, line?: number) =>
  line === undefined ? { text, style: PLAIN } : { text, style: PLAIN, target: { kind: 'line', line } as const };
const content = (...lines: Partial<Line>[]): ScreenContent => ({
  lines: lines.map((line) => ({ spans: [], fill: PLAIN, ...line })),
  cursor: null,
});

test('a run of text has its own target, else that of its line', () => {
  const own = content({ spans: [part('ab'), part('漢', 7), part('c')], target: { kind: 'split' } });
  const kinds = [0, 1, 2, 3, 4, 5].map((column) => targetAt(own, column, 0)?.kind);
  expect(kinds).toEqual(['split', 'split', 'line', 'line', 'split', 'split']);
  expect(targetAt(content({ spans: [part('ab')] }), 0, 0)).toBeNull();
  expect(targetAt(own, 0, 9)).toBeNull();
});

/** Presses on rows at times, as `row ms`; which of them are the second of a double click. */
function check(clicks: string, twice: boolean[]) {
  const screen = content(...[1, 2, 3].map((line) => ({ spans: [part('text', line)] })));
  let pointer = IDLE;
  const acts = clicks.split(', ').map((click) => {
    const [row, ms] = click.split(' ').map(Number) as [number, number];
    const done = pressed(pointer, { kind: 'press', column: 1, row }, screen, ms);
    pointer = done.pointer;
    return done.act?.kind === 'click' && done.act.twice;
  });
  expect(acts).toEqual(twice);
}

describe('a double click', () => {
  test('is two soon after each other', () => check('1 0, 1 400', [false, true]));
  test('is not two with a pause between', () => check('1 0, 1 401', [false, false]));
  test('is not two on different rows', () => check('1 0, 2 100', [false, false]));
  test('ends with the second', () => check('1 0, 1 100, 1 200, 1 300', [false, true, false, true]));
});
