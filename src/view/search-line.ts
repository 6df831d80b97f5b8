/** The line at the bottom of a screen whose messages can be searched: the input line, or the key hints. */

import type { ScreenName } from '../app/keymap';
import type { Model } from '../app/model';
import { quoted, type Search } from '../app/search';
import type { Line } from './cells';
import { type Hint, hintLine } from './hints';
import { inputSpans } from './input';
import { fittedLine, span, splitLine } from './paint';
import { textWidth } from './text';
import type { Theme } from './theme';

/** `cursor`: its cell, while the search is typed. */
export function searchLine(
  { text, input, seeking, hit }: Search,
  model: Model,
  theme: Theme,
  screen: ScreenName,
  hints: readonly Hint[],
): { line: Line; cursor: number | null } {
  if (input !== null) {
    const shown = inputSpans(input, model.columns - LABEL.length - 1, theme.role.input);
    const line = fittedLine([span(LABEL, theme.role.filterLabel), ...shown.spans], model.columns);
    return { line, cursor: LABEL.length + shown.cursor };
  }
  if (text === '') return { line: hintLine(model, screen, hints, theme), cursor: null };
  const outcome = seeking !== null ? ' ...' : hit === null ? ' not found' : '';
  const right = span(` ${quoted(text)}${outcome} `, theme.role.notice);
  const room = { ...model, columns: model.columns - textWidth(right.text) - 1 };
  const left = hintLine(room, screen, [...(hit === null ? [] : (NEXT[screen] ?? [])), ...hints], theme);
  return { line: splitLine(left.spans, [right], model.columns), cursor: null };
}

const LABEL = ' Search text or /regex/: ';

/** What goes on with a search. */
const NEXT: Partial<Record<ScreenName, readonly Hint[]>> = {
  ladder: [['next-match', 'Next']],
  raw: [['search-next', 'Next']],
};
