/**
 * RIFF/WAVE with 16-bit PCM, one channel or two, piece by piece. Sizes stand at the beginning: who cannot know them yet
 * writes the header again over the first one when all is written.
 */

import os from 'node:os';

export const WAV_HEADER_BYTES = 44;

export class WavTooLargeError extends Error {
  constructor() {
    super('a WAV file holds 4 GB at most, and this audio is longer; save a shorter part of it');
  }
}

/** Samples of one channel that fit into a file. */
export function wavFramesMax(channels: 1 | 2): number {
  return Math.floor(DATA_BYTES_MAX / (2 * channels));
}

export class WavWriter {
  private dataBytes = 0;

  constructor(
    private readonly sampleRate: number,
    private readonly channels: 1 | 2,
  ) {}

  /**
   * The first 44 bytes, for so many samples of one channel, by default those written. Throws WavTooLargeError when they
   * do not fit.
   */
  header(frames: number = this.dataBytes / (2 * this.channels)): Buffer {
    if (frames > wavFramesMax(this.channels)) throw new WavTooLargeError();
    const frameBytes = 2 * this.channels;
    const header = Buffer.alloc(WAV_HEADER_BYTES);
    header.write('RIFF', 0, 'latin1');
    header.writeUInt32LE(WAV_HEADER_BYTES - 8 + frames * frameBytes, 4);
    header.write('WAVEfmt ', 8, 'latin1');
    header.writeUInt32LE(16, 16);
    header.writeUInt16LE(PCM, 20);
    header.writeUInt16LE(this.channels, 22);
    header.writeUInt32LE(this.sampleRate, 24);
    header.writeUInt32LE(this.sampleRate * frameBytes, 28);
    header.writeUInt16LE(frameBytes, 32);
    header.writeUInt16LE(16, 34);
    header.write('data', 36, 'latin1');
    header.writeUInt32LE(frames * frameBytes, 40);
    return header;
  }

  /** The bytes of samples, whose memory they share. Throws WavTooLargeError when they do not fit any more. */
  data(samples: Int16Array): Buffer {
    this.dataBytes += samples.byteLength;
    if (this.dataBytes > DATA_BYTES_MAX) throw new WavTooLargeError();
    const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
    return os.endianness() === 'LE' ? bytes : bytes.swap16();
  }
}

/** WAVE_FORMAT_PCM. */
const PCM = 1;

/** The size of the RIFF chunk is a number of 32 bits, and it counts the header from its ninth byte. */
const DATA_BYTES_MAX = 0xffff_ffff - (WAV_HEADER_BYTES - 8);
