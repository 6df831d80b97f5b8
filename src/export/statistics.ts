/** Figures over a whole capture: counts, and the metrics of RFC 6076. The fields of `--print stats`, in their order. */

import type { CaptureCounters } from '../capture/live';
import type { DecodeCounts } from '../decode/carried';
import { HAS_TO_TAG, REQUEST } from '../store/messages';
import { stateOf, timingsOf } from '../store/state';
import type { Store } from '../store/store';
import { decoded } from '../store/text';
import { isoTime } from './time';

/** Means in milliseconds and shares in per cent; null where nothing was there to measure. */
export interface Rfc6076 {
  srdMs: number | null;
  sddMs: number | null;
  sdtMs: number | null;
  ser: number | null;
  seer: number | null;
  isa: number | null;
  scr: number | null;
  rrdMs: number | null;
  ira: number | null;
}

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
}

const TOP_SOURCES = 10;

/** Over the dialogs given; `strays`: with the messages that belong to none. `capture`: what a live one counted; `leftOut`: what a filter of files did. */
export function statistics(
  store: Store,
  counts: DecodeCounts,
  dialogs: readonly number[],
  strays: boolean,
  capture: CaptureCounters | null = null,
  leftOut: number | null = null,
): Statistics {
  const byMethod = new Counter();
  const byStatus = new Counter();
  const byState = new Counter();
  const bySource = new Counter();
  const sessions = new SessionFigures(store);
  const m = store.messages.columns;
  let messages = 0;
  const count = (message: number) => {
    messages++;
    const request = m.flags[message] & REQUEST;
    if (request) byMethod.add(decoded(store.words.text(m.method[message])));
    else byStatus.add(String(m.status[message]));
    bySource.add(store.endpoints.get(m.source[message]).address);
  };
  for (const dialog of dialogs) {
    byState.add(stateOf(store.dialogs, dialog, store.clock));
    store.eachMessage(dialog, count);
    sessions.add(dialog);
  }
  if (strays) for (let row = store.firstStray - 1; row >= 0; row = m.next[row] - 1) count(row);
  return {
    packets: counts.packets + (leftOut ?? 0),
    messages,
    dialogs: dialogs.length,
    byMethod: byMethod.descending(),
    byStatus: byStatus.descending(),
    byState: byState.descending(),
    rfc6076: sessions.figures(),
    topSources: bySource.top(TOP_SOURCES).map(([address, n]) => ({ address, messages: n })),
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
  };
}

class Counter {
  private readonly counts = new Map<string, number>();

  add(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  top(n: number): [string, number][] {
    return [...this.counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, n);
  }

  descending(): Record<string, number> {
    return Object.fromEntries(this.top(Number.POSITIVE_INFINITY));
  }
}

class Mean {
  private sum = 0;
  private n = 0;

  add(value: number | null): void {
    if (value === null) return;
    this.sum += value;
    this.n++;
  }

  get value(): number | null {
    return this.n === 0 ? null : Math.round((this.sum / this.n) * 1000) / 1000;
  }
}

/** Successes by 4.8 of RFC 6076 besides 200: the network did its part. */
const EFFECTIVE = new Set([480, 486, 600, 603]);
/** 4.9: ineffective attempts. */
const INEFFECTIVE = new Set([408, 500, 503, 504]);

/** RFC 6076 section 4, each dialog with an initial INVITE or REGISTER one attempt. */
class SessionFigures {
  private readonly srd = new Mean();
  private readonly sdd = new Mean();
  private readonly sdt = new Mean();
  private readonly rrd = new Mean();
  private invites = 0;
  private answered = 0;
  private redirected = 0;
  private effective = 0;
  private ineffective = 0;
  private completed = 0;
  private registers = 0;
  private registersFailed = 0;

  constructor(private readonly store: Store) {}

  add(dialog: number): void {
    const { store } = this;
    const first = store.dialogs.columns.firstMessage[dialog] - 1;
    const flags = store.messages.columns.flags[first];
    if ((flags & REQUEST) === 0 || flags & HAS_TO_TAG) return;
    const method = store.dialogs.columns.method[dialog];
    if (method === store.known.invite) this.addCall(dialog);
    else if (method === store.known.register) this.addRegistration(dialog);
  }

  figures(): Rfc6076 {
    const attempts = this.invites - this.redirected;
    return {
      srdMs: this.srd.value,
      sddMs: this.sdd.value,
      sdtMs: this.sdt.value,
      ser: percent(this.answered, attempts),
      seer: percent(this.answered + this.effective, attempts),
      isa: percent(this.ineffective, this.invites),
      scr: percent(this.completed, this.invites),
      rrdMs: this.rrd.value,
      ira: percent(this.registersFailed, this.registers),
    };
  }

  private addCall(dialog: number): void {
    const d = this.store.dialogs.columns;
    const status = d.status[dialog];
    const { setupMs, talkMs } = timingsOf(this.store.dialogs, dialog);
    this.invites++;
    this.srd.add(setupMs);
    this.sdt.add(talkMs);
    if (d.answerUs[dialog] > 0) this.answered++;
    else if (status >= 300 && status < 400) this.redirected++;
    else if (EFFECTIVE.has(status)) this.effective++;
    else if (INEFFECTIVE.has(status)) this.ineffective++;
    const disconnect = this.disconnectMs(dialog);
    this.sdd.add(disconnect);
    if (d.answerUs[dialog] > 0 && disconnect !== null) this.completed++;
  }

  private addRegistration(dialog: number): void {
    const d = this.store.dialogs.columns;
    const status = d.status[dialog];
    this.registers++;
    if (status >= 300 && status !== 401 && status !== 407) this.registersFailed++;
    this.addRegistrationDelays(dialog);
  }

  /** A phone registers again and again under one Call-ID: each request that was accepted has its own delay. */
  private addRegistrationDelays(dialog: number): void {
    const { store } = this;
    const m = store.messages.columns;
    const sentUs = new Map<number, number>();
    store.eachMessage(dialog, (message) => {
      if (m.method[message] !== store.known.register) return;
      const transaction = m.transaction[message];
      const sent = sentUs.get(transaction);
      if (m.flags[message] & REQUEST) {
        if (sent === undefined) sentUs.set(transaction, store.timeUs(message));
      } else if (sent !== undefined && m.status[message] >= 200 && m.status[message] < 300) {
        this.rrd.add((store.timeUs(message) - sent) / 1000);
        sentUs.delete(transaction);
      }
    });
  }

  /** From the first BYE to the 2xx that answers it. */
  private disconnectMs(dialog: number): number | null {
    const { store } = this;
    const byeUs = store.dialogs.columns.byeUs[dialog];
    if (byeUs === 0) return null;
    const m = store.messages.columns;
    let answeredUs: number | null = null;
    store.eachMessage(dialog, (message) => {
      const answers = m.method[message] === store.known.bye && m.status[message] >= 200 && m.status[message] < 300;
      if (answers && answeredUs === null) answeredUs = store.timeUs(message);
    });
    return answeredUs === null ? null : (answeredUs - byeUs) / 1000;
  }
}

function percent(part: number, whole: number): number | null {
  return whole <= 0 ? null : Math.round((part / whole) * 10_000) / 100;
}
