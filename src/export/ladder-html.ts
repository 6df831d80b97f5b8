/**
 * Ladders as one page that holds everything: it is opened from a file, without a network, and shows the message of an
 * arrow that is chosen. What it may do is bounded by its own policy: its style and its script by their hashes, and
 * nothing else.
 */

import { createHash } from 'node:crypto';
import { PAGE_BYTES, PAGE_CALLS } from '../budgets';
import type { Store } from '../store/store';
import { headDrawing, ladderName, rowDrawing, rowName } from './ladder-drawing';
import { findingTitle } from './ladder-findings';
import { type Layout, layoutOf, type PlacedRow } from './ladder-layout';
import {
  callFigures,
  type LadderSheet,
  ladderSheet,
  leftOutTexts,
  type SheetCall,
  type SheetOptions,
  sheetCall,
} from './ladder-sheet';
import { jsonMarkup, Markup, markup, NO_MARKUP } from './markup';
import { detailOf } from './page-details';
import { PAGE_SCRIPT } from './page-script';
import { PAGE_STYLE } from './page-style';
import { isoTimeUs } from './time';

export interface PageParts {
  /** Ids of the dialogs of each ladder. */
  ladders: readonly (readonly number[])[];
  /** Ladders that are too many for a page. */
  leftOut: number;
}

/** As many of them as a page holds. */
export function pageParts(store: Store, ladders: readonly (readonly number[])[]): PageParts {
  let bytes = 0;
  const kept: (readonly number[])[] = [];
  for (const dialogs of ladders) {
    for (const id of dialogs) bytes += bytesOf(store, store.dialogRow(id));
    if (kept.length > 0 && (kept.length >= PAGE_CALLS || bytes > PAGE_BYTES)) break;
    kept.push(dialogs);
  }
  return { ladders: kept, leftOut: ladders.length - kept.length };
}

function bytesOf(store: Store, dialog: number): number {
  let bytes = 0;
  if (dialog >= 0) {
    store.eachMessage(dialog, (message) => {
      bytes += store.messages.columns.payloadLength[message] + ROW_BYTES;
    });
  }
  return bytes;
}

/** What is drawn of a row, and the names in its JSON. */
const ROW_BYTES = 1500;

/** Pieces of the page. Dialogs that go while it is made are told in it. */
export function* ladderHtml(store: Store, parts: PageParts, options: SheetOptions): Generator<string> {
  const { ladders, leftOut } = parts;
  const rows = (dialogs: readonly number[]) => dialogs.map((id) => store.dialogRow(id)).filter((row) => row >= 0);
  yield headOf(titleOf(store, ladders.map(rows)));
  yield '<div class="page">\n<main>\n<h1>SIP ladder</h1>\n';
  if (ladders.length > 1 || leftOut > 0) yield* index(store, ladders.map(rows), leftOut);
  if (ladders.length === 0) yield '<p class="hint">No call was kept.</p>\n';
  for (const [i, dialogs] of ladders.entries()) {
    const here = rows(dialogs);
    if (here.length > 0) yield* section(store, ladderSheet(store, here, options), i);
    else yield `<section class="call" id="l${i}"><p class="hint">This call was not kept any more.</p></section>\n`;
  }
  yield `</main>\n${ladders.length === 0 ? '' : ASIDE}\n</div>\n<script>${PAGE_SCRIPT}</script>\n</body>\n</html>\n`;
}

function headOf(title: string): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(PAGE_STYLE)}'`,
    `script-src '${hashOf(PAGE_SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const head = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(PAGE_STYLE)}</style>
</head>
<body>
`;
  return head.text;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

const ASIDE = `<aside class="empty" tabindex="-1" aria-label="What was chosen">
<button class="close" type="button">Close</button>
<div id="shown" aria-live="polite"><p class="hint">Choose an arrow with the mouse, or with <kbd>↑</kbd> and <kbd>↓</kbd>.</p></div>
<noscript><p class="hint">Messages are shown by the script of this page, which is turned off.</p></noscript>
</aside>`;

function titleOf(store: Store, ladders: readonly (readonly number[])[]): string {
  const [first] = ladders;
  if (ladders.length !== 1 || first.length !== 1) return `SIP ladders of ${ladders.flat().length} calls`;
  const { from, to, state } = sheetCall(store, first[0]);
  return `${from} → ${to}, ${state}`;
}

function* index(store: Store, ladders: readonly (readonly number[])[], leftOut: number): Generator<string> {
  yield '<nav aria-label="Calls" class="scroll">\n<table>\n<caption>Calls on this page</caption>\n<thead><tr>';
  yield '<th scope="col">Call</th><th scope="col">Begins (UTC)</th><th scope="col">Method</th><th scope="col">From</th><th scope="col">To</th>';
  yield '<th scope="col">State</th></tr></thead>\n<tbody>\n';
  for (const [i, dialogs] of ladders.entries()) {
    for (const row of dialogs) yield indexLine(sheetCall(store, row), i).text;
  }
  yield '</tbody>\n</table>\n';
  if (leftOut > 0) {
    const calls = leftOut === 1 ? '1 more call is' : `${leftOut} more calls are`;
    yield `<p class="left">${calls} left out, as a page would be too large: keep fewer with a filter.</p>\n`;
  }
  yield '</nav>\n';
}

function indexLine({ index: number, method, startUs, from, to, state }: SheetCall, ladder: number): Markup {
  const begins = isoTimeUs(startUs).replace('T', ' ').slice(0, 19);
  return markup`<tr><td><a href="#l${ladder}">${number}</a></td><td>${begins}</td><td>${method}</td><td class="long">${from}</td><td class="long">${to}</td><td>${state}</td></tr>
`;
}

function* section(store: Store, sheet: LadderSheet, number: number): Generator<string> {
  yield markup`<section class="call" id="l${number}" aria-label="${ladderName(sheet)}">
${sheet.calls.map(callHead)}`.text;
  const layout = layoutOf(sheet, { columnsWidth: PAGE_WIDTH });
  const { width, height } = layout;
  const fitted = layout.lifelines.length <= FITTED_COLUMNS ? 'ladder fitted' : 'ladder';
  yield markup`<div class="scroll"><svg class="${fitted}" role="listbox" aria-label="Ladder" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
${headDrawing(layout, HEAD_TOP)}
`.text;
  for (const [i, row] of layout.rows.entries()) yield `${rowMarkup(row, layout, i === 0).text}\n`;
  yield '</svg></div>\n';
  const left = leftOutTexts(sheet).join('; ');
  if (left !== '') yield `<p class="left">${left}.</p>\n`;
  if (sheet.findings.length > 0) yield findingsMarkup(sheet).text;
  yield* details(store, sheet);
  yield '</section>\n';
}

/** The words of most responses fit; with three columns it is made a tenth smaller on a screen of 1280 pixels. */
const PAGE_WIDTH = 540;
/** More columns than that are scrolled, not made so small that nobody can read them. */
const FITTED_COLUMNS = 3;

/** Where layoutOf() puts the heads. */
const HEAD_TOP = 12;

function callHead(call: SheetCall): Markup {
  const { index: number, from, to, state, callId, startUs } = call;
  const figures = callFigures(call).map((text) => text.split(/ (.*)/).slice(0, 2));
  const pairs = [['Begins', isoTimeUs(startUs)], ...figures, ['Call-ID', callId]];
  return markup`<h2>Call ${number}: ${from} → ${to} <span class="state">${state}</span></h2>
<dl class="facts">${pairs.map(([name, text]) => markup`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
`;
}

/** Below the drawing; a message that proves a finding chooses its arrow. */
function findingsMarkup({ findings, calls, rows }: LadderSheet): Markup {
  const drawn = new Set(rows.map(({ key }) => key));
  return markup`<div class="findings">
${findings.map((finding) => {
  const { severity, language, explanation, said, adviceTitle, advice, messages } = finding;
  const proofs = messages
    .filter(({ id }) => drawn.has(`m${id}`))
    .map(({ id, number }) => markup`<button type="button" class="proof" data-proof="m${id}">#${number}</button> `);
  return markup`<article class="finding ${severity}" lang="${language}">
<h3>${findingTitle(finding, calls.length > 1)}</h3>
<p>${explanation}</p>
${said.map(
  (text) => markup`<p class="plain">${text}</p>
`,
)}<p><b>${adviceTitle}:</b> ${advice}</p>
${
  proofs.length === 0
    ? NO_MARKUP
    : markup`<p class="proofs">${proofs}</p>
`
}</article>
`;
})}</div>
`;
}

/** One row of a ladder can be reached with Tab, the others from there with the arrows. */
function rowMarkup(placedRow: PlacedRow, { width }: Layout, first: boolean): Markup {
  const { row, top, height } = placedRow;
  const attributes = markup` role="option" aria-selected="false" tabindex="${first ? 0 : -1}" data-detail="${detailKey(row)}" aria-label="${rowName(row)}"`;
  const back = markup`<rect class="back" x="3" y="${top + 1}" width="${width - 6}" height="${height - 1}" rx="4"/>`;
  return rowDrawing(placedRow, attributes, back);
}

/** A digit tells of its stream. */
function detailKey(row: PlacedRow['row']): string {
  return row.kind === 'digit' ? `s${row.stream}` : row.key;
}

function* details(store: Store, { rows }: LadderSheet): Generator<string> {
  yield '<script type="application/json" class="details">{';
  const told = new Set<string>();
  for (const row of rows) {
    const key = detailKey(row);
    const detail = told.has(key) ? null : detailOf(store, row);
    if (detail !== null) yield `${told.size === 0 ? '' : ','}\n${jsonMarkup(key)}:${jsonMarkup(detail)}`;
    if (detail !== null) told.add(key);
  }
  yield '}</script>\n';
}
