/** What a rule is: a problem of a dialog with its sentences, when to look for it, and how. */

import type { Evidence } from './evidence';
import type { Found, Severity } from './finding';

/** English; other languages are in languages/. `{name}` is filled with the finding's value of that name. */
export interface Sentences {
  /** A few words, without full stop. */
  title: string;
  /** What is likely the cause, with what proves it. */
  explanation: string;
  /** What to try. */
  advice: string;
  /** Further sentences of the explanation, by name; a finding says which hold. */
  also?: Readonly<Record<string, string>>;
}

export interface Rule extends Sentences {
  /** Stable: it stands in output, filters and settings. */
  code: string;
  severity: Severity;
  /** Bits of traits.ts, all of which a dialog must have to be worth judging. */
  needs: number;
  /** Or all of these. */
  orNeeds?: number;
  /** Codes that say less of the same cause. */
  silences?: readonly string[];
  /**
   * The verdict follows from the first offer and its answer alone, so that a pair of descriptions which was found clean
   * once is not looked at again.
   */
  bySdp?: true;
  /** Null where the capture does not prove it. Evidence.await() says that later packets may. */
  judge(evidence: Evidence): Found | null;
}
