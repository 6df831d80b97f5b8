/**
 * Text by display width: how many cells it takes, cutting, padding, slicing and wrapping. A grapheme cluster is never
 * split; a wide one that does not fit at a cut leaves a blank. What a cell looks like is the terminal's business.
 */

import stringWidth from 'string-width';
import { REMEMBERED_CLUSTERS } from '../budgets';

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
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
  if (PRINTABLE_ASCII.test(text)) return text.split('');
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** Cells that a text takes. */
export function textWidth(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += clusterWidth(segment);
  return width;
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

/** The text in exactly `width` cells, cut with `…` or filled with blanks. */
export function fitText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const cut = cutText(text, width);
  const blanks = ' '.repeat(Math.max(0, width - textWidth(cut)));
  return align === 'left' ? cut + blanks : blanks + cut;
}

/** Cells [from, from + width) of a text. Half of a wide character at an edge is a blank. */
export function sliceText(text: string, from: number, width: number): string {
  if (PRINTABLE_ASCII.test(text)) return text.slice(from, from + width);
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
  if (textWidth(text) <= room) return [text];
  const pieces: string[] = [];
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
