/** The text of all messages of calls. Which part of it is shown is app/raw.ts's. */

import { countText, plural } from '../app/counts';
import { ABOVE, matchesOf } from '../app/message';
import type { Model } from '../app/model';
import { blockAt, messageAt, type RawLine, type RawScreen, rawPage } from '../app/raw';
import { isRegex } from '../app/search';
import type { MessageSnapshot, Place } from '../engine/protocol';
import { oneOf } from './call-text';
import type { Line, ScreenContent } from './cells';
import { headText, markedPlaces, messageSpans } from './message-text';
import { blankLine, filled, fittedLine, span, spansWidth, splitLine } from './paint';
import { searchLine } from './search-line';
import type { Theme } from './theme';

export function raw(screen: RawScreen, model: Model, theme: Theme): ScreenContent {
  const page = rawPage(model);
  const body = bodyLines(screen, page, model, theme);
  const bottom = searchLine(screen.search, model, theme, 'raw', HINTS);
  return {
    lines: [titleLine(screen, model, theme), ...filled(body, page), bottom.line],
    cursor: bottom.cursor === null ? null : { column: bottom.cursor, row: model.rows - 1 },
  };
}

const HINTS = [
  ['back', 'Back'],
  ['search', 'Search'],
  ['next-message', 'Next message'],
  ['open-message', 'Message'],
  ['times', 'Times'],
  ['save', 'Save'],
  ['help', 'Help'],
] as const;

/** Which call the first line that is seen is of. */
function titleLine(screen: RawScreen, model: Model, theme: Theme): Line {
  const { snapshot, dialogs, at } = screen;
  const bar = theme.role.statusLine;
  const name = span(' Raw text', theme.role.statusName);
  if (snapshot === null) return fittedLine([name], model.columns, bar);
  const message = messageAt(screen, at.message);
  const call = snapshot.calls.find(({ dialog }) => dialog === message?.dialog);
  const of = oneOf(dialogs.length, snapshot.calls.length);
  const left = [name, span(call === undefined ? '' : `   call ${countText(call.index)}${of}`, theme.role.statusName)];
  const place = `${countText(at.message + 1)} of ${plural(snapshot.total, 'message')} `;
  return splitLine(left, [span(place, bar)], model.columns, bar);
}

function bodyLines(screen: RawScreen, page: number, model: Model, theme: Theme): Line[] {
  const text = screen.gone ? ' This call is not kept any more.' : ' ...';
  const told = fittedLine([span(text, theme.role.text)], model.columns);
  if (screen.snapshot === null || screen.gone) return [told];
  const lines: Line[] = [];
  let { row } = screen.at;
  for (let place = screen.at.message; lines.length < page && place < screen.snapshot.total; place++) {
    const block = blockAt(screen, place, model);
    if (block === null) return [...lines, told];
    const message = messageAt(screen, place)!;
    const places = placesOf(screen, message);
    for (const line of block.slice(row, row + page - lines.length))
      lines.push(lineOf(line, message, places, screen, model, theme));
    row = 0;
  }
  return lines;
}

/** Of a text wherever it is to be seen; of a regex in the message where the engine found it. */
function placesOf({ search }: RawScreen, message: MessageSnapshot): readonly Place[] {
  if (search.hit?.message === message.message) return search.hit.places;
  return isRegex(search.text) ? [] : matchesOf(message, search.text);
}

function lineOf(
  line: RawLine,
  message: MessageSnapshot,
  places: readonly Place[],
  { search }: RawScreen,
  model: Model,
  theme: Theme,
): Line {
  if (line.kind === 'blank') return blankLine();
  if (line.kind === 'head') return headLine(message, model, theme);
  const { piece } = line;
  if (piece.line === ABOVE) return fittedLine([span(` ${piece.text}`, theme.role.warning)], model.columns);
  const current = search.hit?.message === message.message ? search.hit.place : -1;
  const spans = messageSpans(message, piece.line, piece.from, piece.text, theme);
  return fittedLine([span(' '), ...markedPlaces(spans, piece, places, current, theme)], model.columns);
}

/** `── 3  2026-11-20 23:27:58.020  10.0.0.1:5060 ─> 10.0.0.2:5060  UDP ───`: where a message begins. */
function headLine(message: MessageSnapshot, model: Model, theme: Theme): Line {
  const spans = [
    span('── ', theme.role.border),
    span(countText(message.number), theme.role.heading),
    span(`  ${headText(message, model)} `, theme.role.text),
  ];
  const width = spansWidth(spans);
  return fittedLine([...spans, span('─'.repeat(Math.max(0, model.columns - width)), theme.role.border)], model.columns);
}
