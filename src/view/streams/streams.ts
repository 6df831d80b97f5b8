/** The list of streams as lines: status, filter, column titles, streams, and what is to be said of the selected one. */

import type { Model } from '../../app/model';
import {
  detailRows,
  FIXED_STREAM_COLUMNS,
  type StreamsScreen,
  streamAt,
  streamCount,
  streamsPage,
} from '../../app/streams';
import type { StreamLine } from '../../engine/protocol';
import type { Line, ScreenContent, Style } from '../cells';
import { detailText } from '../detail';
import { filterLines } from '../filter-line';
import { answeredColumns } from '../fitting';
import { type Hint, hintLine, TYPING_HINTS } from '../hints';
import { shortHost } from '../host-text';
import { blankLine, filled, fittedLine, onLine, span } from '../paint';
import { streamsStatusLine } from '../status';
import { fitText, textWidth } from '../text';
import type { Theme } from '../theme';
import { timeCell, timeColumn } from '../time-text';
import { GUTTER, type PlacedColumn, sortText, titleLine, trimmed } from '../title-line';
import { placedStreamColumns, STREAM_LAYOUT } from './columns';
import { noStreams } from './empty';

export function streamList(streams: StreamsScreen, model: Model, theme: Theme): ScreenContent {
  const { columns: width, status } = model;
  const { input, snapshot, sort } = streams;
  const filter = filterLines(streams, snapshot && { of: snapshot.streams, ...snapshot }, model, theme);
  const chosen = answeredColumns(streams, model, 'streams');
  const columns = placedStreamColumns(
    chosen,
    streams.columnOffset,
    width - GUTTER,
    status?.dialogs ?? 0,
    timeColumn(model),
  );
  const lines = [
    streamsStatusLine(streams, model, theme, sortText(columns, sort, STREAM_LAYOUT)),
    ...filter.lines,
    titleLine(columns, streams, { fixed: FIXED_STREAM_COLUMNS, all: chosen.length }, width, theme),
    ...bodyLines(columns, streams, model, theme),
    ...detailLines(streams, model, theme),
    hintLine(model, input === null ? 'streams' : 'filter', input === null ? HINTS : TYPING_HINTS, theme),
  ];
  return {
    lines,
    cursor: filter.cursor === null ? null : { column: filter.cursor, row: 1 },
  };
}

const HINTS: readonly Hint[] = [
  ['open-call', 'Ladder'],
  ['filter', 'Filter'],
  ['sort-next', 'Sort'],
  ['sort-reverse', 'Turn'],
  ['streams', 'Calls'],
  ['save', 'Save'],
  ['help', 'Help'],
  ['back', 'Back'],
];

function bodyLines(columns: PlacedColumn[], streams: StreamsScreen, model: Model, theme: Theme): Line[] {
  const page = streamsPage(model, streams);
  if (streamCount(streams) === 0) return emptyLines(streams, model, theme, page);
  return Array.from({ length: page }, (_, row) => {
    const at = streams.top + row;
    if (at >= streamCount(streams)) return blankLine();
    const line = streamAt(streams, at);
    if (line === null) return fittedLine([span('   ...', theme.role.dim)], model.columns);
    return onLine(rowLine(line, columns, at === streams.cursor, model, theme), at);
  });
}

function emptyLines(streams: StreamsScreen, model: Model, theme: Theme, page: number): Line[] {
  const texts = noStreams(streams, model).map((text) =>
    fittedLine([span(`  ${text}`, theme.role.text)], model.columns),
  );
  return filled([blankLine(), ...texts], page);
}

function rowLine(line: StreamLine, columns: PlacedColumn[], here: boolean, model: Model, theme: Theme): Line {
  const row = here ? theme.role.cursorRow : null;
  const spans = [span(here ? '> ' : '  ', row ?? theme.role.text)];
  for (const { field, cell, width: cells, align } of columns) {
    const whole =
      field === 'time' ? timeCell(line.startUs, cells, model) : shortened(field, line.cells[cell] ?? '', cells);
    const text = fitText(whole, cells, align);
    spans.push(span(text, row ?? cellStyle(field, line.cells[cell] ?? '', theme)), span(' ', row ?? theme.role.text));
  }
  return fittedLine(trimmed(spans, model.columns + 1), model.columns, row ?? theme.role.text);
}

/** The port stays at the end of an address. */
function shortened(field: string, text: string, cells: number): string {
  return field === 'source' || field === 'destination' ? shortHost(text, cells) : text;
}

/** G.107 Annex B: below 3.6 many users are dissatisfied, below 3.1 nearly all. */
function cellStyle(field: string, text: string, theme: Theme): Style {
  const mos = field === 'mos' ? Number.parseFloat(text) : Number.NaN;
  return mos < 3.1 ? theme.role.failure : mos < 3.6 ? theme.role.warning : theme.role.text;
}

/** Of the selected stream: media and ends as a heading, and below it what is out of the ordinary and its MOS. */
function detailLines(streams: StreamsScreen, model: Model, theme: Theme): Line[] {
  const line = streamAt(streams, streams.cursor);
  const rows = detailRows(model) - 1;
  const bar = theme.role.columnTitle;
  const { about = '', call = '', quality = '', remarks = [] } = line ?? {};
  const whole = ` ${about}   ${call}`;
  const fits = textWidth(whole) <= model.columns;
  const heading = fittedLine([span(fits ? whole : ` ${about}`, bar)], model.columns, bar);
  // In the order of what can be missed least: the number of the call stands in its row.
  const text = [...remarks, quality, fits ? '' : call].filter((part) => part !== '').join(' · ');
  return [heading, ...detailText(text, rows, 1, model, theme)];
}
