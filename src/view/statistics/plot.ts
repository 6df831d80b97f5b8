/** The plot of calls a second over time: bars of several rows over an axis of times. */

import type { Model } from '../../app/model';
import { PLOT_ROWS } from '../../app/statistics-layout';
import { clockOf } from '../../app/times';
import type { CallRatePlot } from '../../engine/protocol';
import type { Line, Span } from '../cells';
import { fittedLine, span } from '../paint';
import { fitText } from '../text';
import type { Theme } from '../theme';

const BARS = ' ▁▂▃▄▅▆▇█';
const LEVELS = BARS.length - 1;
/** A step of time that has more cells than this would be taken for several. */
const MOST_CELLS = 4;

/** As many lines as the layout keeps for it. */
export function plotLines(plot: CallRatePlot, model: Model, theme: Theme): Line[] {
  const { columns: cells } = model;
  const rates = ratesOf(plot, cells - AXIS_CELLS - 2);
  const most = Math.max(...rates.values);
  const bars = rowsOf(rates.values, most);
  const line = (spans: Span[]) => fittedLine([span(' '), ...spans], cells);
  const axis = (label: string, corner: string) =>
    span(`${fitText(label, AXIS_CELLS - 2, 'right')} ${corner}`, theme.role.dim);
  const width = rates.values.length;
  const title = line([
    span('Calls that began a second', theme.role.heading),
    span(`   ${toldOf(plot, rates.seconds, model)}`),
  ]);
  if (model.settings.plain) return [title, line([])];
  return [
    title,
    ...bars.map((bar, row) => line([axis(row === 0 ? rateText(most) : '', '│'), span(bar, theme.role.media)])),
    line([axis('0', '└'), span('─'.repeat(width), theme.role.dim)]),
    line([span(' '.repeat(AXIS_CELLS)), span(timesBelow(plot, rates.seconds, width, model), theme.role.time)]),
    line([]),
  ];
}

/** The label of the axis and the line. */
const AXIS_CELLS = 9;

interface Rates {
  /** Calls a second, one value a cell. */
  values: number[];
  /** Seconds that a cell stands for. */
  seconds: number;
}

/** As many cells as there is room for: several steps share one, or one step has several. */
export function ratesOf({ calls, stepSeconds }: CallRatePlot, width: number): Rates {
  const group = Math.ceil(calls.length / width);
  const repeat = group > 1 ? 1 : Math.min(MOST_CELLS, Math.floor(width / calls.length));
  const values: number[] = [];
  for (let at = 0; at < calls.length; at += group) {
    const steps = calls.slice(at, at + group);
    const rate = steps.reduce((sum, count) => sum + count, 0) / (steps.length * stepSeconds);
    for (let cell = 0; cell < repeat; cell++) values.push(rate);
  }
  return { values, seconds: (stepSeconds * group) / repeat };
}

/** From the top down; the least that is there is seen as something. */
function rowsOf(values: readonly number[], most: number): string[] {
  const heights = values.map((value) =>
    value === 0 ? 0 : Math.max(1, Math.round((value / most) * PLOT_ROWS * LEVELS)),
  );
  return Array.from({ length: PLOT_ROWS }, (_, row) => {
    const below = (PLOT_ROWS - 1 - row) * LEVELS;
    return heights.map((height) => BARS[Math.max(0, Math.min(LEVELS, height - below))]).join('');
  });
}

function toldOf({ peak, peakUs, stepSeconds }: CallRatePlot, seconds: number, model: Model): string {
  const time = clockOf(model).timeText(peakUs).slice(0, 8);
  const step = Math.max(stepSeconds, seconds);
  return `at most ${peak.toLocaleString('en-US')} in one second, at ${time}${step > 1 ? `; means of ${stepText(step)}` : ''}`;
}

function stepText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${Math.round(seconds / 6) / 10} min` : `${Math.round(seconds / 360) / 10} h`;
}

function rateText(rate: number): string {
  if (rate >= 1) return rate >= 100 ? Math.round(rate).toLocaleString('en-US') : rate.toFixed(1);
  return rate >= 0.001 ? rate.toPrecision(2) : rate.toExponential(0);
}

/** Times of day below the axis, at its beginning and as often as there is room, the day where they are of several. */
function timesBelow({ startUs }: CallRatePlot, seconds: number, width: number, model: Model): string {
  const clock = clockOf(model);
  const at = (cell: number) => startUs + cell * seconds * 1_000_000;
  const severalDays = clock.dateText(startUs) !== clock.dateText(at(width));
  const severalYears = clock.dateText(startUs).slice(0, 4) !== clock.dateText(at(width)).slice(0, 4);
  const text = (timeUs: number) =>
    severalDays
      ? `${clock.dateText(timeUs).slice(severalYears ? 0 : 5)} ${clock.timeText(timeUs).slice(0, 5)}`
      : clock.timeText(timeUs).slice(0, 8);
  let line = '';
  for (let cell = 0; cell === 0 || cell <= width - TIME_CELLS; cell += TIME_CELLS)
    line = line.padEnd(cell) + text(at(cell));
  return line;
}

/** Between one time below the axis and the next. */
const TIME_CELLS = 20;
