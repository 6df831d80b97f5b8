/**
 * A search in what stands one behind the other in memory, by ranges of it: who finds nothing looks farther ahead each time,
 * so that most ranges are known to hold nothing before somebody asks.
 */

import { SEARCH_AHEAD_BYTES } from '../budgets';

/** Offset in bytes[from, to) of what is looked for, or -1. One that looks farther may give what lies behind it. */
export type Find = (bytes: Buffer, from: number, to: number) => number;

/** So many times as far each time: what was looked through is not again, so that it is only lost where one goes back. */
const FARTHER = 8;

/** Ranges that are asked about in their order leave out few in between. */
const NEAR_BYTES = 16 * 1024;

/** As Find, for ranges asked about in ascending order as a rule; any other is right, too. `length` of what is looked for. */
export function lookingAhead(find: Find, length: number): Find {
  /** It does not lie in known[knownFrom, knownTo). */
  let known: Buffer | null = null;
  let knownFrom = 0;
  let knownTo = 0;
  let reach = 0;
  return (bytes, from, to) => {
    const goesOn = bytes === known && from >= knownFrom;
    if (goesOn && to <= knownTo) return -1;
    reach = goesOn && from - knownTo < NEAR_BYTES ? Math.min(FARTHER * reach, SEARCH_AHEAD_BYTES) : 0;
    const end = Math.min(Math.max(to, from + reach), bytes.length);
    const at = find(bytes, from, end);
    known = bytes;
    knownFrom = from;
    knownTo = at < 0 ? end : at + length - 1;
    const found = at >= 0 && at + length <= to;
    reach = found ? 0 : Math.max(reach, to - from);
    return found ? at : -1;
  };
}
