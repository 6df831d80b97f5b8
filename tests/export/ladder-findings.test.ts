/** What is wrong with the calls of a drawn ladder stands below the drawing, in each of its forms. */

import type { Language } from '../../src/diagnose/languages/language';
import { ladderHtml, pageParts } from '../../src/export/ladder-html';
import { ladderMermaid } from '../../src/export/ladder-mermaid';
import { type LadderSheet, ladderSheet } from '../../src/export/ladder-sheet';
import { ladderSvg } from '../../src/export/ladder-svg';
import { ladderText } from '../../src/export/ladder-text';
import { diagnosed } from '../diagnose/case';
import { dialogsOf } from '../store/play';
import { optionsOf } from './sheets';

const REFUSED = `
0    A > B  INVITE sip:1234@example.com | sdp
0.01 B > A  404 Not Found
0.02 A > B  ACK
`;
const CLEAN = `
0    A > B  INVITE | sdp
0.1  B > A  486 Busy Here
0.2  A > B  ACK
`;

function made(text: string, language: Language = 'en') {
  const { store, diagnosis } = diagnosed(text);
  const options = { ...optionsOf(), findings: { diagnosis, language } };
  const sheet: LadderSheet = ladderSheet(store, dialogsOf(store), options);
  const ids = dialogsOf(store).map((row) => [store.dialogId(row)]);
  const page = () => [...ladderHtml(store, pageParts(store, ids), options)].join('');
  return { store, options, sheet, page };
}

test('text: title, proofs, sentences that are broken between words, and what to try', () => {
  const lines = [...ladderText(made(REFUSED).sheet)];
  const at = lines.indexOf('Error: The number or user is not known (not-found)');
  expect(lines[at - 1]).toBe('');
  expect(lines[at + 1]).toBe('  #1 #2');
  expect(lines[at + 2]).toBe(
    '  10.0.0.2:5060 answered 404 to the call for sip:1234@example.com: nothing there has this number or',
  );
  expect(lines[at + 3]).toBe('  user.');
  expect(lines[at + 4]).toMatch(/^ {2}404 Not Found: /);
  expect(lines.slice(at)).toEqual(expect.arrayContaining([expect.stringMatching(/^ {2}What to try: /)]));
  expect(Math.max(...lines.slice(at).map(({ length }) => length))).toBeLessThanOrEqual(100);
});

test('a page: with the severity as a class, and messages that choose their arrows', () => {
  const { page, sheet } = made(REFUSED);
  const text = page();
  const [{ id }] = sheet.findings[0].messages;
  expect(text).toContain('<article class="finding error" lang="en">');
  expect(text).toContain('<h3>Error: The number or user is not known (not-found)</h3>');
  expect(text).toContain(`data-proof="m${id}">#1</button>`);
  expect(text).toContain(`data-detail="m${id}"`);
  expect(text).toMatch(/<p><b>What to try:<\/b> /);
});

test('an image and Mermaid: a line each', () => {
  const { sheet } = made(REFUSED);
  const svg = [...ladderSvg(sheet)].join('');
  expect(svg).toContain('>Error: The number or user is not known (not-found)</text>');
  const height = (text: string) => Number(/ height="(\d+)"/.exec(text)?.[1]);
  expect(height(svg)).toBe(height([...ladderSvg({ ...sheet, findings: [] })].join('')) + 20);
  expect([...ladderMermaid(sheet)].at(-1)).toBe(
    '    Note over c0,c1: Error: The number or user is not known (not-found)',
  );
});

test('of a call without, and where nobody asks, nothing', () => {
  const clean = made(CLEAN);
  expect([clean.sheet.findings, clean.page().includes('<article')]).toEqual([[], false]);
  const { store } = made(REFUSED);
  expect(ladderSheet(store, dialogsOf(store), optionsOf()).findings).toEqual([]);
});

test('of several calls each with its number', () => {
  const lines = [
    ...ladderText(made(`${REFUSED}\n1 A > C INVITE | call=2 | sdp\n1.1 C > A 404 Not Found | call=2`).sheet),
  ];
  expect(lines.filter((line) => line.endsWith('(not-found)'))).toEqual([
    '1: Error: The number or user is not known (not-found)',
    '2: Error: The number or user is not known (not-found)',
  ]);
});

test('in the language that is asked for', () => {
  const { sheet, page } = made(REFUSED, 'es');
  expect(sheet.findings[0]).toMatchObject({ language: 'es' });
  expect([...ladderText(sheet)].some((line) => line.startsWith('Error: ') && line.endsWith('(not-found)'))).toBe(true);
  expect([...ladderText(sheet)].join()).not.toContain('What to try');
  expect(page()).toContain('lang="es"');
});

test('what the network sent is text in all of them', () => {
  const { sheet, page } = made(
    '0 A > B INVITE sip:<b>"x"&;#\x1b[31m@x | sdp\n0.01 B > A 404 </script><img src=x onerror=alert(1)>',
  );
  expect(sheet.findings).toHaveLength(1);
  expect(page()).not.toMatch(/<img|<b>"x"/);
  expect(page().match(/<\/script>/g)).toHaveLength(2);
  expect([...ladderText(sheet)].join('')).not.toContain('\x1b');
  expect([...ladderSvg(sheet)].join('')).not.toContain('<img');
});
