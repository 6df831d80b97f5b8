/** Looking through the messages of calls, and their raw text, over a store that was filled from packets. */

import { Answers } from '../../src/engine/answers';
import { finderOf } from '../../src/engine/find';
import { ListView } from '../../src/engine/list-view';
import type { FindQuery, FindSnapshot, LadderShape, RawSnapshot } from '../../src/engine/protocol';
import { Session } from '../../src/engine/session';
import { StreamsView } from '../../src/engine/streams-view';
import { NO_LIMITS } from '../../src/store/store';
import { dialogsOf } from '../store/play';
import { MadeInput } from './made-input';

async function made(text: string) {
  const input = new MadeInput();
  input.push(text);
  input.end();
  const session = new Session([input], NO_LIMITS);
  await session.readAll();
  const nowMs = () => performance.now();
  const { store } = session;
  const answers = new Answers({ session, list: new ListView(store, nowMs), streams: new StreamsView(store, nowMs) });
  const dialogs = dialogsOf(store).map((row) => store.dialogId(row));
  const shape: LadderShape = { dialogs, columnsBy: 'port', order: [], hidden: [], media: true };
  return {
    store,
    dialogs,
    find: async (query: Partial<FindQuery>) =>
      (await answers.answer({ kind: 'find', ...shape, text: '', from: null, step: 1, ...query })) as FindSnapshot,
    raw: async (top: number, rows: number, at: number, anchor: number | null = null) =>
      (await answers.answer({ kind: 'raw', dialogs, extended: false, top, rows, at, anchor })) as RawSnapshot,
    gone: () =>
      answers.answer({ kind: 'raw', dialogs: [987_654], extended: false, top: 0, rows: 9, at: 0, anchor: null }),
  };
}

const CALLS = `
0    A > B INVITE | call=one
0.1  B > A 180 Ringing
1    A > B OPTIONS | call=two
1.1  B > A 200 OK
2    B > A 200 OK | call=one | cseq=1 INVITE
`;

/** `row` where one was found. */
async function rows(query: Partial<FindQuery>, steps: number): Promise<(number | string)[]> {
  const { find } = await made(CALLS);
  const seen: (number | string)[] = [];
  let { from = null } = query;
  for (let step = 0; step < steps; step++) {
    const found = await find({ ...query, from });
    if (found.outcome !== 'found') return [...seen, found.outcome];
    seen.push(found.wrapped ? `round to ${found.row}` : found.row);
    from = found.key;
  }
  return seen;
}

describe('a search through the messages of two calls', () => {
  test('goes by time, round the end', async () => {
    expect(await rows({ text: 'sip/2.0 200' }, 3)).toEqual([3, 4, 'round to 3']);
  });

  test('goes backward, round the beginning', async () => {
    const { store } = await made(CALLS);
    const from = `m${store.messageId(3)}` as const;
    expect(await rows({ text: 'sip/2.0 200', step: -1, from }, 2)).toEqual(['round to 4', 3]);
  });

  test('comes back to the only one', async () => {
    expect(await rows({ text: 'OPTIONS sip' }, 2)).toEqual([2, 'round to 2']);
  });

  test('may begin with the message itself', async () => {
    const { find, store } = await made(CALLS);
    const from = `m${store.messageId(2)}` as const;
    expect(await find({ text: 'options', step: 0, from })).toMatchObject({ row: 2, wrapped: false });
    expect(await find({ text: 'ringing', step: 0, from })).toMatchObject({ row: 1, wrapped: true });
    expect(await find({ text: 'invite', step: 0 })).toMatchObject({ row: 0 });
  });

  test('finds nothing', async () => expect(await rows({ text: 'PRACK' }, 1)).toEqual(['none']));

  test('takes a regex, with capitals unless i says otherwise', async () => {
    expect(await rows({ text: '/^SIP\\/2\\.0 (180|200)/' }, 4)).toEqual([1, 3, 4, 'round to 1']);
    expect(await rows({ text: '/^options/' }, 1)).toEqual(['none']);
    expect(await rows({ text: '/^options/i' }, 1)).toEqual([2]);
  });

  test('tells the places, lines and units', async () => {
    const { find } = await made(CALLS);
    const plain = await find({ text: 'sip:' });
    if (plain.outcome !== 'found') throw new Error('not found');
    expect(plain.places[0]).toEqual({ line: 0, from: 7, to: 11 });
    const regex = await find({ text: '/^call-id/i' });
    expect(regex.outcome === 'found' && regex.places.map(({ from, to }) => [from, to > 8])).toEqual([[0, true]]);
  });

  test('of a regex over lines tells the start line', async () => {
    const { find } = await made(CALLS);
    expect(await find({ text: '/^INVITE[^\\n]*\\nVia/' })).toMatchObject({ row: 0, places: [{ line: 0, from: 0 }] });
  });

  test.each([
    ['/(/', { message: 'this is no regex: unterminated group', at: 1 }],
    ['/a/x', { message: 'a regex has the flags i, m and s, not x', at: 3 }],
  ])('says what is wrong with %s', async (text, fault) => {
    const { find } = await made(CALLS);
    expect(await find({ text })).toEqual({ kind: 'find', outcome: 'wrong', ...fault });
  });

  test('counts messages on which a regex ran out of time', async () => {
    const { find } = await made(`0 A > B MESSAGE | call=one | X-Note: ${'a'.repeat(60)}!`);
    expect(await find({ text: '/(a+)+$/' })).toEqual({ kind: 'find', outcome: 'none', undecided: 1 });
  });
});

test.each([
  ['/a', true],
  ['a/b/', true],
  ['//', true],
  ['/a/', false],
])('%s is a text: %s', (text, plain) => {
  const finder = finderOf(text);
  expect('holds' in finder && finder.holds(`x ${text.toUpperCase()} x`)).toBe(plain);
});

describe('the raw text', () => {
  const many = Array.from({ length: 60 }, (_, at) => `${at} A > B OPTIONS | call=${at % 2}`).join('\n');
  const numbers = ({ messages }: RawSnapshot) => messages.map(({ number }) => number);

  test('is that of all messages by time, a window at a time', async () => {
    const { raw } = await made(many);
    const part = await raw(20, 5, 22);
    expect([part.total, part.top, numbers(part)]).toEqual([60, 20, [21, 22, 23, 24, 25]]);
    expect(numbers(await raw(58, 9, 58))).toEqual([59, 60]);
  });

  test('is found again at a message', async () => {
    const { raw, store } = await made(many);
    const part = await raw(0, 6, 0, store.messageId(40));
    expect([part.anchorAt, part.top, numbers(part)[0]]).toEqual([40, 40, 41]);
    expect((await raw(0, 6, 0, 987_654)).anchorAt).toBeNull();
  });

  test('has fewer messages where they are very long, but that which the screen stands on', async () => {
    const long = 'a'.repeat(60_000);
    const { raw } = await made(
      Array.from({ length: 40 }, (_, at) => `${at} A > B MESSAGE | call=1 | X-Note: ${long}`).join('\n'),
    );
    const part = await raw(0, 40, 30);
    expect([part.top > 0, part.top <= 30, numbers(part).at(-1)]).toEqual([true, true, 40]);
    expect(part.messages.length).toBeLessThan(25);
  });

  test('is gone with its calls', async () => expect(await (await made(CALLS)).gone()).toBeNull());
});
