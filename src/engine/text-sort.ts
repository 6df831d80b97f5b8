/**
 * A stable sort of texts that can stop at any time, as sliced-sort.ts: by eight characters as a number, without comparing
 * texts; those that are alike in them again by what follows, until few are left.
 */

import { slicedSort } from './sliced-sort';

/** Characters looked at in one go: as many bytes as the two halves of a key have. */
const CHARACTERS = 8;
/** A character of a key: what is none of these is the last of them, and told apart by comparing. */
const LAST = 255;
/** Fewer are compared: counting out what their bytes are costs more. */
const FEW = 64;
/** Texts made for an attack agree again and again; from here on they are compared. */
const DEEPEST = 16;
/** Texts between two chances to stop, where a look at each is short. */
const TEXTS_A_LOOK = 4096;

/** Those in order[from, to), which have the first `alike` characters in common, as far as they are that long. */
interface Group {
  from: number;
  to: number;
  depth: number;
}

/**
 * Sorts the numbers 0 to texts.length - 1 by their texts, as `<` does; equal ones keep their order, also where it
 * descends. Yields whenever it may stop; returns them in order.
 */
export function* sortTexts(texts: readonly string[], descending: boolean): Generator<void, Uint32Array> {
  const sign = descending ? -1 : 1;
  const compare = (a: number, b: number) => (texts[a] < texts[b] ? -sign : texts[a] > texts[b] ? sign : 0);
  const order = new Uint32Array(texts.length).map((_, i) => i);
  const scratch = new Uint32Array(texts.length);
  const keys = { high: new Uint32Array(texts.length), low: new Uint32Array(texts.length) };
  let compared = 0;
  const groups: Group[] = [{ from: 0, to: order.length, depth: 0 }];
  for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
    const { from, to, depth } = group;
    const part = order.subarray(from, to);
    if (part.length < FEW) {
      part.sort((a, b) => compare(a, b) || a - b);
      compared += part.length;
      if (compared % TEXTS_A_LOOK < part.length) yield;
      continue;
    }
    const alike = yield* alikeIn(texts, part);
    if (alike < 0) continue;
    if (depth === DEEPEST) {
      const members = part.slice();
      const sorted = yield* slicedSort(members.length, (a, b) => compare(members[a], members[b]));
      for (let i = 0; i < sorted.length; i++) part[i] = members[sorted[i]];
      continue;
    }
    yield* readKeys(texts, part, alike, descending, keys);
    yield* sortByBytes(part, scratch.subarray(from, to), keys.low);
    yield* sortByBytes(part, scratch.subarray(from, to), keys.high);
    pushAlike(order, group, keys, groups);
    yield;
  }
  return order;
}

/** How many characters all of them begin with; -1 where they are equal. */
function* alikeIn(texts: readonly string[], part: Uint32Array): Generator<void, number> {
  const first = texts[part[0]];
  let alike = first.length;
  let equal = true;
  for (let i = 1; i < part.length; i++) {
    const text = texts[part[i]];
    if (i % TEXTS_A_LOOK === 0) yield;
    if (text === first) continue;
    equal = false;
    if (text.length < alike) alike = text.length;
    let at = 0;
    while (at < alike && text.charCodeAt(at) === first.charCodeAt(at)) at++;
    alike = at;
  }
  return equal ? -1 : alike;
}

interface Keys {
  /** By number of the text: its four first characters from a place on, and the four behind them. */
  high: Uint32Array;
  low: Uint32Array;
}

function* readKeys(
  texts: readonly string[],
  part: Uint32Array,
  at: number,
  descending: boolean,
  keys: Keys,
): Generator<void, void> {
  const turn = descending ? -1 : 0;
  for (let from = 0; from < part.length; from += TEXTS_A_LOOK) {
    readSome(texts, part.subarray(from, from + TEXTS_A_LOOK), at, turn, keys);
    if (part.length > TEXTS_A_LOOK) yield;
  }
}

function readSome(texts: readonly string[], part: Uint32Array, at: number, turn: number, { high, low }: Keys): void {
  for (const one of part) {
    const text = texts[one];
    const end = wholeEnd(text, at);
    high[one] = fourOf(text, at, end) ^ turn;
    low[one] = fourOf(text, at + CHARACTERS / 2, end) ^ turn;
  }
}

/** End of the characters that a key is made of: with the first that does not fit, as nothing can be said behind it. */
function wholeEnd(text: string, at: number): number {
  const end = Math.min(text.length, at + CHARACTERS);
  for (let i = at; i < end; i++) if (text.charCodeAt(i) >= LAST) return i + 1;
  return end;
}

function fourOf(text: string, at: number, end: number): number {
  let four = 0;
  for (let i = at; i < at + CHARACTERS / 2; i++) {
    const code = i < end ? text.charCodeAt(i) : 0;
    four = (four << 8) | (code < LAST ? code : LAST);
  }
  return four;
}

/** Sorts `part` by the keys of its numbers: a byte after the other, from the last to the first. */
function* sortByBytes(part: Uint32Array, scratch: Uint32Array, keys: Uint32Array): Generator<void, void> {
  let from = part;
  let into = scratch;
  for (let shift = 0; shift < 32; shift += 8) {
    if (!sortByByte(from, into, keys, shift)) continue;
    [from, into] = [into, from];
    if (part.length > TEXTS_A_LOOK) yield;
  }
  if (from !== part) part.set(from);
}

/** Functions of their own, as those that can stop are slow where they repeat. False where all have the same byte. */
function sortByByte(from: Uint32Array, into: Uint32Array, keys: Uint32Array, shift: number): boolean {
  const places = new Uint32Array(256);
  for (let i = 0; i < from.length; i++) places[(keys[from[i]] >>> shift) & 255]++;
  if (places[(keys[from[0]] >>> shift) & 255] === from.length) return false;
  for (let byte = 0, before = 0; byte < 256; byte++) {
    const many = places[byte];
    places[byte] = before;
    before += many;
  }
  for (let i = 0; i < from.length; i++) {
    const one = from[i];
    into[places[(keys[one] >>> shift) & 255]++] = one;
  }
  return true;
}

/** Those that have one key are yet to be told apart. */
function pushAlike(order: Uint32Array, { from, to, depth }: Group, { high, low }: Keys, groups: Group[]): void {
  for (let start = from; start < to; ) {
    let end = start + 1;
    const [h, l] = [high[order[start]], low[order[start]]];
    while (end < to && high[order[end]] === h && low[order[end]] === l) end++;
    if (end - start > 1) groups.push({ from: start, to: end, depth: depth + 1 });
    start = end;
  }
}
