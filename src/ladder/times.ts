/** Lengths of time as a person reads them in a ladder. */

/** `0.4 ms`, `30 ms`, `3.000 s`, `0:02:05`, `1 d 00:00:12`. */
export function spanText(ms: number): string {
  if (ms < 0) return `-${spanText(-ms)}`;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_999.5) return `${(ms / 1000).toFixed(3)} s`;
  const seconds = Math.round(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours < 24 ? `${hours}:${rest}` : `${Math.floor(hours / 24)} d ${two(hours % 24)}:${rest}`;
}

/** The same where there is room for milliseconds below an hour, so that lengths can be added up: `0:02:05.412`. */
export function fineSpanText(ms: number): string {
  if (ms < 0) return `-${fineSpanText(-ms)}`;
  const whole = Math.round(ms);
  if (whole < 60_000 || whole >= 3_600_000) return spanText(ms);
  return `${spanText(whole - (whole % 1000))}.${String(whole % 1000).padStart(3, '0')}`;
}

/** `+30 ms`, `-3.000 s`. */
export function signedSpanText(ms: number): string {
  return ms < 0 ? spanText(ms) : `+${spanText(ms)}`;
}

/** `+30 ms`, `-0:02:05.412`. */
export function signedFineSpanText(ms: number): string {
  return ms < 0 ? fineSpanText(ms) : `+${fineSpanText(ms)}`;
}
