/**
 * Everything that was understood of a capture: messages, their transactions (RFC 3261 section 17) and dialogs (section
 * 12), kept within bounds. Pure: time comes from the packets.
 */

import {
  CLOSED_CONNECTIONS,
  COPY_WINDOW_US,
  DEFAULT_MEMORY_BYTES,
  DIALOG_OVERHEAD_BYTES,
  MESSAGE_OVERHEAD_BYTES,
  RETRANSMISSION_LOOK_BACK,
  TLS_CONNECTIONS,
} from '../budgets';
import { type Carried, type DecodeSink, type TlsConnection, UDP } from '../decode/carried';
import type { EndpointTable } from '../decode/endpoints';
import type { MediaPacket } from '../decode/rtp';
import { LENGTH_LIES } from '../decode/sip/look';
import { newScanned, scanMessage } from '../decode/sip/scan';
import type { Scans } from '../decode/sip/scan-ahead';
import { ChangeList } from './change-list';
import { type Diagnosed, NOT_DIAGNOSED, type Watcher } from './diagnosed';
import * as D from './dialogs';
import { Eviction } from './eviction';
import { followTransaction } from './follow';
import { HashIndex } from './hash-index';
import { Interned } from './interned';
import { Legs } from './legs';
import { Media } from './media';
import * as M from './messages';
import { Names } from './names';
import { type Range, RawBytes, type ReadBack } from './raw';
import type { Clock } from './state';
import * as T from './transactions';
import { VoiceReports } from './voice-reports';

export interface StoreLimits {
  /** Dialogs kept at the most; null for no limit but memory. */
  dialogs: number | null;
  /** At the limit the oldest go; else new ones are left out. */
  rotate: boolean;
  memoryBytes: number;
  /** Only dialogs that begin with an INVITE. */
  callsOnly: boolean;
}

export const NO_LIMITS: StoreLimits = {
  dialogs: null,
  rotate: false,
  memoryBytes: DEFAULT_MEMORY_BYTES,
  callsOnly: false,
};

/** A list of problems with its sentence, roughly. */
const PROBLEM_BYTES = 150;

/** Ids that leave the store: the row, and above it what tells successive users of the row apart. */
const ROWS = 2 ** 24;

export class Store implements DecodeSink {
  readonly messages: M.MessageTable;
  readonly transactions: T.TransactionTable;
  readonly dialogs: D.DialogTable;
  readonly words = new Interned();
  /** Interned ids of the methods that mean something here. */
  readonly known = {
    ack: this.words.idOf('ACK'),
    bye: this.words.idOf('BYE'),
    cancel: this.words.idOf('CANCEL'),
    info: this.words.idOf('INFO'),
    invite: this.words.idOf('INVITE'),
    refer: this.words.idOf('REFER'),
    register: this.words.idOf('REGISTER'),
  };
  /** Call-ID, From and To of the dialogs. */
  readonly names: Names;
  readonly raw: RawBytes;
  /** RTP streams, and what SDP says of them. */
  readonly mediaStreams: Media;
  /** What phones report of calls by PUBLISH and NOTIFY. */
  readonly voiceReports: VoiceReports;
  /** Which dialogs are legs of one call. */
  readonly legs: Legs;
  readonly clock: Clock = { nowUs: 0, ended: false };
  /** Time of the first message, 0 before it. */
  beganUs = 0;
  readonly tlsConnections: TlsConnection[] = [];
  /** When connections that carried SIP were closed last, by their ends, the oldest first. */
  private readonly closings = new Map<number, number>();

  /** By row of the message: what the lower layers said. */
  readonly problems = new Map<number, string[]>();
  /** Rows + 1 of the first and last message without a Call-ID; linked by `next`. */
  firstStray = 0;
  lastStray = 0;

  /** Messages counted so far (copies left out), dialogs so far, dialogs that went, messages left out at the limit. */
  messageCount = 0;
  dialogCount = 0;
  evicted = 0;
  refused = 0;
  /** Dialogs that went, for whatever reason. */
  removed = 0;
  /** Row + 1 of the oldest and the newest dialog. */
  oldest = 0;
  newest = 0;
  /** Rows of dialogs that changed since diagnosis looked at them. */
  readonly undiagnosed = new ChangeList();
  /** Rows of dialogs that changed. */
  readonly changed = new ChangeList(this.undiagnosed);
  /** What is wrong with them; diagnose/ says it. */
  diagnosed: Diagnosed = NOT_DIAGNOSED;
  /** Null where nobody looks for it. */
  watcher: Watcher | null = null;
  /** Grows with every change. */
  version = 0;

  private readonly scanned = newScanned();
  private readonly transactionIndex: HashIndex;
  private arrivals = 0;
  private readonly eviction: Eviction;

  constructor(
    readonly endpoints: EndpointTable,
    inputs: readonly ReadBack[],
    readonly limits: StoreLimits = NO_LIMITS,
    expectedMessages = 0,
    /** Null: every message is scanned here. */
    private readonly scansAhead: Scans | null = null,
  ) {
    this.messages = M.newMessageTable(expectedMessages);
    // A call has seven messages in three transactions, a registration four in two.
    const [transactions, dialogs] = [expectedMessages >> 1, expectedMessages >> 2];
    this.transactions = T.newTransactionTable(transactions);
    this.transactionIndex = new HashIndex((row) => this.transactions.columns.hash[row], transactions);
    this.dialogs = D.newDialogTable(dialogs);
    this.eviction = new Eviction(this.dialogs, this.clock);
    this.names = new Names(this.dialogs, dialogs);
    this.raw = new RawBytes(this.messages, inputs);
    this.mediaStreams = new Media(this);
    this.voiceReports = new VoiceReports(this.words, limits.memoryBytes);
    this.legs = new Legs(this);
  }

  /** What captured data takes by our reckoning, in bytes. */
  get memoryBytes(): number {
    return (
      this.names.bytes +
      this.raw.bytes +
      this.mediaStreams.bytes +
      this.voiceReports.bytes +
      this.legs.bytes +
      this.problems.size * PROBLEM_BYTES +
      this.dialogs.count * DIALOG_OVERHEAD_BYTES +
      this.messages.count * MESSAGE_OVERHEAD_BYTES
    );
  }

  tls(connection: TlsConnection): void {
    if (this.tlsConnections.length < TLS_CONNECTIONS) this.tlsConnections.push(connection);
    this.version++;
  }

  closed(one: number, other: number, timeUs: number): void {
    const { closings } = this;
    const key = pairKey(one, other);
    closings.delete(key);
    closings.set(key, timeUs);
    if (closings.size <= CLOSED_CONNECTIONS) return;
    for (const oldest of closings.keys()) {
      closings.delete(oldest);
      return;
    }
  }

  /** Microseconds since 1970; 0 where it was not seen. */
  closedUs(one: number, other: number): number {
    return this.closings.get(pairKey(one, other)) ?? 0;
  }

  /** Time passes for calls while only their media is seen, too. */
  media(packet: MediaPacket): void {
    const { frame } = packet;
    const timeUs = frame.seconds * 1e6 + frame.nanos / 1000;
    if (timeUs > this.clock.nowUs) this.clock.nowUs = timeUs;
    if (packet.rtcp) this.mediaStreams.rtcp.packet(packet, timeUs);
    else this.mediaStreams.packet(packet, timeUs);
  }

  /** False for a message that was not asked for: what it belongs to is no call, and only calls are wanted. */
  sip(carried: Carried): boolean {
    const { frame } = carried;
    const timeUs = frame.seconds * 1e6 + frame.nanos / 1000;
    if (timeUs > this.clock.nowUs) this.clock.nowUs = timeUs;
    if (this.beganUs === 0) this.beganUs = timeUs;
    const scanned = this.scanned;
    const looks = this.watcher !== null;
    if (this.scansAhead !== null) this.scansAhead.scan(carried, scanned, looks);
    else scanMessage(carried.bytes, carried.start, carried.end, scanned, looks ? frame.seconds : null);
    const method = this.words.id(carried.bytes, scanned.methodStart, scanned.methodEnd);
    if (scanned.callIdEnd === scanned.callIdStart) {
      this.addStray(carried, method);
      return true;
    }
    let dialog = this.names.find(carried.bytes, scanned.callIdStart, scanned.callIdEnd);
    if (dialog < 0) {
      if (!this.isWanted(method)) return false;
      dialog = this.addDialog(carried.bytes, method, timeUs);
    }
    if (dialog < 0 || this.isFullOf(dialog)) {
      this.refused++;
      return true;
    }
    const transaction = this.transactionOf(dialog, method);
    const row = this.addMessage(carried, dialog, transaction, method);
    if ((this.messages.columns.flags[row] & M.COPY) === 0) this.tellDialog(dialog, transaction, row, timeUs);
    if (scanned.sdp) this.mediaStreams.message(row, carried);
    else if (scanned.voipMetrics) this.voiceReports.message(this, row, carried);
    // What a few messages take is small change.
    if ((++this.arrivals & 31) === 0) this.keepWithinMemory(dialog);
    return true;
  }

  /** No packet will follow. */
  end(): void {
    this.mediaStreams.settle();
    this.clock.ended = true;
    this.version++;
  }

  // --------------------------------------------------------------------------------------------- reading

  timeUs(message: number): number {
    const m = this.messages.columns;
    return m.seconds[message] * 1e6 + m.nanos[message] / 1000;
  }

  /** The message's bytes, valid until the next call. */
  bytesOf(message: number): Range {
    return this.raw.message(message);
  }

  dialogId(row: number): number {
    return this.dialogs.columns.generation[row] * ROWS + row;
  }

  /** True while a dialog is in the row. */
  isAlive(row: number): boolean {
    return this.dialogs.columns.callIdLength[row] > 0;
  }

  /** The row of an id, or -1 when that dialog has gone. */
  dialogRow(id: number): number {
    const row = id % ROWS;
    return row < this.dialogs.end && this.isAlive(row) && this.dialogId(row) === id ? row : -1;
  }

  messageId(row: number): number {
    return this.messages.columns.number[row] * ROWS + row;
  }

  messageRow(id: number): number {
    const row = id % ROWS;
    const number = (id - row) / ROWS;
    return row < this.messages.end && number > 0 && this.messages.columns.number[row] === number ? row : -1;
  }

  /** Calls `visit` with the rows of a dialog's messages in order of arrival, copies left out unless asked for. */
  eachMessage(dialog: number, visit: (message: number) => void, copies = false): void {
    const m = this.messages.columns;
    for (let row = this.dialogs.columns.firstMessage[dialog] - 1; row >= 0; row = m.next[row] - 1) {
      if (copies || (m.flags[row] & M.COPY) === 0) visit(row);
    }
  }

  /** Calls `visit` with the rows of all dialogs, by index. */
  eachDialog(visit: (dialog: number) => void): void {
    for (let row = this.oldest - 1; row >= 0; row = this.dialogs.columns.newer[row] - 1) visit(row);
  }

  /** Lets the dialogs go that `goes` is true for, and, where it is for all, the messages without one. Gives how many. */
  clear(goes: ((dialog: number) => boolean) | 'all'): number {
    const rows: number[] = [];
    this.eachDialog((row) => {
      if (goes === 'all' || goes(row)) rows.push(row);
    });
    for (const row of rows) this.removeDialog(row);
    if (goes === 'all') {
      while (this.firstStray > 0) this.dropStray();
      this.mediaStreams.clearUnclaimed();
    }
    this.version++;
    return rows.length;
  }

  // ---------------------------------------------------------------------------------------------- adding

  /** False for a dialog that was not asked for, so that leaving it out is no loss. */
  private isWanted(method: number): boolean {
    const { scanned, limits } = this;
    return !limits.callsOnly || (scanned.request && method === this.known.invite && !scanned.hasToTag);
  }

  /** True when all the memory is taken by this dialog alone: there is nothing else to make room for its messages. */
  private isFullOf(dialog: number): boolean {
    if (this.dialogs.count > 1 || this.dialogs.columns.messages[dialog] === 0) return false;
    return this.memoryBytes > this.limits.memoryBytes;
  }

  /** A row for the Call-ID that was scanned last, or -1 when it may not come in. */
  private addDialog(bytes: Buffer, method: number, timeUs: number): number {
    const { scanned, limits } = this;
    if (limits.dialogs !== null && this.dialogs.count >= limits.dialogs) {
      if (!limits.rotate || this.dialogs.count === 0) return -1;
      this.evictOne(-1);
    }
    const row = this.dialogs.add();
    const d = this.dialogs.columns;
    this.names.add(row, bytes, scanned);
    d.index[row] = ++this.dialogCount;
    d.generation[row] = this.dialogCount;
    d.method[row] = method;
    d.startUs[row] = timeUs;
    d.older[row] = this.newest;
    if (this.newest > 0) d.newer[this.newest - 1] = row + 1;
    else this.oldest = row + 1;
    this.newest = row + 1;
    const midway = !scanned.request || scanned.hasToTag;
    d.flags[row] =
      (midway ? D.MIDWAY : 0) |
      (d.method[row] === this.known.invite ? D.INVITE_DIALOG : 0) |
      (d.method[row] === this.known.register ? D.REGISTER_DIALOG : 0);
    return row;
  }

  /** Finds or makes the transaction of the message that was scanned last. */
  private transactionOf(dialog: number, method: number): number {
    const { scanned, transactions } = this;
    // A client whose branch never changes is told apart by its Call-IDs.
    const hash = scanned.transactionHash ^ Math.imul(this.dialogs.columns.callIdHash[dialog], 0x9e3779b1);
    const { hash: hashes, method: methods } = transactions.columns;
    // Most messages belong to the transaction that their dialog opened last.
    const latest = this.dialogs.columns.firstTransaction[dialog] - 1;
    if (latest >= 0 && hashes[latest] === hash && methods[latest] === method) return latest;
    const found = latest < 0 ? -1 : this.findTransaction(dialog, hash, method);
    if (found >= 0) return found;
    if (method === this.known.ack) {
      const acknowledged = this.findTransaction(dialog, hash, this.known.invite);
      if (acknowledged >= 0) return acknowledged;
    }
    const row = transactions.add();
    const t = transactions.columns;
    t.hash[row] = hash;
    t.dialog[row] = dialog;
    t.method[row] = method;
    t.flags[row] = scanned.request && !scanned.hasToTag ? T.INITIAL : 0;
    t.next[row] = this.dialogs.columns.firstTransaction[dialog];
    this.dialogs.columns.firstTransaction[dialog] = row + 1;
    this.transactionIndex.add(hash, row);
    return row;
  }

  private findTransaction(dialog: number, hash: number, method: number): number {
    const t = this.transactions.columns;
    const index = this.transactionIndex;
    for (let slot = index.first(hash), row = index.rowAt(slot); row >= 0; row = index.rowAt(slot)) {
      if (t.hash[row] === hash && t.dialog[row] === dialog && t.method[row] === method) return row;
      slot = index.after(slot);
    }
    return -1;
  }

  /** `dialog` and `transaction` are -1 for a message without Call-ID. */
  private addMessage(carried: Carried, dialog: number, transaction: number, method: number): number {
    const { scanned, messages } = this;
    const row = messages.add();
    const m = messages.columns;
    m.seconds[row] = carried.frame.seconds;
    m.nanos[row] = carried.frame.nanos;
    m.dialog[row] = dialog + 1;
    m.transaction[row] = transaction + 1;
    m.source[row] = carried.source;
    m.destination[row] = carried.destination;
    m.transport[row] = carried.transport;
    m.method[row] = method;
    m.status[row] = scanned.status;
    m.reason[row] = this.words.id(carried.bytes, scanned.reasonStart, scanned.reasonEnd);
    m.cseq[row] = scanned.cseq;
    m.traits[row] = scanned.traits;
    // A stream is cut into messages by their lengths, and of a broken packet nobody knows it.
    if (carried.transport !== UDP || carried.problems !== null) m.traits[row] &= ~LENGTH_LIES;
    m.flags[row] =
      (scanned.request ? M.REQUEST : 0) | (scanned.sdp ? M.HAS_SDP : 0) | (scanned.hasToTag ? M.HAS_TO_TAG : 0);
    if (dialog >= 0) this.linkMessage(row, carried, dialog, transaction);
    this.raw.keep(row, carried);
    if (carried.problems !== null) {
      this.problems.set(row, carried.problems);
      m.flags[row] |= M.HAS_PROBLEMS;
    }
    if ((m.flags[row] & M.COPY) === 0) m.number[row] = ++this.messageCount;
    this.version++;
    return row;
  }

  private addStray(carried: Carried, method: number): void {
    const row = this.addMessage(carried, -1, -1, method);
    if (this.lastStray > 0) this.messages.columns.next[this.lastStray - 1] = row + 1;
    else this.firstStray = row + 1;
    this.lastStray = row + 1;
    while (this.memoryBytes > this.limits.memoryBytes && this.firstStray !== this.lastStray) {
      this.dropStray();
      this.refused++;
    }
  }

  private linkMessage(row: number, carried: Carried, dialog: number, transaction: number): void {
    const m = this.messages.columns;
    const t = this.transactions.columns;
    const d = this.dialogs.columns;
    m.payloadLength[row] = carried.end - carried.start;
    m.flags[row] |= this.seenBefore(row, carried, t.lastMessage[transaction] - 1);
    m.previousInTransaction[row] = t.lastMessage[transaction];
    t.lastMessage[transaction] = row + 1;
    if (d.lastMessage[dialog] > 0) m.next[d.lastMessage[dialog] - 1] = row + 1;
    else d.firstMessage[dialog] = row + 1;
    d.lastMessage[dialog] = row + 1;
  }

  /** RETRANSMISSION, COPY or 0, by comparing with the transaction's messages from `candidate` back. */
  private seenBefore(row: number, carried: Carried, candidate: number): number {
    const m = this.messages.columns;
    const timeUs = this.timeUs(row);
    for (let looks = 0; candidate >= 0 && looks < RETRANSMISSION_LOOK_BACK; looks++) {
      const same =
        m.payloadLength[candidate] === m.payloadLength[row] &&
        m.status[candidate] === m.status[row] &&
        m.method[candidate] === m.method[row] &&
        m.source[candidate] === m.source[row] &&
        m.destination[candidate] === m.destination[row];
      if (same && this.sameBytes(candidate, carried)) {
        const sinceUs = Math.abs(timeUs - this.timeUs(candidate));
        return sinceUs <= COPY_WINDOW_US ? M.COPY | (m.flags[candidate] & M.RETRANSMISSION) : M.RETRANSMISSION;
      }
      candidate = m.previousInTransaction[candidate] - 1;
    }
    return 0;
  }

  private sameBytes(message: number, carried: Carried): boolean {
    const { bytes, start, end } = this.raw.message(message);
    return bytes.compare(carried.bytes, carried.start, carried.end, start, end) === 0;
  }

  private tellDialog(dialog: number, transaction: number, row: number, timeUs: number): void {
    const d = this.dialogs.columns;
    const m = this.messages.columns;
    d.messages[dialog]++;
    if (m.flags[row] & M.RETRANSMISSION) d.retransmissions[dialog]++;
    d.methods[dialog] |= 1 << Math.min(m.method[row], 31);
    if (timeUs > d.lastUs[dialog]) d.lastUs[dialog] = timeUs;
    this.changed.note(dialog);
    const again = (m.flags[row] & M.RETRANSMISSION) !== 0;
    if (this.watcher !== null && !again) this.watcher.message(dialog, transaction, row, this.scanned);
    followTransaction(this, dialog, transaction, row, this.scanned);
  }

  // -------------------------------------------------------------------------------------------- evicting

  private keepWithinMemory(current: number): void {
    while (this.memoryBytes > this.limits.memoryBytes && this.dialogs.count > 1) this.evictOne(current);
  }

  private dropStray(): void {
    const row = this.firstStray - 1;
    this.firstStray = this.messages.columns.next[row];
    if (this.firstStray === 0) this.lastStray = 0;
    this.forgetMessage(row);
  }

  /** Not the dialog in the row `spared`. */
  private evictOne(spared: number): void {
    this.removeDialog(this.eviction.next(this.oldest, spared));
    this.evicted++;
  }

  private removeDialog(row: number): void {
    const d = this.dialogs.columns;
    const m = this.messages.columns;
    const t = this.transactions.columns;
    this.legs.forgetDialog(row);
    this.mediaStreams.forgetDialog(row);
    for (let message = d.firstMessage[row] - 1; message >= 0; ) {
      const next = m.next[message] - 1;
      this.forgetMessage(message);
      message = next;
    }
    for (let transaction = d.firstTransaction[row] - 1; transaction >= 0; ) {
      const next = t.next[transaction] - 1;
      this.transactionIndex.remove(t.hash[transaction], transaction);
      this.transactions.remove(transaction);
      transaction = next;
    }
    this.eviction.leaves(row);
    if (d.older[row] > 0) d.newer[d.older[row] - 1] = d.newer[row];
    else this.oldest = d.newer[row];
    if (d.newer[row] > 0) d.older[d.newer[row] - 1] = d.older[row];
    else this.newest = d.older[row];
    this.names.remove(row);
    this.removed++;
    d.generation[row] = 0;
    this.dialogs.remove(row);
    this.version++;
  }

  private forgetMessage(row: number): void {
    this.raw.forget(row);
    this.problems.delete(row);
    this.messages.columns.number[row] = 0;
    this.messages.remove(row);
  }
}

/** The same whichever comes first. */
function pairKey(one: number, other: number): number {
  return Math.min(one, other) * 2 ** 26 + Math.max(one, other);
}
