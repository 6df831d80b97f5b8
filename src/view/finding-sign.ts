/** How grave a finding is, by a sign and a look: the same in the list, in the ladder and beside it. */

import type { Severity } from '../diagnose/finding';
import type { Style } from './cells';
import type { Theme } from './theme';

/** Told apart by their form too; lines.ts has what stands for them in ASCII. */
export const SIGNS: Readonly<Record<Severity, string>> = { error: '✗', warning: '▲', notice: '○' };

export function findingStyle(severity: Severity, { role }: Theme): Style {
  return { error: role.findingError, warning: role.findingWarning, notice: role.findingNotice }[severity];
}
