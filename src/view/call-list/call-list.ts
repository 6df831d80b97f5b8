/** The call list as lines: status, filter, column titles, calls. Which lines there are is app/list.ts's. */

import { countText } from '../../app/counts';
import { COLUMNS, filterErrorOf, type ListScreen, lineAt, lineCount, listPage } from '../../app/list';
import type { Model } from '../../app/model';
import type { ListDialogLine, ListMessageLine, Status } from '../../engine/protocol';
import { captureLines } from '../capture-line';
import type { Line, ScreenContent, Span, Style } from '../cells';
import { type Hint, hintLine } from '../hints';
import { errorLine, inputSpans } from '../input';
import { blankLine, fittedLine, span, spansWidth, splitLine } from '../paint';
import { belowLines, statusLine } from '../status';
import { fitText } from '../text';
import type { Theme } from '../theme';
import { COLUMN_LAYOUT, type PlacedColumn, placedColumns } from './columns';
import { emptyReasons } from './empty';

export function callList(list: ListScreen, model: Model, theme: Theme): ScreenContent {
  const capture = captureLines(list, model, theme);
  const filter = filterLines(list, model, theme);
  const columns = placedColumns(COLUMNS, list.columnOffset, model.columns - GUTTER, model.status?.dialogs ?? 0);
  const typing = list.input !== null || list.capture !== null;
  const lines = [
    statusLine(list, model, theme, sortText(columns, list)),
    ...capture.lines,
    ...filter.lines,
    titleLine(columns, list, model, theme),
    ...bodyLines(columns, list, model, theme),
    ...belowLines(model, theme),
    hintLine(model, typing ? 'filter' : 'list', hintsOf(list, model.status), theme),
  ];
  if (capture.cursor !== null) return { lines, cursor: { column: capture.cursor, row: 1 } };
  return {
    lines,
    cursor: filter.cursor === null ? null : { column: filter.cursor, row: 1 + capture.lines.length },
  };
}

/** `>` for the cursor, `*` for a mark. */
const GUTTER = 2;

/** While calls come, what can be done about that goes before what is good for looking back. */
function hintsOf(list: ListScreen, status: Status | null): readonly Hint[] {
  if (list.capture !== null) return list.capture.waiting ? WAITING_HINTS : CAPTURE_HINTS;
  if (list.input !== null) return TYPING_HINTS;
  const live: readonly Hint[] = [['pause', status?.paused ? 'Go on' : 'Pause'], ...LIVE_HINTS];
  return [...FIRST_HINTS, ...(status?.phase === 'live' ? live : SORT_HINTS), ...LAST_HINTS];
}

const FIRST_HINTS: readonly Hint[] = [
  ['open', 'Open'],
  ['expand', 'Expand'],
  ['mark', 'Mark'],
  ['filter', 'Filter'],
  ['save', 'Save'],
];

const SORT_HINTS: readonly Hint[] = [
  ['sort-next', 'Sort'],
  ['follow', 'Follow'],
];

const LIVE_HINTS: readonly Hint[] = [
  ['follow', 'Follow'],
  ['capture-filter', 'Capture filter'],
  ['clear', 'Clear'],
  ['sort-next', 'Sort'],
];

const LAST_HINTS: readonly Hint[] = [
  ['help', 'Help'],
  ['quit', 'Quit'],
];

const CAPTURE_HINTS: readonly Hint[] = [
  ['accept', 'Set'],
  ['cancel', 'Back'],
  ['clear-input', 'Empty'],
  ['history-previous', 'Earlier filters'],
];

const WAITING_HINTS: readonly Hint[] = [['cancel', 'Back']];

const TYPING_HINTS: readonly Hint[] = [
  ['accept', 'Keep'],
  ['cancel', 'Back to the one before'],
  ['clear-input', 'Empty'],
  ['history-previous', 'Earlier filters'],
];

const FILTER_LABEL = ' Filter: ';

function filterLines(list: ListScreen, model: Model, theme: Theme): { lines: Line[]; cursor: number | null } {
  if (list.input === null && list.filter === '') return { lines: [], cursor: null };
  const right = [span(`${matchText(list)} `, theme.role.dim)];
  const room = Math.max(10, model.columns - FILTER_LABEL.length - spansWidth(right) - 1);
  const line = list.input?.line ?? { text: list.filter, cursor: 0 };
  const input = inputSpans(line, room, list.input === null ? theme.role.text : theme.role.input);
  const left = [span(FILTER_LABEL, theme.role.filterLabel), ...input.spans];
  const error = filterErrorOf(list);
  const lines = [splitLine(left, right, model.columns)];
  if (error !== null) {
    const column = FILTER_LABEL.length + Math.max(0, input.columnOf(error.at));
    lines.push(errorLine(error.message, { offset: error.at, column }, model.columns, theme));
  }
  return { lines, cursor: list.input === null ? null : FILTER_LABEL.length + input.cursor };
}

function matchText(list: ListScreen): string {
  const { snapshot } = list;
  if (snapshot === null || list.answered?.filter !== list.filter || snapshot.pending) return 'looking ...';
  return `${countText(snapshot.shown)} of ${countText(snapshot.dialogs)}`;
}

/** By what the list is sorted, where that column is not among those shown. */
function sortText(columns: PlacedColumn[], { sort }: ListScreen): string[] {
  if (columns.some(({ field }) => field === sort.field)) return [];
  return [`by ${COLUMN_LAYOUT[sort.field]?.title ?? sort.field} ${sort.descending ? 'v' : '^'}`];
}

function titleLine(columns: PlacedColumn[], list: ListScreen, model: Model, theme: Theme): Line {
  const fill = theme.role.columnTitle;
  const spans = columns.flatMap<Span>(({ field, title, width, align }) => {
    const sorted = field === list.sort.field;
    const mark = list.sort.descending ? 'v' : '^';
    const text = sorted ? (align === 'right' ? `${mark}${title}` : `${title} ${mark}`) : title;
    return [span(fitText(text, width, align), sorted ? theme.role.sortedTitle : fill), span(' ', fill)];
  });
  const shown = columns.filter(({ cell }) => cell > 1);
  const behind = shown.length > 0 && shown.at(-1)!.cell < COLUMNS.length - 1;
  const more = `${list.columnOffset > 0 ? '<' : ''}${behind ? '>' : ''}`;
  const left = [span(' '.repeat(GUTTER), fill), ...spans];
  if (more === '' || spansWidth(left) + more.length > model.columns + 1) return fittedLine(left, model.columns, fill);
  return splitLine(
    trimmed(left, model.columns - more.length),
    [span(more, theme.role.sortedTitle)],
    model.columns,
    fill,
  );
}

/** Without the blank at the end where it is in the way. */
function trimmed(spans: Span[], width: number): Span[] {
  return spansWidth(spans) >= width ? spans.slice(0, -1) : spans;
}

function bodyLines(columns: PlacedColumn[], list: ListScreen, model: Model, theme: Theme): Line[] {
  const page = listPage(model, list);
  if (lineCount(list) === 0) return emptyLines(list, model, theme, page);
  return Array.from({ length: page }, (_, row) => {
    const at = list.top + row;
    const line = lineAt(list, at);
    if (at >= lineCount(list)) return blankLine();
    if (line === null) return fittedLine([span('   ...', theme.role.dim)], model.columns);
    const here = at === list.cursor;
    return line.kind === 'dialog'
      ? dialogLine(line, columns, here, list.marks.has(line.dialog), model.columns, theme)
      : messageLine(line, here, model, theme);
  });
}

function emptyLines(list: ListScreen, model: Model, theme: Theme, page: number): Line[] {
  const texts = emptyReasons(list, model);
  const lines = texts.map((text) => fittedLine([span(`  ${text}`, theme.role.text)], model.columns));
  const above = [blankLine(), ...lines].slice(0, page);
  return [...above, ...Array.from({ length: page - above.length }, blankLine)];
}

function dialogLine(
  line: ListDialogLine,
  columns: PlacedColumn[],
  here: boolean,
  marked: boolean,
  width: number,
  theme: Theme,
): Line {
  const row = here ? theme.role.cursorRow : null;
  const mark = `${here ? '>' : ' '}${marked ? '*' : ' '}`;
  const spans = [span(mark, row ?? theme.role.mark)];
  for (const { field, cell, width: cells, align } of columns) {
    const whole = cellText(line, field, cell);
    // A time of day without its milliseconds is not one that was cut.
    const text = fitText(field === 'time' ? whole.slice(0, cells) : whole, cells, align);
    spans.push(span(text, row ?? cellStyle(line, field, theme)), span(' ', row ?? theme.role.text));
  }
  return fittedLine(trimmed(spans, width + 1), width, row ?? theme.role.text);
}

/** `~` says that the capture begins after the dialog did. */
function cellText(line: ListDialogLine, field: string, cell: number): string {
  const text = line.cells[cell] ?? '';
  return field === 'method' && line.midway ? `~${text}` : text;
}

function cellStyle(line: ListDialogLine, field: string, theme: Theme): Style {
  if (field === 'method') return theme.method[line.method] ?? theme.role.text;
  if (field === 'state') return theme.state[line.state] ?? theme.role.text;
  return theme.role.text;
}

/** `├ 23:27:58.020  10.20.0.22:5060 ─> 10.11.12.13:5060   INVITE (SDP)`: who began the dialog stands left. */
function messageLine(line: ListMessageLine, here: boolean, model: Model, theme: Theme): Line {
  const row = here ? theme.role.cursorRow : null;
  const arrow = line.forward ? `${line.source} ─> ${line.destination}` : `${line.destination} <─ ${line.source}`;
  const tree = `${here ? '>' : ' '}      ${line.last ? '└' : '├'} `;
  const again = line.retransmission ? '  retransmission' : '';
  const label = line.request ? theme.role.request : theme.role.response;
  const spans = [
    span(tree, row ?? theme.role.tree),
    span(`${model.world.clock.timeText(line.timeUs)}  `, row ?? theme.role.time),
    span(`${fitText(arrow, Math.max(36, arrow.length))}  `, row ?? theme.role.text),
    span(line.label, row ?? label),
    span(again, row ?? theme.role.warning),
  ];
  return fittedLine(spans, model.columns, row ?? theme.role.text);
}
