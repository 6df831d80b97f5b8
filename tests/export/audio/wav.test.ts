import { WavTooLargeError, WavWriter, wavFramesMax } from '../../../src/export/audio/wav';

const HEADER = [
  '52494646', // RIFF
  '2c000000', // 36 and 8 bytes follow
  '57415645', // WAVE
  '666d7420',
  '10000000',
  '0100', // PCM
  '0200', // two channels
  '401f0000', // 8000 samples a second
  '007d0000', // 32000 bytes a second
  '0400', // of two samples
  '1000', // of 16 bits
  '64617461', // data
  '08000000',
].join('');

test('the header has what was written, and may be had beforehand', () => {
  const writer = new WavWriter(8000, 2);
  expect(writer.header(2).toString('hex')).toBe(HEADER);
  expect(writer.header().readUInt32LE(40)).toBe(0);
  expect(writer.data(Int16Array.of(1, -1)).toString('hex')).toBe('0100ffff');
  expect(writer.data(Int16Array.of(256, -32768)).toString('hex')).toBe('00010080');
  expect(writer.header().toString('hex')).toBe(HEADER);
});

test('a view into larger memory gives only its own samples', () => {
  const samples = Int16Array.of(1, 2, 3, 4);
  expect(new WavWriter(8000, 1).data(samples.subarray(1, 3)).toString('hex')).toBe('02000300');
});

test('what is larger than 4 GB is refused in one line', () => {
  expect([wavFramesMax(1), wavFramesMax(2)]).toEqual([2_147_483_629, 1_073_741_814]);
  const writer = new WavWriter(8000, 1);
  expect(writer.header(wavFramesMax(1)).readUInt32LE(4)).toBe(0xffff_fffe);
  expect(() => writer.header(wavFramesMax(1) + 1)).toThrow(WavTooLargeError);
  const piece = new Int16Array(2 ** 24);
  for (let i = 0; i < 127; i++) writer.data(piece);
  expect(() => writer.data(piece)).toThrow(/^a WAV file holds 4 GB at most, and this audio is longer; save a shorter/);
});
