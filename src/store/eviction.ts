/**
 * Which dialog goes when the store is full: the oldest finished one, or the oldest where none of the oldest is
 * finished. How it goes is the store's business.
 */

import { EVICTION_LOOK_AHEAD, EVICTION_LOOKS } from '../budgets';
import type { DialogTable } from './dialogs';
import { type Clock, isFinished } from './state';

export class Eviction {
  /** Row + 1 of the dialog at which the search for a finished one goes on; 0: at the oldest. */
  private hand = 0;
  private steps = 0;

  constructor(
    private readonly dialogs: DialogTable,
    private readonly clock: Clock,
  ) {}

  /** The row to go; `oldest` is the row + 1 of the oldest of at least two dialogs, `spared` a row that may not go. */
  next(oldest: number, spared: number): number {
    const finished = this.nextFinished(oldest, spared);
    if (finished >= 0) return finished;
    return oldest - 1 === spared ? this.dialogs.columns.newer[oldest - 1] - 1 : oldest - 1;
  }

  /** The dialog in this row goes. */
  leaves(row: number): void {
    if (this.hand === row + 1) this.hand = this.dialogs.columns.newer[row];
  }

  /**
   * Row of a finished dialog, or -1. Looks at a few at a time and goes on where it left off: against a flood of calls
   * that are never answered, looking through all of the oldest each time would cost more than reading the messages.
   */
  private nextFinished(oldest: number, spared: number): number {
    const { newer } = this.dialogs.columns;
    if (this.steps >= EVICTION_LOOK_AHEAD || this.hand === 0) {
      this.hand = oldest;
      this.steps = 0;
    }
    for (let looks = 0; this.hand > 0 && looks < EVICTION_LOOKS; looks++) {
      const candidate = this.hand - 1;
      this.hand = newer[candidate];
      this.steps++;
      if (candidate !== spared && isFinished(this.dialogs, candidate, this.clock)) return candidate;
    }
    return -1;
  }
}
