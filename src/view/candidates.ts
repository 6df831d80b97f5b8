/** What a filter that is typed could go on with, on one line: as many as there is room for, the chosen one among them. */

import { type Completion, findsNothing } from '../app/completion';
import { countText } from '../app/counts';
import type { Line, Span } from './cells';
import { fittedLine, span, spansWidth, splitLine } from './paint';
import { cutMiddle, textWidth } from './text';
import type { Theme } from './theme';

export function candidatesLine(completion: Completion, width: number, theme: Theme): Line {
  const { found, chosen } = completion;
  if (found === null) return fittedLine([span(' ...', theme.role.dim)], width);
  if (findsNothing(completion)) {
    const typed = found.text.slice(found.from, found.cursor);
    const text = typed === '' ? ' There is nothing to propose here' : ` Nothing here goes on from ${typed}`;
    return fittedLine([span(text, theme.role.dim)], width);
  }
  const texts = found.candidates.map((text) => cutMiddle(text, MOST));
  const [from, to] = inSight(texts, chosen ?? 0, width - COUNT_WIDTH);
  const left: Span[] = [span(from > 0 ? ' < ' : ' ', theme.role.dim)];
  for (let at = from; at < to; at++) {
    const here = at === chosen;
    left.push(span(here ? `[${texts[at]}]` : ` ${texts[at]} `, here ? theme.role.focusedField : theme.role.text));
  }
  const hidden = found.candidates.length - (to - from) + found.more;
  const right = hidden === 0 ? [] : [span(`${countText(hidden)} more `, theme.role.dim)];
  return splitLine(fittedLine(left, width - spansWidth(right) - 1).spans, right, width);
}

/** Of one candidate at most. */
const MOST = 40;
/** `12,345 more `. */
const COUNT_WIDTH = 12;

/** The page of candidates that the chosen one is on: pages stay while it moves within them. */
function inSight(texts: readonly string[], chosen: number, width: number): [from: number, to: number] {
  let from = 0;
  let room = width - 3;
  for (const [at, text] of texts.entries()) {
    const cells = textWidth(text) + 2;
    if (room < cells && at > from) {
      if (at > chosen) return [from, at];
      from = at;
      room = width - 3;
    }
    room -= cells;
  }
  return [from, texts.length];
}
