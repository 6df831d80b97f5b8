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
import { bestKey, type Hint, hintLine } from '../hints';
import { blankLine, filled, fittedLine, span } from '../paint';
import { statisticsStatusLine } from '../status';
import { wrapWords } from '../text';
import type { Theme } from '../theme';
import { plotLines } from './plot';
import { rowSpans, scaleOf, titleSpans } from './rows';

export function statistics(screen: StatisticsScreen, model: Model, theme: Theme): ScreenContent {
  const page = statisticsPage(model);
  const body = bodyLines(screen, model, theme).slice(screen.top, screen.top + page);
  return {
    lines: [
      statisticsStatusLine(screen, model, theme),
      ...(statisticsHeadRows(model) > 1 ? [filterLine(screen, model, theme)] : []),
      ...filled(body, page),
      ...aboutLines(screen, model, theme),
      hintLine(model, 'statistics', hintsOf(screen, model), theme),
    ],
    cursor: cursorCell(screen, model),
  };
}

function hintsOf(screen: StatisticsScreen, model: Model): readonly Hint[] {
  return filterOfFigure(screen, model) === null ? HINTS : [['use-figure', 'Show these calls'], ...HINTS];
}

const HINTS: readonly Hint[] = [
  ['count-all', 'All or filtered'],
  ['page-down', 'Next page'],
  ['help', 'Help'],
  ['back', 'Back'],
];

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
  const cells = cellsOf(screen, snapshot, layout, theme);
  const margin = span(' '.repeat(COLUMN_MARGIN));
  const blank = span(' '.repeat(layout.width));
  return [
    ...plot,
    ...cells.map((columns) =>
      fittedLine(
        columns.flatMap((spans) => [margin, ...(spans ?? [blank]), margin]),
        model.columns,
      ),
    ),
  ];
}

/** By line below the plot and by column what stands there, as wide as the column. */
function cellsOf(
  screen: StatisticsScreen,
  { sections }: StatisticsSnapshot,
  layout: StatisticsLayout,
  theme: Theme,
): (Span[] | null)[][] {
  const { columns, width, plotLines: above } = layout;
  const cells = Array.from({ length: layout.lines - above }, () => new Array<Span[] | null>(columns).fill(null));
  for (const { section, column, line } of layout.titles)
    cells[line - above]![column] = titleSpans(sections[section]!, width, theme);
  const scales = sections.map(scaleOf);
  for (const [index, { section, row, column, line }] of layout.rows.entries()) {
    const spans = rowSpans(sections[section]!.rows[row]!, scales[section]!, width - MARK.length, theme);
    const here = index === screen.cursor;
    const marked = [span(here ? MARK : ' '.repeat(MARK.length)), ...spans];
    const target = { kind: 'line', line: index } as const;
    cells[line - above]![column] = marked.map(({ text, style }) => ({
      text,
      style: here ? theme.role.cursorRow : style,
      target,
    }));
  }
  return cells;
}

const MARK = '> ';

/** Where the selected figure stands. */
function cursorCell(screen: StatisticsScreen, model: Model): ScreenContent['cursor'] {
  const layout = layoutOf(screen, model);
  const row = layout.rows[screen.cursor];
  if (row === undefined) return null;
  const column = COLUMN_MARGIN + row.column * (layout.width + 2 * COLUMN_MARGIN);
  return { column, row: statisticsHeadRows(model) + row.line - screen.top };
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
