/**
 * What is wrong over the whole capture, as one screen wants it: calls by the code of what was found in them, and addresses
 * with what they do. When it is counted is counting.ts's.
 */

import { FINDINGS_ADDRESSES } from '../budgets';
import type { Diagnosis } from '../diagnose/diagnosis';
import { type AddressFinding, type Finding, rankOf, SEVERITIES } from '../diagnose/finding';
import { wordsIn } from '../diagnose/languages/translations';
import { isAddressRule, isAttack } from '../diagnose/rule';
import { type WordedFinding, worded } from '../diagnose/wording';
import { timeText } from '../filter/fields';
import type { Understood } from '../filter/parse';
import { quotedIfNeeded } from '../filter/words';
import { Counting, eachKept } from './counting';
import { Filters } from './filters';
import type { FindingsRow, FindingsSnapshot, Looking } from './protocol';
import type { Session } from './session';

type Figures = Pick<FindingsSnapshot, 'counted' | 'calls' | 'addresses' | 'moreAddresses'>;

const NONE: Figures = { counted: null, calls: [], addresses: [], moreAddresses: 0 };

/** Calls in which a rule has found something. */
interface Group {
  count: number;
  /** Of the gravest. */
  rank: number;
  firstUs: number;
  lastUs: number;
  /** Id of the one that began last. */
  newest: number;
}

export class FindingsView {
  private readonly counting: Counting;
  private figures = NONE;
  private progress: { done: number; of: number } | null = null;

  constructor(
    private readonly session: Pick<Session, 'store' | 'diagnosis' | 'language'>,
    nowMs: () => number,
    filters = new Filters(),
  ) {
    this.counting = new Counting(session.store, nowMs, filters, (judge, filter) => this.count(judge, filter));
  }

  get busy(): boolean {
    return this.counting.busy;
  }

  get unsettled(): boolean {
    return this.counting.unsettled;
  }

  get pending(): boolean {
    return this.counting.pending;
  }

  /** How far the counting is that somebody waits for; null while there is none. */
  get looking(): Looking | null {
    if (this.progress === null || !this.counting.pending) return null;
    const { done, of } = this.progress;
    return { percent: Math.floor((100 * done) / Math.max(1, of)), of, what: 'dialogs' };
  }

  ask(filter: string): void {
    this.counting.ask(filter, this.session.language);
  }

  judgeAgain(): void {
    this.counting.judgeAgain();
  }

  advance(ms: number): boolean {
    return this.counting.advance(ms);
  }

  snapshot(): FindingsSnapshot {
    const { filterError, pending } = this.counting;
    const { store, diagnosis } = this.session;
    const rules = diagnosis?.rules.length ?? 0;
    return { kind: 'findings', ...this.figures, dialogs: store.dialogs.count, rules, filterError, pending };
  }

  private *count(judge: Understood, filter: string): Generator<void, void> {
    const { store, diagnosis } = this.session;
    const counted = { filter, dialogs: 0, affected: 0 };
    const groups = new Map<number, Group>();
    const kept = new Set<number>();
    const take = (row: number) => {
      counted.dialogs++;
      if (diagnosis === null) return false;
      const looked = store.undiagnosed.has(row);
      const places = diagnosis.places(row);
      if (places.length === 0) return looked;
      counted.affected++;
      if (filter !== '') kept.add(store.dialogId(row));
      const asked = places.filter((place) => this.join(groups, row, place, diagnosis));
      return looked || asked.length > 0;
    };
    yield* eachKept(store, judge, take, (done, of) => {
      this.progress = { done, of };
    });
    this.progress = null;
    if (diagnosis === null) {
      this.figures = { ...NONE, counted };
      return;
    }
    const calls = yield* this.callRows(groups, diagnosis);
    const addresses = yield* this.addressRows(filter === '' ? null : kept, diagnosis);
    const shown = addresses.slice(0, FINDINGS_ADDRESSES);
    this.figures = { counted, calls, addresses: shown, moreAddresses: addresses.length - shown.length };
  }

  /** The dialog counts where the rule at the place found something. True where that took long. */
  private join(groups: Map<number, Group>, row: number, place: number, diagnosis: Diagnosis): boolean {
    if (isAddressRule(diagnosis.rules[place])) return false;
    const { store } = this.session;
    const { gravity, startUs } = store.dialogs.columns;
    const known = groups.get(place);
    const group = known ?? { count: 0, rank: 0, firstUs: startUs[row], lastUs: startUs[row], newest: 0 };
    if (known === undefined) groups.set(place, group);
    group.count++;
    group.firstUs = Math.min(group.firstUs, startUs[row]);
    if (group.newest === 0 || startUs[row] >= group.lastUs) {
      group.lastUs = startUs[row];
      group.newest = store.dialogId(row);
    }
    // What is not graver than what is known changes nothing.
    if (group.rank >= gravity[row]) return false;
    group.rank = Math.max(group.rank, rankOf(diagnosis.severityAt(row, place)));
    return true;
  }

  private *callRows(groups: ReadonlyMap<number, Group>, diagnosis: Diagnosis): Generator<void, FindingsRow[]> {
    const { store } = this.session;
    const rows: FindingsRow[] = [];
    for (const [place, { count, rank, firstUs, lastUs, newest }] of groups) {
      yield;
      const { code } = diagnosis.rules[place];
      const row = store.dialogRow(newest);
      const finding = row < 0 ? undefined : diagnosis.findings(row).find((one) => one.code === code);
      // It went meanwhile, or is well by now: counted again it is another.
      const call = finding === undefined ? null : store.dialogs.columns.index[row];
      const severity = SEVERITIES[rank - 1] ?? diagnosis.rules[place].severity;
      rows.push({
        ...this.inWords(finding ?? { code, severity }, finding === undefined),
        key: code,
        severity,
        address: null,
        attack: false,
        count,
        firstUs,
        lastUs,
        call,
        filter: `finding ${code}`,
      });
    }
    return rows.sort(gravestFirst);
  }

  /** Of those that some of the dialogs are a proof of; null: of all, also those that no dialog proves, as of TLS. */
  private *addressRows(kept: ReadonlySet<number> | null, diagnosis: Diagnosis): Generator<void, FindingsRow[]> {
    const { store } = this.session;
    const attacks = new Set(diagnosis.rules.filter(isAttack).map(({ code }) => code));
    const rows: FindingsRow[] = [];
    for (const finding of diagnosis.eachOfAddresses()) {
      yield;
      if (kept === null || finding.dialogs.some((row) => kept.has(store.dialogId(row))))
        rows.push(this.addressRow(finding, attacks.has(finding.code)));
    }
    return rows.sort(gravestFirst);
  }

  private addressRow(finding: AddressFinding, attack: boolean): FindingsRow {
    const { code, address, count, firstUs, lastUs, dialogs } = finding;
    return {
      ...this.inWords(finding, false),
      key: `${code} ${address}`,
      address,
      attack,
      count,
      firstUs,
      lastUs,
      call: null,
      filter: dialogs.length === 0 ? null : `finding ${code} host ${quotedIfNeeded(address)}`,
    };
  }

  /** `general`: nothing is known to fill a sentence with. */
  private inWords(finding: Finding, general: boolean): WordedFinding {
    const { language } = this.session;
    const sentences = worded(finding, timeText, language);
    const advice = `${wordsIn(language).advice}: ${sentences.advice}`;
    if (!general) return { ...sentences, advice };
    return { ...sentences, explanation: '', advice: PLACE.test(advice) ? '' : advice };
  }
}

/** Of a sentence that nothing filled. */
const PLACE = /\{\w+\}/;

function gravestFirst(a: FindingsRow, b: FindingsRow): number {
  return rankOf(b.severity) - rankOf(a.severity) || b.count - a.count || (a.key < b.key ? -1 : 1);
}
