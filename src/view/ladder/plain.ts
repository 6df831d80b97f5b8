/** The ladder of plain screens: a row a message in words, as a screen reader reads it, in place of lifelines and arrows. */

import type { LadderRow } from '../../ladder/ladder';
import type { Span } from '../cells';
import { fittedLine, span } from '../paint';
import { fitText, textWidth } from '../text';
import { heardWords, isAgain } from './arrow';
import { timesTitle } from './head';
import { rowStyle } from './row-style';
import type { Sheet } from './sheet';

/** The hosts, in place of the heads of columns. */
export function plainHead(sheet: Sheet): Span[][] {
  const { snapshot, theme, width } = sheet;
  const hosts = snapshot.columns.map(({ label, name }) => (name === '' ? label : `${label} (${name})`));
  const names = fittedLine([span(` Between ${hosts.join(', ')}`, theme.role.columnTitle)], width);
  return [names.spans, [span(timesTitle(sheet), theme.role.dim)]];
}

/** `begin` is what stands before an arrow, the time and its signs; `192.168.1.2:5060 -> 10.0.0.2:5060  INVITE (SDP)`. */
export function plainRow(sheet: Sheet, row: LadderRow, begin: string, here: boolean): Span[] {
  const { theme, ladder, width } = sheet;
  const words = [row.label, ...(isAgain(row) ? ['retransmission'] : [])];
  if (row.kind === 'media') {
    // MOS and loss are not lost where there is little room.
    const before = textWidth(`${begin}  ${row.source} -> ${row.destination}  ${row.label}  `);
    const heard = heardWords(row);
    words.push(heard.find((text) => before + textWidth(text) <= width) ?? heard.at(-1)!);
  }
  const style = here ? theme.role.cursorRow : null;
  const spans = [
    span(`${begin}  `, style ?? theme.role.time),
    span(`${row.source} -> ${row.destination}  `, style ?? theme.role.text),
    span(words.join('  '), style ?? rowStyle(row, ladder, theme)),
  ];
  const line = fittedLine(spans, width);
  if (style === null) return line.spans;
  return [span(fitText(line.spans.map(({ text }) => text).join(''), width), style)];
}

/** SDP below its row. */
export function plainNote({ theme, timeWidth, width }: Sheet, text: string): Span[] {
  return fittedLine([span(' '.repeat(timeWidth + 1)), span(text, theme.role.dim)], width).spans;
}
