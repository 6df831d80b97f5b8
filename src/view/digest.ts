/** The Digest credentials of a message, and on the last line the password that is typed, a bullet a character. */

import { type DigestScreen, digestPage } from '../app/digest';
import { type InputLine, inputLine } from '../app/input-line';
import type { Model } from '../app/model';
import type { Line, ScreenContent } from './cells';
import { factLines } from './facts';
import { hintLine } from './hints';
import { inputSpans } from './input';
import { filled, fittedLine, span, splitLine } from './paint';
import { clustersOf } from './text';
import type { Theme } from './theme';

export function digest(screen: DigestScreen, model: Model, theme: Theme): ScreenContent {
  const page = digestPage(model);
  const body = bodyLines(screen, model, theme).slice(screen.top, screen.top + page);
  const bottom = bottomLine(screen, model, theme);
  return {
    lines: [titleLine(screen, model, theme), ...filled(body, page), bottom.line],
    cursor: bottom.cursor === null ? null : { column: bottom.cursor, row: model.rows - 1 },
  };
}

const HINTS = [
  ['check-digest', 'Another password'],
  ['help', 'Help'],
  ['back', 'Back'],
] as const;

/** Where nothing can be checked. */
const NO_HINTS = HINTS.slice(1);

const LABEL = ' Password: ';
const BULLET = '•';

function titleLine({ message }: DigestScreen, model: Model, theme: Theme): Line {
  const bar = theme.role.statusLine;
  const snapshot = model.messages.get(message);
  const about = snapshot ? `   message ${snapshot.number}: ${snapshot.lines[0] ?? ''}` : '';
  return fittedLine([span(' Digest check', theme.role.statusName), span(about, bar)], model.columns, bar);
}

function bodyLines({ snapshot, gone }: DigestScreen, model: Model, theme: Theme): Line[] {
  if (gone) return [fittedLine([span(' This message is not kept any more.')], model.columns)];
  if (snapshot === null) return [fittedLine([span(' ...')], model.columns)];
  return factLines(snapshot.facts, model.columns - 2, theme).map((line) => ({
    ...line,
    spans: [span(' '), ...line.spans],
  }));
}

function bottomLine(screen: DigestScreen, model: Model, theme: Theme): { line: Line; cursor: number | null } {
  const { password, snapshot } = screen;
  if (password === null) {
    const { text, right } = snapshot?.verdict ?? { text: '', right: true };
    // The verdict stands at any width.
    const narrow = { ...model, columns: model.columns - text.length - 2 };
    const hints = hintLine(narrow, 'digest', snapshot?.checkable === 0 ? NO_HINTS : HINTS, theme);
    const told = text === '' ? [] : [span(`${text} `, right ? theme.role.notice : theme.role.error)];
    return { line: splitLine(hints.spans, told, model.columns), cursor: null };
  }
  const help = 'Enter tries it, Esc leaves ';
  const room = model.columns - LABEL.length - help.length - 1;
  const input = inputSpans(hidden(password), room, theme.role.input);
  const spans = [span(LABEL, theme.role.filterLabel), ...input.spans];
  const line = splitLine(spans, [span(help, theme.role.dim)], model.columns);
  return { line, cursor: LABEL.length + input.cursor };
}

/** As many bullets as characters, so that who types sees each key. */
function hidden({ text, cursor }: InputLine): InputLine {
  const bullets = (part: string) => BULLET.repeat(clustersOf(part).length);
  return { ...inputLine(bullets(text)), cursor: bullets(text.slice(0, cursor)).length };
}
