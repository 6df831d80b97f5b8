/** Moments as a filter names them: a local time of the day on which the capture begins, or a date with a time. */

/** Microseconds since 1970, where a capture began at `beganUs`. */
export type Moment = (beganUs: number) => number;

const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,6})?)?$/;
const DATED = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z)?)?$/i;

/** Null where the text is none. Local time, as the list shows it, unless a Z stands behind it. */
export function momentOf(text: string): Moment | null {
  const clock = clockUs(text);
  if (clock !== null) return (beganUs) => dayUs(new Date(beganUs / 1000)) + clock;
  const [, year, month, day, time = '0:00', utc] = DATED.exec(text) ?? [];
  const timeUs = clockUs(time);
  if (year === undefined || timeUs === null) return null;
  const parts = [Number(year), Number(month) - 1, Number(day)] as const;
  const date = new Date(Date.UTC(...parts));
  if (date.getUTCMonth() !== parts[1] || date.getUTCDate() !== parts[2]) return null;
  const midnightUs = utc === undefined ? dayUs(new Date(...parts)) : date.getTime() * 1000;
  return () => midnightUs + timeUs;
}

/** Midnight before it, local time. */
function dayUs(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() * 1000;
}

/** `10:00`, `10:00:30.5` in microseconds since midnight; null where it is no time of a day. */
function clockUs(text: string): number | null {
  const [, hours, minutes, seconds = '0', fraction = '0'] = CLOCK.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1e6 + Math.round(Number(fraction) * 1e6);
}
