/** A call as a WAV file, and what is said where there can be none. */

import type { Codec } from '../../../src/decode/payload-types';
import { NoAudioError, type SavedAudio, wavOf } from '../../../src/export/audio/call-wav';
import type { AudioPacket, AudioSource } from '../../../src/export/audio/timeline';
import { WavTooLargeError } from '../../../src/export/audio/wav';

const PCMA: Codec = { name: 'PCMA', clockRate: 8000, channels: 1 };
const G729: Codec = { name: 'G729', clockRate: 8000, channels: 1 };
const CODECS = new Map([[8, PCMA]]);
const SOURCES: AudioSource[] = [
  { side: 'left', codecs: CODECS },
  { side: 'right', codecs: CODECS },
];

function packet(source: number, n: number, ms = 20 * n): AudioPacket {
  const bytes = Buffer.alloc(172, 0xd5);
  const timestamp = 160 * n;
  return {
    ...{ source, ssrc: source, sequence: n & 0xffff, timestamp, payloadType: 8, arrivalUs: 1000 * ms },
    ...{ bytes, start: 12, end: 172 },
  };
}

function save(sources: AudioSource[], packets: Iterable<AudioPacket | null>): { file: Buffer; saved: SavedAudio } {
  const generator = wavOf(sources, packets);
  const pieces: Buffer[] = [];
  for (let piece = generator.next(); ; piece = generator.next()) {
    if (!piece.done) pieces.push(piece.value);
    else {
      const file = Buffer.concat(pieces);
      piece.value.header.copy(file);
      return { file, saved: piece.value };
    }
  }
}

test('two directions: a stereo file with its sizes', () => {
  const packets = Array.from({ length: 500 }, (_, n) => packet(n % 2, n >> 1));
  const { file, saved } = save(SOURCES, packets);
  expect(saved).toMatchObject({ sampleRate: 8000, channels: 2, durationMs: 5000 });
  expect([file.length, file.readUInt32LE(4), file.readUInt32LE(40)]).toEqual([160_044, 160_036, 160_000]);
  expect(new Set(file.subarray(44).toString('hex').match(/.{8}/g))).toEqual(new Set(['08000800']));
});

test('where more is still to be fetched, nothing is yielded, and nothing of the file changes', () => {
  const packets = Array.from({ length: 200 }, (_, n) => packet(n % 2, n >> 1));
  const { file, saved } = save(
    SOURCES,
    packets.flatMap((one) => [null, one, null]),
  );
  expect(file.equals(save(SOURCES, packets).file)).toBe(true);
  expect(saved.durationMs).toBe(2000);
  const waiting = wavOf(SOURCES, [null, null]);
  expect([waiting.next(), waiting.next(), waiting.next()].map(({ value }) => (value as Buffer).length)).toEqual([
    44, 0, 0,
  ]);
});

test('one line where nothing can be heard', () => {
  const other: AudioSource = { side: 'left', codecs: new Map([[18, G729]]) };
  const message = 'G729/8000 cannot be decoded: only PCMU, PCMA, G722 and L16 can';
  expect(() => save([other], [packet(0, 0)])).toThrow(new NoAudioError(message));
  expect(() => save(SOURCES, [])).toThrow(new NoAudioError('there is no audio to save'));
  expect(() => save(SOURCES, [{ ...packet(0, 0), payloadType: 99 }])).toThrow(/^payload type 99 cannot be decoded/);
  expect(() => save(SOURCES, [{ ...packet(0, 0), payloadType: 18 }])).toThrow(/^G729\/8000 cannot be decoded/);
});

test('what does not fit into 4 GB is refused before its silence is written', () => {
  const days = [packet(0, 0), packet(0, 1, 1000 * 3600 * 38)];
  const generator = wavOf(SOURCES, days);
  let pieces = 0;
  expect(() => {
    for (;;) {
      if (generator.next().done) return;
      pieces++;
    }
  }).toThrow(WavTooLargeError);
  expect(pieces).toBe(1);
});
