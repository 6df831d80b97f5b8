/** The whole screen of a model: a file a screen, this one chooses. */

import { isTooSmall, MIN_COLUMNS, MIN_ROWS } from '../app/layout';
import { type Model, type Screen, topScreen } from '../app/model';
import { callListContent } from './call-list/screen';
import type { Line, ScreenContent } from './cells';
import { helpContent } from './help';
import { ladderContent } from './ladder/screen';
import { messageContent } from './message';
import { blankLine, fittedLine, span } from './paint';
import { saveContent } from './save-form';
import { type Theme, themeFor } from './theme';

const CONTENTS = {
  list: callListContent,
  ladder: ladderContent,
  message: messageContent,
  save: saveContent,
  help: helpContent,
} as { [name in Screen['name']]: (model: Model, screen: Screen, theme: Theme) => ScreenContent };

/** As many lines as the terminal has rows. */
export function render(model: Model): ScreenContent {
  if (isTooSmall(model)) return tooSmall(model);
  const screen = topScreen(model);
  const content = CONTENTS[screen.name](model, screen, themeFor(model.theme, model.colours));
  return { ...content, lines: filledUp(content.lines, model.rows) };
}

function tooSmall(model: Model): ScreenContent {
  const text = `${model.columns}x${model.rows} is too small: ${MIN_COLUMNS}x${MIN_ROWS} is needed`;
  return { lines: filledUp([fittedLine([span(text)], model.columns)], model.rows), cursor: null };
}

function filledUp(lines: Line[], rows: number): Line[] {
  return Array.from({ length: rows }, (_, row) => lines[row] ?? blankLine());
}
