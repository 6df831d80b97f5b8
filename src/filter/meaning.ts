/** What a filter, or a part of one, says: a verdict on rows, the messages that it marks, and how parts are joined. */

import type { Store } from '../store/store';

/** Says whether a row, be it of a dialog or of a stream, meets a condition. */
export type Verdict = (store: Store, row: number) => boolean;

/** The same of a message, by its row. */
export type MessageTest = (store: Store, message: number) => boolean;

export interface Meaning {
  verdict: Verdict;
  /** True for a message that meets it; null where it is not about messages. */
  marks: MessageTest | null;
  /** Of a condition on the time of messages: those from `fromUs` to `toUs` (bounds included) of a capture that began at `beganUs`. */
  span?: (beganUs: number) => Span;
}

export interface Span {
  fromUs: number;
  toUs: number;
}

export function aboutRow(verdict: Verdict): Meaning {
  return { verdict, marks: null };
}

export const EVERYTHING: Meaning = aboutRow(() => true);

/** Lists, not pairs of pairs: a pasted text of 10,000 words must not exhaust the stack. */
export function anyOf(meanings: readonly Meaning[]): Meaning {
  if (meanings.length === 1) return meanings[0];
  const verdicts = meanings.map(({ verdict }) => verdict);
  return {
    verdict: (store, row) => verdicts.some((verdict) => verdict(store, row)),
    marks: marksOf(meanings),
  };
}

export function allOf(meanings: readonly Meaning[]): Meaning {
  if (meanings.length === 1) return meanings[0];
  const verdicts = meanings.map(({ verdict }) => verdict);
  return {
    verdict: (store, row) => verdicts.every((verdict) => verdict(store, row)),
    marks: marksOf(meanings),
  };
}

/** A message that has what was not wanted is none to be marked. */
export function noneOf({ verdict }: Meaning): Meaning {
  return aboutRow((store, row) => !verdict(store, row));
}

/** Also of conditions that are joined by `and`: each may be met by another message. */
function marksOf(meanings: readonly Meaning[]): MessageTest | null {
  const tests = meanings.map(({ marks }) => marks).filter((marks) => marks !== null);
  if (tests.length <= 1) return tests[0] ?? null;
  return (store, message) => tests.some((test) => test(store, message));
}
