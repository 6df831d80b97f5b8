/** The help on the screen. Its text is app/help.ts's. */

import { HELP_KEYS_WIDTH, type HelpLine, type HelpScreen, helpLines, helpPage, TITLES } from '../app/help';
import type { Model } from '../app/model';
import type { Line, ScreenContent } from './cells';
import { hintLine } from './hints';
import { blankLine, fittedLine, span, splitLine } from './paint';
import { fitText } from './text';
import type { Theme } from './theme';

export function help(screen: HelpScreen, model: Model, theme: Theme): ScreenContent {
  const all = helpLines(screen, model);
  const page = helpPage(model);
  const keysWidth = Math.min(
    HELP_KEYS_WIDTH,
    Math.max(...all.map((line) => (line.kind === 'keys' ? line.keys.length : 0))),
  );
  const lines = all.slice(screen.top, screen.top + page).map((line) => helpLine(line, keysWidth, model, theme));
  const bar = theme.role.statusLine;
  const place = `${screen.top + 1} to ${Math.min(all.length, screen.top + page)} of ${all.length} lines `;
  const title = span(` sipladder  Help: ${TITLES[screen.about]}`, theme.role.statusName);
  return {
    lines: [
      splitLine([title], [span(place, bar)], model.columns, bar),
      ...lines,
      ...Array.from({ length: page - lines.length }, blankLine),
      hintLine(model, 'help', HELP_HINTS, theme),
    ],
    cursor: null,
  };
}

const HELP_HINTS = [
  ['page-down', 'Next page'],
  ['page-up', 'Page before'],
  ['back', 'Back'],
] as const;

function helpLine(line: HelpLine, keysWidth: number, model: Model, theme: Theme): Line {
  if (line.kind === 'heading') return fittedLine([span(` ${line.text}`, theme.role.heading)], model.columns);
  if (line.kind === 'text') return fittedLine([span(` ${line.text}`, theme.role.text)], model.columns);
  const keys = span(`   ${fitText(line.keys, keysWidth)}  `, theme.role.hintKey);
  return fittedLine([keys, span(line.text, theme.role.text)], model.columns);
}
