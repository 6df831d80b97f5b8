import { L16Decoder } from '../../../src/export/audio/l16';

test('samples are big-endian, those of two channels alternate', () => {
  const out = new Int16Array(4);
  const decoder = new L16Decoder(44100, 2);
  decoder.decode(Buffer.from('ff0001800000fffe7fff', 'hex'), 1, 9, out);
  expect([...out]).toEqual([1, -32768, 255, -385]);
  expect([decoder.sampleRate, decoder.channels, decoder.framesIn(8)]).toEqual([44100, 2, 2]);
});

test('a sample that is cut off is left out, the last byte of a capture is not read over', () => {
  const mono = new L16Decoder(16000, 1);
  const out = new Int16Array(2).fill(7);
  mono.decode(Buffer.from('010203', 'hex'), 0, 3, out);
  expect([...out]).toEqual([0x0102, 7]);
  expect([mono.framesIn(3), new L16Decoder(16000, 2).framesIn(7)]).toEqual([1, 1]);
});
