/** What is told of the selected finding: what it is, how the newest call shows it, what to try, and what Enter does. */

import { countText } from '../../app/counts';
import { type FindingsScreen, filterOfFinding, selectedFinding } from '../../app/findings-screen';
import type { Model } from '../../app/model';
import type { FindingsRow } from '../../engine/protocol';
import type { Line } from '../cells';
import { findingStyle, SIGNS } from '../finding-sign';
import { bestKey } from '../hints';
import { blankLine, filled, fittedLine, span } from '../paint';
import { cutText, wrapWords } from '../text';
import type { Theme } from '../theme';

/** So many lines of at most `width` cells. */
export function aboutLines(screen: FindingsScreen, model: Model, width: number, rows: number, theme: Theme): Line[] {
  const row = selectedFinding(screen);
  if (row === null) return filled([], rows);
  const heading = `${SIGNS[row.severity]} ${row.title} (${row.code})`;
  const title = wrapWords(heading, width).map((text) =>
    fittedLine([span(text, findingStyle(row.severity, theme))], width),
  );
  const shows = filterLines(screen, model, width, theme);
  const room = rows - 1 - title.length - shows.length;
  const advice = wrapWords(row.advice, width);
  const told = cutLines(wrapWords(explanationOf(row), width), Math.max(1, room - advice.length), width);
  const texts = [...told, ...cutLines(advice, Math.max(0, room - told.length), width)];
  const lines = texts.map((text) => fittedLine([span(text, theme.role.body)], width));
  // Where there is room, what Enter does is set apart.
  const apart = room > texts.length ? [blankLine()] : [];
  return filled([blankLine(), ...title, ...lines, ...apart, ...shows], rows);
}

/** `Call 12, the newest: …`. */
function explanationOf({ call, count, explanation }: FindingsRow): string {
  if (call === null) return explanation;
  return `Call ${countText(call)}${count > 1 ? ', the newest' : ''}: ${explanation}`;
}

/** So many of the lines; what is left out is seen to be. */
function cutLines(texts: string[], rows: number, width: number): string[] {
  if (texts.length <= rows) return texts;
  return texts.slice(0, rows).map((text, at) => (at === rows - 1 ? cutText(`${text} …`, width) : text));
}

function filterLines(screen: FindingsScreen, model: Model, width: number, theme: Theme): Line[] {
  const key = bestKey(model, 'findings', 'use-finding');
  const filter = filterOfFinding(screen);
  if (filter === null || key === '') return [];
  return [fittedLine([span(`${key} shows them: `, theme.role.dim), span(filter, theme.role.notice)], width)];
}
