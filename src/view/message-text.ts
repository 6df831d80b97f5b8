/** The text of a message, coloured: start line, header names, body. For the whole screen and for the ladder's side. */

import type { MessageSnapshot } from '../engine/protocol';
import type { Span } from './cells';
import { span } from './paint';
import type { Theme } from './theme';

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
