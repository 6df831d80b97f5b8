/** Calls saved with their RTP: which packets go along, in which order, and what is told of those that are gone. */

import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { FRAME_RING_PIECE_BYTES, RTP_KEPT_SHARE } from '../../src/budgets';
import type { Frame } from '../../src/capture/frame';
import { openInput } from '../../src/capture/open';
import { Session } from '../../src/engine/session';
import { type SaveOptions, type SaveOutcome, saveDialogs } from '../../src/export/save';
import { NO_LIMITS } from '../../src/store/store';
import { ethernet, frameOf, ipv4, udp } from '../decode/build';
import { rr, sr } from '../decode/rtcp-build';
import { MadeInput } from '../engine/made-input';
import { dialogsOf } from '../store/play';
import { datagram, rtp, talk } from '../store/rtp';
import { BEGINNING } from '../store/scenario';
import { answered, byTime, call, fileOf, framesIn, signalling, spoken, textOf } from './media-files';

let folder: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'save-media-'));
});

afterEach(() => fs.rm(folder, { recursive: true }));

async function readFiles(...files: Buffer[]): Promise<Session> {
  const names = files.map((_, i) => path.join(folder, `in${i}`));
  for (const [i, bytes] of files.entries()) await fs.writeFile(names[i], bytes);
  const session = await Session.open(names, NO_LIMITS);
  await session.readAll();
  return session;
}

/** Frames that cannot be read again. */
async function listened(frames: readonly Frame[], { rtp: keep = true, memoryBytes = 2 ** 26 } = {}): Promise<Session> {
  const input = new MadeInput();
  input.pushFrames(frames.map((frame, position) => ({ ...frame, position })));
  input.end();
  const session = new Session([input], { ...NO_LIMITS, memoryBytes }, { rtp: keep });
  await session.readAll();
  return session;
}

interface Saved {
  outcome: SaveOutcome;
  frames: string[];
}

interface Wish extends Partial<SaveOptions> {
  name?: string;
  dialogs?: number[];
  strays?: boolean;
  streams?: number[];
}

async function save(session: Session, wish: Wish = {}): Promise<Saved> {
  const { name = 'out.pcap', dialogs = dialogsOf(session.store), strays = false, streams = [], ...options } = wish;
  const file = path.join(folder, name);
  const outcome = await saveDialogs(session.store, { dialogs, strays, streams }, file, {
    ...{ overwrite: true, format: null, media: session.media },
    ...options,
  });
  session.close();
  return { outcome, frames: outcome.outcome === 'saved' && !name.endsWith('.txt') ? await framesIn(file) : [] };
}

const CALL = call();

describe.each([
  ['a file', (frames: Frame[]) => readFiles(fileOf(frames))],
  ['a compressed file', (frames: Frame[]) => readFiles(gzipSync(fileOf(frames)))],
  ['a file of nanoseconds', (frames: Frame[]) => readFiles(fileOf(frames, { magic: 0xa1b23c4d }))],
  ['what was kept', (frames: Frame[]) => listened(frames)],
  [
    'two files',
    (frames: Frame[]) =>
      readFiles(fileOf(frames.filter((_, i) => i % 3 === 0)), fileOf(frames.filter((_, i) => i % 3 !== 0))),
  ],
])('out of %s', (_, read) => {
  test.each(['out.pcap', 'out.pcapng'])('SIP and RTP stand in order of time in %s', async (name) => {
    const { outcome, frames } = await save(await read(CALL), { name });
    expect(outcome).toMatchObject({ outcome: 'saved', dialogs: 1, packets: 103, note: null });
    expect(frames).toEqual(CALL.map(textOf));
  });

  test('of two calls between the same ports with the same SSRCs each takes its own', async () => {
    const later = call({ callId: 'later', ms: 10_000 });
    const session = await read([...CALL, ...later]);
    const [, second] = dialogsOf(session.store);
    expect((await save(session, { dialogs: [second] })).frames).toEqual(later.map(textOf));
  });
});

test('without media, SIP alone', async () => {
  const { outcome, frames } = await save(await readFiles(fileOf(CALL)), { media: null });
  expect(outcome).toMatchObject({ packets: 3, note: null });
  expect(frames).toEqual(signalling().map(textOf));
});

test('text has none', async () => {
  const { outcome } = await save(await readFiles(fileOf(CALL)), { name: 'out.txt' });
  expect(outcome).toMatchObject({ packets: 3, note: null });
});

test('streams that no call claims go along with all, and only then', async () => {
  const other = talk({ from: '10.0.0.8:6000', to: '10.0.0.9:6000', ms: 500, ssrc: 77 }, 20);
  const frames = byTime([...CALL, ...other]);
  expect((await save(await readFiles(fileOf(frames)))).frames).toEqual(CALL.map(textOf));
  expect((await save(await readFiles(fileOf(frames)), { strays: true })).frames).toEqual(frames.map(textOf));
});

test('a stream by itself', async () => {
  const session = await readFiles(fileOf(CALL));
  const streams: number[] = [];
  session.store.mediaStreams.streams.each((row) => streams.push(row));
  const { outcome, frames } = await save(session, { dialogs: [], streams: [streams[0]] });
  expect(outcome).toMatchObject({ dialogs: 0, packets: 50 });
  expect(frames).toEqual(spoken(50).map(textOf));
});

test('RTCP goes along: between the ports, beside them, either way, a little after the end, and from a sender', async () => {
  const at = (from: string, to: string, ms: number) => datagram({ from, to, ms }, sr(1, [1, 2, 3, 4, 5]));
  const its = [
    at('10.0.0.1:4001', '10.0.0.2:5001', 1000),
    at('10.0.0.2:5001', '10.0.0.1:4001', 1001),
    at('10.0.0.2:5000', '10.0.0.1:4000', 1002),
    at('10.0.0.1:4001', '10.0.0.2:5000', 1003),
    datagram({ from: '10.0.0.1:4000', to: '10.0.0.2:5001', ms: 6900 }, rr(1)),
    datagram({ from: '10.0.0.1:7001', to: '10.0.0.2:7003', ms: 1006 }, rr(0xca11e4)),
  ];
  const others = [
    at('10.0.0.1:4002', '10.0.0.2:5002', 1004),
    at('10.0.0.1:4001', '10.0.0.3:5001', 1005),
    datagram({ from: '10.0.0.1:7001', to: '10.0.0.2:7003', ms: 1007 }, rr(0xca11e5)),
    datagram({ from: '10.0.0.3:7001', to: '10.0.0.2:7003', ms: 1008 }, rr(0xca11e4)),
    at('10.0.0.1:4001', '10.0.0.2:5001', 60_000),
  ];
  const frames = byTime([...signalling(), ...spoken(50), ...its, ...others]);
  const expected = frames.filter((frame) => !others.includes(frame));
  expect((await save(await readFiles(fileOf(frames)))).frames).toEqual(expected.map(textOf));
});

/** A packet of RTP as two fragments, `gapMs` apart. */
function fragmented(ms: number, gapMs: number): Frame[] {
  const whole = rtp({
    ...{ from: '10.0.0.1:4000', to: '10.0.0.2:5000', ms, ssrc: 0xca11e4, sequence: 60 },
    payload: Buffer.alloc(2000, 7),
  });
  const datagramBytes = whole.bytes.subarray(whole.start + 34, whole.end);
  return [0, 1480].map((offset, i) => {
    const piece = datagramBytes.subarray(offset, offset === 0 ? 1480 : undefined);
    const bytes = ethernet(ipv4(piece, { id: 9, offset, more: offset === 0 }));
    const us = (ms + i * gapMs) * 1000;
    return {
      ...frameOf(bytes, { volatile: true }),
      ...{ seconds: BEGINNING + Math.floor(us / 1e6), nanos: (us % 1e6) * 1000 },
    };
  });
}

test.each([
  ['a file', (frames: Frame[]) => readFiles(fileOf(frames))],
  ['what was kept', (frames: Frame[]) => listened(frames)],
])('all fragments of a packet go along, each at its time, out of %s', async (_, read) => {
  const frames = byTime([...CALL, ...fragmented(1085, 30)]);
  expect((await save(await read(frames))).frames).toEqual(frames.map(textOf));
});

test('packets that a network card has a little out of order are all there, in order', async () => {
  const ends = { from: '10.0.0.1:4000', to: '10.0.0.2:5000' };
  // Each pair is the wrong way round, the first and the last too.
  const jumbled = Array.from({ length: 50 }, (_, i) => rtp({ ...ends, ms: 100 + (i ^ 1), sequence: 1 + (i ^ 1) }));
  const [invite, ok, bye] = signalling();
  const { outcome, frames } = await save(await readFiles(fileOf([invite, ok, ...jumbled, bye])));
  expect(outcome).toMatchObject({ note: null, packets: 53 });
  expect(frames).toEqual([invite, ok, ...byTime(jumbled), bye].map(textOf));
});

test('a file of which nothing is left as it was is told, and nothing is written', async () => {
  const session = await readFiles(fileOf(CALL));
  const message = expect.stringMatching(/out.pcap: cannot be written whole: the capture has changed since it was read/);
  await fs.truncate(path.join(folder, 'in0'), 2000);
  expect((await save(session)).outcome).toEqual({ outcome: 'failed', message });
  expect(await fs.readdir(folder)).toEqual(['in0']);
});

test('a file with other packets in its place', async () => {
  const session = await readFiles(fileOf(CALL));
  await fs.rename(path.join(folder, 'in0'), path.join(folder, 'away'));
  await fs.writeFile(path.join(folder, 'in0'), fileOf(call({ callId: 'longer than the other one', ms: 70_000 })));
  expect((await save(session)).outcome).toMatchObject({
    outcome: 'failed',
    message: expect.stringMatching(/the capture has changed since it was read; nothing was written$/),
  });
});

test('a file that is gone', async () => {
  const session = await readFiles(fileOf(CALL));
  await fs.unlink(path.join(folder, 'in0'));
  expect((await save(session)).outcome).toEqual({
    outcome: 'failed',
    message: `${folder}/out.pcap: RTP cannot be read again from ${folder}/in0: no such file`,
  });
});

test('link types that one .pcap cannot hold', async () => {
  const [sip, media] = [signalling(), spoken(50)];
  const bare = media.map((frame) => ({ ...frame, start: frame.start + 14, wireLength: frame.wireLength - 14 }));
  const read = () => readFiles(fileOf(sip), fileOf(bare, { linkType: 101 }));
  expect((await save(await read())).outcome).toEqual({
    outcome: 'failed',
    message: `${folder}/out.pcap: packets of link types 1 and 101 do not fit into one .pcap file; use .pcapng`,
  });
  const { outcome, frames } = await save(await read(), { name: 'out.pcapng' });
  expect([outcome.outcome, frames.filter((text) => / 101 /.test(text)).length]).toEqual(['saved', 50]);
});

test('a save that is given up between the packets leaves nothing', async () => {
  const session = await readFiles(fileOf(CALL));
  let asked = 0;
  const { outcome } = await save(session, { givenUp: () => asked++ > 0 });
  expect(outcome).toMatchObject({ outcome: 'failed', message: expect.stringContaining('given up') });
  expect(await fs.readdir(folder)).toEqual(['in0']);
});

describe('what cannot be read again', () => {
  test('is kept within the memory, and what is gone is told', async () => {
    const memoryBytes = (4 * FRAME_RING_PIECE_BYTES) / RTP_KEPT_SHARE;
    const long = byTime([...signalling(), ...spoken(20_000)]);
    const session = await listened(long, { memoryBytes });
    const gone = session.media.ring?.gone ?? 0;
    expect(gone).toBeGreaterThan(5000);
    expect(session.store.limits.memoryBytes + (session.media.ring?.bytes ?? 0)).toBeLessThanOrEqual(memoryBytes);
    const { outcome, frames } = await save(session);
    const note = `the first ${gone.toLocaleString('en')} RTP packets are no longer kept (--memory)`;
    expect(outcome).toMatchObject({ outcome: 'saved', packets: 20_003 - gone, note });
    expect(frames).toEqual(byTime([...signalling(), ...spoken(20_000).slice(gone)]).map(textOf));
  });

  test('is not kept without -r', async () => {
    const session = await listened(CALL, { rtp: false });
    expect([session.media.available, session.status().mediaKept]).toEqual([false, false]);
    const note = '100 RTP packets are not kept: start with -r to keep them for saving';
    expect((await save(session)).outcome).toMatchObject({ outcome: 'saved', packets: 3, note });
  });

  test('is kept of one input, and read again of another', async () => {
    await fs.writeFile(path.join(folder, 'in0'), fileOf([...signalling(), ...answered(50)]));
    const input = new MadeInput();
    input.pushFrames(spoken(50).map((frame, position) => ({ ...frame, position, input: 1 })));
    input.end();
    const file = await openInput(path.join(folder, 'in0'), 0);
    const session = new Session([file, input], NO_LIMITS, { rtp: true });
    await session.readAll();
    expect([session.media.ring?.frames, session.media.whole]).toEqual([50, false]);
    expect((await save(session)).frames).toEqual(CALL.map(textOf));
  });

  test('is not kept of a file, which can be read again', async () => {
    await fs.writeFile(path.join(folder, 'in0'), fileOf(CALL));
    const { inputs } = await readFiles(fileOf(CALL));
    const session = new Session(inputs, NO_LIMITS, { rtp: true });
    expect([session.media.ring, session.media.available, session.status().mediaKept]).toEqual([null, true, true]);
    expect(session.store.limits.memoryBytes).toBe(NO_LIMITS.memoryBytes);
    session.close();
  });
});

test('an answer that never came: the unanswered way alone', async () => {
  const frames = byTime([...signalling().slice(0, 1), ...answered(30)]);
  expect((await save(await readFiles(fileOf(frames)))).frames).toEqual(frames.map(textOf));
});

test('a datagram of which a part is lost is nobody’s', async () => {
  const [first] = fragmented(1085, 30);
  const frames = byTime([
    ...CALL,
    first,
    datagram({ from: '10.0.0.5:9', to: '10.0.0.6:9', ms: 40_000 }, udp(Buffer.alloc(4))),
  ]);
  const { outcome } = await save(await readFiles(fileOf(frames)));
  expect(outcome).toMatchObject({ outcome: 'saved', note: null });
});
