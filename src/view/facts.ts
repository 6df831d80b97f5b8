/** The figures of a stream or the report of a phone as lines: beside the ladder, and over the whole screen. */

import type { Fact } from '../ladder/facts';
import type { Line } from './cells';
import { fittedLine, span } from './paint';
import { fitText, textWidth, wrapWords } from './text';
import type { Theme } from './theme';

/** Lines of at most `width` cells. `plain`: without plots, whose figures stand in words before them. */
export function factLines(facts: readonly Fact[], width: number, theme: Theme, plain = false): Line[] {
  const most = Math.max(LEAST_NAMES, Math.floor(width / 3));
  const names = facts.map((fact) => (fact.kind === 'heading' ? 0 : textWidth(fact.name) + 2));
  const nameWidth = Math.max(...names.filter((cells) => cells <= most), 0);
  return facts.flatMap((fact) => {
    if (fact.kind === 'heading') {
      return wrapWords(fact.text, width).map((text) => fittedLine([span(text, theme.role.heading)], width));
    }
    const style = fact.kind === 'fact' && fact.bad ? theme.role.warning : theme.role.body;
    // A name that is longer than most has its text right behind it.
    const begin = Math.max(nameWidth, textWidth(fact.name) + 2);
    const lines = wrapWords(fact.text, width - nameWidth, width - begin).map((text, index) => {
      const name = index === 0 ? fitText(fact.name, begin) : ' '.repeat(nameWidth);
      return fittedLine([span(name, theme.role.headerName), span(text, style)], width);
    });
    if (fact.kind === 'fact' || plain) return lines;
    const bars = barsOf(fact.values, fact.most, Math.min(MOST_BARS, width - nameWidth));
    return [...lines, fittedLine([span(' '.repeat(nameWidth)), span(bars, theme.role.media)], width)];
  });
}

/** Room for the names of a stream's figures, also beside a ladder. */
const LEAST_NAMES = 14;

/** Wider ones would show each value as a field of blocks. */
const MOST_BARS = 48;
const BARS = '▁▂▃▄▅▆▇█';

/** One character a value, or several where there is room; of values that share one the highest counts. */
export function barsOf(values: readonly number[], most: number, width: number): string {
  let bars = '';
  for (let at = 0; at < width; at++) {
    const from = Math.floor((at * values.length) / width);
    const to = Math.max(from + 1, Math.floor(((at + 1) * values.length) / width));
    const value = Math.max(...values.slice(from, to));
    const level = Math.round((value * (BARS.length - 1)) / most);
    // The least that is there is seen as something.
    bars += BARS[Math.min(BARS.length - 1, value > 0 ? Math.max(1, level) : 0)];
  }
  return bars;
}
