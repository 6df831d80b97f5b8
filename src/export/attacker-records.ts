/** Addresses from which attacks come: the fields of `--print attackers`, and the addresses alone for a firewall. */

import type { Diagnosis } from '../diagnose/diagnosis';
import { isAttack } from '../diagnose/rule';
import { RULES } from '../diagnose/rules';
import { userOf } from '../filter/fields';
import type { Store } from '../store/store';
import { decoded } from '../store/text';
import { ofAddresses } from './finding-records';
import { isoTimeUs } from './time';

export interface AttackerRecord {
  /** IP, without port. */
  address: string;
  code: string;
  /** Dialogs. */
  count: number;
  first: string;
  last: string;
  /** Whom they were for, each once. */
  users: string[];
}

/** Names of the fields, in their order. */
export const ATTACKER_FIELDS: readonly (keyof AttackerRecord)[] = [
  'address',
  'code',
  'count',
  'first',
  'last',
  'users',
];

const ATTACKS: ReadonlySet<string> = new Set(RULES.filter(isAttack).map(({ code }) => code));

/** A record for each kind of attack from each address; with `wanted`, a code, for what it says of each, attack or not. */
export function attackerRecords(
  store: Store,
  diagnosis: Diagnosis | null,
  dialogs: readonly number[],
  wanted: string | null = null,
): AttackerRecord[] {
  const isWanted = (code: string) => (wanted === null ? ATTACKS.has(code) : code === wanted);
  const attacks = ofAddresses(diagnosis, dialogs).filter(({ code }) => isWanted(code));
  return attacks.map(({ address, code, count, firstUs, lastUs, dialogs: proof }) => ({
    address,
    code,
    count,
    first: isoTimeUs(firstUs),
    last: isoTimeUs(lastUs),
    users: [...new Set(proof.map((row) => userOf(decoded(store.names.to(row)))))].filter((user) => user !== ''),
  }));
}

/** One a line, each once, and nothing else. */
export function* attackersText(records: readonly AttackerRecord[]): Generator<string> {
  for (const address of new Set(records.map((record) => record.address))) yield `${address}\n`;
}
