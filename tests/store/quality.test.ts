/** R and MOS against figures of the recommendations, and against what the formulas give by hand. */

import { type Heard, mosOf, quality } from '../../src/store/quality';

const CLEAN: Heard = { codec: 'PCMA', clockRate: 8000, lossRatio: 0 };

function heard(codec: string, more: Partial<Heard> = {}): Heard {
  return { ...CLEAN, codec, ...more };
}

describe('MOS of R', () => {
  // The limits of the classes of user satisfaction.
  test.each([
    [90, 4.34],
    [80, 4.02],
    [70, 3.6],
    [60, 3.1],
    [50, 2.58],
  ])('R %d is MOS %d', (r, mos) => {
    expect(Math.abs(mosOf(r) - mos)).toBeLessThan(0.005);
  });

  test('is 4.41 for the R of all defaults, 93.2 (G.107 section 7.7)', () => {
    expect(mosOf(93.2).toFixed(2)).toBe('4.41');
  });

  test('stays from 1 to 4.5 (G.107 Annex B)', () => {
    expect([mosOf(-20), mosOf(0), mosOf(100), mosOf(120)]).toEqual([1, 1, 4.5, 4.5]);
    for (let r = 0; r <= 100; r += 0.25) {
      expect(mosOf(r)).toBeGreaterThanOrEqual(1);
      expect(mosOf(r)).toBeLessThanOrEqual(4.5);
    }
  });
});

describe('narrowband', () => {
  // Ie of G.113 Table I.1 taken from 93.2.
  test.each([
    ['PCMU', 93.2],
    ['pcma', 93.2],
    ['G729', 82.2],
    ['G723', 78.2],
    ['GSM-EFR', 88.2],
  ])('%s without loss has R %d', (codec, r) => {
    expect(quality(heard(codec)).rFactor).toBeCloseTo(r, 10);
  });

  // Ie + (95 - Ie) * Ppl / (Ppl / BurstR + Bpl), G.107 section 7.5, with Bpl of G.113 Table I.4.
  test.each([
    ['PCMU', {}, 93.2 - (95 * 3) / (3 + 25.1)],
    ['PCMU', { concealment: false }, 93.2 - (95 * 3) / (3 + 4.3)],
    ['PCMU', { burstRatio: 2 }, 93.2 - (95 * 3) / (1.5 + 25.1)],
    ['G729', {}, 93.2 - 11 - (84 * 3) / (3 + 19)],
    ['G723', { bitRateKbps: 6.3 }, 93.2 - 15 - (80 * 3) / (3 + 16.1)],
    ['GSM-EFR', {}, 93.2 - 5 - (90 * 3) / (3 + 10)],
  ])('%s %j with 3 %% loss', (codec, more, r) => {
    expect(quality(heard(codec, { lossRatio: 0.03, ...more })).rFactor).toBeCloseTo(r, 10);
  });

  test('delay costs 0.024 a millisecond, and 0.11 more beyond 177.3 ms', () => {
    expect(quality(heard('PCMA', { oneWayDelayMs: 150 })).rFactor).toBeCloseTo(93.2 - 3.6, 10);
    expect(quality(heard('PCMA', { oneWayDelayMs: 277.3 })).rFactor).toBeCloseTo(93.2 - 0.024 * 277.3 - 11, 10);
    expect(quality(heard('PCMA', { oneWayDelayMs: null })).rFactor).toBe(93.2);
  });

  test('the basis names the codec, its constants and what was assumed', () => {
    expect(quality(CLEAN).basis).toBe(
      'G.107: G.711 with concealment, Ie 0, Bpl 25.1, one-way delay unknown, taken as 0 ms',
    );
    expect(quality(heard('G729', { lossRatio: 0.25, burstRatio: 1.26, oneWayDelayMs: 41.04 })).basis).toBe(
      'G.107: G.729A, Ie 11, Bpl 19, BurstR 1.3, one-way delay 41 ms, loss beyond the 20 % that the model is made for',
    );
  });

  test('BurstR is kept in the range that the model has', () => {
    const at = (burstRatio: number) => quality(heard('PCMA', { lossRatio: 0.05, burstRatio })).rFactor;
    expect(at(0.5)).toBe(at(1));
    expect(at(80)).toBe(at(8));
    expect(at(2)).toBeLessThan(at(1) as number);
  });

  test('loss of everything is MOS 1 or near it, never less', () => {
    const { mos } = quality(heard('PCMA', { lossRatio: 1 }));
    expect(mos?.toFixed(2)).toBe('1.18');
    expect(quality(heard('G729', { oneWayDelayMs: 2000 }))).toMatchObject({ mos: 1 });
  });
});

describe('no MOS', () => {
  test.each(['opus', 'iLBC', 'GSM', 'G726-32', 'AMR', 'AMR-WB', 'G722', 'speex', 'L16', 'telephone-event'])(
    'for %s',
    (codec) => {
      expect(quality(heard(codec))).toEqual({
        rFactor: null,
        mos: null,
        basis: `no Ie and Bpl for ${codec}/8000`,
      });
    },
  );

  test('for a codec that is not known, or at another sampling rate', () => {
    expect(quality(heard('')).basis).toBe('no Ie and Bpl for an unknown codec');
    expect(quality(heard('PCMU', { clockRate: 16_000 }))).toMatchObject({ mos: null });
  });

  test('for a rate of G.723.1 that has no constants here', () => {
    expect(quality(heard('G723', { bitRateKbps: 5.3 })).basis).toBe('no Ie and Bpl for G723/8000 at 5.3 kbit/s');
  });
});
