/**
 * Live capture with the real package cap, as root, in a network of this test's own. No floods: cap loses packets of
 * them, uncounted.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import dgram from 'node:dgram';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { openCap } from '../../src/capture/cap/cap-input';
import { type Identity, startPump } from '../../src/capture/cap/pump-process';
import { type Frame, newFrame } from '../../src/capture/frame';
import { CaptureFilterError, type LiveInput, type LiveOptions } from '../../src/capture/live';
import { bundle } from '../built';
import { OwnNetwork } from './own-network';
import { peer, ROOT } from './peers';

/**
 * cap takes room for 64 KB and the kernel rounds it up to 128 for every packet, however short: 511 of them wait for a
 * pump that does not run.
 */
const BUFFER_BYTES = 64 * 1024 * 1024;
const PORT = 5060;
const NOBODY: Identity = { uid: 65_534, gid: 65_534 };
/** Ethernet, IPv4 and UDP without options. */
const HEADERS_BYTES = 14 + 20 + 8;

let network: OwnNetwork;
let built: string;
let pumpFile: string;
let socket: dgram.Socket;
const open: LiveInput[] = [];

beforeAll(async () => {
  try {
    execFileSync(process.execPath, ['-e', "require('cap')"], { cwd: ROOT, stdio: 'ignore' });
  } catch {
    throw new Error('THE PEER cap IS NOT BUILT: apt-get install libpcap-dev, then npm ci');
  }
  network = new OwnNetwork();
  built = bundle(['src/engine/source.ts', 'src/capture/cap/pump.ts']);
  pumpFile = path.join(built, 'dist', 'capture', 'cap', 'pump.js');
  socket = dgram.createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(PORT, '127.0.0.1', resolve));
}, 60_000);

afterEach(() => {
  for (const live of open.splice(0)) live.close();
});

afterAll(() => {
  socket?.close();
  network?.leave();
  if (built) fs.rmSync(built, { recursive: true, force: true });
});

async function capture(
  options: Partial<LiveOptions> & { identity?: Identity | null } = {},
  file = pumpFile,
): Promise<LiveInput> {
  const defaults = { devices: ['lo'], expression: `udp port ${PORT}`, widen: true, bufferBytes: BUFFER_BYTES };
  const live = await openCap({ ...defaults, identity: NOBODY, ...options }, (orders, events) =>
    startPump(orders, events, file),
  );
  open.push(live);
  return live;
}

async function send(datagrams: readonly Buffer[]): Promise<void> {
  for (const datagram of datagrams) {
    await new Promise<void>((resolve) => socket.send(datagram, PORT, '127.0.0.1', () => resolve()));
  }
}

/** Of all lengths that are SIP's, with every byte in them. */
function someHundred(): Buffer[] {
  return Array.from({ length: 400 }, (_, index) => Buffer.alloc(200 + 7 * index, index).fill(`${index} `, 0, 4));
}

/** Of `count` packets. */
async function taken<T>(live: LiveInput, count: number, of: (frame: Frame) => T): Promise<T[]> {
  const frame = newFrame();
  const out: T[] = [];
  while (out.length < count) {
    if (live.next(frame)) out.push(of(frame));
    else if (!(await live.fill())) throw new Error(`the capture ended after ${out.length} packets`);
  }
  return out;
}

/** Of all packets until the end. */
async function rest<T>(live: LiveInput, of: (frame: Frame) => T): Promise<T[]> {
  const frame = newFrame();
  const out: T[] = [];
  do {
    while (live.next(frame)) out.push(of(frame));
  } while (await live.fill());
  return out;
}

/** Reads on until there is a warning besides the first, while no packet comes. */
async function told(live: LiveInput): Promise<void> {
  while (live.warnings.length < 2) await live.fill();
}

function payload(frame: Frame): string {
  return digest(frame.bytes.subarray(frame.start + HEADERS_BYTES, frame.end));
}

/** Of a whole packet or datagram, with its beginning, so that a failure can be read. */
function digest(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1', 0, 4);
  return `${text} ${bytes.length} ${createHash('sha1').update(bytes).digest('hex')}`;
}

function digests(datagrams: readonly Buffer[]): string[] {
  return datagrams.map(digest);
}

/** Process ids of the pumps that somebody started, in that order. */
function pumpsOf(parent: number): number[] {
  const tasks = `/proc/${parent}/task`;
  const children = fs
    .readdirSync(tasks)
    .flatMap((id) => fs.readFileSync(`${tasks}/${id}/children`, 'utf8').split(' '))
    .filter((id) => id !== '')
    .map(Number);
  return children.filter((id) => textOf(`/proc/${id}/cmdline`).includes('pump.js')).sort((a, b) => a - b);
}

/** Empty where the process is gone. */
function textOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Waits as long as the test may last. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await wait(10);
}

it('some hundred packets on loopback are all seen, byte by byte, with times of their arrival', async () => {
  const live = await capture();
  const sent = someHundred();
  const before = Date.now();
  await send(sent);
  const times: number[] = [];
  const seen = await taken(live, sent.length, (frame) => {
    times.push(frame.seconds * 1000 + frame.nanos / 1e6);
    return payload(frame);
  });
  expect(seen).toEqual(digests(sent));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  // The clock of the pump may be two milliseconds off.
  expect(times[0]).toBeGreaterThan(before - 3);
  expect(times[times.length - 1]).toBeLessThan(Date.now() + 3);
  expect(live).toMatchObject({
    linkTypes: [1],
    packets: 400,
    counters: { received: 400, droppedByKernel: null, droppedByInterface: null, droppedHere: 0 },
  });
});

it('captures in a worker thread too, from where the program’s bundles stand', async () => {
  const program = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { openSource } = require(workerData.built + '/dist/engine/source.js');
    openSource(workerData.source).then(async ({ live }) => {
      parentPort.postMessage('open');
      const frame = {};
      const seen = [];
      while (seen.length < 400) {
        if (live.next(frame)) seen.push(Buffer.from(frame.bytes.subarray(frame.start + ${HEADERS_BYTES}, frame.end)));
        else if (!(await live.fill())) break;
      }
      live.close();
      parentPort.postMessage(seen);
    });
  `;
  const options: LiveOptions = {
    devices: ['lo'],
    expression: `udp port ${PORT}`,
    widen: true,
    bufferBytes: BUFFER_BYTES,
  };
  const source = { live: options, backend: 'cap', identity: NOBODY };
  const worker = new Worker(inThisNetwork(program), { eval: true, workerData: { built, source } });
  try {
    const said = () => new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    expect(await said()).toBe('open');
    const seen = said() as Promise<Buffer[]>;
    await send(someHundred());
    expect(digests(await seen)).toEqual(digests(someHundred()));
  } finally {
    await worker.terminate();
  }
});

/** A new thread begins in the network of the whole process, not in that of the thread that makes it. */
function inThisNetwork(program: string): string {
  const thread = fs.readlinkSync('/proc/thread-self').split('/').at(-1);
  return `
    const koffi = require(${JSON.stringify(require.resolve('koffi'))});
    const fd = require('node:fs').openSync('/proc/self/task/${thread}/ns/net', 'r');
    if (koffi.load(null).func('setns', 'int', ['int', 'int'])(fd, 0x40000000) !== 0) throw new Error('setns');
    ${program}
  `;
}

it('who captures is nobody, without groups and capabilities, on all threads', async () => {
  await capture();
  const [pump] = pumpsOf(process.pid);
  const threads = fs.readdirSync(`/proc/${pump}/task`);
  expect(threads.length).toBeGreaterThan(4);
  for (const thread of threads) {
    const status = textOf(`/proc/${pump}/task/${thread}/status`);
    const [uids, gids, groups, permitted, effective] = ['Uid', 'Gid', 'Groups', 'CapPrm', 'CapEff'].map((name) =>
      status.match(new RegExp(`^${name}:[ \t]*(.*?)[ \t]*$`, 'm'))?.[1].split('\t'),
    );
    expect([uids, gids]).toEqual([Array(4).fill('65534'), Array(4).fill('65534')]);
    expect([groups, permitted, effective]).toEqual([[''], ['0000000000000000'], ['0000000000000000']]);
  }
});

it('signals to the whole program do not end it', async () => {
  const live = await capture();
  const [pump] = pumpsOf(process.pid);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const) process.kill(pump, signal);
  const sent = someHundred().slice(0, 10);
  await send(sent);
  expect(await taken(live, 10, payload)).toEqual(digests(sent));
  expect(live.warnings).toHaveLength(1);
});

it('a pump that is killed is told, the others go on, and the last one ends the capture', async () => {
  const live = await capture({ devices: ['lo', 'any'] });
  expect(live.linkTypes).toEqual([1, 113]);
  const [onLoopback, onAny] = pumpsOf(process.pid);
  process.kill(onLoopback, 'SIGKILL');
  await told(live);
  expect(live.warnings.slice(1)).toEqual(['lo: its capture has ended (SIGKILL); start again']);
  const sent = someHundred();
  await send(sent);
  const cooked = (frame: Frame) => digest(frame.bytes.subarray(frame.start + 2 + HEADERS_BYTES, frame.end));
  expect(await taken(live, sent.length, cooked)).toEqual(digests(sent));
  process.kill(onAny, 'SIGKILL');
  expect(await rest(live, cooked)).toEqual([]);
  expect(live.warnings.slice(2)).toEqual(['any: its capture has ended (SIGKILL); start again']);
});

it('an interface that goes down ends its pump, which is told, and only that', async () => {
  network.ip('link add cap0 type veth peer name cap1');
  for (const end of ['cap0', 'cap1']) network.ip(`link set ${end} up`);
  const live = await capture({ devices: ['cap0', 'lo'] });
  network.ip('link set cap0 down');
  await told(live);
  expect(live.warnings.slice(1)).toEqual([
    'cap0: its capture has ended: cap bears no interface that goes down; start again when it is up',
  ]);
  const sent = someHundred();
  await send(sent);
  expect(await taken(live, sent.length, payload)).toEqual(digests(sent));
  network.ip('link del cap0');
});

it('stop() still gives what came until then, and the end is no trouble', async () => {
  const live = await capture();
  const sent = someHundred();
  await send(sent);
  live.stop();
  expect(await rest(live, payload)).toEqual(digests(sent));
  expect(live.warnings).toHaveLength(1);
});

it('close() leaves no pump behind', async () => {
  const live = await capture({ devices: ['lo', 'any'] });
  expect(pumpsOf(process.pid)).toHaveLength(2);
  live.close();
  await until(() => pumpsOf(process.pid).length === 0);
});

it('what comes while nobody reads is dropped beyond the bound, and counted', async () => {
  const live = await capture();
  const datagrams = Array.from({ length: 20 }, () => Buffer.alloc(60_000, 'x'));
  let sent = 0;
  // Goes beyond the queue and the pipe after some 550.
  for (; live.counters.droppedHere === 0; sent += datagrams.length) {
    await send(datagrams);
    // Sending alone lets nothing in that the pump tells.
    await wait(1);
  }
  live.stop();
  const lengths = await rest(live, (frame) => frame.end - frame.start);
  const { received, droppedHere } = live.counters;
  expect(new Set(lengths)).toEqual(new Set([HEADERS_BYTES + 60_000]));
  expect(lengths.length).toBeGreaterThan(500);
  expect(received).toBe(lengths.length + droppedHere);
  expect(received).toBeLessThanOrEqual(sent);
});

it('a program that is killed takes its pumps along', async () => {
  const script = `
    const { openSource } = require(${JSON.stringify(`${built}/dist/engine/source.js`)});
    const live = { devices: ['lo', 'any'], expression: '', widen: true, bufferBytes: ${BUFFER_BYTES} };
    openSource({ live, backend: 'cap', identity: ${JSON.stringify(NOBODY)} }).then(() => console.log('open'));
  `;
  const program = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await firstOutput(program);
  const pumps = pumpsOf(program.pid as number);
  expect(pumps).toHaveLength(2);
  program.kill('SIGKILL');
  await until(() => pumps.every((pump) => !textOf(`/proc/${pump}/cmdline`).includes('pump.js')));
});

function firstOutput(program: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    program.stdout?.once('data', resolve);
    program.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
}

it('refuses a wrong capture filter in libpcap’s words, and a device that is not there', async () => {
  const wrong = (await capture({ expression: 'port potato' }).catch((error) => error)) as CaptureFilterError;
  expect(wrong).toBeInstanceOf(CaptureFilterError);
  expect(wrong).toMatchObject({ message: "unknown port 'potato'", expression: 'port potato' });
  await expect(capture({ devices: ['lo', 'nosuch'] })).rejects.toThrow(/^cannot capture on nosuch: .*No such device/);
  await until(() => pumpsOf(process.pid).length === 0);
});

it('says what to install where the package is not to be found', async () => {
  const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-cap-'));
  try {
    const file = path.join(elsewhere, 'pump.js');
    fs.copyFileSync(pumpFile, file);
    await expect(capture({}, file)).rejects.toThrow(/^--capture-with cap: .*libpcap-dev.*libpcap-devel.*compiler/);
  } finally {
    fs.rmSync(elsewhere, { recursive: true, force: true });
  }
});

it('its packets are those that tcpdump sees', async () => {
  const file = path.join(built, 'tcpdump.pcap');
  const tcpdump = spawn('tcpdump', ['-i', 'lo', '-U', '-w', file, '-Z', 'root', `udp port ${PORT}`], { stdio: 'pipe' });
  await new Promise<void>((resolve) => {
    tcpdump.stderr.on('data', (text) => String(text).includes('listening') && resolve());
  });
  const live = await capture();
  const sent = someHundred();
  await send(sent);
  const seen = await taken(live, sent.length, (frame) => frame.bytes.toString('hex', frame.start, frame.end));
  await until(() => fs.statSync(file).size >= 24 + seen.reduce((sum, hex) => sum + 16 + hex.length / 2, 0));
  tcpdump.kill('SIGINT');
  const listed = peer('tcpdump', ['-r', file, '-xx', '-n', '-t']).split(/^(?=\S)/m);
  const hex = listed.map((text) => (text.match(/(?<=0x[0-9a-f]{4}: {2}).*/g) ?? []).join('').replaceAll(/\s/g, ''));
  expect(seen).toEqual(hex);
});
