/** The form that makes a filter, on the screen. */

import {
  BOX_WIDTH,
  type BoxGroup,
  boxesInRow,
  boxesOf,
  type FilterFormScreen,
  FORM_LABEL_WIDTH,
  formError,
  formFields,
  formFilter,
} from '../app/filter-form';
import type { Model } from '../app/model';
import type { Line, ScreenContent, Span } from './cells';
import { type Hint, hintLine } from './hints';
import { errorLine, inputSpans } from './input';
import { blankLine, fittedLine, span } from './paint';
import { fitText } from './text';
import type { Theme } from './theme';

interface Row {
  line: Line;
  /** The row that is filled in, and the cell of the cursor where text is typed. */
  here: boolean;
  cursor: number | null;
}

export function filterForm(form: FilterFormScreen, model: Model, theme: Theme): ScreenContent {
  const rows = [
    ...formFields(model).map(({ name, title }) => textRow(form, name, title, model, theme)),
    plain(blankLine()),
    ...boxRows(form, 'methods', 'Methods', model, theme),
    plain(blankLine()),
    ...boxRows(form, 'states', 'States', model, theme),
    plain(blankLine()),
    textRow(form, 'rest', 'Filter', model, theme),
  ];
  const below = [blankLine(), ...resultLines(form, model, theme)];
  const room = Math.max(1, model.rows - 2 - below.length);
  const at = rows.findIndex(({ here }) => here);
  // On a low terminal what is filled in stays in sight.
  const top = Math.max(0, Math.min(at - Math.floor(room / 2), rows.length - room));
  const shown = rows.slice(top, top + room);
  const rest = Math.max(0, room - shown.length);
  const title = span(' sipladder  Filter the calls', theme.role.statusName);
  const { cursor } = rows[at] ?? { cursor: null };
  return {
    lines: [
      fittedLine([title], model.columns, theme.role.statusLine),
      ...shown.map(({ line }) => line),
      ...below,
      ...Array.from({ length: rest }, blankLine),
      hintLine(model, 'filter-form', form.field in form.ticked ? BOX_HINTS : TEXT_HINTS, theme),
    ],
    cursor: cursor === null ? null : { column: cursor, row: 1 + at - top },
  };
}

const TEXT_HINTS: readonly Hint[] = [
  ['accept', 'Set'],
  ['next-field', 'Next field'],
  ['clear-input', 'Empty'],
  ['saved-filters', 'Saved filters'],
  ['help', 'Help'],
  ['cancel', 'Back'],
];
const BOX_HINTS: readonly Hint[] = [
  ['accept', 'Set'],
  ['tick', 'Tick'],
  ['next-field', 'Next field'],
  ['clear-input', 'None'],
  ['saved-filters', 'Saved filters'],
  ['help', 'Help'],
  ['cancel', 'Back'],
];

function plain(line: Line): Row {
  return { line, here: false, cursor: null };
}

function label(title: string, here: boolean, theme: Theme): Span {
  const text = fitText(title === '' ? '' : ` ${here ? '>' : ' '} ${title}`, FORM_LABEL_WIDTH);
  return span(text, here ? theme.role.heading : theme.role.field);
}

function textRow(form: FilterFormScreen, name: string, title: string, model: Model, theme: Theme): Row {
  const here = form.field === name;
  const room = model.columns - FORM_LABEL_WIDTH - 1;
  const input = inputSpans(form.texts[name]!, room, theme.role.input);
  // As wide as may be typed, so that it is seen to be a field.
  const field = span(fitText(input.spans.map(({ text }) => text).join(''), room), theme.role.input);
  const drawn = fittedLine([label(title, here, theme), field], model.columns);
  const line: Line = { ...drawn, target: { kind: 'field', name } };
  return { line, here, cursor: here ? FORM_LABEL_WIDTH + input.cursor : null };
}

/** `[x] INVITE`: what is ticked is seen without colour, and so is where one is. */
function boxRows(form: FilterFormScreen, group: BoxGroup, title: string, model: Model, theme: Theme): Row[] {
  const boxes = boxesOf(group, model);
  const inRow = boxesInRow(model);
  const inGroup = form.field === group;
  return Array.from({ length: Math.ceil(boxes.length / inRow) }, (_, row) => {
    const first = row * inRow;
    const spans = boxes.slice(first, first + inRow).map((name, index) => {
      const ticked = form.ticked[group].includes(name);
      const here = inGroup && form.box === first + index;
      const text = fitText(`[${ticked ? 'x' : ' '}] ${name}`, BOX_WIDTH - 1);
      return [
        {
          ...span(text, here ? theme.role.focusedField : ticked ? theme.role.mark : theme.role.field),
          target: { kind: 'field', name: group, box: first + index } as const,
        },
        span(' ', theme.role.field),
      ];
    });
    const here = inGroup && Math.floor(form.box / inRow) === row;
    const name = row === 0 ? title : '';
    const column = FORM_LABEL_WIDTH + (form.box - first) * BOX_WIDTH + 1;
    const line = fittedLine([label(name, inGroup && row === 0, theme), ...spans.flat()], model.columns);
    return { line, here, cursor: here ? column : null };
  });
}

/** The filter as it would be set, and what is wrong with it. */
function resultLines(form: FilterFormScreen, model: Model, theme: Theme): Line[] {
  const text = formFilter(form, model);
  const error = formError(form, model);
  const shown = inputSpans({ text, cursor: 0 }, model.columns - FORM_LABEL_WIDTH - 1, theme.role.text);
  const spans = text === '' ? [span('every call is shown', theme.role.dim)] : shown.spans;
  const result = fittedLine([label('Becomes', false, theme), ...spans], model.columns);
  if (error === null) return [result, blankLine()];
  const place = { offset: error.at, column: FORM_LABEL_WIDTH + shown.columnOf(error.at) };
  return [result, errorLine(error.message, place, model.columns, theme)];
}
