/** What a rule is: a problem of a dialog or of an address with its sentences, when to look for it, and how. */

import type { Store } from '../store/store';
import type { AddressEvidence } from './address-evidence';
import type { Evidence } from './evidence';
import type { AddressFinding, Found, Severity } from './finding';
import type { Sighting, SightingKind } from './sightings';

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
  /** What of the same the capture shows outside of dialogs, by address. */
  ofCapture?(store: Store): AddressFinding[];
}

/** What a rule gives of the address that it was asked about. */
export interface AddressFound extends Pick<Found, 'severity' | 'values' | 'also'> {
  /** In order of time, at least one. */
  proof: readonly Sighting[];
  /** How often it happened, where that is not the number of dialogs. */
  count?: number;
}

/** A problem that only several dialogs show together, or that lies with who sent them. */
export interface AddressRule extends Sentences {
  kind: 'address';
  code: string;
  severity: Severity;
  /** What of an address it looks at. */
  kinds: readonly SightingKind[];
  /** Who does so wants to get in: the address is among the attackers that can be exported, to be blocked. */
  attack?: true;
  /** All dialogs that show such from the first proof on are part of the proof. */
  joins?: true;
  /** `all`: the dialogs have no other cause. */
  silences?: readonly string[] | 'all';
  judge(evidence: AddressEvidence): AddressFound | null;
}

export type AnyRule = Rule | AddressRule;

export function isAddressRule(rule: AnyRule): rule is AddressRule {
  return 'kind' in rule;
}

/** Who has what it finds wants to get in. */
export function isAttack(rule: AnyRule): boolean {
  return isAddressRule(rule) && rule.attack === true;
}
