/**
 * What a dialog shows at first sight, from the columns of the store alone: a bit each. Rules say which bits they need,
 * so that a dialog without a problem costs a walk over its rows and nothing is read again.
 */

import { TLS } from '../decode/carried';
import * as Look from '../decode/sip/look';
import * as D from '../store/dialogs';
import * as M from '../store/messages';
import type { Store } from '../store/store';
import * as T from '../store/transactions';
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
export const REASON = 1 << 17;
export const SESSION_EXPIRES = 1 << 18;
export const SCANNER = 1 << 19;
/** An offer and an answer that were not found clean before. */
export const NEW_SDP = 1 << 20;
/** A port that is TLS's carries plain SIP. */
export const TLS_PORT = 1 << 21;

/** A call with a NAT or relay between has other ends: 5061 is that of sips (RFC 3261 section 19.1.2). */
const SIPS_PORT = 5061;
const PUBLIC = 1;
const NOT_PUBLIC = 2;

/** Walks over the messages of dialogs, and remembers what was worked out of their ends. */
export class Traits {
  /** By endpoint id: PUBLIC, NOT_PUBLIC, or 0 where nobody has asked; 4 more where it is the port of TLS. */
  private ends = new Uint8Array(1024);
  private inviteId: number;
  private optionsId: number;
  private ackId: number;
  /** Shapes of the offer and the answer of the dialog that was walked over last; 0 where one is missing. */
  offer = 0;
  answer = 0;

  constructor(
    private readonly store: Store,
    private readonly isPublic: (address: string) => boolean,
  ) {
    this.inviteId = store.known.invite;
    this.optionsId = store.words.idOf('OPTIONS');
    this.ackId = store.known.ack;
  }

  of(dialog: number, thresholds: Thresholds): number {
    return this.ofMessages(dialog) | this.ofTransactions(dialog) | this.ofDialog(dialog, thresholds);
  }

  private ofMessages(dialog: number): number {
    const m = this.store.messages.columns;
    let traits = 0;
    this.offer = this.answer = 0;
    for (let row = this.store.dialogs.columns.firstMessage[dialog] - 1; row >= 0; row = m.next[row] - 1) {
      const flags = m.flags[row];
      if ((flags & M.COPY) !== 0) continue;
      const status = m.status[row];
      if (status >= 400) traits |= status === 401 || status === 407 ? CHALLENGED : status === 487 ? 0 : FAILED;
      if ((flags & M.HAS_PROBLEMS) !== 0) traits |= DEFECTS;
      const looked = m.traits[row];
      if (looked !== 0) traits |= this.ofLook(row, looked);
      if (m.sdpShape[row] !== 0 && m.method[row] === this.inviteId) this.noteShape(flags, status, m.sdpShape[row]);
      if (m.transport[row] !== TLS && (this.end(m.destination[row]) & 4) !== 0 && flags & M.REQUEST) traits |= TLS_PORT;
    }
    return traits;
  }

  private ofLook(row: number, looked: number): number {
    const { source } = this.store.messages.columns;
    const hidden = (looked & Look.PRIVATE) !== 0 && (this.end(source[row]) & PUBLIC) !== 0;
    return (
      (hidden ? PRIVATE_NAMED : 0) |
      ((looked & (Look.DUPLICATE | Look.LENGTH_LIES)) !== 0 ? DEFECTS : 0) |
      ((looked & Look.DATE_OFF) !== 0 ? DATE_OFF : 0) |
      ((looked & Look.REASON) !== 0 ? REASON : 0) |
      ((looked & Look.SESSION_EXPIRES) !== 0 ? SESSION_EXPIRES : 0) |
      ((looked & Look.SCANNER) !== 0 ? SCANNER : 0)
    );
  }

  /** The first of an INVITE and the first of a response to one. */
  private noteShape(flags: number, status: number, shape: number): void {
    if ((flags & M.REQUEST) !== 0) this.offer ||= shape;
    else if (status < 300) this.answer ||= shape;
  }

  private ofTransactions(dialog: number): number {
    const t = this.store.transactions.columns;
    const m = this.store.messages.columns;
    let traits = 0;
    let cseq = -1;
    let method = -1;
    for (let row = this.store.dialogs.columns.firstTransaction[dialog] - 1; row >= 0; row = t.next[row] - 1) {
      if (t.method[row] === this.ackId || (t.flags[row] & T.SAW_REQUEST) === 0) continue;
      if (t.final[row] === 0 && (t.flags[row] & T.SAW_PROVISIONAL) === 0) traits |= SILENT;
      const last = m.cseq[t.lastMessage[row] - 1];
      // Neighbours: what a proxy sends on comes next.
      if (last === cseq && t.method[row] === method) traits |= SEVERAL_HOPS;
      cseq = last;
      method = t.method[row];
    }
    return traits;
  }

  private ofDialog(dialog: number, thresholds: Thresholds): number {
    const { store } = this;
    const d = store.dialogs.columns;
    const flags = d.flags[dialog];
    const answered = d.answerUs[dialog] > 0 || (flags & D.ESTABLISHED) !== 0;
    const streams = d.firstStream[dialog] > 0;
    const setupEndUs = d.ringUs[dialog] || d.finalUs[dialog];
    const slow =
      (flags & (D.INVITE_DIALOG | D.MIDWAY)) === D.INVITE_DIALOG &&
      setupEndUs - d.startUs[dialog] > thresholds.setupMs * 1000;
    return (
      ((flags & D.INVITE_DIALOG) !== 0 ? INVITE : 0) |
      ((flags & D.REGISTER_DIALOG) !== 0 ? REGISTER : 0) |
      (d.method[dialog] === this.optionsId ? OPTIONS : 0) |
      (d.retransmissions[dialog] > 0 ? RETRANSMITTED : 0) |
      (answered ? ANSWERED : 0) |
      ((flags & D.ENDED) !== 0 ? ENDED : 0) |
      (d.byeUs[dialog] > 0 ? BYE : 0) |
      (streams ? STREAMS : 0) |
      (answered && !streams && store.mediaStreams.streams.count > 0 ? SOUNDLESS : 0) |
      (slow ? SLOW_SETUP : 0)
    );
  }

  private end(id: number): number {
    if (id >= this.ends.length) {
      const wider = new Uint8Array(2 * id);
      wider.set(this.ends);
      this.ends = wider;
    }
    if (this.ends[id] === 0) {
      const { address, port } = this.store.endpoints.get(id);
      this.ends[id] = (this.isPublic(address) ? PUBLIC : NOT_PUBLIC) | (port === SIPS_PORT ? 4 : 0);
    }
    return this.ends[id];
  }
}
