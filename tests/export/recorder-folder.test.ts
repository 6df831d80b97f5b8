/** Which files a recording makes: refusals, names, rotation, deletion, and beginning anew on a signal. */

import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { RecordError, type RecordedInput, Recorder, type RecorderOptions } from '../../src/export/recorder';
import { numberedName } from '../../src/export/recorder-folder';
import { SYSTEM } from '../../src/export/recorder-world';
import { parse } from '../capture/parse';
import { FakeRecorderWorld, frame, settle } from './recorder-fakes';

const NAME = '/cap/calls.pcap';
const eth0: RecordedInput = { name: 'eth0', linkTypes: [1], readBack: () => Buffer.alloc(0) };

let world: FakeRecorderWorld;
let recorder: Recorder;

beforeEach(() => {
  world = new FakeRecorderWorld(new Date(2026, 10, 21, 9, 20, 56));
});

async function open(options: Partial<RecorderOptions> = {}): Promise<void> {
  recorder = await Recorder.open({ path: NAME, split: null, keep: null, ...options }, [eth0], world);
}

/** Records packets, and waits until they are in the file. */
async function record(...texts: string[]): Promise<void> {
  for (const text of texts) recorder.take(frame(text), null);
  await world.pass(200);
}

const disk = () => world.files;

/** Files below the folder, and the packets in them. */
function contents(): Record<string, string> {
  return Object.fromEntries(
    disk()
      .names()
      .map((name) => [name.replace('/cap/', ''), disk().packets(name).join(' ')]),
  );
}

describe('refused', () => {
  const refusal = (options: Partial<RecorderOptions>) =>
    open(options).then(
      () => 'opened',
      (error) => `${error instanceof RecordError}: ${error.message}`,
    );

  test.each([
    ['', '-O: the name of a file is missing'],
    ['-', '-: cannot be recorded to standard output; name a file'],
    ['/cap', '/cap: is a folder; name a file in it'],
    ['/cap/sub/', '/cap/sub/: is a folder; name a file in it'],
    ['/missing/calls.pcap', '/missing/calls.pcap: no such folder'],
  ])('the name “%s”', async (name, said) => {
    expect(await refusal({ path: name })).toBe(`true: ${said}`);
    expect(await refusal({ path: name, split: { seconds: 60 } })).toMatch(said.replace('calls.', 'calls-0001.'));
    expect([disk().names(), disk().openHandles]).toEqual([[], 0]);
  });

  test.each([
    ['EACCES', 'may not be written: permission denied, choose another folder'],
    ['EROFS', 'the file system is read-only, choose another folder'],
    ['EMFILE', 'too many files are open; raise the limit (ulimit -n)'],
    ['EIO', 'cannot be opened: EIO: made up'],
  ])('%s', async (code, said) => {
    disk().broken.set('open', code);
    expect(await refusal({})).toBe(`true: ${NAME}: ${said}`);
  });

  test('a disk without room for the header: of a counted name nothing is left', async () => {
    disk().capacity = 20;
    expect(await refusal({ split: { seconds: 60 } })).toBe(
      'true: /cap/calls-0001.pcap: the disk is full, choose another folder',
    );
    expect([disk().names(), disk().openHandles]).toEqual([[], 0]);
  });

  test('the capture that is read, by any name; and a device', async () => {
    disk().put(NAME, 'mine');
    const file = { ...eth0, linkTypes: undefined };
    disk().files.set('/cap/link.pcap', disk().files.get(NAME)!);
    const inputs = ['/cap/missing', '-', '/cap/link.pcap'].map((name) => ({ ...file, name }));
    await expect(Recorder.open({ path: NAME, split: null, keep: null }, inputs, world)).rejects.toThrow(
      '/cap/calls.pcap: is the capture that is being read; choose another name',
    );
    expect(disk().files.get(NAME)?.bytes.toString()).toBe('mine');
    await expect(Recorder.open({ path: '/dev/null', split: null, keep: null }, [eth0])).rejects.toThrow(
      '/dev/null: is no file but a device or pipe; name a file',
    );
  });
});

test('an interface is no file, though one has its name', async () => {
  disk().put(NAME, 'of yesterday');
  recorder = await Recorder.open({ path: NAME, split: null, keep: null }, [{ ...eth0, name: NAME }], world);
  await record('INVITE');
  expect(contents()).toEqual({ 'calls.pcap': 'INVITE' });
});

describe('names', () => {
  test('a plain name is written over', async () => {
    disk().put(NAME, 'of yesterday');
    await open();
    await record('INVITE');
    expect(contents()).toEqual({ 'calls.pcap': 'INVITE' });
  });

  test('fields are filled; folders that have some are made', async () => {
    await open({ path: '/cap/%Y/%m-%d/calls-%H%M%S.pcap' });
    await record('INVITE');
    expect(contents()).toEqual({ '2026/11-21/calls-092056.pcap': 'INVITE' });
    expect(recorder.status.path).toBe('/cap/2026/11-21/calls-092056.pcap');
  });

  test('a folder that was typed is not made', async () => {
    await expect(open({ path: '/typo/%Y/calls.pcap' })).rejects.toThrow('/typo/2026/calls.pcap: no such folder');
  });

  test.each([
    ['calls.pcap', 1, 'calls-0001.pcap'],
    ['/a.b/calls', 12, '/a.b/calls-0012'],
    ['.pcap', 1, '.pcap-0001'],
  ])('%s with the counter %i', (name, counter, numbered) => expect(numberedName(name, counter)).toBe(numbered));

  test('counted names stand in the order of their counters', () => {
    const counters = [1, 9, 10, 9999, 10_000, 10_001, 99_999, 100_000, 123_456];
    const names = counters.map((counter) => numberedName('calls.pcap', counter));
    expect([...names].sort()).toEqual(names);
    expect([...names].sort((a, b) => a.localeCompare(b))).toEqual(names);
  });

  test('counters go on behind those of earlier runs, whatever else is there', async () => {
    for (const name of ['calls-0007.pcap', 'calls-0003.pcap', 'calls-0044.pcapng', 'calls-x.pcap', 'recalls-0050.pcap'])
      disk().put(`/cap/${name}`);
    await open({ split: { seconds: 60 } });
    expect(recorder.status.path).toBe('/cap/calls-0008.pcap');
  });

  test('a counted name that somebody took meanwhile is passed over', async () => {
    await open({ split: { seconds: 60 } });
    disk().put('/cap/calls-0002.pcap');
    await record('one');
    await world.pass(60_000);
    await record('two');
    expect(disk().size('/cap/calls-0002.pcap')).toBe(0);
    expect(disk().packets('/cap/calls-0003.pcap')).toEqual(['two']);
  });

  test('without a list of the folder the first free one is found', async () => {
    disk().put('/cap/calls-0001.pcap');
    disk().readdir = async () => Promise.reject(new Error('no'));
    await open({ split: { seconds: 60 } });
    expect(recorder.status.path).toBe('/cap/calls-0002.pcap');
  });
});

describe('by size', () => {
  test('a file does not get larger than it may', async () => {
    await open({ split: { bytes: 24 + 2 * 26 } });
    await record('1'.repeat(10), '2'.repeat(10), '3'.repeat(10));
    await record('4'.repeat(10), '5'.repeat(10));
    const packet = (digit: string) => digit.repeat(10);
    expect(contents()).toEqual({
      'calls-0001.pcap': `${packet('1')} ${packet('2')}`,
      'calls-0002.pcap': `${packet('3')} ${packet('4')}`,
      'calls-0003.pcap': packet('5'),
    });
    expect(disk().size('/cap/calls-0001.pcap')).toBe(76);
    expect(recorder.status).toMatchObject({ packets: 5, bytes: 76 + 76 + 50, path: '/cap/calls-0003.pcap' });
    expect(disk().openHandles).toBe(1);
  });

  test('but for a single packet that is larger', async () => {
    await open({ split: { bytes: 60 } });
    await record('x'.repeat(100), 'y', 'z'.repeat(100));
    expect(contents()).toEqual({
      'calls-0001.pcap': 'x'.repeat(100),
      'calls-0002.pcap': 'y',
      'calls-0003.pcap': 'z'.repeat(100),
    });
  });

  test.each([0, 1, 2, 3])('of .pcapng, with interface descriptions and padding', async (more) => {
    const size = 84 + 2 * (32 + 12 + more);
    await open({ path: '/cap/calls.pcapng', split: { bytes: size } });
    for (const linkType of [1, 1, 113, 1, 113]) recorder.take(frame('x'.repeat(9 + more), { linkType }), null);
    await recorder.close();
    const sizes = disk()
      .names()
      .map((name) => [disk().packets(name).length, disk().size(name) <= size]);
    expect(sizes.reduce((sum, [packets]) => sum + Number(packets), 0)).toBe(5);
    expect(sizes.every(([, small]) => small)).toBe(true);
    expect(sizes.length).toBeLessThanOrEqual(4);
  });

  test('every file of a link type that the first packet brought has it', async () => {
    const file = { ...eth0, linkTypes: undefined };
    recorder = await Recorder.open({ path: NAME, split: { bytes: 60 }, keep: null }, [file], world);
    for (const text of ['one', 'two', 'three']) recorder.take(frame(text.repeat(5), { linkType: 113 }), null);
    await recorder.close();
    expect(
      disk()
        .names()
        .map((name) => disk().lines(name)[0].split(' ')[1]),
    ).toEqual(['113', '113', '113']);
  });
});

describe('by time', () => {
  test('a new file begins with the first packet after it', async () => {
    await open({ path: '/cap/calls-%H%M.pcap', split: { seconds: 60 } });
    await record('one');
    await world.pass(59_000);
    await record('two');
    await world.pass(1000);
    await record('three');
    expect(contents()).toEqual({ 'calls-0920-0001.pcap': 'one two', 'calls-0921-0002.pcap': 'three' });
  });

  test('nothing happens while nothing comes', async () => {
    await open({ split: { seconds: 60 } });
    await record('one');
    expect(world.waiting).toBe(0);
    await world.pass(3_600_000);
    expect(disk().names()).toHaveLength(1);
    await record('two');
    expect(contents()).toEqual({ 'calls-0001.pcap': 'one', 'calls-0002.pcap': 'two' });
  });

  test('a file without packets is not left behind: its time begins with them', async () => {
    await open({ split: { seconds: 60 } });
    await world.pass(600_000);
    await record('one');
    await world.pass(59_000);
    await record('two');
    expect(contents()).toEqual({ 'calls-0001.pcap': 'one two' });
  });
});

describe('keep', () => {
  test('the oldest files of the run go', async () => {
    disk().put('/cap/calls-0001.pcap');
    await open({ split: { bytes: 60 }, keep: 2 });
    for (const text of ['one', 'two', 'three', 'four']) await record(text.repeat(10));
    expect(
      disk()
        .names()
        .map((name) => name.slice(-9)),
    ).toEqual(['0001.pcap', '0004.pcap', '0005.pcap']);
  });

  test('one is the one that is written', async () => {
    await open({ split: { bytes: 60 }, keep: 1 });
    for (const text of ['one', 'two', 'three']) await record(text.repeat(10));
    expect(contents()).toEqual({ 'calls-0003.pcap': 'three'.repeat(10) });
  });

  test('what somebody took away, or put in its place, is left alone', async () => {
    await open({ split: { bytes: 60 }, keep: 2 });
    for (const text of ['one', 'two']) await record(text.repeat(10));
    disk().files.delete('/cap/calls-0001.pcap');
    disk().move('/cap/calls-0002.pcap', '/cap/mine.pcap');
    disk().put('/cap/calls-0002.pcap');
    for (const text of ['three', 'four']) await record(text.repeat(10));
    expect(
      disk()
        .names()
        .map((name) => name.slice(5)),
    ).toEqual(['calls-0002.pcap', 'calls-0003.pcap', 'calls-0004.pcap', 'mine.pcap']);
  });

  test('what cannot be deleted is tried again', async () => {
    await open({ split: { bytes: 60 }, keep: 1 });
    disk().broken.set('unlink', 'EACCES');
    for (const text of ['one', 'two', 'three']) await record(text.repeat(10));
    expect(disk().names()).toHaveLength(3);
    disk().broken.clear();
    await record('four'.repeat(10));
    expect(disk().names()).toEqual(['/cap/calls-0004.pcap']);
  });
});

describe('beginning anew', () => {
  test('writes out, and makes the file that was moved away', async () => {
    await open();
    recorder.take(frame('one'), null);
    disk().move(NAME, '/cap/calls.pcap.1');
    recorder.reopen();
    recorder.take(frame('two'), null);
    await world.pass(200);
    expect(contents()).toEqual({ 'calls.pcap.1': 'one', 'calls.pcap': 'two' });
    expect(recorder.status).toMatchObject({ packets: 2, path: NAME, bytes: 24 + 19 + 24 + 19 });
    expect([disk().openHandles, world.waiting]).toEqual([1, 0]);
  });

  test('while a write is under way: what was taken before goes into the old file', async () => {
    await open();
    let answer = () => {};
    disk().hangs = new Promise((resolve) => {
      answer = resolve;
    });
    recorder.take(frame('one'), null);
    await world.pass(200);
    recorder.take(frame('two'), null);
    disk().move(NAME, '/cap/calls.pcap.1');
    recorder.reopen();
    recorder.take(frame('three'), null);
    answer();
    await world.pass(200);
    expect(contents()).toEqual({ 'calls.pcap.1': 'one two', 'calls.pcap': 'three' });
  });

  test('a file that nobody moved is written on', async () => {
    await open();
    await record('one');
    recorder.reopen();
    await record('two');
    expect(contents()).toEqual({ 'calls.pcap': 'one two' });
    expect(disk().openHandles).toBe(1);
  });

  test('another file that stands there is left alone', async () => {
    await open();
    await record('one');
    disk().move(NAME, '/cap/calls.pcap.1');
    disk().put(NAME, 'mine');
    recorder.reopen();
    await record('two');
    expect(disk().files.get(NAME)?.bytes.toString()).toBe('mine');
    expect([recorder.status.path, disk().packets('/cap/calls-0001.pcap')]).toEqual(['/cap/calls-0001.pcap', ['two']]);
  });

  test('an empty one is what logrotate made for us', async () => {
    await open();
    disk().move(NAME, '/cap/calls.pcap.1');
    disk().put(NAME);
    recorder.reopen();
    await record('two');
    expect(contents()).toEqual({ 'calls.pcap': 'two', 'calls.pcap.1': '' });
  });

  test('with fields the name is that of now', async () => {
    await open({ path: '/cap/calls-%H%M.pcap' });
    await record('one');
    await world.pass(60_000);
    recorder.reopen();
    await record('two');
    expect(contents()).toEqual({ 'calls-0920.pcap': 'one', 'calls-0921.pcap': 'two' });
  });

  test('a name that comes again does not write over the earlier file', async () => {
    await open({ path: '/cap/calls-%M.pcap' });
    await record('one');
    for (const text of ['two', 'three']) {
      await world.pass(60_000);
      recorder.reopen();
      await record(text);
    }
    await world.pass(58 * 60_000);
    recorder.reopen();
    await record('four');
    expect(contents()).toEqual({
      'calls-20.pcap': 'one',
      'calls-20-0001.pcap': 'four',
      'calls-21.pcap': 'two',
      'calls-22.pcap': 'three',
    });
  });

  test('with counted names the next one; none where the one at hand is still empty', async () => {
    await open({ split: { seconds: 60 } });
    recorder.reopen();
    await record('one');
    recorder.reopen();
    await record('two');
    expect(contents()).toEqual({ 'calls-0001.pcap': 'one', 'calls-0002.pcap': 'two' });
  });

  test('on a full disk what waits goes into the new file', async () => {
    await open();
    disk().capacity = 50;
    await record('x'.repeat(50));
    expect(recorder.status.trouble).toMatch(/is full/);
    disk().move(NAME, '/cap/calls.pcap.1');
    disk().capacity = 150;
    recorder.reopen();
    await settle();
    expect(contents()).toEqual({ 'calls.pcap': '', 'calls.pcap.1': 'x'.repeat(50) });
    expect(recorder.status.trouble).toBeNull();
  });

  test('twice at once is once', async () => {
    await open();
    await record('one');
    disk().move(NAME, '/cap/calls.pcap.1');
    recorder.reopen();
    recorder.reopen();
    await record('two');
    expect(contents()).toEqual({ 'calls.pcap.1': 'one', 'calls.pcap': 'two' });
  });
});

describe('a next file that cannot be opened', () => {
  const TROUBLE =
    '/cap/calls-0002.pcap: may not be written: permission denied, choose another folder; calls-0001.pcap is written on';

  test.each([
    ['by size', { bytes: 60 }],
    ['by time', { seconds: 1 }],
  ])('%s: the old one is written on, and the new one tried again', async (_, split) => {
    await open({ split });
    await record('1'.repeat(20));
    disk().broken.set('open', 'EACCES');
    await world.pass(1000);
    await record('2'.repeat(20), '3'.repeat(20));
    expect(recorder.status).toMatchObject({ packets: 3, lost: 0, trouble: TROUBLE });
    disk().broken.clear();
    await record('4'.repeat(20));
    expect(disk().packets('/cap/calls-0001.pcap')).toHaveLength(4);
    await world.pass(2000);
    await record('5'.repeat(20));
    expect(recorder.status.path).toMatch(/calls-000[23].pcap/);
    expect(recorder.status).toMatchObject({ packets: 5, lost: 0, trouble: null });
    expect(disk().openHandles).toBe(1);
  });

  test('after a signal: it is tried again though no packet comes', async () => {
    await open();
    disk().broken.set('open', 'EACCES');
    disk().move(NAME, '/cap/calls.pcap.1');
    recorder.reopen();
    await record('one');
    expect(contents()).toEqual({ 'calls.pcap.1': 'one' });
    expect(recorder.status.trouble).toMatch(/^\/cap\/calls.pcap: may not be written: .*; calls.pcap is written on$/);
    disk().broken.clear();
    await world.pass(2000);
    expect(contents()).toEqual({ 'calls.pcap': '', 'calls.pcap.1': 'one' });
    expect(recorder.status.trouble).toBeNull();
    expect(world.waiting).toBe(0);
  });
});

describe('with real files', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'recorder-'));
  });

  afterEach(() => fs.rm(folder, { recursive: true, force: true }));

  async function openReal(name: string, options: Partial<RecorderOptions> = {}): Promise<string> {
    const full = path.join(folder, name);
    recorder = await Recorder.open({ path: full, split: null, keep: null, ...options }, [eth0]);
    return full;
  }

  async function packetsIn(name: string): Promise<string[]> {
    const { lines, warnings } = parse(await fs.readFile(path.join(folder, name)));
    expect(warnings).toEqual([]);
    return lines.map((line) => line.split(' ')[4]);
  }

  test.each(['calls.pcap', 'calls.pcapng'])('%s is written', async (name) => {
    const full = await openReal(name);
    recorder.take(frame('one'), null);
    await recorder.close();
    expect(await packetsIn(name)).toEqual(['one']);
    const { size, mode } = await fs.stat(full);
    expect(recorder.status).toEqual({ path: full, packets: 1, bytes: size, lost: 0, trouble: null });
    expect(mode & 0o777 & ~0o644).toBe(0);
  });

  test('a longer file is written over, and its links stay', async () => {
    await fs.writeFile(path.join(folder, 'there.pcap'), 'x'.repeat(1000));
    await fs.symlink('there.pcap', path.join(folder, 'calls.pcap'));
    await openReal('calls.pcap');
    recorder.take(frame('one'), null);
    await recorder.close();
    expect(await packetsIn('there.pcap')).toEqual(['one']);
  });

  test('rotation, a signal and deletion', async () => {
    await openReal('%Y/calls.pcap', { split: { bytes: 80 }, keep: 2 });
    const year = String(new Date().getFullYear());
    for (const text of ['one', 'two', 'three', 'four']) recorder.take(frame(text.repeat(8)), null);
    await recorder.room();
    recorder.reopen();
    recorder.take(frame('five'), null);
    await recorder.close();
    expect(await fs.readdir(path.join(folder, year))).toEqual(['calls-0004.pcap', 'calls-0005.pcap']);
    expect(await packetsIn(`${year}/calls-0005.pcap`)).toEqual(['five']);
    expect(recorder.status).toMatchObject({ packets: 5, lost: 0, trouble: null });
  });

  test('a folder under a file, a name that is too long, and the input through a link', async () => {
    await openReal('in.pcap');
    await recorder.close();
    await expect(openReal('in.pcap/calls.pcap')).rejects.toThrow(`${folder}/in.pcap/calls.pcap: no such folder`);
    await expect(openReal(`${'x'.repeat(300)}.pcap`)).rejects.toThrow(
      /x: the name is too long|\.pcap: the name is too long/,
    );
    await fs.symlink('in.pcap', path.join(folder, 'link.pcap'));
    const input = { ...eth0, linkTypes: undefined, name: path.join(folder, 'in.pcap') };
    const target = path.join(folder, 'link.pcap');
    await expect(Recorder.open({ path: target, split: null, keep: null }, [input])).rejects.toThrow(
      `${target}: is the capture that is being read; choose another name`,
    );
  });

  test('the clock of the system calls once, or not at all', async () => {
    const called: string[] = [];
    const takeBack = SYSTEM.after(1, () => called.push('taken back'));
    takeBack();
    await new Promise<void>((resolve) => {
      SYSTEM.after(2, () => resolve());
    });
    expect(called).toEqual([]);
    expect(Math.abs(SYSTEM.dateMs() - Date.now())).toBeLessThan(1000);
  });
});
