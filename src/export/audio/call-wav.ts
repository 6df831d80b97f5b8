/** The audio of a call, or of one stream, as a WAV file. Reading packets and writing the file is left to the caller. */

import { type AudioPacket, type AudioShape, type AudioSource, samplesOf, shapeOf } from './timeline';
import type { Unheard } from './voice';
import { WavTooLargeError, WavWriter, wavFramesMax } from './wav';

/** There is nothing to be heard; the message is one line. */
export class NoAudioError extends Error {}

export interface SavedAudio extends AudioShape {
  /** To be written over the file's first bytes: now the sizes are known. */
  header: Buffer;
  durationMs: number;
  unheard: Unheard;
}

/**
 * Yields the file's bytes from its beginning, empty buffers where there is only a chance to stop. Packets of all sources
 * come in order of arrival, with a null where more are still to be fetched. Throws NoAudioError and WavTooLargeError,
 * whose messages are one line. `sided`: a call, of which one side may be silent.
 */
export function* wavOf(
  sources: readonly AudioSource[],
  packets: Iterable<AudioPacket | null>,
  sided = false,
): Generator<Buffer, SavedAudio> {
  const shape = shapeOf(sources, sided);
  if ('message' in shape) throw new NoAudioError(shape.message);
  const { sampleRate, channels } = shape;
  const writer = new WavWriter(sampleRate, channels);
  yield writer.header();
  let samples = 0;
  const pieces = samplesOf(sources, shape, notTooLong(packets, wavFramesMax(channels) / sampleRate));
  let piece = pieces.next();
  while (!piece.done) {
    samples += piece.value.length;
    yield writer.data(piece.value);
    piece = pieces.next();
  }
  const unheard = piece.value;
  if (samples === 0) throw new NoAudioError([...unheard.undecoded.keys()].join('; ') || 'there is no audio to save');
  return { ...shape, header: writer.header(), durationMs: (1000 * samples) / channels / sampleRate, unheard };
}

/** Ends before hours of silence are written that lead to a packet for which there is no room. */
function* notTooLong(packets: Iterable<AudioPacket | null>, seconds: number): Generator<AudioPacket | null> {
  let beginUs: number | null = null;
  for (const packet of packets) {
    beginUs ??= packet?.arrivalUs ?? null;
    if (packet !== null && beginUs !== null && packet.arrivalUs - beginUs > 1e6 * seconds) throw new WavTooLargeError();
    yield packet;
  }
}
