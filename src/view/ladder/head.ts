/** The heads of a ladder's columns, on two lines: address and port, and the name of the host. */

import { rowAt } from '../../app/ladder';
import { CALL_WIDTH, callsShown } from '../../app/ladder-layout';
import type { LadderColumn } from '../../ladder/arrangement';
import type { Span } from '../cells';
import { shortHost, splitHost } from '../host-text';
import { CellRow } from '../paint';
import { cutMiddle, fitText, textWidth } from '../text';
import { ladderTimesName } from '../time-text';
import { lifelineAt, type Sheet } from './sheet';

export function headRows(sheet: Sheet): Span[][] {
  const { snapshot, theme } = sheet;
  const rows = [new CellRow(sheet.width, theme.role.text), new CellRow(sheet.width, theme.role.text)];
  for (const [index, column] of snapshot.columns.entries()) {
    // A column without its lifeline is one that is scrolled out.
    if (index < sheet.ladder.columnOffset || lifelineAt(sheet, index) >= sheet.width) continue;
    const at = lifelineAt(sheet, index);
    for (const [line, text] of headLines(column, endShown(sheet, index), headRoom(sheet, at)).entries()) {
      if (text === '') rows[line]!.put(at, '│', theme.role.lifeline);
      else rows[line]!.put(headAt(sheet, at, textWidth(text)), text, theme.role.columnTitle);
    }
  }
  rows[0]!.put(0, fitText(scrollText(sheet), sheet.timeWidth), theme.role.dim);
  rows[1]!.put(0, fitText(timesTitle(sheet), sheet.timeWidth), theme.role.dim);
  return rows.map((row) => row.spans());
}

/** What the times are, and before them the number that a call has in the list, where there are several. */
export function timesTitle({ ladder, model }: Sheet): string {
  const times = ladderTimesName(model);
  return callsShown(ladder) > 1 ? `  #${' '.repeat(CALL_WIDTH - 1)}${times}` : ` ${times}`;
}

/** Half the way to its neighbours on both sides; less where the edge of the ladder is nearer than that. */
function headRoom({ spacing, width }: Sheet, lifeline: number): number {
  return Math.max(1, Math.min(spacing - 1, width - lifeline + Math.floor(spacing / 2) - 1));
}

/** Over its lifeline, or as far to the left of that as it takes to be read whole. */
function headAt({ width }: Sheet, lifeline: number, cells: number): number {
  return Math.min(lifeline - Math.floor(cells / 2), width - cells);
}

/** Of a column in which several ends stand together the one that the selected message came from or goes to. */
function endShown({ ladder, snapshot }: Sheet, index: number): string {
  const { label, ends } = snapshot.columns[index]!;
  const row = rowAt(ladder, ladder.cursor);
  if (ends < 2 || (row?.kind !== 'message' && row?.kind !== 'report')) return label;
  const others = / \+\d+$/.exec(label)?.[0] ?? '';
  if (row.from === index) return row.source + others;
  return row.to === index ? row.destination + others : label;
}

/** Address and name, each in at most `width` cells. A long address takes the place of a name that there is not. */
function headLines({ name, behind }: LadderColumn, end: string, width: number): [string, string] {
  const inside = behind === '' ? '' : `(${behind})`;
  if (name !== '') {
    const both = `${name} ${inside}`;
    return [shortHost(end, width), inside !== '' && textWidth(both) <= width ? both : cutMiddle(name, width)];
  }
  if (inside !== '') return [shortHost(end, width), shortHost(inside, width)];
  return splitHost(end, width) ?? [shortHost(end, width), ''];
}

/** ` 9 more hosts >`, ` < 2 | 1 more >`: how many lifelines are out of sight on either side. */
function scrollText(sheet: Sheet): string {
  const { columnOffset } = sheet.ladder;
  const right = sheet.snapshot.columns.filter((_, index) => lifelineAt(sheet, index) >= sheet.width).length;
  if (columnOffset === 0 && right === 0) return '';
  const fitting = (...texts: string[]) => texts.find((text) => text.length <= sheet.timeWidth) ?? texts.at(-1)!;
  const both = ` < ${columnOffset} | ${right}`;
  if (columnOffset > 0 && right > 0) return fitting(`${both} more >`, `${both} >`);
  const hosts = columnOffset + right === 1 ? 'host' : 'hosts';
  const [begin, end] = right > 0 ? [` ${right} more`, ' >'] : [` < ${columnOffset} more`, ''];
  return fitting(`${begin} ${hosts}${end}`, begin + end);
}
