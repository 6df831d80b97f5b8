/** Looking for a text or a regex in the messages of a ladder, as screens show them: in slices, as each is read again. */

import { PLACES_FOUND } from '../budgets';
import { bytesText, visibleLines } from '../decode/visible';
import { messageParts } from '../export/message-parts';
import { Pace } from '../filter/pace';
import { regexTest } from '../filter/regex';
import type { Ladder } from '../ladder/ladder';
import type { Store } from '../store/store';
import { nextRow, type RowTest } from './next-row';
import type { FindSnapshot, Place } from './protocol';

type Found = Extract<FindSnapshot, { outcome: 'found' | 'none' }>;

/** What is looked for. */
export interface Finder {
  holds(text: string): boolean;
  /** Where it stands in a line. */
  places(line: string): Omit<Place, 'line'>[];
  pace: Pace;
}

/** Between slashes a regex, `/timer|expires/i`; all else is a text, whether in capitals or not. */
export function finderOf(text: string): Finder | { message: string; at: number } {
  const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/.exec(text) ?? [];
  const pace = new Pace();
  if (source === undefined) return { ...plainFinder(text.toLowerCase()), pace };
  const odd = /[^ims]/.exec(flags);
  if (odd !== null)
    return { message: `a regex has the flags i, m and s, not ${odd[0]}`, at: source.length + 2 + odd.index };
  const test = regexTest(source, flags, pace);
  if (typeof test !== 'function') return { message: test.message, at: test.at + 1 };
  // Which part of a line it is cannot be asked for within the limit of time: the line is what is found.
  return { holds: test, places: (line) => (test(line) ? [{ from: 0, to: line.length }] : []), pace };
}

/** The next message from row `from` on, round the end, as nextRow() has it. */
export async function find(
  store: Store,
  ladder: Ladder,
  finder: Finder,
  from: number,
  step: 1 | -1 | 0,
  nowMs: () => number,
): Promise<Found> {
  const test: RowTest = {
    begin: () => finder.pace.begin(),
    meets(row) {
      const message = ladder.signalAt(row);
      return message >= 0 && finder.holds(textOf(store, message));
    },
  };
  const next = await nextRow(store, ladder, from, step, test, nowMs);
  const { undecided } = finder.pace;
  if (next === null) return { kind: 'find', outcome: 'none', undecided };
  const message = ladder.signalAt(next.row);
  const places = placesIn(messageParts(store, message).lines, finder);
  const [key, id] = [ladder.keyAt(next.row), store.messageId(message)];
  return { kind: 'find', outcome: 'found', ...next, key, message: id, places, undecided };
}

/** A regex may need more than a line: then the start line stands for all. */
function placesIn(lines: string[], { places }: Finder): Place[] {
  const found: Place[] = [];
  for (let line = 0; line < lines.length && found.length < PLACES_FOUND; line++) {
    for (const place of places(lines[line])) found.push({ line, ...place });
  }
  return found.length > 0 ? found.slice(0, PLACES_FOUND) : [{ line: 0, from: 0, to: lines[0]?.length ?? 0 }];
}

function textOf(store: Store, message: number): string {
  const { bytes, start, end } = store.bytesOf(message);
  return visibleLines(bytesText(bytes, start, end)).join('\n');
}

function plainFinder(wanted: string): Omit<Finder, 'pace'> {
  return {
    holds: (text) => text.toLowerCase().includes(wanted),
    places(line) {
      const found: Omit<Place, 'line'>[] = [];
      const lower = line.toLowerCase();
      for (let from = lower.indexOf(wanted); from >= 0; from = lower.indexOf(wanted, from + wanted.length))
        found.push({ from, to: from + wanted.length });
      return found;
    },
  };
}
