/** Live capture with the real libpcap, beside tcpdump. Needs root: it makes a network of its own. */

import { spawn, spawnSync } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { type Frame, newFrame } from '../../src/capture/frame';
import { checkExpression } from '../../src/capture/libpcap/filter';
import { openLive } from '../../src/capture/libpcap/live-input';
import { CaptureFilterError, type LiveInput, type LiveOptions } from '../../src/capture/live';
import { openInput } from '../../src/capture/open';
import { frameText, readAll } from '../capture/parse';
import * as build from '../decode/build';
import { HIDDEN, OTHERS } from './hidden';
import { OwnNetwork, sendFrames } from './own-network';
import { ROOT } from './peers';

const MB = 1024 * 1024;

let network: OwnNetwork;
let socket: dgram.Socket;
const open: LiveInput[] = [];

beforeAll(async () => {
  network = new OwnNetwork();
  socket = dgram.createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(5060, '127.0.0.1', resolve));
});

afterEach(() => {
  for (const live of open.splice(0)) live.close();
});

afterAll(() => {
  socket.close();
  network.leave();
});

async function capture(options: Partial<LiveOptions> = {}): Promise<LiveInput> {
  const live = await openLive({ devices: ['lo'], expression: '', widen: false, bufferBytes: 2 * MB, ...options });
  open.push(live);
  return live;
}

/** Sends each text as a datagram through loopback. */
async function send(texts: readonly string[], port = 5060): Promise<void> {
  for (const text of texts) {
    await new Promise<void>((resolve) => socket.send(text, port, '127.0.0.1', () => resolve()));
  }
}

/** What was captured until now, once that has ended. */
async function rest<T>(live: LiveInput, of: (frame: Frame) => T): Promise<T[]> {
  live.stop();
  const out: T[] = [];
  const frame = newFrame();
  do {
    while (live.next(frame)) out.push(of(frame));
  } while (await live.fill());
  return out;
}

/** The next `count` packets. */
async function take<T>(live: LiveInput, count: number, of: (frame: Frame) => T): Promise<T[]> {
  const out: T[] = [];
  const frame = newFrame();
  while (out.length < count) {
    if (live.next(frame)) out.push(of(frame));
    else if (!(await live.fill())) throw new Error(`ended after ${out.length} packets: ${live.warnings}`);
  }
  return out;
}

/** Waits until there is a packet, and gives its text; null at the end. What came before the filter is no packet. */
async function following(live: LiveInput): Promise<string | null> {
  const frame = newFrame();
  while (await live.fill()) if (live.next(frame)) return text(frame);
  return null;
}

/** Ethernet, IPv4 and UDP stand before the text of a datagram. */
function text({ bytes, start, end }: Frame): string {
  return bytes.latin1Slice(start + 42, end);
}

function hex({ bytes, start, end }: Frame): string {
  return bytes.toString('hex', start, end);
}

function micros({ seconds, nanos }: Frame): number {
  return seconds * 1e6 + nanos / 1e3;
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `datagram ${i}`);
}

/** Another process's datagrams: numbered(SENT). */
const SENT = 5000;
const SENDER = `
  const socket = require('node:dgram').createSocket('udp4');
  let sent = 0;
  const send = () => socket.send('datagram ' + sent++, 5060, '127.0.0.1', () => {
    if (sent < ${SENT}) setImmediate(send);
    else socket.close();
  });
  send();`;

describe('packets', () => {
  it('are those that tcpdump sees, with its times', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-'));
    const file = path.join(folder, 'tcpdump.pcap');
    const tcpdump = spawn('tcpdump', ['-i', 'lo', '-U', '--nano', '-w', file, '-c', '100', 'udp'], { stdio: 'pipe' });
    await new Promise((resolve) => tcpdump.stderr?.once('data', resolve));
    const live = await capture({ expression: 'udp' });
    expect([live.name, live.devices, live.linkTypes]).toEqual(['lo', ['lo'], [1]]);
    await send(numbered(100));
    await new Promise((resolve) => tcpdump.once('exit', resolve));
    const see = (frame: Frame) => ({ ...frame, hex: hex(frame), us: micros(frame) });
    const ours = await rest(live, see);
    const theirs: ReturnType<typeof see>[] = [];
    await readAll(await openInput(file, 0), (frame) => String(theirs.push(see(frame))));
    expect(ours.map((frame) => frame.hex)).toEqual(theirs.map((frame) => frame.hex));
    expect(ours).toHaveLength(100);
    for (const [i, frame] of ours.entries()) expect(Math.abs(frame.us - theirs[i].us)).toBeLessThan(100_000);
    expect(ours.some(({ nanos }) => nanos % 1000 !== 0)).toBe(true);
    expect(new Set(ours.map(({ position }) => position)).size).toBe(100);
    expect(ours.every((frame) => frame.volatile && frame.wireLength === frame.end - frame.start)).toBe(true);
    expect(live.packets).toBe(100);
    expect(live.consumed).toBe(ours[99].position + ours[99].end - ours[99].start);
    fs.rmSync(folder, { recursive: true });
  });

  it('of 64 KB are captured whole, also where a batch has nothing else', async () => {
    const live = await capture({ expression: 'udp', bufferBytes: 16 * MB });
    const large = Array.from({ length: 100 }, (_, i) => `${i}`.padEnd(65_000, 'x'));
    const seen = take(live, 100, text);
    await send(large);
    expect(await seen).toEqual(large);
    expect(live.counters).toEqual({ received: 100, droppedByKernel: 0, droppedByInterface: 0, droppedHere: 0 });
  });

  it('that find no room are counted', async () => {
    const live = await capture({ expression: 'udp', bufferBytes: MB });
    await send(Array.from({ length: 3000 }, () => 'x'.repeat(1000)));
    const texts = await rest(live, text);
    const { received, droppedByKernel, droppedHere } = live.counters;
    expect(received).toBe(texts.length);
    expect(droppedByKernel).toBeGreaterThan(0);
    expect(received + droppedByKernel!).toBe(3000);
    expect(droppedHere).toBe(0);
  });

  it('of several devices come in the order of their times', async () => {
    const live = await capture({ devices: ['lo', 'any'], expression: 'udp' });
    expect([live.name, live.linkTypes]).toEqual(['lo,any', [1, 113]]);
    await send(numbered(200));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const seen = await rest(live, ({ linkType, seconds, nanos, position }) => ({ linkType, seconds, nanos, position }));
    expect(seen.map(({ linkType }) => linkType).sort()).toEqual([...Array(200).fill(1), ...Array(200).fill(113)]);
    for (const [i, frame] of seen.entries()) {
      if (i === 0) continue;
      const before = seen[i - 1];
      expect((frame.seconds - before.seconds) * 1e9 + frame.nanos - before.nanos).toBeGreaterThanOrEqual(0);
      expect(frame.position).toBeGreaterThan(before.position);
    }
  });
});

describe('the end', () => {
  it('comes at once where nothing happens', async () => {
    const live = await capture();
    const filled = live.fill();
    live.stop();
    expect(await filled).toBe(false);
  });

  it('comes after what was captured until then', async () => {
    const live = await capture({ expression: 'udp' });
    await send(numbered(500));
    expect(await rest(live, text)).toEqual(numbered(500));
    expect(live.counters.received).toBe(500);
  });

  it('comes while packets come on and on', async () => {
    const live = await capture({ expression: 'udp' });
    const sending = setInterval(() => void send(numbered(20)), 1);
    await take(live, 100, text);
    await rest(live, text);
    clearInterval(sending);
    expect(await live.fill()).toBe(false);
    expect(live.counters.received).toBe(live.packets);
  });

  it('comes with close() while it waits', async () => {
    const live = await capture();
    const filled = live.fill();
    await new Promise((resolve) => setTimeout(resolve, 50));
    live.close();
    expect(await filled).toBe(false);
  });

  it('leaves the thread free while it waits', async () => {
    const live = await capture();
    const filled = live.fill();
    let turns = 0;
    for (; turns < 100; turns++) await new Promise((resolve) => setImmediate(resolve));
    live.stop();
    expect([turns, await filled]).toEqual([100, false]);
  });
});

describe('what cannot be opened', () => {
  it('is named beside what there is', async () => {
    await expect(capture({ devices: ['nope'] })).rejects.toThrow(
      /^cannot capture on nope: No such device exists; there are any, lo/,
    );
  });

  it('is told to be down', async () => {
    network.ip('link add down0 type veth peer name down1');
    await expect(capture({ devices: ['lo', 'down0'] })).rejects.toThrow(
      "cannot capture on down0: That device is not up; 'ip link set down0 up' brings it up",
    );
    network.ip('link del down0');
  });

  it('is told to need rights', async () => {
    process.seteuid!(65534);
    const refused = capture().catch((error: Error) => error.message);
    process.seteuid!(0);
    expect(await refused).toBe(
      "cannot capture on lo: You don't have permission to perform this capture on that device " +
        '(socket: Operation not permitted); run with sudo, or see docs/install.md on capabilities',
    );
  });
});

describe('an interface', () => {
  beforeEach(() => {
    network.ip('link add va type veth peer name vb');
    network.ip('link set va up');
    network.ip('link set vb up');
  });
  afterEach(() => spawnSync('ip', ['link', 'del', 'va']));

  const frame = (content: string) => build.ethernet(build.ipv4(build.udp(Buffer.from(content))));
  const DOWN = 'va: the interface went down; the capture goes on when it is up again';

  it('may go down and come back', async () => {
    const live = await capture({ devices: ['va'], expression: 'udp port 5060' });
    for (const content of ['first', 'second', 'third']) {
      sendFrames('vb', [frame(content)]);
      expect(await take(live, 1, text)).toEqual([content]);
      const next = following(live);
      network.ip('link set va down');
      while (live.warnings.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      network.ip('link set va up');
      sendFrames('vb', [frame('meanwhile')]);
      expect(await next).toBe('meanwhile');
    }
    expect(live.warnings).toEqual([DOWN]);
  });

  it('that is deleted ends, and with the last one the capture', async () => {
    const live = await capture({ devices: ['va', 'lo'], expression: 'udp port 5060' });
    sendFrames('vb', [frame('before')]);
    expect(await take(live, 1, text)).toEqual(['before']);
    const next = following(live);
    network.ip('link del va');
    await send(['on lo']);
    expect(await next).toBe('on lo');
    expect(live.warnings).toEqual([
      'va: The interface disappeared, after 1 packets; start sipladder again when it is back',
    ]);
  });

  it('that is deleted while it is down ends too, whatever has its name then', async () => {
    const live = await capture({ devices: ['va'], expression: 'udp port 5060' });
    network.ip('link set va down');
    const next = following(live);
    while (live.warnings.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    network.ip('link del va');
    network.ip('link add va type veth peer name vb');
    expect(await next).toBeNull();
    expect(live.warnings).toEqual([DOWN, expect.stringContaining('va: The interface disappeared')]);
  });
});

describe('a filter', () => {
  it('is set while the capture runs', async () => {
    const live = await capture({ expression: 'udp dst port 5060' });
    await send(['a'], 5060);
    await send(['no'], 5061);
    expect(await take(live, 1, text)).toEqual(['a']);
    expect(live.setFilter('udp dst port 5061')).toEqual({ expression: 'udp dst port 5061', widened: null });
    await send(['no'], 5060);
    await send(['b'], 5061);
    expect(await take(live, 1, text)).toEqual(['b']);
    live.setFilter('');
    await send(['c'], 5062);
    expect(await take(live, 1, text)).toEqual(['c']);
    expect(live.filter).toEqual({ expression: '', widened: null });
  });

  it.each(['lo', 'any'])('that changes loses nothing on %s', async (device) => {
    const live = await capture({ devices: [device], expression: 'udp dst port 5060', bufferBytes: 16 * MB });
    const sender = spawn(process.execPath, ['-e', SENDER], { stdio: 'inherit' });
    let changes = 0;
    const changing = setInterval(() => {
      live.setFilter(changes++ % 2 === 0 ? 'udp dst port 5060 or port 5061' : 'udp dst port 5060');
    }, 1);
    await new Promise((resolve) => sender.once('exit', resolve));
    clearInterval(changing);
    expect(changes).toBeGreaterThan(10);
    const content = ({ bytes, start, end }: Frame) => /datagram \d+/.exec(bytes.latin1Slice(start, end))?.[0];
    expect(await rest(live, content)).toEqual(numbered(SENT));
  });

  it('may look at what cooked packets alone have', async () => {
    const live = await capture({ devices: ['any'], expression: 'udp and link[2:2] = 772' });
    await send(['cooked']);
    expect(await take(live, 1, frameText)).toEqual([expect.stringContaining('cooked')]);
    live.setFilter('udp and link[2:2] = 1');
    await send(['no']);
    expect(await rest(live, frameText)).toEqual([]);
  });

  it('that is wrong is refused in libpcap’s words, and the one before holds', async () => {
    const live = await capture({ expression: 'udp dst port 5060' });
    const wrong = 'udp dst port 5060 an port 5061';
    expect(() => live.setFilter(wrong)).toThrow(
      new CaptureFilterError("can't parse filter expression: syntax error", wrong, 18),
    );
    await send(['no'], 5061);
    await send(['a'], 5060);
    expect(await take(live, 1, text)).toEqual(['a']);
    expect(live.filter.expression).toBe('udp dst port 5060');
    await expect(capture({ expression: 'host' })).rejects.toThrow('syntax error');
  });

  it('is compiled for each device: cooked ones know no VLAN', async () => {
    await expect(capture({ devices: ['lo', 'any'], expression: 'udp and vlan' })).rejects.toMatchObject({
      message: 'no VLAN support for Linux cooked v1',
      at: 8,
    });
  });

  it('that is too long for the kernel is refused', async () => {
    const hosts = Array.from({ length: 1300 }, (_, i) => `host 10.1.${i >> 8}.${i & 255}`).join(' or ');
    await expect(capture({ expression: `(${hosts}) and port 5060` })).rejects.toThrow(
      /^too long for the kernel: it compiles to \d+ instructions$/,
    );
  });

  it('of many hosts is widened as far as the kernel takes it', async () => {
    const hosts = Array.from({ length: 600 }, (_, i) => `host 10.${i >> 8}.${i & 255}.${(7 * i) & 255}`).join(' or ');
    const live = await capture({ expression: `(${hosts}) and port 5060`, widen: true });
    expect(live.filter.widened).toMatch(/^\+ fragments, tunnels/);
    expect(live.filter.widened).not.toMatch(/MPLS/);
  });
});

describe('a port filter', () => {
  beforeEach(() => {
    network.ip('link add va type veth peer name vb');
    network.ip('link set va up');
    network.ip('link set vb up');
  });
  afterEach(() => network.ip('link del va'));

  const NAME = /\[(.*)\]/;
  const mark = ([name, frame]: (typeof HIDDEN)[0]) => frame(Buffer.from(`[${name}]`));

  /** Names of the frames of HIDDEN and OTHERS that go through. */
  async function through(device: string, expression: string, widen: boolean): Promise<[string | null, string[]]> {
    const live = await capture({ devices: [device], expression, widen });
    sendFrames('vb', [...HIDDEN, ...OTHERS].map(mark));
    const seen = await rest(live, frameText);
    const names = seen.flatMap((content) => NAME.exec(content)?.[1] ?? []);
    return [live.filter.widened, [...new Set(names)]];
  }

  const all = HIDDEN.map(([name]) => name);

  it('loses most of it', async () => {
    // The kernel takes an outer tag off before it filters.
    expect(await through('va', 'port 5060', false)).toEqual([null, ['plain', 'plain IPv6', 'VLAN', 'VLAN, IPv6']]);
  });

  it('is widened on Ethernet', async () => {
    expect(await through('va', 'port 5060', true)).toEqual(['+ fragments, tunnels, VLAN, PPPoE, MPLS', all]);
  });

  it('is widened on what is sent as well, whose tags nobody took off', async () => {
    expect(await through('vb', 'port 5060', true)).toEqual(['+ fragments, tunnels, VLAN, PPPoE, MPLS', all]);
  });

  it('is widened on any, but not by what cooked links do not know', async () => {
    const [widened, names] = await through('any', 'port 5060', true);
    expect(widened).toBe('+ fragments, tunnels, PPPoE');
    expect(all.filter((name) => !names.includes(name))).toEqual(['QinQ', 'MPLS', 'MPLS, two labels', 'MPLS in VLAN']);
    expect(names.filter((name) => !all.includes(name))).toEqual([]);
  });

  it('of hosts sees tags', async () => {
    const [widened, names] = await through('va', 'host 10.0.0.1', true);
    expect(widened).toBe('+ VLAN, PPPoE, MPLS');
    expect(names).toContain('QinQ');
  });
});

describe('words', () => {
  it.each([
    ['port 5060 or portrange 10000-20000', null],
    ['', null],
    ['ip broadcast', null],
    ['type mgt', null],
    ['vpi 1', null],
    ['sio 3', null],
    ['method INVITE', { message: "can't parse filter expression: syntax error", at: 0 }],
    ['^INVITE', { message: "can't parse filter expression: syntax error", at: 0 }],
    ['port 5060 host 1.2.3.4', { message: "can't parse filter expression: syntax error", at: 10 }],
    ['udp and (port 5060 or port 5061) adn ip', { message: "can't parse filter expression: syntax error", at: 33 }],
    ['port 5060)', { message: "can't parse filter expression: syntax error", at: 9 }],
    ['ip[a] = 1', { message: "can't parse filter expression: syntax error", at: 3 }],
    ['udp and (port 5060 ', { message: "can't parse filter expression: syntax error", at: 18 }],
    ['port 5060 and len >', { message: "can't parse filter expression: syntax error", at: 19 }],
    ['host no.such.invalid', { message: "unknown host 'no.such.invalid'", at: 5 }],
    ['udp port sipp', { message: "unknown port 'sipp'", at: 9 }],
    ['port 70000', { message: 'illegal port number 70000 > 65535', at: 5 }],
    ['net 10.0.0.1/8', { message: 'non-network bits set in "10.0.0.1/8"', at: 4 }],
    ['ip and arp', { message: 'expression rejects all packets', at: null }],
  ])('%p', (expression, expected) => expect(checkExpression(expression)).toEqual(expected));
});

describe('capabilities', () => {
  it('are given up by the thread that says so, and cannot capture any more', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-'));
    const program = path.join(folder, 'drop.js');
    buildSync({
      stdin: {
        contents: `
          import fs from 'node:fs';
          import { dropThreadCapabilities } from './src/capture/libpcap/capabilities';
          import { openLive } from './src/capture/libpcap/live-input';
          const sets = () => fs.readFileSync('/proc/thread-self/status', 'utf8').match(/Cap(Inh|Prm|Eff|Amb).*/g);
          const before = sets();
          dropThreadCapabilities();
          openLive({ devices: ['lo'], expression: '', widen: true, bufferBytes: 2 ** 21 }).catch(({ message }) => {
            console.log(JSON.stringify({ before, after: sets(), message }));
          });`,
        resolveDir: ROOT,
        loader: 'ts',
      },
      outfile: program,
      bundle: true,
      platform: 'node',
      external: ['koffi'],
      logLevel: 'error',
    });
    const sets = ['--inh-caps=+net_raw', '--ambient-caps=+net_raw', process.execPath, program];
    const run = spawnSync('setpriv', sets, {
      encoding: 'utf8',
      env: { ...process.env, NODE_PATH: path.join(ROOT, 'node_modules') },
    });
    fs.rmSync(folder, { recursive: true });
    expect(run.stderr).toBe('');
    const { before, after, message } = JSON.parse(run.stdout);
    expect(before).not.toContain('CapAmb:\t0000000000000000');
    expect(after).toEqual(['Inh', 'Prm', 'Eff', 'Amb'].map((set) => `Cap${set}:\t0000000000000000`));
    expect(message).toContain("You don't have permission");
  });
});
