/** The findings of a ladder's calls as lines of a pane. */

import { foundIn, PANE_INDENT, type PaneLine, paneLines } from '../../app/findings-pane';
import type { LadderScreen } from '../../app/ladder-screen';
import type { Model } from '../../app/model';
import type { ShownFinding } from '../../engine/protocol';
import type { Span, Style } from '../cells';
import { findingStyle, SIGNS } from '../finding-sign';
import { fittedLine, span } from '../paint';
import { fitText, textWidth } from '../text';
import type { Theme } from '../theme';

/** So many lines, the first of them a head; `width` cells wide. */
export function findingLines(screen: LadderScreen, model: Model, theme: Theme, width: number, rows: number): Span[][] {
  const { pane } = screen;
  if (pane === null || rows === 0) return [];
  const lines = paneLines(screen, model);
  const shown = lines.slice(pane.top, pane.top + rows - 1);
  const more = lines.length > pane.top + shown.length;
  const texts = shown.map((line, index) => paneLine(screen, line, lines[pane.top + index - 1], theme, width));
  const head = headLine(screen, more, theme, width);
  return [head, ...texts, ...Array.from({ length: Math.max(0, rows - 1 - texts.length) }, () => [])];
}

/** `── 1 of 2 findings ──────────`; `more` below. */
function headLine(screen: LadderScreen, more: boolean, { role }: Theme, width: number): Span[] {
  const count = foundIn(screen).length;
  const of = count === 1 ? '1 finding' : `${screen.pane!.at + 1} of ${count} findings`;
  const end = more ? ' more below ──' : '';
  const rest = Math.max(0, width - textWidth(of) - textWidth(end) - 4);
  return fittedLine(
    [span('── ', role.border), span(of, role.heading), span(` ${'─'.repeat(rest)}${end}`, role.border)],
    width,
  ).spans;
}

function paneLine(
  screen: LadderScreen,
  line: PaneLine,
  before: PaneLine | undefined,
  theme: Theme,
  width: number,
): Span[] {
  const finding = foundIn(screen)[line.finding];
  const { at, focused } = screen.pane!;
  if (finding === undefined) return [];
  const isTitle = line.part === 'title';
  const first = isTitle && before?.part !== 'title';
  const here = line.finding === at;
  const begin = first ? `${here ? '>' : ' '}${SIGNS[finding.severity]} ` : ' '.repeat(PANE_INDENT);
  const text = fitText(begin + line.text, width);
  const style = isTitle && here && focused ? theme.role.cursorRow : partStyle(line.part, finding, theme);
  return [{ ...span(text, style), target: { kind: 'field', name: String(line.finding) } }];
}

function partStyle(part: PaneLine['part'], { severity }: ShownFinding, theme: Theme): Style {
  const { dim, body, text } = theme.role;
  return { title: findingStyle(severity, theme), code: dim, explanation: body, said: dim, advice: body, blank: text }[
    part
  ];
}
