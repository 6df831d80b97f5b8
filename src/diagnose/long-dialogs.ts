/**
 * Long dialogs are not looked at with each message, as a look goes over all that they hold: a dialog of ten thousand
 * messages would be gone through ten thousand times. They wait until they have grown by a part of their length, somebody
 * asks, or the capture ends.
 */

import { LONG_DIALOG_GROWTH, LONG_DIALOG_MESSAGES, LONG_DIALOGS_KNOWN } from '../budgets';
import type { Store } from '../store/store';

export class LongDialogs {
  /** By id of the dialog: how many messages it had at the last look. */
  private readonly lookedAt = new Map<number, number>();
  /** Ids of those that have changed since. */
  private readonly behind = new Set<number>();

  constructor(private readonly store: Store) {}

  /** Where false, it is looked at now. */
  isTooSoon(dialog: number): boolean {
    const messages = this.store.dialogs.columns.messages[dialog];
    if (messages < LONG_DIALOG_MESSAGES || this.store.clock.ended) return false;
    const id = this.store.dialogId(dialog);
    const before = this.lookedAt.get(id) ?? 0;
    // What else than a message may have changed something is for the rules to say, which ask to be waited for.
    if (messages === before || messages >= before * LONG_DIALOG_GROWTH) {
      this.looked(dialog);
      return false;
    }
    this.behind.add(id);
    return true;
  }

  isBehind(dialog: number): boolean {
    return this.behind.size > 0 && this.behind.has(this.store.dialogId(dialog));
  }

  /** It is looked at now. */
  looked(dialog: number): void {
    const messages = this.store.dialogs.columns.messages[dialog];
    if (messages < LONG_DIALOG_MESSAGES) return;
    const id = this.store.dialogId(dialog);
    this.behind.delete(id);
    if (this.lookedAt.size >= LONG_DIALOGS_KNOWN) this.makeRoom();
    this.lookedAt.set(id, messages);
  }

  /** Rows of those that were put off, which are no longer. */
  takeBehind(): number[] {
    if (this.behind.size === 0) return NONE;
    const rows = [...this.behind].map((id) => this.store.dialogRow(id)).filter((row) => row >= 0);
    this.behind.clear();
    return rows;
  }

  /** Of those that are left the first go, some at once: they are looked at when they change. */
  private makeRoom(): void {
    for (const id of this.lookedAt.keys()) {
      if (this.store.dialogRow(id) >= 0) continue;
      this.lookedAt.delete(id);
      this.behind.delete(id);
    }
    for (const id of this.lookedAt.keys()) {
      if (this.lookedAt.size <= LONG_DIALOGS_KNOWN * LEFT_SHARE) return;
      this.lookedAt.delete(id);
    }
  }
}

const LEFT_SHARE = 0.9;

const NONE: number[] = [];
