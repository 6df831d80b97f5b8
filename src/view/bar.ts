/** A line whose parts give way to each other where there is no room for all: what matters most is there at any width. */

import type { Line, Style } from './cells';
import { span, splitLine } from './paint';
import { textWidth } from './text';

export interface Part {
  /** From the longest text to the shortest; behind the last of them the part is left out. */
  steps: readonly Step[];
  style: Style;
}

export interface Step {
  text: string;
  /** Of all that could give way the one that is worth least goes first. Infinity: it never goes. */
  worth: number;
}

/** Left parts at the left edge, right parts at the right edge. Blanks between parts belong to their texts. */
export function barLine(left: readonly Part[], right: readonly Part[], width: number, fill: Style): Line {
  const parts = [...left, ...right];
  const at = parts.map(() => 0);
  const step = (index: number): Step | undefined => parts[index]!.steps[at[index]!];
  const widthOf = (from: number, to: number) =>
    parts.slice(from, to).reduce((sum, _, index) => sum + textWidth(step(from + index)?.text ?? ''), 0);
  const overfull = () => {
    const rightWidth = widthOf(left.length, parts.length);
    return widthOf(0, left.length) + rightWidth + (rightWidth > 0 ? 1 : 0) > width;
  };
  while (overfull()) {
    const worths = parts.map((_, index) => step(index)?.worth ?? Number.POSITIVE_INFINITY);
    const least = Math.min(...worths);
    if (least === Number.POSITIVE_INFINITY) break;
    at[worths.indexOf(least)]!++;
  }
  const spans = parts.map(({ style }, index) => span(step(index)?.text ?? '', style));
  return splitLine(spans.slice(0, left.length), spans.slice(left.length), width, fill);
}
