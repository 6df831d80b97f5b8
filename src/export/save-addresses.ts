/** Saves addresses of findings, one a line and nothing else, as firewalls take them. */

import type { Diagnosis } from '../diagnose/diagnosis';
import type { Store } from '../store/store';
import { attackerRecords, attackersText } from './attacker-records';
import { type SaveOptions, type SaveOutcome, saveFile } from './save';
import { inBuffers, type Written } from './save-job';

export interface AddressesWanted {
  /** Rows: addresses that some of them are a proof of. */
  dialogs: readonly number[];
  /** The finding whose addresses are meant; null for those of all attackers. */
  code: string | null;
}

export async function saveAddresses(
  store: Store,
  diagnosis: Diagnosis | null,
  { dialogs, code }: AddressesWanted,
  target: string,
  options: Pick<SaveOptions, 'overwrite' | 'inputs' | 'givenUp'>,
): Promise<SaveOutcome & { addresses?: number }> {
  if (target.trim() === '') return { outcome: 'failed', message: 'no file name' };
  const lines = [...attackersText(attackerRecords(store, diagnosis, dialogs, code))];
  // Who is asked to block nobody has a file that says so no better than none.
  if (lines.length === 0) return { outcome: 'failed', message: 'there is no such address any more' };
  const outcome = await saveFile(target, () => piecesOf(lines), options);
  return outcome.outcome === 'saved' ? { ...outcome, addresses: lines.length } : outcome;
}

function* piecesOf(lines: readonly string[]): Generator<Buffer, Written> {
  yield* inBuffers(lines);
  return { packets: 0, dialogs: 0, head: null, notes: [] };
}
