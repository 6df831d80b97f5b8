/** The input line of a time to go to, at the bottom of the list and of a ladder. */

import type { GoToTime } from '../app/go-to-time';
import type { Model } from '../app/model';
import type { Line } from './cells';
import { inputSpans } from './input';
import { fittedLine, span, splitLine } from './paint';
import { textWidth } from './text';
import type { Theme } from './theme';

/** Null while no time is typed. `cursor`: its cell. */
export function goToLine(goTo: GoToTime | null, model: Model, theme: Theme): { line: Line; cursor: number } | null {
  if (goTo === null || goTo.line === null) return null;
  const told = goTo.fault ?? 'as 14:03, 14:03:22.5, 2026-11-20 14:03, +90s, -5m';
  const room = Math.max(LEAST_ROOM, model.columns - LABEL.length - textWidth(told) - 3);
  const shown = inputSpans(goTo.line, room, theme.role.input);
  const right = span(` ${told} `, goTo.fault === null ? theme.role.dim : theme.role.error);
  const left = [span(LABEL, theme.role.filterLabel), ...shown.spans];
  const line =
    goTo.fault === null ? splitLine(left, [right], model.columns) : fittedLine([...left, right], model.columns);
  return { line, cursor: LABEL.length + shown.cursor };
}

const LABEL = ' Go to time: ';
const LEAST_ROOM = 12;
