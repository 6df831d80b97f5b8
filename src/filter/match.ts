/** A regex on messages as they were sent, as sngrep and ngrep have it: condition `payload`, and the match expression. */

import type { MessageTest } from './meaning';
import { messageText } from './message-text';
import { Pace } from './pace';
import { type RegexFault, regexTest } from './regex';
import { undecidedText } from './undecided';

export type MessageMatcher =
  | {
      ok: true;
      matches: MessageTest;
      /** What could not be decided in time, in a sentence; null when all could. */
      trouble(): string | null;
    }
  | ({ ok: false } & RegexFault);

/**
 * Line breaks are LF, compact header names are written long; `^` and `$` are the ends of lines, and `.` is no line
 * break. Case counts unless `ignoreCase`.
 */
export function messageMatcher(source: string, { ignoreCase = false } = {}): MessageMatcher {
  const pace = new Pace();
  const test = regexTest(source, ignoreCase ? 'i' : '', pace);
  if (typeof test !== 'function') return { ok: false, ...test };
  return {
    ok: true,
    matches(store, message) {
      pace.begin();
      return test(messageText(store, message));
    },
    trouble: () => undecidedText(pace),
  };
}
