/** One message over the whole screen. What of it is shown and found is app/message.ts's. */

import { countText } from '../app/counts';
import {
  ABOVE,
  type Match,
  MESSAGE_HEAD_ROWS,
  type MessageScreen,
  matchesIn,
  messagePage,
  type Piece,
  piecesOf,
} from '../app/message';
import type { Model } from '../app/model';
import { isRegex, quoted } from '../app/search';
import type { MessageSnapshot } from '../engine/protocol';
import type { Line, ScreenContent } from './cells';
import { type Hint, hintLine } from './hints';
import { inputSpans } from './input';
import { markText } from './mark-text';
import { headText, markedPlaces, messageSpans } from './message-text';
import { blankLine, filled, fittedLine, span, spansWidth, splitLine } from './paint';
import type { Theme } from './theme';

export function message(screen: MessageScreen, model: Model, theme: Theme): ScreenContent {
  const snapshot = model.messages.get(screen.message) ?? null;
  const page = messagePage(model);
  const pieces = snapshot === null ? [] : piecesOf(snapshot, model);
  const matches = snapshot === null ? [] : matchesIn(screen, snapshot);
  const body = pieces.slice(screen.top, screen.top + page).map((piece) => {
    if (piece.line < 0) return aboveLine(piece, model, theme);
    const spans = messageSpans(snapshot!, piece.line, piece.from, piece.text, theme);
    return fittedLine([span(' '), ...markedPlaces(spans, piece, matches, screen.match, theme)], model.columns);
  });
  if (snapshot === null)
    body.push(blankLine(), fittedLine([span(goneText(screen, model), theme.role.text)], model.columns));
  const bottom = bottomLine(screen, matches.length, model, theme);
  return {
    lines: [titleLine(snapshot, screen, pieces.length, model, theme), ...filled(body, page), bottom.line],
    cursor: bottom.cursor === null ? foundAt(screen, pieces, matches) : { column: bottom.cursor, row: model.rows - 1 },
  };
}

/** What is wrong with the message, or what its codes mean. */
function aboveLine({ line, text }: Piece, model: Model, theme: Theme): Line {
  return fittedLine([span(` ${text}`, line === ABOVE ? theme.role.warning : theme.role.notice)], model.columns);
}

/** The line of the place found, where it is in sight. */
function foundAt(screen: MessageScreen, pieces: Piece[], matches: readonly Match[]): ScreenContent['cursor'] {
  const match = matches[screen.match];
  if (match === undefined) return null;
  const at = pieces.findLastIndex(({ line, from }) => line === match.line && from <= match.from) - screen.top;
  return at < 0 ? null : { column: 0, row: MESSAGE_HEAD_ROWS + at };
}

const HINTS = [
  ['back', 'Back'],
  ['search', 'Search'],
  ['next-message', 'Next message'],
  ['previous-message', 'Message before'],
  ['save', 'Save'],
  ['help', 'Help'],
] as const;

/** Of a message at whose credentials a password can be tried. */
const CREDENTIALS: readonly string[] = ['authorization', 'proxy-authorization'];
const CREDENTIAL_HINTS: readonly Hint[] = [...HINTS.slice(0, 2), ['check-digest', 'Try password'], ...HINTS.slice(2)];

const FOUND_HINTS = [
  ['search-next', 'Next'],
  ['search-previous', 'Before'],
  ['search', 'Search'],
  ['back', 'Back'],
] as const;

function goneText(screen: MessageScreen, model: Model): string {
  return model.messages.has(screen.message) ? ' This message is not kept any more.' : ' ...';
}

function titleLine(
  snapshot: MessageSnapshot | null,
  screen: MessageScreen,
  pieces: number,
  model: Model,
  theme: Theme,
): Line {
  const bar = theme.role.statusLine;
  if (snapshot === null) return fittedLine([span(' Message', theme.role.statusName)], model.columns, bar);
  const { number, timeUs } = snapshot;
  const left = [
    span(` Message ${countText(number)}`, theme.role.statusName),
    span(`  ${headText(snapshot, model)}`, bar),
  ];
  const end = Math.min(pieces, screen.top + messagePage(model));
  const mark = markText(model, { key: `m${screen.message}`, timeUs }, null);
  const right = [
    ...(mark === '' ? [] : [span(`  ${mark} `, theme.role.statusName)]),
    ...(pieces > messagePage(model) ? [span(` to line ${end} of ${pieces} `, bar)] : []),
  ];
  // What is marked is of more use than how the message travelled.
  const width = model.columns - (mark === '' ? 0 : spansWidth(right) + 1);
  return splitLine(fittedLine(left, width).spans, right, model.columns, bar);
}

function bottomLine(
  screen: MessageScreen,
  found: number,
  model: Model,
  theme: Theme,
): { line: Line; cursor: number | null } {
  if (screen.input === null && screen.search === '') {
    const { headers = [] } = model.messages.get(screen.message) ?? {};
    const hints = headers.some((key) => CREDENTIALS.includes(key)) ? CREDENTIAL_HINTS : HINTS;
    return { line: hintLine(model, 'message', hints, theme), cursor: null };
  }
  // A regex is looked for when it is typed to its end.
  const unknown = screen.seeking !== null || (screen.input !== null && isRegex(screen.search));
  const place = unknown ? '...' : found === 0 ? 'not found' : `${screen.match + 1} of ${found}`;
  if (screen.input === null) {
    const hints = hintLine(model, 'message', FOUND_HINTS, theme);
    const right = [span(`${quoted(screen.search)} ${place} `, found === 0 ? theme.role.error : theme.role.notice)];
    return { line: splitLine(hints.spans, right, model.columns), cursor: null };
  }
  const input = inputSpans(screen.input.line, model.columns - LABEL.length - place.length - 3, theme.role.input);
  const right = screen.search === '' ? [] : [span(`${place} `, found === 0 ? theme.role.error : theme.role.dim)];
  const line = splitLine([span(LABEL, theme.role.filterLabel), ...input.spans], right, model.columns);
  return { line, cursor: LABEL.length + input.cursor };
}

const LABEL = ' Search: ';
