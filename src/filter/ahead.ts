/**
 * A search in what stands one behind the other in memory, by ranges of it: who finds nothing looks farther ahead each time,
 * so that most ranges are known to hold nothing before somebody asks.
 */

import { SEARCH_AHEAD_BYTES } from '../budgets';

/** Offset in bytes[from, to) of what is looked for, or -1. */
export type Find = (bytes: Buffer, from: number, to: number) => number;

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
    reach = goesOn ? Math.min(2 * reach, SEARCH_AHEAD_BYTES) : 0;
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
