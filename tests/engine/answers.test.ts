/** What the engine answers: windows of the list against the whole of it, ladders, messages, saves. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { Answers } from '../../src/engine/answers';
import { Filters } from '../../src/engine/filters';
import { ListView } from '../../src/engine/list-view';
import { messageSnapshot } from '../../src/engine/message';
import type {
  LadderSnapshot,
  ListLine,
  ListQuery,
  ListSnapshot,
  MessageSnapshot,
  Query,
} from '../../src/engine/protocol';
import { Session } from '../../src/engine/session';
import { StreamsView } from '../../src/engine/streams-view';
import type { RowKey } from '../../src/ladder/ladder';
import { NO_LIMITS, type Store } from '../../src/store/store';
import { dialogsOf } from '../store/play';
import { framesOf, pcapOf, scenario } from '../store/scenario';
import { MadeInput } from './made-input';

interface Made {
  session: Session;
  list: ListView;
  // biome-ignore lint/suspicious/noExplicitAny: each query has a snapshot of its own
  ask(query: Query): Promise<any>;
}

async function made(text: string, filters = new Filters()): Promise<Made> {
  const input = new MadeInput();
  input.push(text);
  input.end();
  const session = new Session([input], NO_LIMITS);
  await session.readAll();
  const nowMs = () => performance.now();
  const list = new ListView(session.store, nowMs, filters);
  const answers = new Answers({ session, list, filters, streams: new StreamsView(session.store, nowMs) });
  list.advance(1000);
  return { session, list, ask: (query) => answers.answer(query) };
}

const LIST: ListQuery = {
  kind: 'list',
  filter: '',
  sort: { field: 'index', descending: false },
  columns: ['index'],
  expanded: [],
  top: 0,
  rows: 1000,
  anchor: null,
};

const lineText = (line: ListLine) =>
  line.kind === 'dialog' ? `${line.expanded ? '-' : '+'} ${line.cells[0]}` : `  ${line.label}${line.last ? ' .' : ''}`;

const CALLS = `
0    A > B INVITE | call=1
0.1  B > A 180 Ringing
0.2  A > B again 1
1    A > B OPTIONS | call=2
2    C > B INVITE | call=3 | sdp
2.1  B > C 486 Busy Here
2.2  C > B ACK | call=3
`;

describe('the list', () => {
  test('has the messages of dialogs that are open below them', async () => {
    const { session, ask } = await made(CALLS);
    const [first, , third] = dialogsOf(session.store).map((row) => session.store.dialogId(row));
    const { content, lines, shown, dialogs } = (await ask({ ...LIST, expanded: [third, first] })) as ListSnapshot;
    expect(content.map(lineText)).toEqual([
      '- 1',
      '  INVITE',
      '  180 Ringing',
      '  INVITE .',
      '+ 2',
      '- 3',
      '  INVITE (SDP)',
      '  486 Busy Here',
      '  ACK .',
    ]);
    expect({ lines, shown, dialogs }).toEqual({ lines: 9, shown: 3, dialogs: 3 });
    const ways = content.map((line) =>
      line.kind === 'message' ? `${line.forward ? '>' : '<'}${line.retransmission ? 'again' : ''}` : '',
    );
    expect(ways.slice(0, 4)).toEqual(['', '>', '<', '>again']);
  });

  test('is the same in windows as in one piece', async () => {
    const { session, list, ask } = await made(
      Array.from({ length: 12 }, (_, i) => `${i} A > B INVITE | call=${i}\n${i}.5 B > A ${180 + (i % 3)} R`).join('\n'),
    );
    const ids = dialogsOf(session.store).map((row) => session.store.dialogId(row));
    const windows = fc.record({
      expanded: fc.subarray(ids),
      top: fc.nat(40),
      rows: fc.nat(12),
      descending: fc.boolean(),
      filter: fc.constantFrom('', 'callid 1', 'callid 7'),
    });
    await fc.assert(
      fc.asyncProperty(windows, async ({ expanded, top, rows, descending, filter }) => {
        const query = { ...LIST, expanded, filter, sort: { field: 'index', descending } };
        await ask(query);
        while (list.pending) list.advance(8);
        const whole = (await ask(query)) as ListSnapshot;
        const part = (await ask({ ...query, top, rows })) as ListSnapshot;
        expect(whole.content).toHaveLength(whole.lines);
        expect(part.content).toEqual(whole.content.slice(top, top + rows));
        // Each line, asked for as the anchor, is where it stands.
        for (const [line, one] of whole.content.entries()) {
          const anchor = { dialog: one.dialog, message: one.kind === 'message' ? one.message : null };
          expect(((await ask({ ...query, anchor, rows: 0 })) as ListSnapshot).anchorLine).toBe(line);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('finds an anchor that is hidden or gone nowhere', async () => {
    const { session, list, ask } = await made(CALLS);
    const [first, second] = dialogsOf(session.store).map((row) => session.store.dialogId(row));
    const anchorOf = async (query: Partial<ListQuery>) =>
      ((await ask({ ...LIST, ...query })) as ListSnapshot).anchorLine;
    const message = session.store.messageId(1);
    expect(await anchorOf({ anchor: { dialog: first, message } })).toBe(0);
    expect(await anchorOf({ anchor: { dialog: first, message }, expanded: [first] })).toBe(2);
    expect(await anchorOf({ anchor: { dialog: first, message: 12345 }, expanded: [first] })).toBe(0);
    expect(await anchorOf({ anchor: { dialog: 987654321, message: null } })).toBeNull();
    await anchorOf({ filter: 'method INVITE' });
    while (list.pending) list.advance(8);
    expect(await anchorOf({ filter: 'method INVITE', anchor: { dialog: second, message: null } })).toBeNull();
  });

  test('leaves a column blank that nobody knows, and tells of a filter that is wrong', async () => {
    const { ask } = await made(CALLS);
    const { content, filterError } = (await ask({
      ...LIST,
      columns: ['index', 'nonsense'],
      filter: 'host',
    })) as ListSnapshot;
    expect(content[0]).toMatchObject({ cells: ['1', ''] });
    expect(filterError).toEqual({ message: 'expected an address, its beginning, or a name after “host”', at: 4 });
  });

  test('says what the capture holds from the middle on only', async () => {
    const { ask } = await made('0 A > B BYE\n1 A > B INVITE | call=two');
    const { content } = (await ask(LIST)) as ListSnapshot;
    expect(content.map((line) => line.kind === 'dialog' && [line.midway, line.state])).toEqual([
      [true, 'completed'],
      [false, 'unanswered'],
    ]);
  });
});

describe('a ladder', () => {
  test('has titles, all its columns, and the rows of a window', async () => {
    const { session, ask } = await made(CALLS);
    const ids = dialogsOf(session.store).map((row) => session.store.dialogId(row));
    const query = {
      kind: 'ladder' as const,
      dialogs: [ids[2], ids[0]],
      columnsBy: 'address' as const,
      order: [],
      hidden: [],
      media: true,
      filter: '',
      top: 2,
      rows: 2,
      anchor: null,
    };
    const snapshot = (await ask(query)) as LadderSnapshot;
    expect(snapshot.titles.map(({ index, state, from }) => `${index} ${state} ${from}`)).toEqual([
      '3 busy alice@example.com',
      '1 ringing alice@example.com',
    ]);
    expect(snapshot.columns.map(({ label }) => label)).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
    expect([snapshot.total, snapshot.top]).toEqual([6, 2]);
    expect(snapshot.rows.map(({ label, dialog }) => `${dialog} ${label}`)).toEqual(['1 INVITE', '0 INVITE (SDP)']);
    expect((await ask({ ...query, anchor: `m${session.store.messageId(1)}` })).anchorRow).toBe(1);
    expect((await ask({ ...query, anchor: 'm999' })).anchorRow).toBeNull();
  });

  test('follows its dialogs, and leaves out those that went', async () => {
    const { session, ask } = await made(CALLS);
    const [first] = dialogsOf(session.store).map((row) => session.store.dialogId(row));
    const query = {
      kind: 'ladder' as const,
      dialogs: [123456, first],
      columnsBy: 'port' as const,
      order: [],
      hidden: [],
      media: true,
      filter: '',
      top: 0,
      rows: 99,
      anchor: null,
    };
    const snapshot = (await ask(query)) as LadderSnapshot;
    expect([snapshot.titles.length, snapshot.total]).toEqual([1, 3]);
    expect(await ask({ ...query, dialogs: [123456] })).toBeNull();
  });
});

describe('messages of a ladder that meet the filter', () => {
  /** Filters of which `final` asks for final responses, and all others for nothing of messages. */
  class MarkingFilters extends Filters {
    override marks(text: string) {
      if (text !== 'final') return null;
      return (store: Store, row: number) => store.messages.columns.status[row]! >= 200;
    }
  }

  const marked = () => made(`${CALLS}\n3 A > B ACK | call=1`, new MarkingFilters());

  test('are told with the rows', async () => {
    const { session, ask } = await marked();
    const dialogs = dialogsOf(session.store).map((row) => session.store.dialogId(row));
    const query = {
      kind: 'ladder',
      dialogs,
      columnsBy: 'port',
      order: [],
      hidden: [],
      media: true,
      top: 0,
      rows: 99,
      anchor: null,
    } as const;
    const rows = async (filter: string) => ((await ask({ ...query, dialogs, filter })) as LadderSnapshot).rows;
    const labels = (all: LadderSnapshot['rows']) =>
      all.filter((row) => row.kind === 'message' && row.matches).map(({ label }) => label);
    expect(labels(await rows('final'))).toEqual(['486 Busy Here']);
    expect(labels(await rows('from alice'))).toEqual([]);
  });

  test('are looked for in both directions, round the end', async () => {
    const { session, ask } = await marked();
    const [first, , third] = dialogsOf(session.store).map((row) => session.store.dialogId(row));
    const query = {
      kind: 'next-match',
      columnsBy: 'port',
      order: [],
      hidden: [],
      media: true,
      filter: 'final',
    } as const;
    const found = { kind: 'next-match', outcome: 'found', row: 1 };
    const next = (from: RowKey | null, step: 1 | -1) => ask({ ...query, dialogs: [third!], from, step });
    expect(await next(null, 1)).toMatchObject(found);
    const { key } = (await next(null, -1)) as { key: RowKey };
    expect([await next(key, 1), await next(key, -1)]).toEqual([
      { ...found, key },
      { ...found, key },
    ]);
    expect(await ask({ ...query, dialogs: [first!], from: null, step: 1 })).toEqual({
      kind: 'next-match',
      outcome: 'none',
    });
    expect(await ask({ ...query, dialogs: [third!], filter: 'from a', from: null, step: 1 })).toMatchObject({
      outcome: 'unmarked',
    });
    expect(await ask({ ...query, dialogs: [12345], from: null, step: 1 })).toBeNull();
  });
});

test('a filter may name saved ones once they are known', async () => {
  const { ask, list } = await made(CALLS);
  const shown = async (filter: string) => {
    await ask({ ...LIST, filter });
    list.advance(1000);
    return ((await ask({ ...LIST, filter })) as ListSnapshot).shown;
  };
  await ask({ kind: 'context', saved: { calls: 'method INVITE' }, marked: [] });
  expect(await shown('@calls')).toBe(2);
  await ask({ kind: 'context', saved: { calls: 'method OPTIONS' }, marked: [] });
  expect(await shown('@calls')).toBe(1);
  expect(await ask({ kind: 'check', of: 'calls', text: 'not @calls' })).toMatchObject({ error: null });
  expect(await ask({ kind: 'check', of: 'streams', text: '@nothing' })).toMatchObject({
    error: { at: 0, message: expect.stringContaining('there is no saved filter “@nothing”; there are @calls') },
  });
});

test('a ladder is made anew when a dialog went, though it has as many messages as before', async () => {
  const session = new Session([new MadeInput()], { ...NO_LIMITS, dialogs: 2, rotate: true });
  const answers = new Answers({
    session,
    list: new ListView(session.store, () => 0),
    streams: new StreamsView(session.store, () => 0),
  });
  const send = (text: string) => {
    for (const frame of framesOf(scenario(text))) session.decoder.frame(frame);
  };
  send('0 A > B OPTIONS | call=gone\n1 B > A 200 OK\n2 C > B INVITE | call=stays');
  const dialogs = dialogsOf(session.store).map((row) => session.store.dialogId(row));
  const query: Query = {
    kind: 'ladder',
    dialogs,
    columnsBy: 'port' as const,
    order: [],
    hidden: [],
    media: true,
    filter: '',
    top: 0,
    rows: 9,
    anchor: null,
  };
  const labels = async () => ((await answers.answer(query)) as LadderSnapshot).rows.map(({ label }) => label);
  expect(await labels()).toEqual(['OPTIONS', '200 OK', 'INVITE']);
  send('3 A > B MESSAGE | call=new\n4 B > C 100 Trying | call=stays\n5 B > C 180 Ringing | call=stays');
  expect(await labels()).toEqual(['INVITE', '100 Trying', '180 Ringing']);
});

describe('a message', () => {
  const ATTACK =
    '0 A > B INVITE sip:x\x1b[31m@y | From: "\u202ee" <sip:\x9bx@y>;tag=1 | Call-ID: \x07\x1b | sdp\n1 B > A 486 Bu\x1bsy | Call-ID: \x07\x1b | Reason: acme\x1b;cause=17;text="\x1b[31m\u202e"';

  test('is shown line by line, head and body', async () => {
    const { session, ask } = await made('0 A > B INVITE | sdp');
    const snapshot = (await ask({ kind: 'message', message: session.store.messageId(0) })) as MessageSnapshot;
    const { lines, headLines, number, timeUs, source, destination, transport, retransmission, length } = snapshot;
    expect({ number, timeUs, source, destination, transport, retransmission }).toEqual({
      number: 1,
      timeUs: 1.7e15,
      source: '10.0.0.1:5060',
      destination: '10.0.0.2:5060',
      transport: 'UDP',
      retransmission: false,
    });
    expect(lines[0]).toBe('INVITE sip:bob@example.com SIP/2.0');
    expect(lines[headLines - 1]).toBe('');
    expect(lines[headLines]).toBe('v=0');
    expect(lines.at(-1)).toBe('m=audio 4000 RTP/AVP 0 8');
    expect(length).toBe(Buffer.byteLength(`${lines.join('\r\n')}\r\n`));
  });

  test('has its status and its reasons in words', async () => {
    const { session, ask } = await made('0 A > B INVITE\n1 B > A 486 No | Reason: Q.850;cause=17;text="away"');
    const meaningsOf = async (row: number) =>
      ((await ask({ kind: 'message', message: session.store.messageId(row) })) as MessageSnapshot).meanings;
    expect(await meaningsOf(0)).toEqual([]);
    expect(await meaningsOf(1)).toEqual([
      { of: '486 Busy Here', text: 'the callee is busy at this phone (RFC 3261, 21.4.24)' },
      { of: 'Reason', text: 'Q.850 17 User busy: the callee is busy (ITU-T Q.850)' },
    ]);
  });

  test('tells what became of a transfer', async () => {
    const sample = path.join(__dirname, '..', '..', 'samples', 'attended-transfer.pcap');
    const session = await Session.open([sample], NO_LIMITS);
    await session.readAll();
    const { store } = session;
    const parts: string[] = [];
    store.eachDialog((dialog) =>
      store.eachMessage(dialog, (message) => {
        for (const { of, text } of messageSnapshot(store, message).meanings)
          if (of.startsWith('sipfrag')) parts.push(`${of}: ${text}`);
      }),
    );
    session.close();
    expect(parts.at(-1)).toBe('sipfrag 200 OK: the request was accepted (RFC 3261, 21.2.1)');
  });

  test('has no more reasons in words than can be read, none of them without an end', async () => {
    const reasons = 'SIP;text="x", '.repeat(1000);
    const { session, ask } = await made(`0 A > B BYE | Reason: SIP;text="${'long '.repeat(200)}", ${reasons}Q.850`);
    const { meanings } = (await ask({ kind: 'message', message: session.store.messageId(0) })) as MessageSnapshot;
    expect(meanings).toHaveLength(12);
    expect(meanings[0]?.text).toMatch(/^SIP: long long .{384}…$/);
    expect(meanings[11]).toEqual({ of: 'Reason', text: 'SIP: x (RFC 3261)' });
  });

  test('without a dialog belongs to none', async () => {
    const { session, ask } = await made('0 A > B OPTIONS | call=none');
    const snapshot = (await ask({ kind: 'message', message: session.store.messageId(0) })) as MessageSnapshot;
    expect([snapshot.dialog, snapshot.number]).toEqual([null, 1]);
    expect(snapshot.problems.join()).toMatch(/Call-ID/);
  });

  test('no snapshot holds anything that a terminal obeys', async () => {
    const { session, ask } = await made(ATTACK);
    const { store } = session;
    const id = store.dialogId(dialogsOf(store)[0]);
    const columns = ['callId', 'from', 'to', 'fromUser', 'toUser', 'reason', 'method', 'state', 'source', 'hangup'];
    const snapshots = [
      await ask({ ...LIST, columns, expanded: [id] }),
      await ask({
        kind: 'ladder',
        dialogs: [id],
        columnsBy: 'port' as const,
        order: [],
        hidden: [],
        media: true,
        filter: '',
        top: 0,
        rows: 99,
        anchor: null,
      }),
      await ask({ kind: 'message', message: store.messageId(0) }),
      await ask({ kind: 'message', message: store.messageId(1) }),
    ];
    const found: string[] = [];
    JSON.stringify(snapshots, (_, value) => {
      if (typeof value === 'string' && /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(value)) found.push(value);
      return value;
    });
    expect(found).toEqual([]);
    expect(JSON.stringify(snapshots)).toContain('␛[31m');
  });
});

describe('a save', () => {
  test('onto the capture that is being read is refused', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'answers-'));
    const input = path.join(folder, 'calls.pcap');
    fs.writeFileSync(input, pcapOf(scenario(CALLS)));
    const session = await Session.open([input], NO_LIMITS);
    try {
      await session.readAll();
      const answers = new Answers({
        session,
        list: new ListView(session.store, () => 0),
        streams: new StreamsView(session.store, () => 0),
      });
      const query = {
        kind: 'save' as const,
        what: 'all' as const,
        filter: '',
        dialogs: [],
        path: input,
        streams: [],
        media: false,
      };
      for (const overwrite of [false, true]) {
        expect(await answers.answer({ ...query, overwrite })).toMatchObject({
          outcome: 'failed',
          message: expect.stringMatching(/is the capture that is being read/),
        });
      }
    } finally {
      session.close();
      fs.rmSync(folder, { recursive: true });
    }
  });

  test('of all, of what the filter keeps, of some', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'answers-'));
    try {
      const { session, ask } = await made(`${CALLS}9 A > B OPTIONS | call=none`);
      const target = path.join(folder, 'out.pcap');
      const query = {
        kind: 'save' as const,
        what: 'all' as const,
        filter: '',
        dialogs: [],
        streams: [],
        media: false,
        path: target,
        overwrite: true,
      };
      expect(await ask(query)).toMatchObject({ kind: 'save', outcome: 'saved', dialogs: 3, packets: 8 });
      expect(await ask({ ...query, what: 'filtered', filter: 'state busy' })).toMatchObject({ dialogs: 1, packets: 3 });
      const id = session.store.dialogId(dialogsOf(session.store)[0]);
      expect(await ask({ ...query, what: 'dialogs', dialogs: [id, 4711] })).toMatchObject({ dialogs: 1, packets: 3 });
      expect(await ask({ ...query, overwrite: false })).toEqual({ kind: 'save', outcome: 'exists', path: target });
      expect(await ask({ ...query, what: 'filtered', filter: 'host' })).toMatchObject({
        outcome: 'failed',
        message: expect.stringMatching(/^filter: /),
      });
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});

describe('a copy', () => {
  const SHAPE = { columnsBy: 'port', order: [], hidden: [], media: true, sdp: 'none' } as const;

  test('of a Call-ID is safe to show', async () => {
    const { session, ask } = await made('0 A > B INVITE | call=a\u202eb');
    const [first] = dialogsOf(session.store).map((row) => session.store.dialogId(row));
    const { text } = await ask({ kind: 'copy', of: 'call-id', dialog: first! });
    expect(text).toMatch(/^a[^\u202e]+b/);
    expect(await ask({ kind: 'copy', of: 'call-id', dialog: 12345 })).toBeNull();
  });

  test('of a ladder has all of its rows, and names its calls', async () => {
    const { session, ask } = await made(CALLS);
    const dialogs = dialogsOf(session.store).map((row) => session.store.dialogId(row));
    const { text } = await ask({ kind: 'copy', of: 'ladder', ...SHAPE, dialogs });
    expect(text.match(/^Call \d/gm)).toEqual(['Call 1', 'Call 2', 'Call 3']);
    expect(text.match(/INVITE|OPTIONS|180 Ringing|486 Busy Here|ACK/g)).toHaveLength(7);
    expect(await ask({ kind: 'copy', of: 'ladder', ...SHAPE, dialogs: [12345] })).toBeNull();
  });

  test('of whole calls has the text of their messages, a blank line between them', async () => {
    const { session, ask } = await made(CALLS);
    const [, second] = dialogsOf(session.store).map((row) => session.store.dialogId(row));
    const { text } = await ask({ kind: 'copy', of: 'raw', ...SHAPE, dialogs: [second!] });
    expect(text).toMatch(/^OPTIONS sip:.* SIP\/2\.0\nVia: [\s\S]*\n$/);
    const third = dialogsOf(session.store).map((row) => session.store.dialogId(row))[2]!;
    const all = await ask({ kind: 'copy', of: 'raw', ...SHAPE, dialogs: [third] });
    expect(all.text.match(/\n\n(?=SIP\/2\.0 486|ACK )/g)).toHaveLength(2);
  });

  test('of a ladder that no terminal takes has no text', async () => {
    const many = Array.from({ length: 1500 }, (_, at) => `${at} A > B OPTIONS | call=1`).join('\n');
    const { session, ask } = await made(many);
    const dialogs = dialogsOf(session.store).map((row) => session.store.dialogId(row));
    expect(await ask({ kind: 'copy', of: 'ladder', ...SHAPE, dialogs })).toEqual({ kind: 'copy', text: null });
  });
});
