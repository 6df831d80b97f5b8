/** G.722: a tone of 1000 Hz that libspandsp encoded, and what it decoded of it. tests/peers/ compares longer signals. */

import { G722Decoder } from '../../../src/export/audio/g722';

const TONE = Buffer.from(
  `fa9425882191a0a060afc8c6d1def0ebee7bd4d0d3beb0ecf0fc55d194fef1adf1fdd652d6bff2eff3ffd6d497fdf2ef74fd97d496fdf2b0f3
   7ed694d7fbb4eff4fd57d497fdf2b0f3dfd85399fdf3b1f35f58d39afdb3f1f47d5694d6fcf2f174ff96d4d5bcf2f1f35ed9d39affb4ef76bf57
   d597fcf4ef77fed7d697ffb5f072ded89259deb4ef78fa96d4d5dff2f375fbd7d696feb7f1f2ffd8d299def5f0`.replace(/\s+/g, ''),
  'hex',
);

// biome-ignore format: sixteen samples are a period
const FIRST = [
  0, -1, -1, 0, 0, -1, -1, 0, 0, -3, 0, 8, -2, -21, -3, 39,
  11, -77, -26, 105, 79, -121, -62, 256, 458, 675, 1244, 2130, 2795, 2368, 275, -2941,
];
// biome-ignore format: as above
const LAST = [-5635, -7428, -8025, -7361, -5589, -3016, -2, 3010, 5597, 7356, 7965, 7314, 5584, 3028, 10, -3046];

test('a tone, bit by bit', () => {
  const decoder = new G722Decoder();
  const out = new Int16Array(decoder.framesIn(TONE.length));
  decoder.decode(TONE, 0, TONE.length, out);
  expect([out.length, decoder.sampleRate]).toEqual([320, 16000]);
  expect([...out.subarray(0, 32)]).toEqual(FIRST);
  expect([...out.subarray(304)]).toEqual(LAST);
});

test('it remembers what came before: in two pieces it is the same', () => {
  const whole = new Int16Array(320);
  new G722Decoder().decode(TONE, 0, 160, whole);
  const decoder = new G722Decoder();
  const first = new Int16Array(100);
  const second = new Int16Array(220);
  decoder.decode(TONE, 0, 50, first);
  decoder.decode(TONE, 50, 160, second);
  expect([...first, ...second]).toEqual([...whole]);
});

test.each([
  [0x04, [-32331, -32607, -32768, -32625, -32768]],
  [0x20, [32394, 32767, 32767, 32765, 32665]],
])('what overloads it is clipped, not turned over: code %i for ever', (code, loud) => {
  const out = new Int16Array(100);
  new G722Decoder().decode(Buffer.alloc(50, code), 0, 50, out);
  const at = out.indexOf(loud[0]);
  expect([...out.subarray(at, at + 5)]).toEqual(loud);
});
