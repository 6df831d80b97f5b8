/** A finding in cells: sign, code, what it is of or about, how many, when. */

import { countText } from '../../app/counts';
import { type FindingsScreen, rowsOf } from '../../app/findings-screen';
import type { Model } from '../../app/model';
import type { FindingsRow } from '../../engine/protocol';
import type { Span, Style } from '../cells';
import { findingStyle, SIGNS } from '../finding-sign';
import { span } from '../paint';
import { fitText, textWidth } from '../text';
import type { Theme } from '../theme';
import { timeCell, timeColumn } from '../time-text';

/** Cells of each column; the first time is left out where there is no room for it. */
export interface FindingColumns {
  code: number;
  /** The title, or the address; and what of it the longest address takes. */
  what: number;
  address: number;
  count: number;
  first: number;
  last: number;
}

/** Of the cursor, the sign and their blanks; and the blanks between the columns. */
const LEFT = 4;
const COUNT = 7;
const LEAST_CODE = 8;
/** Less says nothing of a title, and cuts addresses. */
const LEAST_WHAT = 16;
/** A wider screen has times to the millisecond. */
const WHOLE_TIMES = 110;

export function columnsOf(screen: FindingsScreen, width: number, model: Model): FindingColumns {
  const rows = rowsOf(screen);
  const code = Math.max(LEAST_CODE, ...rows.map((row) => textWidth(row.code)));
  const address = Math.max(0, ...rows.map((row) => textWidth(row.address ?? '')));
  const times = timeColumn(model);
  const time = width < WHOLE_TIMES ? times.short : times.width;
  const room = width - LEFT - code - 1 - COUNT - 1;
  const what = room - 2 * (time + 1) - 1;
  if (what >= LEAST_WHAT) return { code, what, address, count: COUNT, first: time, last: time };
  return { code, what: Math.max(0, room - time - 2), address, count: COUNT, first: 0, last: time };
}

const HEADINGS = {
  calls: ['Calls', 'What is wrong', 'Calls'],
  addresses: ['Addresses', 'Address', 'Times'],
} as const;

export function headingSpans(of: 'calls' | 'addresses', columns: FindingColumns, theme: Theme): Span[] {
  const [title, what, count] = HEADINGS[of];
  const { heading, dim } = theme.role;
  return [
    span(fitText(` ${title}`, LEFT + columns.code + 1), heading),
    span(`${fitText(what, columns.what)} `, dim),
    span(fitText(count, columns.count, 'right'), dim),
    ...(columns.first > 0 ? [span(` ${fitText('First', columns.first)}`, dim)] : []),
    span(` ${fitText('Last', columns.last)}`, dim),
  ];
}

export function rowSpans(row: FindingsRow, here: boolean, columns: FindingColumns, model: Model, theme: Theme): Span[] {
  const { severity, code, address, title, count, firstUs, lastUs } = row;
  const grave = here ? theme.role.cursorRow : findingStyle(severity, theme);
  const usual = here ? theme.role.cursorRow : theme.role.text;
  return [
    span(here ? '> ' : '  ', usual),
    span(`${SIGNS[severity]} ${fitText(code, columns.code)} `, grave),
    ...whatSpans(address, title, columns, usual, here ? usual : theme.role.dim),
    span(fitText(countText(count), columns.count, 'right'), usual),
    ...(columns.first > 0 ? [span(` ${timeText(firstUs, columns.first, model)}`, usual)] : []),
    span(` ${timeText(lastUs, columns.last, model)}`, usual),
  ];
}

/** The title, or the address and behind it, where there is room, what it does. */
function whatSpans(
  address: string | null,
  title: string,
  { what, address: width }: FindingColumns,
  usual: Style,
  dim: Style,
): Span[] {
  if (address === null) return [span(`${fitText(title, what)} `, usual)];
  const rest = what - width - 2;
  if (rest < LEAST_WHAT) return [span(`${fitText(address, what)} `, usual)];
  return [span(`${fitText(address, width)}  `, usual), span(`${fitText(title, rest)} `, dim)];
}

function timeText(timeUs: number, cells: number, model: Model): string {
  return fitText(timeCell(timeUs, cells, model), cells, timeColumn(model).align);
}

export function moreSpans(count: number, theme: Theme): Span[] {
  return [span(`    ${countText(count)} more: they are saved with the others`, theme.role.dim)];
}
