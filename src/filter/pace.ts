/**
 * How much of a filter's work is done at once. Conditions on the text of messages read each of them from the capture:
 * a dialog of 10,000 of them is judged in steps, between which keys are answered.
 */

import { FILTER_STEP_BYTES, REGEX_GIVEN_UP } from '../budgets';
import type { Store } from '../store/store';
import type { Verdict } from './meaning';

const TIMED_BYTES = FILTER_STEP_BYTES / 32;

export class Pace {
  /** Some condition reads messages. */
  reads = false;
  /** Texts on which a regex ran out of time, or was not tried any more. */
  undecided = 0;
  private timeouts = 0;
  private left = Number.POSITIVE_INFINITY;
  private paused = false;
  private spent = false;

  /** False when the message has to wait for the next step. One is read in each step, however long it is. */
  goesOn(store: Store, message: number): boolean {
    if (this.left <= 0) this.paused = true;
    this.left -= store.messages.columns.payloadLength[message];
    return !this.paused;
  }

  /** A regex that runs too long again and again is not tried any more. */
  get givenUp(): boolean {
    return this.timeouts >= REGEX_GIVEN_UP;
  }

  /** False when time ran out in this step already, or too often. */
  get mayTakeLong(): boolean {
    return !this.spent && !this.givenUp;
  }

  /** A text is looked through under a time limit, which costs as much as reading so many bytes. */
  timed(): void {
    this.left -= TIMED_BYTES;
  }

  ranOut(): void {
    this.timeouts++;
    this.left = 0;
    this.spent = true;
  }

  begin(): void {
    this.left = FILTER_STEP_BYTES;
    this.paused = false;
    this.spent = false;
  }

  /** Judges until a step's work is done: null when the same row has to be asked about again. */
  step(verdict: Verdict, store: Store, row: number): boolean | null {
    this.begin();
    const kept = verdict(store, row);
    return this.paused ? null : kept;
  }
}
