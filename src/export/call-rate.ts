/** How many calls began when: counted by the second, and told in steps of whole seconds that people count in. */

import { RATE_STEPS } from '../budgets';
import { isoTimeUs } from './time';

export interface CallRate {
  /** Beginning of the first step; null without a call. */
  start: string | null;
  stepSeconds: number;
  /** Calls that began in each step. */
  calls: number[];
  /** The second in which most began. */
  peak: { calls: number; time: string } | null;
}

const SECOND_US = 1_000_000;
const [MINUTE, HOUR, DAY] = [60, 3600, 86_400];

/** Longer ones are whole multiples of the last. */
const STEPS = [1, 2, 5, 10, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR].concat(
  [2 * HOUR, 6 * HOUR, 12 * HOUR, DAY],
);

export class CallRates {
  private readonly bySecond = new Map<number, number>();

  add(startUs: number): void {
    const second = Math.floor(startUs / SECOND_US);
    this.bySecond.set(second, (this.bySecond.get(second) ?? 0) + 1);
  }

  /** Over the time of the whole capture, so that what a filter keeps stands where it was. */
  rate(beganUs: number, endedUs: number): CallRate {
    if (this.bySecond.size === 0) return { start: null, stepSeconds: 1, calls: [], peak: null };
    let first = Math.floor(beganUs / SECOND_US);
    let last = Math.floor(endedUs / SECOND_US);
    let peak = { second: 0, calls: 0 };
    for (const [second, calls] of this.bySecond) {
      first = Math.min(first, second);
      last = Math.max(last, second);
      if (calls > peak.calls || (calls === peak.calls && second < peak.second)) peak = { second, calls };
    }
    const stepSeconds = stepFor(last - first + 1);
    // Steps begin at round times.
    const start = first - (first % stepSeconds);
    const counts = new Array<number>(Math.floor((last - start) / stepSeconds) + 1).fill(0);
    for (const [second, calls] of this.bySecond) counts[Math.floor((second - start) / stepSeconds)] += calls;
    return {
      start: isoTimeUs(start * SECOND_US),
      stepSeconds,
      calls: counts,
      peak: { calls: peak.calls, time: isoTimeUs(peak.second * SECOND_US) },
    };
  }
}

function stepFor(seconds: number): number {
  const least = seconds / (RATE_STEPS - 1);
  return STEPS.find((step) => step >= least) ?? Math.ceil(least / DAY) * DAY;
}
