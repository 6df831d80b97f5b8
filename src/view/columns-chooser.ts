/** The screen on which columns are chosen: all there are, ticked or not, with their widths. */

import { type ColumnsScreen, columnsPage } from '../app/columns-screen';
import type { Model } from '../app/model';
import type { Line, ScreenContent } from './cells';
import { type Hint, hintLine } from './hints';
import { blankLine, fittedLine, onLine, span, splitLine } from './paint';
import { cutMiddle, fitText, textWidth } from './text';
import type { Theme } from './theme';

export function columnsChooser(screen: ColumnsScreen, model: Model, theme: Theme): ScreenContent {
  const bar = theme.role.statusLine;
  const title = ` sipladder  Columns of the ${screen.of === 'list' ? 'calls' : 'streams'}`;
  const file = cutMiddle(model.world.settingsFile, Math.max(0, model.columns - textWidth(title) - 3));
  return {
    lines: [
      splitLine([span(title, theme.role.statusName)], [span(`${file} `, bar)], model.columns, bar),
      fittedLine(
        [span(rowText('   ', '   ', 'Column', 'Name', 'Width'), theme.role.columnTitle)],
        model.columns,
        theme.role.columnTitle,
      ),
      ...Array.from({ length: columnsPage(model) }, (_, line) => columnLine(screen, screen.top + line, model, theme)),
      fittedLine([span('   The ticked ones are shown, in this order.', theme.role.dim)], model.columns),
      hintLine(model, 'columns', HINTS, theme),
    ],
    cursor: null,
  };
}

const HINTS: readonly Hint[] = [
  ['toggle-column', 'Show'],
  ['column-up', 'Up'],
  ['column-down', 'Down'],
  ['left', 'Narrower'],
  ['right', 'Wider'],
  ['column-auto', 'Fit'],
  ['reset-columns', 'Default'],
  ['help', 'Help'],
  ['back', 'Back'],
];

function columnLine(screen: ColumnsScreen, at: number, model: Model, theme: Theme): Line {
  const row = screen.rows[at];
  if (row === undefined) return blankLine();
  const here = at === screen.cursor;
  const style = here ? theme.role.cursorRow : row.shown ? theme.role.text : theme.role.dim;
  const layout = model.world.columnLayout[screen.of][row.field];
  const width = row.width === null ? 'fits' : String(row.width);
  const text = rowText(here ? ' > ' : '   ', row.shown ? '[x]' : '[ ]', layout?.title ?? '', row.field, width);
  return onLine(fittedLine([span(text, style)], model.columns, style), at);
}

function rowText(cursor: string, tick: string, title: string, name: string, width: string): string {
  return `${cursor}${tick} ${fitText(title, 12)}  ${fitText(name, 16)}  ${fitText(width, 5, 'right')}`;
}
