/** --fail-on: whether something as grave was found, for scripts that watch a telephone system. */

import type { Diagnosis } from '../diagnose/diagnosis';
import { type Finding, rankOf, type Severity } from '../diagnose/finding';

export interface Found {
  /** In how many dialogs. */
  dialogs: number;
  /** How often, by code. */
  codes: ReadonlyMap<string, number>;
}

/** Null where nothing is as grave. */
export function foundAsGrave(diagnosis: Diagnosis | null, dialogs: readonly number[], least: Severity): Found | null {
  const codes = new Map<string, number>();
  let count = 0;
  for (const dialog of dialogs) {
    // Most have none, and their findings need not be worked out.
    if (diagnosis === null || diagnosis.codes(dialog).length === 0) continue;
    const grave = diagnosis.findings(dialog).filter((one: Finding) => rankOf(one.severity) >= rankOf(least));
    if (grave.length > 0) count++;
    for (const { code } of grave) codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  return codes.size === 0 ? null : { dialogs: count, codes };
}

/** `findings in 3 dialogs: not-found 2, lossy-media 1`. */
export function foundText({ dialogs, codes }: Found): string {
  const counts = [...codes].sort(([, a], [, b]) => b - a).map(([code, count]) => `${code} ${count}`);
  return `findings in ${dialogs === 1 ? '1 dialog' : `${dialogs} dialogs`}: ${counts.join(', ')}`;
}
