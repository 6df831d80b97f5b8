/**
 * Time stamps of pcapng: 64-bit counts of a unit that each interface chooses (draft-ietf-opsawg-pcapng, 4.2 if_tsresol
 * and if_tsoffset), turned into seconds and nanoseconds without losing one.
 */

/** Last second of the year 9999: what a broken time stamp is held to, so that it can be shown. */
const LAST_SECOND = 253_402_300_799;

const TWO_32 = 2 ** 32;
const TWO_16 = 2 ** 16;

/** True when every time of this if_tsresol is a whole number of microseconds. */
export function isOfMicroseconds(resolution: number): boolean {
  return resolution <= 6 || resolution === BINARY;
}

/** The bit that says: a power of two, not of ten. */
const BINARY = 0x80;

export class Clock {
  seconds = 0;
  nanos = 0;
  private readonly perSecond: bigint;
  private readonly unitsPerSecond: number;
  private readonly unitNs: number;
  /** True when a double holds every step of the arithmetic below exactly. */
  private readonly plain: boolean;

  /** `resolution`: the byte of if_tsresol; `offsetSeconds`: if_tsoffset. */
  constructor(
    resolution: number,
    private readonly offsetSeconds: number,
  ) {
    const power = resolution & 0x7f;
    const binary = resolution >= BINARY;
    this.perSecond = (binary ? 2n : 10n) ** BigInt(power);
    this.unitsPerSecond = Number(this.perSecond);
    this.unitNs = 1e9 / this.unitsPerSecond;
    this.plain = power <= (binary ? 23 : 9);
  }

  /** Sets `seconds` and `nanos` from the two halves of a time stamp. */
  read(high: number, low: number): void {
    if (!this.plain) {
      this.readBig(high, low);
      return;
    }
    // Long division with digits of 16 bits: no step leaves the 53 bits of a double.
    const per = this.unitsPerSecond;
    const first = Math.floor(high / per);
    const upper = (high - first * per) * TWO_16 + (low >>> 16);
    const second = Math.floor(upper / per);
    const lower = (upper - second * per) * TWO_16 + (low & 0xffff);
    const third = Math.floor(lower / per);
    this.nanos = Math.floor((lower - third * per) * this.unitNs);
    this.setSeconds(first * TWO_32 + second * TWO_16 + third);
  }

  private readBig(high: number, low: number): void {
    const units = (BigInt(high) << 32n) | BigInt(low);
    this.nanos = Number(((units % this.perSecond) * 1_000_000_000n) / this.perSecond);
    this.setSeconds(Number(units / this.perSecond));
  }

  private setSeconds(seconds: number): void {
    this.seconds = Math.min(Math.max(seconds + this.offsetSeconds, 0), LAST_SECOND);
  }
}
