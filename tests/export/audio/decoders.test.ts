/** Which codecs can be heard, and what is said of others. */

import { findDecoder } from '../../../src/export/audio/decoders';

function codec(name: string, clockRate: number, channels = 1) {
  return { name, clockRate, channels };
}

test.each([
  ['PCMU', 8000, 1, 8000],
  ['pcma', 8000, 1, 8000],
  ['G722', 8000, 1, 16000],
  ['G722', 16000, 1, 16000],
  ['L16', 44100, 2, 44100],
  ['L16', 8000, 1, 8000],
])('%s/%i/%i gives %i samples a second', (name, clockRate, channels, sampleRate) => {
  expect(findDecoder(codec(name, clockRate, channels))).toMatchObject({ decoder: { sampleRate, channels } });
});

test.each([
  ['CN', 8000],
  ['CN', 16000],
  ['telephone-event', 8000],
  ['telephone-event', 48000],
])('%s/%i is no sound', (name, clockRate) => {
  expect(findDecoder(codec(name, clockRate))).toEqual({ silence: true });
});

test.each([
  [codec('G729', 8000), 'G729/8000'],
  [codec('opus', 48000, 2), 'opus/48000/2'],
  [codec('PCMU', 16000), 'PCMU/16000'],
  [codec('L16', 16000, 6), 'L16/16000/6'],
  [codec('L16', 999_999_999), 'L16/999999999'],
  [codec('97', 0), '97'],
  [codec('\x1b[2JG7', 8000), '␛[2JG7/8000'],
])('%o is named', (one, name) => {
  expect(findDecoder(one)).toEqual({ message: `${name} cannot be decoded: only PCMU, PCMA, G722 and L16 can` });
});
