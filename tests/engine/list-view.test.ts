/** The list against a plain filter and sort of all dialogs, while dialogs come, change and go. */

import fc from 'fast-check';
import { Decoder } from '../../src/decode/decoder';
import { EndpointTable } from '../../src/decode/endpoints';
import { Filters } from '../../src/engine/filters';
import { ListView, type Sort } from '../../src/engine/list-view';
import { fieldNamed } from '../../src/filter/fields';
import { parseFilter } from '../../src/filter/parse';
import { NO_LIMITS, Store } from '../../src/store/store';
import { dialogsOf, playScenario } from '../store/play';
import { framesOf, scenario } from '../store/scenario';

const GONE = { seekable: false, readBack: () => Buffer.alloc(0) };

/** A store that messages can be sent to, the list over it, and a clock that goes on a little with every look. */
class Bench {
  readonly store: Store;
  readonly list: ListView;
  nowMs = 0;
  private readonly decoder: Decoder;
  private seconds = 0;

  constructor(limit: number | null = null, memoryBytes = NO_LIMITS.memoryBytes, filters?: Filters) {
    const endpoints = new EndpointTable();
    this.store = new Store(endpoints, [GONE], { ...NO_LIMITS, dialogs: limit, rotate: true, memoryBytes });
    this.decoder = new Decoder(this.store, endpoints);
    this.list = new ListView(
      this.store,
      () => {
        this.nowMs += 0.4;
        return this.nowMs;
      },
      filters,
    );
  }

  /** `start`: who, whom and the start line; `call`: the Call-ID. */
  send(start: string, call: number): void {
    this.seconds += 0.1;
    for (const frame of framesOf(scenario(`${this.seconds} ${start} | call=${call} | branch=z9hG4bK${call}`))) {
      this.decoder.frame(frame);
    }
  }

  /** Until there is nothing more to do. */
  settle(): void {
    // Longer than the time between two sorts.
    this.nowMs += 10_000;
    do this.list.advance(8);
    while (this.list.pending);
  }

  get shown(): string[] {
    return Array.from({ length: this.list.length }, (_, place) => this.store.names.callId(this.list.at(place)));
  }
}

/** A list over one dialog of long messages; `read`: how many were read since. */
function longDialog(messages = 2000): { list: ListView; store: Store; read: () => number } {
  const long = `X-Long: ${'a'.repeat(800)}!`;
  const lines = Array.from(
    { length: messages },
    (_, i) => `${i} A > B OPTIONS | call=1 | branch=z9hG4bK${i} | ${long}`,
  );
  const { store } = playScenario(lines.join('\n'));
  store.changed.take();
  const read = jest.spyOn(store, 'bytesOf');
  let nowMs = 0;
  return { list: new ListView(store, () => (nowMs += 0.4)), store, read: () => read.mock.calls.length };
}

/** What the list should hold. */
function expected(store: Store, filterText: string, { field: name, descending }: Sort): string[] {
  const filter = parseFilter(filterText);
  const field = fieldNamed(name);
  const rows = dialogsOf(store).filter((row) => filter.ok && filter.verdict(store, row));
  const key = (row: number) => field?.order?.(store, row) ?? field?.text(store, row).toLowerCase() ?? 0;
  const order = (a: number, b: number) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
  rows.sort((a, b) => (descending ? -1 : 1) * order(a, b));
  return rows.map((row) => store.names.callId(row));
}

const FILTERS = [
  '',
  'method INVITE',
  'state busy',
  'not state busy',
  'state ringing,in-call',
  'callid 1',
  'from nobody',
];
const FIELDS = ['index', 'method', 'state', 'messages', 'callId', 'status', 'time', 'no such field'];
const STARTS = [
  'A > B INVITE',
  'A > B OPTIONS',
  'B > A 180 Ringing',
  'B > A 200 OK',
  'B > A 486 Busy Here',
  'C > A BYE',
];

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ start: fc.constantFrom(...STARTS), call: fc.nat(15) }) },
  fc.record({ filter: fc.constantFrom(...FILTERS), field: fc.constantFrom(...FIELDS), descending: fc.boolean() }),
  fc.record({ advance: fc.constantFrom(0, 1, 600) }),
);

function check(limit: number | null): void {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const bench = new Bench(limit);
      let asked = { filter: '', sort: { field: 'index', descending: false } };
      for (const one of steps) {
        if ('start' in one) bench.send(one.start, one.call);
        else if ('advance' in one) {
          bench.nowMs += one.advance;
          bench.list.advance(0);
          // A little of the work only.
          bench.list.advance(1);
        } else {
          asked = { filter: one.filter, sort: { field: one.field, descending: one.descending } };
          bench.list.ask(asked.filter, asked.sort);
        }
      }
      bench.settle();
      bench.settle();
      expect(bench.shown).toEqual(expected(bench.store, asked.filter, asked.sort));
      const places = dialogsOf(bench.store).map(
        (row) => [bench.list.placeOf(row), bench.store.names.callId(row)] as const,
      );
      const found = places.filter(([place]) => place >= 0).sort((a, b) => a[0] - b[0]);
      expect(found.map(([, callId]) => callId)).toEqual(bench.shown);
    }),
    { numRuns: 150 },
  );
}

test('is what a filter and a sort of all dialogs give', () => check(null));

test('is so too when dialogs go to make room', () => check(4));

test('judges dialogs again when they change', () => {
  const bench = new Bench();
  bench.list.ask('state busy', { field: 'index', descending: false });
  bench.send('A > B INVITE', 1);
  bench.send('A > B INVITE', 2);
  bench.settle();
  expect(bench.shown).toEqual([]);
  bench.send('B > A 486 Busy Here', 2);
  bench.settle();
  expect(bench.shown).toEqual(['2@example.com']);
});

test('follows new dialogs without sorting anew, and sorts half a second later', () => {
  const bench = new Bench();
  bench.list.ask('', { field: 'callId', descending: false });
  for (const call of [2, 3]) bench.send('A > B INVITE', call);
  bench.settle();
  bench.send('A > B INVITE', 1);
  bench.list.advance(8);
  expect(bench.shown.map((id) => id[0]).join('')).toBe('231');
  bench.nowMs += 501;
  bench.list.advance(8);
  while (bench.list.pending) bench.list.advance(8);
  expect(bench.shown.map((id) => id[0]).join('')).toBe('123');
});

test('keeps the last good filter when one does not parse, and says so', () => {
  const bench = new Bench();
  bench.send('A > B INVITE', 1);
  bench.send('A > B OPTIONS', 2);
  bench.list.ask('method INVITE', { field: 'index', descending: false });
  bench.settle();
  bench.list.ask('method INVITE and', { field: 'index', descending: false });
  bench.settle();
  expect(bench.list.error).toEqual({ message: 'expected a condition', at: 17 });
  expect(bench.shown).toEqual(['1@example.com']);
  bench.list.ask('', { field: 'index', descending: false });
  bench.settle();
  expect([bench.list.error, bench.list.length]).toEqual([null, 2]);
});

test('a dialog of many messages is looked through in several goes', () => {
  const { list, store, ...bench } = longDialog();
  list.ask('not payload /nothing of the kind/', { field: 'index', descending: false });
  let goes = 0;
  for (; list.pending; goes++) list.advance(0.5);
  expect([goes > 3, list.length, bench.read()]).toEqual([true, 1, 2000]);
  list.ask('payload /nothing of the kind/', { field: 'index', descending: false });
  while (list.pending) list.advance(8);
  expect([list.length, list.error]).toEqual([0, null]);
});

test('what a regex could not decide in time is told', () => {
  const { list } = longDialog(3);
  list.ask('payload /^X-Long: (a+)+$/i', { field: 'index', descending: false });
  while (list.pending) list.advance(8);
  expect(list.length).toBe(0);
  expect(list.trouble).toBe('the regex took too long on 3 texts: taken as not found there');
  list.ask('', { field: 'index', descending: false });
  while (list.pending) list.advance(8);
  expect([list.length, list.error, list.trouble]).toEqual([1, null, null]);
});

test('turned the other way round needs no work', () => {
  const bench = new Bench();
  for (const call of [1, 2, 3]) bench.send('A > B INVITE', call);
  bench.settle();
  bench.list.ask('', { field: 'index', descending: true });
  expect(bench.list.pending).toBe(false);
  expect(bench.shown.map((id) => id[0]).join('')).toBe('321');
});

test('the list before stands until the work on the new one is done', () => {
  const bench = new Bench();
  for (let call = 0; call < 300; call++) bench.send('A > B INVITE', call);
  bench.settle();
  bench.list.ask('callid 1@', { field: 'callId', descending: true });
  bench.list.advance(0);
  expect([bench.list.pending, bench.list.length]).toEqual([true, 300]);
  bench.settle();
  expect(bench.shown).toEqual(expected(bench.store, 'callid 1@', { field: 'callId', descending: true }));
});

test('the end of the capture changes what is unanswered', () => {
  const bench = new Bench();
  bench.list.ask('state unanswered', { field: 'index', descending: false });
  bench.send('A > B INVITE', 1);
  bench.settle();
  expect(bench.list.length).toBe(0);
  bench.store.end();
  bench.list.judgeAgain();
  bench.settle();
  expect(bench.list.length).toBe(1);
});

test('no dialog is missing while memory is full and the oldest end', () => {
  const bench = new Bench(null, 2 * 2 ** 20);
  const { store, list } = bench;
  const padding = `| Subject: ${'x'.repeat(4000)}`;
  list.ask('', { field: 'index', descending: false });
  for (let call = 0; call < 1500; call++) {
    bench.send(`A > B INVITE ${padding}`, call);
    // What changes and goes between two looks leaves its row to another dialog.
    if (store.evicted > 0 && store.oldest > 0) {
      const oldest = store.names.callId(store.oldest - 1);
      bench.send('A > B BYE', Number(/\d+/.exec(oldest)?.[0]));
    }
    if (call % 20 === 0) bench.settle();
  }
  bench.settle();
  expect(store.evicted).toBeGreaterThan(200);
  expect(bench.shown).toEqual(dialogsOf(store).map((row) => store.names.callId(row)));
});

describe('a filter that reads messages', () => {
  /** Keeps calls of two messages and more, and looks at one message a step. */
  class ReadingFilters extends Filters {
    steps = 0;

    override parse(text: string) {
      const filter = super.parse('');
      if (text !== 'slow' || !filter.ok) return filter;
      const looked = new Map<number, number>();
      const step = (store: Store, row: number) => {
        this.steps++;
        const seen = (looked.get(row) ?? 0) + 1;
        looked.set(row, seen);
        return seen < store.dialogs.columns.messages[row]! ? null : seen > 1;
      };
      return { ...filter, step, reads: true, trouble: () => 'some were not looked at' };
    }
  }

  const begun = (calls: number) => {
    const filters = new ReadingFilters();
    const bench = new Bench(null, NO_LIMITS.memoryBytes, filters);
    for (let call = 1; call <= calls; call++) bench.send('A > B INVITE', call);
    for (let again = 0; again < 3; again++) bench.send('B > A 180 Ringing', 1);
    bench.settle();
    return { bench, filters };
  };

  test('looks at the clock after each step, says how far it is, and ends', () => {
    const { bench } = begun(40);
    bench.list.ask('slow', { field: 'index', descending: false });
    expect(bench.list.pending).toBe(true);
    const told: string[] = [];
    while (bench.list.pending) {
      bench.list.advance(4);
      const { looking } = bench.list;
      if (looking !== null) told.push(`${looking.percent} % of ${looking.of} ${looking.what}`);
    }
    expect(told.length).toBeGreaterThan(3);
    expect(told.every((text) => / of 43 messages$/.test(text))).toBe(true);
    const percents = told.map((text) => Number.parseInt(text, 10));
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect([bench.shown, bench.list.looking, bench.list.trouble]).toEqual([
      ['1@example.com'],
      null,
      'some were not looked at',
    ]);
  });

  test('gives way to the next one at once', () => {
    const { bench, filters } = begun(40);
    bench.list.ask('slow', { field: 'index', descending: false });
    bench.list.advance(4);
    const { steps } = filters;
    bench.list.ask('', { field: 'index', descending: false });
    bench.settle();
    expect([filters.steps, bench.shown.length, bench.list.trouble]).toEqual([steps, 40, null]);
  });

  test('judges what changes in slices, too', () => {
    const { bench, filters } = begun(3);
    bench.list.ask('slow', { field: 'index', descending: false });
    bench.settle();
    for (let call = 10; call < 60; call++) bench.send('A > B INVITE', call);
    const { steps } = filters;
    bench.list.advance(4);
    expect(filters.steps - steps).toBeGreaterThan(0);
    expect(filters.steps - steps).toBeLessThan(20);
    expect(bench.list.unsettled).toBe(true);
    while (bench.list.unsettled) bench.list.advance(4);
    expect(filters.steps - steps).toBe(50);
  });
});
