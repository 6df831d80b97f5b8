/**
 * What a dialog shows at first sight, a bit each: noted as its messages come, and told by its row. Rules say which bits
 * they need, so that of a dialog without a problem nothing is looked at again.
 */

import { TLS, UDP } from '../decode/carried';
import * as Look from '../decode/sip/look';
import type { Scanned } from '../decode/sip/scan';
import type { Watcher } from '../store/diagnosed';
import * as D from '../store/dialogs';
import * as M from '../store/messages';
import type { Store } from '../store/store';
import * as T from '../store/transactions';
import { isPublic } from './address-class';
import { isChallenge } from './statuses';
import type { Thresholds } from './thresholds';

export const INVITE = 1 << 0;
export const REGISTER = 1 << 1;
export const OPTIONS = 1 << 2;
/** A 401 or 407 was sent. */
export const CHALLENGED = 1 << 3;
/** A final response of 400 or more that is neither a challenge nor 487. */
export const FAILED = 1 << 4;
/** A request other than ACK has no response at all, so far. */
export const SILENT = 1 << 5;
export const RETRANSMITTED = 1 << 6;
export const ANSWERED = 1 << 7;
export const ENDED = 1 << 8;
export const BYE = 1 << 9;
/** Two requests of one method and CSeq: sent on by a proxy, forked, or going round. */
export const SEVERAL_HOPS = 1 << 10;
/** RTP belongs to it. */
export const STREAMS = 1 << 11;
/** An answered call without RTP, in a capture that has some of others. */
export const SOUNDLESS = 1 << 12;
export const SLOW_SETUP = 1 << 13;
/** Lower layers told of problems, or look.ts saw a header twice or a Content-Length that lies. */
export const DEFECTS = 1 << 14;
/** A sender with a public address names a private one. */
export const PRIVATE_NAMED = 1 << 15;
export const DATE_OFF = 1 << 16;
/** A Reason may name a timer. */
export const TIMER_REASON = 1 << 17;
/** A BYE came when the session was about to run out, as nobody had refreshed it. */
export const SESSION_OVER = 1 << 18;
export const SCANNER = 1 << 19;
/** An offer and an answer that were not found clean before. */
export const NEW_SDP = 1 << 20;
/** A port that is TLS's carries plain SIP. */
export const TLS_PORT = 1 << 21;
/** A request came over a transport that repeats nothing, as it loses nothing. */
const RELIABLE = 1 << 22;
/** The latest final response is a challenge. */
export const CHALLENGED_LAST = 1 << 23;
/** A challenge or a 403 came, and nothing went well since; and two of them. */
const REFUSED = 1 << 24;
export const REFUSED_AGAIN = 1 << 25;
/** SILENT, and not just sent: it was repeated, or need not be. */
export const SILENT_LONG = 1 << 26;
/** A request came again that had no response yet, and not byte for byte. */
const REPEATED = 1 << 27;

/** The port of sips (RFC 3261 section 19.1.2). */
export const SIPS_PORT = 5061;

/** What is known of an end, bit by bit. */
const ASKED = 1;
const IS_PUBLIC = 2;
const IS_SIPS = 4;

/** Notes what messages show as they come, and gives it with what the rows of dialogs say. */
export class Traits implements Watcher {
  /** By endpoint id. */
  private ends = new Uint8Array(1024);
  private readonly optionsId: number;
  private readonly updateId: number;

  constructor(private readonly store: Store) {
    this.optionsId = store.words.idOf('OPTIONS');
    this.updateId = store.words.idOf('UPDATE');
  }

  message(dialog: number, transaction: number, row: number, scanned: Scanned): void {
    const { flags, status, traits, transport, source, destination } = this.store.messages.columns;
    let signs = 0;
    if (status[row] >= 200) signs |= this.ofFinal(dialog, status[row]);
    if ((flags[row] & M.HAS_PROBLEMS) !== 0) signs |= DEFECTS;
    if (traits[row] !== 0) signs |= this.ofLook(traits[row], source[row]);
    if (scanned.request) signs |= this.ofRequest(dialog, transaction);
    else this.hears(dialog, transaction);
    if (scanned.sdpShape !== 0) this.noteShape(dialog, row, scanned);
    if (scanned.request && transport[row] !== UDP) signs |= RELIABLE;
    if (scanned.request && transport[row] !== TLS && (this.end(destination[row]) & IS_SIPS) !== 0) signs |= TLS_PORT;
    signs |= this.ofSession(dialog, row, scanned);
    if (signs !== 0) this.store.dialogs.columns.signs[dialog] |= signs;
  }

  of(dialog: number, thresholds: Thresholds): number {
    const d = this.store.dialogs.columns;
    const flags = d.flags[dialog];
    const repeated = d.retransmissions[dialog] > 0 || (d.signs[dialog] & (RELIABLE | REPEATED)) !== 0;
    const answered = d.answerUs[dialog] > 0 || (flags & D.ESTABLISHED) !== 0;
    const streams = d.firstStream[dialog] > 0;
    const setupEndUs = d.ringUs[dialog] || d.finalUs[dialog];
    const slow =
      (flags & (D.INVITE_DIALOG | D.MIDWAY)) === D.INVITE_DIALOG &&
      setupEndUs - d.startUs[dialog] > thresholds.setupMs * 1000;
    return (
      d.signs[dialog] |
      ((flags & D.INVITE_DIALOG) !== 0 ? INVITE : 0) |
      ((flags & D.REGISTER_DIALOG) !== 0 ? REGISTER : 0) |
      (d.method[dialog] === this.optionsId ? OPTIONS : 0) |
      (d.silent[dialog] > 0 ? SILENT | (repeated ? SILENT_LONG : 0) : 0) |
      (d.retransmissions[dialog] > 0 ? RETRANSMITTED : 0) |
      (answered ? ANSWERED : 0) |
      ((flags & D.ENDED) !== 0 ? ENDED : 0) |
      (d.byeUs[dialog] > 0 ? BYE : 0) |
      (streams ? STREAMS : 0) |
      (answered && !streams && this.store.mediaStreams.streams.begun > 0 ? SOUNDLESS : 0) |
      (slow ? SLOW_SETUP : 0)
    );
  }

  private ofFinal(dialog: number, status: number): number {
    const { signs } = this.store.dialogs.columns;
    const before = signs[dialog];
    const challenge = isChallenge(status);
    if (!challenge && (before & CHALLENGED_LAST) !== 0) signs[dialog] &= ~CHALLENGED_LAST;
    if (status < 400) {
      if (status < 300 && (before & REFUSED) !== 0) signs[dialog] &= ~REFUSED;
      return 0;
    }
    const again = (before & REFUSED) !== 0 ? REFUSED_AGAIN : 0;
    if (challenge) return CHALLENGED | CHALLENGED_LAST | REFUSED | again;
    if (status === 403) return FAILED | REFUSED | again;
    return status === 487 ? 0 : FAILED;
  }

  /** RFC 4028: every INVITE and UPDATE that goes well begins the session anew. */
  private ofSession(dialog: number, row: number, { request, status, sessionS }: Scanned): number {
    const { store } = this;
    const d = store.dialogs.columns;
    const method = store.messages.columns.method[row];
    if (!request) {
      if (status < 200 || status >= 300 || (method !== store.known.invite && method !== this.updateId)) return 0;
      d.refreshUs[dialog] = store.timeUs(row);
      d.sessionS[dialog] = sessionS;
      return 0;
    }
    if (method !== store.known.bye || d.sessionS[dialog] === 0) return 0;
    return isAtEndOfSession((store.timeUs(row) - d.refreshUs[dialog]) / 1e6, d.sessionS[dialog]) ? SESSION_OVER : 0;
  }

  private ofLook(looked: number, source: number): number {
    const hidden = (looked & Look.PRIVATE) !== 0 && (this.end(source) & IS_PUBLIC) !== 0;
    return (
      (hidden ? PRIVATE_NAMED : 0) |
      ((looked & (Look.DUPLICATE | Look.LENGTH_LIES)) !== 0 ? DEFECTS : 0) |
      ((looked & Look.DATE_OFF) !== 0 ? DATE_OFF : 0) |
      ((looked & Look.TIMER_REASON) !== 0 ? TIMER_REASON : 0) |
      ((looked & Look.SCANNER) !== 0 ? SCANNER : 0)
    );
  }

  private ofRequest(dialog: number, transaction: number): number {
    const t = this.store.transactions.columns;
    const { cseq } = this.store.messages.columns;
    if (t.method[transaction] === this.store.known.ack) return 0;
    if ((t.flags[transaction] & T.SAW_REQUEST) !== 0) return isHeard(t, transaction) ? 0 : REPEATED;
    if (!isHeard(t, transaction)) this.store.dialogs.columns.silent[dialog]++;
    // What a proxy sends on comes next as a rule.
    const before = t.next[transaction] - 1;
    if (before < 0 || t.method[before] !== t.method[transaction]) return 0;
    return cseq[t.lastMessage[before] - 1] === cseq[t.lastMessage[transaction] - 1] ? SEVERAL_HOPS : 0;
  }

  /** A response, which may be the first to its request. */
  private hears(dialog: number, transaction: number): void {
    const t = this.store.transactions.columns;
    const { silent } = this.store.dialogs.columns;
    const counted = (t.flags[transaction] & T.SAW_REQUEST) !== 0 && !isHeard(t, transaction);
    if (counted && silent[dialog] > 0) silent[dialog]--;
  }

  /** Those of INVITEs, and of ACKs as the offer may come late, and those of responses. */
  private noteShape(dialog: number, row: number, { request, status, sdpShape }: Scanned): void {
    const { store } = this;
    const d = store.dialogs.columns;
    const method = store.messages.columns.method[row];
    if (request) {
      if (method === store.known.invite || method === store.known.ack)
        d.offer[dialog] = withShape(d.offer[dialog], sdpShape);
    } else if (status < 300 && method === store.known.invite) d.answer[dialog] = withShape(d.answer[dialog], sdpShape);
  }

  private end(id: number): number {
    if (id >= this.ends.length) {
      const wider = new Uint8Array(2 * id);
      wider.set(this.ends);
      this.ends = wider;
    }
    if (this.ends[id] === 0) {
      const { address, port } = this.store.endpoints.get(id);
      this.ends[id] = ASKED | (isPublic(address) ? IS_PUBLIC : 0) | (port === SIPS_PORT ? IS_SIPS : 0);
    }
    return this.ends[id];
  }
}

/** The least that a server may set, and the most by which a BYE comes before its end: sections 5 and 10 of RFC 4028. */
const SESSION_LEAST_S = 90;
const SESSION_BEFORE_S = 32;
/** Behind the end: who waits for it to come, and what the network takes. */
const SESSION_AFTER_S = 5;

function isAtEndOfSession(afterS: number, seconds: number): boolean {
  const beforeS = Math.min(SESSION_BEFORE_S, seconds / 3) + 1;
  return seconds >= SESSION_LEAST_S && afterS >= seconds - beforeS && afterS <= seconds + SESSION_AFTER_S;
}

function isHeard(t: T.TransactionTable['columns'], transaction: number): boolean {
  return t.final[transaction] !== 0 || (t.flags[transaction] & T.SAW_PROVISIONAL) !== 0;
}

/** The same once more, as a proxy sends it on or a hold repeats it, adds nothing. */
function withShape(before: number, shape: number): number {
  return before === 0 || before === shape ? shape : Math.imul(before, 31) ^ shape || 1;
}
