/** A message taken apart to be shown: its lines, where the head ends, and what is wrong with it. Safe to show. */

import { parseSip } from '../decode/sip/parse';
import { bytesText, visible, visibleLines } from '../decode/visible';
import type { Store } from '../store/store';

export interface MessageParts {
  /** `lines[0]` is the start line. */
  lines: string[];
  /** How many of them belong to start line and headers. */
  headLines: number;
  /** Bytes on the wire. */
  length: number;
  problems: string[];
}

export function messageParts(store: Store, message: number): MessageParts {
  const { bytes, start, end } = store.bytesOf(message);
  const length = end - start;
  const changed =
    length < store.messages.columns.payloadLength[message] ? ['The capture has changed since it was read.'] : [];
  const parsed = parseSip(bytes, start, end);
  const head = visibleLines(bytesText(bytes, start, parsed.bodyStart));
  // The head ends with a line break, which leaves an empty line to count as the separator.
  if (head.at(-1) === '') head.pop();
  const body = parsed.bodyStart < end ? visibleLines(bytesText(bytes, parsed.bodyStart, end)) : [];
  if (body.at(-1) === '') body.pop();
  const problems = [...changed, ...(store.problems.get(message) ?? []), ...parsed.problems.map(({ text }) => text)];
  return { lines: [...head, ...body], headLines: head.length, length, problems: problems.map(visible) };
}
