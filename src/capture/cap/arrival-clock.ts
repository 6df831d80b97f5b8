/** The time of packets that come without one: when they arrive here, which is later than they were captured. */

/** The time of day counts whole milliseconds, and is not read at the same moment: a difference that is no step. */
const TOLERATED_MS = 2;

export class ArrivalClock {
  /** Of the last stamp. */
  seconds = 0;
  micros = 0;

  /**
   * `wallMs`: the time of day, whole milliseconds since 1970. `steadyMs`: a clock with more digits that nobody sets;
   * `originMs`: the time of day when it said 0.
   */
  constructor(
    private readonly wallMs: () => number = Date.now,
    private readonly steadyMs: () => number = () => performance.now(),
    private originMs = performance.timeOrigin,
  ) {}

  stamp(): void {
    const wall = this.wallMs();
    const steady = this.steadyMs();
    if (Math.abs(this.originMs + steady - wall) > TOLERATED_MS) this.originMs = wall - steady;
    const micros = Math.round((this.originMs + steady) * 1000);
    this.seconds = Math.floor(micros / 1e6);
    this.micros = micros - this.seconds * 1e6;
  }
}
