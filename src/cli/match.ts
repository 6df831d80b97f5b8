/** sngrep's match expression as a filter: a regex on any message of a dialog, with -i and -v. */

export interface MatchWish {
  /** -i */
  ignoreCase: boolean;
  /** -v */
  invert: boolean;
}

/** The same as a condition of the filter language, which is what the screen then shows. */
export function matchFilter(source: string, { ignoreCase, invert }: MatchWish): string {
  // The language ends a regex at a slash; one that is escaped already stays so.
  const escaped = source.replace(/\\.|\//gs, (found) => (found === '/' ? '\\/' : found));
  return `${invert ? 'not ' : ''}payload /${escaped}/${ignoreCase ? 'i' : ''}`;
}
