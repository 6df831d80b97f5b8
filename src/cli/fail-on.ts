/** --fail-on: whether something as grave was found, for scripts that watch a telephone system. */

import type { Diagnosis } from '../diagnose/diagnosis';
import { rankOf, type Severity } from '../diagnose/finding';
import { ofAddresses } from '../export/finding-records';

export interface Found {
  /** In how many dialogs, and of how many addresses. */
  dialogs: number;
  addresses: number;
  /** How often, by code. */
  codes: ReadonlyMap<string, number>;
}

/** Null where nothing is as grave. */
export function foundAsGrave(diagnosis: Diagnosis | null, dialogs: readonly number[], least: Severity): Found | null {
  if (diagnosis === null) return null;
  const codes = new Map<string, number>();
  const isGrave = (severity: Severity) => rankOf(severity) >= rankOf(least);
  const take = (found: readonly string[]) => {
    for (const code of found) codes.set(code, (codes.get(code) ?? 0) + 1);
    return found.length > 0;
  };
  // By what is known of each: its evidence need not be read again.
  const grave = (row: number) => diagnosis.ofDialog(row).filter(({ severity }) => isGrave(severity));
  const count = dialogs.filter((row) => take(grave(row).map(({ code }) => code))).length;
  const attacks = ofAddresses(diagnosis, dialogs).filter(({ severity }) => isGrave(severity));
  take(attacks.map(({ code }) => code));
  const addresses = new Set(attacks.map(({ address }) => address)).size;
  return codes.size === 0 ? null : { dialogs: count, addresses, codes };
}

/** `findings in 3 dialogs, of 1 address: not-found 2, lossy-media 1, scanner 1`. */
export function foundText({ dialogs, addresses, codes }: Found): string {
  const counts = [...codes].sort(([, a], [, b]) => b - a).map(([code, count]) => `${code} ${count}`);
  const where = [
    ...(dialogs > 0 ? [`in ${dialogs === 1 ? '1 dialog' : `${dialogs} dialogs`}`] : []),
    ...(addresses > 0 ? [`of ${addresses === 1 ? '1 address' : `${addresses} addresses`}`] : []),
  ];
  return `findings ${where.join(', ')}: ${counts.join(', ')}`;
}
