/** Figures over a whole capture: counts, and the metrics of RFC 6076. The fields of `--print stats`, in their order. */

import type { CaptureCounters } from '../capture/live';
import type { DecodeCounts } from '../decode/carried';
import { textOf } from '../filter/name-bytes';
import { REQUEST } from '../store/messages';
import { stateOf } from '../store/state';
import type { Store } from '../store/store';
import { decoded } from '../store/text';
import { type CallRate, CallRates } from './call-rate';
import { type Delays, type Rfc6076, SessionFigures, type Shares } from './session-figures';
import { isoTime } from './time';

export interface Statistics {
  /** With those that a capture filter of files left out. */
  packets: number;
  messages: number;
  dialogs: number;
  byMethod: Record<string, number>;
  byStatus: Record<string, number>;
  byState: Record<string, number>;
  rfc6076: Rfc6076;
  /** Addresses that sent most messages. */
  topSources: { address: string; messages: number }[];
  /** What a live capture received and lost, null for files; and what a capture filter of files left out. */
  capture: {
    received: number | null;
    droppedByKernel: number | null;
    droppedByInterface: number | null;
    droppedHere: number;
    /** Packets of files that their capture filter left out; null without one. */
    leftOutByFilter: number | null;
  };
  /** Dialogs and messages that the limits kept out. */
  evicted: number;
  refused: number;
  /** TLS connections, of which only their beginnings can be read. */
  encrypted: {
    client: string;
    server: string;
    version: string | null;
    serverName: string | null;
    start: string;
    records: number;
  }[];
  /** Between which bounds the delays lie, and what the shares are of. */
  rfc6076Delays: Delays;
  rfc6076Shares: Shares;
  /** Users of From that began most dialogs. */
  topUsers: { user: string; dialogs: number }[];
  callRate: CallRate;
  /** Dialogs by what is wrong with them; null where nobody looked. */
  byFinding: Record<string, number> | null;
}

/** What a run knows besides the store. */
export interface Counted {
  counts: Pick<DecodeCounts, 'packets'>;
  /** What a live capture counted. */
  capture?: CaptureCounters | null;
  /** What a capture filter of files left out. */
  leftOut?: number | null;
}

const TOP = 10;

/** Over the dialogs given; `strays`: with the messages that belong to none. */
export function statistics(store: Store, dialogs: readonly number[], strays: boolean, counted: Counted): Statistics {
  const tally = new Tally(store);
  for (const dialog of dialogs) tally.dialog(dialog);
  if (strays) tally.strays();
  const work = tally.statistics(counted);
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** Takes dialogs one after the other, so that whoever has many may rest in between. */
export class Tally {
  private dialogs = 0;
  private messages = 0;
  /** By interned id, status and endpoint: texts are made once, in the end. */
  private readonly methods = new CounterById();
  private readonly statuses = new CounterById();
  private readonly sources = new CounterById();
  private readonly states = new Counter();
  private readonly users = new Counter();
  private readonly findings = new Counter();
  private diagnosed = true;
  private readonly sessions: SessionFigures;
  private readonly rates = new CallRates();

  private readonly countMessage = (row: number) => this.message(row);

  constructor(private readonly store: Store) {
    this.sessions = new SessionFigures(store);
  }

  dialog(row: number): void {
    const { store } = this;
    this.dialogs++;
    this.states.add(stateOf(store.dialogs, row, store.clock));
    const user = textOf(store, row, 'fromUser');
    if (user !== '') this.users.add(user);
    this.findingsOf(row);
    store.eachMessage(row, this.countMessage);
    if (this.sessions.add(row)) this.rates.add(store.dialogs.columns.startUs[row]);
  }

  private findingsOf(row: number): void {
    const codes = this.store.diagnosed.codes(row);
    if (codes === null) this.diagnosed = false;
    else for (const code of codes) this.findings.add(code);
  }

  /** Messages that belong to no dialog. */
  strays(): void {
    const { store } = this;
    for (let row = store.firstStray - 1; row >= 0; row = store.messages.columns.next[row] - 1) this.message(row);
  }

  /** Yields whenever it may stop: there may be an end or a user for each dialog. */
  *statistics({ counts, capture = null, leftOut = null }: Counted): Generator<void, Statistics> {
    const { store, sessions } = this;
    const addresses = yield* this.sources.by((endpoint) => store.endpoints.address(endpoint));
    const topSources = yield* addresses.top(TOP);
    const topUsers = yield* this.users.top(TOP);
    const methods = yield* this.methods.by((method) => decoded(store.words.text(method)));
    const statuses = yield* this.statuses.by(String);
    return {
      packets: counts.packets + (leftOut ?? 0),
      messages: this.messages,
      dialogs: this.dialogs,
      byMethod: methods.descending(),
      byStatus: statuses.descending(),
      byState: this.states.descending(),
      rfc6076: sessions.figures(),
      topSources: topSources.map(([address, messages]) => ({ address, messages })),
      capture: {
        received: capture?.received ?? null,
        droppedByKernel: capture?.droppedByKernel ?? null,
        droppedByInterface: capture?.droppedByInterface ?? null,
        droppedHere: store.refused + (capture?.droppedHere ?? 0),
        leftOutByFilter: leftOut,
      },
      evicted: store.evicted,
      refused: store.refused,
      encrypted: store.tlsConnections.map((one) => ({
        client: store.endpoints.text(one.client),
        server: store.endpoints.text(one.server),
        version: one.version,
        serverName: one.serverName,
        start: isoTime(one.seconds, one.nanos),
        records: one.records,
      })),
      rfc6076Delays: sessions.delays(),
      rfc6076Shares: sessions.shares(),
      topUsers: topUsers.map(([user, dialogs]) => ({ user: decoded(user), dialogs })),
      callRate: this.rates.rate(store.beganUs, store.clock.nowUs),
      byFinding: this.diagnosed ? this.findings.descending() : null,
    };
  }

  private message(row: number): void {
    const m = this.store.messages.columns;
    this.messages++;
    if (m.flags[row] & REQUEST) this.methods.add(m.method[row]);
    else this.statuses.add(m.status[row]);
    this.sources.add(m.source[row]);
  }
}

/** Keys between two chances to stop. */
const KEYS_A_LOOK = 1024;

class Counter {
  private readonly counts = new Map<string, number>();

  add(key: string, times = 1): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + times);
  }

  /** The most frequent, of equal ones the first by name; found in one pass, as there may be very many. */
  *top(n: number): Generator<void, [string, number][]> {
    const best: [string, number][] = [];
    let [leastKey, least] = ['', 0];
    let looked = 0;
    for (const one of this.counts) {
      if (++looked % KEYS_A_LOOK === 0) yield;
      const [key, count] = one;
      if (best.length === n && (count < least || (count === least && key > leastKey))) continue;
      const at = best.findIndex((other) => byFrequency(one, other) < 0);
      best.splice(at < 0 ? best.length : at, 0, one);
      if (best.length > n) best.pop();
      [leastKey, least] = best[best.length - 1];
    }
    return best;
  }

  descending(): Record<string, number> {
    return Object.fromEntries([...this.counts].sort(byFrequency));
  }
}

/** By whole numbers from 0 on, which are many and close together. */
class CounterById {
  private counts = new Uint32Array(1024);

  add(id: number): void {
    if (id >= this.counts.length) this.widen(id);
    this.counts[id]++;
  }

  /** Counted by what the ids are called. */
  *by(name: (id: number) => string): Generator<void, Counter> {
    const named = new Counter();
    for (let id = 0; id < this.counts.length; id++) {
      if (this.counts[id] > 0) named.add(name(id), this.counts[id]);
      if (id % KEYS_A_LOOK === KEYS_A_LOOK - 1) yield;
    }
    return named;
  }

  private widen(id: number): void {
    const wider = new Uint32Array(2 * (id + 1));
    wider.set(this.counts);
    this.counts = wider;
  }
}

function byFrequency([a, many]: [string, number], [b, more]: [string, number]): number {
  return more - many || (a < b ? -1 : 1);
}
