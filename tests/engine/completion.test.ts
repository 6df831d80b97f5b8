/** What a filter could go on with, by what a capture holds. `|` is the cursor. */

import path from 'node:path';
import { completionOf } from '../../src/engine/completion';
import type { FilterOf } from '../../src/engine/protocol';
import { Session } from '../../src/engine/session';
import { Counter, valuesOf } from '../../src/engine/values';
import { NO_LIMITS } from '../../src/store/store';
import { playScenario } from '../store/play';

const { store } = playScenario(`
0    A > B INVITE | call=1 | From: <sip:alice@example.com>;tag=a
0.1  B > A 180 Ringing
0.2  B > A 486 Busy Here
0.3  A > B ACK | call=1
1    A > B OPTIONS | call=2 | From: <sip:alan@example.com>;tag=b
1.1  B > A 404 Not Found
2    S6 > T6 REGISTER | call=3 | From: <sip:Zed@example.org>;tag=c
2.1  T6 > S6 486 Busy Here
`);

const FOUND: Record<string, [severity: string, codes: string[]]> = {
  1: ['error', ['not-found', 'no-response']],
  2: ['error', ['not-found']],
  3: ['notice', []],
};
const foundOf = (dialog: number) => FOUND[store.names.callId(dialog)[0]];
store.diagnosed = { codes: (dialog) => foundOf(dialog)[1], severity: (dialog) => foundOf(dialog)[0] };

const SAVED = { trunk: 'host 10.0.0.1', trial: 'from x', other: 'to y' };

async function complete(marked: string, of: FilterOf = 'calls', nowMs?: () => number) {
  const cursor = marked.indexOf('|');
  return completionOf({ kind: 'complete', of, text: marked.replace('|', ''), cursor }, store, SAVED, nowMs);
}

test.each([
  ['method |', ['INVITE', 'OPTIONS', 'REGISTER', 'ACK']],
  ['method o|', ['OPTIONS']],
  ['state |', ['rejected', 'busy']],
  ['code |', ['486', '180', '404']],
  ['reason bu|', ['"Busy Here"']],
  ['reason here|', ['"Busy Here"']],
  ['transport |', ['udp']],
  ['host 10.|', ['10.0.0.1', '10.0.0.2']],
  ['host 2001|', ['2001:db8::6', '2001:db8::7']],
  ['port |', ['5060']],
  ['from al|', ['alan@example.com', 'alice@example.com']],
  ['from EXAMPLE.O|', ['Zed@example.org']],
  ['user z|', ['Zed']],
  ['mos |', []],
  ['finding |', ['not-found', 'no-response']],
  ['finding no-|', ['no-response']],
  ['severity |', ['error', 'notice']],
  ['@tr|', ['@trial', '@trunk']],
  ['sta|', ['state']],
])('%s goes on as %j', async (marked, expected) => {
  expect((await complete(marked)).candidates).toEqual(expected);
});

test('says where a proposal goes and what all have in common', async () => {
  expect(await complete('not method in|')).toEqual({
    kind: 'complete',
    text: 'not method in',
    cursor: 13,
    from: 11,
    candidates: ['INVITE'],
    more: 0,
    common: 'INVITE',
  });
  expect(await complete('"a b|')).toMatchObject({ candidates: [], from: 4, common: '' });
});

test('of very many values some are proposed, and the others counted', async () => {
  const calls = Array.from({ length: 120 }, (_, n) => `${n} A > B OPTIONS | call=${n} | From: <sip:u${n}@x>;tag=${n}`);
  const many = playScenario(calls.join('\n')).store;
  const { candidates, more } = await completionOf(
    { kind: 'complete', of: 'calls', text: 'user ', cursor: 5 },
    many,
    {},
  );
  expect([candidates.length, more, new Set(candidates).size]).toEqual([50, 70 + 1, 50]);
});

test('a capture is looked through for a while only', async () => {
  let nowMs = 0;
  const clock = () => {
    nowMs += 1000;
    return nowMs;
  };
  // One step is too few for all of it; what was counted by then stands.
  const calls = Array.from({ length: 600 }, (_, n) => `${n} A > B OPTIONS | call=${n} | From: <sip:u${n}@x>;tag=${n}`);
  const many = playScenario(calls.join('\n')).store;
  const { candidates, more } = await completionOf(
    { kind: 'complete', of: 'calls', text: 'from ', cursor: 5 },
    many,
    {},
    clock,
  );
  expect(candidates.length + more).toBe(256);
});

test('a count of many different values ends somewhere', () => {
  const counter = new Counter(2);
  for (const value of ['b', 'a', 'c', 'a', '', 'b']) counter.add(value);
  expect(counter.byFrequency()).toEqual(['a', 'b']);
});

test('streams have values too', async () => {
  const session = await Session.open([path.join(__dirname, '../../samples/call-rtp.pcap')], NO_LIMITS);
  await session.readAll();
  session.close();
  const values = async (text: string, of: FilterOf) =>
    (await completionOf({ kind: 'complete', of, text, cursor: text.length }, session.store, {})).candidates;
  expect(await values('codec ', 'streams')).toEqual(await values('codec ', 'calls'));
  expect((await values('codec ', 'streams')).length).toBeGreaterThan(0);
  expect(await values('kind ', 'streams')).toEqual(['audio']);
  expect(await values('ssrc 0x', 'calls')).toEqual(await values('ssrc ', 'streams'));
  expect(await values('from ', 'streams')).toEqual(await values('from ', 'calls'));
  expect((await values('host ', 'streams')).length).toBeGreaterThan(1);
  expect((await values('port ', 'streams')).length).toBeGreaterThan(1);
});

test('numbers are proposed where numbers are asked for, headers of every message', () => {
  const { store: other } = playScenario(
    ['0 A > B INVITE | call=1 | From: <sip:+4912@x>;tag=1 | To: <sip:bob@x>', '1 B > A 486 Busy Here | X-Late: 1'].join(
      '\n',
    ),
  );
  const values = (condition: string) => {
    const counter = new Counter(99);
    for (const _ of valuesOf('calls', condition, other, counter));
    return counter.byFrequency();
  };
  expect([values('number'), values('srcnum'), values('dstnum')]).toEqual([['+4912'], ['+4912'], []]);
  expect(values('user').sort()).toEqual(['+4912', 'bob']);
  expect(values('has')).toContain('X-Late');
});

test('names of headers and of programs are those that messages have', () => {
  const values = (condition: string) => {
    const counter = new Counter(99);
    for (const _ of valuesOf('calls', condition, store, counter));
    return counter.byFrequency();
  };
  expect(values('has')).toEqual(expect.arrayContaining(['Via', 'From', 'Call-ID', 'CSeq']));
  expect(values('header')).toEqual(values('has'));
  const { store: named } = playScenario('0 A > B INVITE | call=1 | User-Agent: Acme 2.0\n1 A > B INVITE | call=2');
  const counter = new Counter(9);
  for (const _ of valuesOf('calls', 'ua', named, counter));
  expect(counter.byFrequency()).toEqual(['Acme 2.0']);
  expect([...valuesOf('calls', 'mos', store, counter)]).toEqual([]);
});
