/** Recordings as tshark reads them: of a process that was killed, on a disk that is full; and names as date(1) has them. */

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Frame, newFrame } from '../../src/capture/frame';
import { Recorder } from '../../src/export/recorder';
import { bundle } from '../built';
import { ethernet, ipv4, sip, udp } from '../decode/build';
import { peer } from './peers';

const CHILD = path.join(__dirname, 'recorder-child.js');
const LIVE = { name: 'made', linkTypes: [1], readBack: () => Buffer.alloc(0) };
const OPTIONS = ethernet(ipv4(udp(sip('recorded'))));

let built: string;
let folder: string;

beforeAll(() => {
  built = bundle(['src/export/recorder.ts', 'src/export/strftime.ts']);
});

afterAll(() => fs.rmSync(built, { recursive: true, force: true }));

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'recorder-'));
  fs.chmodSync(folder, 0o777);
});

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Packets with SIP that tshark finds, and its complaints. */
function readByTshark(file: string): { packets: number; complaints: string } {
  const args = ['-r', file, '-Y', 'sip', '-T', 'fields', '-e', 'frame.number'];
  const run = spawnSync('tshark', args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (run.error) throw new Error(`THE PEER tshark IS NOT INSTALLED: .ci/run installs it (${run.error.message})`);
  const complaints = run.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('Running as user'));
  expect(run.status === 0).toBe(complaints.length === 0);
  return { packets: run.stdout.split('\n').length - 1, complaints: complaints.join() };
}

/** The same of a file about which it must not complain. */
function packetsByTshark(file: string): number {
  const { packets, complaints } = readByTshark(file);
  expect(complaints).toBe('');
  return packets;
}

function frame(position: number, bytes = OPTIONS): Frame {
  const { length } = bytes;
  return { ...newFrame(), bytes, end: length, wireLength: length, seconds: position, position, volatile: true };
}

describe('killed', () => {
  /** Kills the recording somewhere in the middle; gives its files, in order. */
  async function killed(name: string, splitBytes: number, afterMs: number, stopped: boolean): Promise<string[]> {
    const padded = Buffer.concat([OPTIONS, Buffer.alloc(64)]);
    const args = [CHILD, path.join(built, 'dist/export/recorder.js'), path.join(folder, name), String(splitBytes)];
    const child = spawn(process.execPath, [...args, padded.toString('hex')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(said.toString()).toBe('recording\n');
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    if (stopped) {
      child.kill('SIGSTOP');
      while (!isStopped(child.pid as number)) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    child.kill('SIGKILL');
    expect(await exited).toEqual([null, 'SIGKILL']);
    return fs
      .readdirSync(folder)
      .sort()
      .map((one) => path.join(folder, one));
  }

  /** True when no thread of it is in a system call any more. */
  function isStopped(pid: number): boolean {
    const tasks = fs.readdirSync(`/proc/${pid}/task`);
    return tasks.every((task) => / T /.test(fs.readFileSync(`/proc/${pid}/task/${task}/stat`, 'latin1')));
  }

  const KINDS: [string, number][] = [
    ['calls.pcap', 0],
    ['calls.pcapng', 0],
    ['calls.pcap', 100_000],
    ['calls.pcapng', 100_000],
  ];
  const DELAYS_MS = [0, 2, 5, 13, 34, 89];

  it.each(KINDS)('between two system calls: %s in files of %i bytes is whole', async (name, splitBytes) => {
    for (const delayMs of DELAYS_MS) {
      const files = await killed(name, splitBytes, delayMs, true);
      for (const [i, file] of files.entries()) {
        const { size, uid } = fs.statSync(file);
        expect([uid, splitBytes === 0 || size <= splitBytes]).toEqual([65534, true]);
        // All of them would take tshark minutes: the first, and those at hand.
        if (i === 0 || i >= files.length - 2) packetsByTshark(file);
        fs.rmSync(file);
      }
    }
  });

  // The kernel ends a write of a process that is being killed after any page of it, and nothing can be done about that.
  it.each(KINDS)('at any time: of %s in files of %i bytes at most the last packet is cut', async (name, splitBytes) => {
    for (const delayMs of DELAYS_MS) {
      const files = await killed(name, splitBytes, delayMs, false);
      const last = files[files.length - 1];
      const { packets, complaints } = readByTshark(last);
      const bytes = fs.statSync(last).size;
      expect(complaints).toMatch(bytes % 4096 === 0 ? /^$|cut short in the middle of a packet/ : /^$/);
      // No packet is larger than this.
      expect(packets).toBeGreaterThanOrEqual(Math.floor((bytes - 200) / (OPTIONS.length + 64 + 64)));
      for (const file of files) fs.rmSync(file);
    }
  });
});

it.each(['calls.pcap', 'calls.pcapng'])('%s without packets is a capture, and with them as well', async (name) => {
  const file = path.join(folder, name);
  await (await Recorder.open({ path: file, split: null, keep: null }, [LIVE])).close();
  expect(packetsByTshark(file)).toBe(0);
  const recorder = await Recorder.open({ path: file, split: null, keep: null }, [LIVE]);
  for (let i = 0; i < 1000; i++) recorder.take(frame(i), null);
  await recorder.close();
  expect(packetsByTshark(file)).toBe(1000);
});

describe('on a file system of its own', () => {
  function mount(options: string): void {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `${options},mode=777`, 'tmpfs', folder]);
  }

  afterEach(() => {
    execFileSync('umount', [folder]);
  });

  async function until(holds: () => boolean): Promise<void> {
    for (let i = 0; i < 500 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(holds()).toBe(true);
  }

  it.each(['calls.pcap', 'calls.pcapng'])(
    'that is full, %s stays readable, and goes on when there is room',
    async (name) => {
      mount('size=256k');
      const file = path.join(folder, name);
      const filler = path.join(folder, 'filler');
      fs.writeFileSync(filler, Buffer.alloc(200 * 1024));
      const recorder = await Recorder.open({ path: file, split: null, keep: null }, [LIVE]);
      for (let i = 0; i < 900; i++) recorder.take(frame(i), null);
      await until(() => recorder.status.trouble !== null);
      expect(recorder.status.trouble).toBe(`${file}: the disk is full; free some space, else packets are lost`);
      const { packets, bytes } = recorder.status;
      expect(packets).toBeGreaterThan(0);
      expect(packets).toBeLessThan(900);
      expect(packetsByTshark(file)).toBe(packets);
      expect(fs.statSync(file).size).toBe(bytes);
      fs.rmSync(filler);
      await until(() => recorder.status.trouble === null);
      await recorder.close();
      expect(recorder.status).toMatchObject({ packets: 900, lost: 0 });
      expect(packetsByTshark(file)).toBe(900);
    },
  );

  it('that is full to the end, what waited is counted', async () => {
    mount('size=64k');
    const file = path.join(folder, 'calls.pcap');
    const recorder = await Recorder.open({ path: file, split: null, keep: null }, [LIVE]);
    for (let i = 0; i < 1000; i++) recorder.take(frame(i), null);
    await recorder.close();
    const { packets, lost, trouble } = recorder.status;
    expect([packets + lost, lost > 0, packets > 50]).toEqual([1000, true, true]);
    expect(trouble).toMatch(/is full/);
    expect(packetsByTshark(file)).toBe(packets);
  });

  it('that is full from the beginning, or read-only, it is refused', async () => {
    mount('size=64k');
    fs.writeFileSync(path.join(folder, 'filler'), Buffer.alloc(64 * 1024));
    const file = path.join(folder, 'calls.pcap');
    const open = () => Recorder.open({ path: file, split: null, keep: null }, [LIVE]);
    await expect(open()).rejects.toThrow(`${file}: the disk is full, choose another folder`);
    fs.rmSync(path.join(folder, 'filler'));
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    await expect(open()).rejects.toThrow(`${file}: the file system is read-only, choose another folder`);
  });
});

it('a folder of somebody else is refused', () => {
  fs.chmodSync(folder, 0o755);
  const file = path.join(folder, 'calls.pcap');
  const run = spawnSync(process.execPath, [CHILD, path.join(built, 'dist/export/recorder.js'), file, '0', ''], {
    encoding: 'utf8',
  });
  expect([run.stdout, run.status]).toEqual([
    `${file}: may not be written: permission denied, choose another folder\n`,
    1,
  ]);
});

it('a counted file is of the folder that its fields name', async () => {
  const pattern = path.join(folder, '%Y/calls.pcap');
  const recorder = await Recorder.open({ path: pattern, split: { seconds: 3600 }, keep: 3 }, [LIVE]);
  recorder.take(frame(1), null);
  await recorder.close();
  expect(packetsByTshark(path.join(folder, peer('date', ['+%Y']).trim(), 'calls-0001.pcap'))).toBe(1);
});

it.each(['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe'])(
  'fields in %s are those of date(1)',
  (zone) => {
    const format = '%Y %y %m %d %j %H %M %S %s %F %T %a %b %z %%';
    const env = { ...process.env, TZ: zone, LC_ALL: 'C' };
    // Around both changes of the clock, the ends of years, and leap days.
    const times = [
      0, 951_782_399, 951_868_800, 1_774_745_999, 1_774_746_000, 1_793_494_800, 1_798_761_599, 1_798_761_600,
    ];
    const script = `const { strftime } = require(${JSON.stringify(path.join(built, 'dist/export/strftime.js'))});
      for (const time of ${JSON.stringify(times)}) console.log(strftime(${JSON.stringify(format)}, new Date(time * 1000)));`;
    const ours = execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
    const theirs = times.map((time) =>
      execFileSync('date', ['-d', `@${time}`, `+${format}`], { env, encoding: 'utf8' }),
    );
    expect(ours).toBe(theirs.join(''));
  },
);
