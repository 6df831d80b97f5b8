/**
 * What diagnosis found, as lists and filters have it: the gravest problem of a call by its code, how many more there are,
 * and the order of both. The call is one dialog or several legs.
 */

import { rankOf, SEVERITIES, type Severity } from '../diagnose/finding';
import { RULES } from '../diagnose/rules';
import type { Store } from '../store/store';
import { type Condition, holding } from './condition';
import { aboutRow } from './meaning';

/** Codes in the order in which the rules stand. */
const PLACES: ReadonlyMap<string, number> = new Map(RULES.map(({ code }, place) => [code, place]));

/** Of the gravest problem of these dialogs; empty without any. */
export function severityOf(store: Store, dialogs: readonly number[]): Severity | '' {
  const gravest = dialogs[gravestAt(store, dialogs)];
  return gravest === undefined ? '' : (store.diagnosed.severity(gravest) as Severity | '');
}

/** `no-response +2`: the gravest problem, and how many others there are; empty without any. */
export function findingText(store: Store, dialogs: readonly number[]): string {
  const gravest = store.diagnosed.codes(dialogs[gravestAt(store, dialogs)]) ?? [];
  if (gravest.length === 0) return '';
  // One cause that shows in several legs is one problem.
  const all = dialogs.length === 1 ? gravest : dialogs.flatMap((dialog) => store.diagnosed.codes(dialog) ?? []);
  const others = new Set(all).size - 1;
  return others === 0 ? gravest[0] : `${gravest[0]} +${others}`;
}

/** The gravest stand first, equal ones side by side, calls without any last. */
export function findingOrder(store: Store, dialogs: readonly number[]): number {
  const gravest = dialogs[gravestAt(store, dialogs)];
  const [code] = store.diagnosed.codes(gravest) ?? [];
  if (code === undefined) return Number.NaN;
  const rank = rankOf(store.diagnosed.severity(gravest) as Severity);
  return (SEVERITIES.length - rank) * RULES.length + (PLACES.get(code) ?? 0);
}

/** The first of those whose problem is the gravest. */
function gravestAt(store: Store, dialogs: readonly number[]): number {
  let at = 0;
  for (let i = 1; i < dialogs.length; i++) if (rank(store, dialogs[i]) > rank(store, dialogs[at])) at = i;
  return at;
}

/** 0 without a problem. */
function rank(store: Store, dialog: number): number {
  const severity = store.diagnosed.severity(dialog);
  return severity === '' ? 0 : rankOf(severity as Severity);
}

function atLeast(least: number): ReturnType<typeof aboutRow> {
  return aboutRow((store, dialog) => rank(store, dialog) >= least);
}

export const FINDING_CONDITIONS: readonly Condition[] = [
  {
    name: 'finding',
    value: 'the code of a finding',
    example: 'finding not-found',
    description: 'a problem was found whose code holds this',
    ofFindings: true,
    compile(value) {
      const wanted = holding(value);
      if (!RULES.some(({ code }) => wanted(code))) return 'a code of a finding or part of one, as in not-found';
      return aboutRow((store, dialog) => store.diagnosed.codes(dialog)?.some(wanted) ?? false);
    },
    compileTest: (test) => aboutRow((store, dialog) => store.diagnosed.codes(dialog)?.some(test) ?? false),
  },
  {
    name: 'problems',
    value: '',
    example: 'problems',
    description: 'an error or a warning was found in it',
    ofFindings: true,
    compile: () => atLeast(rankOf('warning')),
  },
  {
    name: 'severity',
    value: 'error, warning or notice',
    example: 'severity warning',
    description: `what was found is at least this grave: ${SEVERITIES.toReversed().join(', ')}`,
    ofFindings: true,
    compile(value) {
      const least = SEVERITIES.find((one) => one === value.toLowerCase());
      return least === undefined ? `one of ${SEVERITIES.toReversed().join(', ')}` : atLeast(rankOf(least));
    },
  },
];
