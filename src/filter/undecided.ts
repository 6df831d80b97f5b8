/** What a filter says of texts that its regexes did not get through with. */

import type { Pace } from './pace';

/** Null when all were decided. */
export function undecidedText({ undecided, givenUp }: Pace): string | null {
  if (undecided === 0) return null;
  const texts = undecided === 1 ? '1 text' : `${undecided} texts`;
  const rest = givenUp ? ', and was given up' : '';
  return `the regex took too long on ${texts}${rest}: taken as not found there`;
}
