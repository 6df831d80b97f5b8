/** How times of day are written: fixed for a run, so that tests have a time zone of their own. */

export interface Clock {
  /** Time of day, `23:27:58.020`, of microseconds since 1970. */
  timeText(timeUs: number): string;
  /** What the time zone is called where that must be said: `UTC`; empty for the user's own. */
  zone: string;
}

export function localClock(): Clock {
  return { timeText: localTimeText, zone: new Date().getTimezoneOffset() === 0 ? 'UTC' : '' };
}

function localTimeText(timeUs: number): string {
  const time = new Date(timeUs / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const ms = String(time.getMilliseconds()).padStart(3, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${ms}`;
}
