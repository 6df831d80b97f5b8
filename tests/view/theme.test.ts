/** Themes, and what is left of them on terminals with few colours. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Style } from '../../src/view/cells';
import { render } from '../../src/view/screen';
import { ownThemeFor, ROLES, THEME_NAMES, themeFor } from '../../src/view/theme';
import { THREE_CALLS } from '../app/calls';
import { Story } from '../app/story';

const NAMES = THEME_NAMES.bases;

function numbers(name: string, colours: number): number[] {
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

test('high contrast can be read on any background: 4.5 to 1, as WCAG 2 asks, or no colour at all', () => {
  const { role, method, state, series } = themeFor('high-contrast', 256);
  const styles: Style[] = [...Object.values(role), ...Object.values(method), ...Object.values(state), ...series];
  for (const { foreground, background } of styles) {
    expect(foreground < 0).toBe(background < 0);
    if (foreground >= 0) expect(contrast(foreground, background)).toBeGreaterThan(4.5);
  }
});

/** By the palette of xterm. */
function contrast(one: number, other: number): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const PALETTE = new Map([
  [0, [0, 0, 0]],
  [1, [205, 0, 0]],
  [4, [0, 0, 238]],
  [10, [0, 255, 0]],
  [11, [255, 255, 0]],
  [14, [0, 255, 255]],
  [15, [255, 255, 255]],
]);

function luminance(colour: number): number {
  const [red, green, blue] = PALETTE.get(colour)!.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('in mono, what has a meaning beside its neighbours differs from them', () => {
  const { role } = themeFor('mono', 0);
  const PAIRS: [keyof typeof role, keyof typeof role][] = [
    ['cursorRow', 'text'],
    ['match', 'body'],
    ['currentMatch', 'match'],
    ['statusAlert', 'statusLine'],
    ['sortedTitle', 'columnTitle'],
    ['hintKey', 'hintText'],
    ['warning', 'notice'],
    ['error', 'notice'],
    ['failure', 'response'],
    ['headerName', 'body'],
    ['focusedField', 'field'],
    ['input', 'filterLabel'],
  ];
  test.each(PAIRS)('%s from %s', (one, other) => expect(role[one]).not.toEqual(role[other]));
});

describe('a theme of the user', () => {
  const style = (foreground: number) => ({ foreground, background: -1, bold: false, underline: false, inverse: false });
  const own = {
    base: 'light',
    styles: { roles: { time: style(208) }, methods: { PRACK: style(10) } },
    series: [style(9)],
  };

  test('is laid over the one that it extends', () => {
    const { role, method, series } = ownThemeFor(own, 256);
    expect([role.time.foreground, method.PRACK?.foreground, series.length]).toEqual([208, 10, 1]);
    expect(role.cursorRow).toEqual(themeFor('light', 256).role.cursorRow);
  });
  test('has bold for bright colours where there are eight', () => {
    const { method, role } = ownThemeFor(own, 8);
    expect(method.PRACK).toEqual({ ...style(2), bold: true });
    // Of the others the terminal's side takes the nearest.
    expect(role.time.foreground).toBe(208);
  });
  test('has no colours without them', () => expect(ownThemeFor(own, 0)).toBe(themeFor('mono', 0)));
  test('holds while the setting names it', () => {
    const timeOf = (theme: string) => {
      const { model } = new Story({ calls: THREE_CALLS, colours: 256, settings: { theme } }).press('enter');
      const world = { ...model.world, ownTheme: { name: 'night', theme: own } };
      return render({ ...model, world }).lines[3]!.spans.concat(render({ ...model, world }).lines[4]!.spans);
    };
    const has = (theme: string) => timeOf(theme).some((span) => span.style.foreground === 208);
    expect([has('night'), has('light')]).toEqual([true, false]);
  });
  test('that could not be read leaves the usual one', () => {
    expect(themeFor('night', 256)).toBe(themeFor('dark', 256));
  });
});

test('the handbook tells of every role, in order', () => {
  const text = readFileSync(join(__dirname, '../../docs/themes.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, name, what]) => [name, what]);
  expect(rows).toEqual(Object.entries(ROLES));
});
