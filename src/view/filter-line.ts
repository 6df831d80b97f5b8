/** The line with the filter of a list, and on another below what is wrong with it or what it could go on with. */

import { countText } from '../app/counts';
import { filterErrorOf } from '../app/filter-input';
import type { ListScreen } from '../app/list';
import type { StreamsScreen } from '../app/streams';
import { candidatesLine } from './candidates';
import type { Line } from './cells';
import { errorLine, inputSpans } from './input';
import { span, spansWidth, splitLine } from './paint';
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
  width: number,
  theme: Theme,
): { lines: Line[]; cursor: number | null } {
  if (list.input === null && list.filter === '') return { lines: [], cursor: null };
  const known = list.answered?.filter === list.filter;
  const right = [span(`${known ? keptText(kept) : LOOKING} `, theme.role.dim)];
  const room = Math.max(10, width - LABEL.length - spansWidth(right) - 1);
  const line = list.input?.line ?? { text: list.filter, cursor: 0 };
  const input = inputSpans(line, room, list.input === null ? theme.role.text : theme.role.input);
  const left = [span(LABEL, theme.role.filterLabel), ...input.spans];
  const error = filterErrorOf(list);
  const lines = [splitLine(left, right, width)];
  const completion = list.input?.completion ?? null;
  if (completion !== null) lines.push(candidatesLine(completion, width, theme));
  else if (error !== null) {
    const column = LABEL.length + Math.max(0, input.columnOf(error.at));
    lines.push(errorLine(error.message, { offset: error.at, column }, width, theme));
  }
  return { lines, cursor: list.input === null ? null : LABEL.length + input.cursor };
}

const LABEL = ' Filter: ';
const LOOKING = 'looking ...';

function keptText(kept: Kept | null): string {
  return kept === null || kept.pending ? LOOKING : `${countText(kept.shown)} of ${countText(kept.of)}`;
}
