/** Which lines of two lists belong together: equal ones first, then in each gap between those the ones that are alike. */

import { diffArrays } from 'diff';
import { COMPARED_EDITS, COMPARED_PAIRS } from '../budgets';

/** Places in the two lists; null where the line stands in the other one alone. */
export type Pair = readonly [left: number | null, right: number | null];

/** Pairs in the order of both lists. `mayPair`: whether lines that differ may stand for each other. */
export function aligned(
  left: readonly string[],
  right: readonly string[],
  mayPair: (left: string, right: string) => boolean,
): Pair[] {
  const changes = diffArrays([...left], [...right], { maxEditLength: COMPARED_EDITS });
  if (changes === undefined) return inOrder(range(0, left.length), range(0, right.length));
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  let [lefts, rights]: [number[], number[]] = [[], []];
  for (const { added, removed, count } of [...changes, { added: false, removed: false, count: 0 }]) {
    if (removed) {
      lefts = [...lefts, ...range(i, i + count)];
      i += count;
    } else if (added) {
      rights = [...rights, ...range(j, j + count)];
      j += count;
    } else {
      pairs.push(...alike(lefts, rights, (a, b) => likeness(left[a]!, right[b]!, mayPair)));
      for (let k = 0; k < count; k++) pairs.push([i++, j++]);
      [lefts, rights] = [[], []];
    }
  }
  return pairs;
}

/** Of all ways to pair lines in order, the one with the highest sum of likeness. */
function alike(lefts: number[], rights: number[], score: (left: number, right: number) => number): Pair[] {
  const [rows, columns] = [lefts.length, rights.length];
  if (rows * columns === 0 || rows * columns > COMPARED_PAIRS) return inOrder(lefts, rights);
  const scores = lefts.map((left) => rights.map((right) => score(left, right)));
  // best[r][c]: of the lines from r and c on.
  const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
  for (let r = rows - 1; r >= 0; r--) {
    for (let c = columns - 1; c >= 0; c--) {
      const paired = scores[r]![c]! > 0 ? scores[r]![c]! + best[r + 1]![c + 1]! : 0;
      best[r]![c] = Math.max(paired, best[r + 1]![c]!, best[r]![c + 1]!);
    }
  }
  const pairs: Pair[] = [];
  let [r, c] = [0, 0];
  while (r < rows && c < columns) {
    const here = best[r]![c]!;
    if (scores[r]![c]! > 0 && here === scores[r]![c]! + best[r + 1]![c + 1]!) pairs.push([lefts[r++]!, rights[c++]!]);
    else if (here === best[r + 1]![c]) pairs.push([lefts[r++]!, null]);
    else pairs.push([null, rights[c++]!]);
  }
  return [...pairs, ...inOrder(lefts.slice(r), rights.slice(c))];
}

/** 0 where they may not stand for each other, else 1 and the part of them that is the same at both ends. */
function likeness(left: string, right: string, mayPair: (left: string, right: string) => boolean): number {
  if (!mayPair(left, right)) return 0;
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < shorter - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail++;
  return 1 + (head + tail) / Math.max(1, left.length, right.length);
}

/** Without a pair: what the left one has, then what the right one has. */
function inOrder(lefts: number[], rights: number[]): Pair[] {
  return [...lefts.map<Pair>((left) => [left, null]), ...rights.map<Pair>((right) => [null, right])];
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}
