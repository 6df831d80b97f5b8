/** Two messages side by side, or where that is too narrow one line below the other. What differs is app/comparison.ts. */

import {
  type CompareScreen,
  comparePage,
  differencesOf,
  isSideBySide,
  rowOffset,
  rowsOf,
  type ShownRow,
  shownRows,
  sidesOf,
  sideWidth,
} from '../app/compare';
import { type CompareRow, differencesIn, type Part, type Sign } from '../app/comparison';
import { countText, plural } from '../app/counts';
import type { Model } from '../app/model';
import type { MessageSnapshot } from '../engine/protocol';
import { signedSpanText } from '../ladder/times';
import type { Line, ScreenContent, Span } from './cells';
import { hintLine } from './hints';
import { headerNameEnd } from './message-text';
import { CellRow, filled, fittedLine, restyled, span, splitLine } from './paint';
import { cutText, fitText, textWidth } from './text';
import type { Theme } from './theme';
import { momentText } from './time-text';

export function compare(screen: CompareScreen, model: Model, theme: Theme): ScreenContent {
  const hints = hintLine(model, 'compare', HINTS, theme);
  const [left, right] = sidesOf(screen, model);
  const rows = rowsOf(screen, model);
  if (!left || !right || rows === null) {
    const gone = left === null || right === null;
    const text = gone ? ' One of the two messages is not kept any more.' : ' ...';
    const bar = fittedLine([span(' Comparison', theme.role.statusName)], model.columns, theme.role.statusLine);
    const told = fittedLine([span(text, theme.role.text)], model.columns);
    return { lines: [bar, ...filled([told], model.rows - 2), hints], cursor: null };
  }
  const page = comparePage(model);
  const shown = shownRows(rows, model).slice(screen.top, screen.top + page);
  const draw = isSideBySide(model) ? besideLine : belowLine;
  const body = shown.map((one) => draw(rows[one.row]!, one, screen, model, theme));
  return {
    lines: [
      titleLine([left, right], rows, screen, model, theme),
      ...headLines([left, right], model, theme),
      ...filled(body, page),
      hints,
    ],
    cursor: null,
  };
}

const HINTS = [
  ['back', 'Back'],
  ['next-difference', 'Next difference'],
  ['previous-difference', 'Before'],
  ['right', 'Sideways'],
  ['swap-sides', 'Swap'],
  ['save', 'Save'],
  ['help', 'Help'],
] as const;

type Sides = [MessageSnapshot, MessageSnapshot];

function titleLine([left, right]: Sides, rows: CompareRow[], { at }: CompareScreen, model: Model, theme: Theme): Line {
  const bar = theme.role.statusLine;
  const differences = differencesOf(rows);
  const between = signedSpanText((right.timeUs - left.timeUs) / 1000);
  const count = differences.length === 0 ? 'the same text' : plural(differences.length, 'difference');
  const place = at === null ? [] : [span(`${differences.indexOf(at) + 1} of ${differences.length} `, bar)];
  const names = ` Message ${countText(left.number)} and ${countText(right.number)}`;
  return splitLine(
    [span(names, theme.role.statusName), span(`   ${between}   ${count}`, bar)],
    place,
    model.columns,
    bar,
  );
}

/** When each came, and between whom. */
function headLines(sides: Sides, model: Model, theme: Theme): Line[] {
  const whens = sides.map(({ number, timeUs, transport, retransmission }) => {
    const again = retransmission ? '  retransmission' : '';
    return `${countText(number)}  ${momentText(timeUs, model)}  ${transport}${again}`;
  });
  const ways = sides.map(({ source, destination }) => `${source} ─> ${destination}`);
  const style = theme.role.columnTitle;
  if (!isSideBySide(model)) {
    return sides.map((_, side) =>
      fittedLine([span(` ${SIDE_SIGNS[side]} ${whens[side]}  ${ways[side]}`, style)], model.columns, style),
    );
  }
  const width = sideWidth(model);
  return [whens, ways].map(([left = '', right = '']) =>
    fittedLine([span(` ${fitText(left, width)}   ${cutText(right, width)}`, style)], model.columns, style),
  );
}

const SIDE_SIGNS = ['-', '+'];

function besideLine(
  row: CompareRow,
  { row: place }: ShownRow,
  screen: CompareScreen,
  model: Model,
  theme: Theme,
): Line {
  const parts = differencesIn(row);
  const width = sideWidth(model);
  const offset = rowOffset(row, parts, screen, width);
  const sign = row.sign === ' ' ? '│' : row.sign;
  return fittedLine(
    [
      span(place === screen.at ? '>' : ' ', theme.role.mark),
      ...sideSpans(row.left, parts.left, row, offset, width, theme),
      span(` ${sign} `, signStyle(row.sign, theme)),
      ...sideSpans(row.right, parts.right, row, offset, width, theme),
    ],
    model.columns,
  );
}

function belowLine(row: CompareRow, shown: ShownRow, screen: CompareScreen, model: Model, theme: Theme): Line {
  const parts = differencesIn(row);
  const { side } = shown;
  const width = sideWidth(model);
  const sign: Sign = side === 'both' ? ' ' : side === 'left' ? '-' : '+';
  const [text, marked] = side === 'right' ? [row.right, parts.right] : [row.left, parts.left];
  return fittedLine(
    [
      span(shown.row === screen.at ? '>' : ' ', theme.role.mark),
      span(`${sign} `, signStyle(sign, theme)),
      ...sideSpans(text, marked, row, rowOffset(row, parts, screen, width), width, theme),
    ],
    model.columns,
  );
}

function signStyle(sign: Sign, theme: Theme) {
  const styles = { ' ': theme.role.border, '~': theme.role.mark, '-': theme.role.failure, '+': theme.role.response };
  return styles[sign];
}

/** A text from cell `offset` on in `width` cells; `…` where it goes on. */
function sideSpans(
  text: string | null,
  parts: Part[],
  { part }: CompareRow,
  offset: number,
  width: number,
  theme: Theme,
): Span[] {
  const cells = new CellRow(width, theme.role.text);
  if (text === null) return cells.spans();
  // A line may have a megabyte, of which a screenful is drawn; a character is rarely more than some units.
  const near = text.slice(0, (offset + width) * UNITS_A_CELL);
  const named = part === 'header' ? headerNameEnd(near) : 0;
  const style = part === 'start' ? theme.role.startLine : theme.role.body;
  let spans = [span(near.slice(0, named), theme.role.headerName), span(near.slice(named), style)];
  for (const { from, to } of parts) spans = restyled(spans, from, to, theme.role.match);
  let at = -offset;
  for (const one of spans) {
    cells.put(at, one.text, one.style);
    at += textWidth(one.text);
  }
  if (offset > 0 && text !== '') cells.put(0, '…', theme.role.dim);
  if (at > width) cells.put(width - 1, '…', theme.role.dim);
  return cells.spans();
}

const UNITS_A_CELL = 8;
