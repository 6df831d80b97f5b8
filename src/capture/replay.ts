/**
 * Frames of files in their own rhythm: each is held back until its time has come by the clock of whoever looks on, faster
 * or slower, paused, or from one message to the next. Nothing is left out, and the source is read no faster than needed.
 */

import { REPLAY_REST_MS, REPLAY_SILENCE_MS } from '../budgets';
import { copyFrame, type Frame, newFrame } from './frame';
import type { CaptureInput } from './input';

/** The clock that it goes by, and how to be woken. */
export interface ReplayWorld {
  nowMs(): number;
  /** Calls back once after some milliseconds; what it returns calls that off. */
  after(ms: number, call: () => void): () => void;
}

export const REPLAY_WORLD: ReplayWorld = {
  nowMs: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

export interface ReplayStatus {
  speed: number;
  /** Seconds of the capture that have passed, those of silences cut short with them. */
  positionS: number;
  /** Seconds that the capture has in all; null while nobody knows. */
  totalS: number | null;
  /** Seconds of silence that were not waited for. */
  skippedS: number;
}

/** What faster and slower go through. */
export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000];

/** The longest wait of a timer; behind it the clock is looked at again. */
const LONGEST_WAIT_MS = 60_000;

export class Replay implements Pick<CaptureInput, 'next' | 'fill'> {
  /** Seconds of the capture in all, told by who has found out. */
  totalS: number | null = null;
  private readonly held = newFrame();
  private holds = false;
  /** Time of the first frame, and which time of the capture it was at which time of the clock. */
  private firstUs = Number.NaN;
  private positionUs = 0;
  private positionAtMs = 0;
  private stopped = false;
  private halted = false;
  /** How many messages there were when the next one was asked for; null while none is. */
  private stepFrom: number | null = null;
  private skippedUs = 0;
  private wake: (() => void) | null = null;

  constructor(
    private readonly source: Pick<CaptureInput, 'next' | 'fill'>,
    private readonly world: ReplayWorld,
    private factor: number,
    /** How many messages have been taken so far. */
    private readonly messages: () => number,
  ) {}

  get paused(): boolean {
    return this.halted;
  }

  get speed(): number {
    return this.factor;
  }

  get status(): ReplayStatus {
    // Who cannot read as fast as that is not ahead of what it reads.
    const nowUs = this.holds ? Math.min(this.nowUs(), timeUs(this.held)) : this.nowUs();
    const positionS = Number.isNaN(this.firstUs) ? 0 : Math.max(0, nowUs - this.firstUs) / 1e6;
    return { speed: this.factor, positionS, totalS: this.totalS, skippedS: this.skippedUs / 1e6 };
  }

  pause(): void {
    this.halt();
    this.stepFrom = null;
  }

  resume(): void {
    this.settle();
    this.halted = false;
    this.stepFrom = null;
    this.wake?.();
  }

  /** Everything up to the next message, and then pauses. */
  step(): void {
    this.halt();
    this.stepFrom = this.messages();
    this.wake?.();
  }

  faster(): void {
    this.setSpeed(SPEEDS.find((speed) => speed > this.factor) ?? this.factor);
  }

  slower(): void {
    this.setSpeed(SPEEDS.findLast((speed) => speed < this.factor) ?? this.factor);
  }

  /** Waits for nothing any more. */
  stop(): void {
    this.stopped = true;
    this.wake?.();
  }

  /** As CaptureInput's. False also while the next frame is held back. */
  next(frame: Frame): boolean {
    if (!this.take() || this.waitMs() > 0) return false;
    if (this.halted) this.positionUs = Math.max(this.positionUs, timeUs(this.held));
    copyFrame(this.held, frame);
    this.holds = false;
    return true;
  }

  /** As CaptureInput's: waits for the next frame's time, or until something else has been asked for. */
  async fill(): Promise<boolean> {
    if (this.stopped) return false;
    if (!this.take()) return this.source.fill();
    const ms = this.waitMs();
    if (ms > 0) await this.rest(Math.min(ms, LONGEST_WAIT_MS));
    return true;
  }

  /** False where the source has to be filled first. */
  private take(): boolean {
    if (this.holds) return true;
    if (!this.source.next(this.held)) return false;
    this.holds = true;
    const us = timeUs(this.held);
    if (Number.isNaN(this.firstUs)) {
      this.firstUs = us;
      this.positionUs = us;
      this.positionAtMs = this.world.nowMs();
    }
    return true;
  }

  /** Until the held frame is due; not above 0 when it is, and infinite while paused. */
  private waitMs(): number {
    if (this.stepFrom !== null) {
      if (this.messages() === this.stepFrom) return 0;
      this.stepFrom = null;
    }
    if (this.halted) return Number.POSITIVE_INFINITY;
    const ms = (timeUs(this.held) - this.nowUs()) / 1000 / this.factor;
    if (ms <= REPLAY_SILENCE_MS) return ms;
    const cutUs = (ms - REPLAY_REST_MS) * 1000 * this.factor;
    this.settle();
    this.positionUs += cutUs;
    this.skippedUs += cutUs;
    return REPLAY_REST_MS;
  }

  /** Time of the capture that it is now. */
  private nowUs(): number {
    if (this.halted || Number.isNaN(this.firstUs)) return this.positionUs;
    return this.positionUs + (this.world.nowMs() - this.positionAtMs) * 1000 * this.factor;
  }

  /** What comes from here on is counted from now. */
  private settle(): void {
    this.positionUs = this.nowUs();
    this.positionAtMs = this.world.nowMs();
  }

  private halt(): void {
    this.settle();
    this.halted = true;
  }

  private setSpeed(speed: number): void {
    this.settle();
    this.factor = speed;
    this.wake?.();
  }

  private async rest(ms: number): Promise<void> {
    let forget = () => {};
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      forget = this.world.after(ms, resolve);
    });
    this.wake = null;
    forget();
  }
}

/** To a microsecond: what is finer is no rhythm. */
function timeUs({ seconds, nanos }: Frame): number {
  return seconds * 1_000_000 + Math.floor(nanos / 1000);
}
