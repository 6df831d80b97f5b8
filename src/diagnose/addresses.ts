/**
 * What is known by address (IP, without port) across dialogs: what each dialog showed of it, within bounds, and the
 * verdicts of the rules for addresses. What went well is only counted, by end, without an object or a string.
 */

import { ADDRESS_DIALOGS, ADDRESSES_KNOWN, DIALOGS_AN_ADDRESS } from '../budgets';
import * as D from '../store/dialogs';
import type { Store } from '../store/store';
import { AddressEvidence } from './address-evidence';
import type { AddressFinding } from './finding';
import type { AddressFound, AddressRule } from './rule';
import { type Sighting, Sightings, TELLING } from './sightings';
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
  /** By row of the dialog its generation, once it was counted as accepted, and once it told something. */
  private counted = new Uint32Array(1024);
  private told = new Uint32Array(1024);
  /** The dialog that is being looked at, -1 for none. */
  private current = -1;
  /** By endpoint id: dialogs that it opened and that were accepted. */
  private accepted = new Uint32Array(1024);

  constructor(
    private readonly store: Store,
    private readonly rules: readonly AddressRule[],
    private thresholds: Thresholds,
    private readonly hears: Hears,
  ) {
    this.sightings = new Sightings(store);
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

  /** Of the dialog that was looked at last. */
  get awaitsUs(): number {
    return this.sightings.awaitsUs;
  }

  /** Takes what a dialog shows, however often it is asked for, and gives the findings whose proof it is part of. */
  look(dialog: number, traits: number): readonly AddressFinding[] {
    this.sightings.awaitsUs = Number.POSITIVE_INFINITY;
    this.countAccepted(dialog);
    const { generation } = this.store.dialogs.columns;
    const before = this.told[dialog] === generation[dialog];
    if (!before && (traits & TELLING) === 0) return NONE;
    const all = this.sightings.of(dialog, traits);
    if (all.length === 0 && !before) return NONE;
    this.told = withRoom(this.told, dialog);
    this.told[dialog] = generation[dialog];
    this.current = dialog;
    return this.take(dialog, all, before);
  }

  /** The findings of all addresses, in the order in which they came into sight. */
  all(): AddressFinding[] {
    for (const known of this.known.values()) if (known.verdicts.length > 0 && this.prune(known)) this.dirty.add(known);
    this.settle();
    return [...this.known.values()].flatMap((known) =>
      known.verdicts.map((verdict) => {
        const dialogs = verdict.dialogs.map((id) => this.store.dialogRow(id)).filter((row) => row >= 0);
        return this.finding(known, verdict, verdict.found.proof, dialogs);
      }),
    );
  }

  // ------------------------------------------------------------------------------------------- what is known

  private countAccepted(dialog: number): void {
    const d = this.store.dialogs.columns;
    if (this.counted[dialog] === d.generation[dialog]) return;
    const flags = d.flags[dialog];
    const status = d.status[dialog];
    if ((flags & (D.INVITE_DIALOG | D.REGISTER_DIALOG)) === 0) return;
    const reached = d.ringUs[dialog] > 0 || d.answerUs[dialog] > 0 || (flags & D.ESTABLISHED) !== 0;
    if (!reached && (status < 200 || status >= 300) && !CALLEES_ANSWERS.has(status)) return;
    const m = this.store.messages.columns;
    const first = d.firstMessage[dialog] - 1;
    this.counted = withRoom(this.counted, dialog);
    this.counted[dialog] = d.generation[dialog];
    this.countEnd(m.source[first]);
    // Who called is not known of a call that began before.
    if ((flags & D.MIDWAY) !== 0) this.countEnd(m.destination[first]);
  }

  private countEnd(end: number): void {
    this.accepted = withRoom(this.accepted, end);
    this.accepted[end]++;
  }

  /** `before`: the dialog has told something before. */
  private take(dialog: number, all: readonly Sighting[], before: boolean): readonly AddressFinding[] {
    const id = this.store.dialogId(dialog);
    const findings: AddressFinding[] = [];
    for (const address of this.addressesOf(dialog, all, before)) {
      const own = all.filter(({ end }) => this.store.endpoints.get(end).address === address);
      if (own.length === 0) this.forget(address, id);
      else findings.push(...this.findingsOf(this.note(address, id, own, before), own, dialog));
    }
    return findings;
  }

  /** Those that it tells of, or may have told of before. */
  private addressesOf(dialog: number, all: readonly Sighting[], before: boolean): Set<string> {
    const { endpoints, messages } = this.store;
    const addresses = new Set(all.map(({ end }) => endpoints.get(end).address));
    if (!before) return addresses;
    this.store.eachMessage(dialog, (row) => {
      addresses.add(endpoints.get(messages.columns.source[row]).address);
      addresses.add(endpoints.get(messages.columns.destination[row]).address);
    });
    return addresses;
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
    this.keepWithin(known);
    // Its very first request tells who a scanner is that says so.
    if (known.verdicts.length === 0 && own.some(({ kind }) => kind === 'agent')) this.judge(known);
    else this.dirty.add(known);
    return known;
  }

  private forget(address: string, id: number): void {
    const known = this.known.get(address);
    if (known === undefined || !known.dialogs.delete(id)) return;
    this.kept--;
    this.dirty.add(known);
  }

  private keepWithin(latest: Known): void {
    if (latest.dialogs.size > DIALOGS_AN_ADDRESS) {
      for (const id of latest.dialogs.keys()) {
        latest.dialogs.delete(id);
        break;
      }
      latest.dropped++;
      this.kept--;
    }
    for (const known of this.known.values()) {
      if (this.known.size <= ADDRESSES_KNOWN && this.kept <= ADDRESS_DIALOGS) return;
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
    const accepted = (end: number) => this.accepted[end] ?? 0;
    const evidence = new AddressEvidence(this.store, known.address, this.thresholds, all, accepted);
    const before = known.verdicts;
    known.verdicts = this.rules.flatMap((rule) => {
      const found = all.length === 0 ? null : rule.judge(evidence);
      if (found === null) return [];
      const earlier = before.find((one) => one.rule === rule)?.sinceUs ?? Number.POSITIVE_INFINITY;
      const dialogs = [...new Set(found.proof.map(({ dialog }) => dialog))];
      return [{ rule, found, dialogs, sinceUs: Math.min(earlier, found.proof[0].timeUs) }];
    });
    for (const verdict of known.verdicts) {
      const same = before.find(({ rule, sinceUs }) => rule === verdict.rule && sinceUs === verdict.sinceUs);
      if (same === undefined) this.tellDialogs(all, verdict);
    }
    for (const { rule } of before) if (!known.verdicts.some((one) => one.rule === rule)) this.hears.verdictGone(rule);
    if (known.dialogs.size === 0) this.drop(known);
    this.store.version++;
  }

  private tellDialogs(all: readonly Sighting[], verdict: Verdict): void {
    for (const sighting of all) {
      const row = isPart(sighting, verdict) ? this.store.dialogRow(sighting.dialog) : -1;
      if (row >= 0 && row !== this.current) this.hears.dialogChanged(row);
    }
  }

  private findingsOf(known: Known, own: readonly Sighting[], dialog: number): AddressFinding[] {
    return known.verdicts.flatMap((verdict) => {
      const part = own.filter((sighting) => isPart(sighting, verdict));
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
      count: proving.length + dropped,
      dialogs,
      messages: [...messages].map((id) => this.store.messageRow(id)).filter((row) => row >= 0),
    };
  }
}

const NONE: readonly AddressFinding[] = [];

/** The called side itself said so: who asked was let through to it. */
const CALLEES_ANSWERS = new Set([480, 486, 487, 600, 603]);

function isPart({ kind, timeUs }: Sighting, { rule, sinceUs }: Verdict): boolean {
  return rule.kinds.includes(kind) && timeUs >= sinceUs;
}

function isSame(a: readonly Sighting[], b: readonly Sighting[]): boolean {
  const same = (one: Sighting, other: Sighting) =>
    one.kind === other.kind && one.timeUs === other.timeUs && one.messages.join() === other.messages.join();
  return a.length === b.length && a.every((one, i) => same(one, b[i]));
}

function withRoom(array: Uint32Array<ArrayBuffer>, index: number): Uint32Array<ArrayBuffer> {
  if (index < array.length) return array;
  const wider = new Uint32Array(2 * index);
  wider.set(array);
  return wider;
}
