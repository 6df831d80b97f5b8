/** Which packets make a stream, its figures, and that floods stay within bounds. */

import { RTP_CANDIDATES, RTP_CONSISTENT_PACKETS, STREAM_BYTES } from '../../src/budgets';
import type { Frame } from '../../src/capture/frame';
import { lossFigures } from '../../src/store/loss-bursts';
import type { Store } from '../../src/store/store';
import { figuresOf, packetMs, payloadTypes } from '../../src/store/streams-figures';
import { play } from './play';
import { datagram, type Rtp, rtp, talk } from './rtp';

const WAY = { from: '10.0.0.1:4000', to: '10.0.0.2:5000' };
const MEGABYTE = 2 ** 20;

function streamsOf(store: Store): number[] {
  const rows: number[] = [];
  store.mediaStreams.streams.each((row) => rows.push(row));
  return rows;
}

/** Figures of the only stream of packets that follow these. */
function figures(packets: Partial<Rtp>[]) {
  const { store } = play(packets.map((one, i) => rtp({ ...WAY, ms: 20 * i, sequence: i + 1, ...one })));
  const rows = streamsOf(store);
  expect(rows).toHaveLength(1);
  return figuresOf(store.mediaStreams.streams.table.columns, rows[0]);
}

const steady = (count: number): Partial<Rtp>[] => Array.from({ length: count }, () => ({}));

describe('what nobody announced', () => {
  test('is a stream after some consistent packets, which count from the first', () => {
    const few = play(talk({ ...WAY, ms: 0 }, RTP_CONSISTENT_PACKETS - 1)).store;
    expect(streamsOf(few)).toEqual([]);
    const { store } = play(talk({ ...WAY, ms: 0 }, RTP_CONSISTENT_PACKETS));
    const [row] = streamsOf(store);
    const t = store.mediaStreams.streams.table.columns;
    expect(figuresOf(t, row)).toMatchObject({ packets: RTP_CONSISTENT_PACKETS, lost: 0, meanDeltaMs: 20 });
    expect(store.endpoints.text(t.source[row])).toBe('10.0.0.1:4000');
    expect(store.endpoints.text(t.destination[row])).toBe('10.0.0.2:5000');
  });

  test('some packets may be lost', () => {
    expect(figures([1, 2, 4, 9].map((sequence) => ({ sequence })))).toMatchObject({ packets: 4, expected: 9, lost: 5 });
  });

  test('sequence numbers may begin anew at 0', () => {
    const numbers = [65534, 65535, 0, 1].map((sequence, i) => ({ sequence, timestamp: 160 * i }));
    expect(figures(numbers)).toMatchObject({ packets: 4, expected: 4, lost: 0, outOfOrder: 0 });
  });

  test.each([
    ['sequence numbers that leap', [1, 100, 7, 3000, 12, 900, 4, 77].map((sequence) => ({ sequence }))],
    ['the same packet again and again', steady(9).map(() => ({ sequence: 5 }))],
    ['payload types that change', steady(9).map((_, i) => ({ type: i }))],
    ['SSRCs that change', steady(9).map((_, i) => ({ ssrc: i }))],
    ['ports that change', steady(9).map((_, i) => ({ from: `10.0.0.1:${4000 + i}` }))],
  ])('is none with %s', (_, packets) => {
    const { store } = play(packets.map((one, i) => rtp({ ...WAY, ms: 20 * i, sequence: i + 1, ...one })));
    expect(streamsOf(store)).toEqual([]);
    expect(store.endpoints.count).toBe(1);
  });

  test('may fall silent at once', () => {
    const packets = [{}, {}, { type: 13 }, { ms: 900, marker: true }];
    expect(figures(packets)).toMatchObject({ packets: 4, lost: 0 });
  });

  test('what contradicts its beginning begins anew', () => {
    const packets = [{ sequence: 900 }, { sequence: 901 }, ...[5, 6, 7, 8].map((sequence) => ({ sequence }))];
    expect(figures(packets)).toMatchObject({ packets: 4, expected: 4 });
  });

  test('random datagrams that begin with version 2 are none', () => {
    let state = 7;
    const random = () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return state >>> 16;
    };
    const frames = Array.from({ length: 5000 }, (_, i) => {
      const payload = Buffer.from(Array.from({ length: 40 }, () => random() & 255));
      payload[0] = 0x80;
      return datagram({ ...WAY, ms: i }, payload);
    });
    expect(streamsOf(play(frames).store)).toEqual([]);
  });

  test('over IPv6 is told apart by all of its addresses', () => {
    const way = (last: string) => ({ from: `2001:db8::${last}:1 4000`, to: '2001:db8::2 5000', ms: 0 });
    const { store } = play([...talk(way('a'), 5), ...talk(way('b'), 6)]);
    const t = store.mediaStreams.streams.table.columns;
    expect(streamsOf(store).map((row) => [store.endpoints.text(t.source[row]), t.packets[row]])).toEqual([
      ['[2001:db8::a:1]:4000', 5],
      ['[2001:db8::b:1]:4000', 6],
    ]);
  });
});

describe('figures', () => {
  test('of a steady stream', () => {
    expect(figures(steady(11))).toMatchObject({
      packets: 11,
      expected: 11,
      lost: 0,
      lostPercent: 0,
      outOfOrder: 0,
      duplicates: 0,
      minDeltaMs: 20,
      meanDeltaMs: 20,
      maxDeltaMs: 20,
      minJitterMs: 0,
      meanJitterMs: 0,
      maxJitterMs: 0,
      // 200 bytes each, with headers, over 200 ms.
      kbitPerSecond: (11 * 200 * 8) / 200,
    });
  });

  test('jitter is a sixteenth of what a packet is late by', () => {
    const late = [{}, {}, {}, { ms: 64 }];
    expect(figures(late)).toMatchObject({ maxDeltaMs: 24, maxJitterMs: 0.25, meanJitterMs: 0.25 / 3 });
  });

  test('of one that came late', () => {
    const numbers = [1, 2, 4, 3, 5].map((sequence) => ({ sequence }));
    expect(figures(numbers)).toMatchObject({ packets: 5, expected: 5, lost: 0, outOfOrder: 1, duplicates: 0 });
  });

  test('of loss in a capture that has each packet twice', () => {
    const numbers = [1, 2, 4, 5, 6].flatMap((sequence) => [{ sequence }, { sequence }]);
    expect(figures(numbers)).toMatchObject({ packets: 10, expected: 6, lost: 1, duplicates: 5 });
  });

  test('of one that came twice, at once and later', () => {
    const numbers = [1, 2, 2, 3, 4, 5, 3].map((sequence) => ({ sequence }));
    expect(figures([...numbers, { sequence: 6 }])).toMatchObject({ packets: 8, expected: 6, lost: 0, duplicates: 2 });
  });

  test('one that comes twice, long after, is known for 64 numbers', () => {
    const numbers = [...steady(40).map((_, i) => ({ sequence: i + 1 })), { sequence: 3 }];
    expect(figures(numbers)).toMatchObject({ outOfOrder: 0, duplicates: 1 });
  });

  test('of a gap that is longer than the window', () => {
    const numbers = [1, 2, 3, 4, 5, 200, 199, 200].map((sequence) => ({ sequence }));
    expect(figures(numbers)).toMatchObject({ outOfOrder: 1, duplicates: 1, lost: 200 - 7 });
  });

  test('a sender that begins anew is not late for ever', () => {
    const numbers = [...steady(200).map((_, i) => i + 1), 5000, 5001, 5002, 20, 21, 22, 23];
    const begun = figures(numbers.map((sequence, i) => ({ sequence, timestamp: 160 * i })));
    expect(begun).toMatchObject({ outOfOrder: 0, duplicates: 0 });
  });

  test('losses are told in gaps and bursts', () => {
    const numbers = [...steady(200).map((_, i) => i + 1)].filter((n) => ![50, 51, 53, 120].includes(n));
    const { store } = play(numbers.map((sequence) => rtp({ ...WAY, ms: 20 * sequence, sequence })));
    const t = store.mediaStreams.streams.table.columns;
    expect(lossFigures(t, streamsOf(store)[0], 20)).toMatchObject({
      expected: 200,
      lost: 4,
      lossEvents: 3,
      longestLoss: 2,
      bursts: 1,
      burstPackets: 4,
      burstLost: 3,
    });
  });

  test('losses of what a candidate was before it began anew are forgotten', () => {
    const numbers = [900, 905, 910, 1, 2, 3, 4];
    const { store } = play(numbers.map((sequence, i) => rtp({ ...WAY, ms: 20 * i, sequence })));
    const t = store.mediaStreams.streams.table.columns;
    expect(lossFigures(t, streamsOf(store)[0], 20)).toMatchObject({ expected: 4, lost: 0, lossEvents: 0 });
  });

  test('a packet with the marker counts neither for deltas nor for jitter', () => {
    const pause = [
      {},
      {},
      {},
      { ms: 3000, timestamp: 24160, marker: true },
      { ms: 3020, timestamp: 24320, sequence: 5 },
    ];
    expect(figures(pause)).toMatchObject({ packets: 5, maxDeltaMs: 20, maxJitterMs: 0 });
  });

  test('comfort noise and what follows it count neither', () => {
    const pause = [{}, {}, {}, {}, { ms: 600, type: 13, timestamp: 5000 }, { ms: 2000 }, { ms: 2020 }];
    expect(figures(pause)).toMatchObject({ packets: 7, maxDeltaMs: 20 });
  });

  test('of a dynamic payload type that nobody describes there is no jitter', () => {
    const dynamic = figures(steady(6).map(() => ({ type: 111 })));
    expect(dynamic).toMatchObject({ meanDeltaMs: 20, minJitterMs: null, meanJitterMs: null, maxJitterMs: null });
  });

  test('of packets with markers only there are no deltas', () => {
    const marked = figures(steady(6).map(() => ({ marker: true })));
    expect(marked).toMatchObject({ packets: 6, minDeltaMs: null, meanDeltaMs: null, maxJitterMs: null });
  });

  test('payload types, and the time in a packet', () => {
    const packets = [0, 0, 0, 0, 13, 0, 101].map((type, i) => rtp({ ...WAY, ms: 20 * i, sequence: i + 1, type }));
    const { store } = play(packets);
    const t = store.mediaStreams.streams.table.columns;
    const [row] = streamsOf(store);
    expect([payloadTypes(t, row), packetMs(t, row, 8000), t.typeChanges[row]]).toEqual([[0, 13, 101], 20, 3]);
  });

  test('the time in a packet, where events come between those of sound', () => {
    const sound = Array.from({ length: 40 }, (_, i) => ({ ms: 20 * i, timestamp: 160 * i, type: 0 }));
    const packets = sound.flatMap((one, i) =>
      i < 10 ? [one] : [one, { ms: one.ms + 1, timestamp: 160 * 10, type: 101 }],
    );
    const { store } = play(packets.map((one, i) => rtp({ ...WAY, ...one, sequence: i + 1 })));
    const [row] = streamsOf(store);
    expect(packetMs(store.mediaStreams.streams.table.columns, row, 8000)).toBe(20);
  });

  test('changes of SSRC', () => {
    const { store } = play([1, 2, 3].flatMap((ssrc) => talk({ ...WAY, ms: ssrc * 1000, ssrc }, 5)));
    const { ssrcChanges } = store.mediaStreams.streams.table.columns;
    expect(streamsOf(store).map((row) => ssrcChanges[row])).toEqual([0, 1, 2]);
  });
});

describe('bounds', () => {
  function* flood(packets: number): Generator<Frame> {
    for (let i = 0; i < packets; i++) yield rtp({ ...WAY, ms: i, sequence: 1, ssrc: Math.imul(i, 0x9e3779b1) });
  }

  test('a flood of SSRCs leaves no stream, and no more rows than there may be candidates', () => {
    const { store } = play(flood(RTP_CANDIDATES + 5000));
    const { streams } = store.mediaStreams;
    expect([streams.count, streams.table.end]).toEqual([0, RTP_CANDIDATES]);
    expect(streams.bytes).toBe(RTP_CANDIDATES * STREAM_BYTES);
  });

  test('with little memory there are fewer', () => {
    const { store } = play(flood(20_000), { limits: { memoryBytes: 4 * MEGABYTE } });
    expect(store.memoryBytes).toBeLessThan(4 * MEGABYTE);
  });

  test('20,000 streams that nobody announced begin at once', () => {
    const frames = (function* () {
      for (let sequence = 1; sequence <= RTP_CONSISTENT_PACKETS; sequence++) {
        for (let i = 0; i < 20_000; i++) {
          const to = `10.${i >> 12}.${(i >> 6) & 63}.${i & 63}:5000`;
          yield rtp({ from: WAY.from, to, ms: sequence * 20, sequence, payload: Buffer.alloc(0) });
        }
      }
    })();
    const { store } = play(frames);
    expect(store.mediaStreams.streams.count).toBe(20_000);
    expect(store.memoryBytes).toBeLessThan(512 * MEGABYTE);
  });

  test('where there is no room the one that rests goes, not the one that talks', () => {
    const limits = { memoryBytes: MEGABYTE };
    const frames = (function* () {
      for (let i = 0; i < 1000; i++) {
        yield* talk({ ...WAY, ms: i * 20, sequence: 1 + i }, 1);
        yield* talk({ from: '10.0.0.3:4000', to: `10.0.1.1:${5000 + 2 * i}`, ms: i * 20 }, 4);
      }
    })();
    const { store } = play(frames, { limits });
    const { streams } = store.mediaStreams;
    const t = streams.table.columns;
    const talking = streamsOf(store).filter((row) => store.endpoints.text(t.source[row]) === WAY.from);
    expect(talking.map((row) => t.packets[row])).toEqual([1000]);
    expect(streams.evicted).toBeGreaterThan(100);
    expect(store.memoryBytes).toBeLessThanOrEqual(MEGABYTE);
  });

  test('ids of streams that went name nothing', () => {
    const { store } = play(talk({ ...WAY, ms: 0 }, 5));
    const { streams } = store.mediaStreams;
    const [row] = streamsOf(store);
    const id = streams.id(row);
    expect(streams.row(id)).toBe(row);
    store.clear('all');
    expect([
      streams.row(id),
      streams.count,
      streams.table.count,
      store.mediaStreams.announcements.ends.table.count,
    ]).toEqual([-1, 0, 0, 0]);
  });
});
