/** Legs in what the engine answers: ladders of whole calls, saves that take them along. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Answers } from '../../src/engine/answers';
import { ListView } from '../../src/engine/list-view';
import type { LadderQuery, LadderSnapshot, ListQuery, ListSnapshot, SaveSnapshot } from '../../src/engine/protocol';
import { Session } from '../../src/engine/session';
import { DEFAULT_ENGINE_SETTINGS } from '../../src/engine/settings';
import { StreamsView } from '../../src/engine/streams-view';
import { NO_LIMITS } from '../../src/store/store';
import { dialogsOf } from '../store/play';
import { pcapOf, scenario } from '../store/scenario';

const CALLS = `
0    A > B INVITE | call=in | From: <sip:1001@a> | To: <sip:1002@b>
0.1  B > C INVITE | call=out | From: <sip:1001@b> | To: <sip:1002@c>
0.2  D > E INVITE | call=other | From: <sip:1003@a> | To: <sip:1004@b>
0.3  C > D INVITE | call=last | X-Call-ID: out@example.com
`;

/** `text` as a file that is read to its end. */
async function made(text: string) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-'));
  const file = path.join(folder, 'calls.pcap');
  fs.writeFileSync(file, pcapOf(scenario(text)));
  const session = await Session.open([file], NO_LIMITS);
  await session.readAll();
  const nowMs = () => performance.now();
  const views = { list: new ListView(session.store, nowMs), streams: new StreamsView(session.store, nowMs) };
  const { list } = views;
  const answers = new Answers({ session, ...views });
  const ids = dialogsOf(session.store).map((row) => session.store.dialogId(row));
  const ladder = async (change: Partial<LadderQuery>) =>
    (await answers.answer({ ...LADDER, dialogs: ids.slice(0, 1), ...change })) as LadderSnapshot;
  const close = () => {
    session.close();
    fs.rmSync(folder, { recursive: true });
  };
  return { session, list, answers, ids, folder, ladder, close };
}

const LADDER: LadderQuery = {
  kind: 'ladder',
  dialogs: [],
  columnsBy: 'address',
  order: [],
  hidden: [],
  media: true,
  filter: '',
  top: 0,
  rows: 99,
  anchor: null,
};

const LIST: ListQuery = {
  kind: 'list',
  filter: '',
  sort: { field: 'index', descending: false },
  columns: [],
  expanded: [],
  top: 0,
  rows: 1000,
  anchor: null,
};

const callIds = ({ titles }: LadderSnapshot) => titles.map(({ callId }) => callId.split('@')[0]);

describe('an extended ladder', () => {
  it('has all legs by time, and how they are known', async () => {
    const { ids, ladder, close } = await made(CALLS);
    const extended = await ladder({ extended: true });
    expect(callIds(extended)).toEqual(['in', 'out', 'last']);
    expect(extended.legs).toEqual(['guess: same numbers through 10.0.0.2', 'X-Call-ID']);
    expect(extended.total).toBe(3);
    // Whichever of them it is asked for.
    expect(callIds(await ladder({ extended: true, dialogs: [ids[3]] }))).toEqual(['in', 'out', 'last']);
    expect(callIds(await ladder({ extended: true, dialogs: [ids[3], ids[2], ids[0]] }))).toHaveLength(4);
    close();
  });

  it('is another one than that of the call by itself', async () => {
    const { ladder, close } = await made(CALLS);
    expect([await ladder({}), await ladder({ extended: true }), await ladder({})].map(callIds)).toEqual([
      ['in'],
      ['in', 'out', 'last'],
      ['in'],
    ]);
    expect((await ladder({})).legs).toBeNull();
    close();
  });

  it('goes by the settings in force', async () => {
    const { session, answers, ladder, close } = await made(CALLS);
    const context = async (change: object) => {
      const settings = { ...DEFAULT_ENGINE_SETTINGS, ...change };
      await answers.answer({ kind: 'context', saved: {}, marked: [], settings });
    };
    await context({ 'legs.guess': false });
    expect(callIds(await ladder({ extended: true }))).toEqual(['in']);
    await context({ 'legs.headers': ['X-Other'] });
    expect(callIds(await ladder({ extended: true }))).toEqual(['in', 'out']);
    expect(session.store.legs.settled).toBe(true);
    close();
  });

  it('has no legs of a call that has none', async () => {
    const { ids, ladder, close } = await made(CALLS);
    const alone = await ladder({ extended: true, dialogs: [ids[2]] });
    expect([callIds(alone), alone.legs]).toEqual([['other'], []]);
    close();
  });
});

describe('a folded list', () => {
  const CALL_ID = ['callId'];

  /** What the list holds, `+` for each leg that a row stands for. */
  async function list(made: Awaited<ReturnType<typeof openedCalls>>, change: Partial<ListQuery> = {}) {
    const ask = () => made.answers.answer({ ...LIST, columns: CALL_ID, ...change }) as Promise<ListSnapshot>;
    await ask();
    made.settle();
    const { content, lines, shown } = await ask();
    expect(content).toHaveLength(lines);
    const rows = content.map((line) => {
      if (line.kind === 'message') return `  ${line.label}`;
      const { cells, leg, fold } = line;
      const others = fold === undefined ? '' : ` +${fold.others}${fold.guessed ? '?' : ''}`;
      return `${leg === undefined ? '' : '- '}${cells[0]!.split('@')[0]}${others}`;
    });
    return { rows, shown };
  }

  async function openedCalls() {
    const all = await made(CALLS);
    const settle = () => {
      all.session.store.legs.settle();
      do all.list.advance(1000);
      while (all.list.pending);
    };
    return { ...all, settle };
  }

  it('shows the gravest finding of all legs, and is sorted by it', async () => {
    const calls = await openedCalls();
    const { store } = calls.session;
    const severities: Record<string, 'error' | 'warning'> = { last: 'error', other: 'warning' };
    const of = (dialog: number) => severities[store.names.callId(dialog).split('@')[0]];
    store.diagnosed = {
      codes: (dialog) => (of(dialog) === undefined ? [] : [`a-${of(dialog)}`]),
      severity: (dialog) => of(dialog) ?? '',
    };
    const shown = async (change: Partial<ListQuery>) => {
      const query = { ...LIST, columns: ['callId', 'finding'], fold: true, ...change };
      await calls.answers.answer(query);
      calls.settle();
      const { content } = (await calls.answers.answer(query)) as ListSnapshot;
      return content.map(
        (line) => line.kind === 'dialog' && [line.cells[0].split('@')[0], line.cells[1], line.severity],
      );
    };
    const [inside, other] = [
      ['in', 'a-error', 'error'],
      ['other', 'a-warning', 'warning'],
    ];
    expect(await shown({})).toEqual([inside, other]);
    expect(await shown({ sort: { field: 'finding', descending: false } })).toEqual([inside, other]);
    expect(await shown({ sort: { field: 'finding', descending: true } })).toEqual([other, inside]);
    expect(await shown({ expanded: [calls.ids[0]] })).toEqual([
      inside,
      ['out', '', ''],
      ['last', 'a-error', 'error'],
      other,
    ]);
    calls.close();
  });

  it('has a row for each call, in order of the first leg', async () => {
    const calls = await openedCalls();
    expect(await list(calls)).toEqual({ rows: ['in', 'out', 'other', 'last'], shown: 4 });
    expect(await list(calls, { fold: true })).toEqual({ rows: ['in +2?', 'other'], shown: 2 });
    const descending = { sort: { field: 'callId', descending: true }, fold: true };
    expect((await list(calls, descending)).rows).toEqual(['other', 'in +2?']);
    expect((await list(calls)).rows).toEqual(['in', 'out', 'other', 'last']);
    calls.close();
  });

  it('shows a call of which any leg meets the filter', async () => {
    const calls = await openedCalls();
    expect((await list(calls, { fold: true, filter: 'callid last' })).rows).toEqual(['in +2?']);
    expect((await list(calls, { fold: true, filter: 'callid other' })).rows).toEqual(['other']);
    calls.close();
  });

  it('has the other legs below an expanded row, and their messages below those', async () => {
    const calls = await openedCalls();
    const [first, second] = calls.ids;
    const open = (...expanded: number[]) => list(calls, { fold: true, expanded });
    expect((await open(first)).rows).toEqual(['in +2?', '- out', '- last', 'other']);
    expect((await open(first, second)).rows).toEqual(['in +2?', '- out', '  INVITE', '- last', 'other']);
    expect((await open(second, calls.ids[2])).rows).toEqual(['in +2?', 'other', '  INVITE']);
    const anchored = async (dialog: number, expanded: number[]) => {
      const query = { ...LIST, fold: true, expanded, anchor: { dialog, message: null } };
      return ((await calls.answers.answer(query)) as ListSnapshot).anchorLine;
    };
    expect([await anchored(calls.ids[3], [first, second]), await anchored(calls.ids[3], [])]).toEqual([3, 0]);
    calls.close();
  });

  it('follows legs that go', async () => {
    const calls = await openedCalls();
    await list(calls, { fold: true });
    calls.session.store.clear((row) => calls.session.store.dialogId(row) === calls.ids[0]);
    expect((await list(calls, { fold: true })).rows).toEqual(['out +1', 'other']);
    calls.close();
  });

  it('keeps the legs of calls that are shown when hidden calls are let go', async () => {
    const calls = await openedCalls();
    await calls.answers.answer({ kind: 'control', what: 'clear-hidden', filter: 'callid last', legs: true });
    expect((await list(calls)).rows).toEqual(['in', 'out', 'last']);
    calls.close();
  });
});

describe('a save', () => {
  it('takes all legs along where that is asked for', async () => {
    const { answers, ids, folder, close } = await made(CALLS);
    const save = async (legs: boolean) =>
      (await answers.answer({
        kind: 'save',
        what: 'dialogs',
        filter: '',
        dialogs: ids.slice(1, 2),
        streams: [],
        media: false,
        path: path.join(folder, 'saved.pcap'),
        overwrite: true,
        legs,
      })) as SaveSnapshot;
    expect([await save(false), await save(true)]).toMatchObject([{ dialogs: 1 }, { dialogs: 3, packets: 3 }]);
    close();
  });
});
