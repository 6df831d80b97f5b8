/**
 * Text to what is written for each cell of a row. Widths are those of view/text.ts. Terminals differ on the width of
 * emoji and clusters: behind anything but a plain character the cursor is placed, so that a line stays straight on all
 * of them. The last guard stands here: no control character of a text gets past it.
 */

import { clustersOf, clusterWidth } from '../view/text';

/** Takes the text of one cell. Writing it moves the cursor from that cell to the next. */
export type PutCell = (column: number, text: string) => void;

/** Writes a text from `column` on, up to the cell before `end`, and returns the column behind it. */
export function putText(text: string, column: number, end: number, utf8: boolean, put: PutCell): number {
  if (SIMPLE.test(text)) return putSimple(text, column, end, put);
  let at = column;
  for (const cluster of clustersOf(text)) {
    if (at >= end) break;
    at = putCluster(cluster, at, end, utf8, put);
  }
  return at;
}

function putSimple(text: string, column: number, end: number, put: PutCell): number {
  const stop = Math.min(end, column + text.length);
  for (let at = column; at < stop; at++) put(at, text[at - column]!);
  return stop;
}

function putCluster(cluster: string, column: number, end: number, utf8: boolean, put: PutCell): number {
  if (UNSAFE.test(cluster)) {
    put(column, utf8 ? '\ufffd' : '?');
    return column + 1;
  }
  const width = clusterWidth(cluster);
  if (width === 0) return column;
  if (width === 2 && column + 2 > end) {
    put(column, ' ');
    return column + 1;
  }
  put(column, utf8 ? cellText(cluster, column, width) : narrowText(cluster));
  if (width === 2) put(column + 1, utf8 ? CURSOR_RIGHT : ' ');
  return column + width;
}

/** blessed replaces single characters outside ASCII itself where there is no UTF-8; it cannot do so with clusters. */
function narrowText(cluster: string): string {
  return cluster.length === 1 && clusterWidth(cluster) === 1 ? cluster : '?';
}

function cellText(cluster: string, column: number, width: number): string {
  const shown = cluster.length > 2 ? shortened(cluster.replace(FURTHER_EMOJI, '')) : cluster;
  if (SIMPLE.test(shown)) return shown;
  // Blank first: where the terminal takes it for narrow, the cell behind shall hold nothing old.
  const blank = width === 2 ? `  ${cursorTo(column)}` : '';
  return `${blank}${shown}${cursorTo(column + 1)}`;
}

/** CHA counts columns from 1. */
function cursorTo(column: number): string {
  return `\x1b[${column + 1}G`;
}

const CURSOR_RIGHT = '\x1b[C';

/** Marks that pile up on one character: more than any script or emoji needs is cut. */
const LONGEST_CLUSTER = 32;

function shortened(cluster: string): string {
  if (cluster.length <= LONGEST_CLUSTER) return cluster;
  const cut = cluster.slice(0, LONGEST_CLUSTER);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** What is joined to an emoji, and its tint: many terminals give them cells of their own, over what stands behind. */
const FURTHER_EMOJI = /(?<=\p{Extended_Pictographic}.*)(?:\u200d\p{Extended_Pictographic}|[\u{1f3fb}-\u{1f3ff}]).*$/u;

/** Characters that every terminal shows in one cell, none of which joins another: ASCII, Latin, Greek, Cyrillic, lines. */
const SIMPLE =
  /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2190-\u2193\u2400-\u2426\u2500-\u259f\ufffd]*$/;

/** Control characters (C0, DEL, C1), bidi controls, line and paragraph separators, lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Zl}\p{Zp}]/u;
