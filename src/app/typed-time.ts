/** A time as people type it: of the day, with a day, from the selection on, or in seconds since 1970. */

import { type Clock, UTC_CLOCK } from './clock';

/** What a time is told from, in microseconds since 1970. */
export interface TimeBounds {
  /** The selection. */
  hereUs: number;
  /** The capture. */
  firstUs: number;
  lastUs: number;
  /** Where a number of seconds counts from; null where times are not shown so. */
  startUs: number | null;
}

/** Microseconds since 1970, or what is wrong in a sentence. */
export function timeTyped(text: string, clock: Clock, bounds: TimeBounds): number | string {
  const typed = text.trim();
  return sinceHere(typed, bounds) ?? ofNumber(typed, bounds) ?? ofDay(typed, clock, bounds) ?? FORMS;
}

const FORMS = 'not a time: 14:03, 14:03:22.5, 2026-11-20 14:03, +90s, -5m';

const UNITS: Readonly<Record<string, number>> = { ms: 1000, s: 1e6, m: 60e6, h: 3600e6, d: 86_400e6 };

/** `+90s`, `-5m`, `+1h30m`; without a unit seconds. */
function sinceHere(typed: string, { hereUs }: TimeBounds): number | null {
  const [, sign, rest = ''] = /^([+-])\s*((?:\d+(?:\.\d+)?\s*(?:ms|s|m|h|d)?\s*)+)$/.exec(typed) ?? [];
  if (sign === undefined) return null;
  let us = 0;
  for (const [, count, unit = 's'] of rest.matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?/g))
    us += Number(count) * UNITS[unit]!;
  return hereUs + (sign === '-' ? -us : us);
}

/** Seconds since 1970 have nine digits at least since 1973; shorter ones count from where times are counted from. */
function ofNumber(typed: string, { startUs }: TimeBounds): number | null {
  if (!/^\d+(\.\d+)?$/.test(typed)) return null;
  const us = Math.round(Number(typed) * 1e6);
  if (/^\d{9,}/.test(typed)) return us;
  return startUs === null ? null : startUs + us;
}

/** `14:03`, `14:03:22.5`, `2026-11-20 14:03`, `2026-11-20`; with a Z of UTC. */
function ofDay(typed: string, clock: Clock, bounds: TimeBounds): number | null {
  const [whole, day, hours, minutes = '0', seconds = '0', utc] =
    /^(?:(\d{4}-\d\d?-\d\d?)(?:[ T]+|$))?(?:(\d\d?):(\d\d)(?::(\d\d(?:\.\d+)?))?)?\s*(Z)?$/i.exec(typed) ?? [];
  if (whole === undefined || (day === undefined && hours === undefined)) return null;
  const secondsOfDay = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (Number(hours ?? 0) > 23 || Number(minutes) > 59 || Number(seconds) >= 60) return null;
  const zone = utc === undefined ? clock : UTC_CLOCK;
  if (day !== undefined) return wallTimeUs(zone, day, secondsOfDay);
  // Of the days that the capture has the one of the selection goes first.
  const { hereUs, firstUs, lastUs } = bounds;
  const times = [hereUs, firstUs, lastUs].map((us) => wallTimeUs(zone, zone.dateText(us), secondsOfDay));
  // What is typed to a minute or a second stands for all of it.
  return times.find((us) => us !== null && us >= firstUs - 60e6 && us <= lastUs) ?? times[0] ?? null;
}

/** When a clock shows a day and a time; null for a day that there is not. */
function wallTimeUs(clock: Clock, day: string, secondsOfDay: number): number | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const midnightMs = Date.UTC(year, month - 1, date);
  if (new Date(midnightMs).getUTCDate() !== date || new Date(midnightMs).getUTCMonth() !== month - 1) return null;
  const wantedUs = midnightMs * 1000 + Math.round(secondsOfDay * 1e6);
  // The second round is for a change of the offset between the two.
  let us = wantedUs;
  for (let round = 0; round < 2; round++) us += wantedUs - shownUs(clock, us);
  return us;
}

/** What a clock shows, as if it were UTC; its texts end with milliseconds. */
function shownUs(clock: Clock, us: number): number {
  return Date.parse(`${clock.dateText(us)}T${clock.timeText(us)}Z`) * 1000 + (us % 1000);
}
