/** One message or stream as an arrow between two lifelines, with its label at the sender's end. */

import type { LadderRow, MediaRow } from '../../ladder/ladder';
import type { Style } from '../cells';
import type { CellRow } from '../paint';
import { cutText, textWidth } from '../text';
import { lifelineAt, type Sheet } from './sheet';

/** Draws over the lifelines. A retransmission has a double head, and the word where there is room for it. */
export function drawArrow(cells: CellRow, sheet: Sheet, row: LadderRow, style: Style): void {
  const from = lifelineAt(sheet, row.from);
  const to = lifelineAt(sheet, row.to);
  const again = isAgain(row);
  if (drawnBeyond(cells, sheet, row)) return;
  if (from === to) {
    const heard = row.kind === 'media' ? `  ${heardWords(row)[0]}` : '';
    cells.put(from, `├─┘ ${row.label}${again ? ' retransmission' : ''}${heard}`, style);
    return;
  }
  const words = row.kind === 'media' ? heardWords(row) : again ? RETRANSMISSION : [];
  const word = placedWord(sheet, Math.min(from, to), Math.max(from, to), words);
  const label = again && word === null ? `${row.label} again` : row.label;
  if (row.kind === 'media') drawMedia(cells, sheet, row, style);
  else drawShaft(cells, sheet, row, label, style);
  const warns = again || (row.kind === 'media' && row.lostPercent > 0);
  if (word !== null) cells.put(word.at, word.text, warns ? sheet.theme.role.warning : style);
}

/** What lies out of sight as a whole is told at that edge. */
function drawnBeyond(cells: CellRow, sheet: Sheet, row: LadderRow): boolean {
  const [from, to] = [lifelineAt(sheet, row.from), lifelineAt(sheet, row.to)];
  const label = cutText(row.label, sheet.spacing);
  if (Math.max(from, to) < sheet.timeWidth) cells.put(sheet.timeWidth, ` < ${label} `, sheet.theme.role.dim);
  else if (Math.min(from, to) < sheet.width) return false;
  else cells.put(sheet.width - textWidth(label) - 3, ` ${label} >`, sheet.theme.role.dim);
  return true;
}

const RETRANSMISSION = ['retransmission', 'retrans.'];

export function isAgain(row: LadderRow): boolean {
  return row.kind === 'message' && row.retransmission;
}

/** How a stream was heard, from the longest text to the shortest. */
export function heardWords({ lostPercent, mos }: MediaRow): string[] {
  const lost = `${lostPercent.toFixed(1)}%`;
  const heard = mos === null ? '' : `  ${mos.toFixed(1)}`;
  const named = mos === null ? '' : `  MOS ${mos.toFixed(1)}`;
  return [`${lost} lost${named}`, `${lost} lost${heard}`, `${lost}${heard}`];
}

/** Between a label and its arrow's head at least this much of a shaft is seen. */
const LEAST_SHAFT = 2;

function drawShaft(cells: CellRow, sheet: Sheet, row: LadderRow, label: string, style: Style): void {
  const rightward = row.from < row.to;
  const { first, room } = between(sheet, row);
  if (room <= 0) return;
  const head = headOf(sheet, row);
  const withPorts = [`${row.fromPort} ${label}`, `${head}${row.toPort}`];
  const ports = hasPorts(sheet, row) && textWidth(withPorts.join('')) + LEAST_SHAFT + 1 <= room;
  const end = ports ? withPorts[1]! : head;
  const begin = cutLabel(ports ? withPorts[0]! : ` ${label}`, room - end.length - LEAST_SHAFT - 1);
  const shaft = '─'.repeat(Math.max(0, room - textWidth(begin) - 1 - end.length));
  const tip = ports ? `${row.toPort}${head}` : head;
  cells.put(first, rightward ? `${begin} ${shaft}${end}` : `${tip}${shaft} ${turned(begin)}`, style);
}

/** Where a column does not say which port it is. */
function hasPorts({ model, snapshot }: Sheet, { from, to }: LadderRow): boolean {
  if (model.settings['ladder.columns'] === 'address') return true;
  return [from, to].some((column) => (snapshot.columns[column]?.ends ?? 0) > 1);
}

/** `16384══ PCMU 247 ══>30000`: its ports are no column's, so they stand at its ends where there is room for them. */
function drawMedia(cells: CellRow, sheet: Sheet, row: MediaRow, style: Style): void {
  const { first, room } = between(sheet, row);
  if (room <= 0) return;
  const head = headOf(sheet, row);
  const rightward = row.from < row.to;
  const ends = rightward ? [`${row.fromPort}`, `${head}${row.toPort}`] : [`${row.toPort}${head}`, `${row.fromPort}`];
  const ports = ends.join('').length + textWidth(row.label) + 2 + LEAST_SHAFT <= room;
  const [left, right] = ports ? (ends as [string, string]) : rightward ? ['', head] : [head, ''];
  const middle = room - left.length - right.length;
  const label = cutText(row.label, middle - 2 - LEAST_SHAFT);
  const shaft = Math.max(0, middle - textWidth(label) - 2);
  const before = '═'.repeat(Math.floor(shaft / 2));
  cells.put(first, `${left}${before} ${label} ${'═'.repeat(shaft - before.length)}${right}`, style);
}

/** Cells between the lifelines of an arrow, as far as they are in sight. */
function between(sheet: Sheet, row: LadderRow): { first: number; room: number } {
  const first = Math.max(sheet.timeWidth, lifelineAt(sheet, Math.min(row.from, row.to)) + 1);
  const last = Math.min(sheet.width - 1, lifelineAt(sheet, Math.max(row.from, row.to)) - 1);
  return { first, room: last - first + 1 };
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
  return (row.from < row.to ? '>' : '<').repeat(isAgain(row) ? 2 : 1);
}

/** What begins an arrow to the right, as it ends one to the left: ` INVITE` to `INVITE `, `5060 INVITE` to `INVITE 5060`. */
function turned(begin: string): string {
  const blank = begin.indexOf(' ');
  return blank < 0 ? begin : `${begin.slice(blank + 1)} ${begin.slice(0, blank)}`;
}

/** Room for a word outside the arrow: right of it, else left of it, up to the next lifeline. */
function placedWord(
  sheet: Sheet,
  left: number,
  right: number,
  words: readonly string[],
): { at: number; text: string } | null {
  const next = nextLifeline(sheet, right, 1) ?? sheet.width;
  const before = nextLifeline(sheet, left, -1) ?? sheet.timeWidth - 1;
  for (const text of words) {
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
