/** The findings of the whole capture: by code with counts, of addresses, in slices, and only while somebody looks. */

import { FINDINGS_ADDRESSES } from '../../src/budgets';
import type { Language } from '../../src/diagnose/languages/language';
import { isAddressRule } from '../../src/diagnose/rule';
import { RULES } from '../../src/diagnose/rules';
import { Filters } from '../../src/engine/filters';
import { FindingsView } from '../../src/engine/findings-view';
import { Session } from '../../src/engine/session';
import { parseFilter } from '../../src/filter/parse';
import { NO_LIMITS } from '../../src/store/store';
import { type CaseOptions, diagnosed } from '../diagnose/case';
import { dialogsOf } from '../store/play';

class Bench {
  nowMs = 0;
  readonly view: FindingsView;

  constructor(
    readonly session: { store: Session['store']; diagnosis: Session['diagnosis']; language: Language },
    stepMs = 0.5,
  ) {
    const nowMs = () => {
      this.nowMs += stepMs;
      return this.nowMs;
    };
    this.view = new FindingsView(session, nowMs, new Filters());
  }

  /** What a screen gets that asks and waits. */
  counted(filter = '') {
    this.view.ask(filter);
    while (this.view.busy) this.view.advance(8);
    return this.view.snapshot();
  }
}

function bench(scenario: string, stepMs?: number, options?: CaseOptions): Bench {
  return new Bench({ ...diagnosed(scenario, options), language: 'en' }, stepMs);
}

/** So many calls, a second from one to the next, all with this answer. */
function calls(count: number, answer: string, from = 0): string {
  const one = (n: number) =>
    `${n} A > B INVITE | call=c${n}\n${n}.2 B > A ${answer} | call=c${n}\n${n}.3 A > B ACK | call=c${n}`;
  return Array.from({ length: count }, (_, n) => one(from + n)).join('\n');
}

/** From each of so many addresses a request of a scanner. */
function scan(count: number): string {
  const source = (n: number) => `198.18.${n >> 8}.${n & 255}`;
  const one = (n: number) => `${n / 1000} ${source(n)} > B OPTIONS | call=s${n} | User-Agent: friendly-scanner`;
  return Array.from({ length: count }, (_, n) => one(n)).join('\n');
}

test('a code is a row: how many calls, when, the newest of them in sentences, and the filter that keeps them', () => {
  const { calls: rows, counted, rules } = bench(`${calls(3, '404 Not Found')}\n9 A > B OPTIONS | call=x`).counted();
  expect(counted).toEqual({ filter: '', dialogs: 4, affected: 3 });
  expect(rules).toBe(RULES.length);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    key: 'not-found',
    severity: 'error',
    title: 'The number or user is not known',
    address: null,
    count: 3,
    call: 3,
    filter: 'finding not-found',
  });
  expect(rows[0].lastUs - rows[0].firstUs).toBe(2_000_000);
  expect(rows[0].explanation).toContain('answered 404 to the call');
  expect(rows[0].advice).toMatch(/^What to try: /);
});

test('the gravest stand first, then the most frequent', () => {
  const scenario = `${calls(1, '500 Server Internal Error')}\n${calls(2, '404 Not Found', 10)}\n${scan(1)}`;
  const { calls: rows } = bench(scenario).counted();
  expect(rows.map(({ code, count }) => `${code} ${count}`)).toEqual(['not-found 2', 'server-error 1']);
});

test('an address is a row of its own for each thing that it does, and no call', () => {
  const { calls: rows, addresses, moreAddresses } = bench(scan(2)).counted();
  expect(rows).toEqual([]);
  expect(moreAddresses).toBe(0);
  expect(addresses.map(({ key }) => key)).toEqual(['scanner 198.18.0.0', 'scanner 198.18.0.1']);
  expect(addresses[1]).toMatchObject({
    code: 'scanner',
    severity: 'warning',
    address: '198.18.0.1',
    attack: true,
    count: 1,
    call: null,
    filter: 'finding scanner host 198.18.0.1',
  });
  expect(addresses[1].explanation).toMatch(/^198\.18\.0\.1 sends/);
});

test('what no call shows has no filter, and stands where all is looked at', async () => {
  const session = await Session.open(['samples/findings/plain-sip-on-tls-hello.pcap'], NO_LIMITS);
  await session.readAll();
  const { store, diagnosis } = session;
  const one = new Bench({ store, diagnosis, language: 'en' });
  expect(one.counted().addresses).toMatchObject([{ code: 'plain-sip-on-tls', attack: false, filter: null }]);
  expect(one.counted('host 192.0.2.99').addresses).toEqual([]);
  session.close();
});

test('of very many addresses the rest is a number', () => {
  const { addresses, moreAddresses } = bench(scan(FINDINGS_ADDRESSES + 3), 0.5, { atOnce: true }).counted();
  expect([addresses.length, moreAddresses]).toEqual([FINDINGS_ADDRESSES, 3]);
});

test('a filter says what is looked at, of addresses too; a wrong one leaves the one before', () => {
  const all = bench(`${calls(2, '404 Not Found')}\n${scan(2)}`);
  const { calls: rows, addresses, counted } = all.counted('host 198.18.0.1');
  expect([rows.length, addresses.length]).toEqual([0, 1]);
  expect(counted).toEqual({ filter: 'host 198.18.0.1', dialogs: 1, affected: 1 });
  expect(all.counted('(')).toMatchObject({ counted: { filter: 'host 198.18.0.1' }, filterError: { at: 1 } });
  expect(all.counted().counted).toMatchObject({ filter: '', dialogs: 4 });
});

test('the language of the sentences is that of the session, at once when it changes', () => {
  const one = bench(calls(1, '404 Not Found'));
  const [english] = one.counted().calls;
  one.session.language = 'es';
  const [spanish] = one.counted().calls;
  expect(spanish.advice).toMatch(/^Qué probar: /);
  expect(spanish.title).not.toBe(english.title);
});

test('no code is part of another, as the filter of a row keeps all codes that hold it', () => {
  const codes = RULES.map(({ code }) => code);
  expect(codes.filter((code) => codes.some((other) => other !== code && other.includes(code)))).toEqual([]);
});

test('where nobody diagnoses there is nothing, and no kind of problem that is looked for', () => {
  const { store } = diagnosed(calls(2, '404 Not Found'));
  const blind = new Bench({ store, diagnosis: null, language: 'en' });
  expect(blind.counted()).toMatchObject({ counted: { dialogs: 2, affected: 0 }, calls: [], addresses: [], rules: 0 });
});

describe('counting', () => {
  test('goes in slices; until it is done there is nothing, and it says how far it is', () => {
    const many = bench(calls(900, '404 Not Found'), 1, { atOnce: true });
    many.view.ask('');
    expect(many.view.snapshot()).toMatchObject({ counted: null, pending: true });
    const told: number[] = [];
    let slices = 0;
    for (; many.view.busy; slices++) {
      many.view.advance(8);
      told.push(many.view.looking?.percent ?? 100);
    }
    expect(slices).toBeGreaterThan(3);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(new Set(told).size).toBeGreaterThan(3);
    expect(many.view.looking).toBeNull();
    expect(many.view.snapshot()).toMatchObject({ counted: { dialogs: 900, affected: 900 }, pending: false });
  });

  test('what nobody has looked at yet is looked at, a slice for each call where the clock says so', () => {
    const { store, diagnosis } = diagnosed(calls(50, '404 Not Found'), { open: true });
    store.eachDialog((row) => store.undiagnosed.note(row));
    const slow = new Bench({ store, diagnosis, language: 'en' }, 5);
    slow.view.ask('');
    let slices = 0;
    for (; slow.view.busy; slices++) slow.view.advance(8);
    expect(slices).toBeGreaterThan(25);
    expect(store.undiagnosed.has(dialogsOf(store)[0])).toBe(false);
    expect(slow.view.snapshot().calls).toMatchObject([{ code: 'not-found', count: 50 }]);
  });

  test('is done again at most once a second, and only while somebody asks', () => {
    const one = bench(calls(3, '404 Not Found'), 0.01);
    one.counted();
    const { store } = one.session;
    store.version++;
    one.view.ask('');
    expect(one.view.advance(8)).toBe(false);
    expect(one.view.unsettled).toBe(true);
    one.nowMs += 1100;
    expect(one.view.advance(8)).toBe(true);
    store.version++;
    one.nowMs += 10_000;
    expect(one.view.advance(8)).toBe(false);
  });

  test('never looked at costs nothing', () => {
    const { view } = bench(calls(1, '404 Not Found'));
    view.judgeAgain();
    expect([view.busy, view.unsettled, view.looking, view.advance(8)]).toEqual([false, false, null, false]);
  });

  test('leaves out calls that go meanwhile', () => {
    const many = bench(calls(500, '404 Not Found'), 0.5, { atOnce: true });
    many.view.ask('');
    many.view.advance(1);
    many.session.store.clear('all');
    while (many.view.busy) many.view.advance(8);
    const { counted, calls: rows } = many.view.snapshot();
    expect(counted?.dialogs).toBeLessThan(500);
    for (const row of rows) expect(row).toMatchObject({ call: null, explanation: '' });
  });
});

test('how grave a code is follows from its gravest call, also where others of the call are graver', async () => {
  const files = ['lossy-media', 'lossy-media-bursts', 'jittery-media', 'jittery-media-strong', 'not-found', 'loop-482'];
  const session = await Session.open(
    files.map((file) => `samples/findings/${file}.pcap`),
    NO_LIMITS,
  );
  await session.readAll();
  const { store, diagnosis } = session;
  const { calls: rows } = new Bench({ store, diagnosis, language: 'en' }).counted();
  const all = dialogsOf(store).flatMap((dialog) => diagnosis!.findings(dialog));
  expect(rows.length).toBeGreaterThan(3);
  for (const { code, severity, count, filter } of rows) {
    const same = all.filter((finding) => finding.code === code);
    const ranks = ['error', 'warning', 'notice'].filter((one) => same.some((finding) => finding.severity === one));
    const kept = parseFilter(filter ?? '(');
    const listed = dialogsOf(store).filter((row) => kept.ok && kept.verdict(store, row)).length;
    expect({ code, severity, count, listed }).toEqual({ code, severity: ranks[0], count: same.length, listed: count });
  }
  const codes = new Set(all.map(({ code }) => code));
  const ofAddresses = RULES.filter(isAddressRule).map(({ code }) => code);
  expect(rows.map(({ code }) => code).toSorted()).toEqual(
    [...codes].filter((code) => !ofAddresses.includes(code)).toSorted(),
  );
  session.close();
});

test('a call that goes while it is counted leaves no open place in the sentences of its code', () => {
  const loop = [
    '0 A > P INVITE | sdp',
    '0.01 P > Q INVITE | of=1 | Max-Forwards: 69',
    '0.02 Q > P INVITE | of=2 | Max-Forwards: 68',
    '0.03 P > Q INVITE | of=3 | Max-Forwards: 67',
  ].join('\n');
  const told = Array.from({ length: 30 }, (_, steps) => {
    const { session, view } = bench(loop, 0.5);
    view.ask('');
    for (let i = 0; i < steps; i++) view.advance(0.6);
    session.store.clear('all');
    while (view.busy) view.advance(8);
    return view.snapshot().calls.map(({ call, explanation, advice }) => ({ call, text: `${explanation}${advice}` }));
  }).flat();
  expect(told.filter(({ text }) => text.includes('{'))).toEqual([]);
  // Both happen: it went before its row was made, and after.
  expect(new Set(told.map(({ call }) => call === null))).toEqual(new Set([true, false]));
});
