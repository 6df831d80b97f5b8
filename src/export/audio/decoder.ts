/** What a codec must do to be heard: payload bytes to 16-bit samples. Tables of codecs are the business of decoders.ts. */

/** One for each stream: some codecs remember what came before. */
export interface SampleDecoder {
  /** Samples a second of one channel. */
  readonly sampleRate: number;
  /** Samples of two channels alternate, left first. */
  readonly channels: 1 | 2;
  /** How many samples of one channel so many bytes of payload make. */
  framesIn(bytes: number): number;
  /** Fills `out` from its beginning, which has room for framesIn(end - start) * channels. Never throws. */
  decode(payload: Buffer, start: number, end: number, out: Int16Array): void;
}

/** As a sample of 16 bits: what is too large is as large as can be. */
export function saturate(value: number): number {
  return value > 32767 ? 32767 : value < -32768 ? -32768 : value;
}
