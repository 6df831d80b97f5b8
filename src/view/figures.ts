/** The figures of a stream, or the report of a phone, over the whole screen. */

import { type FiguresScreen, figuresPage } from '../app/figures';
import type { Model } from '../app/model';
import type { ScreenContent } from './cells';
import { factLines } from './facts';
import { hintLine } from './hints';
import { filled, fittedLine, span } from './paint';
import type { Theme } from './theme';

export function figures(screen: FiguresScreen, model: Model, theme: Theme): ScreenContent {
  const page = figuresPage(model);
  const bar = theme.role.statusLine;
  const title = screen.row.startsWith('r') ? ' Report of a phone' : ' Stream';
  const body = bodyLines(screen, model, theme).slice(screen.top, screen.top + page);
  return {
    lines: [
      fittedLine([span(title, theme.role.statusName)], model.columns, bar),
      ...filled(body, page),
      hintLine(model, 'figures', HINTS, theme),
    ],
    cursor: null,
  };
}

const HINTS = [
  ['back', 'Back'],
  ['page-down', 'Next page'],
  ['save', 'Save'],
  ['help', 'Help'],
] as const;

function bodyLines({ snapshot, gone }: FiguresScreen, model: Model, theme: Theme) {
  if (snapshot === null || gone) {
    const text = gone ? ' This is not kept any more.' : ' ...';
    return [fittedLine([span(text, theme.role.text)], model.columns)];
  }
  return factLines(snapshot.facts, model.columns - 2, theme, model.settings.plain).map((line) => ({
    ...line,
    spans: [span(' '), ...line.spans],
  }));
}
