/**
 * Audio beside sox (tones, G.711, L16, WAV), libspandsp (G.722), libsrtp (SRTP) and tshark, which reads the packets of a
 * sample. The two libraries have no programs: they are called as they are.
 */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import koffi from 'koffi';
import type { Codec } from '../../src/decode/payload-types';
import { parseCrypto } from '../../src/decode/sdes';
import { SrtpReader } from '../../src/decode/srtp';
import { type SavedAudio, wavOf } from '../../src/export/audio/call-wav';
import { ALAW, ULAW } from '../../src/export/audio/g711';
import { G722Decoder } from '../../src/export/audio/g722';
import type { AudioPacket, AudioSource } from '../../src/export/audio/timeline';
import { peer, SAMPLES } from './peers';

let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'audio-'));
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

function file(name: string): string {
  return path.join(folder, name);
}

/** What sox writes to standard output. */
function sox(args: readonly string[], input?: Buffer): Buffer {
  const run = spawnSync('sox', args, { input, maxBuffer: 2 ** 28 });
  if (run.error) throw new Error(`THE PEER sox IS NOT INSTALLED: .ci/run installs it (${run.error.message})`);
  if (run.status !== 0 || /FAIL/.test(run.stderr.toString())) throw new Error(`sox ${args.join(' ')}: ${run.stderr}`);
  return run.stdout;
}

/** `sox FILE -n remix CHANNEL stat`, of which the figures stand on standard error. */
function stat(name: string, channel: number): { seconds: number; rms: number; hz: number } {
  const run = spawnSync('sox', [file(name), '-n', 'remix', String(channel), 'stat'], { encoding: 'utf8' });
  const figure = (label: RegExp) => Number(label.exec(run.stderr)?.[1]);
  return {
    seconds: figure(/^Length \(seconds\): +(\S+)/m),
    rms: figure(/^RMS +amplitude: +(\S+)/m),
    hz: figure(/^Rough +frequency: +(\S+)/m),
  };
}

/** By `sox --i`. */
function header(name: string): { rate: number; channels: number; bits: number; samples: number; encoding: string } {
  const ask = (letter: string) => peer('sox', ['--i', `-${letter}`, file(name)]).trim();
  const [rate, channels, bits, samples] = ['r', 'c', 'b', 's'].map((letter) => Number(ask(letter)));
  return { rate, channels, bits, samples, encoding: ask('e') };
}

function tone(hz: number, raw: readonly string[], rate = 8000, channels = 1): Buffer {
  const format = ['-r', String(rate), '-c', String(channels), ...raw];
  return sox(['-R', '-n', ...format, '-', 'synth', '3', 'sine', String(hz), 'gain', '-6']);
}

interface Sent {
  codec: Codec;
  payloadType: number;
  bytes: Buffer;
  /** Of a packet, and what its timestamp grows by. */
  packetBytes: number;
  ticks: number;
  source?: number;
}

function* rtp({ codec, payloadType, bytes, packetBytes, ticks, source = 0 }: Sent): Generator<AudioPacket> {
  for (let n = 0; n * packetBytes < bytes.length; n++) {
    yield {
      ...{ source, ssrc: source, payloadType, bytes },
      ...{ sequence: (65000 + n) & 0xffff, timestamp: (n * ticks + 2 ** 32 - 8000) % 2 ** 32 },
      arrivalUs: 1.7e15 + Math.floor((1e6 * n * ticks) / codec.clockRate),
      start: n * packetBytes,
      end: Math.min(bytes.length, (n + 1) * packetBytes),
    };
  }
}

function save(name: string, sources: AudioSource[], packets: Iterable<AudioPacket>): SavedAudio {
  const generator = wavOf(sources, packets);
  const pieces: Buffer[] = [];
  for (let piece = generator.next(); ; piece = generator.next()) {
    if (!piece.done) pieces.push(piece.value);
    else {
      const whole = Buffer.concat(pieces);
      piece.value.header.copy(whole);
      fs.writeFileSync(file(name), whole);
      return piece.value;
    }
  }
}

function saveOne(name: string, sent: Sent): SavedAudio {
  return save(name, [{ side: 'left', codecs: new Map([[sent.payloadType, sent.codec]]) }], rtp(sent));
}

/** Of a sine at -6 dB. */
const RMS = 10 ** (-6 / 20) / Math.SQRT2;

const PCMU: Codec = { name: 'PCMU', clockRate: 8000, channels: 1 };
const PCMA: Codec = { name: 'PCMA', clockRate: 8000, channels: 1 };
const LITTLE = ['-e', 'signed', '-b', '16', '-L', '-t', 'raw'];

describe('G.711', () => {
  const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

  test.each([
    ['ul', ULAW],
    ['al', ALAW],
  ])('every byte of %s is what sox takes it for', (type, table) => {
    const out = sox(['-t', type, '-r', '8000', '-c', '1', '-', ...LITTLE, '-'], EVERY_BYTE);
    const theirs = Array.from({ length: 256 }, (_, byte) => out.readInt16LE(2 * byte));
    expect([...table].map((sample) => sample + 0)).toEqual(theirs);
  });

  test.each([
    ['ul', PCMU, 0],
    ['al', PCMA, 8],
  ])('a tone that sox encodes as %s: the file has its frequency, level and samples', (type, codec, payloadType) => {
    const bytes = tone(1000, ['-t', type]);
    expect(bytes.length).toBe(24000);
    saveOne('tone.wav', { codec, payloadType, bytes, packetBytes: 160, ticks: 160 });
    expect(header('tone.wav')).toEqual({
      ...{ rate: 8000, channels: 1, bits: 16, samples: 24000, encoding: 'Signed Integer PCM' },
    });
    const figures = stat('tone.wav', 1);
    // What sox says of 1000 Hz at this rate, as it takes differences for slopes.
    expect([figures.seconds, Math.abs(figures.hz - 975) <= 5]).toEqual([3, true]);
    expect(figures.rms).toBeCloseTo(RMS, 2);
    const theirs = sox(['-t', type, '-r', '8000', '-c', '1', '-', ...LITTLE, '-'], bytes);
    expect(fs.readFileSync(file('tone.wav')).subarray(44).equals(theirs)).toBe(true);
  });

  test('a tenth of the packets lost, the others out of order: as long, less loud by so much, and nothing else', () => {
    const bytes = tone(1000, ['-t', 'ul']);
    const packets = [...rtp({ codec: PCMU, payloadType: 0, bytes, packetBytes: 160, ticks: 160 })];
    const kept = packets.filter((_, n) => n % 10 !== 5);
    // Each comes when another should have, but the first and the last one.
    const mixed = kept.map((packet, n) => ({ ...(kept[((n - 1) ^ 1) + 1] ?? packet), arrivalUs: packet.arrivalUs }));
    save('lossy.wav', [{ side: 'left', codecs: new Map([[0, PCMU]]) }], mixed);
    const figures = stat('lossy.wav', 1);
    expect(figures.seconds).toBe(3);
    expect(figures.rms).toBeCloseTo(RMS * Math.sqrt(0.9), 3);
  });

  test('two directions: each tone in its channel', () => {
    const left = rtp({ codec: PCMU, payloadType: 0, bytes: tone(440, ['-t', 'ul']), packetBytes: 160, ticks: 160 });
    const bytes = tone(1000, ['-t', 'al']);
    const right = rtp({ codec: PCMA, payloadType: 8, bytes, packetBytes: 240, ticks: 240, source: 1 });
    const packets = [...left, ...right].sort((a, b) => a.arrivalUs - b.arrivalUs);
    const sources: AudioSource[] = [
      { side: 'left', codecs: new Map([[0, PCMU]]) },
      { side: 'right', codecs: new Map([[8, PCMA]]) },
    ];
    save('call.wav', sources, packets);
    expect(header('call.wav')).toMatchObject({ rate: 8000, channels: 2, samples: 24000 });
    const [one, other] = [stat('call.wav', 1), stat('call.wav', 2)];
    expect([Math.abs(one.hz - 438) <= 3, Math.abs(other.hz - 975) <= 5]).toEqual([true, true]);
    expect(one.rms).toBeCloseTo(RMS, 2);
    expect(other.rms).toBeCloseTo(RMS, 2);
  });
});

test.each([
  [8000, 1],
  [16000, 1],
  [44100, 2],
])('L16/%i/%i, which sox writes big-endian', (rate, channels) => {
  const bytes = tone(1000, ['-e', 'signed', '-b', '16', '-B', '-t', 'raw'], rate, channels);
  const codec: Codec = { name: 'L16', clockRate: rate, channels };
  const ticks = rate / 100;
  saveOne('linear.wav', { codec, payloadType: 96, bytes, packetBytes: 2 * channels * ticks, ticks });
  expect(header('linear.wav')).toMatchObject({ rate, channels, samples: 3 * rate });
  const swapped = Buffer.from(bytes).swap16();
  expect(fs.readFileSync(file('linear.wav')).subarray(44).equals(swapped)).toBe(true);
});

function library(name: string): ReturnType<typeof koffi.load> {
  try {
    return koffi.load(name);
  } catch (error) {
    throw new Error(`THE PEER ${name} IS NOT INSTALLED: .ci/run installs it (${error})`);
  }
}

describe('G.722 beside libspandsp', () => {
  function encode(samples: Int16Array): Buffer {
    const spandsp = library('libspandsp.so.2');
    const begin = spandsp.func('void *g722_encode_init(void *s, int rate, int options)');
    const run = spandsp.func('int g722_encode(void *s, uint8_t *out, const int16_t *samples, int count)');
    const out = Buffer.alloc(samples.length / 2);
    expect(run(begin(null, 64000, 0), out, samples, samples.length)).toBe(out.length);
    return out;
  }

  function decode(bytes: Buffer): Int16Array {
    const spandsp = library('libspandsp.so.2');
    const begin = spandsp.func('void *g722_decode_init(void *s, int rate, int options)');
    const run = spandsp.func('int g722_decode(void *s, int16_t *samples, const uint8_t *bytes, int count)');
    const out = new Int16Array(2 * bytes.length);
    expect(run(begin(null, 64000, 0), out, bytes, bytes.length)).toBe(out.length);
    return out;
  }

  /** What both make of it, compared; it turns over where a sample is too large. */
  function differences(bytes: Buffer): { differ: number; clipped: number } {
    const theirs = decode(bytes);
    const ours = new Int16Array(2 * bytes.length);
    new G722Decoder().decode(bytes, 0, bytes.length, ours);
    const isClipped = (sample: number) => sample === 32767 || sample === -32768;
    const differ = ours.filter((sample, i) => sample !== theirs[i] && !isClipped(sample)).length;
    return { differ, clipped: ours.filter(isClipped).length };
  }

  function soxTone(hz: number): Int16Array {
    const bytes = tone(hz, LITTLE, 16000);
    return Int16Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i));
  }

  test.each([100, 440, 1000, 3400, 6000])('a tone of %i Hz, sample by sample', (hz) => {
    expect(differences(encode(soxTone(hz)))).toEqual({ differ: 0, clipped: 0 });
  });

  test('noise, and bytes that no encoder sends', () => {
    const noise = sox(['-R', '-n', '-r', '16000', '-c', '1', ...LITTLE, '-', 'synth', '5', 'brownnoise', 'gain', '-3']);
    const samples = Int16Array.from({ length: noise.length / 2 }, (_, i) => noise.readInt16LE(2 * i));
    expect(differences(encode(samples))).toEqual({ differ: 0, clipped: 0 });
    let state = 1;
    const wild = Buffer.alloc(200_000);
    for (let i = 0; i < wild.length; i++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      wild[i] = state >>> 16;
    }
    const found = differences(wild);
    expect([found.differ, found.clipped < wild.length / 50]).toEqual([0, true]);
  });

  test('as RTP it counts 8000 a second, and the file has 16000', () => {
    const codec: Codec = { name: 'G722', clockRate: 8000, channels: 1 };
    saveOne('wide.wav', { codec, payloadType: 9, bytes: encode(soxTone(1000)), packetBytes: 160, ticks: 160 });
    expect(header('wide.wav')).toMatchObject({ rate: 16000, channels: 1, samples: 48000 });
    const { rms, hz, seconds } = stat('wide.wav', 1);
    expect([seconds, Math.abs(hz - 994) <= 5]).toEqual([3, true]);
    expect(rms).toBeCloseTo(RMS, 2);
  });
});

test('a sample: what tshark reads of both directions, sample by sample', () => {
  const fields = ['frame.time_epoch', 'ip.src', 'rtp.ssrc', 'rtp.seq', 'rtp.timestamp', 'rtp.p_type', 'rtp.payload'];
  const sample = path.join(SAMPLES, 'call-rtp.pcap');
  const out = peer('tshark', ['-r', sample, '-Y', 'rtp', '-T', 'fields', ...fields.flatMap((name) => ['-e', name])]);
  const rows = out.trimEnd().split('\n');
  const addresses = [...new Set(rows.map((row) => row.split('\t')[1]))];
  expect([rows.length, addresses.length]).toEqual([432, 2]);
  const packets = rows.map((row): AudioPacket => {
    const [time, address, ssrc, sequence, timestamp, payloadType, payload] = row.split('\t');
    const bytes = Buffer.from(payload, 'hex');
    return {
      ...{ source: addresses.indexOf(address), ssrc: Number(ssrc), sequence: Number(sequence) },
      ...{ timestamp: Number(timestamp), payloadType: Number(payloadType), arrivalUs: Math.round(1e6 * Number(time)) },
      ...{ bytes, start: 0, end: bytes.length },
    };
  });
  const codecs = new Map([[0, PCMU]]);
  const sources: AudioSource[] = [
    { side: 'left', codecs },
    { side: 'right', codecs },
  ];
  const saved = save('sample.wav', sources, packets);
  expect(saved.unheard).toEqual({ undecoded: new Map(), repeated: 0, tooFast: 0 });
  for (const source of [0, 1]) {
    const payload = Buffer.concat(packets.filter((packet) => packet.source === source).map((packet) => packet.bytes));
    const theirs = sox(['-t', 'ul', '-r', '8000', '-c', '1', '-', ...LITTLE, '-'], payload);
    const channel = sox([file('sample.wav'), ...LITTLE, '-', 'remix', String(source + 1)]);
    // Nothing is lost in the sample: all of it stands in the channel in one piece, after the time that it came later.
    const [first, own] = [packets[0], packets.find((packet) => packet.source === source)];
    const later = Math.round((((own?.arrivalUs ?? 0) - first.arrivalUs) * 8000) / 1e6);
    expect(channel.subarray(2 * later, 2 * later + theirs.length).equals(theirs)).toBe(true);
    expect(stat('sample.wav', source + 1).rms).toBeGreaterThan(0.01);
  }
});

describe('SRTP as libsrtp protects it', () => {
  const CRYPTO_POLICY = { cipher: 'uint32', keyBytes: 'int', auth: 'uint32', authBytes: 'int', tagBytes: 'int' };

  /** Protects packets of one SSRC, in turn. */
  function sender(key: Buffer, suite: string): (packet: Buffer) => Buffer {
    const srtp = library('libsrtp2.so.1');
    const crypto = koffi.struct({ ...CRYPTO_POLICY, services: 'uint32' });
    const policy = koffi.struct({
      ...{ ssrcType: 'uint32', ssrc: 'uint32', rtp: crypto, rtcp: crypto, key: 'uint8_t *', keys: 'void *' },
      ...{ keyCount: 'unsigned long', ekt: 'void *', window: 'unsigned long', repeats: 'int', extensions: 'void *' },
      ...{ extensionCount: 'int', next: 'void *' },
    });
    const create = srtp.func('srtp_create', 'int', [koffi.out(koffi.pointer('void *')), koffi.pointer(policy)]);
    const protect = srtp.func('int srtp_protect(void *session, _Inout_ uint8_t *packet, _Inout_ int *length)');
    srtp.func('int srtp_init()')();
    const tagBytes = suite.endsWith('_32') ? 4 : 10;
    // SRTP_AES_ICM_128 or _256, SRTP_HMAC_SHA1, both services.
    const cipher = key.length === 30 ? 1 : 5;
    const rtp = { cipher, keyBytes: key.length, auth: 3, authBytes: 20, tagBytes, services: 3 };
    const session: unknown[] = [null];
    const anyOutbound = { ssrcType: 3, ssrc: 0, keys: null, keyCount: 0, ekt: null, window: 1024, repeats: 0 };
    const both = { rtp, rtcp: { ...rtp, tagBytes: 10 } };
    const status = create(session, { ...anyOutbound, ...both, key, extensions: null, extensionCount: 0, next: null });
    expect(status).toBe(0);
    return (packet) => {
      const room = Buffer.concat([packet, Buffer.alloc(64)]);
      const length = [packet.length];
      expect(protect(session[0], room, length)).toBe(0);
      return room.subarray(0, length[0]);
    };
  }

  test.each([
    ['AES_CM_128_HMAC_SHA1_80', 30],
    ['AES_CM_128_HMAC_SHA1_32', 30],
    ['AES_256_CM_HMAC_SHA1_80', 46],
    ['AES_256_CM_HMAC_SHA1_32', 46],
  ])('%s, over a rollover', (suite, keyBytes) => {
    const key = Buffer.from(Array.from({ length: keyBytes }, (_, i) => (37 * i + 11) & 255));
    const crypto = parseCrypto(`1 ${suite} inline:${key.toString('base64')}`);
    const reader = typeof crypto === 'string' ? { message: crypto } : SrtpReader.open(crypto);
    if ('message' in reader) throw new Error(reader.message);
    const protect = sender(key, suite);
    const wrong: number[] = [];
    for (let n = 0; n < 400; n++) {
      const clear = Buffer.alloc(12 + 160, n & 255);
      clear.writeUInt16BE(0x8000, 0);
      clear.writeUInt16BE((65400 + n) & 0xffff, 2);
      clear.writeUInt32BE(0xcafe, 8);
      const packet = protect(clear);
      const payload = reader.payload(packet, 0, packet.length);
      if (payload === null || !payload.equals(clear.subarray(12))) wrong.push(n);
    }
    expect(wrong).toEqual([]);
  });
});
