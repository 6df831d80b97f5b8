/** Filters over the samples: which dialogs each keeps, as tests/specs/filters/samples.md has it. */

import path from 'node:path';
import { Session } from '../../src/engine/session';
import { parseFilter } from '../../src/filter/parse';
import { NO_LIMITS, type Store } from '../../src/store/store';
import { dialogsOf } from '../store/play';
import { sampleRows } from './sample-table';

const SAMPLES = path.join(__dirname, '../../samples');
const ROWS = sampleRows();
const FILES = [...new Set(ROWS.map(({ file }) => file))];

function kept(store: Store, text: string): string {
  const filter = parseFilter(text);
  if (!filter.ok) return `at ${filter.at}: ${filter.message}`;
  const all = dialogsOf(store);
  const rows = all.filter((row) => filter.verdict(store, row));
  if (rows.length === all.length && all.length > 1) return 'all';
  return rows.length === 0 ? 'none' : rows.map((row) => store.dialogs.columns.index[row]).join(' ');
}

test('the table is read', () => {
  expect(ROWS.length).toBeGreaterThan(190);
  expect(FILES.length).toBeGreaterThan(7);
});

test.each(FILES)('filters keep of %s what they should', async (file) => {
  const session = await Session.open([path.join(SAMPLES, file)], NO_LIMITS);
  await session.readAll();
  // As in a run without a screen.
  session.store.legs.atOnce = true;
  const rows = ROWS.filter((row) => row.file === file);
  const found = rows.map(({ filter }) => `${filter} -> ${kept(session.store, filter)}`);
  session.close();
  expect(found).toEqual(rows.map(({ filter, dialogs }) => `${filter} -> ${dialogs}`));
});
