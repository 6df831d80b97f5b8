/** Times as programs exchange them. */

/** `2026-11-20T23:27:57.646298Z`, cut to microseconds. */
export function isoTime(seconds: number, nanos: number): string {
  const micros = String(Math.floor(nanos / 1000)).padStart(6, '0');
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${micros}Z`;
}

/** The same of microseconds since 1970. */
export function isoTimeUs(timeUs: number): string {
  const seconds = Math.floor(timeUs / 1e6);
  return isoTime(seconds, Math.floor(timeUs - seconds * 1e6) * 1000);
}
