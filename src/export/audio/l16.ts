/** L16: samples of 16 bits as they are, big-endian, one channel or two. RFC 3551, 4.5.11. */

import type { SampleDecoder } from './decoder';

export class L16Decoder implements SampleDecoder {
  private readonly frameBytes: number;

  constructor(
    readonly sampleRate: number,
    readonly channels: 1 | 2,
  ) {
    this.frameBytes = 2 * channels;
  }

  /** A sample that is cut off is left out. */
  framesIn(bytes: number): number {
    return Math.floor(bytes / this.frameBytes);
  }

  decode(payload: Buffer, start: number, end: number, out: Int16Array): void {
    const samples = this.framesIn(end - start) * this.channels;
    for (let at = start, to = 0; to < samples; at += 2, to++) out[to] = payload.readInt16BE(at);
  }
}
