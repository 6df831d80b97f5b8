/** The metrics of RFC 6076 section 4 over dialogs: each with an initial INVITE or REGISTER is one attempt. */

import { HAS_TO_TAG, REQUEST } from '../store/messages';
import { timingsOf } from '../store/state';
import type { Store } from '../store/store';

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

/** How many times it was measured, and in milliseconds between which bounds; null where it was not. */
export interface Delay {
  count: number;
  minMs: number | null;
  meanMs: number | null;
  maxMs: number | null;
}

/** What a percentage is of. */
export interface Share {
  part: number;
  whole: number;
}

export type Delays = Record<'srd' | 'sdd' | 'sdt' | 'rrd', Delay>;
export type Shares = Record<'ser' | 'seer' | 'isa' | 'scr' | 'ira', Share>;

/** Successes by section 4.8 besides 200: the network did its part. */
const EFFECTIVE = new Set([480, 486, 600, 603]);
/** Section 4.9: ineffective attempts. */
export const INEFFECTIVE: readonly number[] = [408, 500, 503, 504];

export class SessionFigures {
  private readonly srd = new Measured();
  private readonly sdd = new Measured();
  private readonly sdt = new Measured();
  private readonly rrd = new Measured();
  private invites = 0;
  private answered = 0;
  private redirected = 0;
  private effective = 0;
  private ineffective = 0;
  private completed = 0;
  private registers = 0;
  private registersFailed = 0;

  constructor(private readonly store: Store) {}

  /** Returns whether it is a call whose beginning the capture holds. */
  add(dialog: number): boolean {
    const { store } = this;
    const first = store.dialogs.columns.firstMessage[dialog] - 1;
    const flags = store.messages.columns.flags[first];
    if ((flags & REQUEST) === 0 || flags & HAS_TO_TAG) return false;
    const method = store.dialogs.columns.method[dialog];
    if (method === store.known.register) this.addRegistration(dialog);
    if (method !== store.known.invite) return false;
    this.addCall(dialog);
    return true;
  }

  figures(): Rfc6076 {
    const { srd, sdd, sdt, rrd } = this;
    const { ser, seer, isa, scr, ira } = this.shares();
    return {
      srdMs: srd.mean,
      sddMs: sdd.mean,
      sdtMs: sdt.mean,
      ser: percent(ser),
      seer: percent(seer),
      isa: percent(isa),
      scr: percent(scr),
      rrdMs: rrd.mean,
      ira: percent(ira),
    };
  }

  delays(): Delays {
    return { srd: this.srd.delay(), sdd: this.sdd.delay(), sdt: this.sdt.delay(), rrd: this.rrd.delay() };
  }

  shares(): Shares {
    const attempts = this.invites - this.redirected;
    return {
      ser: { part: this.answered, whole: attempts },
      seer: { part: this.answered + this.effective, whole: attempts },
      isa: { part: this.ineffective, whole: this.invites },
      scr: { part: this.completed, whole: this.invites },
      ira: { part: this.registersFailed, whole: this.registers },
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
    else if (INEFFECTIVE.includes(status)) this.ineffective++;
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

class Measured {
  private sum = 0;
  private n = 0;
  private least = Number.POSITIVE_INFINITY;
  private most = Number.NEGATIVE_INFINITY;

  add(value: number | null): void {
    if (value === null) return;
    this.sum += value;
    this.n++;
    this.least = Math.min(this.least, value);
    this.most = Math.max(this.most, value);
  }

  get mean(): number | null {
    return this.n === 0 ? null : rounded(this.sum / this.n);
  }

  delay(): Delay {
    const { n: count, mean } = this;
    if (mean === null) return { count, minMs: null, meanMs: null, maxMs: null };
    return { count, minMs: rounded(this.least), meanMs: mean, maxMs: rounded(this.most) };
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

export function percent({ part, whole }: Share): number | null {
  return whole <= 0 ? null : Math.round((part / whole) * 10_000) / 100;
}
