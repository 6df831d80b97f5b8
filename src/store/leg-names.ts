/**
 * Names that relate dialogs to each other, and which dialogs have each: the Call-ID that a header gives, the UUID of a
 * session, a REFER with what came of it, a guess. Which dialogs are legs of one call follows from them (legs.ts).
 */

import { LEG_LINK_BYTES, LEG_NAME_ROW_BYTES, LEG_NAMES_A_DIALOG } from '../budgets';
import { hashOf, sameBytes, viewOf } from '../decode/words';
import { Arena } from './arena';
import type { DialogTable } from './dialogs';
import { HashIndex } from './hash-index';
import { Table } from './table';

const NAMES = {
  kind: Uint8Array,
  hash: Int32Array,
  /** Position and length of its text. */
  at: Float64Array,
  length: Uint16Array,
  /** Row + 1 of its newest link, and how many it has. */
  firstLink: Int32Array,
  links: Uint32Array,
};

const LINKS = {
  /** Rows + 1. */
  dialog: Int32Array,
  name: Int32Array,
  nextOfDialog: Int32Array,
  nextOfName: Int32Array,
  previousOfName: Int32Array,
  /** Index of the header, or of what else says so: the reader's. */
  why: Uint8Array,
};

/** The Call-ID of a dialog that is seen, was seen, or will be. */
export const CALL = 0;
export const SESSION = 1;
/** A REFER and what it caused. The text is of its own for each. */
export const REFERRED = 2;
/** Two dialogs that are taken for legs of one call. The text ends with the reason. */
export const GUESSED = 3;

/** Those of names that are no Call-ID are kept apart from it. */
const APART = [0, 0x3c6ef372, 0x78dde6e4, 0x1b54cda5];

export class LegNames {
  readonly names = new Table(NAMES);
  readonly links = new Table(LINKS);
  private readonly arena = new Arena();
  private readonly index = new HashIndex((row) => this.names.columns.hash[row]);

  constructor(private readonly dialogs: DialogTable) {}

  get bytes(): number {
    return this.names.count * LEG_NAME_ROW_BYTES + this.links.count * LEG_LINK_BYTES + this.arena.bytes;
  }

  /** False where the dialog had the name already, or has too many. */
  link(dialog: number, kind: number, text: string, why: number): boolean {
    const bytes = Buffer.from(text, 'latin1');
    const hash = hashOf(bytes, 0, bytes.length) ^ APART[kind];
    const known = this.findName(kind, hash, bytes, 0, bytes.length);
    if (this.isFull(dialog, known)) return false;
    const name = known < 0 ? this.addName(kind, hash, bytes) : known;
    const link = this.links.add();
    const l = this.links.columns;
    const n = this.names.columns;
    const d = this.dialogs.columns;
    l.dialog[link] = dialog + 1;
    l.name[link] = name + 1;
    l.why[link] = why;
    l.nextOfDialog[link] = d.firstLegLink[dialog];
    d.firstLegLink[dialog] = link + 1;
    l.nextOfName[link] = n.firstLink[name];
    if (n.firstLink[name] > 0) l.previousOfName[n.firstLink[name] - 1] = link + 1;
    n.firstLink[name] = link + 1;
    n.links[name]++;
    return true;
  }

  /** Row of the name that is the Call-ID bytes[start, end) with this hash, or -1. */
  findCall(hash: number, bytes: Buffer, start: number, end: number): number {
    return this.names.count === 0 ? -1 : this.findName(CALL, hash, bytes, start, end);
  }

  text(name: number): string {
    const n = this.names.columns;
    return this.arena.read(n.at[name], n.length[name]).toString('latin1');
  }

  /** The same as bytes, valid while the name is kept. */
  textBytes(name: number): Buffer {
    return this.arena.read(this.names.columns.at[name], this.names.columns.length[name]);
  }

  /** Takes all names from a dialog; those that nobody else has go. */
  forget(dialog: number): void {
    const d = this.dialogs.columns;
    for (let link = d.firstLegLink[dialog] - 1; link >= 0; ) {
      const next = this.links.columns.nextOfDialog[link] - 1;
      this.unlink(link);
      link = next;
    }
    d.firstLegLink[dialog] = 0;
  }

  private isFull(dialog: number, name: number): boolean {
    const l = this.links.columns;
    let count = 0;
    for (let link = this.dialogs.columns.firstLegLink[dialog] - 1; link >= 0; link = l.nextOfDialog[link] - 1) {
      if (l.name[link] === name + 1 || ++count >= LEG_NAMES_A_DIALOG) return true;
    }
    return false;
  }

  private findName(kind: number, hash: number, bytes: Buffer, start: number, end: number): number {
    const { index } = this;
    const n = this.names.columns;
    for (let slot = index.first(hash), row = index.rowAt(slot); row >= 0; row = index.rowAt(slot)) {
      const same = n.hash[row] === hash && n.kind[row] === kind && n.length[row] === end - start;
      const at = n.at[row];
      if (same && sameBytes(this.arena.viewOf(at), this.arena.offsetOf(at), viewOf(bytes), start, end - start)) {
        return row;
      }
      slot = index.after(slot);
    }
    return -1;
  }

  private addName(kind: number, hash: number, bytes: Buffer): number {
    const row = this.names.add();
    const n = this.names.columns;
    const position = this.arena.reserve(bytes.length);
    bytes.copy(this.arena.memoryOf(position), this.arena.offsetOf(position));
    n.kind[row] = kind;
    n.hash[row] = hash;
    n.at[row] = position;
    n.length[row] = bytes.length;
    this.index.add(hash, row);
    return row;
  }

  private unlink(link: number): void {
    const l = this.links.columns;
    const n = this.names.columns;
    const name = l.name[link] - 1;
    if (l.previousOfName[link] > 0) l.nextOfName[l.previousOfName[link] - 1] = l.nextOfName[link];
    else n.firstLink[name] = l.nextOfName[link];
    if (l.nextOfName[link] > 0) l.previousOfName[l.nextOfName[link] - 1] = l.previousOfName[link];
    this.links.remove(link);
    if (--n.links[name] > 0) return;
    this.index.remove(n.hash[name], name);
    this.arena.remove(n.at[name]);
    this.names.remove(name);
  }
}
