/** The line with the filter of a list, and on another below what is wrong with it or what it could go on with. */

import { countText } from '../app/counts';
import { filterErrorOf, filterOf, filterTroubleOf } from '../app/filter-input';
import type { ListScreen } from '../app/list';
import type { Model } from '../app/model';
import type { StreamsScreen } from '../app/streams';
import { candidatesLine } from './candidates';
import type { Line } from './cells';
import { errorLine, inputSpans } from './input';
import { fittedLine, span, spansWidth, splitLine } from './paint';
import { textWidth } from './text';
import type { Theme } from './theme';

/** What the filter keeps, and of how many. */
export interface Kept {
  shown: number;
  of: number;
  pending: boolean;
}

/** None without a filter. `cursor`: its cell, while the filter is typed. */
export function filterLines(
  list: ListScreen | StreamsScreen,
  kept: Kept | null,
  model: Model,
  theme: Theme,
): { lines: Line[]; cursor: number | null } {
  if (list.input === null && list.filter === '') return { lines: [], cursor: null };
  const known = list.answered?.filter === list.filter;
  const { columns: width } = model;
  const line = list.input?.line ?? { text: list.filter, cursor: 0 };
  const looks = !known || kept === null || kept.pending;
  const space = width - LABEL.length - textWidth(line.text) - 3;
  const error = filterErrorOf(list);
  const found = looks ? lookingText(list, model, space) : keptText(kept, error === null ? 0 : space);
  const right = [span(`${found} `, theme.role.dim)];
  const room = Math.max(10, width - LABEL.length - spansWidth(right) - 1);
  const input = inputSpans(line, room, list.input === null ? theme.role.text : theme.role.input);
  const left = [span(LABEL, theme.role.filterLabel), ...input.spans];
  const lines = [splitLine(left, right, width)];
  const completion = list.input?.completion ?? null;
  if (completion !== null) lines.push(candidatesLine(completion, width, theme));
  else if (error !== null) {
    const column = LABEL.length + Math.max(0, input.columnOf(error.at));
    lines.push(errorLine(error.message, { offset: error.at, column }, width, theme));
  }
  const trouble = completion === null && error === null ? filterTroubleOf(list) : null;
  if (trouble !== null) lines.push(fittedLine([span(` ${trouble}`, theme.role.warning)], width));
  return { lines, cursor: list.input === null ? null : LABEL.length + input.cursor };
}

const LABEL = ' Filter: ';

/** While it is wrong, what the last one kept that could be read is still shown: where there are cells to say so. */
function keptText({ shown, of }: Kept, cellsIfWrong: number): string {
  const kept = `${countText(shown)} of ${countText(of)}`;
  const whole = `unchanged: ${kept}`;
  return whole.length <= cellsIfWrong ? whole : kept;
}

/** `looking ... 43 % of 350,000 messages`, or less where the filter needs the room. */
function lookingText(list: ListScreen | StreamsScreen, { status }: Model, space: number): string {
  const looking = status?.looking[filterOf(list)] ?? null;
  const words = 'looking ...';
  if (looking === null) return words;
  const { percent, of, what } = looking;
  const whole = `${words} ${percent} % of ${countText(of)} ${what}`;
  return whole.length <= space ? whole : `${words} ${percent} %`;
}
