/** Capture filters over files beside tcpdump: an expression as given takes the packets that tcpdump takes. */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { FileFilter } from '../../src/capture/bpf/file-filter';
import type { Frame } from '../../src/capture/frame';
import { openInput } from '../../src/capture/open';
import {
  enhancedPacket,
  interfaceBlock,
  type MadePacket,
  type PcapOptions,
  pcap,
  pcapng,
  section,
} from '../capture/build';
import { readAll } from '../capture/parse';
import * as build from '../decode/build';
import { HIDDEN, OTHERS } from './hidden';
import { peer, publicFile, records, SAMPLES, sipladder } from './peers';

const EXPRESSIONS = [
  ...['', 'ip', 'ip6', 'arp', 'udp', 'tcp', 'sctp', 'icmp', 'icmp6', 'vlan', 'mpls', 'pppoes', 'ip or ip6', 'not ip'],
  ...['port 5060', 'udp port 5060', 'tcp port 5060', 'sctp port 5060', 'src port 5060', 'dst port 5060', 'port sip'],
  ...['portrange 5060-5080', 'not port 5060', 'port 5060 or port 5062', 'udp and not portrange 1024-65535'],
  ...[
    'host 10.0.0.1',
    'src host 10.0.0.1',
    'dst host 10.0.0.2',
    'host 10.0.0.1 and host 10.0.0.2',
    'not host 10.0.0.1',
  ],
  ...[
    'net 10.0.0.0/8',
    'src net 192.168.0.0/16',
    'net 10',
    'host 2001:db8::1',
    'net 2001:db8::/32',
    'ip host 10.0.0.2',
  ],
  ...['ip proto 17', 'ip6 proto 17', 'proto 4', 'proto 50', 'ip proto \\udp', 'ip6[6] = 44', 'ip[6:2] & 0x1fff != 0'],
  ...['ip protochain 17', 'ip6 protochain 17', 'ip6 protochain 6', 'protochain 51'],
  ...['vlan and udp port 5060', 'vlan 7', 'vlan and vlan and ip', 'mpls 16 and port 5060', 'pppoes and ip'],
  ...['port 5060 and vlan', 'vlan and port 5060 or mpls and port 5060', 'geneve', 'vlan and ip6'],
  ...[
    'len > 100',
    'greater 200',
    'less 60',
    'len = 60',
    'len & 1 = 0',
    'len / 7 = 9',
    'len % 5 = 2',
    'len - 100 > 100',
  ],
  ...['udp[8:4] = 0x494e5649', 'udp[4:2] > 200', 'tcp[tcpflags] & (tcp-syn|tcp-fin) != 0', 'tcp[13] = 0x18'],
  ...[
    'udp[udp[4:2] - 1] = 0x0a',
    'ip[ip[2:2] - 1] = 0x0a',
    'ip[0] & 0xf > 5',
    'ip[8] << 2 = 256',
    'ip[8] >> ip[9] = 0',
  ],
  ...[
    'ip[2:2] * 3 > 1000',
    'ip[12:4] ^ ip[16:4] = 3',
    'ip[8] / (ip[9] - 17) = 0',
    '(ip[8] | 1) % ip[1] = 0',
    '-ip[8] > 5',
  ],
  ...[
    'ether host 02:00:00:00:00:01',
    'ether src 02:00:00:00:00:02',
    'ether proto 0x86dd',
    'ether multicast',
    'ether[0] = 2',
  ],
  ...['ip broadcast', 'ip multicast', 'ip6 multicast', 'inbound', 'outbound', 'ether broadcast', 'llc', 'stp', 'rarp'],
  ...['ether[12:2] = 0x0800', 'ether[1000] = 1', 'ether[4294967295] = 1', 'type mgt', 'wlan host 02:00:00:00:00:01'],
  ...['(udp or tcp) and (port 5060 or portrange 10000-20000) and not (host 10.0.0.9 or net 172.16.0.0/12)'],
  ...['udp port 5060 and (udp[8:4] = 0x53495020 or udp[8:4] = 0x494e5649 or udp[8:4] = 0x42594520)'],
];

let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

interface Seen {
  /** Packets, one line each. */
  taken: string[];
  /** libpcap's words where it does not compile. */
  refused: string | null;
}

/** All that a pcap file keeps of a packet. */
function line({ seconds, nanos, wireLength, bytes, start, end }: Frame): string {
  return `${seconds}.${Math.floor(nanos / 1000)} ${wireLength} ${bytes.toString('hex', start, end)}`;
}

async function framesOf(file: string): Promise<Frame[]> {
  const frames: Frame[] = [];
  const keep = (frame: Frame) => String(frames.push({ ...frame, ...ownBytes(frame) }));
  const input = await openInput(file, 0);
  await readAll(input, keep);
  input.close();
  return frames;
}

/** With other bytes around it, as in a reader. */
function ownBytes({ bytes, start, end }: Frame): Pick<Frame, 'bytes' | 'start' | 'end'> {
  const around = Buffer.alloc(64, 0xee);
  return { bytes: Buffer.concat([around, bytes.subarray(start, end), around]), start: 64, end: 64 + end - start };
}

function byFilter(frames: readonly Frame[], expression: string): Seen {
  const filter = new FileFilter({ expression, widen: false }, ['FILE']);
  const taken = frames.filter((frame) => filter.takes(frame)).map(line);
  return { taken, refused: /do not|does not fit them: (.*)/.exec(filter.warnings[0] ?? '')?.[1] ?? null };
}

const TCPDUMP = ['-Z', 'root', '-w', '-'];

async function byTcpdump(file: string, expression: string): Promise<Seen> {
  const run = spawnSync('tcpdump', ['-r', file, ...TCPDUMP, '--', expression], { maxBuffer: 2 ** 30 });
  if (run.error) throw new Error(`THE PEER tcpdump IS NOT INSTALLED: .ci/run installs it (${run.error.message})`);
  const said = run.stderr.toString().trimEnd().split('\n');
  if (run.status !== 0) return { taken: [], refused: said.at(-1)!.replace(/^tcpdump: /, '') };
  const out = path.join(folder, 'tcpdump.pcap');
  fs.writeFileSync(out, run.stdout);
  return { taken: (await framesOf(out)).map(line), refused: null };
}

/** The numbers of the first packets. */
function inShort({ taken, refused: said }: Seen, frames: readonly Frame[]): string {
  const lines = frames.map(line);
  return said ?? `${taken.length}: ${taken.slice(0, 20).map((packet) => 1 + lines.indexOf(packet))}`;
}

/** Names of what was compared: an expression that takes some packets and leaves others out says most. */
const telling = new Set<string>();
const refused = new Set<string>();

async function agree(file: string): Promise<void> {
  const frames = await framesOf(file);
  expect(frames.length).toBeGreaterThan(0);
  const differing: unknown[] = [];
  for (const expression of EXPRESSIONS) {
    const theirs = await byTcpdump(file, expression);
    const ours = byFilter(frames, expression);
    if (theirs.refused !== null) refused.add(expression);
    else if (theirs.taken.length > 0 && theirs.taken.length < frames.length) telling.add(expression);
    if (JSON.stringify(ours) === JSON.stringify(theirs)) continue;
    differing.push({ expression, ours: inShort(ours, frames), theirs: inShort(theirs, frames) });
  }
  expect(differing).toEqual([]);
}

const samples = fs.readdirSync(SAMPLES).filter((name) => /\.pcap(ng)?$/.test(name));
const PUBLIC = [
  ...['sngrep-aaa.pcap', 'sngrep-ipip.pcap', 'sngrep-ipv6frag.pcap', 'zeek-wireshark.pcap', 'hep-hep.pcap'],
  ...['zeek-sip-long-request-response-paths.pcap', 'zeek-invalid-content-length.pcap'],
  ...['zeek-sip-junk-before-request.pcap'],
];

const { ethernet, ipv4, ipv6, udp, tcp, sctp, dataChunk, extension, authentication, fragment6, sip, u32 } = build;

/** Packets that begin with an IP header. */
const IP: Buffer[] = [
  ipv4(udp(sip())),
  ipv4(udp(sip('b', 'body'), { from: 5062, to: 5080 }), { from: '192.168.1.2', to: '10.0.0.1' }),
  ipv4(udp(Buffer.from('INVITE sip:x'), { from: 9, to: 10_000 }), { from: '172.16.0.1', to: '10.0.0.9' }),
  ipv4(udp(sip()), { options: Buffer.alloc(8, 1) }),
  ipv4(udp(sip()), { to: '255.255.255.255' }),
  ipv4(udp(sip()), { to: '224.0.1.75' }),
  ipv4(tcp(sip(), { flags: 0x18 }), { protocol: 6 }),
  ipv4(tcp(Buffer.alloc(0), { flags: build.SYN, from: 40_000 }), { protocol: 6 }),
  ipv4(sctp([dataChunk(sip())]), { protocol: 132 }),
  ipv4(Buffer.alloc(40, 8), { protocol: 1 }),
  ipv4(udp(sip()), { more: true }),
  ipv4(sip(), { offset: 1480 }),
  ipv4(authentication(udp(sip()), 17), { protocol: 51 }),
  ipv4(ipv4(udp(sip())), { protocol: 4 }),
  ipv6(udp(sip())),
  ipv6(udp(sip(), { from: 7 }), { from: 'fe80::1', to: 'ff02::1' }),
  ipv6(tcp(sip()), { next: 6 }),
  ipv6(extension(udp(sip()), 17), { next: 0 }),
  ipv6(extension(extension(authentication(tcp(sip()), 6), 51, 2), 43), { next: 60 }),
  ipv6(fragment6(udp(sip()), 17, 0, true), { next: 44 }),
  ipv6(fragment6(sip(), 17, 1480, false), { next: 44 }),
  ipv6(Buffer.alloc(40, 0x80), { next: 58 }),
];

const isIpv6 = (bytes: Buffer) => bytes[0] >> 4 === 6;
const etherType = (bytes: Buffer) => (isIpv6(bytes) ? 0x86dd : 0x0800);

function family(bytes: Buffer, bigEndian: boolean): Buffer {
  const out = u32(isIpv6(bytes) ? 10 : 2);
  return Buffer.concat([bigEndian ? out : out.reverse(), bytes]);
}

/** A data frame of 802.11, with its LLC header. */
function wifi(bytes: Buffer): Buffer {
  const header = Buffer.from('08000000020000000001020000000002020000000003'.padEnd(48, '0'), 'hex');
  return Buffer.concat([header, Buffer.from('aaaa03000000', 'hex'), build.u16(etherType(bytes)), bytes]);
}

const radiotap = (bytes: Buffer) => Buffer.concat([Buffer.from('0000080000000000', 'hex'), wifi(bytes)]);
const ppp = (bytes: Buffer) =>
  Buffer.concat([Buffer.from('ff03', 'hex'), build.u16(isIpv6(bytes) ? 0x57 : 0x21), bytes]);

/** What tcpdump and we are shown of each link type: LINKTYPE_ value, byte order, and the frame of an IP packet. */
const LINKS: [name: string, linkType: number, bigEndian: boolean, frame: (bytes: Buffer) => Buffer][] = [
  ['BSD loopback', 0, false, (bytes) => family(bytes, false)],
  ['BSD loopback of a big-endian machine', 0, true, (bytes) => family(bytes, true)],
  ['OpenBSD loopback', 108, false, (bytes) => family(bytes, true)],
  ['OpenBSD loopback in a big-endian file', 108, true, (bytes) => family(bytes, true)],
  ['OpenBSD ENC', 109, false, (bytes) => Buffer.concat([family(bytes, false), Buffer.alloc(8), bytes])],
  ['OpenBSD ENC, big-endian', 109, true, (bytes) => Buffer.concat([family(bytes, true), Buffer.alloc(8), bytes])],
  ['Ethernet', 1, false, (bytes) => ethernet(bytes, etherType(bytes))],
  ['Ethernet in a big-endian file', 1, true, (bytes) => ethernet(bytes, etherType(bytes))],
  ['PPP', 9, false, ppp],
  ['raw IP by the number of DLT_RAW', 12, false, (bytes) => bytes],
  ['raw IP by the number of OpenBSD', 14, false, (bytes) => bytes],
  ['PPP in HDLC', 50, false, ppp],
  ['PPPoE', 51, false, (bytes) => build.pppoe(bytes, isIpv6(bytes) ? 0x57 : 0x21)],
  ['RFC 1483 by LINKTYPE', 100, false, (bytes) => Buffer.concat([Buffer.from('aaaa030000000800', 'hex'), bytes])],
  ['raw IP', 101, false, (bytes) => bytes],
  [
    'Cisco HDLC',
    104,
    false,
    (bytes) => Buffer.concat([Buffer.from('0f00', 'hex'), build.u16(etherType(bytes)), bytes]),
  ],
  ['802.11', 105, false, wifi],
  ['802.11 with radiotap', 127, false, radiotap],
  ['Linux cooked', 113, false, (bytes) => build.cooked(bytes, etherType(bytes))],
  ['Linux cooked 2', 276, false, (bytes) => build.cooked2(bytes, etherType(bytes))],
  ['raw IPv4', 228, false, (bytes) => bytes],
  ['raw IPv6', 229, false, (bytes) => bytes],
  ['a user link type', 147, false, (bytes) => bytes],
];

/** Whole, cut by a snap length at several places, and empty; each with a time of its own. */
function packets(frames: readonly Buffer[]): MadePacket[] {
  const all = frames.flatMap((bytes) =>
    [bytes.length, 96, 60, 38, 22, 15, 3, 0].map((snap) => ({
      bytes: bytes.subarray(0, snap),
      wireLength: bytes.length,
    })),
  );
  return all.map((packet, i) => ({ ...packet, seconds: i + 1 }));
}

function made(name: string, options: PcapOptions, frames: readonly Buffer[]): string {
  const file = path.join(folder, `${name.replaceAll(' ', '-')}.pcap`);
  fs.writeFileSync(file, pcap(options, packets(frames)));
  return file;
}

/** The same bytes in each run. */
function noise(count: number): Buffer[] {
  let state = 12_345;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 16;
  };
  return Array.from({ length: count }, () => Buffer.from(Array.from({ length: next() % 120 }, () => next() & 0xff)));
}

describe('tcpdump takes the same packets', () => {
  test.each(samples)('of samples/%s', async (name) => {
    await agree(path.join(SAMPLES, name));
  });

  test.each(PUBLIC)('of the public %s', async (name) => {
    await agree(publicFile('captures', name));
  });

  test.each(LINKS)('of %s (%p), big endian: %p', async (name, linkType, bigEndian, frame) => {
    await agree(made(name, { linkType, bigEndian }, IP.map(frame)));
  });

  test('of Ethernet with everything in front of IP', async () => {
    const frames = [...HIDDEN, ...OTHERS].map(([name, frame]) => frame(Buffer.from(`[${name}]`)));
    const arp = ethernet(Buffer.alloc(46, 1), 0x0806);
    const llc = Buffer.concat([Buffer.from('0180c2000000020000000001', 'hex'), build.u16(38), Buffer.alloc(38, 0x42)]);
    await agree(made('everything', {}, [...frames, arp, llc]));
  });

  test.each([0, 1, 101, 105, 113, 127, 276])('of noise with link type %p', async (linkType) => {
    await agree(made(`noise ${linkType}`, { linkType }, noise(60)));
  });

  test('and those of a capture with several link types, of each', async () => {
    const links = LINKS.filter(([, linkType, bigEndian]) => [0, 1, 9, 101, 113].includes(linkType) && !bigEndian);
    const each = IP.flatMap((bytes) => links.map(([, , , frame], i) => ({ bytes: frame(bytes), interface: i })));
    const timed = each.map((one, i) => enhancedPacket({ ...one, units: BigInt(i) * 1_000_000n }));
    const mixed = path.join(folder, 'links.pcapng');
    fs.writeFileSync(mixed, pcapng(section(), ...links.map(([, linkType]) => interfaceBlock({ linkType })), ...timed));
    const frames = await framesOf(mixed);
    expect(new Set(frames.map(({ linkType }) => linkType)).size).toBe(5);
    const alone = links.map(([name, linkType]) => {
      const file = path.join(folder, `alone ${name}.pcap`);
      const ofType = frames.filter((frame) => frame.linkType === linkType);
      const bytes = (frame: Frame) => frame.bytes.subarray(frame.start, frame.end);
      fs.writeFileSync(
        file,
        pcap(
          { linkType },
          ofType.map((frame) => ({ ...frame, bytes: bytes(frame) })),
        ),
      );
      return file;
    });
    for (const expression of EXPRESSIONS) {
      const theirs = new Set<string>();
      for (const file of alone) for (const taken of (await byTcpdump(file, expression)).taken) theirs.add(taken);
      const expected = frames.map(line).filter((packet) => theirs.has(packet));
      expect([expression, byFilter(frames, expression).taken]).toEqual([expression, expected]);
    }
  });

  test('and the table tells something', () => {
    expect(EXPRESSIONS.length).toBeGreaterThan(60);
    expect(new Set(EXPRESSIONS).size).toBe(EXPRESSIONS.length);
    expect(EXPRESSIONS.filter((one) => !telling.has(one) && !refused.has(one))).toEqual([]);
    expect(telling.size).toBeGreaterThan(60);
  });
});

interface Stats {
  packets: number;
  messages: number;
  capture: { leftOutByFilter: number };
}

const SOME = ['udp', 'port 5060', 'greater 500', 'ip6', 'tcp port 5060', 'udp[8:4] = 0x494e5649', 'not udp'];

describe('the program', () => {
  test.each(samples)('counts what tcpdump counts: %s', async (name) => {
    const file = path.join(SAMPLES, name);
    const all = (await framesOf(file)).length;
    for (const expression of SOME) {
      const { taken } = await byTcpdump(file, expression);
      const [stats] = records<Stats>(['-I', file, '--bpf', expression, '--print', 'stats']);
      expect([expression, stats.packets, stats.capture.leftOutByFilter]).toEqual([expression, all, all - taken.length]);
    }
  });

  test('records of the packets that pass only', () => {
    const file = path.join(SAMPLES, 'busy.pcap');
    const [kept, ours, theirs] = ['kept.pcap', 'ours.pcap', 'theirs.pcap'].map((name) => path.join(folder, name));
    const [{ source }] = records<{ source: string }>(['-I', file, '--print', 'messages']);
    const expression = `src host ${source.replace(/:\d+$/, '')}`;
    peer('tcpdump', ['-r', file, '-Z', 'root', '-w', kept, expression]);
    expect(sipladder(['-I', file, '--bpf', expression, '-N', '-q', '-O', ours])).toMatchObject({ code: 0, stderr: '' });
    expect(sipladder(['-I', kept, '-N', '-q', '-O', theirs]).code).toBe(0);
    expect(fs.readFileSync(ours)).toEqual(fs.readFileSync(theirs));
    expect(fs.statSync(ours).size).toBeLessThan(fs.statSync(file).size);
    expect(fs.statSync(ours).size).toBeGreaterThan(500);
  });

  test('stops after as many packets as tcpdump -c', async () => {
    const file = path.join(SAMPLES, 'call-rtp.pcap');
    const out = path.join(folder, 'counted.pcap');
    peer('tcpdump', ['-r', file, '-Z', 'root', '-c', '3', '-w', out, 'port 5060']);
    const theirs = await framesOf(out);
    const ours = records<Stats>(['-I', file, '--bpf', 'port 5060', '--count', '3', '--print', 'stats'])[0];
    expect(theirs).toHaveLength(3);
    expect([ours.messages, ours.packets - ours.capture.leftOutByFilter]).toEqual([3, 3]);
  });

  test.each([
    ['standard input', (bytes: Buffer) => bytes],
    ['gzip through standard input', (bytes: Buffer) => gzipSync(bytes)],
  ])('filters %s', (_, packed) => {
    const file = path.join(SAMPLES, 'call-rtp.pcap');
    const args = ['--bpf', 'port 5060', '--print', 'stats', '--as', 'json'];
    const piped = sipladder(['-I', '-', ...args], packed(fs.readFileSync(file)));
    expect(piped.stdout).toBe(sipladder(['-I', file, ...args]).stdout);
    expect(JSON.parse(piped.stdout)).toMatchObject({ capture: { leftOutByFilter: expect.any(Number) }, messages: 6 });
  });
});

describe('words', () => {
  test('take what a live capture would take by them', async () => {
    const file = path.join(folder, 'hidden.pcap');
    const all = [...HIDDEN, ...OTHERS].map(([name, frame]) => ({ bytes: frame(Buffer.from(`[${name}]`)) }));
    fs.writeFileSync(file, pcap({}, all));
    const frames = await framesOf(file);
    const filter = new FileFilter({ expression: 'port 5060', widen: true }, ['FILE']);
    expect(frames.filter((frame) => filter.takes(frame)).map(line)).toEqual(frames.slice(0, HIDDEN.length).map(line));
    expect(filter.status.widened).toBe('+ fragments, tunnels, VLAN, PPPoE, MPLS');
    const plain = new FileFilter({ expression: 'port 5060', widen: false }, ['FILE']);
    expect(frames.filter((frame) => plain.takes(frame))).toHaveLength(2);
  });

  test('are told as they were read', () => {
    const told = (...words: string[]) => sipladder(['-I', path.join(SAMPLES, 'busy.pcap'), '-Nq', ...words]).stderr;
    const added = '+ fragments, tunnels, VLAN, PPPoE, MPLS (--bpf takes it exactly as given)';
    expect(told('port', '5060')).toBe(`sipladder: capture filter: port 5060 ${added}\n`);
    expect(told('method', 'INVITE')).toBe('sipladder: read as a filter: method INVITE\n');
    expect(told('--bpf', 'port 5060')).toBe('');
  });

  test('that fit no packet end with 1, as what nobody could judge is no answer', () => {
    const raw = made('raw', { linkType: 101 }, IP);
    const run = sipladder(['-I', raw, '-N', '--bpf', 'ether host 02:00:00:00:00:01']);
    expect(run).toMatchObject({ code: 1, stdout: 'Dialog count: 0\n' });
    expect(run.stderr).toMatch(/packets of Raw IP are left out, .*: ethernet addresses supported only on ethernet/);
  });

  test('that fit one link type of two leave the other out', () => {
    const both = path.join(folder, 'both.pcapng');
    const links = [interfaceBlock(), interfaceBlock({ linkType: 101 })];
    const [one, two, three] = ['a', 'b', 'c'].map((callId) => ipv4(udp(sip(callId))));
    const packets = [
      enhancedPacket({ bytes: ethernet(one) }),
      enhancedPacket({ bytes: two, interface: 1 }),
      enhancedPacket({ bytes: ethernet(three) }),
    ];
    fs.writeFileSync(both, pcapng(section(), ...links, ...packets));
    const run = sipladder(['-I', both, '--bpf', 'ether src 02:00:00:00:00:01', '--print', 'stats', '--as', 'json']);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ packets: 3, messages: 2, capture: { leftOutByFilter: 1 } });
    expect(run.stderr).toMatch(/packets of Raw IP are left out[\s\S]*1 packet was left out that the capture filter/);
  });
});
