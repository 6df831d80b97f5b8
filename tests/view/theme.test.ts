/** Themes, and what is left of them on terminals with few colours. */

import type { Settings } from '../../src/app/settings';
import { render } from '../../src/view/screen';
import { themeFor } from '../../src/view/theme';
import { THREE_CALLS } from '../app/calls';
import { Story } from '../app/story';

const NAMES: Settings['theme'][] = ['dark', 'light', 'mono'];

function numbers(name: Settings['theme'], colours: number): number[] {
  const { role, method, state, series } = themeFor(name, colours);
  const styles = [...Object.values(role), ...Object.values(method), ...Object.values(state), ...series];
  return styles.flatMap(({ foreground, background }) => [foreground, background]);
}

test.each(NAMES)('%s uses no colour that the terminal has not', (name) => {
  expect(Math.max(...numbers(name, 256))).toBeLessThan(16);
  expect(Math.max(...numbers(name, 8))).toBeLessThan(8);
  expect(new Set(numbers(name, 0))).toEqual(new Set([-1]));
});

test('the selected row is told from others with every number of colours', () => {
  for (const name of NAMES) {
    for (const colours of [0, 8, 16, 256]) {
      const { cursorRow, text } = themeFor(name, colours).role;
      expect(cursorRow).not.toEqual(text);
    }
  }
});

test('methods and states are coloured as users of sngrep know them', () => {
  const { lines } = render(new Story({ calls: THREE_CALLS, colours: 256 }).model);
  const styleOf = (row: number, text: string) => lines[row]!.spans.find((span) => span.text.trim() === text)?.style;
  expect(styleOf(3, 'INVITE')?.foreground).toBe(9);
  expect(styleOf(3, 'rejected')?.foreground).toBe(9);
  expect(styleOf(4, '~REGISTER')?.foreground).toBe(13);
  expect(styleOf(4, 'registered')?.foreground).toBe(10);
});

test('without colour the same text is shown', () => {
  const screen = (colours: number) => new Story({ calls: THREE_CALLS, colours }).press('m', 'enter', 'd').screen();
  expect(screen(0)).toEqual(screen(256));
});
