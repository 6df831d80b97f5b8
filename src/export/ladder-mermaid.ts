/**
 * A ladder as a sequence diagram of Mermaid, for wikis and tickets that draw it. What Mermaid would take as its own
 * language is written as entities.
 */

import { MERMAID_CHARACTERS } from '../budgets';
import type { LadderRow } from '../ladder/ladder';
import { findingTitle } from './ladder-findings';
import { callFigures, callNumber, captionOf, type LadderSheet, leftOutTexts, notesOf, portsOf } from './ladder-sheet';
import { isoTimeUs } from './time';

/** Lines without line breaks. What is too long for Mermaid is left out at the end, and a note says so. */
export function* ladderMermaid(sheet: LadderSheet): Generator<string> {
  let length = 0;
  let drawn = 0;
  for (const line of headLines(sheet)) {
    length += line.length + 1;
    yield line;
  }
  for (const [index, row] of sheet.rows.entries()) {
    const lines = rowLines(sheet, row, sheet.rows[index - 1]);
    length += lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (length > MERMAID_CHARACTERS) break;
    drawn++;
    yield* lines;
  }
  const left = leftOutTexts({ hidden: sheet.hidden, leftOut: sheet.leftOut + sheet.rows.length - drawn });
  if (left.length > 0) yield `    ${noteOver(sheet, left)}`;
  for (const finding of sheet.findings) {
    const note = `    ${noteOver(sheet, [findingTitle(finding, sheet.calls.length > 1)])}`;
    length += note.length + 1;
    if (length <= MERMAID_CHARACTERS) yield note;
  }
}

function* headLines({ calls, columns }: LadderSheet): Generator<string> {
  for (const { index, from, to, state, callId } of calls) {
    yield comment(`call ${index}: ${from} -> ${to}, ${state}, Call-ID ${callId}`);
  }
  yield 'sequenceDiagram';
  const [first] = calls;
  if (first !== undefined) {
    const title = calls.length > 1 ? `${calls.length} calls` : `${first.from} -> ${first.to}, ${first.state}`;
    yield `    title ${escaped(title)}`;
  }
  for (const [index, { label, name }] of columns.entries()) {
    yield `    participant c${index} as ${name === '' ? '' : `${escaped(name)}<br/>`}${escaped(label)}`;
  }
}

/** A silence of this length or more is told above the arrow that ends it. */
const SILENCE_US = 1_000_000;

function rowLines(sheet: LadderSheet, row: LadderRow, before: LadderRow | undefined): string[] {
  const { from, to, deltaUs, timeUs } = row;
  const lines: string[] = [];
  if (before === undefined) lines.push(noteOver(sheet, [isoTimeUs(timeUs), ...firstFigures(sheet)]));
  else if (row.kind === 'message' && deltaUs !== null && deltaUs >= SILENCE_US) {
    lines.push(noteOver(sheet, [`${(deltaUs / 1e6).toFixed(3)} s later`]));
  }
  const number = callNumber(sheet, row);
  const ports = portsOf(sheet, row);
  const words = [
    number === '' ? '' : `(${number})`,
    captionOf(row),
    ports === null ? '' : `${ports.from} -> ${ports.to}`,
  ];
  lines.push(`c${from}${shaftOf(row)}c${to}: ${escaped(words.filter((text) => text !== '').join(' '))}`);
  const notes = notesOf(sheet, row);
  if (notes.length > 0) {
    const over = from === to ? `c${from}` : `c${Math.min(from, to)},c${Math.max(from, to)}`;
    lines.push(`Note over ${over}: ${notes.map(({ text }) => escaped(text)).join('<br/>')}`);
  }
  return lines.map((line) => `    ${line}`);
}

function firstFigures({ calls }: LadderSheet): string[] {
  return calls.length === 1 ? callFigures(calls[0]) : [];
}

/** Full for a request, dashed for a response, open for media. */
function shaftOf(row: LadderRow): string {
  if (row.kind === 'media' || row.kind === 'digit') return '-)';
  return row.kind === 'report' || row.request ? '->>' : '-->>';
}

function noteOver({ columns }: LadderSheet, texts: readonly string[]): string {
  const over = columns.length > 1 ? `c0,c${columns.length - 1}` : 'c0';
  return `Note over ${over}: ${escaped(texts.join(', '))}`;
}

/** Settings (`%%{`) are looked for here, too. */
function comment(text: string): string {
  return `%% ${text.replace(/[{}%]/g, '_')}`;
}

/**
 * As entities (`#59;`): `#` and `;`, which end a text; `<` and `&`, which are HTML; `$`, as `$$` is mathematics; `%` before
 * another one, as `%%{` begins settings wherever it stands; and the colon of `wrap:`, which is one of them.
 */
function escaped(text: string): string {
  const plain = text.replace(/[#;<&$]|%(?=%)|(?<=^\s*(?:no)?wrap):/g, (sign) => `#${sign.charCodeAt(0)};`);
  return plain.trim() === '' ? '-' : plain;
}
