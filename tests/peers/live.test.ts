/**
 * Captures of a wire: calls that SIPp makes in namespaces of our own, frames that tcpreplay plays, and what stays behind
 * when the program is killed. Needs root.
 */

import { type ChildProcess, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pcap } from '../capture/build';
import * as build from '../decode/build';
import { type Cable, newCable } from './cable';
import { MAIN, peer, records } from './peers';
import { Tmux } from './tmux';

interface Stats {
  messages: number;
  dialogs: number;
  byMethod: Record<string, number>;
  byState: Record<string, number>;
  capture: { received: number; droppedByKernel: number; droppedByInterface: number; droppedHere: number };
}

const NO_DROPS = { droppedByKernel: 0, droppedByInterface: 0, droppedHere: 0 };
/** Of SIPp's own scenario: INVITE, 180, 200, ACK, BYE, 200. */
const MESSAGES_A_CALL = 6;

let cable: Cable;
let folder: string;
const running: ChildProcess[] = [];

beforeAll(() => {
  for (const program of ['sipp', 'tcpreplay', 'tcpdump', 'tmux', 'ip']) {
    if (spawnSync('which', [program]).status !== 0) throw new Error(`THE PEER ${program} IS NOT INSTALLED`);
  }
});

beforeEach(() => {
  cable = newCable();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-live-'));
  fs.chmodSync(folder, 0o777);
});

afterEach(() => {
  for (const one of running.splice(0)) one.kill('SIGKILL');
  cable.remove();
  fs.rmSync(folder, { recursive: true });
});

interface Capture {
  process: ChildProcess;
  out(): string;
  /** Ends it with a signal; gives its exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** sipladder on a side of the cable, when it listens. */
async function capture(side: number, ...args: string[]): Promise<Capture> {
  await cable.captured(side, false);
  const child = cable.start(side, process.execPath, [MAIN, ...args]);
  running.push(child);
  const said = { out: '', err: '' };
  child.stdout?.on('data', (bytes) => {
    said.out += bytes;
  });
  child.stderr?.on('data', (bytes) => {
    said.err += bytes;
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('exit', resolve);
  });
  await Promise.race([
    cable.captured(side),
    ended.then((code) => {
      throw new Error(`ended with ${code}: ${said.err}`);
    }),
  ]);
  // The socket is there; its filter is set next.
  await new Promise((resolve) => setTimeout(resolve, 300));
  return {
    process: child,
    out: () => said.out,
    end(signal = 'SIGINT') {
      child.kill(signal);
      return ended;
    },
  };
}

/** Calls between two addresses; gives what SIPp says of them. */
async function calls(
  count: number,
  rate: number,
  ends: { sides: [number, number]; from: string; to: string; tcp?: boolean },
) {
  const transport = ends.tcp ? ['-t', 't1'] : [];
  const port = ['-p', '5060', '-nostdin', ...transport];
  const callee = cable.start(ends.sides[1], 'sipp', ['-sn', 'uas', '-i', ends.to, ...port], { stdio: 'ignore' });
  running.push(callee);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const statistics = path.join(folder, 'sipp.csv');
  cable.run(ends.sides[0], 'sipp', [
    ...['-sn', 'uac', '-i', ends.from, `${ends.to}:5060`, '-p', '5070', '-nostdin', ...transport],
    ...['-r', String(rate), '-m', String(count), '-trace_stat', '-stf', statistics],
  ]);
  callee.kill('SIGKILL');
  const [names, ...lines] = fs.readFileSync(statistics, 'utf8').trim().split('\n');
  const values = lines.at(-1)?.split(';') ?? [];
  const value = (name: string) => Number(values[names.split(';').indexOf(name)]);
  return { successful: value('SuccessfulCall(C)'), retransmissions: value('Retransmissions(C)') };
}

/** What came is read within this time. */
const REST_MS = 1500;
const rest = () => new Promise((resolve) => setTimeout(resolve, REST_MS));

describe('2,000 calls at 400 a second', () => {
  it.each([
    ['on loopback', { sides: [1, 1] as [number, number], from: '127.0.0.1', to: '127.0.0.2' }, 'lo'],
    ['from host to host', { sides: [0, 1] as [number, number], from: '10.99.0.1', to: '10.99.0.2' }, 'any'],
    ['over TCP', { sides: [0, 1] as [number, number], from: '10.99.0.1', to: '10.99.0.2', tcp: true }, 'wire1'],
  ])('%s', async (_, ends, device) => {
    const live = await capture(1, '-d', device, '--print', 'stats', '--as', 'json', 'port 5060');
    const sipp = await calls(2000, 400, ends);
    await rest();
    expect(await live.end()).toBe(0);
    const stats = JSON.parse(live.out()) as Stats;
    expect(sipp.successful).toBe(2000);
    expect(stats).toMatchObject({ dialogs: 2000, byState: { completed: 2000 }, capture: NO_DROPS });
    expect(stats.messages).toBe(2000 * MESSAGES_A_CALL + sipp.retransmissions);
  });
});

it('marks no message as sent again, and streams each as it comes', async () => {
  const live = await capture(1, '-d', 'wire1', '--print', 'messages', '--as', 'json');
  const sipp = await calls(50, 100, { sides: [0, 1], from: '10.99.0.1', to: '10.99.0.2' });
  await rest();
  const lines = live
    .out()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { number: number; retransmission: boolean });
  expect(lines.map(({ number }) => number)).toEqual(lines.map((__, i) => i + 1));
  expect(lines).toHaveLength(50 * MESSAGES_A_CALL + sipp.retransmissions);
  expect(lines.filter(({ retransmission }) => retransmission)).toHaveLength(sipp.retransmissions);
  expect(await live.end('SIGTERM')).toBe(0);
});

it('several devices are one capture, and what is seen on both is one message', async () => {
  const live = await capture(1, '-d', 'lo,wire1', '--print', 'stats', '--as', 'json');
  await calls(20, 100, { sides: [1, 1], from: '127.0.0.1', to: '127.0.0.2' });
  await calls(20, 100, { sides: [0, 1], from: '10.99.0.1', to: '10.99.0.2' });
  await rest();
  await live.end();
  expect(JSON.parse(live.out())).toMatchObject({ dialogs: 40, capture: NO_DROPS });
});

describe('ends by itself', () => {
  it('after so many packets', async () => {
    const live = await capture(1, '-d', 'wire1', '--count', '7', '--print', 'stats', '--as', 'json');
    await calls(5, 100, { sides: [0, 1], from: '10.99.0.1', to: '10.99.0.2' });
    await new Promise((resolve) => live.process.on('exit', resolve));
    expect(JSON.parse(live.out())).toMatchObject({ packets: 7 });
  });

  it('after a time', async () => {
    const live = await capture(1, '-d', 'wire1', '--duration', '1s', '-N');
    const code = await new Promise((resolve) => live.process.on('exit', resolve));
    expect([code, live.out()]).toEqual([0, 'Dialog count: 0\n']);
  });
});

/** Plays frames on the other end of the cable. */
function play(frames: Buffer[]): void {
  const file = path.join(folder, 'played.pcap');
  fs.writeFileSync(
    file,
    pcap(
      {},
      frames.map((bytes, i) => ({ bytes, seconds: 1_700_000_000, nanos: i * 1_000_000 })),
    ),
  );
  cable.run(0, 'tcpreplay', ['-q', '-i', cable.devices[0], '--pps=200', file]);
}

describe('a port filter', () => {
  it('takes VLANs, tunnels and fragments all the same, but nothing else with --bpf', async () => {
    const { ethernet, ipv4, udp } = build;
    const inside = (name: string) => ipv4(udp(build.sip(name)));
    const long = udp(build.sip('long', '', [`X: ${'.'.repeat(1800)}`]));
    const fragments = [
      ipv4(long.subarray(0, 1200), { id: 7, more: true }),
      ipv4(long.subarray(1200), { id: 7, offset: 1200 }),
    ];
    const frames = [
      ethernet(inside('plain')),
      ethernet(build.vlan(inside('vlan')), 0x8100),
      ethernet(build.vlan(build.vlan(inside('qinq'), 8), 7, 0x8100), 0x88a8),
      ethernet(build.mpls(inside('mpls')), 0x8847),
      ethernet(ipv4(inside('ipip'), { protocol: 4 })),
      ethernet(ipv4(build.gre(inside('gre')), { protocol: 47 })),
      ethernet(ipv4(udp(build.vxlan(ethernet(inside('vxlan'))), { to: 4789 }))),
      ...fragments.map((fragment) => ethernet(fragment)),
      ethernet(ipv4(udp(build.sip('elsewhere'), { from: 6000, to: 6000 }))),
    ];
    const seen = async (...args: string[]) => {
      const live = await capture(1, '-d', 'wire1', '--print', 'dialogs', '--as', 'json', ...args);
      play(frames);
      await rest();
      expect(await live.end()).toBe(0);
      return live
        .out()
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { callId: string }).callId)
        .sort();
    };
    expect(await seen('port', '5060')).toEqual(['gre', 'ipip', 'long', 'mpls', 'plain', 'qinq', 'vlan', 'vxlan']);
    expect(await seen('--bpf', 'port 5060')).not.toContain('ipip');
  });
});

describe('a recording', () => {
  it('holds the messages, for tshark too, when the program is killed', async () => {
    const file = path.join(folder, 'calls.pcap');
    const live = await capture(1, '-d', 'wire1', '-O', file, '-N');
    await calls(50, 100, { sides: [0, 1], from: '10.99.0.1', to: '10.99.0.2' });
    await rest();
    await live.end('SIGKILL');
    const run = spawnSync('tshark', ['-r', file, '-Y', 'sip', '-T', 'fields', '-e', 'sip.Call-ID'], {
      encoding: 'utf8',
    });
    expect(run.stderr).not.toMatch(/cut short|malformed|damaged/i);
    expect(run.stdout.trim().split('\n')).toHaveLength(50 * MESSAGES_A_CALL);
    expect(records(['-I', file, '--print', 'dialogs'])).toHaveLength(50);
  });

  it('is begun anew by SIGUSR1, and belongs to whom the program became', async () => {
    const file = path.join(folder, 'calls.pcap');
    const live = await capture(1, '-d', 'wire1', '-O', file, '-N');
    await calls(10, 100, { sides: [0, 1], from: '10.99.0.1', to: '10.99.0.2' });
    await rest();
    fs.renameSync(file, `${file}.1`);
    live.process.kill('SIGUSR1');
    await rest();
    await calls(5, 100, { sides: [0, 1], from: '10.99.0.1', to: '10.99.0.2' });
    await rest();
    expect(await live.end()).toBe(0);
    expect([`${file}.1`, file].map((one) => records(['-I', one, '--print', 'dialogs']).length)).toEqual([10, 5]);
    const nobody = Number(peer('id', ['-u', 'nobody']));
    expect(fs.statSync(file).uid).toBe(nobody);
  });

  it('is rotated by size', async () => {
    const live = await capture(
      1,
      '-d',
      'wire1',
      '-O',
      path.join(folder, 'c.pcap'),
      '--split',
      'size:1MB',
      '--keep',
      '2',
      '-N',
    );
    await calls(1500, 400, { sides: [0, 1], from: '10.99.0.1', to: '10.99.0.2' });
    await rest();
    expect(await live.end()).toBe(0);
    const files = fs.readdirSync(folder).filter((name) => name.endsWith('.pcap'));
    expect(files).toHaveLength(2);
    for (const name of files)
      expect(records(['-I', path.join(folder, name), '--print', 'messages']).length).toBeGreaterThan(0);
  });
});

describe('on the screen', () => {
  let terminal: Tmux;
  afterEach(() => terminal.close());

  const sipladder = (...args: string[]) =>
    ['ip', 'netns', 'exec', cable.hosts[1], process.execPath, MAIN, ...args].join(' ');

  it('calls appear while they happen; pause, clear and a new capture filter', async () => {
    terminal = new Tmux(120, 35, sipladder('-d', 'wire1', 'port', '5060'));
    terminal.see(/live wire1[\s\S]*0 dropped/);
    await calls(3, 100, { sides: [0, 1], from: '10.99.0.1', to: '10.99.0.2' });
    terminal.see(/3 dialogs[\s\S]*completed/);
    terminal.press('p');
    terminal.see(/paused/);
    await calls(2, 100, { sides: [0, 1], from: '10.99.0.1', to: '10.99.0.2' });
    terminal.see(/paused[\s\S]*12/);
    terminal.press('p');
    terminal.press('F5');
    terminal.see(/[Cc]leared 3 calls/);
    terminal.press('b');
    terminal.press('C-u');
    terminal.type('port prot');
    terminal.press('Enter');
    terminal.see(/syntax error|unknown port/);
    terminal.press('C-u');
    terminal.type('port 5099');
    terminal.press('Enter');
    terminal.see(/port 5099/);
    await calls(2, 100, { sides: [0, 1], from: '10.99.0.1', to: '10.99.0.2' });
    await rest();
    expect(terminal.screen()).toMatch(/ 0 dialogs/);
    terminal.press('q');
    terminal.see(/ended with 0/);
  });

  it('a capture on another host comes through a pipe, and the keys from the terminal', async () => {
    const remote = [
      'ip',
      'netns',
      'exec',
      cable.hosts[1],
      'tcpdump',
      '-i',
      'wire1',
      '-U',
      '-w',
      '-',
      '2>/dev/null',
    ].join(' ');
    terminal = new Tmux(100, 30, `${remote} | ${process.execPath} ${MAIN} -I -`);
    await cable.captured(1);
    await calls(3, 100, { sides: [0, 1], from: '10.99.0.1', to: '10.99.0.2' });
    terminal.see(/3 dialogs[\s\S]*completed/);
    terminal.press('F7');
    terminal.see(/INVITE[\s\S]*180 Ringing/);
    terminal.press('Escape');
    terminal.see(/3 dialogs/);
    terminal.press('q');
    terminal.see(/ended with 0/);
  });
});

it('the end of the terminal ends it, and its files are complete', async () => {
  const file = path.join(folder, 'hangup.pcap');
  const terminal = new Tmux(100, 30, `ip netns exec ${cable.hosts[1]} ${process.execPath} ${MAIN} -d wire1 -O ${file}`);
  try {
    terminal.see(/live wire1/);
    await calls(3, 100, { sides: [0, 1], from: '10.99.0.1', to: '10.99.0.2' });
    terminal.see(/3 dialogs/);
  } finally {
    terminal.close();
  }
  await cable.captured(1, false);
  expect(records(['-I', file, '--print', 'dialogs'])).toHaveLength(3);
});

it('without libpcap one line names the packages', () => {
  const hidden = path.join(folder, 'none');
  fs.mkdirSync(hidden);
  // A library of that name which is none stands in for its absence.
  const run = spawnSync(
    'unshare',
    [
      '-m',
      'sh',
      '-c',
      `for f in /usr/lib/*/libpcap.so.*; do mount --bind /dev/null "$f"; done; exec "$@"`,
      'sh',
      process.execPath,
      MAIN,
      '-N',
    ],
    { encoding: 'utf8' },
  );
  expect(run.status).toBe(1);
  expect(run.stderr).toMatch(/^sipladder: [^\n]*libpcap0\.8[^\n]*libpcap[^\n]*\n$/);
});
