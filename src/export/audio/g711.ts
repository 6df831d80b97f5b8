/** G.711: A-law and µ-law, a sample a byte, 8000 a second. Samples are scaled to 16 bits, as sox and Wireshark do. */

import type { SampleDecoder } from './decoder';

const SAMPLE_RATE = 8000;

/** The sample of each byte. */
export const ALAW: Int16Array = Int16Array.from({ length: 256 }, (_, byte) => alaw(byte));
export const ULAW: Int16Array = Int16Array.from({ length: 256 }, (_, byte) => ulaw(byte));

export class G711Decoder implements SampleDecoder {
  readonly sampleRate = SAMPLE_RATE;
  readonly channels = 1;

  constructor(private readonly samples: Int16Array) {}

  framesIn(bytes: number): number {
    return bytes;
  }

  decode(payload: Buffer, start: number, end: number, out: Int16Array): void {
    const { samples } = this;
    for (let at = start, to = 0; at < end; at++, to++) out[to] = samples[payload[at]];
  }
}

/** Table 1a: 13 bits, even bits inverted. Segments 0 and 1 have the same step, each one after it doubles. */
function alaw(byte: number): number {
  const code = byte ^ 0x55;
  const segment = (code >> 4) & 7;
  const step = ((code & 15) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return code & 0x80 ? magnitude : -magnitude;
}

/** Table 2a: 14 bits, all bits inverted. The bias of 33 makes every segment's step double that of the one before. */
function ulaw(byte: number): number {
  const code = ~byte;
  const magnitude = ((((code & 15) << 1) + 33) << ((code >> 4) & 7)) - 33;
  return code & 0x80 ? -4 * magnitude : 4 * magnitude;
}
