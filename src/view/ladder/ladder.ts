/** The ladder as lines: column heads, rows, and the message at the side. Arrows are arrow.ts, the title is title.ts. */

import { plural } from '../../app/counts';
import { foundIn, gapsBefore, isInPane, paneRowsBelow, paneRowsBeside, provedBy } from '../../app/findings-pane';
import { ladderPage, previewOf, rowAt } from '../../app/ladder';
import { columnsWidth, sideWidth, spacing, timeWidth } from '../../app/ladder-layout';
import type { LadderScreen } from '../../app/ladder-screen';
import { listOf, type Model } from '../../app/model';
import { reasonAgainst } from '../../app/reasons';
import type { MessageSnapshot } from '../../engine/protocol';
import type { LadderRow } from '../../ladder/ladder';
import type { Line, ScreenContent, Span } from '../cells';
import { factLines } from '../facts';
import { findingStyle, SIGNS } from '../finding-sign';
import { goToLine } from '../go-to-line';
import { bestKey, type Hint } from '../hints';
import { markedPlaces, messageSpans } from '../message-text';
import { CellRow, filled, fittedLine, span } from '../paint';
import { searchLine } from '../search-line';
import { cutText, fitText, textWidth, wrapWords } from '../text';
import type { Theme } from '../theme';
import { ladderTime } from '../time-text';
import { drawArrow } from './arrow';
import { findingLines } from './findings';
import { headRows } from './head';
import { plainHead, plainNote, plainRow } from './plain';
import { rowStyle } from './row-style';
import { lifelineAt, type Sheet } from './sheet';
import { titleLine } from './title';

export function ladder(screen: LadderScreen, model: Model, theme: Theme): ScreenContent {
  const { snapshot } = screen;
  const { line: hints, cursor } =
    goToLine(screen.goTo, model, theme) ?? searchLine(screen.search, model, theme, 'ladder', hintsFor(screen, model));
  if (snapshot === null || screen.gone) return waiting(screen, model, theme, hints);
  const time = timeWidth(screen, model);
  const width = time + columnsWidth(screen, model);
  const sheet = { ladder: screen, snapshot, model, theme, width, timeWidth: time, spacing: spacing(screen, model) };
  const head = model.settings.plain ? plainHead(sheet) : headRows(sheet);
  const left = [...head, ...bodyRows(sheet)];
  const side = sideLines(sheet, left.length);
  const rows = left.map((row, index) => ({ spans: [...row, ...(side[index] ?? [])], fill: theme.role.text }));
  const below = findingLines(screen, model, theme, model.columns, paneRowsBelow(screen, model));
  const lines = [titleLine(sheet), ...rows, ...below.map((spans) => ({ spans, fill: theme.role.text })), hints];
  return { lines, cursor: cursor === null ? null : { column: cursor, row: model.rows - 1 } };
}

const HINTS: readonly Hint[] = [
  ['open-message', 'Message'],
  ['back', 'Back'],
  ['findings', 'Findings'],
  ['sdp', 'SDP'],
  ['media', 'Media'],
  ['times', 'Times'],
  ['toggle-preview', 'Preview'],
  ['merge-ports', 'Columns'],
  ['extended', 'Legs'],
  ['hosts', 'Hosts'],
  ['colour-mode', 'Colours'],
  ['next-dialog', 'Next call'],
  ['previous-dialog', 'Call before'],
  ['mark-message', 'Mark'],
  ['search', 'Search'],
  ['raw-text', 'Raw text'],
  ['save', 'Save'],
  ['help', 'Help'],
];

/** While keys move over the findings. */
const FINDINGS_HINTS: readonly Hint[] = [
  ['open-message', 'Go to it'],
  ['back', 'Close'],
  ['next-proof', 'Next proof'],
  ['previous-proof', 'Proof before'],
  ['down', 'Next finding'],
  ['save', 'Save'],
  ['help', 'Help'],
];

const FILTERED_HINTS: readonly Hint[] = [...HINTS.slice(0, 2), ['next-match', 'Next match'], ...HINTS.slice(2)];

/** While a message is marked, comparing it is what is next. From all legs the way back to the one is not left out. */
function hintsFor(screen: LadderScreen, model: Model): readonly Hint[] {
  // The key goes on with a search while there is one.
  const all = listOf(model).filter === '' || screen.search.text !== '' ? HINTS : FILTERED_HINTS;
  const found = foundIn(screen);
  if (isInPane(screen)) return FINDINGS_HINTS.filter(([action]) => action !== 'down' || found.length > 1);
  const useful = all.flatMap<Hint>(([action, word]) => {
    if (action === 'findings') return found.length === 0 ? [] : [[action, plural(found.length, 'finding')]];
    return reasonAgainst(model, action) === null ? [[action, word]] : [];
  });
  const hints = screen.extended ? sooner(useful, 'extended', 'Legs off') : useful;
  if (model.mark === null) return hints;
  return sooner(hints, 'mark-message', model.mark.message === null ? 'Unmark' : 'Compare');
}

/** Right behind the first two, under another word. */
function sooner(hints: readonly Hint[], action: Hint[0], word: string): readonly Hint[] {
  return [...hints.slice(0, 2), [action, word], ...hints.slice(2).filter(([other]) => other !== action)];
}

/** Before the time of the marked row. What is wrong with the message stands beside the ladder. */
const MARK_SIGN = '*';

/** Behind the time of a message that meets the filter. */
const MATCH_SIGN = '•';

function waiting(screen: LadderScreen, model: Model, theme: Theme, hints: Line): ScreenContent {
  const text = screen.gone ? ' This call is not kept any more.' : ' ...';
  const bar = fittedLine([span(' Ladder', theme.role.statusName)], model.columns, theme.role.statusLine);
  const told = fittedLine([span(text, theme.role.text)], model.columns);
  return { lines: [bar, ...filled([told], model.rows - 2), hints], cursor: null };
}

function bodyRows(sheet: Sheet): Span[][] {
  const { ladder: screen, snapshot, model } = sheet;
  const page = ladderPage(screen, model);
  const rows: Span[][] = [];
  for (let index = screen.top; rows.length < page && index < snapshot.total; index++) {
    const row = rowAt(screen, index);
    if (row === null) rows.push(emptyRow(sheet));
    else {
      const texts = sdpOf(screen, row).map((text) => sdpRow(sheet, row, text));
      const gaps = gapsBefore(screen, row.key).map((text) => gapRow(sheet, text));
      const ends = index === snapshot.total - 1 ? gapsBefore(screen, null).map((text) => gapRow(sheet, text)) : [];
      const own = [...gaps, arrowRow(sheet, row, index === screen.cursor), ...texts, ...ends];
      rows.push(...own.map((spans) => clickable(spans, index)));
    }
  }
  if (snapshot.columns.length === 0) rows.push(allHidden(sheet));
  while (rows.length < page) rows.push(emptyRow(sheet));
  return rows.slice(0, page);
}

/** What stands beside is no part of the row. */
function clickable(spans: Span[], line: number): Span[] {
  return spans.map((part) => ({ ...part, target: { kind: 'line', line } }));
}

function allHidden({ model, theme, width }: Sheet): Span[] {
  const key = bestKey(model, 'ladder', 'hosts');
  const where = key === '' ? '' : `: ${key} shows which`;
  return [span(fitText(` All hosts of this ladder are hidden${where}`, width), theme.role.warning)];
}

function sdpOf(screen: LadderScreen, row: LadderRow): string[] {
  if (row.kind !== 'message' || screen.sdp === 'off') return [];
  return screen.sdp === 'first' ? row.sdp.slice(0, 1) : row.sdp;
}

function lifelines(sheet: Sheet): CellRow {
  const cells = new CellRow(sheet.width, sheet.theme.role.text);
  if (sheet.model.settings.plain) return cells;
  for (let column = sheet.ladder.columnOffset; column < sheet.snapshot.columns.length; column++)
    cells.put(lifelineAt(sheet, column), '│', sheet.theme.role.lifeline);
  return cells;
}

function emptyRow(sheet: Sheet): Span[] {
  return lifelines(sheet).spans();
}

function arrowRow(sheet: Sheet, row: LadderRow, here: boolean): Span[] {
  const { theme } = sheet;
  const { plain } = sheet.model.settings;
  const cells = lifelines(sheet);
  if (!plain) drawArrow(cells, sheet, row, rowStyle(row, sheet.ladder, theme));
  // What is scrolled out must not run into the times.
  cells.put(0, ' '.repeat(sheet.timeWidth), theme.role.text);
  const time = ladderTime(row, sheet.snapshot, sheet.model);
  const matches = row.kind === 'message' && row.matches;
  cells.put(sheet.timeWidth - 1 - time.length, time, matches ? theme.role.mark : theme.role.time);
  if (matches) cells.put(sheet.timeWidth - 1, MATCH_SIGN, theme.role.mark);
  cells.put(0, here ? '>' : ' ', theme.role.text);
  if (row.kind === 'message' && row.problem) cells.put(1, '!', theme.role.warning);
  const proved = provedBy(sheet.ladder, row.key);
  if (proved !== null) cells.put(1, SIGNS[proved.severity], findingStyle(proved.severity, theme));
  if (row.key === sheet.model.mark?.key) cells.put(1, MARK_SIGN, theme.role.mark);
  if (sheet.snapshot.titles.length > 1) {
    cells.put(2, String(sheet.snapshot.titles[row.dialog]?.index ?? ''), theme.role.time);
  }
  if (plain) return plainRow(sheet, row, cells.text().slice(0, sheet.timeWidth), here);
  if (here) cells.restyle(theme.role.cursorRow);
  return cells.spans();
}

function sdpRow(sheet: Sheet, row: LadderRow, text: string): Span[] {
  if (sheet.model.settings.plain) return plainNote(sheet, text);
  const { theme } = sheet;
  const cells = lifelines(sheet);
  // Below its arrow, or as far to the left of that as it takes to be read whole.
  const below = lifelineAt(sheet, Math.min(row.from, row.to)) + 2;
  const at = Math.max(sheet.timeWidth, Math.min(below, sheet.width - textWidth(text) - 1));
  cells.put(at, cutText(text, sheet.width - at), theme.role.dim);
  return cells.spans();
}

/** `32.0 s: Nobody answers`, between rows, with nothing on the lifelines meanwhile. */
function gapRow(sheet: Sheet, text: string): Span[] {
  if (sheet.model.settings.plain) return plainNote(sheet, text);
  const { theme } = sheet;
  const cells = new CellRow(sheet.width, theme.role.text);
  for (let column = sheet.ladder.columnOffset; column < sheet.snapshot.columns.length; column++)
    cells.put(lifelineAt(sheet, column), '┊', theme.role.lifeline);
  const first = lifelineAt(sheet, sheet.ladder.columnOffset) + 2;
  const at = Math.max(sheet.timeWidth, Math.min(first, sheet.width - textWidth(text) - 1));
  cells.put(at, cutText(text, sheet.width - at), theme.role.gap);
  return cells.spans();
}

/** Findings and, below them, the selected message or what is known of the selected stream: at the right behind a border. */
function sideLines(sheet: Sheet, count: number): Span[][] {
  const { ladder: screen, model, theme } = sheet;
  const width = sideWidth(screen, model);
  if (width === 0) return [];
  const rows = paneRowsBeside(screen, model);
  const findings = findingLines(screen, model, theme, width - 2, rows);
  const border: Span = { ...span('│ ', theme.role.border), target: { kind: 'split' } };
  if (rows === count) return findings.map((spans) => [border, ...spans]);
  const line = rows === 0 ? [] : [[border, span('─'.repeat(width - 2), theme.role.border)]];
  const message = messageLines(sheet, count - rows - line.length, width);
  return [...findings.map((spans) => [border, ...spans]), ...line, ...message];
}

/** The selected message, or what is known of the selected stream. */
function messageLines(sheet: Sheet, count: number, width: number): Span[][] {
  const { ladder: screen, model, theme } = sheet;
  const snapshot = previewOf(screen, model);
  const border: Span = { ...span('│ ', theme.role.border), target: { kind: 'split' } };
  if (!snapshot) {
    const text = snapshot === null ? 'This is not kept any more.' : '';
    return Array.from({ length: count }, (_, index) => [border, span(index === 0 ? cutText(text, width - 2) : '')]);
  }
  if (snapshot.kind === 'facts') {
    const lines = factLines(snapshot.facts, width - 2, theme);
    return Array.from({ length: count }, (_, line) => [border, ...(lines[line]?.spans ?? [])]);
  }
  const { hit } = screen.search;
  const places = hit?.message === snapshot.message ? hit.places : [];
  const meanings = meaningLines(snapshot, width - 2, Math.floor(count / 3), theme);
  const room = count - meanings.length;
  // What was found may stand farther down than there is room.
  const first = places[0]?.line ?? 0;
  const top = first < room - 1 ? 0 : Math.min(first - Math.floor(room / 3), snapshot.lines.length - room);
  const text = Array.from({ length: room }, (_, row) => {
    const line = top + row;
    const text = snapshot.lines[line];
    if (text === undefined) return [border];
    const cut = (row === room - 1 && snapshot.lines.length > line + 1) || (row === 0 && line > 0);
    const shown = cut ? '...' : text;
    const spans = messageSpans(snapshot, line, 0, shown, theme);
    const found = cut ? spans : markedPlaces(spans, { line, from: 0, text }, places, 0, theme);
    return [border, ...fittedLine(found, width - 2).spans];
  });
  return [...meanings.map((line) => [border, ...line.spans]), ...text];
}

/** What the codes of a message mean, above its text. */
function meaningLines({ meanings }: MessageSnapshot, width: number, most: number, theme: Theme): Line[] {
  const lines = meanings.flatMap(({ of, text }) => wrapWords(`${of}: ${text}`, width));
  if (lines.length === 0) return [];
  return [...lines.slice(0, most), ''].map((text) => fittedLine([span(text, theme.role.notice)], width));
}
