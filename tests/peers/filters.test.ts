/** Filters over the samples: tshark is asked the same in its own language, and finds the same dialogs. */

import path from 'node:path';
import { sampleRows } from '../filter/sample-table';
import { peer, SAMPLES } from './peers';

const ROWS = sampleRows().filter(({ tshark }) => tshark !== '');

const known = new Map<string, string[]>();

/** Call-IDs of the messages that a display filter finds, first ones first. A run of tshark takes a second. */
function callIds(file: string, filter: string): string[] {
  const key = `${file} ${filter}`;
  const ids = known.get(key) ?? askedOf(file, filter);
  known.set(key, ids);
  return ids;
}

function askedOf(file: string, filter: string): string[] {
  const found = ['-Y', `sip && (${filter})`, '-T', 'fields', '-E', 'occurrence=f', '-e', 'sip.Call-ID'];
  const lines = peer('tshark', ['-r', path.join(SAMPLES, file), ...found]).split('\n');
  return [...new Set(lines.filter((line) => line !== ''))];
}

/** Indexes of the dialogs that an expression of display filters finds. */
function found(file: string, expression: string): string {
  const all = callIds(file, 'sip');
  const term = (text: string): string[] => {
    if (!text.startsWith('¬')) return callIds(file, text);
    const but = term(text.slice(1).trim());
    return all.filter((id) => !but.includes(id));
  };
  const both = (text: string) =>
    text.split('∩').reduce((ids, one) => {
      const also = term(one.trim());
      return ids.filter((id) => also.includes(id));
    }, all);
  const kept = new Set(expression.split('∪').flatMap(both));
  if (kept.size === all.length && all.length > 1) return 'all';
  const indexes = all.flatMap((id, i) => (kept.has(id) ? [i + 1] : []));
  return indexes.length === 0 ? 'none' : indexes.join(' ');
}

it('there are filters to ask about', () => {
  expect(ROWS.length).toBeGreaterThan(150);
});

it.each(ROWS)('$file: $filter', ({ file, tshark, dialogs }) => {
  expect(found(file, tshark)).toBe(dialogs);
});
