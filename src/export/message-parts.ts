/** A message taken apart to be shown: its lines, where the head ends, what is wrong with it, and its codes in words. Safe to show. */

import { MEANING_LENGTH, MEANINGS_TOLD } from '../budgets';
import { endReasons, longReason } from '../decode/sip/end-reasons';
import { contentTypeOf, type SipMessage } from '../decode/sip/message';
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
  const meanings = meaningsOf(parsed, bytes).map(({ of, text }) => ({ of, text: visible(cut(text)) }));
  return { lines: [...head, ...body], headLines: head.length, length, problems: problems.map(visible), meanings };
}

function meaningsOf(message: SipMessage, bytes: Buffer): CodeMeaning[] {
  const { request, status } = message;
  const own = request ? [] : meaningOf(status, '');
  return [
    ...own,
    ...meaningOf(reportedStatus(message, bytes), 'sipfrag '),
    ...endReasons(message).slice(0, MEANINGS_TOLD).map(longReason),
  ];
}

function meaningOf(status: number, where: string): CodeMeaning[] {
  const words = statusWords(status);
  if (words === null) return [];
  return [{ of: `${where}${status} ${words.phrase}`, text: `${words.meaning} (${words.source})` }];
}

/** Of a NOTIFY what became of the call that a REFER asked for (RFC 3515, 2.4.5); 0 without one. */
function reportedStatus(message: SipMessage, bytes: Buffer): number {
  if (contentTypeOf(message)?.type !== 'message/sipfrag') return 0;
  const begin = bytes.latin1Slice(message.bodyStart, Math.min(message.bodyEnd, message.bodyStart + STATUS_LINE_BEGIN));
  return Number(/^SIP\/2\.0 (\d{3})\b/i.exec(begin)?.[1] ?? 0);
}

/** `SIP/2.0 200 `. */
const STATUS_LINE_BEGIN = 12;

function cut(text: string): string {
  return text.length <= MEANING_LENGTH ? text : `${text.slice(0, MEANING_LENGTH - 1)}…`;
}
