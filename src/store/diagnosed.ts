/** What filters, lists and output ask of diagnosis, which the store does not know. */

import type { Scanned } from '../decode/sip/scan';

export interface Diagnosed {
  /** Codes of what is wrong with the dialog, the gravest first; null where nobody looks for it. */
  codes(dialog: number): readonly string[] | null;
  /** `error`, `warning`, `notice` of the first of these, and empty without any. */
  severity(dialog: number): string;
}

/** Diagnosis, which sees each message as it comes, when it is linked to its dialog and before that one follows it. */
export interface Watcher {
  /** Not for copies and repetitions. */
  message(dialog: number, transaction: number, row: number, scanned: Scanned): void;
}

export const NOT_DIAGNOSED: Diagnosed = { codes: () => null, severity: () => '' };
