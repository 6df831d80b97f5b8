/** A ladder as an image of its own, for a ticket or a wiki: light as paper, without anything from elsewhere. */

import { LIGHT, ladderStyle } from './ladder-colours';
import { headDrawing, ladderName, placed, rowDrawing, rowName } from './ladder-drawing';
import { findingTitle } from './ladder-findings';
import { LABEL_PX, layoutOf, NOTE_PX, textWidthPx } from './ladder-layout';
import { callFigures, type LadderSheet, leftOutTexts } from './ladder-sheet';
import { type Markup, markup, NO_MARKUP } from './markup';
import { isoTimeUs } from './time';

const MARGIN = 12;
const TITLE_LINE = 20;

/** Pieces of the file, line breaks included. */
export function* ladderSvg(sheet: LadderSheet): Generator<string> {
  const titles = titleLines(sheet);
  const top = titles.length * TITLE_LINE + 6;
  const layout = layoutOf(sheet, { top });
  const widest = Math.max(...titles.map(({ text, small }) => textWidthPx(text, small ? NOTE_PX : LABEL_PX)), 0);
  const below = belowLines(sheet);
  const widestBelow = Math.max(...below.map((text) => textWidthPx(text, NOTE_PX)), 0);
  const width = Math.max(layout.width, Math.ceil(Math.max(widest, widestBelow) + 2 * MARGIN));
  const height = layout.height + below.length * TITLE_LINE;
  yield line(
    markup`<svg xmlns="http://www.w3.org/2000/svg" class="ladder" role="img" aria-labelledby="name" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
  );
  yield line(markup`<title id="name">${ladderName(sheet)}</title>`);
  yield `<style>\n${ladderStyle((name) => LIGHT[name])}\n</style>\n`;
  yield line(markup`<rect width="${width}" height="${height}" fill="${LIGHT.paper}"/>`);
  for (const [i, { text, small }] of titles.entries()) {
    yield line(placed({ x: MARGIN, y: MARGIN + 10 + i * TITLE_LINE, text }, small ? 'small' : 'name'));
  }
  yield line(headDrawing(layout, top + MARGIN));
  for (const row of layout.rows) yield line(rowDrawing(row, NO_MARKUP, markup`<title>${rowName(row.row)}</title>`));
  for (const [i, text] of below.entries())
    yield line(placed({ x: MARGIN, y: layout.height + 4 + i * TITLE_LINE, text }, 'small'));
  yield '</svg>\n';
}

/** What is left out, and what is wrong with the calls: in a line each, for sentences there is no room. */
function belowLines(sheet: LadderSheet): string[] {
  const left = leftOutTexts(sheet).join('; ');
  return [...(left === '' ? [] : [left]), ...sheet.findings.map((one) => findingTitle(one, sheet.calls.length > 1))];
}

function titleLines({ calls }: LadderSheet): { text: string; small: boolean }[] {
  return calls.flatMap((call) => {
    const { index, from, to, state, callId, startUs } = call;
    const facts = [isoTimeUs(startUs), ...callFigures(call), `Call-ID ${callId}`].join(' · ');
    return [
      { text: `Call ${index}: ${from} → ${to}, ${state}`, small: false },
      { text: facts, small: true },
    ];
  });
}

function line(markupLine: Markup): string {
  return markupLine.text === '' ? '' : `${markupLine.text}\n`;
}
