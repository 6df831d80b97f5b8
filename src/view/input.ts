/** An input line on the screen: the part of its text around the cursor, and where things stand in it. */

import type { InputLine } from '../app/input-line';
import type { Span, Style } from './cells';
import { span } from './paint';
import { sliceText, textWidth } from './text';

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
