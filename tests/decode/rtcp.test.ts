import fc from 'fast-check';
import {
  ntpMiddle,
  parseRtcp,
  type ReportBlock,
  type Rtcp,
  roundTripFromHereMs,
  roundTripMs,
} from '../../src/decode/rtcp';
import { u32 } from './build';
import { bye, padded, rr, rtcp, sdes, sr, voipMetricsBlock, xr, xrBlock } from './rtcp-build';

const OTHER = 0x1a2b3c4d;
const SENDER = 0xfedcba98;
const INFO = [0xb44db705, 0x20000000, 160_000, 1000, 160_000];

/** The bytes stand in a larger buffer, so that what reads over the end reads rubbish. */
function parse(...packets: Buffer[]): Rtcp {
  const bytes = Buffer.concat(packets);
  const around = Buffer.concat([Buffer.alloc(3, 0x58), bytes, Buffer.alloc(64, 0x58)]);
  return parseRtcp(around, 3, 3 + bytes.length);
}

function blockOf(o: Partial<ReportBlock>): ReportBlock {
  return { ssrc: 1, fractionLost: 0, lost: 0, highestSequence: 0, jitter: 0, lastSr: 0, delaySinceLastSr: 0, ...o };
}

describe('round trip', () => {
  // RFC 3550 figure 2, with all its numbers.
  const block = blockOf({ lastSr: 0xb7052000, delaySinceLastSr: 0x00054000 });

  test('of the example in RFC 3550 section 6.4.1 is 6.125 s', () => {
    expect(ntpMiddle(0xb44db705, 0x20000000)).toBe(0xb7052000);
    expect(roundTripMs(0xb7108000, block)).toBe(6125);
  });

  test('by the clock of a capture: 6.125 s too, when it captures at the sender', () => {
    expect(roundTripFromHereMs(46_853_125, 46_864_500, block)).toBe(6125);
  });

  test('goes on when the 16 bits of seconds begin again', () => {
    expect(roundTripMs(0x00008000, blockOf({ lastSr: 0xffff8000, delaySinceLastSr: 0x8000 }))).toBe(500);
  });

  test('is unknown without a sender report, and when it would be below 0', () => {
    expect(roundTripMs(0xb7108000, blockOf({}))).toBeNull();
    expect(roundTripFromHereMs(0, 1000, blockOf({}))).toBeNull();
    expect(roundTripMs(0xb7056000, block)).toBeNull();
    expect(roundTripFromHereMs(0, 5249, block)).toBeNull();
  });
});

describe('reports', () => {
  test('a sender report with a block (RFC 3550, 6.4.1), and who sends it', () => {
    const report = { ssrc: OTHER, fraction: 64, lost: 7, highest: 0x1ffff, jitter: 31, lsr: 0xb7052000, dlsr: 0x54000 };
    expect(parse(sr(SENDER, INFO, [report]), sdes([SENDER, [[1, 'marta@198.51.100.7']]]))).toEqual({
      packets: [
        {
          kind: 'SR',
          ssrc: SENDER,
          ntpSeconds: 0xb44db705,
          ntpFraction: 0x20000000,
          rtpTimestamp: 160_000,
          packets: 1000,
          octets: 160_000,
          reports: [
            {
              ssrc: OTHER,
              fractionLost: 0.25,
              lost: 7,
              highestSequence: 0x1ffff,
              jitter: 31,
              lastSr: 0xb7052000,
              delaySinceLastSr: 0x54000,
            },
          ],
        },
        { kind: 'SDES', sources: [{ ssrc: SENDER, items: [{ name: 'CNAME', text: 'marta@198.51.100.7' }] }] },
      ],
      reducedSize: false,
      problems: [],
    });
  });

  test('a receiver report with two blocks, one of them with more duplicates than losses', () => {
    const { packets, problems } = parse(
      rr(SENDER, [
        { ssrc: 1, lost: -3, fraction: 255 },
        { ssrc: 2, lost: 0x7fffff },
      ]),
    );
    expect(packets).toMatchObject([
      {
        kind: 'RR',
        ssrc: SENDER,
        reports: [
          { ssrc: 1, lost: -3, fractionLost: 255 / 256 },
          { ssrc: 2, lost: 0x7fffff },
        ],
      },
    ]);
    expect(problems).toEqual([]);
  });

  test('an extension of a profile behind the blocks is no fault (6.4.3)', () => {
    const { packets, problems } = parse(sr(SENDER, INFO, [{ ssrc: 5 }], Buffer.alloc(12, 9)));
    expect(packets).toMatchObject([{ kind: 'SR', reports: [{ ssrc: 5 }] }]);
    expect(problems).toEqual([]);
  });
});

describe('source descriptions and farewells', () => {
  test('several sources, whose items end at a multiple of four bytes (6.5)', () => {
    const { packets, problems } = parse(
      rr(1),
      sdes(
        [
          1,
          [
            [1, 'a'],
            [6, 'phone 2.1'],
            [12, 'x'],
          ],
        ],
        [2, []],
        [3, [[1, 'é']]],
      ),
    );
    expect(packets[1]).toEqual({
      kind: 'SDES',
      sources: [
        {
          ssrc: 1,
          items: [
            { name: 'CNAME', text: 'a' },
            { name: 'TOOL', text: 'phone 2.1' },
            { name: '12', text: 'x' },
          ],
        },
        { ssrc: 2, items: [] },
        { ssrc: 3, items: [{ name: 'CNAME', text: 'é' }] },
      ],
    });
    expect(problems).toEqual([]);
  });

  test('BYE with and without a reason (6.6)', () => {
    const { packets, problems } = parse(rr(1), bye([1, 2], 'camera malfunction'), bye([3]), bye([]));
    expect(packets.slice(1)).toEqual([
      { kind: 'BYE', ssrcs: [1, 2], reason: 'camera malfunction' },
      { kind: 'BYE', ssrcs: [3], reason: '' },
      { kind: 'BYE', ssrcs: [], reason: '' },
    ]);
    expect(problems).toEqual([]);
  });

  test('feedback and APP are named by their type', () => {
    const { packets } = parse(
      rr(1),
      rtcp(205, 1, u32(SENDER)),
      rtcp(204, 0, Buffer.alloc(8)),
      rtcp(206, 1, Buffer.alloc(0)),
    );
    expect(packets.slice(1)).toEqual([
      { kind: 'other', type: 205, ssrc: SENDER },
      { kind: 'other', type: 204, ssrc: 0 },
      { kind: 'other', type: 206, ssrc: null },
    ]);
  });
});

describe('extended reports (RFC 3611)', () => {
  test('VoIP metrics (4.7), with 127 for what is not known', () => {
    const { packets, problems } = parse(rr(1), xr(SENDER, voipMetricsBlock(OTHER)));
    expect(packets[1]).toEqual({
      kind: 'XR',
      ssrc: SENDER,
      blocks: [
        {
          kind: 'VoIP metrics',
          ssrc: OTHER,
          lossRate: 13 / 256,
          discardRate: 26 / 256,
          burstDensity: 0.25,
          gapDensity: 3 / 256,
          burstMs: 120,
          gapMs: 23_000,
          roundTripMs: 85,
          endSystemMs: 41,
          signalLevel: -19,
          noiseLevel: -55,
          rerl: 48,
          gmin: 16,
          rFactor: 87,
          externalRFactor: null,
          mosLq: 4.1,
          mosCq: 3.9,
          concealment: 'enhanced',
          jitterBuffer: 'adaptive',
          jitterBufferRate: 5,
          jitterBufferNominalMs: 40,
          jitterBufferMaximumMs: 80,
          jitterBufferAbsoluteMaximumMs: 300,
        },
      ],
    });
    expect(problems).toEqual([]);
  });

  test('the clock of a receiver (4.4), the answers to it (4.5), and a block of another kind', () => {
    const reference = xrBlock(4, Buffer.concat([u32(0xb44db705), u32(0x20000000)]));
    const answers = xrBlock(5, Buffer.concat([1, 0xb7052000, 0x54000, 2, 0, 0].map((each) => u32(each))));
    const { packets, problems } = parse(rr(1), xr(SENDER, reference, answers, xrBlock(6, Buffer.alloc(36))));
    expect(packets[1]).toMatchObject({
      blocks: [
        { kind: 'receiver reference time', ntpSeconds: 0xb44db705, ntpFraction: 0x20000000 },
        {
          kind: 'DLRR',
          reports: [
            { ssrc: 1, lastRr: 0xb7052000, delaySinceLastRr: 0x54000 },
            { ssrc: 2, lastRr: 0, delaySinceLastRr: 0 },
          ],
        },
        { kind: 'other', type: 6 },
      ],
    });
    expect(problems).toEqual([]);
  });

  test('blocks of an impossible length are named, and those behind them read', () => {
    const { packets, problems } = parse(
      rr(1),
      xr(
        1,
        xrBlock(7, Buffer.alloc(28)),
        xrBlock(4, Buffer.alloc(4)),
        xrBlock(5, Buffer.alloc(8)),
        voipMetricsBlock(9),
      ),
    );
    expect(packets[1]).toMatchObject({ blocks: [{ kind: 'VoIP metrics', ssrc: 9 }] });
    expect(problems).toEqual([
      'A block of type 7 in an XR packet has an impossible length of 28.',
      'A block of type 4 in an XR packet has an impossible length of 4.',
      'A block of type 5 in an XR packet has an impossible length of 8.',
    ]);
  });
});

describe('what is wrong is said, and the rest is read', () => {
  function problemsOf(...packets: Buffer[]): string[] {
    return parse(...packets).problems;
  }

  test('a packet that begins with no report is told apart (RFC 5506)', () => {
    expect(parse(sdes([1, [[1, 'a']]]))).toMatchObject({
      packets: [{ kind: 'SDES' }],
      reducedSize: true,
      problems: [],
    });
    expect(parse(bye([1]), rr(1)).reducedSize).toBe(true);
    expect(parse(rr(1), bye([1])).reducedSize).toBe(false);
  });

  test('padding stands in the last packet alone (6.4.1)', () => {
    expect(problemsOf(rr(1), padded(bye([1]), 8))).toEqual([]);
    expect(parse(rr(1), padded(bye([1]), 8)).packets[1]).toEqual({ kind: 'BYE', ssrcs: [1], reason: '' });
    expect(problemsOf(padded(rr(1), 4), bye([1]))).toEqual(['The RR packet is padded, and not the last.']);
    const wrong = padded(rr(1), 4);
    wrong[wrong.length - 1] = 200;
    expect(problemsOf(wrong)).toEqual(['The padding of the RR packet has an impossible length of 200.']);
  });

  test('lengths and counts that lie', () => {
    const cut = Buffer.concat([rr(1, [{ ssrc: 2 }])]).subarray(0, 20);
    expect(problemsOf(cut)).toEqual([
      'The RR packet is 12 bytes longer than its datagram.',
      'The RR packet has 0 of the 1 report blocks that it promises.',
    ]);
    expect(problemsOf(rtcp(200, 0, Buffer.alloc(8)))).toEqual(['The SR packet is too short for what it must hold.']);
    expect(problemsOf(rtcp(201, 0, Buffer.alloc(0)))).toEqual(['The RR packet is too short for what it must hold.']);
    expect(problemsOf(rr(1), rtcp(203, 3, u32(1)))).toEqual([
      'The BYE packet has 1 of the 3 sources that it promises.',
    ]);
    expect(problemsOf(rr(1), rtcp(202, 2, Buffer.alloc(8)))).toEqual([
      'The SDES packet has 1 of the 2 sources that it promises.',
    ]);
    const long = Buffer.from([0, 0, 0, 1, 1, 9, 97, 98]);
    expect(problemsOf(rr(1), rtcp(202, 1, long))).toEqual(['An item of the SDES packet is longer than the packet.']);
    expect(problemsOf(rr(1), rtcp(202, 1, u32(1)))).toEqual(['The items of a source in the SDES packet do not end.']);
    expect(problemsOf(rr(1), rtcp(203, 1, Buffer.from([0, 0, 0, 1, 9, 97, 98, 99])))).toEqual([
      'The reason of the BYE packet is longer than the packet.',
    ]);
  });

  test('what is no RTCP behind it', () => {
    expect(problemsOf()).toEqual(['The RTCP packet is empty.']);
    expect(problemsOf(rr(1), Buffer.from([0x80, 200]))).toEqual(['2 bytes behind the last RTCP packet are no header.']);
    expect(problemsOf(rr(1), Buffer.alloc(8))).toEqual(['An RTCP packet has version 0.']);
    expect(problemsOf(rr(1), rtcp(96, 0, u32(1)))).toEqual(['96 is no type of an RTCP packet.']);
  });

  test('nothing is thrown or invented, whatever is sent', () => {
    const good = Buffer.concat([
      sr(SENDER, INFO, [{ ssrc: 1 }, { ssrc: 2 }]),
      sdes([
        SENDER,
        [
          [1, 'marta'],
          [6, 'phone'],
        ],
      ]),
      xr(SENDER, voipMetricsBlock(1), xrBlock(5, Buffer.alloc(24))),
      bye([SENDER], 'done'),
    ]);
    const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 12 });
    fc.assert(
      fc.property(changes, fc.nat(good.length), (edits, length) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of edits) bytes[at] = value;
        const { packets, problems } = parse(bytes.subarray(0, length));
        expect(packets.length).toBeLessThanOrEqual(length / 4);
        expect(problems.length).toBeLessThanOrEqual(16);
        const texts = packets.flatMap((each) =>
          each.kind === 'SDES' ? each.sources.flatMap(({ items }) => items.map(({ text }) => text)) : [],
        );
        expect(texts.join('').length).toBeLessThanOrEqual(length);
      }),
      { numRuns: 500 },
    );
  });
});
