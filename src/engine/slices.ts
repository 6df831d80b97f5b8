/** Answers that take a while are worked on in slices: between two of them questions are answered and packets are read. */

import { SLICE_MS } from '../budgets';

export class Slices {
  private endMs: number;

  constructor(private readonly nowMs: () => number) {
    this.endMs = nowMs() + SLICE_MS;
  }

  /** The time of this slice is up. */
  get over(): boolean {
    return this.nowMs() >= this.endMs;
  }

  /** Lets others in; then the next slice begins. */
  async next(): Promise<void> {
    await breath();
    this.endMs = this.nowMs() + SLICE_MS;
  }
}

/** Lets waiting questions in. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
