/** One message as an arrow between two lifelines, with its label at the sender's end. */

import type { LadderRow } from '../../ladder/ladder';
import type { Style } from '../cells';
import type { CellRow } from '../paint';
import { cutText, textWidth } from '../text';
import { lifelineAt, type Sheet } from './sheet';

/** Draws over the lifelines. A retransmission has a double head, and the word where there is room for it. */
export function drawArrow(cells: CellRow, sheet: Sheet, row: LadderRow, style: Style): void {
  const from = lifelineAt(sheet, row.from);
  const to = lifelineAt(sheet, row.to);
  if (from === to) {
    cells.put(from, `├─┘ ${row.label}${row.retransmission ? ' retransmission' : ''}`, style);
    return;
  }
  const word = row.retransmission ? placedWord(sheet, Math.min(from, to), Math.max(from, to)) : null;
  const label = row.retransmission && word === null ? `${row.label} again` : row.label;
  drawShaft(cells, sheet, row, label, style);
  if (word !== null) cells.put(word.at, word.text, sheet.theme.role.warning);
}

/** Between a label and its arrow's head at least this much of a shaft is seen. */
const LEAST_SHAFT = 2;

function drawShaft(cells: CellRow, sheet: Sheet, row: LadderRow, label: string, style: Style): void {
  const rightward = row.from < row.to;
  // Cells between the lifelines, as far as they are in sight.
  const first = Math.max(sheet.timeWidth, lifelineAt(sheet, Math.min(row.from, row.to)) + 1);
  const last = Math.min(sheet.width - 1, lifelineAt(sheet, Math.max(row.from, row.to)) - 1);
  const room = last - first + 1;
  if (room <= 0) return;
  const head = headOf(sheet, row);
  const withPorts = [`${row.fromPort} ${label}`, `${head}${row.toPort}`];
  const ports = sheet.ladder.mergePorts && textWidth(withPorts.join('')) + LEAST_SHAFT + 1 <= room;
  const end = ports ? withPorts[1]! : head;
  const begin = cutLabel(ports ? withPorts[0]! : ` ${label}`, room - end.length - LEAST_SHAFT - 1);
  const shaft = '─'.repeat(Math.max(0, room - textWidth(begin) - 1 - end.length));
  const tip = ports ? `${row.toPort}${head}` : head;
  cells.put(first, rightward ? `${begin} ${shaft}${end}` : `${tip}${shaft} ${turned(begin)}`, style);
}

/** What is cut loses the end of its words, not the `(SDP)` behind them, as long as there is room for a status. */
function cutLabel(label: string, width: number): string {
  const [end = ''] = /(?: \(SDP\))?(?: again)?$/.exec(label) ?? [];
  const room = width - textWidth(end);
  if (end === '' || room < LEAST_WORDS || textWidth(label) <= width) return cutText(label, width);
  return cutText(label.slice(0, label.length - end.length), room) + end;
}

/** ` 183…`. */
const LEAST_WORDS = 5;

/** Double for a retransmission; none where the arrow goes on out of sight. */
function headOf(sheet: Sheet, row: LadderRow): string {
  const to = lifelineAt(sheet, row.to);
  if (to < sheet.timeWidth || to >= sheet.width) return '';
  return (row.from < row.to ? '>' : '<').repeat(row.retransmission ? 2 : 1);
}

/** What begins an arrow to the right, as it ends one to the left: ` INVITE` to `INVITE `, `5060 INVITE` to `INVITE 5060`. */
function turned(begin: string): string {
  const blank = begin.indexOf(' ');
  return blank < 0 ? begin : `${begin.slice(blank + 1)} ${begin.slice(0, blank)}`;
}

/** Room for a word outside the arrow: right of it, else left of it, up to the next lifeline. */
function placedWord(sheet: Sheet, left: number, right: number): { at: number; text: string } | null {
  const next = nextLifeline(sheet, right, 1) ?? sheet.width;
  const before = nextLifeline(sheet, left, -1) ?? sheet.timeWidth - 1;
  for (const text of ['retransmission', 'retrans.']) {
    if (right < sheet.width && right + 2 + text.length <= next) return { at: right + 2, text };
    if (left >= sheet.timeWidth && left - 1 - text.length > before) return { at: left - 1 - text.length, text };
  }
  return null;
}

function nextLifeline(sheet: Sheet, from: number, step: 1 | -1): number | null {
  const at = from + step * sheet.spacing;
  const first = lifelineAt(sheet, sheet.ladder.columnOffset);
  const last = lifelineAt(sheet, sheet.snapshot.columns.length - 1);
  return at < first || at > last || at >= sheet.width ? null : at;
}
