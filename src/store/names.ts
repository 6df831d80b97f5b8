/**
 * The texts of dialogs: Call-ID, From and To, one entry a dialog in an arena, and the dialog of a Call-ID. Strings are
 * made when somebody asks.
 */

import type { Scanned } from '../decode/sip/scan';
import { Arena } from './arena';
import type { DialogTable } from './dialogs';
import { HashIndex } from './hash-index';
import { hashBytes } from './interned';
import { writeAddress } from './shown-address';

/** Scratch: what goes into an entry. Grows to the longest. */
let entry = Buffer.alloc(4096);

export class Names {
  private readonly arena = new Arena();
  private readonly index: HashIndex;

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
    const hash = hashBytes(bytes, start, end);
    for (let slot = index.first(hash), row = index.rowAt(slot); row >= 0; row = index.rowAt(slot)) {
      if (callIdHash[row] === hash && this.hasCallId(row, bytes, start, end)) return row;
      slot = index.after(slot);
    }
    return -1;
  }

  /** Keeps the names of a dialog that is new in its row. */
  add(row: number, bytes: Buffer, scanned: Scanned): void {
    const { callIdStart, callIdEnd, fromStart, fromEnd, toStart, toEnd } = scanned;
    const most = callIdEnd - callIdStart + (fromEnd - fromStart) + (toEnd - toStart);
    if (most > entry.length) entry = Buffer.alloc(2 * most);
    let length = 0;
    for (let i = callIdStart; i < callIdEnd; i++) entry[length++] = bytes[i];
    const fromAt = length;
    length = writeAddress(bytes, fromStart, fromEnd, entry, length);
    const toAt = length;
    length = writeAddress(bytes, toStart, toEnd, entry, length);

    const d = this.dialogs.columns;
    const position = this.arena.reserve(length);
    d.namesAt[row] = position;
    d.callIdLength[row] = fromAt;
    d.fromLength[row] = toAt - fromAt;
    d.toLength[row] = length - toAt;
    d.callIdHash[row] = hashBytes(bytes, callIdStart, callIdEnd);
    this.index.add(d.callIdHash[row], row);
    const memory = this.arena.memoryOf(position);
    const offset = this.arena.offsetOf(position);
    for (let i = 0; i < length; i++) memory[offset + i] = entry[i];
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

  private text(row: number, from: number, length: number): string {
    const position = this.dialogs.columns.namesAt[row];
    const start = this.arena.offsetOf(position) + from;
    return this.arena.memoryOf(position).latin1Slice(start, start + length);
  }

  private hasCallId(row: number, bytes: Buffer, start: number, end: number): boolean {
    const d = this.dialogs.columns;
    if (d.callIdLength[row] !== end - start) return false;
    const memory = this.arena.memoryOf(d.namesAt[row]);
    let at = this.arena.offsetOf(d.namesAt[row]);
    for (let i = start; i < end; i++) if (memory[at++] !== bytes[i]) return false;
    return true;
  }
}
