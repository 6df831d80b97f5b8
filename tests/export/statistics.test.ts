/** Figures over a capture that have more to them than a count: delays, shares, who calls most, how many calls when. */

import { CallRates } from '../../src/export/call-rate';
import { METRICS } from '../../src/export/session-metrics';
import { type Statistics, statistics } from '../../src/export/statistics';
import { parseFilter } from '../../src/filter/parse';
import { dialogsOf, playScenario } from '../store/play';

function check(text: string, expected: Partial<Statistics>) {
  const { store, decoder } = playScenario(text);
  expect(statistics(store, dialogsOf(store), true, decoder)).toMatchObject(expected);
}

const TWO_CALLS = `
0    A > B INVITE sip:bob@b | call=one | From: <sip:alice@a>;tag=1
0.2  B > A 180 Ringing
1    B > A 200 OK
5    A > B BYE | call=one
5.1  B > A 200 OK
10   A > B INVITE sip:bob@b | call=two | From: <sip:alice@a>;tag=2
10.4 B > A 486 Busy Here
12   B > A REGISTER sip:a | call=three | From: <sip:bob@a>;tag=3
12.5 A > B 200 OK
`;

test('delays have their bounds, and how often they were measured', () => {
  check(TWO_CALLS, {
    rfc6076Delays: {
      srd: { count: 2, minMs: 200, meanMs: 300, maxMs: 400 },
      sdd: { count: 1, minMs: 100, meanMs: 100, maxMs: 100 },
      sdt: { count: 1, minMs: 4000, meanMs: 4000, maxMs: 4000 },
      rrd: { count: 1, minMs: 500, meanMs: 500, maxMs: 500 },
    },
  });
});

test('shares say of how many', () => {
  check(TWO_CALLS, {
    rfc6076Shares: {
      ser: { part: 1, whole: 2 },
      seer: { part: 2, whole: 2 },
      isa: { part: 0, whole: 2 },
      scr: { part: 1, whole: 2 },
      ira: { part: 0, whole: 1 },
    },
  });
});

test('who begins most comes first', () => {
  check(TWO_CALLS, {
    topUsers: [
      { user: 'alice', dialogs: 2 },
      { user: 'bob', dialogs: 1 },
    ],
  });
});

test('of many users the ten come that begin most, equal ones by their names', () => {
  const calls = Array.from({ length: 30 }, (_, n) => `${n} A > B INVITE | call=c${n} | From: <sip:u${n % 15}@a>;tag=1`);
  const more = [
    '40 A > B INVITE | call=d | From: <sip:u14@a>;tag=1',
    '41 A > B INVITE | call=e | From: <sip:zoe@a>;tag=1',
  ];
  const { store, decoder } = playScenario([...calls, ...more].join('\n'));
  const { topUsers } = statistics(store, dialogsOf(store), true, decoder);
  expect(topUsers.map(({ user, dialogs }) => `${user} ${dialogs}`)).toEqual([
    'u14 3',
    ...['u0', 'u1', 'u10', 'u11', 'u12', 'u13', 'u2', 'u3', 'u4'].map((user) => `${user} 2`),
  ]);
});

test('calls are counted by the second, registrations are not', () => {
  check(TWO_CALLS, {
    callRate: {
      start: '2023-11-14T22:13:20.000000Z',
      stepSeconds: 1,
      calls: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
      peak: { calls: 1, time: '2023-11-14T22:13:20.000000Z' },
    },
  });
});

test('of nothing there is nothing', () => {
  const none = { count: 0, minMs: null, meanMs: null, maxMs: null };
  check('0 A > B OPTIONS', {
    rfc6076Delays: { srd: none, sdd: none, sdt: none, rrd: none },
    callRate: { start: null, stepSeconds: 1, calls: [], peak: null },
  });
});

describe('the rate of calls', () => {
  const rate = (seconds: number[], began: number, ended: number) => {
    const rates = new CallRates();
    for (const second of seconds) rates.add(second * 1e6);
    return rates.rate(began * 1e6, ended * 1e6);
  };

  it('is told in steps that people count in, which begin at round times', () => {
    // Two hours and a bit: no more than 180 steps are of one minute.
    const { start, stepSeconds, calls } = rate([7205, 7206, 7290], 7205, 14_500);
    expect({ start, stepSeconds, calls: calls.slice(0, 3) }).toEqual({
      start: '1970-01-01T02:00:00.000000Z',
      stepSeconds: 60,
      calls: [2, 1, 0],
    });
  });

  it.each([1, 179, 180, 181, 3600, 86_400, 7 * 86_400, 3000 * 86_400])('has few steps for %i seconds', (seconds) => {
    const { calls } = rate([5, 5 + seconds - 1], 5, 5 + seconds - 1);
    expect(calls.length).toBeLessThanOrEqual(180);
    expect(calls.reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  it('has its peak in one second, the first of several', () => {
    expect(rate([50, 50, 90, 90, 120], 0, 1_000_000).peak).toEqual({ calls: 2, time: '1970-01-01T00:00:50.000000Z' });
  });

  it('holds calls that began before the capture says it did', () => {
    expect(rate([5, 20], 10, 15).calls).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });
});

test('every metric that has a filter has one that can be read', () => {
  for (const { short, filter } of METRICS)
    expect({ short, ok: parseFilter(filter ?? '').ok }).toEqual({ short, ok: true });
});
