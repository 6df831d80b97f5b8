/**
 * Messages printed while they come, for captures that have no end: each once. Those of one slice stand in order of
 * arrival; where a filter keeps a dialog only later, what came before is printed with the message that made it so.
 */

import type { Verdict } from '../filter/conditions';
import { COPY } from '../store/messages';
import type { Store } from '../store/store';
import type { MessagePrinter } from './print-messages';

/** Dialogs remembered for each that is alive, before those that went are forgotten. */
const REMEMBERED = 2;
const REMEMBERED_LEAST = 1024;

export class MessageStream {
  private begun = false;
  /** By id of the dialog: its message that was looked at last. */
  private readonly reached = new Map<number, number>();
  /** Id of the last message without a dialog that was printed. */
  private lastStray = -1;

  /** `verdict`: which dialogs; `strays`: with the messages that belong to none. */
  constructor(
    private readonly store: Store,
    private readonly printer: MessagePrinter,
    private readonly verdict: Verdict,
    private readonly strays: boolean,
  ) {}

  /** What came since the last time, as text. Takes the store's list of changes. */
  *advance(): Generator<string> {
    if (!this.begun && this.printer.head !== '') yield this.printer.head;
    this.begun = true;
    const { number } = this.store.messages.columns;
    const rows = this.strays ? this.newStrays() : [];
    for (const dialog of this.store.changed.take()) this.collect(dialog, rows);
    rows.sort((a, b) => number[a] - number[b]);
    this.forgetGone();
    yield* this.texts(rows.map((row) => this.store.messageId(row)));
  }

  /** Whoever takes them may let packets in meanwhile: a message may have gone, and its row be another's. */
  private *texts(ids: readonly number[]): Generator<string> {
    for (const id of ids) {
      const row = this.store.messageRow(id);
      if (row >= 0) yield this.printer.text(this.store, row);
    }
  }

  private collect(dialog: number, rows: number[]): void {
    const { store } = this;
    if (!store.isAlive(dialog) || !this.verdict(store, dialog)) return;
    const { flags, next } = store.messages.columns;
    const id = store.dialogId(dialog);
    const last = this.reached.get(id);
    let row = last === undefined ? store.dialogs.columns.firstMessage[dialog] - 1 : next[last] - 1;
    for (; row >= 0; row = next[row] - 1) {
      if ((flags[row] & COPY) === 0) rows.push(row);
      this.reached.set(id, row);
    }
  }

  private newStrays(): number[] {
    const { store } = this;
    const { next } = store.messages.columns;
    const last = this.lastStray < 0 ? -1 : store.messageRow(this.lastStray);
    const rows: number[] = [];
    for (let row = (last < 0 ? store.firstStray : next[last]) - 1; row >= 0; row = next[row] - 1) rows.push(row);
    const newest = rows.at(-1);
    if (newest !== undefined) this.lastStray = store.messageId(newest);
    return rows;
  }

  private forgetGone(): void {
    if (this.reached.size < REMEMBERED_LEAST + REMEMBERED * this.store.dialogs.count) return;
    for (const id of this.reached.keys()) if (this.store.dialogRow(id) < 0) this.reached.delete(id);
  }
}
