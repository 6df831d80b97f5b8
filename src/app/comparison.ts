/**
 * Two messages side by side as rows: start lines, then headers, each beside the one of its name wherever that stands,
 * then bodies line by line. A folded header is one row: RFC 3261 section 7.3.1 has it mean the same as an unfolded one.
 */

import { diffArrays } from 'diff';
import { COMPARED_EDITS } from '../budgets';
import type { MessageSnapshot } from '../engine/protocol';
import { aligned } from './alignment';

/** `~` they differ, `-` only the left one has it, `+` only the right one. */
export type Sign = ' ' | '~' | '-' | '+';

export interface CompareRow {
  sign: Sign;
  /** Null where it has none. */
  left: string | null;
  right: string | null;
  /** `blank`: between head and body. */
  part: 'start' | 'header' | 'body' | 'blank';
}

/** UTF-16 units [from, to) of a text. */
export interface Part {
  from: number;
  to: number;
}

/** Worked out once for two messages: drawing and every key ask for it. */
export function comparisonOf(left: MessageSnapshot, right: MessageSnapshot): CompareRow[] {
  const known = KNOWN.get(left)?.get(right);
  if (known !== undefined) return known;
  const [a, b] = [partsOf(left), partsOf(right)];
  const blank: CompareRow[] =
    a.body.length + b.body.length === 0 ? [] : [{ sign: ' ', left: '', right: '', part: 'blank' }];
  const rows = [
    rowOf(a.start, b.start, 'start'),
    ...headerRows(a.headers, b.headers),
    ...blank,
    ...aligned(a.body, b.body, sameKindOfLine).map(([i, j]) => rowOf(at(a.body, i), at(b.body, j), 'body')),
  ];
  KNOWN.set(left, new WeakMap([[right, rows]]));
  return rows;
}

const KNOWN = new WeakMap<MessageSnapshot, WeakMap<MessageSnapshot, CompareRow[]>>();

/** What of each side is not in the other: words and signs, so that a branch or tag that differs is marked whole. */
export function differencesIn({ left, right }: CompareRow): { left: Part[]; right: Part[] } {
  if (left === null || right === null || left === right) return { left: [], right: [] };
  const changes = diffArrays(wordsOf(left), wordsOf(right), { maxEditLength: COMPARED_EDITS });
  if (changes === undefined) return { left: [{ from: 0, to: left.length }], right: [{ from: 0, to: right.length }] };
  const found: { left: Part[]; right: Part[] } = { left: [], right: [] };
  let [i, j] = [0, 0];
  for (const { added, removed, value } of changes) {
    const { length } = value.join('');
    if (removed) found.left.push({ from: i, to: i + length });
    if (added) found.right.push({ from: j, to: j + length });
    if (!added) i += length;
    if (!removed) j += length;
  }
  return found;
}

interface Header {
  name: string;
  text: string;
}

function partsOf(message: MessageSnapshot): { start: string; headers: Header[]; body: string[] } {
  const { lines, headLines } = message;
  const headers: Header[] = [];
  for (let line = 1; line < headLines; line++) {
    const text = lines[line]!;
    if (text === '') continue;
    const folded = /^[ ␉]/.test(text) && headers.length > 0;
    if (folded) headers.push(unfolded(headers.pop()!, text));
    else headers.push({ name: message.headers[line] ?? '', text });
  }
  const body = lines.slice(headLines);
  if (lines[headLines - 1] !== '' && body[0] === '') body.shift();
  return { start: lines[0] ?? '', headers, body };
}

function unfolded({ name, text }: Header, more: string): Header {
  return { name, text: `${text} ${more.replace(/^[ ␉]+/, '')}` };
}

/** In the order of the left one; what only the right one has follows what stands before it there. */
function headerRows(left: Header[], right: Header[]): CompareRow[] {
  const partners = partnersOf(left, right);
  const alone = new Map<number, CompareRow[]>();
  const leftOf = new Map([...partners].map(([i, j]) => [j, i]));
  let before = -1;
  for (const [j, { text }] of right.entries()) {
    const partner = leftOf.get(j);
    if (partner !== undefined) before = partner;
    else alone.set(before, [...(alone.get(before) ?? []), rowOf(null, text, 'header')]);
  }
  return [
    ...(alone.get(-1) ?? []),
    ...left.flatMap(({ text }, i) => [
      rowOf(text, right[partners.get(i) ?? -1]?.text ?? null, 'header'),
      ...(alone.get(i) ?? []),
    ]),
  ];
}

/** Of each header on the left that has one, the place of the header on the right that it stands beside. */
function partnersOf(left: Header[], right: Header[]): Map<number, number> {
  const partners = new Map<number, number>();
  for (const name of new Set(left.map((header) => header.name))) {
    const lefts = placesOf(left, name);
    const rights = placesOf(right, name);
    const pairs = aligned(
      lefts.map((i) => left[i]!.text),
      rights.map((j) => right[j]!.text),
      () => true,
    );
    for (const [i, j] of pairs) if (i !== null && j !== null) partners.set(lefts[i]!, rights[j]!);
  }
  return partners;
}

function placesOf(headers: Header[], name: string): number[] {
  return headers.flatMap((header, place) => (header.name === name ? [place] : []));
}

/** Lines of SDP that differ stand beside each other where their type is the same, and of an attribute its name. */
function sameKindOfLine(left: string, right: string): boolean {
  return kindOf(left) === kindOf(right);
}

function kindOf(line: string): string {
  return /^(a=[^:]*|m=\S*|[a-z]=)/.exec(line)?.[0] ?? '';
}

function rowOf(left: string | null, right: string | null, part: CompareRow['part']): CompareRow {
  const sign: Sign = left === null ? '+' : right === null ? '-' : left === right ? ' ' : '~';
  return { sign, left, right, part };
}

function at(lines: string[], place: number | null): string | null {
  return place === null ? null : lines[place]!;
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+|\s+|./gsu) ?? [];
}
