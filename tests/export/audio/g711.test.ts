/** G.711 by its tables 1a, 1b, 2a and 2b; the comparison with sox for every byte stands under tests/peers/. */

import { ALAW, G711Decoder, ULAW } from '../../../src/export/audio/g711';

test.each([
  // Byte, sample: ends of the scale, zero, and first values of segments.
  [0x00, -32124],
  [0x80, 32124],
  [0x7f, 0],
  [0xff, 0],
  [0xfe, 8],
  [0xef, 132],
  [0x0f, -16764],
])('µ-law %i is %i', (byte, sample) => {
  expect(ULAW[byte] + 0).toBe(sample);
});

test.each([
  [0xd5, 8],
  [0x55, -8],
  [0xd4, 24],
  [0xc5, 264],
  [0xaa, 32256],
  [0x2a, -32256],
])('A-law %i is %i', (byte, sample) => {
  expect(ALAW[byte]).toBe(sample);
});

test.each([
  ['µ-law', ULAW, 255],
  ['A-law', ALAW, 256],
])('%s is symmetric and has no value twice but zero', (_, table, values) => {
  const sorted = [...table].sort((a, b) => a - b);
  expect(sorted.map((value) => -value + 0).reverse()).toEqual(sorted.map((value) => value + 0));
  expect(new Set(sorted.map((value) => value + 0)).size).toBe(values);
});

test('a byte is a sample', () => {
  const decoder = new G711Decoder(ALAW);
  const out = new Int16Array(4);
  decoder.decode(Buffer.from([0, 0xd5, 0x55, 0xaa, 0]), 1, 4, out);
  expect([decoder.sampleRate, decoder.channels, decoder.framesIn(160)]).toEqual([8000, 1, 160]);
  expect([...out]).toEqual([8, -8, 32256, 0]);
});
