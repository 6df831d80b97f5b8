/** Figures over a whole capture: counts, and the metrics of RFC 6076. The fields of `--print stats`, in their order. */

import type { CaptureCounters } from '../capture/live';
import type { DecodeCounts } from '../decode/carried';
import { userOf } from '../filter/fields';
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
  return tally.statistics(counted);
}

/** Takes dialogs one after the other, so that whoever has many may rest in between. */
export class Tally {
  private dialogs = 0;
  private messages = 0;
  /** By interned id, status and endpoint: texts are made once, in the end. */
  private readonly methods = new Counter<number>();
  private readonly statuses = new Counter<number>();
  private readonly sources = new Counter<number>();
  private readonly states = new Counter<string>();
  private readonly users = new Counter<string>();
  private readonly sessions: SessionFigures;
  private readonly rates = new CallRates();

  constructor(private readonly store: Store) {
    this.sessions = new SessionFigures(store);
  }

  dialog(row: number): void {
    const { store } = this;
    this.dialogs++;
    this.states.add(stateOf(store.dialogs, row, store.clock));
    const user = userOf(store.names.from(row));
    if (user !== '') this.users.add(user);
    store.eachMessage(row, (message) => this.message(message));
    if (this.sessions.add(row)) this.rates.add(store.dialogs.columns.startUs[row]);
  }

  /** Messages that belong to no dialog. */
  strays(): void {
    const { store } = this;
    for (let row = store.firstStray - 1; row >= 0; row = store.messages.columns.next[row] - 1) this.message(row);
  }

  statistics({ counts, capture = null, leftOut = null }: Counted): Statistics {
    const { store, sessions } = this;
    const address = (endpoint: number) => store.endpoints.get(endpoint).address;
    return {
      packets: counts.packets + (leftOut ?? 0),
      messages: this.messages,
      dialogs: this.dialogs,
      byMethod: this.methods.by((method) => decoded(store.words.text(method))).descending(),
      byStatus: this.statuses.by(String).descending(),
      byState: this.states.descending(),
      rfc6076: sessions.figures(),
      topSources: this.sources
        .by(address)
        .top(TOP)
        .map(([address, messages]) => ({ address, messages })),
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
      topUsers: this.users.top(TOP).map(([user, dialogs]) => ({ user: decoded(user), dialogs })),
      callRate: this.rates.rate(store.beganUs, store.clock.nowUs),
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

class Counter<Key extends string | number> {
  private readonly counts = new Map<Key, number>();

  add(key: Key, times = 1): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + times);
  }

  /** Counted by what the keys are called. */
  by(name: (key: Key) => string): Counter<string> {
    const named = new Counter<string>();
    for (const [key, times] of this.counts) named.add(name(key), times);
    return named;
  }

  /** The most frequent, of equal ones the first by name; found in one pass, as there may be very many. */
  top(n: number): [Key, number][] {
    const best: [Key, number][] = [];
    let [leastKey, least] = ['' as Key, 0];
    this.counts.forEach((count, key) => {
      if (best.length === n && (count < least || (count === least && key > leastKey))) return;
      const one: [Key, number] = [key, count];
      const at = best.findIndex((other) => byFrequency(one, other) < 0);
      best.splice(at < 0 ? best.length : at, 0, one);
      if (best.length > n) best.pop();
      [leastKey, least] = best[best.length - 1];
    });
    return best;
  }

  descending(): Record<string, number> {
    return Object.fromEntries([...this.counts].sort(byFrequency));
  }
}

function byFrequency<Key extends string | number>([a, many]: [Key, number], [b, more]: [Key, number]): number {
  return more - many || (a < b ? -1 : 1);
}
