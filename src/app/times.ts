/**
 * How times are shown: which of the modes is in force, and what they need to know of a capture. The texts are
 * view/time-text.ts.
 */

import { type Clock, UTC_CLOCK } from './clock';
import type { LadderScreen } from './ladder-screen';
import type { Model } from './model';
import { settingInForce } from './setting-changes';
import { type Settings, settingChoices } from './settings';

export type TimeMode = Settings['time.mode'];

/** How a time stands alone: since the row before makes sense only where rows follow each other in time. */
export type SingleTimeMode = Exclude<TimeMode, 'delta'>;

export function timeModeOf({ settings }: Model): TimeMode {
  return settings['time.mode'];
}

export function singleTimeMode(model: Model): SingleTimeMode {
  const mode = timeModeOf(model);
  return mode === 'delta' ? 'local' : mode;
}

/** Until the program ends: whoever wants it otherwise for good has the setting. */
export function nextTimes(_: unknown, model: Model): Model {
  return withNext(model, settingChoices('time.mode') as readonly TimeMode[], timeModeOf(model));
}

/** The same where delta is no mode of its own. */
export function nextSingleTimes(_: unknown, model: Model): Model {
  const modes = (settingChoices('time.mode') as readonly TimeMode[]).filter((mode) => mode !== 'delta');
  return withNext(model, modes, singleTimeMode(model));
}

/** The clock that days and times of day are read from. */
export function clockOf(model: Model): Clock {
  return timeModeOf(model) === 'utc' ? UTC_CLOCK : model.world.clock;
}

/** Cells of the day before a time of day: none where two times are of one day, and the year where they are of two. */
export function dayCells(model: Model, firstUs: number | null, lastUs: number | null): number {
  if (firstUs === null || lastUs === null || !HAS_DAYS.includes(timeModeOf(model))) return 0;
  const clock = clockOf(model);
  const [first, last] = [clock.dateText(firstUs), clock.dateText(lastUs)];
  if (first === last) return 0;
  return first.slice(0, 4) === last.slice(0, 4) ? '11-20 '.length : '2026-11-20 '.length;
}

export function captureDays({ status }: Model): [firstUs: number | null, lastUs: number | null] {
  return [status?.firstUs ?? null, status?.lastUs ?? null];
}

/** What times are counted from: the first message of the ladder that is looked at, else that of the capture. */
export function originUs({ stack, status }: Model): number {
  const ladder = stack.findLast((screen) => screen.name === 'ladder');
  return ladder?.snapshot?.firstUs ?? status?.firstUs ?? 0;
}

/** Cells of a time in the ladder. */
export function ladderTimeCells({ snapshot }: LadderScreen, model: Model): number {
  const mode = timeModeOf(model);
  const days = mode === 'delta' ? 0 : dayCells(model, snapshot?.firstUs ?? null, snapshot?.lastUs ?? null);
  return { ...CELLS, delta: CELLS.local }[mode] + days;
}

/** Of a time as text: `23:27:58.020`, `+9999999.999 s`, `1795217278.020`. */
export const CELLS: Readonly<Record<SingleTimeMode, number>> = { local: 12, utc: 12, start: 14, epoch: 14 };

/** Where a time is a time of day; in a list it is one where a ladder has differences. */
const HAS_DAYS: readonly TimeMode[] = ['local', 'utc', 'delta'];

/** Where local time is UTC, one of the two is enough: a key that changes nothing looks broken. */
function withNext(model: Model, all: readonly TimeMode[], mode: TimeMode): Model {
  const modes = all.filter((one) => one !== 'utc' || mode === 'utc' || model.world.clock.zone !== 'UTC');
  return settingInForce(model, 'time.mode', modes[(modes.indexOf(mode) + 1) % modes.length]!);
}
