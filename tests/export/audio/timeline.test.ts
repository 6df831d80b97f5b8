/**
 * RTP to samples in time. Every packet is 20 ms of one loudness, so that a time line can be written as one letter for
 * each 10 ms: `a` to `z` for what packets say, `.` for silence, `?` for a mixture.
 */

import fc from 'fast-check';
import type { Codec } from '../../../src/decode/payload-types';
import { type AudioPacket, type AudioSource, samplesOf, shapeOf } from '../../../src/export/audio/timeline';
import type { Unheard } from '../../../src/export/audio/voice';

const L16: Codec = { name: 'L16', clockRate: 8000, channels: 1 };
const L16_WIDE: Codec = { name: 'L16', clockRate: 16000, channels: 1 };
const L16_STEREO: Codec = { name: 'L16', clockRate: 8000, channels: 2 };
const PCMU: Codec = { name: 'PCMU', clockRate: 8000, channels: 1 };
const G722: Codec = { name: 'G722', clockRate: 8000, channels: 1 };
const CN: Codec = { name: 'CN', clockRate: 8000, channels: 1 };
const EVENT: Codec = { name: 'telephone-event', clockRate: 8000, channels: 1 };
const G729: Codec = { name: 'G729', clockRate: 8000, channels: 1 };

const CODECS = new Map([
  [96, L16],
  [13, CN],
  [101, EVENT],
  [18, G729],
]);
const LEFT: AudioSource = { side: 'left', codecs: CODECS };
const RIGHT: AudioSource = { side: 'right', codecs: CODECS };

const LOUDNESS = 100;

/** 20 ms of `letter`; packet n of a stream that keeps time, unless `other` says otherwise. */
function packet(n: number, letter: string, other: Partial<AudioPacket> & { ms?: number } = {}): AudioPacket {
  const { ms = 20 * n, ...rest } = other;
  const bytes = speech(letter, 160);
  return {
    source: 0,
    ssrc: 1,
    sequence: (60000 + n) & 0xffff,
    timestamp: (4_000_000_000 + 160 * n) % 2 ** 32,
    payloadType: 96,
    arrivalUs: 1.7e15 + 1000 * ms,
    bytes,
    start: 0,
    end: bytes.length,
    ...rest,
  };
}

function speech(letter: string, samples: number): Buffer {
  const bytes = Buffer.alloc(2 * samples);
  for (let i = 0; i < samples; i++) bytes.writeInt16BE(LOUDNESS * (letter.charCodeAt(0) - 96), 2 * i);
  return bytes;
}

interface Heard {
  lines: string[];
  unheard: Unheard;
  largestPiece: number;
}

function hear(packets: Iterable<AudioPacket>, sources = [LEFT]): Heard {
  const shape = shapeOf(sources);
  if ('message' in shape) throw new Error(shape.message);
  const all: number[] = [];
  const generator = samplesOf(sources, shape, packets);
  let largestPiece = 0;
  for (let piece = generator.next(); ; piece = generator.next()) {
    if (piece.done) {
      const lines = Array.from({ length: shape.channels }, (_, channel) =>
        letters(
          all.filter((__, i) => i % shape.channels === channel),
          shape.sampleRate / 100,
        ),
      );
      return { lines, unheard: piece.value, largestPiece };
    }
    largestPiece = Math.max(largestPiece, piece.value.length);
    for (const sample of piece.value) all.push(sample);
  }
}

function letters(samples: number[], each: number): string {
  const heard = Array.from({ length: Math.ceil(samples.length / each) }, (_, i) => {
    const values = new Set(samples.slice(i * each, (i + 1) * each));
    const [value] = values;
    if (values.size > 1) return '?';
    return value === 0 ? '.' : String.fromCharCode(96 + value / LOUDNESS);
  });
  return heard.join('');
}

function line(...packets: AudioPacket[]): string {
  return hear(packets).lines[0];
}

test('in order, over the ends of both counters', () => {
  const many = Array.from({ length: 6000 }, (_, n) => packet(n, 'abcdefghij'[n % 10]));
  const heard = hear(many);
  expect(heard.lines).toEqual(['aabbccddeeffgghhiijj'.repeat(600)]);
  expect(heard.unheard).toEqual({ undecoded: new Map(), repeated: 0, tooFast: 0 });
});

test('a lost packet is silence of its length', () => {
  expect(line(packet(0, 'a'), packet(1, 'b'), packet(3, 'd'))).toBe('aabb..dd');
  const gap = Array.from({ length: 200 }, (_, n) => packet(n, 'a')).filter((_, n) => n < 10 || n >= 110);
  expect(hear(gap).lines[0]).toBe('a'.repeat(20) + '.'.repeat(200) + 'a'.repeat(180));
});

test('packets out of order are put in order, those that come twice are heard once', () => {
  const heard = hear([1, 0, 2, 5, 4, 3, 3, 6, 2, 7, 6].map((n, i) => packet(n, 'abcdefgh'[n], { ms: 20 * i })));
  expect(heard.lines[0].replaceAll('.', '')).toBe('aabbccddeeffgghh');
  expect(heard.unheard.repeated).toBe(3);
});

test('what is missing for too long is given up', () => {
  const late = [0, 1, 3, ...Array.from({ length: 40 }, (_, i) => 4 + i), 2];
  const heard = hear(late.map((n) => packet(n, 'a')));
  expect([heard.lines[0], heard.unheard.repeated]).toEqual([`aaaa..${'a'.repeat(82)}`, 1]);
});

test('a pause in which nothing is sent, comfort noise and digits are silence', () => {
  const pause = packet(3, 'b', { sequence: 60001 });
  expect(line(packet(0, 'a'), pause)).toBe('aa....bb');
  const noise = packet(1, 'x', { payloadType: 13, start: 0, end: 1 });
  expect(line(packet(0, 'a'), noise, packet(2, 'c'))).toBe('aa..cc');
  // An event's packets have the time of its beginning.
  const digit = [1, 2, 3].map((n) => packet(n, 'x', { payloadType: 101, timestamp: 4_000_000_160, end: 4 }));
  expect(line(packet(0, 'a'), ...digit, packet(4, 'b'))).toBe('aa......bb');
});

test('ten minutes of silence between two packets are ten minutes, in pieces', () => {
  const heard = hear([packet(0, 'a'), packet(30_000, 'b', { sequence: 60001 })]);
  expect(heard.lines[0].length).toBe(60_002);
  expect([heard.lines[0].slice(0, 4), heard.lines[0].slice(-4), heard.largestPiece]).toEqual(['aa..', '..bb', 8000]);
});

test('a clock that jumps is not believed, forward or back: arrival says when', () => {
  for (const jump of [1e6, -1e6, 2 ** 31 - 1, -(2 ** 31)]) {
    const from = (n: number) => (4_000_000_000 + 160 * n + jump) >>> 0;
    const after = [5, 6, 7].map((n) => packet(n, 'b', { sequence: (60000 + n - 3) & 0xffff, timestamp: from(n) }));
    expect(line(packet(0, 'a'), packet(1, 'a'), ...after)).toBe('aaaa......bbbbbb');
  }
});

test('a sender that stops its clock while it is on hold', () => {
  const after = packet(2, 'b', { ms: 10_000 });
  expect(line(packet(0, 'a'), packet(1, 'a'), after)).toBe(`aaaa${'.'.repeat(996)}bb`);
});

test('packets that a network held for a second come in their place', () => {
  const held = Array.from({ length: 100 }, (_, n) => packet(n, 'a', { ms: n < 50 ? 20 * n : 2000 }));
  expect(hear(held).lines[0]).toBe('a'.repeat(200));
});

test('a sequence that begins anew goes on, one stray packet is passed over', () => {
  const anew = [2, 3, 4].map((n) => packet(n, 'b', { sequence: 10000 + n }));
  expect(line(packet(0, 'a'), packet(1, 'a'), ...anew)).toBe('aaaabbbbbb');
  const stray = packet(2, 'z', { sequence: 30000 });
  expect(line(packet(0, 'a'), packet(1, 'a'), stray, packet(3, 'b', { sequence: 60002 }))).toBe('aaaa..bb');
});

test('another SSRC goes on where the first one ends; two at once are both heard', () => {
  const other = [2, 3].map((n) => packet(n, 'b', { ssrc: 2, sequence: 7 + n, timestamp: 160 * n }));
  expect(line(packet(0, 'a'), packet(1, 'a'), ...other)).toBe('aaaabbbb');
  const atOnce = [0, 1].flatMap((n) => [packet(n, 'a'), packet(n, 'b', { ssrc: 2 })]);
  expect(line(...atOnce)).toBe('cccc');
});

test('too loud together is as loud as can be', () => {
  const loud = (ssrc: number, value: number) => packet(0, 'a', { ssrc, bytes: Buffer.alloc(320, value), end: 320 });
  const heard = [...samplesOf([LEFT], { sampleRate: 8000, channels: 1, sided: false }, [loud(1, 0x7f), loud(2, 0x7f)])];
  expect(heard.map((piece) => [piece[0], piece.length])).toEqual([[32767, 160]]);
});

test('two directions are left and right, as they came', () => {
  const answer = [0, 1, 2].map((n) => packet(n, 'b', { source: 1, ssrc: 9, ms: 50 + 20 * n, timestamp: 77 + 160 * n }));
  const asked = [0, 1, 2, 3].map((n) => packet(n, 'a'));
  const packets = [...asked, ...answer].sort((a, b) => a.arrivalUs - b.arrivalUs);
  expect(hear(packets, [LEFT, RIGHT]).lines).toEqual(['aaaaaaaa...', '.....bbbbbb']);
});

test('a codec that changes, the clock staying', () => {
  const codecs = new Map([
    [96, L16],
    [0, PCMU],
  ]);
  const ulaw = Buffer.alloc(160, 0xff);
  const change = packet(2, 'x', { payloadType: 0, bytes: ulaw, end: 160 });
  const heard = hear([packet(0, 'a'), packet(1, 'a'), change, packet(3, 'b')], [{ side: 'left', codecs }]);
  expect(heard.lines).toEqual(['aaaa..bb']);
});

test('a codec that changes to another clock, and the lower rate becomes the higher one', () => {
  const codecs = new Map([
    [96, L16],
    [97, L16_WIDE],
  ]);
  const wide = (n: number) => {
    const bytes = speech('b', 320);
    return packet(n, 'b', { payloadType: 97, timestamp: 5 + 320 * n, bytes, end: bytes.length });
  };
  const packets = [packet(0, 'a'), packet(1, 'a'), packet(2, 'a'), wide(3), wide(4)];
  const [heard] = hear(packets, [{ side: 'left', codecs }]).lines;
  // From silence it rises over one sample of the lower rate.
  expect(heard.slice(1)).toBe('aaaaabbbb');
});

test('G.722 has two samples for each tick', () => {
  const codecs = new Map([[9, G722]]);
  const quiet = Array.from({ length: 50 }, (_, n) => packet(n, 'x', { payloadType: 9, end: 160 }));
  const source: AudioSource = { side: 'left', codecs };
  expect(shapeOf([source])).toEqual({ sampleRate: 16000, channels: 1, sided: false });
  const samples = [...samplesOf([source], { sampleRate: 16000, channels: 1, sided: false }, quiet)];
  expect(samples.reduce((sum, piece) => sum + piece.length, 0)).toBe(16000);
});

test('a stereo stream alone is stereo, beside another direction it is put together', () => {
  const bytes = Buffer.alloc(4 * 160);
  for (let i = 0; i < 160; i++) bytes.writeInt16BE(100, 4 * i);
  for (let i = 0; i < 160; i++) bytes.writeInt16BE(300, 4 * i + 2);
  const codecs = new Map([[96, L16_STEREO]]);
  const stereo = packet(0, 'x', { bytes, end: bytes.length });
  expect(hear([stereo], [{ side: 'left', codecs }]).lines).toEqual(['aa', 'cc']);
  expect(hear([stereo], [{ side: 'right', codecs }, LEFT]).lines).toEqual(['..', 'bb']);
});

test('a codec that cannot be decoded is named, with its packets', () => {
  const other = packet(1, 'x', { payloadType: 18 });
  const heard = hear([packet(0, 'a'), other, { ...other, sequence: 60002 }, packet(3, 'b', { payloadType: 99 })]);
  expect([...heard.unheard.undecoded]).toEqual([
    ['G729/8000 cannot be decoded: only PCMU, PCMA, G722 and L16 can', 2],
    ['payload type 99 cannot be decoded: only PCMU, PCMA, G722 and L16 can', 1],
  ]);
  expect(shapeOf([{ side: 'left', codecs: new Map([[18, G729]]) }])).toEqual({
    message: 'G729/8000 cannot be decoded: only PCMU, PCMA, G722 and L16 can',
  });
  expect(shapeOf([{ side: 'left', codecs: new Map([[13, CN]]) }])).toEqual({ message: 'there is no audio to save' });
});

test('a payload type that nobody named but RFC 3551 is heard', () => {
  const ulaw = packet(1, 'x', { payloadType: 0, bytes: Buffer.alloc(160, 0xff), end: 160 });
  const wide = packet(2, 'x', { payloadType: 9, bytes: Buffer.alloc(160, 0xff), end: 160 });
  const heard = hear([packet(0, 'a'), ulaw, wide, packet(3, 'b')]);
  expect([heard.lines[0].slice(0, 4), heard.lines[0].slice(-2), heard.unheard.undecoded.size]).toEqual([
    'aa..',
    'bb',
    0,
  ]);
});

test('a flood is cut off, not kept', () => {
  const flood = Array.from({ length: 20_000 }, (_, n) => packet(n, 'a', { ms: n / 100 }));
  const heard = hear(flood);
  expect(heard.unheard.tooFast).toBeGreaterThan(19_000);
  expect(heard.lines[0]).toMatch(/^a{700,1000}$/);
});

test('SSRCs without number are heard, and few are kept', () => {
  const many = Array.from({ length: 500 }, (_, n) => packet(n, 'a', { ssrc: n, sequence: 1, timestamp: n }));
  expect(hear(many).lines[0]).toBe('a'.repeat(1000));
});

test('what leaves no samples is nothing: keepalives without payload', () => {
  expect(line(packet(0, 'a'), packet(1, 'x', { end: 0 }), packet(1, 'x', { sequence: 60002, end: 1 }))).toBe('aa');
});

test('whatever comes, nothing throws and the audio is no longer than the time, by little', () => {
  const any = fc.record({
    ssrc: fc.integer({ min: 0, max: 40 }),
    sequence: fc.oneof(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 0xffff })),
    timestamp: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 2 ** 32 - 1 })),
    payloadType: fc.constantFrom(96, 97, 98, 13, 101, 18, 50),
    end: fc.integer({ min: 0, max: 320 }),
    laterUs: fc.oneof(fc.constant(20_000), fc.integer({ min: -5_000_000, max: 5_000_000 })),
    source: fc.constantFrom(0, 1),
  });
  const codecs = new Map([...CODECS, [97, L16_WIDE], [98, L16_STEREO]]);
  const sources: AudioSource[] = [
    { side: 'left', codecs },
    { side: 'right', codecs },
  ];
  fc.assert(
    fc.property(fc.array(any, { maxLength: 300 }), (many) => {
      let arrivalUs = 1.7e15;
      let latestUs = arrivalUs;
      const packets = many.map(({ laterUs, ...one }) => {
        arrivalUs += laterUs;
        latestUs = Math.max(latestUs, arrivalUs);
        return packet(0, 'a', { ...one, arrivalUs });
      });
      const seconds = (latestUs - (packets[0]?.arrivalUs ?? 0)) / 1e6;
      let samples = 0;
      for (const piece of samplesOf(sources, { sampleRate: 16000, channels: 2, sided: true }, packets))
        samples += piece.length;
      expect(samples / 32000).toBeLessThanOrEqual(Math.max(0, seconds) + 8);
    }),
    { numRuns: 200 },
  );
});
