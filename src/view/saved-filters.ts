/** The screen of saved filters: their names, and what is to be said of the selected one. */

import type { Model } from '../app/model';
import {
  filterInForce,
  looked,
  SAVED_DETAIL_ROWS,
  type SavedScreen,
  savedError,
  savedFor,
  savedNames,
  savedPage,
  selectedName,
} from '../app/saved-screen';
import type { Line, ScreenContent } from './cells';
import { detailText } from './detail';
import { bestKey, type Hint, hintLine } from './hints';
import { inputSpans } from './input';
import { blankLine, filled, fittedLine, onLine, span, splitLine } from './paint';
import { cutMiddle, fitText, textWidth } from './text';
import type { Theme } from './theme';

export function savedFilters(screen: SavedScreen, model: Model, theme: Theme): ScreenContent {
  const bar = theme.role.statusLine;
  const title = ` sipladder  Saved filters, for ${savedFor(model)}`;
  const file = cutMiddle(model.world.filtersFile, Math.max(0, model.columns - textWidth(title) - 3));
  const told = toldLine(screen, model, theme);
  const lines = [
    splitLine([span(title, theme.role.statusName)], [span(`${file} `, bar)], model.columns, bar),
    fittedLine(
      [span(fitText('   Name', nameWidth(model) + 5), theme.role.columnTitle), span('Filter', theme.role.columnTitle)],
      model.columns,
      theme.role.columnTitle,
    ),
    ...bodyLines(screen, model, theme),
    ...detailLines(screen, model, theme),
    told.line,
    hintLine(model, screen.naming === null ? 'saved-filters' : 'filter', hintsOf(screen), theme),
  ];
  const typed = told.cursor === null ? null : { column: told.cursor, row: model.rows - 2 };
  return { lines, cursor: typed };
}

const HINTS: readonly Hint[] = [
  ['use-filter', 'Use'],
  ['save-filter', 'Save the filter in force'],
  ['delete-filter', 'Delete'],
  ['help', 'Help'],
  ['back', 'Back'],
];

const NAMING_HINTS: readonly Hint[] = [
  ['accept', 'Save'],
  ['cancel', 'Back'],
];

const QUESTION_HINTS: readonly Hint[] = [['back', 'Back']];

function hintsOf({ naming, question }: SavedScreen): readonly Hint[] {
  return naming !== null ? NAMING_HINTS : question !== null ? QUESTION_HINTS : HINTS;
}

/** As the longest, within reason. */
function nameWidth(model: Model): number {
  return Math.max(8, ...savedNames(model).map((name) => Math.min(24, textWidth(name) + 1)));
}

function bodyLines(screen: SavedScreen, model: Model, theme: Theme): Line[] {
  const page = savedPage(model);
  const names = savedNames(model);
  if (names.length === 0) return emptyLines(model, theme, page);
  const width = nameWidth(model);
  return Array.from({ length: page }, (_, row) => {
    const name = names[screen.top + row];
    if (name === undefined) return blankLine();
    const here = screen.top + row === screen.cursor;
    const style = here ? theme.role.cursorRow : theme.role.text;
    const text = ` ${here ? '>' : ' '} ${fitText(`@${name}`, width)}  ${model.saved.filters[name]}`;
    return onLine(fittedLine([span(text, style)], model.columns, style), screen.top + row);
  });
}

function emptyLines(model: Model, theme: Theme, page: number): Line[] {
  const key = bestKey(model, 'saved-filters', 'save-filter');
  const text =
    filterInForce(model).trim() === ''
      ? 'No filters are saved yet, and none is in force that could be.'
      : `No filters are saved yet. ${key} saves the one in force: ${filterInForce(model)}`;
  return filled([blankLine(), fittedLine([span(`   ${text}`, theme.role.text)], model.columns)], page);
}

/** The filter that is looked at, whole where two lines are enough. */
function detailLines(screen: SavedScreen, model: Model, theme: Theme): Line[] {
  const bar = theme.role.columnTitle;
  const name = selectedName(screen, model);
  const saving = screen.naming !== null || screen.question?.what === 'replace';
  const heading = saving ? ' The filter in force' : name === null ? '' : ` @${name}`;
  const text = detailText(looked(screen, model) ?? '', SAVED_DETAIL_ROWS - 2, 3, model, theme);
  return [fittedLine([span(heading, bar)], model.columns, bar), ...text];
}

/** What is asked, typed or wrong. */
function toldLine(screen: SavedScreen, model: Model, theme: Theme): { line: Line; cursor: number | null } {
  const { naming, question } = screen;
  const line = (text: string, style = theme.role.error) => fittedLine([span(text, style)], model.columns);
  if (question !== null) {
    const ask = question.what === 'delete' ? 'Delete' : 'There is one of that name. Replace';
    return { line: line(` ${ask} @${question.filter}? y / n`, theme.role.warning), cursor: null };
  }
  const error = savedError(screen, model);
  const wrong = error === null ? '' : ` at ${error.at + 1}: ${error.message}`;
  if (naming === null || wrong !== '') return { line: line(wrong), cursor: null };
  const label = ' Save under the name: @';
  const input = inputSpans(naming.line, 41, theme.role.input);
  const refusal = naming.refusal === null ? '' : `  ${naming.refusal}`;
  const spans = [span(label, theme.role.filterLabel), ...input.spans, span(refusal, theme.role.error)];
  return { line: fittedLine(spans, model.columns), cursor: label.length + input.cursor };
}
