/** What the engine tells of a ladder's findings: sentences, the rows that prove them, the times that matter. */

import path from 'node:path';
import { Answers } from '../../src/engine/answers';
import { ListView } from '../../src/engine/list-view';
import type { LadderFindingsQuery, LadderFindingsSnapshot, LadderSnapshot } from '../../src/engine/protocol';
import { Session } from '../../src/engine/session';
import { DEFAULT_ENGINE_SETTINGS } from '../../src/engine/settings';
import { StreamsView } from '../../src/engine/streams-view';
import { NO_LIMITS } from '../../src/store/store';
import { dialogsOf } from '../store/play';

const SAMPLES = path.join(__dirname, '../../samples');
const SHAPE = { columnsBy: 'port', order: [], hidden: [], media: true } as const;

async function opened(sample: string) {
  const session = await Session.open([path.join(SAMPLES, sample)], NO_LIMITS);
  await session.readAll();
  const nowMs = () => performance.now();
  const { store } = session;
  const views = { list: new ListView(store, nowMs), streams: new StreamsView(store, nowMs) };
  const answers = new Answers({ session, ...views });
  const ids = dialogsOf(store).map((row) => store.dialogId(row));
  const ask = async (change: Partial<LadderFindingsQuery> = {}) =>
    (await answers.answer({
      kind: 'ladder-findings',
      ...SHAPE,
      order: [],
      hidden: [],
      dialogs: ids,
      ...change,
    })) as LadderFindingsSnapshot;
  const ladder = async (change: Partial<LadderFindingsQuery> = {}) =>
    (await answers.answer({
      ...{ kind: 'ladder', filter: '', top: 0, rows: 1000, anchor: null },
      ...{ ...SHAPE, order: [], hidden: [], dialogs: ids, ...change, kind: 'ladder' },
    })) as LadderSnapshot;
  return { session, ids, ask, ladder };
}

test('in sentences, with the rows of the ladder that prove it and the time that matters', async () => {
  const { session, ask, ladder } = await opened('findings/no-response.pcap');
  const { findings, leftOut } = await ask();
  const { rows } = await ladder();
  expect(leftOut).toBe(0);
  expect(findings).toMatchObject([
    {
      code: 'no-response',
      severity: 'error',
      title: 'Nobody answers',
      call: 1,
      gap: { text: '31.5 s: Nobody answers' },
    },
  ]);
  const [{ proofs, gap, explanation, advice }] = findings;
  expect(proofs.map(({ name }) => name)).toEqual(['#1', '#2', '#3', '#4', '#5', '#6', '#7']);
  expect(proofs.map(({ row }) => rows[row!].key)).toEqual(proofs.map(({ key }) => key));
  expect(gap?.before).toBe(rows[6].key);
  expect([explanation, advice]).toEqual([
    expect.stringMatching(/^198\.51\.100\.20:5060 did not answer/),
    expect.stringMatching(/^What to try: /),
  ]);
  session.close();
});

test('a time that lasts until the end of the capture says so', async () => {
  const { session, ids, ask } = await opened('findings/bye-missing.pcap');
  const [{ gap }] = (await ask({ dialogs: ids.slice(0, 1) })).findings;
  expect(gap).toMatchObject({
    before: null,
    text: expect.stringMatching(/^\d+\.\d s: .*, until the end of the capture$/),
  });
  session.close();
});

test('while packets come it lasts so far', async () => {
  const { session, ids, ask } = await opened('findings/bye-missing.pcap');
  Object.defineProperty(session.store.clock, 'ended', { value: false });
  const [{ gap }] = (await ask({ dialogs: ids.slice(0, 1) })).findings;
  expect(gap?.text).toMatch(/, so far$/);
  session.close();
});

test('in the language of the user', async () => {
  const { session, ask } = await opened('findings/no-response.pcap');
  session.use({ ...DEFAULT_ENGINE_SETTINGS, 'findings.language': 'fr' });
  const [{ gap, advice }] = (await ask()).findings;
  expect(gap?.text).toMatch(/^31,5 s: /);
  expect(advice).not.toMatch(/^What to try/);
  session.close();
});

test('streams prove it, too, as rows of the ladder while it shows them', async () => {
  const { session, ask, ladder } = await opened('findings/lossy-media.pcap');
  const lossy = async (media: boolean) =>
    (await ask({ media })).findings
      .find(({ code }) => code === 'lossy-media')!
      .proofs.filter(({ key }) => key[0] === 's');
  const [stream] = await lossy(true);
  const { rows } = await ladder();
  expect(rows[stream.row!]).toMatchObject({ kind: 'media', key: stream.key });
  expect(stream.name).toMatch(/^[A-Z]/);
  expect(await lossy(false)).toMatchObject([{ key: stream.key, row: null }]);
  session.close();
});

test('what the other side said, and what that means', async () => {
  const { session, ask } = await opened('findings/not-found.pcap');
  const { findings } = await ask();
  expect(findings[0].said[0]).toMatch(/^404 Not Found: .*RFC 3261/);
  session.close();
});

test('a row that is hidden proves it still, but has no place', async () => {
  const { session, ids, ask, ladder } = await opened('findings/not-found.pcap');
  const [{ host }] = (await ladder({ dialogs: ids.slice(0, 1) })).hosts;
  const [{ proofs }] = (await ask({ dialogs: ids.slice(0, 1), hidden: [host] })).findings;
  expect(proofs.length).toBeGreaterThan(0);
  expect(proofs.filter(({ row }) => row !== null)).toEqual([]);
  session.close();
});

test('the gravest of several calls first, each with the number of its call', async () => {
  const { session, ids, ask } = await opened('mixed.pcapng');
  const { findings } = await ask();
  const ranks = findings.map(({ severity }) => ['error', 'warning', 'notice'].indexOf(severity));
  expect(ranks).toEqual(ranks.toSorted());
  expect(new Set(findings.map(({ call }) => call)).size).toBeGreaterThan(3);
  expect((await ask({ dialogs: ids.slice(6, 7) })).findings).toEqual([]);
  session.close();
});

test('of calls that have gone nothing', async () => {
  const { session, ask } = await opened('findings/not-found.pcap');
  session.store.clear('all');
  expect(await ask()).toBeNull();
  session.close();
});
