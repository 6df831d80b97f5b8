/** sngrep's match expression as a filter, which the screen then shows: a regex on messages as they were sent. */

import { Pace } from './pace';
import { type RegexFault, regexTest } from './regex';

export interface MatchWish {
  /** -i */
  ignoreCase?: boolean;
  /** -v */
  invert?: boolean;
}

export type MatchFilter = { ok: true; text: string } | ({ ok: false } & RegexFault);

export function matchFilter(source: string, { ignoreCase = false, invert = false }: MatchWish = {}): MatchFilter {
  if (source === '') return { ok: false, message: 'expected a regex', at: 0 };
  const test = regexTest(source, '', new Pace());
  if (typeof test !== 'function') return { ok: false, ...test };
  // The language ends a regex at a slash; one that is escaped already stays so.
  const escaped = source.replace(/\\.|\//gs, (found) => (found === '/' ? '\\/' : found));
  return { ok: true, text: `${invert ? 'not ' : ''}payload /${escaped}/${ignoreCase ? 'i' : ''}` };
}
