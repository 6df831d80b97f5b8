/** Fields of strftime(3) in file names: those that are numbers, and the short names of days and months in English. */

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const FIELDS: Record<string, (time: Date) => string> = {
  Y: (time) => padded(time.getFullYear(), 4),
  y: (time) => padded(time.getFullYear() % 100, 2),
  m: (time) => padded(time.getMonth() + 1, 2),
  d: (time) => padded(time.getDate(), 2),
  j: (time) => padded(dayOfYear(time), 3),
  H: (time) => padded(time.getHours(), 2),
  M: (time) => padded(time.getMinutes(), 2),
  S: (time) => padded(time.getSeconds(), 2),
  s: (time) => String(Math.floor(time.getTime() / 1000)),
  F: (time) => strftime('%Y-%m-%d', time),
  T: (time) => strftime('%H:%M:%S', time),
  a: (time) => DAYS[time.getDay()],
  b: (time) => MONTHS[time.getMonth()],
  z: (time) => offset(-time.getTimezoneOffset()),
  '%': () => '%',
};

/** Fills the fields of `pattern` in local time. What is no field stays as it is, as the C library has it. */
export function strftime(pattern: string, time: Date): string {
  return pattern.replace(/%(.)/g, (text, letter: string) => FIELDS[letter]?.(time) ?? text);
}

/** True where strftime() would change something. */
export function hasFields(pattern: string): boolean {
  return [...pattern.matchAll(/%(.)/g)].some(([, letter]) => FIELDS[letter] !== undefined);
}

/** By the calendar: days on which clocks are changed have other than 24 hours. */
function dayOfYear(time: Date): number {
  const year = time.getFullYear();
  return (Date.UTC(year, time.getMonth(), time.getDate()) - Date.UTC(year, 0, 0)) / 86_400_000;
}

function offset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${padded(Math.floor(size / 60), 2)}${padded(size % 60, 2)}`;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
