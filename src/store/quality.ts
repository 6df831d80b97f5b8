/**
 * R factor and MOS of what was heard: the E-model of ITU-T G.107 with the constants that G.113 publishes for a codec, and
 * beside it, on a scale of its own, the wideband one of G.107.1. Where nothing is published there is no figure.
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
  /** Of a codec that has several, when it is known: AMR-WB, G.723.1. */
  bitRateKbps?: number;
}

export interface Quality {
  rFactor: number | null;
  /** 1 to 4.5. */
  mos: number | null;
  /** What the figures rest on; without figures, why there are none. */
  basis: string;
}

/** By G.107, in the short form for voice over IP, where echo is cancelled. For narrowband codecs only. */
export function quality(heard: Heard): Quality {
  const constants = NARROWBAND.get(keyOf(heard))?.(heard);
  if (constants === undefined) return none(whyNone(heard));
  const { name, ie, bpl } = constants;
  const lossPercent = percentOf(heard.lossRatio);
  if (bpl === null && lossPercent > 0) return none(`G.113 publishes no Bpl for ${name}, which loss needs`);
  const burstRatio = Math.min(Math.max(heard.burstRatio ?? 1, 1), MAX_BURST_RATIO);
  const impairment = bpl === null ? ie : effectiveIe(ie, bpl, lossPercent, burstRatio);
  const rFactor = R_DEFAULT - delayImpairment(heard.oneWayDelayMs ?? 0) - impairment;
  const robust = bpl === null ? '' : `, Bpl ${bpl}`;
  const burst = lossPercent > 0 ? `, BurstR ${rounded(burstRatio)}` : '';
  const basis = `G.107: ${name}, Ie ${ie}${robust}${burst}, ${delayText(heard)}${farText(lossPercent)}`;
  return { rFactor, mos: mosOf(rFactor), basis };
}

/**
 * By G.107.1, heard through a handset: R up to 129, and a MOS that must not be compared with a narrowband one. Without
 * loss only: G.113 has no packet loss robustness for this way of listening.
 */
export function widebandQuality(heard: Heard): Quality {
  const constants = WIDEBAND.get(keyOf(heard))?.(heard);
  if (constants === undefined) return none(`G.113 publishes no wideband Ie for ${nameOf(heard)}`);
  const { name, ie } = constants;
  if (percentOf(heard.lossRatio) > 0) return none(`G.113 publishes no wideband Bpl for ${name}, which loss needs`);
  const rFactor = WIDEBAND_R_DEFAULT - ie - absoluteDelayImpairment(heard.oneWayDelayMs ?? 0);
  const basis = `G.107.1, wideband: ${name}, Ie,WB ${ie}, ${delayText(heard)}`;
  return { rFactor, mos: mosOf(rFactor / WIDEBAND_SCALE), basis };
}

/** G.107 Annex B. Not below 1, which the formula is for an R of 1 to 6. */
export function mosOf(rFactor: number): number {
  if (rFactor <= 0) return 1;
  if (rFactor >= 100) return 4.5;
  return Math.max(1, 1 + 0.035 * rFactor + rFactor * (rFactor - 60) * (100 - rFactor) * 7e-6);
}

/** R with all parameters at their defaults: G.107 section 7.7. */
const R_DEFAULT = 93.2;
const WIDEBAND_R_DEFAULT = 129;
/** G.107.1 Annex A. */
const WIDEBAND_SCALE = 1.29;
/** Up to here the model was tested: G.107 Table 2. */
const MAX_BURST_RATIO = 8;
const MAX_LOSS_PERCENT = 20;

interface Constants {
  name: string;
  /** Equipment impairment factor. */
  ie: number;
  /** Packet loss robustness factor; null where none is published. */
  bpl: number | null;
}

/** G.113 Tables I.1 (Ie) and I.4 (Bpl), by encoding name in capitals. A codec whose bit rate must be known may give none. */
const NARROWBAND = new Map<string, (heard: Heard) => Constants | undefined>([
  ['PCMU', g711],
  ['PCMA', g711],
  // On the wire G.729 and its Annex A are one; the values are for Annex A with voice activity detection.
  ['G729', () => ({ name: 'G.729A', ie: 11, bpl: 19 })],
  ['G723', g723],
  ['GSM-EFR', () => ({ name: 'GSM-EFR', ie: 5, bpl: 10 })],
  ['GSM', () => ({ name: 'GSM-FR', ie: 20, bpl: null })],
  ['GSM-HR-08', () => ({ name: 'GSM-HR', ie: 23, bpl: null })],
  ['G728', () => ({ name: 'G.728', ie: 7, bpl: null })],
  ['G726-40', () => ({ name: 'G.726 at 40 kbit/s', ie: 2, bpl: null })],
  ['G726-32', () => ({ name: 'G.726 at 32 kbit/s', ie: 7, bpl: null })],
  ['G726-24', () => ({ name: 'G.726 at 24 kbit/s', ie: 25, bpl: null })],
  ['G726-16', () => ({ name: 'G.726 at 16 kbit/s', ie: 50, bpl: null })],
]);

function g711({ concealment }: Heard): Constants {
  if (concealment === false) return { name: 'G.711 without concealment', ie: 0, bpl: 4.3 };
  return { name: 'G.711 with concealment', ie: 0, bpl: 25.1 };
}

/** The rate stands in each frame; where nobody looked it is the one that gateways send. */
function g723({ bitRateKbps }: Heard): Constants {
  if (bitRateKbps === 5.3) return { name: 'G.723.1 at 5.3 kbit/s', ie: 19, bpl: null };
  return { name: 'G.723.1 at 6.3 kbit/s', ie: 15, bpl: 16.1 };
}

/** G.113 Table IV.1, for a handset. RTP carries G.722 at 64 kbit/s (RFC 3551 section 4.5.2). */
const WIDEBAND = new Map<string, (heard: Heard) => { name: string; ie: number } | undefined>([
  ['G722', () => ({ name: 'G.722 at 64 kbit/s', ie: 13 })],
  ['AMR-WB', amrWb],
]);

/** By mode. That 23.85 kbit/s is worse than 23.05 is what is published. */
const AMR_WB_IE = new Map([
  [6.6, 41],
  [8.85, 26],
  [12.65, 13],
  [14.25, 10],
  [15.85, 7],
  [18.25, 5],
  [19.85, 3],
  [23.05, 1],
  [23.85, 8],
]);

function amrWb({ bitRateKbps }: Heard): { name: string; ie: number } | undefined {
  const ie = AMR_WB_IE.get(bitRateKbps ?? 0);
  return ie === undefined ? undefined : { name: `AMR-WB at ${bitRateKbps} kbit/s`, ie };
}

/** Codecs sampled at another rate than their clock or their kin keep their own name. */
function keyOf({ codec, clockRate }: Heard): string {
  return clockRate === (codec.toUpperCase() === 'AMR-WB' ? 16_000 : 8000) ? codec.toUpperCase() : '';
}

function nameOf({ codec, clockRate, bitRateKbps }: Heard): string {
  const rate = bitRateKbps === undefined ? '' : ` at ${bitRateKbps} kbit/s`;
  return codec === '' ? 'an unknown codec' : `${codec}/${clockRate}${rate}`;
}

function whyNone(heard: Heard): string {
  return `G.113 publishes no narrowband Ie for ${nameOf(heard)}`;
}

function none(basis: string): Quality {
  return { rFactor: null, mos: null, basis };
}

/** G.107 section 7.5, loss in per cent. */
function effectiveIe(ie: number, bpl: number, lossPercent: number, burstRatio: number): number {
  return ie + ((95 - ie) * lossPercent) / (lossPercent / burstRatio + bpl);
}

/** Short form of G.107's Id (section 7.4): echo that an echo canceller leaves over, and what delay does to a talk. */
function delayImpairment(ms: number): number {
  return 0.024 * ms + (ms > 177.3 ? 0.11 * (ms - 177.3) : 0);
}

/** G.107's Idd, which G.107.1 has too: delay alone. */
function absoluteDelayImpairment(ms: number): number {
  if (ms <= 100) return 0;
  const x = Math.log2(ms / 100);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}

function percentOf(ratio: number): number {
  return Math.min(Math.max(ratio * 100, 0), 100);
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
