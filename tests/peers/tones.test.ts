/**
 * The tones that telephones said in samples, as samples/README.md has them: a WAV of what tshark reads holds each in its
 * channel, by sox. SRTP is decrypted with the keys of its SDP.
 */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Codec } from '../../src/decode/payload-types';
import { parseCrypto } from '../../src/decode/sdes';
import { SrtpReader } from '../../src/decode/srtp';
import { wavOf } from '../../src/export/audio/call-wav';
import type { AudioPacket, AudioSource } from '../../src/export/audio/timeline';
import { peer, SAMPLES } from './peers';

const ALICE = '192.0.2.11';
const BOB = '192.0.2.22';
const PCMU: Codec = { name: 'PCMU', clockRate: 8000, channels: 1 };
const PCMA: Codec = { name: 'PCMA', clockRate: 8000, channels: 1 };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-tones-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Lines of fields by tshark, which looks for RTP that nobody announced. */
function fields(sample: string, filter: string, names: string[]): string[][] {
  const asked = names.flatMap((name) => ['-e', name]);
  const file = path.join(SAMPLES, sample);
  const out = peer('tshark', ['-r', file, '--enable-heuristic', 'rtp_udp', '-Y', filter, '-T', 'fields', ...asked]);
  return out
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

/** What decrypts the packets of an address: the key stands in its own SDP. */
function readerOf(sample: string, address: string): SrtpReader {
  const [[attributes]] = fields(sample, `sdp && ip.src == ${address}`, ['sdp.media_attr']);
  const crypto = parseCrypto(/crypto:([^,]+)/.exec(attributes)?.[1] ?? '');
  const reader = typeof crypto === 'string' ? { message: crypto } : SrtpReader.open(crypto);
  if ('message' in reader) throw new Error(reader.message);
  return reader;
}

function packetsOf(sample: string, secured: boolean): AudioPacket[] {
  const ends = [ALICE, BOB];
  const readers = secured ? ends.map((address) => readerOf(sample, address)) : [];
  const names = ['frame.time_epoch', 'ip.src', 'rtp.ssrc', 'rtp.seq', 'rtp.timestamp', 'rtp.p_type'];
  const payload = secured ? 'udp.payload' : 'rtp.payload';
  return fields(sample, 'rtp', [...names, payload]).map((line): AudioPacket => {
    const [time, address, ssrc, sequence, timestamp, payloadType, hex] = line;
    const source = ends.indexOf(address);
    const found = Buffer.from(hex, 'hex');
    const bytes = secured ? readers[source].payload(found, 0, found.length) : found;
    if (bytes === null) throw new Error(`${address} ${sequence} is not authentic`);
    return {
      ...{ source, ssrc: Number(ssrc), sequence: Number(sequence), timestamp: Number(timestamp) },
      ...{ payloadType: Number(payloadType), arrivalUs: Math.round(1e6 * Number(time)) },
      ...{ bytes, start: 0, end: bytes.length },
    };
  });
}

function save(name: string, packets: AudioPacket[]): string {
  const codecs = new Map([
    [0, PCMU],
    [8, PCMA],
  ]);
  const sources: AudioSource[] = [
    { side: 'left', codecs },
    { side: 'right', codecs },
  ];
  const file = path.join(folder, `${name}.wav`);
  const generator = wavOf(sources, packets);
  const pieces: Buffer[] = [];
  for (let piece = generator.next(); ; piece = generator.next()) {
    if (!piece.done) pieces.push(piece.value);
    else {
      const whole = Buffer.concat(pieces);
      piece.value.header.copy(whole);
      fs.writeFileSync(file, whole);
      return file;
    }
  }
}

/** Of a channel, from half a second to two and a half, so that neither beginning nor end counts. */
function heard(file: string, channel: number): { hz: number; rms: number } {
  const run = spawnSync('sox', [file, '-n', 'remix', String(channel), 'trim', '0.5', '2', 'stat'], {
    encoding: 'utf8',
  });
  if (run.error) throw new Error(`THE PEER sox IS NOT INSTALLED: .ci/run installs it (${run.error.message})`);
  const figure = (label: RegExp) => Number(label.exec(run.stderr)?.[1]);
  return { hz: figure(/^Rough +frequency: +(\S+)/m), rms: figure(/^RMS +amplitude: +(\S+)/m) };
}

/** Of a sine at -6 dB. */
const RMS = 10 ** (-6 / 20) / Math.SQRT2;

test.each([
  ['tone.pcap', false],
  ['rtp-only.pcap', false],
  ['srtp.pcap', true],
])('%s: 440 Hz from Alice, 1000 Hz from Bob', (sample, secured) => {
  const file = save(sample, packetsOf(sample, secured));
  const [alice, bob] = [heard(file, 1), heard(file, 2)];
  // What sox says of 440 and 1000 Hz at this rate, as it takes differences for slopes.
  expect([Math.abs(alice.hz - 438) <= 3, Math.abs(bob.hz - 975) <= 5]).toEqual([true, true]);
  for (const { rms } of [alice, bob]) expect(rms).toBeCloseTo(RMS, 2);
});
