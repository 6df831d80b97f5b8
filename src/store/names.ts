/**
 * The texts of dialogs: Call-ID, From and To, one entry a dialog in an arena, and the dialog of a Call-ID. Strings are
 * made when somebody asks.
 */

import type { Scanned } from '../decode/sip/scan';
import { hashOf, sameBytes, viewOf } from '../decode/words';
import { Arena } from './arena';
import type { DialogTable } from './dialogs';
import { HashIndex } from './hash-index';
import { writeAddress } from './shown-address';

export class Names {
  private readonly arena = new Arena();
  private readonly index: HashIndex;
  /** Hash of the Call-ID that was looked for last. */
  private wanted = 0;

  constructor(
    private readonly dialogs: DialogTable,
    expected: number,
  ) {
    this.index = new HashIndex((row) => dialogs.columns.callIdHash[row], expected);
  }

  /** Memory in use. */
  get bytes(): number {
    return this.arena.bytes;
  }

  /** The dialog's row whose Call-ID is bytes[start, end), or -1. */
  find(bytes: Buffer, start: number, end: number): number {
    const { index } = this;
    const { callIdHash } = this.dialogs.columns;
    const hash = hashOf(bytes, start, end);
    this.wanted = hash;
    for (let slot = index.first(hash), row = index.rowAt(slot); row >= 0; row = index.rowAt(slot)) {
      if (callIdHash[row] === hash && this.hasCallId(row, bytes, start, end)) return row;
      slot = index.after(slot);
    }
    return -1;
  }

  /** Keeps the names of a dialog that is new in its row, right after find() did not find it. */
  add(row: number, bytes: Buffer, scanned: Scanned): void {
    const { callIdStart, callIdEnd, fromStart, fromEnd, toStart, toEnd } = scanned;
    const most = callIdEnd - callIdStart + (fromEnd - fromStart) + (toEnd - toStart);
    const position = this.arena.reserve(most);
    const memory = this.arena.memoryOf(position);
    const callIdAt = this.arena.offsetOf(position);
    const fromAt = callIdAt + callIdEnd - callIdStart;
    for (let i = callIdStart, at = callIdAt; i < callIdEnd; i++, at++) memory[at] = bytes[i];
    const toAt = writeAddress(bytes, fromStart, fromEnd, memory, fromAt);
    const end = writeAddress(bytes, toStart, toEnd, memory, toAt);
    this.arena.giveBack(callIdAt + most - end);

    const d = this.dialogs.columns;
    d.namesAt[row] = position;
    d.callIdLength[row] = fromAt - callIdAt;
    d.fromLength[row] = toAt - fromAt;
    d.toLength[row] = end - toAt;
    d.callIdHash[row] = this.wanted;
    this.index.add(this.wanted, row);
  }

  remove(row: number): void {
    const d = this.dialogs.columns;
    this.index.remove(d.callIdHash[row], row);
    this.arena.remove(d.namesAt[row]);
    d.callIdLength[row] = 0;
  }

  /** Latin-1 readings of the bytes, as all three. */
  callId(row: number): string {
    return this.text(row, 0, this.dialogs.columns.callIdLength[row]);
  }

  /** `user@host`. */
  from(row: number): string {
    const d = this.dialogs.columns;
    return this.text(row, d.callIdLength[row], d.fromLength[row]);
  }

  to(row: number): string {
    const d = this.dialogs.columns;
    return this.text(row, d.callIdLength[row] + d.fromLength[row], d.toLength[row]);
  }

  /** Bytes in which Call-ID, From and To of a dialog stand one behind the other, from offset() on. */
  memory(row: number): Buffer {
    return this.arena.memoryOf(this.dialogs.columns.namesAt[row]);
  }

  offset(row: number): number {
    return this.arena.offsetOf(this.dialogs.columns.namesAt[row]);
  }

  private text(row: number, from: number, length: number): string {
    const position = this.dialogs.columns.namesAt[row];
    const start = this.arena.offsetOf(position) + from;
    return this.arena.memoryOf(position).latin1Slice(start, start + length);
  }

  private hasCallId(row: number, bytes: Buffer, start: number, end: number): boolean {
    const d = this.dialogs.columns;
    if (d.callIdLength[row] !== end - start) return false;
    const at = d.namesAt[row];
    return sameBytes(this.arena.viewOf(at), this.arena.offsetOf(at), viewOf(bytes), start, end - start);
  }
}
