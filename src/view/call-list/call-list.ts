/** The call list as lines: status, filter, column titles, calls. Which lines there are is app/list.ts's. */

import { cameFromFindings } from '../../app/came-from';
import { actionFor } from '../../app/keymap';
import { FIXED_COLUMNS, type ListScreen, lineAt, lineCount, listPage } from '../../app/list';
import type { Model } from '../../app/model';
import { clockOf } from '../../app/times';
import type { ListDialogLine, ListMessageLine } from '../../engine/protocol';
import { captureLines } from '../capture-line';
import type { Line, ScreenContent, Style } from '../cells';
import { filterLines } from '../filter-line';
import { findingStyle, SIGNS } from '../finding-sign';
import { answeredColumns } from '../fitting';
import { goToLine } from '../go-to-line';
import { bestKey, type Hint, hintLine, TYPING_HINTS } from '../hints';
import { shortHost } from '../host-text';
import { blankLine, filled, fittedLine, onLine, span } from '../paint';
import { belowLines, statusLine } from '../status';
import { cutText, fitText } from '../text';
import type { Theme } from '../theme';
import { timeCell, timeColumn } from '../time-text';
import { GUTTER, type PlacedColumn, sortText, titleLine, trimmed } from '../title-line';
import { COLUMN_LAYOUT, placedColumns } from './columns';
import { emptyReasons } from './empty';

export function callList(list: ListScreen, model: Model, theme: Theme): ScreenContent {
  const capture = captureLines(list, model, theme);
  const { snapshot } = list;
  const filter = filterLines(list, snapshot && { of: snapshot.dialogs, ...snapshot }, model, theme);
  const chosen = answeredColumns(list, model, 'list');
  const columns = placedColumns(
    chosen,
    list.columnOffset,
    model.columns - GUTTER,
    model.status?.dialogs ?? 0,
    timeColumn(model),
  );
  const goTo = goToLine(list.goTo, model, theme);
  const typing = list.input !== null || list.capture !== null;
  const lines = [
    statusLine(list, model, theme, [
      ...(list.fold ? ['legs folded'] : []),
      ...sortText(columns, list.sort, COLUMN_LAYOUT),
    ]),
    ...capture.lines,
    ...filter.lines,
    titleLine(columns, list, { fixed: FIXED_COLUMNS, all: chosen.length }, model.columns, theme),
    ...bodyLines(columns, list, model, theme),
    ...belowLines(model, theme),
    goTo?.line ?? hintLine(model, typing ? 'filter' : 'list', hintsOf(list, model), theme),
  ];
  if (goTo !== null) return { lines, cursor: { column: goTo.cursor, row: model.rows - 1 } };
  if (capture.cursor !== null) return { lines, cursor: { column: capture.cursor, row: 1 } };
  return {
    lines,
    cursor: filter.cursor === null ? null : { column: filter.cursor, row: 1 + capture.lines.length },
  };
}

/** While calls come, what can be done about that goes before what is good for looking back. */
function hintsOf(list: ListScreen, model: Model): readonly Hint[] {
  const { status, world } = model;
  if (list.capture !== null) return list.capture.waiting ? WAITING_HINTS : CAPTURE_HINTS;
  if (list.input !== null) return TYPING_HINTS;
  if (status?.phase === 'done' && list.snapshot?.dialogs === 0) return EMPTY_HINTS;
  // Of the two that open, the one that Enter does.
  const opens = actionFor(world.keymap, 'list', 'enter') === 'open-marked' ? 'open-marked' : 'open';
  const first: readonly Hint[] = [[opens, 'Open'], ...FIRST_HINTS];
  if (cameFromFindings(list)) return [backHint(model), ...first, ...BACK_HINTS];
  const live: readonly Hint[] = [['pause', status?.paused ? 'Go on' : 'Pause'], ...LIVE_HINTS];
  if (status?.phase === 'loading' && status.replay !== null)
    return [...first, live[0]!, ...REPLAY_HINTS, ...LAST_HINTS];
  return [...first, ...(status?.phase === 'live' ? live : SORT_HINTS), ...LAST_HINTS];
}

/** What leaves the program elsewhere goes back, too: a keymap may have no other key for it. */
function backHint(model: Model): Hint {
  return [bestKey(model, 'list', 'back') === '' ? 'all-findings' : 'back', 'Findings'];
}

const FIRST_HINTS: readonly Hint[] = [
  ['expand', 'Expand'],
  ['mark', 'Mark'],
  ['filter', 'Filter'],
  ['save', 'Save'],
];

const REPLAY_HINTS: readonly Hint[] = [
  ['step', 'Step'],
  ['faster', 'Faster'],
  ['slower', 'Slower'],
];

const SORT_HINTS: readonly Hint[] = [
  ['streams', 'RTP'],
  ['all-findings', 'Findings'],
  ['sort-next', 'Sort'],
  ['follow', 'Follow'],
  ['extended', 'Legs'],
];

const LIVE_HINTS: readonly Hint[] = [
  ['follow', 'Follow'],
  ['streams', 'RTP'],
  ['all-findings', 'Findings'],
  ['capture-filter', 'Capture filter'],
  ['clear', 'Clear'],
  ['sort-next', 'Sort'],
  ['extended', 'Legs'],
];

/** Without what would be said twice. */
const BACK_HINTS: readonly Hint[] = [
  ['streams', 'RTP'],
  ['sort-next', 'Sort'],
  ['extended', 'Legs'],
  ['help', 'Help'],
];

const LAST_HINTS: readonly Hint[] = [
  ['help', 'Help'],
  ['quit', 'Quit'],
];

/** Where nothing is to be opened, and nothing comes any more. */
const EMPTY_HINTS: readonly Hint[] = [
  ['streams', 'RTP'],
  ['save', 'Save'],
  ['statistics', 'Statistics'],
  ...LAST_HINTS,
];

const CAPTURE_HINTS: readonly Hint[] = [
  ['accept', 'Set'],
  ['cancel', 'Back'],
  ['clear-input', 'Empty'],
  ['history-previous', 'Earlier filters'],
];

const WAITING_HINTS: readonly Hint[] = [['cancel', 'Back']];

function bodyLines(columns: PlacedColumn[], list: ListScreen, model: Model, theme: Theme): Line[] {
  const page = listPage(model, list);
  if (lineCount(list) === 0) return emptyLines(list, model, theme, page);
  return Array.from({ length: page }, (_, row) => {
    const at = list.top + row;
    const line = lineAt(list, at);
    if (at >= lineCount(list)) return blankLine();
    if (line === null) return fittedLine([span('   ...', theme.role.dim)], model.columns);
    const here = at === list.cursor;
    const drawn =
      line.kind === 'dialog'
        ? dialogLine(line, columns, here, list.marks.has(line.dialog), model, theme)
        : messageLine(line, here, model, theme);
    return onLine(drawn, at);
  });
}

function emptyLines(list: ListScreen, model: Model, theme: Theme, page: number): Line[] {
  const texts = emptyReasons(list, model);
  const lines = texts.map((text) => fittedLine([span(`  ${text}`, theme.role.text)], model.columns));
  return filled([blankLine(), ...lines], page);
}

function dialogLine(
  line: ListDialogLine,
  columns: PlacedColumn[],
  here: boolean,
  marked: boolean,
  model: Model,
  theme: Theme,
): Line {
  const row = here ? theme.role.cursorRow : null;
  const mark = `${here ? '>' : ' '}${marked ? '*' : ' '}`;
  const spans = [span(mark, row ?? (marked ? theme.role.mark : theme.role.text))];
  for (const { field, cell, width: cells, align } of columns) {
    const whole = cellText(line, field, cell, cells, model);
    const isEnd = field === 'source' || field === 'destination';
    const text = fitText(isEnd ? shortHost(whole, cells) : whole, cells, align);
    spans.push(span(text, row ?? cellStyle(line, field, theme)), span(' ', row ?? theme.role.text));
  }
  return fittedLine(trimmed(spans, model.columns + 1), model.columns, row ?? theme.role.text);
}

/** `~` says that the capture begins after the dialog did; legs below the row of their call hang on a branch. */
function cellText(line: ListDialogLine, field: string, cell: number, cells: number, model: Model): string {
  if (field === 'time') return timeCell(line.startUs, cells, model);
  if (field === 'date') return clockOf(model).dateText(line.startUs);
  const text = line.cells[cell] ?? '';
  if (field === 'index' && line.leg !== undefined)
    return `${line.leg === 'last' ? '└' : '├'}${text.padStart(cells - 1)}`;
  if (field === 'finding') return findingCell(line, text, cells, model);
  if (field !== 'method') return text;
  return `${line.midway ? '~' : ''}${text}${foldText(line)}`;
}

/** `✗ no-response +2`; where there is room for most of a code it loses its end, not how many more there are. */
function findingCell({ severity }: ListDialogLine, text: string, cells: number, { settings }: Model): string {
  if (severity === '') return '';
  // A sign says nothing to who hears it; the word for it is cut before the code is.
  if (settings.plain) return text.length + LEAST_WORD > cells ? text : `${text} ${severity}`;
  const [, code = '', more = ''] = /^(.*?)( \+\d+)?$/.exec(text) ?? [];
  const room = cells - 2 - more.length;
  return `${SIGNS[severity]} ${room < LEAST_CODE ? text : cutText(code, room) + more}`;
}

/** `caller-re…`. */
const LEAST_CODE = 10;
/** ` er…`: less of the word says nothing, and takes the end of the code. */
const LEAST_WORD = 4;

/** `+2`: the row stands for two legs more; `+2?` where one of them is guessed. */
function foldText({ fold }: ListDialogLine): string {
  return fold === undefined ? '' : `+${fold.others}${fold.guessed ? '?' : ''}`;
}

function cellStyle(line: ListDialogLine, field: string, theme: Theme): Style {
  if (field === 'method') return theme.method[line.method] ?? theme.role.text;
  if (field === 'state') return theme.state[line.state] ?? theme.role.text;
  if (field === 'finding' && line.severity !== '') return findingStyle(line.severity, theme);
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
    span(`${timeCell(line.timeUs, timeColumn(model).width, model)}  `, row ?? theme.role.time),
    span(`${fitText(arrow, Math.max(36, arrow.length))}  `, row ?? theme.role.text),
    span(line.label, row ?? label),
    span(again, row ?? theme.role.warning),
  ];
  return fittedLine(spans, model.columns, row ?? theme.role.text);
}
