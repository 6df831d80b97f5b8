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

/** Whether two times are of two days, so that a time of day alone says too little. */
export function onTwoDays(model: Model, firstUs: number | null, lastUs: number | null): boolean {
  if (firstUs === null || lastUs === null) return false;
  const clock = clockOf(model);
  return clock.dateText(firstUs) !== clock.dateText(lastUs);
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
  const days = onTwoDays(model, snapshot?.firstUs ?? null, snapshot?.lastUs ?? null);
  return { ...CELLS, delta: CELLS.local }[timeModeOf(model)] + (days ? DAY_CELLS[timeModeOf(model)] : 0);
}

/** Of a time as text: `23:27:58.020`, `+9999999.999 s`, `1795217278.020`. */
export const CELLS: Readonly<Record<SingleTimeMode, number>> = { local: 12, utc: 12, start: 14, epoch: 14 };

/** `11-20 ` before it, where a capture is of several days. */
export const DAY_CELLS: Readonly<Record<TimeMode, number>> = { local: 6, utc: 6, start: 0, delta: 0, epoch: 0 };

/** Where local time is UTC, one of the two is enough: a key that changes nothing looks broken. */
function withNext(model: Model, all: readonly TimeMode[], mode: TimeMode): Model {
  const modes = all.filter((one) => one !== 'utc' || mode === 'utc' || model.world.clock.zone !== 'UTC');
  return settingInForce(model, 'time.mode', modes[(modes.indexOf(mode) + 1) % modes.length]!);
}
