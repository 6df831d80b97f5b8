/**
 * A dialog as rules look at it: its exchanges hop by hop, its messages read in full when somebody asks, and what the
 * capture can tell at all. Made for one look at one dialog; rows are those of the store.
 */

import { type Sdp, sdpOfMessage } from '../decode/sdp';
import type { SipMessage } from '../decode/sip/message';
import { parseSip, readSip } from '../decode/sip/parse';
import * as D from '../store/dialogs';
import * as M from '../store/messages';
import type { Store } from '../store/store';
import { type Exchange, exchangesOf } from './exchange';
import type { Thresholds } from './thresholds';
import { UNTIL_END } from './waiting';

export class Evidence {
  private exchangeList: readonly Exchange[] | null = null;
  private attemptList: readonly Exchange[] | null = null;
  private streamList: readonly number[] | null = null;
  private failureList: readonly number[] | null = null;
  /** Null until somebody reads one: most are not. */
  private read: Map<number, SipMessage> | null = null;
  private descriptions: Map<number, Sdp | null> | null = null;
  /** The capture's time from which on another look is worth it, microseconds since 1970; infinite where none is. */
  awaitsUs = Number.POSITIVE_INFINITY;

  constructor(
    readonly store: Store,
    /** Its row. */
    readonly dialog: number,
    readonly thresholds: Thresholds,
    /** Bits of traits.ts. */
    readonly traits: number,
  ) {}

  // ------------------------------------------------------------------------------------------ the capture

  /** Until when the capture shows what happened, microseconds since 1970. */
  get nowUs(): number {
    return this.store.clock.nowUs;
  }

  /** Nothing follows: what has not come by now may have come later. */
  get ended(): boolean {
    return this.store.clock.ended;
  }

  get beganUs(): number {
    return this.store.beganUs;
  }

  /** The capture does not hold the dialog's beginning. */
  get midway(): boolean {
    return (this.store.dialogs.columns.flags[this.dialog] & D.MIDWAY) !== 0;
  }

  /** True once the capture has gone on until `us`; else the dialog is looked at again then. */
  reached(us: number): boolean {
    if (this.nowUs >= us) return true;
    this.awaitsUs = Math.min(this.awaitsUs, us);
    return false;
  }

  /** What is not in the dialog itself may tell more: it is looked at again when the capture ends. */
  awaitEnd(): void {
    this.awaitsUs = Math.min(this.awaitsUs, UNTIL_END);
  }

  // ------------------------------------------------------------------------------------------ the dialog

  /** Its transactions, each as it was sent over one hop, in the order in which they began. */
  get exchanges(): readonly Exchange[] {
    this.exchangeList ??= exchangesOf(this.store, this.dialog);
    return this.exchangeList;
  }

  /** Those of a method. */
  exchangesOf(method: string): Exchange[] {
    return this.exchanges.filter((one) => one.method === method);
  }

  /** The exchanges of the method that opened the dialog: those without a To tag, hop by hop and try by try. */
  get attempts(): readonly Exchange[] {
    this.attemptList ??= this.exchanges.filter(({ initial, method }) => initial && method === this.method);
    return this.attemptList;
  }

  /** Final responses of 400 and more to whatever request, each status once: by columns alone, for who looks whether to ask more. */
  get failures(): readonly number[] {
    if (this.failureList === null) {
      const list: number[] = [];
      const { status } = this.store.messages.columns;
      this.store.eachMessage(this.dialog, (row) => {
        if (status[row] >= 400 && !list.includes(status[row])) list.push(status[row]);
      });
      this.failureList = list;
    }
    return this.failureList;
  }

  /** Of the first message. */
  get method(): string {
    return this.store.words.text(this.store.dialogs.columns.method[this.dialog]);
  }

  /** Rows of its messages in order of arrival, repetitions too, copies not. */
  get messages(): number[] {
    const rows: number[] = [];
    this.store.eachMessage(this.dialog, (row) => rows.push(row));
    return rows;
  }

  /** Rows of its media streams, the oldest first. */
  get streams(): readonly number[] {
    if (this.streamList === null) {
      const rows: number[] = [];
      this.store.mediaStreams.settle();
      this.store.mediaStreams.eachOfDialog(this.dialog, (row) => rows.unshift(row));
      this.streamList = rows;
    }
    return this.streamList;
  }

  // ---------------------------------------------------------------------------------------- its messages

  timeUs(message: number): number {
    return this.store.timeUs(message);
  }

  /** By time. */
  inOrder(messages: Iterable<number>): number[] {
    return [...messages].sort((a, b) => this.timeUs(a) - this.timeUs(b));
  }

  isRequest(message: number): boolean {
    return (this.store.messages.columns.flags[message] & M.REQUEST) !== 0;
  }

  /** 0 of a request. */
  statusOf(message: number): number {
    return this.store.messages.columns.status[message];
  }

  /** Of a request; of a response that of its CSeq. */
  methodOf(message: number): string {
    return this.store.words.text(this.store.messages.columns.method[message]);
  }

  cseqOf(message: number): number {
    return this.store.messages.columns.cseq[message];
  }

  /** Where it came from, without port: `192.0.2.1`, `2001:db8::1`. */
  sourceOf(message: number): string {
    return this.store.endpoints.get(this.store.messages.columns.source[message]).address;
  }

  destinationOf(message: number): string {
    return this.store.endpoints.get(this.store.messages.columns.destination[message]).address;
  }

  /** `192.0.2.1:5060`. */
  sourceEnd(message: number): string {
    return this.store.endpoints.text(this.store.messages.columns.source[message]);
  }

  destinationEnd(message: number): string {
    return this.store.endpoints.text(this.store.messages.columns.destination[message]);
  }

  /** Read in full, but for what is wrong with it. */
  sip(message: number): SipMessage {
    this.read ??= new Map();
    const known = this.read.get(message);
    if (known !== undefined) return known;
    const { bytes, start, end } = this.store.bytesOf(message);
    const read = readSip(bytes, start, end);
    this.read.set(message, read);
    return read;
  }

  /** With all that is wrong with it. */
  checked(message: number): SipMessage {
    const { bytes, start, end } = this.store.bytesOf(message);
    return parseSip(bytes, start, end);
  }

  /** Null without one. */
  sdp(message: number): Sdp | null {
    this.descriptions ??= new Map();
    const known = this.descriptions.get(message);
    if (known !== undefined || !this.hasSdp(message)) return known ?? null;
    const { bytes, start, end } = this.store.bytesOf(message);
    const sdp = sdpOfMessage(readSip(bytes, start, end), bytes);
    this.descriptions.set(message, sdp);
    return sdp;
  }

  /** Nothing of it is missing as far as lower layers know: the snap length did not cut it, no fragment is lost. */
  isWhole(message: number): boolean {
    return (this.store.messages.columns.flags[message] & M.HAS_PROBLEMS) === 0;
  }

  hasSdp(message: number): boolean {
    return (this.store.messages.columns.flags[message] & M.HAS_SDP) !== 0;
  }
}
