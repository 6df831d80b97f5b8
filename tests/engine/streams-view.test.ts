/** The streams against a plain filter and sort of all of them, while packets come, streams begin and calls go. */

import fc from 'fast-check';
import { Decoder } from '../../src/decode/decoder';
import { EndpointTable } from '../../src/decode/endpoints';
import type { Sort } from '../../src/engine/list-view';
import { StreamsView } from '../../src/engine/streams-view';
import { OF_STREAMS } from '../../src/filter/language';
import { parseFilter } from '../../src/filter/parse';
import { streamFieldNamed } from '../../src/filter/stream-fields';
import { NO_LIMITS, Store } from '../../src/store/store';
import { rtp, sdpMessage } from '../store/rtp';

const GONE = { seekable: false, readBack: () => Buffer.alloc(0) };
const BY_TIME: Sort = { field: 'time', descending: false };

/** A store that calls and their media can be sent to, the view of streams over it, and a clock that goes on. */
class Bench {
  readonly store: Store;
  readonly view: StreamsView;
  nowMs = 0;
  looks = 0;
  private ms = 0;
  private readonly sequences = new Map<number, number>();
  private readonly decoder: Decoder;

  constructor(dialogs: number | null = null) {
    const endpoints = new EndpointTable();
    this.store = new Store(endpoints, [GONE], { ...NO_LIMITS, dialogs, rotate: true });
    this.decoder = new Decoder(this.store, endpoints);
    this.view = new StreamsView(this.store, () => {
      this.looks++;
      this.nowMs += 0.4;
      return this.nowMs;
    });
  }

  call(number: number): void {
    this.ms += 10;
    const sdp = [`c=IN IP4 10.0.0.1`, `m=audio ${portOf(number)} RTP/AVP 0 8`];
    this.decoder.frame(
      sdpMessage({ from: '10.0.0.1:5060', to: '10.0.0.2:5060', ms: this.ms }, `c${number}`, 'INVITE', sdp),
    );
  }

  /** A packet to what the call announces; `skip` sequence numbers are lost before it. */
  packet(number: number, type = 0, skip = 0): void {
    const sequence = (this.sequences.get(number) ?? 0) + 1 + skip;
    this.sequences.set(number, sequence);
    this.ms += 20;
    const ends = { from: '10.0.0.2:6000', to: `10.0.0.1:${portOf(number)}` };
    this.decoder.frame(rtp({ ...ends, ms: this.ms, sequence, ssrc: number + 1, type }));
    // As it does while media comes.
    this.store.version++;
  }

  /** Until there is nothing more to do. */
  settle(): void {
    this.nowMs += 10_000;
    do this.view.advance(8);
    while (this.view.busy);
  }

  get shown(): number[] {
    return Array.from({ length: this.view.length }, (_, place) => this.number(this.view.at(place)));
  }

  number(row: number): number {
    return this.store.mediaStreams.streams.table.columns.ssrc[row] - 1;
  }

  /** What should be shown. */
  expected(filterText: string, { field: name, descending }: Sort): number[] {
    const { store } = this;
    const { streams } = store.mediaStreams;
    const filter = parseFilter(filterText, OF_STREAMS);
    const field = streamFieldNamed(name);
    const rows: number[] = [];
    streams.each((row) => {
      if (filter.ok && filter.verdict(store, row)) rows.push(row);
    });
    const key = (row: number) => field?.order?.(store, row) ?? field?.text(store, row).toLowerCase() ?? 0;
    const sign = descending ? -1 : 1;
    rows.sort((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : streams.id(a) - streams.id(b)));
    return rows.map((row) => this.number(row));
  }
}

function portOf(number: number): number {
  return 4000 + 2 * number;
}

const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ call: fc.nat(8) }) },
  {
    weight: 6,
    arbitrary: fc.record({ packet: fc.nat(8), type: fc.constantFrom(0, 8), skip: fc.constantFrom(0, 0, 5) }),
  },
  fc.record({
    filter: fc.constantFrom('', 'loss > 10%', 'codec PCMU', 'port 4004,4006', 'packets < 3', 'not callid c1', 'nobody'),
    field: fc.constantFrom('time', 'call', 'loss', 'codec', 'packets', 'destination', 'no such field'),
    descending: fc.boolean(),
  }),
  fc.record({ advance: fc.constantFrom(0, 1, 600) }),
);

function check(dialogs: number | null): void {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const bench = new Bench(dialogs);
      let asked = { filter: '', sort: BY_TIME };
      for (const one of steps) {
        if ('call' in one) bench.call(one.call);
        else if ('packet' in one) bench.packet(one.packet, one.type, one.skip);
        else if ('advance' in one) {
          bench.nowMs += one.advance;
          // A little of the work only.
          bench.view.advance(1);
          // Whatever has gone is not shown, also while work is going on.
          expect(bench.shown.every((number) => number >= 0)).toBe(true);
        } else {
          asked = { filter: one.filter, sort: { field: one.field, descending: one.descending } };
          bench.view.ask(asked.filter, asked.sort);
        }
      }
      bench.view.ask(asked.filter, asked.sort);
      bench.settle();
      const expected = bench.expected(asked.filter, asked.sort);
      expect(bench.shown).toEqual(expected);
      const places = bench.shown.map((_, place) => bench.view.placeOf(idAt(bench, place)));
      expect(places).toEqual(expected.map((_, place) => place));
    }),
    { numRuns: 150 },
  );
}

function idAt(bench: Bench, place: number): number {
  return bench.store.mediaStreams.streams.id(bench.view.at(place));
}

test('are what a filter and a sort of all streams give', () => check(null));

test('are so too when dialogs go to make room, and their streams with them', () => check(3));

/** Streams 0 to `count` - 1, of a packet each. */
function talking(count: number): Bench {
  const bench = new Bench();
  for (let number = 0; number < count; number++) {
    bench.call(number);
    bench.packet(number);
  }
  return bench;
}

test('are put in order again half a second after the last time, while somebody asks', () => {
  const bench = talking(2);
  const byPackets = { field: 'packets', descending: true };
  bench.view.ask('', byPackets);
  bench.settle();
  expect(bench.shown).toEqual([0, 1]);
  for (let i = 0; i < 5; i++) bench.packet(1);
  bench.view.advance(8);
  expect([bench.shown, bench.view.unsettled]).toEqual([[0, 1], false]);
  bench.view.ask('', byPackets);
  bench.nowMs += 501;
  bench.view.advance(8);
  expect([bench.shown, bench.view.unsettled]).toEqual([[1, 0], false]);
});

test('the order before stands until the work on the new one is done', () => {
  const bench = talking(300);
  bench.view.ask('', BY_TIME);
  bench.settle();
  bench.view.ask('port 4000', { field: 'codec', descending: true });
  bench.view.advance(0);
  expect([bench.view.pending, bench.view.length]).toEqual([true, 300]);
  bench.settle();
  expect([bench.view.pending, bench.shown]).toEqual([false, [0]]);
});

test('an order that nobody waits for is not told as such', () => {
  const bench = talking(300);
  bench.view.ask('', BY_TIME);
  bench.settle();
  bench.packet(1);
  bench.view.ask('', BY_TIME);
  bench.nowMs += 501;
  bench.view.advance(0.5);
  expect([bench.view.busy, bench.view.pending]).toEqual([true, false]);
});

test('stop to look at the clock every few of them', () => {
  const bench = talking(300);
  bench.view.ask('loss < 50%', { field: 'mos', descending: false });
  bench.looks = 0;
  bench.settle();
  // Once for 64 streams judged, and once for 64 keys.
  expect(bench.looks).toBeGreaterThan((2 * 300) / 64);
});

test('keep the last good filter when one does not parse, and say so', () => {
  const bench = talking(3);
  bench.view.ask('port 4002', BY_TIME);
  bench.settle();
  bench.view.ask('port 4002 and', BY_TIME);
  bench.settle();
  expect([bench.view.error, bench.shown]).toEqual([{ message: 'expected a condition', at: 13 }, [1]]);
  bench.view.ask('', BY_TIME);
  bench.settle();
  expect([bench.view.error, bench.view.length]).toEqual([null, 3]);
});

test('the end of the capture changes nothing for who never looked', () => {
  const bench = talking(3);
  bench.view.judgeAgain();
  expect(bench.view.busy).toBe(false);
});

test('descriptions that still wait are read first', () => {
  const bench = new Bench();
  // More than the first packets of a stream make the store read.
  for (let number = 0; number < 1500; number++) bench.call(number);
  for (let packets = 0; packets < 4; packets++) bench.packet(3);
  bench.view.ask('callid c3', BY_TIME);
  bench.settle();
  expect(bench.shown).toEqual([3]);
});
