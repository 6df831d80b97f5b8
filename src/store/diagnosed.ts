/** What filters, lists and output ask of diagnosis, which the store does not know. */

export interface Diagnosed {
  /** Codes of what is wrong with the dialog, the gravest first; null where nobody looks for it. */
  codes(dialog: number): readonly string[] | null;
  /** `error`, `warning`, `notice` of the first of these, and empty without any. */
  severity(dialog: number): string;
}

export const NOT_DIAGNOSED: Diagnosed = { codes: () => null, severity: () => '' };
