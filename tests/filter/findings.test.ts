/** What diagnosis found, in the list and in filters: `codes` of each call are made up, the gravest first. */

import type { Severity } from '../../src/diagnose/finding';
import { fieldNamed } from '../../src/filter/fields';
import { findingOrder, severityOf } from '../../src/filter/findings';
import { parseFilter } from '../../src/filter/parse';
import { dialogsOf, playScenario } from '../store/play';

const FOUND: readonly [severity: Severity | '', codes: string[]][] = [
  ['error', ['not-found']],
  ['', []],
  ['warning', ['slow-setup', 'clock-skew']],
  ['notice', ['clock-skew']],
  ['error', ['no-response', 'not-found', 'slow-setup']],
];

const { store } = playScenario(FOUND.map((_, i) => `${i} A > B OPTIONS | call=${i + 1}`).join('\n'));
const rows = dialogsOf(store);
const of = (dialog: number) => FOUND[rows.indexOf(dialog)];
store.diagnosed = { codes: (dialog) => of(dialog)[1], severity: (dialog) => of(dialog)[0] };

function kept(text: string): string {
  const filter = parseFilter(text);
  if (!filter.ok) return `at ${filter.at}: ${filter.message}`;
  return rows.flatMap((row, i) => (filter.verdict(store, row) ? [i + 1] : [])).join('');
}

test.each([
  ['finding not-found', '15'],
  ['finding NOT-', '15'],
  ['finding ~ /^(no-response|clock-skew)$/', '345'],
  ['not finding not-found', '234'],
  ['problems', '135'],
  ['not problems', '24'],
  ['severity error', '15'],
  ['severity Warning', '135'],
  ['severity notice', '1345'],
  ['problems and not severity error', '3'],
  ['finding nothing-like-it', 'at 8: expected a code of a finding or part of one, as in not-found'],
  ['severity grave', 'at 9: expected one of error, warning, notice'],
])('%s', (text, expected) => expect(kept(text)).toBe(expected));

test.each([
  ['state busy and not (callid x or finding not-found)', true],
  ['problems', true],
  ['severity error', true],
  ['callid "no problems" and payload severity', false],
])('%s: whether somebody must look for findings', (text, expected) => {
  const filter = parseFilter(text);
  expect(filter.ok && filter.asksFindings).toBe(expected);
});

test('nobody looked for it: nothing is found', () => {
  const looked = store.diagnosed;
  store.diagnosed = { codes: () => null, severity: () => '' };
  expect([kept('finding not-found'), kept('problems'), kept('not problems')]).toEqual(['', '', '12345']);
  store.diagnosed = looked;
});

test('a column has the gravest code, and how many there are besides', () => {
  const { text } = fieldNamed('finding')!;
  expect(rows.map((row) => text(store, row))).toEqual([
    'not-found',
    '',
    'slow-setup +1',
    'clock-skew',
    'no-response +2',
  ]);
});

test('of several legs the gravest counts, and what shows in two of them is one problem', () => {
  const { text } = fieldNamed('finding')!.ofLegs!;
  const legs = (...calls: number[]) => calls.map((call) => rows[call - 1]);
  expect(text(store, legs(2, 3))).toBe('slow-setup +1');
  expect(text(store, legs(3, 1))).toBe('not-found +2');
  expect(text(store, legs(3, 4))).toBe('slow-setup +1');
  expect(text(store, legs(2))).toBe('');
  expect(severityOf(store, legs(2, 4, 3))).toBe('warning');
  expect(severityOf(store, legs(2))).toBe('');
});

test('the gravest stand first, and those without a finding have no place', () => {
  const orders = rows.map((row) => findingOrder(store, [row]));
  expect([0, 2, 3].map((at) => orders[at])).toEqual([orders[0], orders[2], orders[3]].sort((a, b) => a - b));
  expect(orders[1]).toBeNaN();
  expect(findingOrder(store, [rows[1], rows[0]])).toBe(orders[0]);
});
