/** Names of hosts: where they come from, and what the worker answers by them. */

import { Answers } from '../../src/engine/answers';
import { Filters } from '../../src/engine/filters';
import { Hosts } from '../../src/engine/hosts';
import { ListView } from '../../src/engine/list-view';
import type { ContextQuery, EngineSettings, LadderSnapshot, ListQuery, ListSnapshot } from '../../src/engine/protocol';
import { Session } from '../../src/engine/session';
import { DEFAULT_ENGINE_SETTINGS } from '../../src/engine/settings';
import { StreamsView } from '../../src/engine/streams-view';
import { NO_LIMITS } from '../../src/store/store';
import { dialogsOf } from '../store/play';
import { MadeInput } from './made-input';

const withAliases = (aliases: Record<string, string>, more: Partial<EngineSettings> = {}): EngineSettings => ({
  ...DEFAULT_ENGINE_SETTINGS,
  'hosts.aliases': aliases,
  ...more,
});

describe('the names that hold', () => {
  const input = { names: new Map([['10.0.0.1', 'from-the-capture']]) };
  const hosts = new Hosts(
    [input],
    [
      ['10.0.0.1', 'from-the-system'],
      ['10.0.0.2', 'b'],
    ],
  );

  test('are aliases, then what the captures say, then /etc/hosts where that is wanted', () => {
    const all = (settings: EngineSettings) => [...hosts.names(settings)];
    expect(all(DEFAULT_ENGINE_SETTINGS)).toEqual([
      ['10.0.0.1', 'from-the-capture'],
      ['10.0.0.2', 'b'],
    ]);
    expect(all(withAliases({ '10.0.0.1': 'alias' }, { 'hosts.system': false }))).toEqual([['10.0.0.1', 'alias']]);
  });

  test('are made anew when a setting changes or a capture has more', () => {
    const settings = withAliases({});
    const before = hosts.names(settings);
    expect(hosts.names(settings)).toBe(before);
    input.names.set('10.0.0.7', 'late');
    expect(hosts.names(settings).get('10.0.0.7')).toBe('late');
  });
});

describe('by the names of hosts', () => {
  async function made() {
    const input = new MadeInput();
    input.push('0 A > B INVITE | call=1\n1 C > D INVITE | call=2\n2 A > C INVITE | call=3');
    input.end();
    const systemHosts = [['10.0.0.3', 'carrier']] as const;
    const session = new Session([input], NO_LIMITS, { settings: withAliases({}), systemHosts });
    await session.readAll();
    const nowMs = () => performance.now();
    const filters = new Filters(() => session.hostNames);
    const list = new ListView(session.store, nowMs, filters);
    const answers = new Answers({ session, list, filters, streams: new StreamsView(session.store, nowMs, filters) });
    const context = async (settings: EngineSettings) =>
      answers.answer({ kind: 'context', saved: {}, marked: [], settings } satisfies ContextQuery);
    const listed = async (filter: string, expanded: number[] = []) => {
      const query: ListQuery = {
        ...{ kind: 'list', filter, sort: { field: 'index', descending: false }, expanded, top: 0, rows: 99 },
        ...{ columns: ['index', 'source', 'destination'], anchor: null },
      };
      await answers.answer(query);
      while (list.pending) list.advance(100);
      return ((await answers.answer(query)) as ListSnapshot).content.map((line) =>
        line.kind === 'dialog' ? line.cells.join(' ') : `${line.source} > ${line.destination}`,
      );
    };
    return { session, answers, context, listed };
  }

  test('a filter finds them, also when they change', async () => {
    const { context, listed } = await made();
    const indices = async (filter: string) => (await listed(filter)).map((line) => line[0]).join('');
    expect(await indices('host CARRIER')).toBe('23');
    expect(await indices('dst carrier')).toBe('3');
    expect(await indices('host sbc')).toBe('');
    await context(withAliases({ '10.0.0.1:5060': 'sbc', '10.0.0.3': 'trunk' }));
    expect([await indices('host sbc'), await indices('host carrier'), await indices('host trunk')]).toEqual([
      '13',
      '',
      '23',
    ]);
    expect(await indices('host 10.0.0.3')).toBe('23');
  });

  test('Tab proposes them beside their addresses', async () => {
    const { answers } = await made();
    const proposed = async (text: string) => {
      const snapshot = await answers.answer({ kind: 'complete', of: 'calls', text, cursor: text.length });
      return snapshot?.kind === 'complete' ? snapshot.candidates : null;
    };
    expect(await proposed('host car')).toEqual(['carrier']);
    expect(await proposed('dst ')).toEqual(expect.arrayContaining(['carrier', '10.0.0.3', '10.0.0.2']));
    expect(await proposed('method car')).toEqual([]);
  });

  test('the list shows them where that is wanted', async () => {
    const { session, context, listed } = await made();
    const [first] = dialogsOf(session.store).map((row) => session.store.dialogId(row));
    expect((await listed('host 10.0.0.2'))[0]).toBe('1 10.0.0.1:5060 10.0.0.2:5060');
    await context(withAliases({ '10.0.0.1:5060': 'sbc', '10.0.0.2': 'pb\u001bx' }, { 'list.names': true }));
    expect(await listed('host 10.0.0.2', [first])).toEqual(['1 sbc pb␛x:5060', 'sbc > pb␛x:5060']);
  });

  test('the columns of a ladder are called by them', async () => {
    const { session, answers, context } = await made();
    const dialogs = dialogsOf(session.store).map((row) => session.store.dialogId(row));
    const columns = async () => {
      const shape = { dialogs, columnsBy: 'host' as const, order: [], hidden: [], media: true };
      const query = { kind: 'ladder' as const, ...shape, filter: '', top: 0, rows: 9, anchor: null };
      const snapshot = (await answers.answer(query)) as LadderSnapshot;
      return snapshot.columns.map(({ label, name }) => `${label} ${name}`.trim());
    };
    expect(await columns()).toEqual(['10.0.0.1:5060', '10.0.0.2:5060', '10.0.0.3:5060 carrier', '10.0.0.4:5060']);
    await context(withAliases({ '10.0.0.2': 'far', '10.0.0.4': 'far' }, { 'hosts.system': false }));
    expect(await columns()).toEqual(['10.0.0.1:5060', '10.0.0.2 +1 far', '10.0.0.3:5060']);
  });
});
