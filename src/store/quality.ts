/**
 * R factor and MOS of what was heard: the E-model of ITU-T G.107 with the constants that G.113 publishes for a codec.
 * Where no constants are at hand there is no figure: a guess would look like a measurement. Narrowband only.
 */

export interface Heard {
  /** Encoding name of the payload format: `PCMA`. */
  codec: string;
  /** RTP clock, Hz. */
  clockRate: number;
  /** Of the packets expected, 0 to 1. */
  lossRatio: number;
  /** G.107's BurstR, as lossFigures() has it; 1 when left out: random loss. */
  burstRatio?: number;
  /** Left out or null: 0, the default of G.107. */
  oneWayDelayMs?: number | null;
  /** Does the receiver conceal loss of G.711 (its Appendix I)? Yes when left out. */
  concealment?: boolean;
  /** Of G.723.1, when it is known. */
  bitRateKbps?: number;
}

export interface Quality {
  rFactor: number | null;
  /** 1 to 4.5. */
  mos: number | null;
  /** What the figures rest on; without figures, why there are none. */
  basis: string;
}

/** By G.107, in the short form for voice over IP, where echo is cancelled. */
export function quality(heard: Heard): Quality {
  const constants = CONSTANTS.get(keyOf(heard))?.(heard);
  if (constants === undefined) return { rFactor: null, mos: null, basis: `no Ie and Bpl for ${nameOf(heard)}` };
  const { name, ie, bpl } = constants;
  const lossPercent = Math.min(Math.max(heard.lossRatio * 100, 0), 100);
  const burstRatio = Math.min(Math.max(heard.burstRatio ?? 1, 1), MAX_BURST_RATIO);
  const rFactor = R_DEFAULT - delayImpairment(heard.oneWayDelayMs ?? 0) - effectiveIe(ie, bpl, lossPercent, burstRatio);
  const burst = lossPercent > 0 ? `, BurstR ${rounded(burstRatio)}` : '';
  const basis = `G.107: ${name}, Ie ${ie}, Bpl ${bpl}${burst}, ${delayText(heard)}${farText(lossPercent)}`;
  return { rFactor, mos: mosOf(rFactor), basis };
}

/** G.107 Annex B. Not below 1, which the formula is for an R of 1 to 6. */
export function mosOf(rFactor: number): number {
  if (rFactor <= 0) return 1;
  if (rFactor >= 100) return 4.5;
  return Math.max(1, 1 + 0.035 * rFactor + rFactor * (rFactor - 60) * (100 - rFactor) * 7e-6);
}

/** R with all parameters at their defaults. */
const R_DEFAULT = 93.2;
/** As far as the model was tested. */
const MAX_BURST_RATIO = 8;
const MAX_LOSS_PERCENT = 20;

interface Constants {
  name: string;
  /** Equipment impairment factor. */
  ie: number;
  /** Packet loss robustness factor. */
  bpl: number;
}

/** G.113 Appendix I, by encoding name in capitals. */
const CONSTANTS = new Map<string, (heard: Heard) => Constants | undefined>([
  ['PCMU', g711],
  ['PCMA', g711],
  // On the wire G.729 and its Annex A are one; the values are for Annex A with voice activity detection.
  ['G729', () => ({ name: 'G.729A', ie: 11, bpl: 19 })],
  ['G723', g723],
  ['GSM-EFR', () => ({ name: 'GSM-EFR', ie: 5, bpl: 10 })],
]);

function g711({ concealment }: Heard): Constants {
  if (concealment === false) return { name: 'G.711 without concealment', ie: 0, bpl: 4.3 };
  return { name: 'G.711 with concealment', ie: 0, bpl: 25.1 };
}

/** The rate stands in each frame; where nobody looked it is the one that gateways send. */
function g723({ bitRateKbps = 6.3 }: Heard): Constants | undefined {
  return bitRateKbps === 6.3 ? { name: 'G.723.1 at 6.3 kbit/s', ie: 15, bpl: 16.1 } : undefined;
}

/** Codecs sampled at another rate keep their own name. */
function keyOf({ codec, clockRate }: Heard): string {
  return clockRate === 8000 ? codec.toUpperCase() : '';
}

function nameOf({ codec, clockRate, bitRateKbps }: Heard): string {
  const rate = bitRateKbps === undefined ? '' : ` at ${bitRateKbps} kbit/s`;
  return codec === '' ? 'an unknown codec' : `${codec}/${clockRate}${rate}`;
}

/** Loss in per cent. */
function effectiveIe(ie: number, bpl: number, lossPercent: number, burstRatio: number): number {
  return ie + ((95 - ie) * lossPercent) / (lossPercent / burstRatio + bpl);
}

/** Short form of G.107's Id: echo that an echo canceller leaves over, and what delay does to a talk. */
function delayImpairment(ms: number): number {
  return 0.024 * ms + (ms > 177.3 ? 0.11 * (ms - 177.3) : 0);
}

function delayText({ oneWayDelayMs }: Heard): string {
  if (oneWayDelayMs === undefined || oneWayDelayMs === null) return 'one-way delay unknown, taken as 0 ms';
  return `one-way delay ${rounded(oneWayDelayMs)} ms`;
}

function farText(lossPercent: number): string {
  return lossPercent > MAX_LOSS_PERCENT ? `, loss beyond the ${MAX_LOSS_PERCENT} % that the model is made for` : '';
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
