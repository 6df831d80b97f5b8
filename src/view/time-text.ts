/** Times as texts, in the mode that is in force. */

import type { Model } from '../app/model';
import { CELLS, captureDays, clockOf, dayCells, originUs, singleTimeMode, timeModeOf } from '../app/times';
import type { LadderSnapshot } from '../engine/protocol';
import type { LadderRow } from '../ladder/ladder';
import { fineSpanText } from '../ladder/times';

/** What the mode is called: the zone where times of day are shown; empty for a zone that nobody has named. */
export function timesName(model: Model): string {
  return { local: model.world.clock.zone, utc: 'UTC', start: 'since start', epoch: 'epoch' }[singleTimeMode(model)];
}

/** The same where rows follow each other. */
export function ladderTimesName(model: Model): string {
  return timeModeOf(model) === 'delta' ? 'delta' : timesName(model);
}

/** `23:27:58.020`, `+500 ms`, `+0:01:30.412` since the row before. */
export function ladderTime(row: LadderRow, { firstUs, lastUs }: LadderSnapshot, model: Model): string {
  if (timeModeOf(model) !== 'delta') return timeText(row.timeUs, firstUs, dayCells(model, firstUs, lastUs), model);
  // The first row has a time of day: the others are told from it.
  return row.deltaUs === null ? clockOf(model).timeText(row.timeUs) : `+${fineSpanText(row.deltaUs / 1000)}`;
}

/** Of a message that is looked at alone: with its day, and saying of what zone it is where that is not the usual one. */
export function momentText(timeUs: number, model: Model): string {
  const clock = clockOf(model);
  const mode = singleTimeMode(model);
  const moment = `${clock.dateText(timeUs)} ${clock.timeText(timeUs)}`;
  if (mode === 'local') return moment;
  // Of another call, perhaps: so long before the start says little.
  if (mode === 'start' && timeUs < originUs(model)) return moment;
  return mode === 'utc' ? `${moment} UTC` : timeText(timeUs, originUs(model), 0, model);
}

/** A column of times in a list. `short`: how narrow it may be, then without milliseconds. */
export interface TimeColumn {
  width: number;
  short: number;
  align: 'left' | 'right';
}

export function timeColumn(model: Model): TimeColumn {
  const mode = singleTimeMode(model);
  const width = CELLS[mode] + dayCells(model, ...captureDays(model));
  return { width, short: width - MS_CELLS, align: mode === 'start' || mode === 'epoch' ? 'right' : 'left' };
}

/** A time in such a column; one without its milliseconds is not one that was cut. */
export function timeCell(timeUs: number, cells: number, model: Model): string {
  const { width } = timeColumn(model);
  const text = timeText(timeUs, model.status?.firstUs ?? 0, dayCells(model, ...captureDays(model)), model);
  return cells >= width ? text : text.replace(/\.\d{3}(?=( s)?$)/, '');
}

const MS_CELLS = 4;

/** `dayCells`: of the day before it. */
function timeText(timeUs: number, startUs: number, dayCells: number, model: Model): string {
  const mode = singleTimeMode(model);
  // A moment is never rounded up into the next second, as the clock has it; a length of time is, as all lengths are.
  if (mode === 'epoch') return secondsText(Math.floor(timeUs / 1000));
  if (mode === 'start') return `${timeUs < startUs ? '' : '+'}${secondsText(Math.round((timeUs - startUs) / 1000))} s`;
  const clock = clockOf(model);
  return `${dayCells === 0 ? '' : `${clock.dateText(timeUs).slice(1 - dayCells)} `}${clock.timeText(timeUs)}`;
}

function secondsText(ms: number): string {
  return (ms / 1000).toFixed(3);
}
