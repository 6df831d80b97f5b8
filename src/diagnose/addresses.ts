/**
 * What is known by address (IP, without port) across dialogs: what each dialog showed of it, within bounds, and the
 * verdicts of the rules for addresses. What went well is only counted, by end, without an object or a string.
 */

import { ADDRESS_DIALOGS, ADDRESSES_KNOWN, DIALOGS_AN_ADDRESS, SUSPECT_REGISTRATIONS } from '../budgets';
import type { Store } from '../store/store';
import { AddressEvidence, type AnswersKnown } from './address-evidence';
import { Ends, withRoom } from './ends';
import type { Evidence } from './evidence';
import type { AddressFinding } from './finding';
import type { AddressFound, AddressRule } from './rule';
import { type Sighting, Sightings } from './sightings';
import type { Thresholds } from './thresholds';

interface Verdict {
  rule: AddressRule;
  found: AddressFound;
  /** Ids, each once. */
  dialogs: readonly number[];
  /** Of the first proof ever: dialogs since then are part of it. */
  sinceUs: number;
}

interface Known {
  address: string;
  /** By id of the dialog, in the order in which they were first told of. */
  dialogs: Map<number, readonly Sighting[]>;
  /** Dialogs that had to make room for others. */
  dropped: number;
  verdicts: readonly Verdict[];
}

interface Hears {
  /** The dialog in this row is part of a proof now. */
  dialogChanged(row: number): void;
  /** An address is cleared of what the rule found. */
  verdictGone(rule: AddressRule): void;
}

export class Addresses {
  private readonly known = new Map<string, Known>();
  /** Dialogs in all of them. */
  private kept = 0;
  /** Those of which more is known since they were judged. */
  private readonly dirty = new Set<Known>();
  private readonly sightings: Sightings;
  private readonly ends: Ends;
  /** Ids of dialogs by which an end registered to which requests stayed without answer, and that endpoint's id. */
  private readonly suspects = new Map<number, number>();
  private readonly answersKnown: AnswersKnown = new WeakMap();
  /** By row of the dialog its generation, once it told something. */
  private told = new Uint32Array(1024);
  /** The dialog that is being looked at, -1 for none. */
  private current = -1;

  constructor(
    private readonly store: Store,
    private readonly rules: readonly AddressRule[],
    private thresholds: Thresholds,
    private readonly hears: Hears,
  ) {
    this.ends = new Ends(store);
    this.sightings = new Sightings(store, this.ends);
  }

  /** All are judged again. */
  configure(thresholds: Thresholds): void {
    this.thresholds = thresholds;
    for (const known of this.known.values()) this.dirty.add(known);
  }

  get settled(): boolean {
    return this.dirty.size === 0;
  }

  /** Judges the addresses of which more is known. */
  settle(): void {
    this.current = -1;
    for (const known of this.dirty) this.judge(known);
    this.dirty.clear();
  }

  /** Takes note of what went well. True where the dialog tells more, or did before, so that look() is to be asked. */
  isWorthALook(dialog: number, traits: number): boolean {
    this.ends.look(dialog);
    return (
      this.sightings.isWorthALook(dialog, traits) || this.told[dialog] === this.store.dialogs.columns.generation[dialog]
    );
  }

  /** Takes what a dialog shows, however often it is asked for, and gives the findings whose proof it is part of. */
  look(evidence: Evidence): readonly AddressFinding[] {
    const { dialog } = evidence;
    const { generation } = this.store.dialogs.columns;
    const before = this.told[dialog] === generation[dialog];
    const end = this.suspects.get(this.store.dialogId(dialog));
    const own = this.sightings.of(evidence);
    const all = end === undefined ? own : [...own, this.sightings.registered(dialog, end)];
    if (all.length === 0 && !before) return NONE;
    this.noteTold(dialog);
    this.current = dialog;
    return this.take(dialog, all, before);
  }

  /** The findings of all addresses, in the order in which they came into sight. Others may be let in between. */
  *each(): Generator<AddressFinding, void> {
    for (const known of this.known.values()) if (known.verdicts.length > 0 && this.prune(known)) this.dirty.add(known);
    this.settle();
    for (const known of this.known.values()) {
      for (const verdict of known.verdicts) {
        const dialogs = verdict.dialogs.map((id) => this.store.dialogRow(id)).filter((row) => row >= 0);
        yield this.finding(known, verdict, verdict.found.proof, dialogs);
      }
    }
  }

  // ------------------------------------------------------------------------------------------- what is known

  /** `before`: the dialog has told something before. */
  private take(dialog: number, all: readonly Sighting[], before: boolean): readonly AddressFinding[] {
    const id = this.store.dialogId(dialog);
    const findings: AddressFinding[] = [];
    for (const address of this.addressesOf(dialog, all, before)) {
      const own = all.filter((sighting) => this.addressOf(sighting) === address);
      if (own.length === 0) this.forget(address, id);
      else findings.push(...this.findingsOf(this.note(address, id, own, before), own, dialog));
    }
    return findings;
  }

  /** Those that it tells of, or may have told of before. */
  private addressesOf(dialog: number, all: readonly Sighting[], before: boolean): Set<string> {
    const { endpoints, messages } = this.store;
    const addresses = new Set(all.map((sighting) => this.addressOf(sighting)));
    if (!before) return addresses;
    this.store.eachMessage(dialog, (row) => {
      addresses.add(endpoints.get(messages.columns.source[row]).address);
      addresses.add(endpoints.get(messages.columns.destination[row]).address);
    });
    return addresses;
  }

  private addressOf({ origin, end }: Sighting): string {
    return origin ?? this.store.endpoints.get(end).address;
  }

  private note(address: string, id: number, own: readonly Sighting[], before: boolean): Known {
    let known = this.known.get(address);
    if (known === undefined) {
      known = { address, dialogs: new Map(), dropped: 0, verdicts: [] };
      this.known.set(address, known);
    }
    const old = known.dialogs.get(id);
    // One that had to make room is counted already.
    if (old === undefined ? before && known.dropped > 0 : isSame(old, own)) return known;
    if (old === undefined) this.kept++;
    known.dialogs.set(id, own);
    for (const { kind, end } of own) if (kind === 'unanswered') this.suspect(end);
    this.keepWithin(known);
    // Its very first request tells who a scanner is that says so.
    if (known.verdicts.length === 0 && own.some(({ kind }) => kind === 'agent')) this.judge(known);
    else this.dirty.add(known);
    return known;
  }

  /** The registration is to be looked at, now and as it goes on. */
  private suspect(end: number): void {
    const id = this.ends.registration(end);
    const row = id === 0 ? -1 : this.store.dialogRow(id);
    if (row < 0 || this.suspects.has(id)) return;
    for (const oldest of this.suspects.keys()) {
      if (this.suspects.size < SUSPECT_REGISTRATIONS) break;
      this.suspects.delete(oldest);
    }
    this.suspects.set(id, end);
    this.noteTold(row);
    this.hears.dialogChanged(row);
  }

  private noteTold(dialog: number): void {
    this.told = withRoom(this.told, dialog);
    this.told[dialog] = this.store.dialogs.columns.generation[dialog];
  }

  private forget(address: string, id: number): void {
    const known = this.known.get(address);
    if (known === undefined || !known.dialogs.delete(id)) return;
    this.kept--;
    this.dirty.add(known);
  }

  private keepWithin(latest: Known): void {
    if (latest.dialogs.size > DIALOGS_AN_ADDRESS) {
      // What its first dialogs prove is not known later.
      if (latest.dropped === 0) this.judge(latest);
      for (const id of latest.dialogs.keys()) {
        latest.dialogs.delete(id);
        break;
      }
      latest.dropped++;
      this.kept--;
    }
    if (this.known.size <= ADDRESSES_KNOWN && this.kept <= ADDRESS_DIALOGS) return;
    // Some at once: to find the oldest of a map that loses one after the other takes ever longer.
    for (const known of this.known.values()) {
      if (this.known.size <= ADDRESSES_KNOWN * LEFT_SHARE && this.kept <= ADDRESS_DIALOGS * LEFT_SHARE) return;
      if (known !== latest) this.drop(known);
    }
  }

  private drop(known: Known): void {
    this.known.delete(known.address);
    this.dirty.delete(known);
    this.kept -= known.dialogs.size;
  }

  /** True where dialogs are gone that were told of. */
  private prune(known: Known): boolean {
    const before = known.dialogs.size;
    for (const id of known.dialogs.keys()) if (this.store.dialogRow(id) < 0) known.dialogs.delete(id);
    this.kept -= before - known.dialogs.size;
    return known.dialogs.size < before;
  }

  // ---------------------------------------------------------------------------------------------- verdicts

  private judge(known: Known): void {
    this.prune(known);
    const all = [...known.dialogs.values()].flat();
    const evidence = new AddressEvidence(this.store, known.address, this.thresholds, all, this.ends, this.answersKnown);
    const before = known.verdicts;
    const verdicts = this.rules.flatMap((rule): Verdict[] => {
      const found = all.length === 0 ? null : rule.judge(evidence);
      if (found === null) return this.stays(known, rule);
      const earlier = before.find((one) => one.rule === rule)?.sinceUs ?? Number.POSITIVE_INFINITY;
      const dialogs = [...new Set(found.proof.map(({ dialog }) => dialog))];
      return [{ rule, found, dialogs, sinceUs: Math.min(earlier, found.proof[0].timeUs) }];
    });
    const silenced = new Set<string>(verdicts.flatMap(({ rule }) => rule.silences ?? []));
    known.verdicts = verdicts.filter(({ rule }) => !silenced.has(rule.code));
    for (const verdict of known.verdicts) {
      this.tellDialogs(
        all,
        verdict,
        before.find(({ rule }) => rule === verdict.rule),
      );
    }
    for (const { rule } of before) if (!known.verdicts.some((one) => one.rule === rule)) this.hears.verdictGone(rule);
    if (known.dialogs.size === 0) this.drop(known);
    this.store.version++;
  }

  /** What dialogs proved that had to make room for others stays true, unless the source is let in by now. */
  private stays({ verdicts, dialogs, dropped }: Known, rule: AddressRule): Verdict[] {
    const verdict = verdicts.find((one) => one.rule === rule);
    if (verdict === undefined || !rule.joins || dropped === 0 || dialogs.size === 0) return [];
    const { end } = verdict.found.proof[0];
    return this.ends.isLetIn(end, dropped + dialogs.size) ? [] : [verdict];
  }

  private tellDialogs(all: readonly Sighting[], verdict: Verdict, before: Verdict | undefined): void {
    const { rule, dialogs, sinceUs } = verdict;
    if (rule.joins && before?.sinceUs === sinceUs) return;
    const news = rule.joins ? all.filter((one) => isPart(one, verdict)).map(({ dialog }) => dialog) : dialogs;
    const gone = rule.joins || before === undefined ? [] : before.dialogs.filter((id) => !dialogs.includes(id));
    const known = rule.joins || before === undefined ? [] : before.dialogs;
    for (const id of [...news.filter((one) => !known.includes(one)), ...gone]) {
      const row = this.store.dialogRow(id);
      if (row >= 0 && row !== this.current) this.hears.dialogChanged(row);
    }
  }

  private findingsOf(known: Known, own: readonly Sighting[], dialog: number): AddressFinding[] {
    const id = this.store.dialogId(dialog);
    return known.verdicts.flatMap((verdict) => {
      const { rule, found } = verdict;
      const part = rule.joins
        ? own.filter((sighting) => isPart(sighting, verdict))
        : found.proof.filter((sighting) => sighting.dialog === id);
      return part.length === 0 ? [] : [this.finding(known, verdict, part, [dialog])];
    });
  }

  private finding(
    { address, dropped }: Known,
    { rule, found, sinceUs, dialogs: proving }: Verdict,
    proof: readonly Sighting[],
    dialogs: readonly number[],
  ): AddressFinding {
    const messages = new Set(proof.flatMap((one) => one.messages));
    return {
      severity: found.severity ?? rule.severity,
      values: found.values,
      also: found.also,
      code: rule.code,
      address,
      firstUs: sinceUs,
      lastUs: found.proof[found.proof.length - 1].timeUs,
      count: (found.count ?? proving.length) + dropped,
      dialogs,
      messages: this.inOrder([...messages].map((id) => this.store.messageRow(id)).filter((row) => row >= 0)),
    };
  }

  private inOrder(messages: number[]): number[] {
    return messages.sort((a, b) => this.store.timeUs(a) - this.store.timeUs(b));
  }
}

/** What stays of the addresses when there are too many. */
const LEFT_SHARE = 0.9;

const NONE: readonly AddressFinding[] = [];

function isPart({ kind, timeUs }: Sighting, { rule, sinceUs }: Verdict): boolean {
  return rule.kinds.includes(kind) && timeUs >= sinceUs;
}

function isSame(a: readonly Sighting[], b: readonly Sighting[]): boolean {
  const same = (one: Sighting, other: Sighting) =>
    one.kind === other.kind && one.timeUs === other.timeUs && one.messages.join() === other.messages.join();
  return a.length === b.length && a.every((one, i) => same(one, b[i]));
}
