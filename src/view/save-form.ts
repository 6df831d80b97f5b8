/** The save form on the screen. */

import type { Model } from '../app/model';
import {
  FORMATS,
  fieldsOf,
  formatOf,
  LEGS_CHOICES,
  MEDIA_CHOICES,
  REDACT_CHOICES,
  type SaveField,
  type SaveScreen,
} from '../app/save-form';
import type { Line, ScreenContent, Span } from './cells';
import { hintLine } from './hints';
import { inputSpans } from './input';
import { blankLine, cursorOn, filled, fittedLine, onLine, span } from './paint';
import { fitText } from './text';
import type { Theme } from './theme';

export function saveForm(form: SaveScreen, model: Model, theme: Theme): ScreenContent {
  const { columns } = model;
  const input = inputSpans(form.path, columns - LABEL_WIDTH - 2, theme.role.input);
  const field = (name: SaveField, spans: Span[]) => fieldLine(form, name, spans, columns, theme);
  const what = form.choices[form.choice]?.what === 'addresses' ? 'addresses, one a line,' : 'calls';
  const lines = [
    fittedLine([span(` sipladder  Save ${what} to a file`, theme.role.statusName)], columns, theme.role.statusLine),
    blankLine(),
    field('path', input.spans),
    blankLine(),
    ...whatLines(form, columns, theme),
    ...(fieldsOf(form).includes('legs') ? [field('legs', legsSpans(form, theme))] : []),
    blankLine(),
    ...(fieldsOf(form).includes('redact') ? [field('redact', redactSpans(form, theme)), blankLine()] : []),
    ...(fieldsOf(form).includes('format') ? [...formatLines(form, columns, theme), blankLine()] : []),
    ...(fieldsOf(form).includes('media') ? [field('media', mediaSpans(form, theme)), blankLine()] : []),
    ...toldLines(form, model, theme),
  ];
  const typing = form.field === 'path' && form.phase === 'editing';
  return {
    lines: [...filled(lines, model.rows - 1), hintLine(model, 'save', hintsOf(form), theme)],
    cursor: typing
      ? { column: LABEL_WIDTH + input.cursor, row: 2 }
      : cursorOn(lines, fieldsOf(form).indexOf(form.field)),
  };
}

/** `> Path     `. */
const LABEL_WIDTH = 11;

const TITLES: Record<SaveField, string> = {
  path: 'File',
  what: 'What',
  legs: 'Legs',
  redact: 'Redact',
  format: 'Format',
  media: 'Media',
};

function hintsOf(form: SaveScreen): [Parameters<typeof hintLine>[2][number][0], string][] {
  if (form.phase === 'exists') return [['cancel', 'Back']];
  if (form.phase === 'writing') return [['cancel', 'Leave it to finish']];
  const own = form.field === 'path' ? (['clear-input', 'Empty'] as const) : (['change', 'Change'] as const);
  return [['confirm', 'Save'], ['next-field', 'Next field'], [...own], ['cancel', 'Back']];
}

function fieldLine(form: SaveScreen, name: SaveField, spans: Span[], width: number, theme: Theme): Line {
  const here = form.field === name && form.phase === 'editing';
  const label = fitText(` ${here ? '>' : ' '} ${TITLES[name]}`, LABEL_WIDTH);
  const line = fittedLine([span(label, here ? theme.role.heading : theme.role.field), ...spans], width);
  return onLine(line, fieldsOf(form).indexOf(name));
}

/** A line a choice: together they may be wider than the screen. */
function whatLines(form: SaveScreen, width: number, theme: Theme): Line[] {
  return form.choices.map(({ title }, index) => {
    const spans = choiceSpans([title], index === form.choice ? 0 : -1, theme);
    return index === 0
      ? fieldLine(form, 'what', spans, width, theme)
      : fittedLine([span(' '.repeat(LABEL_WIDTH)), ...spans], width);
  });
}

/** A line for what was captured, and one for ladders. */
function formatLines(form: SaveScreen, width: number, theme: Theme): Line[] {
  const chosen = FORMATS[formatOf(form)];
  const lineOf = (of: (typeof FORMATS)[number]['of']) => {
    const formats = FORMATS.filter((format) => format.of === of);
    const titles = formats.map(({ title }) => title);
    return choiceSpans(titles, chosen === undefined ? -1 : formats.indexOf(chosen), theme);
  };
  return [
    fieldLine(form, 'format', lineOf('capture'), width, theme),
    fittedLine([span(' '.repeat(LABEL_WIDTH)), ...lineOf('ladder')], width),
  ];
}

/** `(*) pcap  ( ) text`: the choice is seen without colour. */
function choiceSpans(titles: readonly string[], chosen: number, theme: Theme): Span[] {
  return titles.map((title, index) =>
    span(`${index === chosen ? '(*)' : '( )'} ${title}   `, index === chosen ? theme.role.mark : theme.role.field),
  );
}

function legsSpans({ legs }: SaveScreen, theme: Theme): Span[] {
  const titles = LEGS_CHOICES.map(({ title }) => title);
  return choiceSpans(
    titles,
    LEGS_CHOICES.findIndex((choice) => choice.legs === legs),
    theme,
  );
}

function redactSpans({ redact }: SaveScreen, theme: Theme): Span[] {
  const titles = REDACT_CHOICES.map(({ title }) => title);
  return choiceSpans(titles, redact ? 1 : 0, theme);
}

function mediaSpans({ media }: SaveScreen, theme: Theme): Span[] {
  const titles = MEDIA_CHOICES.map(({ title }) => title);
  const chosen = MEDIA_CHOICES.findIndex((choice) => choice.media === media);
  return choiceSpans(titles, chosen, theme);
}

function toldLines(form: SaveScreen, model: Model, theme: Theme): Line[] {
  if (form.phase === 'writing') return [fittedLine([span('   Writing ...', theme.role.notice)], model.columns)];
  if (form.phase === 'exists')
    return [fittedLine([span('   The file is there already. Overwrite it? y / n', theme.role.warning)], model.columns)];
  if (form.failure === null) return [];
  return model.world
    .wrap(form.failure, model.columns - 5)
    .map((text) => fittedLine([span(`   ${text}`, theme.role.error)], model.columns));
}
