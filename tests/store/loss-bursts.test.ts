/** Loss in gaps and bursts, against the example of RFC 3611 section 4.7.2 and against a plain reading of its definitions. */

import fc from 'fast-check';
import {
  type ArrivalWindow,
  LOSS_COLUMNS,
  type LossColumns,
  lossFigures,
  noteLost,
  noteReceived,
  windowBegins,
  windowMoves,
} from '../../src/store/loss-bursts';
import { Table } from '../../src/store/table';

const SPEC = { ...LOSS_COLUMNS, received0: Int32Array, received1: Int32Array };

function newTable(): LossColumns & ArrivalWindow {
  const table = new Table(SPEC);
  table.add();
  return table.columns;
}

/** 1 is received, anything else lost, as RFC 3611 draws it (X there is discarded, which counts the same). */
function figuresOf(pattern: string, packetMs = 10) {
  const t = newTable();
  for (const each of pattern) {
    if (each === '1') noteReceived(t, 0);
    else noteLost(t, 0, 1);
  }
  return lossFigures(t, 0, packetMs);
}

describe('the example of RFC 3611, 4.7.2', () => {
  const FIRST_GAP = '11110111111111111111111';
  const BURST = 'X111X1011110';
  // The RFC speaks of 64 packets and of 290 ms here, but draws one packet less.
  const SECOND_GAP = '111111111111111111X1111111111';

  test('has a burst of 120 ms and density 0.33, gaps of 230 and 290 ms and density 0.04', () => {
    const figures = figuresOf(FIRST_GAP + BURST + SECOND_GAP);
    expect(figures).toMatchObject({ expected: 64, lost: 6, bursts: 1, gaps: 2, meanBurstMs: 120, meanGapMs: 260 });
    expect(figures.burstDensity.toFixed(2)).toBe('0.33');
    expect(figures.gapDensity.toFixed(2)).toBe('0.04');
  });

  test('cut at any place has no loss that is in neither a gap nor a burst', () => {
    const whole = FIRST_GAP + BURST + SECOND_GAP;
    for (let end = 0; end <= whole.length; end++) {
      const figures = figuresOf(whole.slice(0, end));
      const lost = [...whole.slice(0, end)].filter((each) => each !== '1').length;
      expect(figures.lost).toBe(lost);
      expect(figures.burstLost + figures.gapLost).toBe(lost);
    }
  });
});

describe('bursts', () => {
  test('one lost packet is none: Gmin packets received around it make it part of a gap', () => {
    expect(figuresOf(`${'1'.repeat(20)}0${'1'.repeat(20)}`)).toMatchObject({ bursts: 0, gaps: 1, gapLost: 1 });
  });

  test('15 packets received between two lost ones do not end one, 16 do', () => {
    expect(figuresOf(`0${'1'.repeat(15)}0`)).toMatchObject({ bursts: 1, gaps: 0, burstLost: 2, meanBurstMs: 170 });
    expect(figuresOf(`0${'1'.repeat(16)}0`)).toMatchObject({ bursts: 0, gaps: 1, gapLost: 2 });
  });

  test('a run may be told at once', () => {
    const t = newTable();
    noteReceived(t, 0);
    noteLost(t, 0, 50_000);
    noteLost(t, 0, 2);
    noteReceived(t, 0);
    expect(lossFigures(t, 0, 20)).toMatchObject({
      expected: 50_004,
      burstLost: 50_002,
      bursts: 1,
      gaps: 2,
      lossEvents: 1,
      longestLoss: 50_002,
    });
  });

  test('without packets, or without loss, all is nothing', () => {
    const none = { lost: 0, bursts: 0, burstDensity: 0, gapDensity: 0, meanBurstMs: 0, burstRatio: 1 };
    expect(figuresOf('')).toMatchObject({ ...none, expected: 0, gaps: 0, meanGapMs: 0 });
    expect(figuresOf('1111')).toMatchObject({ ...none, expected: 4, gaps: 1, meanGapMs: 40 });
  });

  test('are those that a plain reading of the definition finds', () => {
    const pattern = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 3 })), { maxLength: 30 })
      .map((steps) => steps.map(([good, bad]) => '1'.repeat(good) + '0'.repeat(bad)).join(''));
    fc.assert(
      fc.property(pattern, (text) => {
        // A burst begins and ends with a loss and holds no 16 received in a row; a loss all alone makes none.
        const found = [...text.matchAll(/0(?:1{0,15}0)+/g)].map(([each]) => each);
        const figures = figuresOf(text);
        expect(figures.bursts).toBe(found.length);
        expect(figures.burstLost).toBe(found.join('').replaceAll('1', '').length);
        expect(figures.burstPackets).toBe(found.join('').length);
        expect(figures.gaps).toBe(text.split(/0(?:1{0,15}0)+/).filter((each) => each !== '').length);
        expect(figures.lossEvents).toBe(text.match(/0+/g)?.length ?? 0);
        expect(figures.longestLoss).toBe(Math.max(0, ...(text.match(/0+/g) ?? []).map((each) => each.length)));
      }),
    );
  });
});

describe('the window in which a late packet is waited for', () => {
  /** Sequence numbers as they come in, the first is 1000; each later than the highest before moves the window. */
  function arrive(sequences: readonly number[]) {
    const t = newTable();
    let highest = sequences[0];
    let bits = 1n;
    const write = () => {
      t.received0[0] = Number(BigInt.asIntN(32, bits));
      t.received1[0] = Number(BigInt.asIntN(32, bits >> 32n));
    };
    windowBegins(t, 0, 1);
    write();
    for (const sequence of sequences.slice(1)) {
      if (sequence > highest) {
        windowMoves(t, 0, sequence - highest);
        bits = BigInt.asUintN(64, bits << BigInt(sequence - highest)) | 1n;
        highest = sequence;
      } else if (highest - sequence < 64) bits |= 1n << BigInt(highest - sequence);
      write();
    }
    return t;
  }

  test('one that comes within 64 packets is not lost, one that comes later is', () => {
    const upTo = (last: number) => Array.from({ length: last - 999 }, (_, i) => 1000 + i).filter((n) => n !== 1005);
    expect(lossFigures(arrive([...upTo(1068), 1005]), 0, 20)).toMatchObject({ expected: 69, lost: 0 });
    expect(lossFigures(arrive([...upTo(1069), 1005]), 0, 20)).toMatchObject({ expected: 70, lost: 1 });
  });

  test('one that is missing in it counts as lost, but is not told of yet', () => {
    const t = arrive([1000, 1001, 1003]);
    expect(lossFigures(t, 0, 20)).toMatchObject({ expected: 4, lost: 1, lossEvents: 1 });
    expect(lossFigures(t, 0, 20)).toMatchObject({ expected: 4, lost: 1, lossEvents: 1 });
    expect(t.lossExpected[0]).toBe(0);
  });

  test('a jump over it loses what lies between', () => {
    expect(lossFigures(arrive([1000, 31_000, 31_001]), 0, 20)).toMatchObject({
      expected: 30_002,
      lost: 29_999,
      bursts: 1,
    });
  });

  test('a sender that begins anew leaves what is in it behind', () => {
    const t = arrive([1000, 1002]);
    windowBegins(t, 0, 2);
    t.received0[0] = 3;
    expect(lossFigures(t, 0, 20)).toMatchObject({ expected: 5, lost: 1 });
  });

  test('makes no difference to packets that come in their order', () => {
    const steps = fc.array(fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 90 })), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(steps, (jumps) => {
        const sequences = [1000];
        for (const jump of jumps) sequences.push(sequences[sequences.length - 1] + jump);
        const pattern = jumps.map((jump) => `${'0'.repeat(jump - 1)}1`).join('');
        expect(lossFigures(arrive(sequences), 0, 20)).toEqual(figuresOf(`1${pattern}`, 20));
      }),
    );
  });
});

describe('BurstR (G.107, 3.5: mean length of the losses seen, over that expected of random loss)', () => {
  test('is 1 where losses are as long as chance makes them', () => {
    // 1 of 2 lost: 1/(1 - 0.5) = 2 in a row are to be expected, and are seen.
    expect(figuresOf('11001100').burstRatio).toBeCloseTo(1, 10);
  });

  test('grows with their length', () => {
    // 4 in a row, 10 % lost: 4 * (1 - 0.1).
    expect(figuresOf(`${'1'.repeat(36)}0000`).burstRatio).toBeCloseTo(3.6, 10);
  });

  test('stays a number when everything is lost', () => {
    expect(figuresOf('0000').burstRatio).toBe(1);
  });
});
