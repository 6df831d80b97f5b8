/**
 * Stand-ins for phone numbers: as many digits, a leading + and leading zeros stay, the last seven digits are a count.
 * Numbers that end alike (`+493012345678`, `03012345678`) have stand-ins that end alike: diagnosis by number holds.
 */

import { REDACTED_VALUES } from '../../budgets';

/** A subscriber's number without what leads to the place. */
const SUBSCRIBER_DIGITS = 7;

/** Fills what leads there: no country has a code of 999. */
const FILL = '9';

export class NumberStandIns {
  private readonly known = new Map<string, string>();
  private readonly taken = new Set<string>();
  /** What stands for the last digits. */
  private readonly subscribers = new Map<string, string>();
  /** How many were given out, by length. */
  private readonly counts: number[] = [];

  /** Digits to digits: as many, unless all of that length are used up. */
  digits(digits: string): string {
    const known = this.known.get(digits);
    if (known !== undefined) return known;
    if (this.known.size >= REDACTED_VALUES) return '0'.repeat(digits.length);
    const lead = digits.length > SUBSCRIBER_DIGITS ? filled(digits.slice(0, -SUBSCRIBER_DIGITS)) : '';
    const last = digits.slice(-SUBSCRIBER_DIGITS);
    let standIn = lead + this.subscriber(last);
    // Two that differ in what leads there only.
    while (this.taken.has(standIn)) standIn = lead + this.next(last.length);
    this.taken.add(standIn);
    this.known.set(digits, standIn);
    return standIn;
  }

  find(digits: string): string | undefined {
    return this.known.get(digits);
  }

  /** True for digits that end as a number does that was seen. */
  endsKnown(digits: string): boolean {
    return digits.length >= SUBSCRIBER_DIGITS && this.subscribers.has(digits.slice(-SUBSCRIBER_DIGITS));
  }

  private subscriber(last: string): string {
    if (last.length < SUBSCRIBER_DIGITS) return this.next(last.length);
    const known = this.subscribers.get(last) ?? this.next(last.length);
    this.subscribers.set(last, known);
    return known;
  }

  private next(length: number): string {
    this.counts[length] = (this.counts[length] ?? 0) + 1;
    return String(this.counts[length]).padStart(length, '0');
  }
}

function filled(lead: string): string {
  const zeros = /^0*/.exec(lead)![0];
  return zeros + FILL.repeat(lead.length - zeros.length);
}
