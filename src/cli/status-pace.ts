/**
 * How often the screen hears of the capture. On plain screens every few seconds: a screen reader reads anew what changes.
 * What somebody waits for, as the end of a file, is told at once.
 */

import { PLAIN_STATUS_MS } from '../budgets';
import type { Status } from '../engine/protocol';

export interface PaceWorld {
  nowMs(): number;
  /** Calls once, after this time. */
  later(call: () => void, ms: number): void;
}

export class StatusPace {
  private told: Status | null = null;
  private toldMs = 0;
  /** The newest that has not been told, while its time has not come. */
  private held: Status | null = null;

  constructor(
    private readonly tell: (status: Status) => void,
    private readonly world: PaceWorld,
  ) {}

  take(status: Status, plain: boolean): void {
    const restMs = this.toldMs + PLAIN_STATUS_MS - this.world.nowMs();
    if (!plain || restMs <= 0 || this.told === null || isNews(this.told, status)) {
      this.held = null;
      this.pass(status);
      return;
    }
    const waits = this.held !== null;
    this.held = status;
    if (!waits) this.world.later(this.onTime, restMs);
  }

  private readonly onTime = (): void => {
    const { held } = this;
    this.held = null;
    if (held !== null) this.pass(held);
  };

  private pass(status: Status): void {
    this.told = status;
    this.toldMs = this.world.nowMs();
    this.tell(status);
  }
}

/** What nobody should wait for. */
function isNews(before: Status, after: Status): boolean {
  return (
    before.phase !== after.phase ||
    (before.looking.findings !== null && after.looking.findings === null) ||
    before.paused !== after.paused ||
    before.failure !== after.failure ||
    before.warnings.length !== after.warnings.length
  );
}
