/** The elements of SVG that a ladder is made of: for an image of its own, and for a page where arrows are chosen. */

import { classOf } from './ladder-colours';
import type { Layout, Placed, PlacedHead, PlacedRow } from './ladder-layout';
import { captionOf, isAgain, type LadderSheet, mediaFigures } from './ladder-sheet';
import { Markup, markup, NO_MARKUP } from './markup';
import { isoTimeUs } from './time';

/** Lifelines and what stands above them. */
export function headDrawing({ heads, headHeight, lifelines, height }: Layout, top: number): Markup {
  const lines = lifelines.map((x) => {
    return markup`<line class="lifeline" x1="${x}" x2="${x}" y1="${top + headHeight}" y2="${height - 8}"/>`;
  });
  return markup`${lines}${heads.map((head) => headBox(head, top, headHeight))}`;
}

function headBox({ x, width, lines }: PlacedHead, top: number, height: number): Markup {
  const texts = lines.map((line) => placed(line, line.name ? 'middle name' : 'middle'));
  return markup`<rect class="headbox" x="${x - width / 2}" y="${top}" width="${width}" height="${height}" rx="5"/>${texts}`;
}

/** `more`: attributes of the row's group, and elements behind what is drawn of it. */
export function rowDrawing(placedRow: PlacedRow, attributes: Markup, behind: Markup): Markup {
  const { row, day, time, delta, number, arrow, ports, notes } = placedRow;
  const kind = `${classOf(row)}${isAgain(row) ? ' again' : ''}`;
  const words = placed(arrow.words, arrow.x === arrow.to ? 'words' : 'words middle', captionOf(row));
  const ends = ports.map((port) => placed(port, port.end ? 'small end' : 'small'));
  const below = notes.map((note) => placed(note, note.bad ? 'small note bad' : 'small note'));
  return markup`${day === null ? NO_MARKUP : placed(day, 'small')}<g class="row ${kind}"${attributes}>${behind}${[
    placed(time, 'small'),
    placed(delta, 'small end'),
    placed(number, 'small end'),
  ]}${shaft(placedRow)}${tips(placedRow)}${words}${ends}${below}</g>`;
}

/** `23:27:57.646 INVITE (SDP) from 10.0.0.1:5060 to 10.0.0.2:5060`, for those who hear the ladder. */
export function rowName(row: PlacedRow['row']): string {
  const figures = row.kind === 'media' ? `, ${mediaFigures(row)}` : '';
  return `${isoTimeUs(row.timeUs).slice(11, 23)} ${captionOf(row)} from ${row.source} to ${row.destination}${figures}`;
}

/** What the whole is, in words. */
export function ladderName({ calls }: LadderSheet): string {
  return calls.map(({ index, from, to, state }) => `Call ${index}: ${from} -> ${to}, ${state}`).join('; ');
}

/** `whole`: what a reader is told who points at text that is cut. */
export function placed({ x, y, text }: Placed, name: string, whole = text): Markup {
  if (text === '') return NO_MARKUP;
  const title = whole === text ? NO_MARKUP : markup`<title>${whole}</title>`;
  return markup`<text class="${name}" x="${x}" y="${y}">${text}${title}</text>`;
}

const TIP_LENGTH = 9;
const TIP_HALF = 4.5;
/** A loop goes so far to the right, and comes back so far below. */
const LOOP_WIDTH = 26;
const LOOP_HEIGHT = 8;

function shaft({ row, arrow }: PlacedRow): Markup {
  const { x, to, y } = arrow;
  if (x === to) {
    return markup`<path class="shaft" d="M${x} ${y - LOOP_HEIGHT}h${LOOP_WIDTH}v${LOOP_HEIGHT}H${x + TIP_LENGTH}"/>`;
  }
  const end = to + (to > x ? -TIP_LENGTH : TIP_LENGTH);
  if (row.kind !== 'media') return markup`<path class="shaft" d="M${x} ${y}H${end}"/>`;
  return markup`<path class="shaft" d="M${x} ${y - 1.5}H${end}M${x} ${y + 1.5}H${end}"/>`;
}

/** Double for a retransmission. */
function tips({ arrow: { x, to, y, tips: count } }: PlacedRow): Markup {
  const back = to > x ? -1 : 1;
  const one = (at: number) => {
    return markup`<path class="tip" d="M${at} ${y}l${back * TIP_LENGTH} ${-TIP_HALF}v${2 * TIP_HALF}z"/>`;
  };
  return new Markup(Array.from({ length: count }, (_, i) => one(to + back * TIP_LENGTH * i).text).join(''));
}
