/** What is wrong with calls: with those of a ladder, and over the whole capture. */

import type { Severity } from '../../diagnose/finding';
import type { WordedFinding } from '../../diagnose/wording';
import type { RowKey } from '../../ladder/ladder';
import type { LadderShape } from './ladder';

/** Asks what is wrong with the calls of a ladder, and which of its rows prove it. */
export interface LadderFindingsQuery extends LadderShape {
  kind: 'ladder-findings';
}

/** A message or stream that proves a finding. */
export interface Proof {
  key: RowKey;
  /** Row of the ladder, or null where that does not show it. */
  row: number | null;
  /** `#12`, the message's number in the capture; `PCMU`. */
  name: string;
}

/** A time that matters, as a line of the ladder. */
export interface ShownGap {
  /** The row before which it ends; null for the end of the capture. */
  before: RowKey | null;
  text: string;
}

export interface ShownFinding extends WordedFinding {
  /** Number of its call in the list. */
  call: number;
  /** What the other side said of it, a line each. */
  said: string[];
  /** In the order of the ladder. */
  proofs: Proof[];
  gap: ShownGap | null;
}

export interface LadderFindingsSnapshot {
  kind: 'ladder-findings';
  findings: ShownFinding[];
  /** Findings that are too many to be told. */
  leftOut: number;
}

/** Asks what is wrong over the whole capture. */
export interface FindingsQuery {
  kind: 'findings';
  /** The list's, as typed: what it keeps is looked at; empty looks at everything. */
  filter: string;
}

/** Calls with the same problem, or an address with one. */
export interface FindingsRow {
  /** Names the row for good: `not-found`, `scanner 203.0.113.5`. */
  key: string;
  code: string;
  /** The gravest of them. */
  severity: Severity;
  title: string;
  /** IP, without port; null for what is found in calls. */
  address: string | null;
  /** Who does so wants to get in. */
  attack: boolean;
  /** Calls and other dialogs; of an address how often it happened. */
  count: number;
  /** When the first and the last of the calls begin; of an address the first and the last proof. */
  firstUs: number;
  lastUs: number;
  /** In sentences the newest of the calls, and its number in the list; of an address all of it, and no number. */
  call: number | null;
  explanation: string;
  advice: string;
  /** The condition that keeps its calls; null where no call shows it. */
  filter: string | null;
}

export interface FindingsSnapshot {
  kind: 'findings';
  /** What was looked at, and the dialogs of it that have problems; null while nothing has been yet. */
  counted: { filter: string; dialogs: number; affected: number } | null;
  /** Dialogs in the store. */
  dialogs: number;
  /** The gravest first, the most frequent of them before the others. */
  calls: FindingsRow[];
  addresses: FindingsRow[];
  /** Addresses that there is no room for. */
  moreAddresses: number;
  /** Kinds of problems that are looked for. */
  rules: number;
  /** As of a list. */
  filterError: { message: string; at: number } | null;
  /** True while what was asked for is still being counted. */
  pending: boolean;
}
