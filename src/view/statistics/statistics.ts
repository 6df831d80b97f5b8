/** The statistics on the screen: the plot on top, sections side by side below it, and what the selected figure means. */

import { listOf, type Model } from '../../app/model';
import {
  filterOfFigure,
  layoutOf,
  STATISTICS_ABOUT_ROWS,
  type StatisticsScreen,
  selectedFigure,
  statisticsHeadRows,
  statisticsPage,
} from '../../app/statistics';
import { COLUMN_MARGIN, type StatisticsLayout } from '../../app/statistics-layout';
import type { StatisticsSnapshot } from '../../engine/protocol';
import type { Line, ScreenContent, Span } from '../cells';
import { bestKey, hintLine } from '../hints';
import { blankLine, CellRow, cursorOn, fittedLine, span } from '../paint';
import { statisticsStatusLine } from '../status';
import { textWidth, wrapWords } from '../text';
import type { Theme } from '../theme';
import { plotLines } from './plot';
import { rowSpans, scaleOf, titleSpans } from './rows';

export function statistics(screen: StatisticsScreen, model: Model, theme: Theme): ScreenContent {
  const page = statisticsPage(model);
  const body = bodyLines(screen, model, theme).slice(screen.top, screen.top + page);
  const lines = [
    statisticsStatusLine(screen, model, theme),
    ...(statisticsHeadRows(model) > 1 ? [filterLine(screen, model, theme)] : []),
    ...body,
    ...Array.from({ length: Math.max(0, page - body.length) }, blankLine),
    ...aboutLines(screen, model, theme),
    hintLine(model, 'statistics', HINTS, theme),
  ];
  return { lines, cursor: cursorOn(lines, screen.cursor) };
}

const HINTS = [
  ['use-figure', 'Show these calls'],
  ['count-all', 'All or filtered'],
  ['page-down', 'Next page'],
  ['help', 'Help'],
  ['back', 'Back'],
] as const;

/** Which calls are counted, where the list has a filter. */
function filterLine({ all, snapshot }: StatisticsScreen, model: Model, theme: Theme): Line {
  const { filter } = listOf(model);
  const { message } = (all ? null : snapshot?.filterError) ?? {};
  if (message !== undefined) {
    return fittedLine([span(` The filter of the list is wrong: ${message}`, theme.role.error)], model.columns);
  }
  const label = all ? ' Of all calls, not only ' : ' Of what the filter keeps: ';
  return fittedLine([span(label, theme.role.filterLabel), span(filter)], model.columns);
}

function bodyLines(screen: StatisticsScreen, model: Model, theme: Theme): Line[] {
  const { snapshot } = screen;
  if (snapshot === null || snapshot.counted === null) return [toldLine(' ...', model)];
  if (snapshot.counted.dialogs === 0 && snapshot.counted.messages === 0 && snapshot.sections.length === 0)
    return [toldLine(' There is nothing to count.', model)];
  const layout = layoutOf(screen, model);
  const plot = snapshot.plot === null ? [] : plotLines(snapshot.plot, model, theme);
  const rows = Array.from({ length: layout.lines - layout.plotLines }, () => new CellRow(model.columns));
  const put = (column: number, line: number, spans: readonly Span[]) => {
    let at = COLUMN_MARGIN + column * (layout.width + 2 * COLUMN_MARGIN);
    for (const { text, style, target } of spans) {
      rows[line - layout.plotLines]?.put(at, text, style, target);
      at += textWidth(text);
    }
  };
  for (const { section, column, line } of layout.titles)
    put(column, line, titleSpans(snapshot.sections[section]!, layout.width, theme));
  putRows(screen, snapshot, layout, put, theme);
  return [...plot, ...rows.map((row) => ({ spans: row.spans(), fill: blankLine().fill }))];
}

function putRows(
  screen: StatisticsScreen,
  snapshot: StatisticsSnapshot,
  layout: StatisticsLayout,
  put: (column: number, line: number, spans: readonly Span[]) => void,
  theme: Theme,
): void {
  const scales = snapshot.sections.map(scaleOf);
  for (const [index, { section, row, column, line }] of layout.rows.entries()) {
    const figure = snapshot.sections[section]!.rows[row]!;
    const spans = rowSpans(figure, scales[section]!, layout.width - MARK.length, theme);
    const here = index === screen.cursor;
    const all = here ? inStyle([span(MARK), ...spans], theme) : [span(' '.repeat(MARK.length)), ...spans];
    put(
      column,
      line,
      all.map((part) => ({ ...part, target: { kind: 'line', line: index } })),
    );
  }
}

const MARK = '> ';

function inStyle(spans: readonly Span[], theme: Theme): Span[] {
  return spans.map(({ text }) => span(text, theme.role.cursorRow));
}

/** What the selected figure means, and below it the filter that it becomes, if there is one. */
function aboutLines(screen: StatisticsScreen, model: Model, theme: Theme): Line[] {
  const { columns } = model;
  const figure = selectedFigure(screen, model);
  const filter = filterOfFigure(screen, model);
  const rows = filter === null ? STATISTICS_ABOUT_ROWS : STATISTICS_ABOUT_ROWS - 1;
  const about = figure === null ? [] : wrapWords(figure.about, columns - 2).slice(0, rows);
  const lines = about.map((text) => fittedLine([span(` ${text}`)], columns));
  while (lines.length < rows) lines.push(blankLine());
  if (filter === null) return lines;
  const key = bestKey(model, 'statistics', 'use-figure');
  const shows = [span(` ${key} shows them: `, theme.role.dim), span(filter, theme.role.notice)];
  return [...lines, fittedLine(shows, columns)];
}

function toldLine(text: string, model: Model): Line {
  return fittedLine([span(text)], model.columns);
}
