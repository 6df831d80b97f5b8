/**
 * Streams of calls that two baresips make over a cable, captured live, beside what tshark finds in what tcpdump recorded
 * of the same packets. Needs root.
 */

import { type ChildProcess, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { StreamRecord } from '../../src/export/stream-records';
import { type Cable, newCable } from './cable';
import { MAIN, peer, ROOT } from './peers';
import { byTshark, expectSame, ofRecords } from './streams';

const CONFIG = path.join(ROOT, 'samples/make/baresip/config');
const TALK_SECONDS = 3;
/** The telephones start, talk and stop within this time, with enough to spare for a busy machine. */
const CAPTURE_SECONDS = 9;
/** What a program may take beyond the time that it was given. */
const GRACE_MS = 15_000;

let cable: Cable;
let folder: string;
const running: ChildProcess[] = [];

beforeAll(() => {
  for (const program of ['baresip', 'sox', 'tcpdump', 'tshark', 'ip']) {
    if (spawnSync('which', [program]).status !== 0) throw new Error(`THE PEER ${program} IS NOT INSTALLED`);
  }
});

beforeEach(() => {
  cable = newCable();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-media-'));
});

afterEach(() => {
  for (const one of running.splice(0)) one.kill('SIGKILL');
  cable.remove();
  fs.rmSync(folder, { recursive: true });
});

interface Started {
  process: ChildProcess;
  /** Standard output and error so far. */
  said(): string;
  out(): string;
  /** Its exit code. */
  ended: Promise<number | null>;
}

function start(side: number, program: string, args: string[]): Started {
  const child = cable.start(side, program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  const said = { out: '', all: '' };
  child.stdout?.on('data', (bytes) => {
    said.out += bytes;
    said.all += bytes;
  });
  child.stderr?.on('data', (bytes) => {
    said.all += bytes;
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('exit', resolve);
  });
  return { process: child, said: () => said.all, out: () => said.out, ended };
}

async function until(what: string, holds: () => boolean, timeoutMs = GRACE_MS): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > endMs) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A telephone that says one tone, ready. */
async function telephone(side: number, hz: number, account: string, args: string[] = []): Promise<Started> {
  const home = path.join(folder, `telephone-${side}`);
  fs.mkdirSync(home);
  const speech = path.join(home, 'speech.wav');
  peer('sox', ['-n', '-r', '8000', '-c', '1', '-b', '16', speech, 'synth', '20', 'sine', String(hz), 'gain', '-6']);
  const filled = fs
    .readFileSync(CONFIG, 'utf8')
    .replace('@address@', cable.addresses[side])
    .replaceAll('@speech@', speech)
    .replaceAll('@heard@', path.join(home, 'heard.wav'));
  fs.writeFileSync(path.join(home, 'config'), `${filled}module srtp.so\n`);
  fs.writeFileSync(path.join(home, 'accounts'), `<sip:${side}@${cable.addresses[side]}>;regint=0;${account}\n`);
  fs.writeFileSync(path.join(home, 'contacts'), '');
  const one = start(side, 'baresip', ['-f', home, ...args]);
  await until('baresip is ready', () => one.said().includes('baresip is ready'));
  return one;
}

/** A call of some seconds; both telephones have stopped when it is over. */
async function call(account: string): Promise<void> {
  const called = await telephone(1, 1000, `${account};answermode=auto`);
  const dial = ['-e', `/dial sip:1@${cable.addresses[1]}`, '-t', String(TALK_SECONDS)];
  const caller = await telephone(0, 440, account, dial);
  await caller.ended;
  called.process.kill('SIGTERM');
  await called.ended;
  expect(called.said()).toMatch(/Call established/);
}

/** tcpdump and sipladder on side 1, when both listen. */
async function captured(...args: string[]): Promise<{ file: string; recorder: Started; ours: Started }> {
  const file = path.join(folder, 'recorded.pcap');
  const options = ['-Z', 'root', '--time-stamp-precision', 'nano', '-U', '-i', cable.devices[1], '-w', file, 'udp'];
  const recorder = start(1, 'tcpdump', options);
  const print = ['--print', 'streams', '--as', 'json', '--bpf', 'udp'];
  const ours = start(1, process.execPath, [MAIN, '-d', cable.devices[1], ...print, ...args]);
  const ended = ours.ended.then((code) => {
    throw new Error(`ended with ${code}: ${ours.said()}`);
  });
  // A line for each packet socket, below one of titles.
  const sockets = () => cable.run(1, 'cat', ['/proc/net/packet']).trim().split('\n').length - 1;
  await Promise.race([until('two captures', () => sockets() === 2), ended]);
  ended.catch(() => {});
  // The sockets are there; their filters are set next.
  await new Promise((resolve) => setTimeout(resolve, 300));
  return { file, recorder, ours };
}

/** What it printed when it had ended by itself. */
async function printed(ours: Started): Promise<StreamRecord[]> {
  expect(await ours.ended).toBe(0);
  return ours
    .out()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

async function stop(recorder: Started): Promise<void> {
  // Packets wait in the kernel for up to a second.
  await new Promise((resolve) => setTimeout(resolve, 1200));
  recorder.process.kill('SIGINT');
  await recorder.ended;
}

it.each([
  ['PCMA', 'audio_codecs=pcma'],
  ['SRTP with keys by SDES', 'audio_codecs=pcmu;mediaenc=srtp-mand'],
])('streams of a call are those that tshark finds: %s', async (_, account) => {
  const { file, recorder, ours } = await captured('--duration', `${CAPTURE_SECONDS}s`);
  await call(account);
  const streams = await printed(ours);
  await stop(recorder);
  expectSame(ofRecords(streams, file), byTshark(file));
  expect(streams.map(({ callId }) => typeof callId)).toEqual(['string', 'string']);
  // A packet each 20 ms, less what the telephones take to begin.
  for (const { packets, lost } of streams) expect([packets > TALK_SECONDS * 25, lost]).toEqual([true, 0]);
});

it('a capture that ends after so many packets tells of those alone', async () => {
  const COUNT = 111;
  const { file, recorder, ours } = await captured('--count', String(COUNT));
  await call('audio_codecs=pcma');
  const streams = await printed(ours);
  await stop(recorder);
  const first = path.join(folder, 'first.pcap');
  peer('tshark', ['-r', file, '-c', String(COUNT), '-w', first]);
  expectSame(ofRecords(streams, first), byTshark(first));
  expect(streams).toHaveLength(2);
});
