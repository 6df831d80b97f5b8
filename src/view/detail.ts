/** What is told of the selected line of a list, below the list. */

import { wordsWrapped } from '../app/help';
import type { Model } from '../app/model';
import type { Line } from './cells';
import { filled, fittedLine, span } from './paint';
import type { Theme } from './theme';

/** A text on so many lines; what does not fit is at least seen to be cut. */
export function detailText(text: string, rows: number, indent: number, model: Model, theme: Theme): Line[] {
  const wrapped = wordsWrapped(text, model.columns - indent - 1, model);
  const shown = wrapped.slice(0, rows);
  if (wrapped.length > rows) shown[rows - 1] = wrapped.slice(rows - 1).join(' ');
  const lines = shown.map((one) => fittedLine([span(' '.repeat(indent) + one, theme.role.text)], model.columns));
  return filled(lines, rows);
}
