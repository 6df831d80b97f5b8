/** The help on the screen. Its text is app/help.ts's. */

import { HELP_KEYS_WIDTH, type HelpLine, type HelpScreen, helpLines, helpPage, TITLES } from '../app/help';
import type { Model } from '../app/model';
import type { Line, ScreenContent, Style } from './cells';
import { hintLine } from './hints';
import { inputSpans } from './input';
import { filled, fittedLine, onLine, span, splitLine } from './paint';
import { fitText } from './text';
import type { Theme } from './theme';

export function help(screen: HelpScreen, model: Model, theme: Theme): ScreenContent {
  const all = helpLines(screen, model);
  const page = helpPage(model);
  const keysWidth = Math.min(
    HELP_KEYS_WIDTH,
    Math.max(...all.map((line) => (line.kind === 'keys' ? line.keys.length : 0))),
  );
  const lines = all
    .slice(screen.top, screen.top + page)
    .map((line, row) => helpLine(line, screen.top + row, screen.cursor, keysWidth, model, theme));
  const bar = theme.role.statusLine;
  const place =
    all.length === 0 ? '' : `${screen.top + 1} to ${Math.min(all.length, screen.top + page)} of ${all.length} lines `;
  const bottom = bottomLine(screen, all.length, model, theme);
  const title = span(` sipladder  Help: ${TITLES[screen.about]}`, theme.role.statusName);
  const shown = [splitLine([title], [span(place, bar)], model.columns, bar), ...filled(lines, page), bottom.line];
  const typed = bottom.cursor === null ? null : { column: bottom.cursor, row: model.rows - 1 };
  return { lines: shown, cursor: typed };
}

const HINTS = [
  ['run', 'Do it'],
  ['search-help', 'Search'],
  ['page-down', 'Next page'],
  ['page-up', 'Page before'],
  ['palette', 'All commands'],
  ['back', 'Back'],
] as const;

const LABEL = ' Show lines with: ';

/** The hints; the search while it is typed, and beside them once it is in force. */
function bottomLine(
  screen: HelpScreen,
  found: number,
  model: Model,
  theme: Theme,
): { line: Line; cursor: number | null } {
  const { input, search } = screen;
  if (input === null) {
    const hints = hintLine(model, 'help', HINTS, theme);
    if (search === '') return { line: hints, cursor: null };
    return { line: splitLine(hints.spans, [span(`"${search}" `, theme.role.notice)], model.columns), cursor: null };
  }
  const none = found === 0 ? 'none ' : '';
  const typed = inputSpans(input.line, model.columns - LABEL.length - none.length - 2, theme.role.input);
  const spans = [span(LABEL, theme.role.filterLabel), ...typed.spans];
  const line = splitLine(spans, [span(none, theme.role.error)], model.columns);
  return { line, cursor: LABEL.length + typed.cursor };
}

/** The line of the cursor has a sign where it can be done. */
function helpLine(line: HelpLine, index: number, cursor: number, keysWidth: number, model: Model, theme: Theme): Line {
  const here = index === cursor;
  const style = (own: Style) => (here ? theme.role.cursorRow : own);
  const fill = here ? theme.role.cursorRow : undefined;
  const sign = here && line.kind === 'keys' && line.action !== undefined ? '>' : ' ';
  const spans =
    line.kind === 'keys'
      ? [
          span(` ${sign} ${fitText(line.keys, keysWidth)}  `, style(theme.role.hintKey)),
          span(line.text, style(theme.role.text)),
        ]
      : [span(` ${line.text}`, style(line.kind === 'heading' ? theme.role.heading : theme.role.text))];
  return onLine(fittedLine(spans, model.columns, fill), index);
}
