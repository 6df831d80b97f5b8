/**
 * What lines, bars and signs are drawn with: characters of Unicode, ASCII where the locale has no others or the user wants
 * it, or nothing at all on plain screens. A cell stays a cell.
 */

import type { Model } from '../app/model';
import type { Line, ScreenContent } from './cells';

/** The screen as it can, and is to be drawn. */
export function drawn(content: ScreenContent, model: Model): ScreenContent {
  const { plain } = model.settings;
  const ascii = drawsAscii(model);
  if (!plain && !ascii) return content;
  return { ...content, lines: content.lines.map((line) => redrawn(line, plain, ascii)) };
}

/** Whether only ASCII is drawn. */
function drawsAscii({ settings, world }: Model): boolean {
  return settings.lines === 'ascii' || (settings.lines === 'auto' && !world.utf8);
}

function redrawn(line: Line, plain: boolean, ascii: boolean): Line {
  if (line.spans.every(({ text }) => ASCII.test(text))) return line;
  const spans = line.spans.map((part) => {
    if (ASCII.test(part.text)) return part;
    const text = plain ? withoutLines(part.text) : part.text;
    return { ...part, text: ascii ? text.replace(KNOWN, (sign) => STAND_INS.get(sign) ?? sign) : text };
  });
  return { ...line, spans };
}

const ASCII = /^[\x20-\x7e]*$/;

/** Of arrows as `a ─> b` the head is left, of all else blanks. */
function withoutLines(text: string): string {
  return text
    .replaceAll('─>', '->')
    .replaceAll('<─', '<-')
    .replace(/[\u2500-\u259f]/g, ' ');
}

/** By the sign that is drawn elsewhere. */
const STAND_INS = new Map([
  ...pairs('─━', '--'),
  ...pairs('│┃┊', '||:'),
  ...pairs('├┤┬┴┼┌┐└┘', '+++++++++'),
  ...pairs('═║', '=|'),
  ...pairs('▁▂▃▄▅▆▇█', '..:-=+*#'),
  ...pairs('▏▎▍▌▋▊▉', '.:::==='),
  ...pairs('•·…', '*-~'),
  ...pairs('✗▲○', 'X!i'),
]);

const KNOWN = new RegExp(`[${[...STAND_INS.keys()].join('')}]`, 'g');

function pairs(signs: string, standIns: string): [string, string][] {
  return Array.from(signs, (sign, at) => [sign, standIns[at]!]);
}
