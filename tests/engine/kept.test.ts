/** The dialogs that a filter keeps, judged while other things happen. */

import { keptDialogs } from '../../src/engine/kept';
import { parseFilter, type Understood } from '../../src/filter/parse';
import { dialogsOf, playScenario } from '../store/play';

const LINES = Array.from({ length: 50 }, (_, i) => `${i} A > B ${i % 2 === 0 ? 'INVITE' : 'OPTIONS'} | call=${i + 1}`);

function opened() {
  const { store } = playScenario(LINES.join('\n'));
  return { store, filter: parseFilter('payload /^INVITE /') as Understood };
}

test('lets others in between, and gives ids by index', async () => {
  const { store, filter } = opened();
  let nowMs = 0;
  let breaths = 0;
  let waiting = true;
  const breathe = () => {
    breaths++;
    if (waiting) setImmediate(breathe);
  };
  setImmediate(breathe);
  const ids = await keptDialogs(store, filter, () => (nowMs += 3));
  waiting = false;
  expect(ids.map((id) => store.dialogs.columns.index[store.dialogRow(id)])).toEqual(
    Array.from({ length: 25 }, (_, i) => 2 * i + 1),
  );
  expect(breaths).toBeGreaterThan(5);
});

test('leaves out what goes meanwhile', async () => {
  const { store, filter } = opened();
  let nowMs = 0;
  const [first, , third] = dialogsOf(store).map((row) => store.dialogId(row));
  const kept = keptDialogs(store, filter, () => (nowMs += 9));
  store.clear((row) => store.dialogId(row) > third);
  expect(await kept).toEqual([first, third]);
});
