/** The screen of settings: pages as tabs, a row a setting, and below what is to be said of the selected one. */

import { wordsWrapped } from '../app/help';
import type { Model } from '../app/model';
import { isDefault } from '../app/setting-changes';
import { choicesText, valueText } from '../app/setting-values';
import { SETTING_TABS, type SettingRow } from '../app/settings';
import {
  type NamedRow,
  rowAt,
  rowsOf,
  SETTING_DETAIL_ROWS,
  type SettingsScreen,
  settingsPage,
} from '../app/settings-screen';
import type { Line, ScreenContent, Span } from './cells';
import { detailText } from './detail';
import { type Hint, hintLine } from './hints';
import { inputSpans, type ShownInput } from './input';
import { blankLine, fittedLine, onLine, span, splitLine } from './paint';
import { cutMiddle, fitText, textWidth } from './text';
import type { Theme } from './theme';

export function settings(screen: SettingsScreen, model: Model, theme: Theme): ScreenContent {
  const bar = theme.role.statusLine;
  const title = ' sipladder  Settings';
  const file = cutMiddle(model.world.settingsFile, Math.max(0, model.columns - textWidth(title) - 3));
  const input = inputOf(screen, model, theme);
  const [keys, hints] = screen.editing === null ? (['settings', HINTS] as const) : (['filter', TYPING] as const);
  const lines = [
    splitLine([span(title, theme.role.statusName)], [span(`${file} `, bar)], model.columns, bar),
    tabLine(screen, model, theme),
    ...bodyLines(screen, input, model, theme),
    ...detailLines(screen, model, theme),
    hintLine(model, keys, hints, theme),
  ];
  return {
    lines,
    cursor: input === null ? null : { column: valueColumn() + input.cursor, row: 2 + screen.cursor - screen.top },
  };
}

const HINTS: readonly Hint[] = [
  ['change', 'Change'],
  ['edit-setting', 'Type'],
  ['reset-setting', 'Default'],
  ['next-tab', 'Next page'],
  ['saved-filters', 'Saved filters'],
  ['help', 'Help'],
  ['back', 'Back'],
];

const TYPING: readonly Hint[] = [
  ['accept', 'Keep'],
  ['cancel', 'Undo'],
  ['clear-input', 'Empty'],
];

function tabLine({ tab }: SettingsScreen, model: Model, theme: Theme): Line {
  const bar = theme.role.columnTitle;
  const spans = SETTING_TABS.flatMap<Span>((name) => [
    span(' ', bar),
    {
      ...(name === tab ? span(`[${name}]`, theme.role.sortedTitle) : span(` ${name} `, bar)),
      target: { kind: 'field', name },
    },
  ]);
  return fittedLine(spans, model.columns, bar);
}

/** As the longest name. */
function nameWidth(): number {
  return Math.max(...SETTING_TABS.flatMap((tab) => rowsOf(tab).map(({ name }) => textWidth(name))));
}

/** Cells before the value. */
function valueColumn(): number {
  return 3 + nameWidth() + 2;
}

/** What stands at the right: where a value comes from that is no default. */
const ORIGIN_WIDTH = 15;

/** From this width on the descriptions stand beside the values. */
const LEAST_FOR_ABOUT = 110;
const VALUE_WIDTH = 24;

/** Where it comes from has its room where there is something to say of that. */
function valueWidth(row: NamedRow, model: Model): number {
  if (tellsAbout(model)) return VALUE_WIDTH;
  return originOf(row, model) === '' ? model.columns - valueColumn() - 1 : roomOf(model);
}

function tellsAbout({ columns }: Model): boolean {
  return columns >= LEAST_FOR_ABOUT;
}

/** Cells for value and description. */
function roomOf({ columns }: Model): number {
  return columns - valueColumn() - ORIGIN_WIDTH - 1;
}

function inputOf({ editing }: SettingsScreen, model: Model, theme: Theme): ShownInput | null {
  return editing === null ? null : inputSpans(editing.line, roomOf(model), theme.role.input);
}

function bodyLines(screen: SettingsScreen, input: ShownInput | null, model: Model, theme: Theme): Line[] {
  const rows = rowsOf(screen.tab);
  return Array.from({ length: settingsPage(model) }, (_, line) => {
    const at = screen.top + line;
    const row = rows[at];
    if (row === undefined) return blankLine();
    const here = at === screen.cursor;
    const style = here ? theme.role.cursorRow : theme.role.text;
    const name = span(` ${here ? '>' : ' '} ${fitText(row.name, nameWidth())}  `, style);
    const typing = here && input !== null;
    const value = typing ? input.spans : [span(shownValue(row, model), style), ...aboutSpans(row, here, model, theme)];
    const origin = originOf(row, model);
    const mark = model.origins[row.name]?.kind === 'command line' && !here ? theme.role.warning : style;
    return onLine(splitLine([name, ...value], [span(`${origin} `, mark)], model.columns, style), at);
  });
}

function shownValue(row: NamedRow, model: Model): string {
  const text = valueText(model.settings[row.name]);
  return fitText(text === '' ? '-' : text, valueWidth(row, model));
}

function aboutSpans(row: NamedRow, here: boolean, model: Model, theme: Theme): Span[] {
  if (!tellsAbout(model)) return [];
  const text = fitText(row.description, roomOf(model) - VALUE_WIDTH - 2);
  return [span(`  ${text}`, here ? theme.role.cursorRow : theme.role.dim)];
}

/** Short: the detail has the whole. */
function originOf({ name }: NamedRow, model: Model): string {
  const origin = model.origins[name];
  if (origin === undefined) return isDefault(model, name) ? '' : 'changed';
  return origin.kind === 'command line' ? origin.where : origin.kind === 'sngrep' ? 'sngrep file' : 'set';
}

function detailLines(screen: SettingsScreen, model: Model, theme: Theme): Line[] {
  const row = rowAt(screen);
  const bar = theme.role.columnTitle;
  const line = (text: string, style = theme.role.text) => fittedLine([span(`   ${text}`, style)], model.columns);
  const refusal = screen.editing?.refusal ?? null;
  const told = refusal === null ? line(screen.told ?? '', theme.role.notice) : line(refusal, theme.role.error);
  const lines = [
    fittedLine([span(` ${row.name}`, bar)], model.columns, bar),
    ...aboutLines(row, model, theme),
    line(originText(row, model)),
    told,
  ];
  return lines.slice(0, SETTING_DETAIL_ROWS);
}

/** What it is, and what it can be: three lines, of which either has what the other leaves. */
function aboutLines(row: NamedRow, model: Model, theme: Theme): Line[] {
  const can = `${kindText(row)}; the default is ${valueText(row.default) || 'none'}`;
  const rows = Math.min(2, wordsWrapped(row.description, model.columns - 4, model).length);
  const lines = wordsWrapped(can, model.columns - 4, model).length > 1 ? rows : 2;
  return [...detailText(row.description, lines, 3, model, theme), ...detailText(can, 3 - lines, 3, model, theme)];
}

function kindText(row: SettingRow): string {
  switch (row.kind) {
    case 'choice':
      return `One of ${choicesText(row)}`;
    case 'flag':
      return 'On or off';
    case 'number':
      return `A number from ${row.min} to ${row.max}${row.unit === undefined ? '' : `, in ${row.unit}`}`;
    case 'text':
      return 'A text';
    case 'list':
      return 'A list, with commas';
    case 'map':
      return `A list with commas: ${row.key}=${row.value}`;
  }
}

function originText({ name, atStart = false }: NamedRow, model: Model): string {
  const later = atStart ? ' A change holds from the next start.' : '';
  const origin = model.origins[name];
  if (origin === undefined) return `${isDefault(model, name) ? 'Set nowhere.' : 'Changed in this run.'}${later}`;
  if (origin.kind === 'command line')
    return `${origin.where} sets it for this run; a change here is kept all the same.`;
  return `Set in ${origin.where}.${later}`;
}
