/** A message taken apart to be shown: its lines, where the head ends, what is wrong with it, and its codes in words. Safe to show. */

import { MEANING_LENGTH, MEANINGS_TOLD } from '../budgets';
import { endReasons, longReason } from '../decode/sip/end-reasons';
import type { SipMessage } from '../decode/sip/message';
import { parseSip } from '../decode/sip/parse';
import { statusWords } from '../decode/sip/phrases';
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
  /** Its status, and what it says of why something ended, in words. */
  meanings: CodeMeaning[];
}

/** `488 Not Acceptable Here`, `the callee accepts none of ... (RFC 3261, 21.4.26)`; `Reason`, `Q.850 17 User busy: ...`. */
export interface CodeMeaning {
  of: string;
  text: string;
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
  const meanings = meaningsOf(parsed).map(({ of, text }) => ({ of, text: visible(cut(text)) }));
  return { lines: [...head, ...body], headLines: head.length, length, problems: problems.map(visible), meanings };
}

function meaningsOf(message: SipMessage): CodeMeaning[] {
  const { request, status } = message;
  const words = request ? null : statusWords(status);
  const ofStatus =
    words === null ? [] : [{ of: `${status} ${words.phrase}`, text: `${words.meaning} (${words.source})` }];
  return [...ofStatus, ...endReasons(message).slice(0, MEANINGS_TOLD).map(longReason)];
}

function cut(text: string): string {
  return text.length <= MEANING_LENGTH ? text : `${text.slice(0, MEANING_LENGTH - 1)}…`;
}
