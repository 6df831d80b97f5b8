/**
 * Text by display width: how many cells it takes, cutting, padding, slicing and wrapping. A grapheme cluster is never
 * split; a wide one that does not fit at a cut leaves a blank. What a cell looks like is the terminal's business.
 */

import stringWidth from 'string-width';
import { REMEMBERED_CLUSTERS } from '../budgets';

/**
 * Characters that take one cell and join no other before them: ASCII, Latin without the signs that are emoji too, dashes
 * and quotes, arrows, control pictures, lines. Most texts have no others, and looking for clusters is slow.
 */
const PLAIN =
  /^[\x20-\x7e\xa1-\xa8\xaa-\xac\xaf-\u02ff\u2010-\u2015\u2018-\u2022\u2026\u2190-\u2193\u2400-\u2426\u2500-\u257f]*$/;
const PLAIN_RUN = new RegExp(PLAIN.source.slice(1, -2).concat('+'), 'y');
const OTHER_RUN = new RegExp(`${PLAIN.source.slice(1, -2).replace('[', '[^')}+`, 'y');

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const widths = new Map<string, number>();

/** Cells that one grapheme cluster takes: 0, 1 or 2. */
export function clusterWidth(cluster: string): number {
  if (cluster.length === 1 && cluster >= ' ' && cluster <= '~') return 1;
  const known = widths.get(cluster);
  if (known !== undefined) return known;
  const width = Math.min(2, stringWidth(cluster));
  if (widths.size >= REMEMBERED_CLUSTERS) widths.clear();
  widths.set(cluster, width);
  return width;
}

/** The grapheme clusters of a text, in order. */
export function clustersOf(text: string): string[] {
  if (PLAIN.test(text)) return text.split('');
  const clusters: string[] = [];
  for (let at = 0; at < text.length; ) {
    const plainEnd = endOf(PLAIN_RUN, text, at);
    const end = endOf(OTHER_RUN, text, plainEnd);
    // What follows a plain character may join it.
    const joined = end > plainEnd && plainEnd > at ? plainEnd - 1 : plainEnd;
    for (; at < joined; at++) clusters.push(text[at]!);
    for (const { segment } of segmenter.segment(text.slice(joined, end))) clusters.push(segment);
    at = end;
  }
  return clusters;
}

/** Cells that a text takes. */
export function textWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return clustersOf(text).reduce((width, cluster) => width + clusterWidth(cluster), 0);
}

/** The text in at most `width` cells; what is cut ends in `…`. */
export function cutText(text: string, width: number): string {
  if (width <= 0) return '';
  if (textWidth(text) <= width) return text;
  return `${head(text, width - 1)}…`;
}

/** The text in at most `width` cells; what is cut has `…` in its middle, so that a port at its end stays. */
export function cutMiddle(text: string, width: number): string {
  if (width <= 0) return '';
  if (textWidth(text) <= width) return text;
  const tailWidth = Math.floor((width - 1) / 2);
  return `${head(text, width - 1 - tailWidth)}…${tail(text, tailWidth)}`;
}

/** A sentence in `width` cells: where it is longer, its longest path is cut in the middle, so that its reason is read. */
export function cutPath(text: string, width: number): string {
  const over = textWidth(text) - width;
  const paths = text.match(/\/[^\s:;,()]+/g) ?? [];
  const [longest] = [...paths].sort((a, b) => textWidth(b) - textWidth(a));
  if (over <= 0 || longest === undefined) return text;
  return text.replace(longest, cutMiddle(longest, Math.max(LEAST_PATH, textWidth(longest) - over)));
}

const LEAST_PATH = 16;

/** The text in exactly `width` cells, cut with `…` or filled with blanks. */
export function fitText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const cut = cutText(text, width);
  const blanks = ' '.repeat(Math.max(0, width - textWidth(cut)));
  return align === 'left' ? cut + blanks : blanks + cut;
}

/** Cells [from, from + width) of a text. Half of a wide character at an edge is a blank. */
export function sliceText(text: string, from: number, width: number): string {
  if (PLAIN.test(text)) return text.slice(from, from + width);
  const end = from + width;
  let at = 0;
  let slice = '';
  for (const cluster of clustersOf(text)) {
    const next = at + clusterWidth(cluster);
    if (at >= from && next <= end) slice += cluster;
    else if (next > from && at < end) slice += ' ';
    at = next;
    if (at >= end) break;
  }
  return slice;
}

/** The text in pieces of at most `width` cells; an empty text is one empty piece. */
export function wrapText(text: string, width: number): string[] {
  const room = Math.max(2, width);
  const pieces: string[] = [];
  if (PLAIN.test(text)) {
    for (let at = 0; at < text.length || at === 0; at += room) pieces.push(text.slice(at, at + room));
    return pieces;
  }
  let piece = '';
  let filled = 0;
  for (const cluster of clustersOf(text)) {
    const cells = clusterWidth(cluster);
    if (filled + cells > room) {
      pieces.push(piece);
      piece = '';
      filled = 0;
    }
    piece += cluster;
    filled += cells;
  }
  pieces.push(piece);
  return pieces;
}

/**
 * The text in lines of at most `width` cells, the first one of `first`, broken between words, and within those that are
 * longer than a line.
 */
export function wrapWords(text: string, width: number, first = width): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (textWidth(joined) <= (lines.length === 0 ? first : width)) {
      line = joined;
      continue;
    }
    if (line !== '' || (lines.length === 0 && first < width)) lines.push(line);
    const pieces = wrapText(word, width);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  return [...lines, line];
}

/** Where a run that begins at `at` ends; `at` itself when there is none. */
function endOf(run: RegExp, text: string, at: number): number {
  run.lastIndex = at;
  return run.test(text) ? run.lastIndex : at;
}

function head(text: string, width: number): string {
  let kept = '';
  let filled = 0;
  for (const cluster of clustersOf(text)) {
    const cells = clusterWidth(cluster);
    if (filled + cells > width) return kept + ' '.repeat(width - filled);
    kept += cluster;
    filled += cells;
  }
  return kept;
}

function tail(text: string, width: number): string {
  const clusters = clustersOf(text);
  let kept = '';
  let filled = 0;
  for (let index = clusters.length - 1; index >= 0; index--) {
    const cells = clusterWidth(clusters[index]!);
    if (filled + cells > width) return ' '.repeat(width - filled) + kept;
    kept = clusters[index] + kept;
    filled += cells;
  }
  return kept;
}
