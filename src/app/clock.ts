/** How times of day are written: fixed for a run, so that tests have a time zone of their own. */

export interface Clock {
  /** Time of day, `23:27:58.020`, of microseconds since 1970. */
  timeText(timeUs: number): string;
  /** The day of it, `2026-11-20`. */
  dateText(timeUs: number): string;
  /** What the time zone is called: `UTC`, `-05:00`, or `Europe/Rome` where the offset changes over the year. */
  zone: string;
}

export function localClock(): Clock {
  return { timeText: localTimeText, dateText: localDateText, zone: zoneText(new Date().getFullYear()) };
}

export const UTC_CLOCK: Clock = {
  timeText: (timeUs) => isoText(timeUs).slice(11, 23),
  dateText: (timeUs) => isoText(timeUs).slice(0, 10),
  zone: 'UTC',
};

function isoText(timeUs: number): string {
  return new Date(timeUs / 1000).toISOString();
}

function zoneText(year: number): string {
  const [winter, summer] = [0, 6].map((month) => -new Date(year, month, 1).getTimezoneOffset());
  // A capture of last summer had the other offset: only the name is right for all.
  if (winter !== summer) return Intl.DateTimeFormat().resolvedOptions().timeZone;
  return winter === 0 ? 'UTC' : offsetText(winter!);
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function localTimeText(timeUs: number): string {
  const time = new Date(timeUs / 1000);
  const ms = String(time.getMilliseconds()).padStart(3, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${ms}`;
}

function localDateText(timeUs: number): string {
  const time = new Date(timeUs / 1000);
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
