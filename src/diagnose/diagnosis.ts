/**
 * What is wrong with each dialog, kept up to date as messages come: a bit a rule in the columns of the store. Dialogs
 * that changed are looked at in slices, or at once when somebody asks about one; the findings themselves, with their
 * evidence, are worked out again for who shows them.
 */

import { DIALOGS_A_LOOK, DIALOGS_AN_ADDRESS_LOOK, SDP_PAIRS_KNOWN, TRAITS_KNOWN } from '../budgets';
import type { Diagnosed } from '../store/diagnosed';
import type { Store } from '../store/store';
import { Addresses } from './addresses';
import { Evidence } from './evidence';
import { type AddressFinding, type Finding, rankOf, SEVERITIES, type Severity } from './finding';
import { LongDialogs } from './long-dialogs';
import { type AddressRule, type AnyRule, isAddressRule, type Rule } from './rule';
import { RULES } from './rules';
import { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds';
import { ANSWERED, NEW_SDP, Traits } from './traits';
import { UNTIL_END, Waiting } from './waiting';

export class Diagnosis implements Diagnosed {
  private readonly traits: Traits;
  private readonly ofDialogs: readonly Rule[];
  /** By bits of traits.ts: those of them that are asked. */
  private readonly asked = new Map<number, readonly Rule[]>();
  private readonly addresses: Addresses;
  private looks = 0;
  /** Why messages could not be read again, the latest; null while all could. */
  unread: string | null = null;
  /** By their ids. */
  private readonly waiting = new Waiting();
  private readonly longDialogs: LongDialogs;
  private sawStreams = false;
  private sawEnd = false;
  /** Offers by their shape, and the shapes of answers with which they were found clean. */
  private readonly cleanPairs = new Map<number, Set<number>>();
  private cleanCount = 0;
  /** By place of the rule, how grave its findings have been so far: a bit a rank. */
  private readonly ranks: Uint8Array;
  private readonly placeOf: ReadonlyMap<string, number>;

  constructor(
    private readonly store: Store,
    private thresholds: Thresholds = DEFAULT_THRESHOLDS,
    readonly rules: readonly AnyRule[] = RULES,
  ) {
    this.ranks = new Uint8Array(rules.length);
    this.placeOf = new Map(rules.map(({ code }, place) => [code, place]));
    this.traits = new Traits(store);
    this.longDialogs = new LongDialogs(store);
    this.ofDialogs = rules.filter((rule): rule is Rule => !isAddressRule(rule));
    this.addresses = new Addresses(store, rules.filter(isAddressRule), thresholds, {
      dialogChanged: (row) => store.undiagnosed.noteHere(row),
      verdictGone: (rule) => this.noteAllWith(rule),
    });
    store.watcher = this.traits;
    store.diagnosed = this;
  }

  /** Everything is looked at again. */
  configure(thresholds: Thresholds): void {
    if (JSON.stringify(thresholds) === JSON.stringify(this.thresholds)) return;
    this.thresholds = thresholds;
    this.addresses.configure(thresholds);
    this.store.eachDialog((row) => this.store.undiagnosed.note(row));
  }

  /** The same of another store, which holds nothing yet. */
  like(store: Store): Diagnosis {
    return new Diagnosis(store, this.thresholds, this.rules);
  }

  /** Nothing is left to be looked at of what has come. */
  get settled(): boolean {
    return this.store.undiagnosed.isEmpty && !this.isDue && this.addresses.settled;
  }

  /** Looks at dialogs until `endMs` of `nowMs` has come. True when all were. */
  advance(endMs: number, nowMs: () => number): boolean {
    for (let looks = 1; this.step(); looks++) if (looks % DIALOGS_A_LOOK === 0 && nowMs() >= endMs) return false;
    return true;
  }

  settle(): void {
    this.advance(Number.POSITIVE_INFINITY, () => 0);
  }

  codes(dialog: number): readonly string[] {
    const places = this.places(dialog);
    if (places.length === 0) return NOTHING;
    if (places.length === 1) return [this.rules[places[0]].code];
    const ranks = new Map(places.map((place) => [place, rankOf(this.severityAt(dialog, place))]));
    const gravest = [...ranks].sort((a, b) => b[1] - a[1]);
    return gravest.map(([place]) => this.rules[place].code);
  }

  severity(dialog: number): Severity | '' {
    this.bring(dialog);
    const rank = this.store.dialogs.columns.gravity[dialog];
    return rank === 0 ? '' : SEVERITIES[rank - 1];
  }

  /** Places in the list of rules of what is wrong with the dialog, without working out its evidence again. */
  places(dialog: number): readonly number[] {
    this.bring(dialog);
    const { findings0, findings1, gravity } = this.store.dialogs.columns;
    if (gravity[dialog] === 0) return NO_PLACES;
    const places: number[] = [];
    for (let left = findings0[dialog]; left !== 0; left &= left - 1) places.push(31 - Math.clz32(left & -left));
    for (let left = findings1[dialog]; left !== 0; left &= left - 1) places.push(62 - Math.clz32(left & -left));
    return places;
  }

  /** How grave it is; its evidence is worked out again only where the rule finds graver and lesser problems. */
  severityAt(dialog: number, place: number): Severity {
    const ranks = this.ranks[place];
    if (ranks !== 0 && (ranks & (ranks - 1)) === 0) return SEVERITIES[31 - Math.clz32(ranks)];
    const { code, severity } = this.rules[place];
    if (this.places(dialog).length === 1) return this.severity(dialog) as Severity;
    return this.findings(dialog).find((one) => one.code === code)?.severity ?? severity;
  }

  /** Without their evidence, and without those of addresses. */
  ofDialog(dialog: number): Pick<Finding, 'code' | 'severity'>[] {
    const own = this.places(dialog).filter((place) => !isAddressRule(this.rules[place]));
    return own.map((place) => ({ code: this.rules[place].code, severity: this.severityAt(dialog, place) }));
  }

  /** With their evidence, the gravest first. */
  findings(dialog: number): Finding[] {
    const placeOf = (one: Finding) => this.placeOf.get(one.code) ?? 0;
    return this.judge(dialog).sort((a, b) => rankOf(b.severity) - rankOf(a.severity) || placeOf(a) - placeOf(b));
  }

  /** Of how many dialogs it can tell. */
  get dialogCount(): number {
    return this.store.dialogs.count;
  }

  /** What addresses do across dialogs, the gravest first. */
  ofAddresses(): AddressFinding[] {
    return [...this.eachOfAddresses()].sort((a, b) => rankOf(b.severity) - rankOf(a.severity));
  }

  /** The same as they come, in no order: others may be let in between. */
  *eachOfAddresses(): Generator<AddressFinding, void> {
    yield* this.addresses.each();
    for (const rule of this.ofDialogs) yield* rule.ofCapture?.(this.store) ?? [];
  }

  // --------------------------------------------------------------------------------------------- looking

  /** Looks at one dialog, if there is one to be looked at. */
  private step(): boolean {
    if (this.isDue) this.noteDue();
    let row = this.store.undiagnosed.next();
    if (row < 0 || ++this.looks % DIALOGS_AN_ADDRESS_LOOK === 0) this.addresses.settle();
    // Dialogs may be part of a proof now.
    if (row < 0) row = this.store.undiagnosed.next();
    if (row < 0) return false;
    if (this.store.isAlive(row) && !this.longDialogs.isTooSoon(row)) this.judge(row);
    return true;
  }

  /** Looks at a dialog that somebody asks about, if it has changed. */
  private bring(dialog: number): void {
    const { undiagnosed } = this.store;
    if (!undiagnosed.has(dialog) && !this.longDialogs.isBehind(dialog)) return;
    undiagnosed.forget(dialog);
    this.longDialogs.looked(dialog);
    this.judge(dialog);
  }

  /** Nothing is found where its messages cannot be read again: a disk that fails is no problem of a call. */
  private judge(dialog: number): Finding[] {
    try {
      return this.judged(dialog);
    } catch (error) {
      this.unread = (error as Error).message;
      return [];
    }
  }

  private judged(dialog: number): Finding[] {
    const { store, thresholds } = this;
    let traits = this.traits.of(dialog, thresholds);
    const offer = store.dialogs.columns.offer[dialog];
    const answer = store.dialogs.columns.answer[dialog];
    const newPair = offer !== 0 && answer !== 0 && this.cleanPairs.get(offer)?.has(answer) !== true;
    if (newPair) traits |= NEW_SDP;
    // Most dialogs need none.
    let evidence: Evidence | null = null;
    let ofAddress: readonly Finding[] = NONE;
    if (this.addresses.isWorthALook(dialog, traits)) {
      evidence = new Evidence(store, dialog, thresholds, traits);
      ofAddress = this.addresses.look(evidence);
      const alone = ofAddress.filter(({ code }) => this.silencesAll(code));
      if (alone.length > 0) return this.conclude(dialog, alone, evidence);
    }
    const found: Finding[] = [];
    let clean = true;
    for (const rule of this.askedFor(traits)) {
      evidence ??= new Evidence(store, dialog, thresholds, traits);
      const one = rule.judge(evidence);
      if (one === null) continue;
      if (rule.bySdp) clean = false;
      found.push({ ...one, code: rule.code, severity: one.severity ?? rule.severity });
    }
    // Before the answer not all rules are asked.
    if (newPair && clean && (traits & ANSWERED) !== 0) this.notePair(offer, answer);
    for (const one of ofAddress) found.push(one);
    return this.conclude(dialog, this.withoutSilenced(found), evidence);
  }

  private conclude(dialog: number, findings: Finding[], evidence: Evidence | null): Finding[] {
    this.await(dialog, evidence?.awaitsUs ?? Number.POSITIVE_INFINITY);
    this.keep(dialog, findings);
    return findings;
  }

  /** Dialogs show the same bits over and over: which rules they ask is looked up. */
  private askedFor(traits: number): readonly Rule[] {
    const known = this.asked.get(traits);
    if (known !== undefined) return known;
    const asked = this.ofDialogs.filter((rule) => isAsked(rule, traits));
    if (this.asked.size >= TRAITS_KNOWN) this.asked.clear();
    this.asked.set(traits, asked);
    return asked;
  }

  private silencesAll(code: string): boolean {
    return this.ruleOf(code)?.silences === 'all';
  }

  private withoutSilenced(found: Finding[]): Finding[] {
    if (found.length < 2) return found;
    const silenced = new Set<string>(found.flatMap(({ code }) => this.ruleOf(code)?.silences ?? []));
    return found.filter(({ code }) => !silenced.has(code));
  }

  private ruleOf(code: string): AnyRule | undefined {
    return this.rules[this.placeOf.get(code) ?? -1];
  }

  /** Dialogs that were found to have it are looked at again. */
  private noteAllWith(rule: AddressRule): void {
    const at = this.rules.indexOf(rule);
    const { findings0, findings1 } = this.store.dialogs.columns;
    const [column, bit] = at < 31 ? [findings0, 1 << at] : [findings1, 1 << (at - 31)];
    this.store.eachDialog((row) => {
      if ((column[row] & bit) !== 0) this.store.undiagnosed.noteHere(row);
    });
  }

  private keep(dialog: number, findings: readonly Finding[]): void {
    const d = this.store.dialogs.columns;
    let [low, high, gravity] = [0, 0, 0];
    for (const { code, severity } of findings) {
      const at = this.placeOf.get(code) ?? 0;
      if (at < 31) low |= 1 << at;
      else high |= 1 << (at - 31);
      this.ranks[at] |= 1 << (rankOf(severity) - 1);
      gravity = Math.max(gravity, rankOf(severity));
    }
    if (d.findings0[dialog] === low && d.findings1[dialog] === high && d.gravity[dialog] === gravity) return;
    d.findings0[dialog] = low;
    d.findings1[dialog] = high;
    d.gravity[dialog] = gravity;
    // Not for this reader, who knows.
    this.store.changed.noteHere(dialog);
    this.store.version++;
  }

  private notePair(offer: number, answer: number): void {
    if (this.cleanCount++ >= SDP_PAIRS_KNOWN) {
      this.cleanPairs.clear();
      this.cleanCount = 1;
    }
    const answers = this.cleanPairs.get(offer);
    if (answers === undefined) this.cleanPairs.set(offer, new Set([answer]));
    else answers.add(answer);
  }

  // --------------------------------------------------------------------------------------------- waiting

  private await(dialog: number, us: number): void {
    this.waiting.set(this.store.dialogId(dialog), us);
  }

  private get isDue(): boolean {
    const { clock, mediaStreams } = this.store;
    if (clock.ended && !this.sawEnd) return true;
    return clock.nowUs >= this.waiting.nextUs || (!this.sawStreams && mediaStreams.streams.begun > 0);
  }

  /** What waits for a time that has come, and at the end all that waits. */
  private noteDue(): void {
    const { clock, mediaStreams, undiagnosed } = this.store;
    this.sawEnd = clock.ended;
    if (clock.ended) for (const row of this.longDialogs.takeBehind()) undiagnosed.note(row);
    if (!this.sawStreams && mediaStreams.streams.begun > 0) this.noteSoundless();
    this.waiting.take(clock.ended ? UNTIL_END : clock.nowUs, (id) => {
      const row = this.store.dialogRow(id);
      if (row >= 0) undiagnosed.note(row);
    });
  }

  /** With the first RTP of the capture, calls without are worth a look. */
  private noteSoundless(): void {
    this.sawStreams = true;
    const { answerUs, firstStream } = this.store.dialogs.columns;
    this.store.eachDialog((row) => {
      if (answerUs[row] > 0 && firstStream[row] === 0) this.store.undiagnosed.note(row);
    });
  }
}

const NOTHING: readonly string[] = [];
const NO_PLACES: readonly number[] = [];
const NONE: readonly Finding[] = [];

function isAsked({ needs, orNeeds }: Rule, traits: number): boolean {
  return (traits & needs) === needs || (orNeeds !== undefined && (traits & orNeeds) === orNeeds);
}
