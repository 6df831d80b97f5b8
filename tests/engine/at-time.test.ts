/** What is at a time or after it: against a plain search through all calls and rows. */

import fc from 'fast-check';
import { Answers } from '../../src/engine/answers';
import { ListView } from '../../src/engine/list-view';
import type { AtTimeSnapshot, LadderShape, ListQuery, ListSnapshot } from '../../src/engine/protocol';
import { Session } from '../../src/engine/session';
import { StreamsView } from '../../src/engine/streams-view';
import { NO_LIMITS } from '../../src/store/store';
import { dialogsOf } from '../store/play';
import { BEGINNING } from '../store/scenario';
import { MadeInput } from './made-input';

const LIST: ListQuery = {
  kind: 'list',
  filter: '',
  sort: { field: 'from', descending: true },
  columns: ['index'],
  expanded: [],
  top: 0,
  rows: 1000,
  anchor: null,
};

const at = (seconds: number) => (BEGINNING + seconds) * 1e6;

/** Twenty calls, one a second. */
const MANY = Array.from({ length: 20 }, (_, i) => `${i} A > B INVITE | call=${i}\n${i}.5 B > A 180 Ringing`).join('\n');

async function made(text = MANY) {
  const input = new MadeInput();
  input.push(text);
  input.end();
  const session = new Session([input], NO_LIMITS);
  await session.readAll();
  const { store } = session;
  const nowMs = () => performance.now();
  const list = new ListView(store, nowMs);
  const answers = new Answers({ session, list, streams: new StreamsView(store, nowMs) });
  const ids = dialogsOf(store).map((row) => store.dialogId(row));
  return { list, answers, ids };
}

const ask = async (
  { answers }: Awaited<ReturnType<typeof made>>,
  seconds: number,
  ladder: LadderShape | null,
  expanded: number[] = [],
) => (await answers.answer({ kind: 'at-time', timeUs: at(seconds), ladder, expanded })) as AtTimeSnapshot;

test('in the list it is the first by its beginning, in whatever order the calls stand', async () => {
  const engine = await made();
  await engine.answers.answer(LIST);
  while (engine.list.pending) engine.list.advance(8);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: -5, max: 45 }), fc.subarray(engine.ids), async (halves, expanded) => {
      const seconds = halves / 2;
      const found = await ask(engine, seconds, null, expanded);
      const first = Math.max(0, Math.ceil(seconds));
      if (first > 19) return expect(found).toMatchObject({ outcome: 'after', lastUs: at(19) });
      expect(found).toMatchObject({ outcome: 'found', dialog: engine.ids[first], firstUs: at(0) });
      const whole = (await engine.answers.answer({ ...LIST, expanded })) as ListSnapshot;
      expect(found.outcome === 'found' && whole.content[found.row]).toMatchObject({
        kind: 'dialog',
        dialog: engine.ids[first],
      });
    }),
    { numRuns: 60 },
  );
});

test('a filter that keeps nothing has nothing to go to', async () => {
  const engine = await made();
  await engine.answers.answer({ ...LIST, filter: 'callid nowhere' });
  while (engine.list.pending) engine.list.advance(8);
  expect(await ask(engine, 1, null)).toEqual({ kind: 'at-time', outcome: 'after', firstUs: null, lastUs: null });
});

test('in a ladder it is the first row', async () => {
  const engine = await made('0 A > B INVITE\n1.5 B > A 180 Ringing\n3 B > A 486 Busy Here');
  const shape: LadderShape = { dialogs: engine.ids.slice(0, 1), columnsBy: 'port', order: [], hidden: [], media: true };
  const rows = [];
  for (const seconds of [-1, 0, 0.1, 1.5, 2, 3]) {
    const found = await ask(engine, seconds, shape);
    rows.push(found.outcome === 'found' ? found.row : found.outcome);
  }
  expect(rows).toEqual([0, 0, 1, 1, 2, 2]);
  expect(await ask(engine, 3.1, shape)).toMatchObject({ outcome: 'after', firstUs: at(0), lastUs: at(3) });
});
