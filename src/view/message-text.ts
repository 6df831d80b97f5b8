/** The text of a message, coloured: start line, header names, body. For the whole screen and for the ladder's side. */

import { countText } from '../app/counts';
import type { Piece } from '../app/message';
import type { Model } from '../app/model';
import type { MessageSnapshot, Place } from '../engine/protocol';
import type { Span } from './cells';
import { restyled, span } from './paint';
import type { Theme } from './theme';
import { momentText } from './time-text';

/** Units [from, from + text.length) of a line, as spans. */
export function messageSpans(
  snapshot: MessageSnapshot,
  line: number,
  from: number,
  text: string,
  theme: Theme,
): Span[] {
  if (line === 0) return [span(text, theme.role.startLine)];
  if (line >= snapshot.headLines) return [span(text, theme.role.body)];
  const nameEnd = headerNameEnd(snapshot.lines[line]!) - from;
  if (nameEnd <= 0) return [span(text, theme.role.body)];
  return [span(text.slice(0, nameEnd), theme.role.headerName), span(text.slice(nameEnd), theme.role.body)];
}

/** Where the name of a header ends, its colon included; 0 for a folded line and for what is no header. */
export function headerNameEnd(line: string): number {
  return /^[^\s:"<>@]+\s*:/.exec(line)?.[0].length ?? 0;
}

/** The spans of a piece with the places found in it. */
export function markedPlaces(
  spans: Span[],
  piece: Piece,
  places: readonly Place[],
  current: number,
  theme: Theme,
): Span[] {
  let parts = spans;
  for (const [index, match] of places.entries()) {
    if (match.line !== piece.line) continue;
    const from = match.from - piece.from;
    const to = match.to - piece.from;
    if (to <= 0 || from >= piece.text.length) continue;
    parts = restyled(parts, from, to, index === current ? theme.role.currentMatch : theme.role.match);
  }
  return parts;
}

/** When it came, between whom, how, and how long it is. */
export function headText(message: MessageSnapshot, model: Model): string {
  const { timeUs, source, destination, transport, length, retransmission } = message;
  const again = retransmission ? '  retransmission' : '';
  return `${momentText(timeUs, model)}  ${source} ─> ${destination}  ${transport}  ${countText(length)} bytes${again}`;
}
