/** An input line on the screen: the part of its text around the cursor, and where things stand in it. */

import type { InputLine } from '../app/input-line';
import type { Line, Span, Style } from './cells';
import { fittedLine, span } from './paint';
import { fitText, sliceText, textWidth } from './text';
import type { Theme } from './theme';

export interface ShownInput {
  spans: Span[];
  /** Cells from the beginning of the spans to the cursor. */
  cursor: number;
  /** Cells to an offset of the text; may lie outside of what is shown. */
  columnOf(offset: number): number;
}

/** The text in `width` cells, scrolled so far that the cursor can be seen. */
export function inputSpans({ text, cursor }: InputLine, width: number, style: Style): ShownInput {
  const at = textWidth(text.slice(0, cursor));
  const scrolled = Math.max(0, at - width + 1);
  const shown = sliceText(text, scrolled, width);
  const blanks = ' '.repeat(Math.max(0, Math.min(width - textWidth(shown), 1)));
  const columnOf = (offset: number) => textWidth(text.slice(0, offset)) - scrolled;
  return { spans: [span(shown + blanks, style)], cursor: at - scrolled, columnOf };
}

/**
 * Below an input line: `^` under the place and what is wrong there beside it; without the mark where that needs the whole
 * line, or where nobody knows the place (null).
 */
export function errorLine(
  message: string,
  place: { offset: number; column: number } | null,
  width: number,
  theme: Theme,
): Line {
  return fittedLine([span(errorText(message, place, width), theme.role.error)], width);
}

function errorText(message: string, place: { offset: number; column: number } | null, width: number): string {
  if (place === null) return ` ${message}`;
  const mark = Math.max(0, Math.min(place.column, width - 1));
  if (mark + 2 + message.length <= width) return `${' '.repeat(mark)}^ ${message}`;
  if (message.length < mark) return `${fitText(message, mark - 1, 'right')} ^`;
  return ` at ${place.offset + 1}: ${message}`;
}
