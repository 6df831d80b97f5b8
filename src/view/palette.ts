/** The command palette on the screen: what is typed, and the actions that it finds. */

import type { Model } from '../app/model';
import { foundEntries, type PaletteEntry, type PaletteScreen, palettePage } from '../app/palette';
import type { Line, ScreenContent } from './cells';
import { type Hint, hintLine } from './hints';
import { inputSpans } from './input';
import { blankLine, fittedLine, onLine, span, splitLine } from './paint';
import { fitText, textWidth } from './text';
import type { Theme } from './theme';

const HINTS: readonly Hint[] = [
  ['accept', 'Run'],
  ['clear-input', 'Empty'],
  ['cancel', 'Back'],
];

const LABEL = ' : ';

export function palette(screen: PaletteScreen, model: Model, theme: Theme): ScreenContent {
  const bar = theme.role.statusLine;
  const found = foundEntries(screen);
  const input = inputSpans(screen.line, model.columns - LABEL.length - 1, theme.role.input);
  const page = palettePage(model);
  const count = `${found.length} of ${screen.entries.length} `;
  const lines = Array.from({ length: page }, (_, row) => entryLine(screen, found, screen.top + row, model, theme));
  if (found.length === 0)
    lines[0] = fittedLine([span('   No command holds these words.', theme.role.text)], model.columns);
  return {
    lines: [
      splitLine([span(' sipladder  Commands', theme.role.statusName)], [span(count, bar)], model.columns, bar),
      fittedLine([span(LABEL, theme.role.filterLabel), ...input.spans], model.columns),
      ...lines,
      hintLine(model, 'filter', HINTS, theme),
    ],
    cursor: { column: LABEL.length + input.cursor, row: 1 },
  };
}

/** What it does, then its keys, or why it does nothing here. */
function entryLine(
  { cursor }: PaletteScreen,
  found: readonly PaletteEntry[],
  index: number,
  model: Model,
  { role }: Theme,
): Line {
  const entry = found[index];
  if (entry === undefined) return blankLine();
  const here = index === cursor;
  const dead = entry.reason !== null;
  const right = dead ? `(${entry.reason}) ` : '';
  const keys = fitText(entry.keys, KEYS_WIDTH);
  const room = model.columns - 3 - KEYS_WIDTH - 3 - textWidth(right);
  const text = ` ${here ? '>' : ' '} ${keys}  ${fitText(entry.description, Math.max(0, room))}`;
  const style = here ? role.cursorRow : dead ? role.dim : role.text;
  return onLine(splitLine([span(text, style)], [span(right, style)], model.columns, style), index);
}

/** Of the labels of keys; most have three short ones at the most. */
const KEYS_WIDTH = 14;
