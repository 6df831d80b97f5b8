/** The screen of a model: a row a screen. What is too small for any of them says so. */

import { type Model, type Screen, topScreen } from '../app/model';
import { callList } from './call-list/call-list';
import { type Line, PLAIN, type ScreenContent } from './cells';
import { columnsChooser } from './columns-chooser';
import { compare } from './compare';
import { digest } from './digest';
import { figures } from './figures';
import { filterForm } from './filter-form';
import { findings } from './findings/findings';
import { help } from './help';
import { hostsScreen } from './hosts';
import { ladder } from './ladder/ladder';
import { drawn } from './lines';
import { message } from './message';
import { cursorOn, filled, fittedLine, span } from './paint';
import { palette } from './palette';
import { raw } from './raw';
import { saveForm } from './save-form';
import { savedFilters } from './saved-filters';
import { settings } from './settings';
import { statistics } from './statistics/statistics';
import { belowLines } from './status';
import { streamList } from './streams/streams';
import { type Theme, themeOf } from './theme';

/** As many lines as the terminal has rows. */
export function render(model: Model): ScreenContent {
  if (model.columns < MIN_COLUMNS || model.rows < MIN_ROWS) return tooSmall(model);
  const screen = topScreen(model);
  const draw = SCREENS[screen.name] as (screen: Screen, model: Model, theme: Theme) => ScreenContent;
  const theme = themeOf(model);
  const { lines, cursor } = draw(screen, model, theme);
  const rows = filled(lines, model.rows);
  const whole = screen.name === 'list' ? rows : toldAtBottom(rows, model, theme);
  return drawn({ lines: whole, cursor: cursor ?? selected(screen, rows) ?? BELOW_TITLE }, model);
}

/** Where the hardware cursor stands while nobody types. */
function selected(screen: Screen, rows: readonly Line[]): ScreenContent['cursor'] {
  return 'cursor' in screen ? cursorOn(rows, screen.cursor) : null;
}

/** The same on what is only read. */
const BELOW_TITLE = { column: 0, row: 1 };

/** The smallest terminal that screens are drawn for. */
const MIN_COLUMNS = 60;
const MIN_ROWS = 12;

export const SCREENS = {
  list: callList,
  streams: streamList,
  ladder,
  message,
  compare,
  digest,
  raw,
  figures,
  statistics,
  findings,
  save: saveForm,
  'filter-form': filterForm,
  'saved-filters': savedFilters,
  settings,
  columns: columnsChooser,
  hosts: hostsScreen,
  help,
  palette,
};

/** What just happened, in place of the key hints; the list has a line for it. */
function toldAtBottom(lines: Line[], model: Model, theme: Theme): Line[] {
  if (model.notice === null && !model.status?.failure) return lines;
  return [...lines.slice(0, -1), ...belowLines(model, theme)];
}

function tooSmall(model: Model): ScreenContent {
  const text = `sipladder needs ${MIN_COLUMNS}x${MIN_ROWS}, this is ${model.columns}x${model.rows}`;
  return { lines: filled([fittedLine([span(text, PLAIN)], model.columns)], model.rows), cursor: null };
}
