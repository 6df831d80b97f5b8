/** The figures of the statistics screen: the same as those of --print stats, counted in slices, and only while somebody looks. */

import { Filters } from '../../src/engine/filters';
import type { StatisticsRow } from '../../src/engine/protocol';
import { Session } from '../../src/engine/session';
import { StatisticsView } from '../../src/engine/statistics-view';
import { statistics, Tally } from '../../src/export/statistics';
import { parseFilter } from '../../src/filter/parse';
import { NO_LIMITS, type Store } from '../../src/store/store';
import { diagnosed } from '../diagnose/case';
import { dialogsOf, playScenario } from '../store/play';

class Bench {
  nowMs = 0;
  looks = 0;
  readonly view: StatisticsView;

  constructor(
    readonly store: Store,
    stepMs = 0.5,
  ) {
    const nowMs = () => {
      this.looks++;
      this.nowMs += stepMs;
      return this.nowMs;
    };
    this.view = new StatisticsView(store, nowMs, new Filters());
  }

  /** What a screen gets that asks and waits. */
  counted(filter = '') {
    this.view.ask(filter);
    while (this.view.busy) this.view.advance(8);
    return this.view.snapshot();
  }

  rows(filter = ''): StatisticsRow[] {
    return this.counted(filter).sections.flatMap(({ rows }) => rows);
  }

  row(key: string, filter = ''): StatisticsRow | undefined {
    return this.rows(filter).find((row) => row.key === key);
  }
}

/** Calls that are alike, each with an INVITE and its 486. */
function manyCalls(count: number): string {
  return Array.from({ length: count }, (_, n) => `${n} A > B INVITE | call=c${n}\n${n}.1 B > A 486 Busy Here`).join(
    '\n',
  );
}

const MIXED = `
0    A > B INVITE | call=one
0.2  B > A 180 Ringing
1    B > A 200 OK
5    A > B BYE | call=one
5.1  B > A 200 OK
10   C > B INVITE | call=two
10.4 B > C 486 Busy Here
12   B > A REGISTER | call=three
12.5 A > B 403 Forbidden
13   A > B OPTIONS | call=none
`;

test('counts are bars with their share, named in words, with the filter that shows them', () => {
  const bench = new Bench(playScenario(MIXED).store);
  expect(bench.row('code/486')).toEqual({
    key: 'code/486',
    label: '486 Busy Here',
    figure: { kind: 'count', count: 1, percent: 20 },
    about: 'Responses with the status 486, of all: the callee is busy at this phone (RFC 3261, 21.4.24).',
    filter: 'code 486',
  });
  expect(bench.row('state/busy')).toMatchObject({ filter: 'state busy', figure: { count: 1 } });
  expect(bench.row('class/4xx')).toMatchObject({ label: '4xx Client error', filter: 'code 4xx', figure: { count: 2 } });
  expect(bench.row('method/INVITE')).toMatchObject({ filter: 'method INVITE', figure: { count: 2 } });
  expect(bench.row('source/10.0.0.3')).toMatchObject({ filter: 'host 10.0.0.3', figure: { count: 1 } });
  expect(bench.row('metric/SER')).toMatchObject({ figure: { kind: 'share', percent: 50, part: 1, whole: 2 } });
  expect(bench.row('metric/SRD')).toMatchObject({ figure: { kind: 'delay', meanMs: 300 }, filter: 'setup > 0.300s' });
});

test('findings are counted by code, with what each says and the filter that shows its calls', () => {
  const { store, diagnosis } = diagnosed(`
0   A > B INVITE | call=one
0.1 B > A 404 Not Found
1   A > B INVITE | call=two
1.1 B > A 404 Not Found
2   A > B OPTIONS | call=three
2.1 B > A 200 OK
3   A > B OPTIONS | call=four
3.1 B > A 200 OK
`);
  const bench = new Bench(store);
  expect(bench.row('finding/not-found')).toEqual({
    key: 'finding/not-found',
    label: 'not-found',
    about: 'Calls and other dialogs in which this was found: The number or user is not known.',
    filter: 'finding not-found',
    figure: { kind: 'count', count: 2, percent: 50 },
  });
  expect(dialogsOf(store).flatMap((row) => diagnosis.codes(row))).toEqual(['not-found', 'not-found']);
  // Nobody looked: no section that says there is nothing.
  expect(new Bench(playScenario(MIXED).store).counted().sections.map(({ title }) => title)).not.toContain('Findings');
});

test('a filter says what is counted; a wrong one leaves the one before', () => {
  const bench = new Bench(playScenario(MIXED).store);
  expect(bench.counted('host 10.0.0.3')).toMatchObject({
    counted: { filter: 'host 10.0.0.3', dialogs: 1, messages: 2 },
    dialogs: 3,
    filterError: null,
  });
  expect(bench.counted('(')).toMatchObject({ counted: { filter: 'host 10.0.0.3' }, filterError: { at: 1 } });
  // With what belongs to no dialog.
  expect(bench.counted('')).toMatchObject({ counted: { dialogs: 3, messages: 10 }, filterError: null });
});

test('one of many made-up methods is no row of its own', () => {
  const methods = Array.from({ length: 40 }, (_, n) => `${n} A > B M${n} | call=c${n}`).join('\n');
  const rows = new Bench(playScenario(methods).store).rows().filter(({ key }) => key.startsWith('method/'));
  expect(rows).toHaveLength(20);
  expect(rows.at(-1)).toMatchObject({ key: 'method/others', label: '21 others', figure: { count: 21 }, filter: null });
});

test('what a network sends is harmless, and can be asked for', () => {
  const bench = new Bench(playScenario('0 A > B O\x1b[31mX | call=one | From: <sip:a\x1b(b@c>;tag=1').store);
  const texts = JSON.stringify(bench.counted());
  expect(texts).not.toContain('\\u001b');
  for (const { filter } of bench.rows()) expect(parseFilter(filter ?? '').ok).toBe(true);
});

describe('counting', () => {
  test('goes in slices; until it is done there is nothing, later the figures before', () => {
    const bench = new Bench(playScenario(manyCalls(2000)).store);
    bench.view.ask('');
    expect(bench.view.snapshot()).toMatchObject({ counted: null, pending: true });
    bench.view.advance(8);
    expect(bench.view.busy).toBe(true);
    let slices = 1;
    for (; bench.view.busy; slices++) bench.view.advance(8);
    expect(slices).toBeGreaterThan(3);
    expect(bench.view.snapshot()).toMatchObject({ counted: { dialogs: 2000 }, pending: false });
    bench.view.ask('host 10.9.9.9');
    expect(bench.view.snapshot()).toMatchObject({ counted: { dialogs: 2000 }, pending: true });
  });

  test('the figures of many ends and users are put together in slices, too', () => {
    const calls = Array.from(
      { length: 12_000 },
      (_, n) => `${n} A > B INVITE | call=c${n} | From: <sip:u${n}@a>;tag=1`,
    );
    const { store } = playScenario(calls.join('\n'));
    const tally = new Tally(store);
    for (const row of dialogsOf(store)) tally.dialog(row);
    let stops = 0;
    const work = tally.statistics({ counts: { packets: 12_000 } });
    let step = work.next();
    for (; !step.done; step = work.next()) stops++;
    expect(stops).toBeGreaterThan(10);
    expect(step.value).toMatchObject({ topSources: [{ address: '10.0.0.1', messages: 12_000 }] });
    expect(step.value.topUsers.map(({ user }) => user).slice(0, 3)).toEqual(['u0', 'u1', 'u10']);
  });

  test('goes on when it is asked for again meanwhile, as a screen does while a file is read', () => {
    const { store } = playScenario(manyCalls(2000));
    const bench = new Bench(store);
    let slices = 0;
    for (; bench.view.snapshot().counted === null && slices < 100; slices++) {
      store.version++;
      bench.view.ask('');
      bench.view.advance(8);
    }
    expect(slices).toBeLessThan(30);
  });

  test('is done again at most once a second, and only while somebody asks', () => {
    const { store } = playScenario(MIXED);
    const bench = new Bench(store, 0.01);
    bench.counted();
    store.version++;
    bench.view.ask('');
    expect(bench.view.advance(8)).toBe(false);
    expect(bench.view.unsettled).toBe(true);
    bench.nowMs += 900;
    expect(bench.view.advance(8)).toBe(false);
    bench.nowMs += 200;
    expect(bench.view.advance(8)).toBe(true);
    expect(bench.view.unsettled).toBe(false);
    // Nobody has asked since.
    store.version++;
    bench.nowMs += 10_000;
    expect(bench.view.advance(8)).toBe(false);
  });

  test('rests longer where it takes longer', () => {
    const { store } = playScenario(manyCalls(2000));
    const bench = new Bench(store, 5);
    bench.counted();
    store.version++;
    bench.view.ask('');
    bench.nowMs += 1100;
    expect(bench.view.advance(8)).toBe(false);
  });

  test('never looked at costs nothing', () => {
    const bench = new Bench(playScenario(MIXED).store);
    bench.view.judgeAgain();
    expect([bench.view.busy, bench.view.unsettled, bench.view.advance(8)]).toEqual([false, false, false]);
  });

  test('leaves out calls that went meanwhile', () => {
    const { store } = playScenario(manyCalls(500));
    const bench = new Bench(store);
    bench.view.ask('');
    bench.view.advance(1);
    store.clear('all');
    while (bench.view.busy) bench.view.advance(8);
    const { counted } = bench.view.snapshot();
    expect(counted?.dialogs).toBeLessThan(500);
  });
});

describe('over a capture of real programs', () => {
  test('each state keeps in the list as many calls as it says, and all figures are those of --print stats', async () => {
    const session = await Session.open(['samples/mixed.pcapng'], NO_LIMITS);
    await session.readAll();
    const { store } = session;
    const bench = new Bench(store);
    const states = bench.rows().filter(({ key }) => key.startsWith('state/'));
    expect(states.length).toBeGreaterThan(4);
    for (const { label, filter, figure } of states) {
      const kept = parseFilter(filter ?? '');
      const count = dialogsOf(store).filter((row) => kept.ok && kept.verdict(store, row)).length;
      expect({ label, count }).toEqual({ label, count: figure.kind === 'count' ? figure.count : null });
    }
    const stats = statistics(store, dialogsOf(store), true, session.counted);
    for (const [code, count] of Object.entries(stats.byStatus))
      expect(bench.row(`code/${code}`)?.figure).toMatchObject({ count });
    const all = bench.rows();
    for (const { key, filter } of all) expect({ key, ok: parseFilter(filter ?? '').ok }).toEqual({ key, ok: true });
    session.close();
  });
});
