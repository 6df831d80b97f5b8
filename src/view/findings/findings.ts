/** The findings of the whole capture on the screen: calls by code, addresses, and what is told of the selected one. */

import {
  belowRows,
  besideWidth,
  type FindingsLine,
  type FindingsScreen,
  filterOfFinding,
  findingsHeadRows,
  findingsLines,
  findingsPage,
  selectedFinding,
  whyNoAddresses,
} from '../../app/findings-screen';
import { listOf, type Model } from '../../app/model';
import type { Line, ScreenContent } from '../cells';
import { type Hint, hintLine } from '../hints';
import { blankLine, filled, fittedLine, onLine, span, spansWidth } from '../paint';
import { findingsStatusLine } from '../status';
import { wrapWords } from '../text';
import type { Theme } from '../theme';
import { aboutLines } from './about';
import { emptyTexts } from './empty';
import { columnsOf, type FindingColumns, headingSpans, moreSpans, rowSpans } from './rows';

export function findings(screen: FindingsScreen, model: Model, theme: Theme): ScreenContent {
  const page = findingsPage(screen, model);
  const beside = besideWidth(model);
  const width = model.columns - beside;
  const body = filled(bodyLines(screen, width, model, theme).slice(screen.top, screen.top + page), page);
  const about = aboutLines(
    screen,
    model,
    beside > 0 ? beside - 2 : model.columns - 2,
    beside > 0 ? page : belowRows(screen, model),
    theme,
  );
  return {
    lines: [
      findingsStatusLine(screen, model, theme),
      ...(findingsHeadRows(model) > 1 ? [filterLine(screen, model, theme)] : []),
      ...(beside > 0 ? body.map((line, row) => sideBySide(line, about[row] ?? blankLine(), width, theme)) : body),
      ...(beside > 0 ? [] : about.map((line) => ({ ...line, spans: [span(' '), ...line.spans] }))),
      hintLine(model, 'findings', hintsOf(screen, model), theme),
    ],
    cursor: null,
  };
}

/** What can be done here now. */
function hintsOf(screen: FindingsScreen, model: Model): readonly Hint[] {
  const hints: Hint[] = [];
  const found = selectedFinding(screen);
  if (filterOfFinding(screen) !== null) hints.push(['use-finding', 'Show these calls']);
  if (whyNoAddresses(screen, model) === null) hints.push(['save', 'Save addresses']);
  if (found !== null) hints.push(['copy', found.address === null ? 'Copy' : 'Copy address']);
  if (listOf(model).filter !== '') hints.push(['count-all', 'All or filtered']);
  return [...hints, ['help', 'Help'], ['back', 'Back']];
}

/** Which calls are looked at, where the list has a filter. */
function filterLine({ all, snapshot }: FindingsScreen, model: Model, theme: Theme): Line {
  const { filter } = listOf(model);
  const { message } = (all ? null : snapshot?.filterError) ?? {};
  if (message !== undefined)
    return fittedLine([span(` The filter of the list is wrong: ${message}`, theme.role.error)], model.columns);
  const label = all ? ' In all calls, not only ' : ' In what the filter keeps: ';
  return fittedLine([span(label, theme.role.filterLabel), span(filter)], model.columns);
}

function bodyLines(screen: FindingsScreen, width: number, model: Model, theme: Theme): Line[] {
  const lines = findingsLines(screen);
  if (lines.length === 0) {
    const texts = emptyTexts(screen, model).flatMap((text) => wrapWords(text, width - 4));
    return [blankLine(), ...texts.map((text) => fittedLine([span(`  ${text}`, theme.role.text)], width))];
  }
  const columns = columnsOf(screen, width, model);
  return lines.map((line) => drawnLine(line, screen, columns, width, model, theme));
}

function drawnLine(
  line: FindingsLine,
  screen: FindingsScreen,
  columns: FindingColumns,
  width: number,
  model: Model,
  theme: Theme,
): Line {
  if (line.kind === 'blank') return blankLine();
  if (line.kind === 'heading') return fittedLine(headingSpans(line.of, columns, theme), width);
  if (line.kind === 'more') return fittedLine(moreSpans(line.count, theme), width);
  const here = line.at === screen.cursor;
  const spans = rowSpans(line.row, here, columns, model, theme);
  return onLine(fittedLine(spans, width, here ? theme.role.cursorRow : theme.role.text), line.at);
}

/** A click beside a row is about that row as well: nothing else stands there to be clicked. */
function sideBySide(left: Line, right: Line, width: number, theme: Theme): Line {
  const gap = span(' '.repeat(Math.max(0, width - spansWidth(left.spans))), left.fill);
  return { ...left, spans: [...left.spans, gap, span('│ ', theme.role.border), ...right.spans], fill: theme.role.text };
}
