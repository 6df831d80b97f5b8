/** The codecs that can be heard, a row each, by the encoding names of RFC 3551 and the rtpmap. */

import { AUDIO_RATE_MAX } from '../../budgets';
import type { Codec } from '../../decode/payload-types';
import { visible } from '../../decode/visible';
import type { SampleDecoder } from './decoder';
import { ALAW, G711Decoder, ULAW } from './g711';
import { G722Decoder } from './g722';
import { L16Decoder } from './l16';

/** A new decoder; `silence` for what is no sound; else one line that names the codec. */
export type Found = { decoder: SampleDecoder } | { silence: true } | { message: string };

export function findDecoder(codec: Codec): Found {
  const name = codec.name.toUpperCase();
  if (SILENT.has(name)) return { silence: true };
  const row = ROWS.find((one) => one.name === name && one.takes(codec));
  if (row !== undefined) return { decoder: row.make(codec) };
  return { message: `${codecText(codec)} cannot be decoded: only ${DECODED} can` };
}

/** `L16/44100/2`, as an rtpmap has it, safe to show. */
export function codecText(codec: Codec): string {
  const name = visible(codec.name);
  if (codec.clockRate === 0) return name;
  return `${name}/${codec.clockRate}${codec.channels > 1 ? `/${codec.channels}` : ''}`;
}

interface Row {
  name: string;
  takes(codec: Codec): boolean;
  make(codec: Codec): SampleDecoder;
}

const ROWS: readonly Row[] = [
  { name: 'PCMU', takes: isTelephony, make: () => new G711Decoder(ULAW) },
  { name: 'PCMA', takes: isTelephony, make: () => new G711Decoder(ALAW) },
  // Some say 16000, against RFC 3551, and then count so too.
  { name: 'G722', takes: (codec) => isMono(codec, 8000, 16000), make: () => new G722Decoder() },
  { name: 'L16', takes: isLinear, make: (codec) => new L16Decoder(codec.clockRate, codec.channels === 2 ? 2 : 1) },
];

const DECODED = `${ROWS.slice(0, -1)
  .map((row) => row.name)
  .join(', ')} and ${ROWS[ROWS.length - 1].name}`;

/** Comfort noise (RFC 3389), digits and tones (RFC 4733): a pause in what is heard. */
const SILENT = new Set(['CN', 'TELEPHONE-EVENT', 'TONE']);

function isTelephony(codec: Codec): boolean {
  return isMono(codec, 8000);
}

function isMono(codec: Codec, ...clockRates: number[]): boolean {
  return codec.channels === 1 && clockRates.includes(codec.clockRate);
}

function isLinear(codec: Codec): boolean {
  return codec.clockRate > 0 && codec.clockRate <= AUDIO_RATE_MAX && (codec.channels === 1 || codec.channels === 2);
}
