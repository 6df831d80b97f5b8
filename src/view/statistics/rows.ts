/** A row of the statistics in cells: its name, its bar, and the number that the bar stands for. */

import { countText } from '../../app/counts';
import type { StatisticsRow, StatisticsSection } from '../../engine/protocol';
import type { Span } from '../cells';
import { span } from '../paint';
import { fitText, textWidth } from '../text';
import type { Theme } from '../theme';

const BARS = '▏▎▍▌▋▊▉█';
const COUNT_CELLS = 11;
const SHARE_CELLS = 16;
const PERCENT_CELLS = 7;
const DELAY_CELLS = 10;

/** What stands on a section's first line. */
export function titleSpans({ title, rows }: StatisticsSection, width: number, theme: Theme): Span[] {
  if (!rows.some(({ figure }) => figure.kind === 'delay')) return [span(fitText(title, width), theme.role.heading)];
  const heads = ['least', 'mean', 'most'].map((head) => fitText(head, DELAY_CELLS, 'right')).join('');
  return [span(fitText(title, width - heads.length), theme.role.heading), span(heads, theme.role.dim)];
}

/** What the rows of a section have in common. */
export interface RowScale {
  /** What the longest bar stands for. */
  most: number;
  /** Cells of the longest name. */
  names: number;
}

export function scaleOf({ rows }: StatisticsSection): RowScale {
  return rows.reduce(
    ({ most, names }, { label, figure }) => ({
      most: figure.kind === 'count' ? Math.max(most, figure.count) : most,
      names: Math.max(names, textWidth(label)),
    }),
    { most: 1, names: LEAST_NAME },
  );
}

/** What stands behind the mark of the cursor, `width` cells of it. */
export function rowSpans(row: StatisticsRow, { most, names }: RowScale, width: number, theme: Theme): Span[] {
  const { label, figure } = row;
  const split = (right: number) => {
    const name = Math.max(LEAST_NAME, Math.min(names, width - right - LEAST_BAR - 1));
    return { name: span(`${fitText(label, name)} `), bar: Math.max(0, width - right - name - 1) };
  };
  switch (figure.kind) {
    case 'count': {
      const { name, bar } = split(COUNT_CELLS + PERCENT_CELLS);
      return [
        name,
        barSpan(figure.count / most, bar, theme),
        span(fitText(countText(figure.count), COUNT_CELLS, 'right')),
        span(percentText(figure.percent), theme.role.dim),
      ];
    }
    case 'share': {
      const { name, bar } = split(SHARE_CELLS + PERCENT_CELLS);
      const share = figure.whole === 0 ? '' : `${countText(figure.part)} of ${countText(figure.whole)}`;
      return [
        name,
        barSpan((figure.percent ?? 0) / 100, bar, theme),
        span(fitText(share, SHARE_CELLS, 'right'), theme.role.dim),
        span(percentText(figure.percent)),
      ];
    }
    case 'delay': {
      const { minMs, meanMs, maxMs } = figure;
      const delays = [minMs, meanMs, maxMs].map((ms) => fitText(delayText(ms), DELAY_CELLS, 'right')).join('');
      return [span(fitText(label, width - delays.length)), span(delays)];
    }
    case 'text': {
      const text = ` ${figure.text}`;
      return [
        span(fitText(label, Math.max(0, width - text.length))),
        span(fitText(text, Math.min(width, text.length))),
      ];
    }
  }
}

const LEAST_NAME = 16;
const LEAST_BAR = 8;

/** In eighths of a cell; what is there at all is seen as something. */
function barSpan(part: number, width: number, theme: Theme): Span {
  const eighths = Math.min(width * BARS.length, Math.max(part > 0 ? 1 : 0, Math.round(part * width * BARS.length)));
  const whole = Math.floor(eighths / BARS.length);
  const rest = eighths % BARS.length;
  const bar = BARS.at(-1)!.repeat(whole) + (rest > 0 ? BARS[rest - 1] : '');
  return span(bar.padEnd(width), theme.role.media);
}

function percentText(percent: number | null): string {
  return fitText(percent === null ? '-' : `${percent.toFixed(1)}%`, PERCENT_CELLS, 'right');
}

/** `0.412 ms`, `950 ms`, `32.0 s`, `5:32 min`. */
export function delayText(ms: number | null): string {
  if (ms === null) return '-';
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)} min`;
  return `${Math.floor(seconds / 3600)}:${two(Math.floor((seconds % 3600) / 60))} h`;
}
