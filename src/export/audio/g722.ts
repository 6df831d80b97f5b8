/**
 * G.722 decoder, 64 kbit/s: each byte has two bits of the higher band and six of the lower one, and makes two samples.
 * RTP counts 8000 a second where there are 16000 (RFC 3551, 4.5.2). Blocks are named as in G.722, section 6.2.
 */

import { type SampleDecoder, saturate } from './decoder';

/** Samples a second. */
export const G722_RATE = 16000;

export class G722Decoder implements SampleDecoder {
  readonly sampleRate = G722_RATE;
  readonly channels = 1;
  private readonly low = new Band(LOW_SHIFT, LOW_NB_MAX);
  private readonly high = new Band(HIGH_SHIFT, HIGH_NB_MAX);
  /** Sums and differences of both bands that the receive QMF needs, the oldest first; twice, so that none is moved. */
  private readonly delayed = new Int32Array(2 * QMF_VALUES);
  private oldest = 0;

  framesIn(bytes: number): number {
    return 2 * bytes;
  }

  decode(payload: Buffer, start: number, end: number, out: Int16Array): void {
    const { low, high, delayed } = this;
    for (let at = start, to = 0; at < end; at++, to += 2) {
      const code = payload[at];
      const lowCode = code & 63;
      const rl = clamp(low.s + ((low.det * INVERSE_6[lowCode]) >> 15), -16384, 16383);
      low.advance((low.det * INVERSE_4[lowCode >> 2]) >> 15, LOW_WEIGHT[lowCode >> 2]);
      const dh = (high.det * INVERSE_2[code >> 6]) >> 15;
      const rh = clamp(high.s + dh, -16384, 16383);
      high.advance(dh, HIGH_WEIGHT[code >> 6]);
      const { oldest } = this;
      delayed[oldest] = delayed[oldest + QMF_VALUES] = rl + rh;
      delayed[oldest + 1] = delayed[oldest + QMF_VALUES + 1] = rl - rh;
      this.oldest = oldest + 2 === QMF_VALUES ? 0 : oldest + 2;
      let first = 0;
      let second = 0;
      for (let i = 0, from = this.oldest; i < QMF.length; i++, from += 2) {
        first += delayed[from + 1] * QMF[QMF.length - 1 - i];
        second += delayed[from] * QMF[i];
      }
      out[to] = saturate(first >> 11);
      out[to + 1] = saturate(second >> 11);
    }
  }
}

/** Coefficients of the QMF, every second one; the others are the same backwards. */
const QMF = Int32Array.of(3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11);

const QMF_VALUES = 2 * QMF.length;

/** Powers of two between 2048 and 4096 in 32 steps: the inverse of the scale factor's logarithm. */
const ANTILOG = Int32Array.of(
  ...[2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834],
  ...[2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008],
);

/** The higher band's scale factors are a quarter of the lower one's; both logarithms have a largest value. */
const LOW_SHIFT = 8;
const LOW_NB_MAX = 18432;
const HIGH_SHIFT = 10;
const HIGH_NB_MAX = 22528;

/** Output levels of the quantisers, by interval from zero; 12 bits, which the arithmetic below scales to 15. */
const LEVELS_6 = [
  ...[0, 17, 54, 91, 130, 170, 211, 254, 300, 347, 396, 447, 501, 558, 618, 682],
  ...[750, 822, 899, 982, 1072, 1170, 1279, 1399, 1535, 1689, 1873, 2088, 2376, 2738, 3101],
];
const LEVELS_4 = [0, 150, 323, 530, 786, 1121, 1612, 2557];
const LEVELS_2 = [0, 202, 926];

/** Levels by code. Codes 0 to 3 of six bits are never sent. */
const INVERSE_6 = Int32Array.from({ length: 64 }, (_, code) => 8 * sixBitLevel(code));
const INVERSE_4 = Int32Array.from({ length: 16 }, (_, code) =>
  code < 8 ? -8 * LEVELS_4[fourBitInterval(code)] : 8 * LEVELS_4[fourBitInterval(code)],
);
const INVERSE_2 = Int32Array.from({ length: 4 }, (_, code) =>
  code < 2 ? -8 * LEVELS_2[2 - code] : 8 * LEVELS_2[4 - code],
);

/** What a code adds to the logarithm of the scale factor. */
const LOW_WEIGHT = Int32Array.from(
  { length: 16 },
  (_, code) => [-60, -30, 58, 172, 334, 538, 1198, 3042][fourBitInterval(code)],
);
const HIGH_WEIGHT = Int32Array.of(798, -214, 798, -214);

function sixBitLevel(code: number): number {
  if (code < 4) return -LEVELS_6[1];
  if (code < 32) return -LEVELS_6[34 - code];
  return code < 62 ? LEVELS_6[62 - code] : -LEVELS_6[64 - code];
}

function fourBitInterval(code: number): number {
  if (code === 0) return 0;
  return code < 8 ? 8 - code : 15 - code;
}

/** Predictor and scale factor of one band: BLOCK3 and BLOCK4. */
class Band {
  /** The value predicted for the next sample. */
  s = 0;
  /** The scale factor, and its logarithm. */
  det: number;
  private nb = 0;
  /** What the zeros predict, part of s. */
  private sz = 0;
  private a1 = 0;
  private a2 = 0;
  /** Reconstructed, and partly reconstructed, one and two samples ago. */
  private r1 = 0;
  private r2 = 0;
  private p1 = 0;
  private p2 = 0;
  /** Coefficients of the zeros, and twice the differences that they weigh, the newest first. */
  private readonly b = new Int32Array(6);
  private readonly d = new Int32Array(6);

  constructor(
    private readonly shift: number,
    private readonly nbMax: number,
  ) {
    this.det = (ANTILOG[0] >> shift) << 2;
  }

  /** Takes in the difference from what was predicted. FILTEP and PREDIC stand here. */
  advance(difference: number, weight: number): void {
    this.scale(weight);
    const r = saturate(this.s + difference);
    const p = saturate(this.sz + difference);
    this.adaptPoles(p);
    this.r2 = this.r1;
    this.r1 = r;
    this.p2 = this.p1;
    this.p1 = p;
    const sp = saturate(((this.a1 * saturate(2 * this.r1)) >> 15) + ((this.a2 * saturate(2 * this.r2)) >> 15));
    this.sz = this.zeros(difference);
    this.s = saturate(sp + this.sz);
  }

  /** LOGSCL, SCALEL; LOGSCH, SCALEH. */
  private scale(weight: number): void {
    this.nb = clamp(((this.nb * 127) >> 7) + weight, 0, this.nbMax);
    const shift = this.shift - (this.nb >> 11);
    const value = ANTILOG[(this.nb >> 6) & 31];
    this.det = (shift < 0 ? value << -shift : value >> shift) << 2;
  }

  /** UPPOL2, UPPOL1. */
  private adaptPoles(p: number): void {
    const { a1 } = this;
    const same1 = p >> 15 === this.p1 >> 15;
    const same2 = p >> 15 === this.p2 >> 15;
    const f = saturate(4 * a1);
    const towards = saturate(same1 ? -f : f) >> 7;
    this.a2 = clamp(towards + (same2 ? 128 : -128) + ((this.a2 * 32512) >> 15), -12288, 12288);
    const limit = 15360 - this.a2;
    this.a1 = clamp((same1 ? 192 : -192) + ((a1 * 32640) >> 15), -limit, limit);
  }

  /** UPZERO, DELAYA and FILTEZ in one go, from the oldest difference to the new one. */
  private zeros(difference: number): number {
    const { b, d } = this;
    const step = difference === 0 ? 0 : 128;
    let sz = 0;
    for (let i = b.length - 1; i >= 0; i--) {
      const same = difference >> 15 === d[i] >> 15;
      b[i] = saturate((same ? step : -step) + ((b[i] * 32640) >> 15));
      d[i] = i === 0 ? saturate(2 * difference) : d[i - 1];
      sz = saturate(sz + ((b[i] * d[i]) >> 15));
    }
    return sz;
  }
}

function clamp(value: number, least: number, most: number): number {
  return value > most ? most : value < least ? least : value;
}
