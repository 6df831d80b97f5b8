/**
 * Saved media beside tshark, which counts the packets of saved captures, and sox, which hears saved audio: of samples, of
 * a call whose tones sox has made, and of that call on a wire. Needs root.
 */

import { type ChildProcess, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Cable, newCable } from './cable';
import { MAIN, peer, records, SAMPLES, sipladder } from './peers';

const { PcapWriter } = require('../../bench/wire');
const { invite, answer } = require('../../bench/messages');

let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-saving-'));
  // A capture as root goes on as nobody.
  fs.chmodSync(folder, 0o777);
  for (const program of ['tshark', 'sox', 'tcpreplay', 'ip']) {
    if (spawnSync('which', [program]).status !== 0) throw new Error(`THE PEER ${program} IS NOT INSTALLED`);
  }
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

const file = (name: string) => path.join(folder, name);

/** `source > destination ssrc packets` of each stream. */
function streamsByTshark(capture: string): string[] {
  const lines = peer('tshark', ['-r', capture, '-q', '-z', 'rtp,streams']).split('\n');
  const found = lines.flatMap(
    (line) => /^ *[\d.]+ +[\d.]+ +(\S+) +(\d+) +(\S+) +(\d+) 0x(\S+) +.*? (\d+) +-?\d+ \(/.exec(line) ?? [],
  );
  const streams: string[] = [];
  for (let i = 0; i < found.length; i += 7) {
    const [source, sourcePort, destination, port, ssrc, packets] = found.slice(i + 1, i + 7);
    streams.push(`${ip(source)}:${sourcePort} > ${ip(destination)}:${port} 0x${ssrc.toLowerCase()} ${packets}`);
  }
  return streams.sort();
}

const ip = (address: string) => (address.includes(':') ? `[${address}]` : address);

function streamsBySipladder(capture: string): string[] {
  const streams = records<Record<string, unknown>>(['-I', capture, '--print', 'streams']);
  return streams.map((one) => `${one.source} > ${one.destination} ${one.ssrc} ${one.packets}`).sort();
}

function saved(...args: string[]): void {
  expect(sipladder(args)).toEqual({ code: 0, stdout: '', stderr: '' });
}

const WITH_RTP = ['call-rtp', 'dtmf', 'hold', 'ipv6', 'lossy', 'nat', 'srtp', 'video'].map((name) => `${name}.pcap`);

describe.each([...WITH_RTP, 'mixed.pcapng'])('%s', (name) => {
  const sample = path.join(SAMPLES, name);

  test.each(['.pcap', '.pcapng'])('tshark finds in the saved %s the RTP that we count, and the RTCP', (ending) => {
    const target = file(`saved${ending}`);
    saved('-rI', sample, '--save', target);
    const streams = streamsByTshark(target);
    expect(streams.length).toBeGreaterThan(1);
    expect(streams).toEqual(streamsBySipladder(sample));
    const rtcp = (capture: string) =>
      peer('tshark', ['-r', capture, '-Y', 'rtcp', '-T', 'fields', '-e', 'frame.time_epoch']);
    expect(rtcp(target)).toBe(rtcp(sample));
    const times = peer('tshark', ['-r', target, '-T', 'fields', '-e', 'frame.time_delta'])
      .trim()
      .split('\n')
      .map(Number);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
  });
});

/** Payloads of one direction as tshark has them, decoded by sox. */
function decodedBySox(capture: string, source: string): Buffer {
  const filter = `rtp && ip.src == ${source} && rtp.p_type == 0`;
  const payloads = peer('tshark', ['-r', capture, '-Y', filter, '-T', 'fields', '-e', 'rtp.payload']);
  const input = Buffer.from(payloads.replace(/[^0-9a-f]/g, ''), 'hex');
  return sox(['-t', 'ul', '-r', '8000', '-c', '1', '-', ...RAW, '-'], input);
}

const RAW = ['-e', 'signed', '-b', '16', '-L', '-t', 'raw'];

function sox(args: readonly string[], input?: Buffer): Buffer {
  const run = spawnSync('sox', args, { input, maxBuffer: 2 ** 28 });
  if (run.status !== 0) throw new Error(`sox ${args.join(' ')}: ${run.stderr}`);
  return run.stdout;
}

const channel = (wav: string, number: number) => sox([wav, ...RAW, '-', 'remix', String(number)]);

test('the caller of a sample is heard left and the callee right, byte by byte what tshark and sox make of them', () => {
  const [sample, wav] = [path.join(SAMPLES, 'call-rtp.pcap'), file('sample.wav')];
  saved('-I', sample, '--save', wav);
  for (const [number, source] of [
    [1, '192.0.2.11'],
    [2, '192.0.2.22'],
  ] as const) {
    const theirs = decodedBySox(sample, source);
    const ours = channel(wav, number);
    const begins = ours.indexOf(theirs);
    expect(theirs.length).toBe(216 * 160 * 2);
    expect([begins >= 0, begins % 2, ours.length - theirs.length < 2 * 80]).toEqual([true, 0, true]);
  }
});

const [CALLER_HZ, CALLEE_HZ] = [440, 1000];
const SECONDS = 3;

/** A call in which sox sends a tone each way, for three seconds. */
function toneCall(): string {
  const writer = new PcapWriter(file('tones.pcap'));
  const leg = {
    ...{ callId: 'tones@example.com', from: '1', to: '2', fromTag: 'a', toTag: 'b', branch: 'c' },
    ...{ caller: { ip: 0x0a630001, port: 5060 }, callee: { ip: 0x0a630002, port: 5060 } },
    ...{ callerMediaPort: 4000, calleeMediaPort: 5000 },
  };
  const tone = (hz: number) =>
    sox([
      '-R',
      '-n',
      '-r',
      '8000',
      '-c',
      '1',
      '-t',
      'ul',
      '-',
      'synth',
      String(SECONDS),
      'sine',
      String(hz),
      'gain',
      '-6',
    ]);
  const beginsUs = 1_767_225_600_000_000;
  writer.text(beginsUs, leg.caller, leg.callee, invite(leg));
  writer.text(beginsUs + 1000, leg.callee, leg.caller, answer(leg));
  const [caller, callee] = [
    { ip: leg.caller.ip, port: 4000 },
    { ip: leg.callee.ip, port: 5000 },
  ];
  const ways = [
    { bytes: tone(CALLER_HZ), from: caller, to: callee, ssrc: 7 },
    { bytes: tone(CALLEE_HZ), from: callee, to: caller, ssrc: 8 },
  ];
  for (let n = 0; n < 50 * SECONDS; n++) {
    ways.forEach(({ bytes, from, to, ssrc }, way) => {
      const packet = Buffer.alloc(172);
      packet[0] = 0x80;
      packet.writeUInt16BE(n, 2);
      packet.writeUInt32BE(160 * n, 4);
      packet.writeUInt32BE(ssrc, 8);
      bytes.copy(packet, 12, 160 * n, 160 * n + 160);
      writer.datagram(beginsUs + 20_000 * (n + 1) + 7000 * way, from, to, packet);
    });
  }
  writer.close();
  return file('tones.pcap');
}

/** Rough frequency by sox, and what it says of the pure tone, as it takes differences for slopes. */
function expectTones(wav: string): void {
  const hz = (number: number) => {
    const run = spawnSync('sox', [wav, '-n', 'remix', String(number), 'stat'], { encoding: 'utf8' });
    return Number(/^Rough +frequency: +(\S+)/m.exec(run.stderr)?.[1]);
  };
  expect(peer('sox', ['--i', '-c', wav]).trim()).toBe('2');
  expect([Math.abs(hz(1) - 438), Math.abs(hz(2) - 975)].map((apart) => apart <= 8)).toEqual([true, true]);
}

test('the tones of a call are each in their channel', () => {
  const wav = file('tones.wav');
  saved('-I', toneCall(), '--save', wav);
  expectTones(wav);
  expect(Number(peer('sox', ['--i', '-s', wav]))).toBe(SECONDS * 8000 + 56);
});

test.each(['tone.pcap', 'srtp.pcap', 'voice-report.pcap'])('the tones of %s, in SRTP too', (name) => {
  const wav = file(`${name}.wav`);
  saved('-I', path.join(SAMPLES, name), '--save', wav);
  expectTones(wav);
});

test('the same through a pipe with -r, and one line without', () => {
  const bytes = fs.readFileSync(toneCall());
  const wav = file('piped.wav');
  expect(sipladder(['-rI', '-', '--save', wav], bytes)).toEqual({ code: 0, stdout: '', stderr: '' });
  expectTones(wav);
  expect(sipladder(['-I', '-', '--save', wav], bytes)).toEqual({
    code: 2,
    stdout: '',
    stderr: `sipladder: --save ${wav}: needs the RTP, which cannot be read again; -r keeps it\n`,
  });
});

describe('on a wire', () => {
  let cable: Cable;
  const running: ChildProcess[] = [];

  beforeEach(() => {
    cable = newCable();
  });

  afterEach(() => {
    for (const one of running.splice(0)) one.kill('SIGKILL');
    cable.remove();
  });

  /** sipladder on the wire's other end, while the call is played; ended as a user would. */
  async function heard(...args: string[]): Promise<{ code: number | null; said: string }> {
    await cable.captured(1, false);
    const child = cable.start(1, process.execPath, [MAIN, '-d', cable.devices[1], ...args]);
    running.push(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => (said += bytes));
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    await cable.captured(1);
    // The socket is there; its filter is set next.
    await new Promise((resolve) => setTimeout(resolve, 300));
    cable.run(0, 'tcpreplay', ['-q', '-i', cable.devices[0], toneCall()]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.kill('SIGINT');
    return { code: await ended, said };
  }

  const filter = ['--bpf', 'udp'];

  test('with -r a call is saved with its RTP, and recorded', async () => {
    const [target, recorded] = [file('live.pcap'), file('recorded.pcap')];
    expect(await heard('-r', '--save', target, '-O', recorded, ...filter)).toEqual({ code: 0, said: '' });
    const streams = streamsByTshark(toneCall());
    expect(streams.map((line) => line.replace(/.* /, ''))).toEqual(['150', '150']);
    expect(streamsByTshark(target)).toEqual(streams);
    expect(streamsByTshark(recorded)).toEqual(streams);
  });

  test('with -r a call is heard', async () => {
    const wav = file('live.wav');
    expect(await heard('-r', '--save', wav, ...filter)).toEqual({ code: 0, said: '' });
    expectTones(wav);
  });
});
