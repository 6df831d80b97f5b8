/** Building lines: runs of text fitted to the screen's width, and a row of cells that things are drawn over. */

import { type Line, PLAIN, type ScreenContent, type Span, type Style } from './cells';
import { clustersOf, clusterWidth, cutText, textWidth } from './text';

export function span(text: string, style: Style = PLAIN): Span {
  return { text, style };
}

/** A line of at most `width` cells; the span that does not fit is cut with `…`, those behind it are left out. */
export function fittedLine(spans: Span[], width: number, fill: Style = PLAIN): Line {
  const kept: Span[] = [];
  let room = width;
  for (const part of spans) {
    if (part.text === '') continue;
    const cells = textWidth(part.text);
    if (cells > room) {
      if (room > 0) kept.push({ ...part, text: cutText(part.text, room) });
      break;
    }
    kept.push(part);
    room -= cells;
  }
  return { spans: kept, fill };
}

/** Left parts at the left edge, right parts at the right edge. Where both do not fit, the right ones go. */
export function splitLine(left: Span[], right: Span[], width: number, fill: Style = PLAIN): Line {
  const gap = width - spansWidth(left) - spansWidth(right);
  if (gap < 1) return fittedLine(left, width, fill);
  return { spans: [...left, span(' '.repeat(gap), fill), ...right], fill };
}

/** So many lines: blank ones where there are fewer. */
export function filled(lines: readonly Line[], rows: number): Line[] {
  const missing = Math.max(0, rows - lines.length);
  return [...lines.slice(0, rows), ...Array.from({ length: missing }, blankLine)];
}

/** A click anywhere on the line is about this one of what the screen lists. */
export function onLine(line: Line, at: number): Line {
  return { ...line, target: { kind: 'line', line: at } };
}

/**
 * Where the hardware cursor stands while nobody types: at the start of a line of what the screen lists, where screen
 * readers and magnifiers look for it. Null when it is not in sight.
 */
export function cursorOn(lines: readonly Line[], at: number): ScreenContent['cursor'] {
  for (const [row, { target, spans }] of lines.entries()) {
    if (isLine(target, at)) return { column: 0, row };
    const first = spans.findIndex((part) => isLine(part.target, at));
    if (first >= 0) return { column: spansWidth(spans.slice(0, first)), row };
  }
  return null;
}

function isLine(target: Line['target'], at: number): boolean {
  return target?.kind === 'line' && target.line === at;
}

export function spansWidth(spans: Span[]): number {
  return spans.reduce((sum, part) => sum + textWidth(part.text), 0);
}

/** The spans with units [from, to) of their text in another style. */
export function restyled(spans: Span[], from: number, to: number, style: Span['style']): Span[] {
  let at = 0;
  return spans.flatMap(({ text, style: own }) => {
    const [start, end] = [from - at, to - at].map((unit) => Math.max(0, Math.min(text.length, unit)));
    at += text.length;
    return [span(text.slice(0, start), own), span(text.slice(start, end), style), span(text.slice(end), own)];
  });
}

export function blankLine(): Line {
  return { spans: [], fill: PLAIN };
}

/** A row of `width` cells that may be written in any order; what is outside it is dropped. */
export class CellRow {
  private readonly texts: string[];
  private readonly styles: Style[];

  constructor(
    readonly width: number,
    style: Style = PLAIN,
  ) {
    this.texts = new Array<string>(width).fill(' ');
    this.styles = new Array<Style>(width).fill(style);
  }

  /** Writes text from cell `column` on; a wide character that would leave half of itself outside becomes a blank. */
  put(column: number, text: string, style: Style): void {
    let at = column;
    for (const cluster of clustersOf(text)) {
      const cells = clusterWidth(cluster);
      if (cells === 0) continue;
      const fits = at >= 0 && at + cells <= this.width;
      if (fits) this.set(at, cluster, style);
      else this.set(at, ' ', style);
      if (cells === 2) this.set(at + 1, fits ? '' : ' ', style);
      at += cells;
    }
  }

  /** The text of one cell: empty behind a wide character and outside the row. */
  at(column: number): string {
    return this.texts[column] ?? '';
  }

  /** Gives every cell the style. */
  restyle(style: Style): void {
    this.styles.fill(style);
  }

  text(): string {
    return this.texts.join('');
  }

  spans(): Span[] {
    const spans: Span[] = [];
    for (let column = 0; column < this.width; column++) {
      const style = this.styles[column]!;
      const last = spans[spans.length - 1];
      if (last !== undefined && last.style === style) last.text += this.texts[column];
      else spans.push({ text: this.texts[column]!, style });
    }
    return spans;
  }

  private set(column: number, text: string, style: Style): void {
    if (column < 0 || column >= this.width) return;
    // Writing over half of a wide character blanks its other half.
    if (this.texts[column] === '' && text !== '' && column > 0) this.texts[column - 1] = ' ';
    if (text !== '' && this.texts[column + 1] === '') this.texts[column + 1] = ' ';
    this.texts[column] = text;
    this.styles[column] = style;
  }
}
