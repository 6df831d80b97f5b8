/** A capture filter over packets of files: a program for each link type, what does not fit, what is counted. */

import { FileFilter } from '../../../src/capture/bpf/file-filter';
import { type Frame, newFrame } from '../../../src/capture/frame';
import { FakeLibrary } from '../libpcap/fake-library';
import { assemble } from './assemble';

const ETHERNET = 1;
const RAW = 101;

function packet(text: string, linkType = ETHERNET, change: Partial<Frame> = {}): Frame {
  const bytes = Buffer.from(`??${text}??`);
  return { ...newFrame(), bytes, start: 2, end: bytes.length - 2, wireLength: text.length, linkType, ...change };
}

/** Takes packets that begin with the letter that the expression ends with. */
function beginsWith(expression: string): Buffer {
  return assemble([0x30, 0], [0x15, expression.charCodeAt(expression.length - 1), 0, 1], [0x06, 262144], [0x06, 0]);
}

function filter(expression: string, { library = new FakeLibrary(), widen = false } = {}): FileFilter {
  return new FileFilter({ expression, widen }, ['calls.pcap', 'more.pcap'], library);
}

test('takes what the program takes, and counts the rest', () => {
  const library = new FakeLibrary();
  library.compiler = beginsWith;
  const one = filter('letter a', { library });
  expect(['alice', 'bob', 'anne', ''].map((text) => one.takes(packet(text)))).toEqual([true, false, true, false]);
  expect(one.status).toEqual({ expression: 'letter a', widened: null, leftOut: 2, unjudged: 0 });
  expect(one.warnings).toEqual([]);
});

test('looks at the length on the wire', () => {
  const library = new FakeLibrary();
  library.compiler = () => assemble([0x80], [0x35, 100, 0, 1], [0x06, 1], [0x06, 0]);
  const one = filter('greater 100', { library });
  expect([99, 100].map((wireLength) => one.takes(packet('a', ETHERNET, { wireLength })))).toEqual([false, true]);
});

test('is compiled once for each link type and byte order, on need', () => {
  const library = new FakeLibrary();
  const one = filter('all', { library });
  expect([library.compiled, one.judges]).toEqual([[], false]);
  for (const linkType of [ETHERNET, RAW, ETHERNET, RAW, RAW]) one.takes(packet('a', linkType));
  expect([library.compiled, one.judges]).toEqual([['all', 'all'], true]);
  one.takes(packet('a', RAW, { bigEndian: true }));
  expect(library.compiled).toHaveLength(3);
  expect(library.open.size).toBe(0);
});

test('takes each link type by its own program', () => {
  const library = new FakeLibrary();
  library.compiler = (_, linkType) => beginsWith(linkType === RAW ? 'r' : 'e');
  const one = filter('all', { library });
  const taken = ['r', 'e'].map((text) => [RAW, ETHERNET].map((linkType) => one.takes(packet(text, linkType))));
  expect(taken).toEqual([
    [true, false],
    [false, true],
  ]);
});

test('leaves out, counts and names what it does not fit', () => {
  const library = new FakeLibrary();
  library.judge = (_, linkType) => (linkType === ETHERNET ? null : 'no VLAN support');
  const one = filter('vlan', { library });
  const [more, strange] = [{ input: 1 }, 500];
  const packets = [packet('a'), packet('b', RAW, more), packet('c', RAW), packet('d', strange), packet('e')];
  expect(packets.map((frame) => one.takes(frame))).toEqual([true, false, false, false, true]);
  expect(one.status).toMatchObject({ leftOut: 3, unjudged: 3 });
  expect(one.judges).toBe(true);
  expect(one.warnings).toEqual([
    'more.pcap: packets of Link 101 are left out, as the capture filter does not fit them: no VLAN support',
    'calls.pcap: packets of link type 500 are left out, as the capture filter does not fit them: no VLAN support',
  ]);
  expect(library.open.size).toBe(0);
});

test('does not run what asks the kernel', () => {
  const library = new FakeLibrary();
  library.compiler = () => assemble([0x28, -4092], [0x06, 1]);
  const one = filter('inbound', { library });
  expect([one.takes(packet('a')), one.judges]).toEqual([false, false]);
  expect(one.warnings).toEqual([
    'calls.pcap: packets of Link 1 are left out, as the capture filter does not fit them: BPF instruction 0 asks the kernel for what is not in the packet',
  ]);
});

test('keeps programs and warnings of so many link types only', () => {
  const library = new FakeLibrary();
  library.judge = (_, linkType) => (linkType < 1000 ? null : 'too strange');
  const one = filter('all', { library });
  const linkTypes = Array.from({ length: 2000 }, (_, i) => i);
  const taken = linkTypes.filter((linkType) => one.takes(packet('a', linkType)));
  expect(taken).toEqual(linkTypes.slice(0, 64));
  expect(one.warnings).toEqual(['calls.pcap: packets of ever more link types are left out']);
  expect(one.status.unjudged).toBe(2000 - 64);
  expect(one.takes(packet('a', 3))).toBe(true);
});

describe('widened', () => {
  test('adds what a live capture adds', () => {
    const library = new FakeLibrary();
    const one = filter('port 5060', { library, widen: true });
    one.takes(packet('a'));
    expect(one.status.widened).toBe('+ fragments, tunnels, VLAN, PPPoE, MPLS');
    expect(library.compiled).toContain('ip6[6] = 44');
  });

  test('takes a packet that only an addition takes', () => {
    const library = new FakeLibrary();
    library.compiler = (expression) => beginsWith(expression.startsWith('vlan and (') ? 'v' : 'p');
    const one = filter('host a', { library, widen: true });
    expect(['p', 'v', 'x'].map((text) => one.takes(packet(text)))).toEqual([true, true, false]);
  });

  test('holds as given where nothing can be added, and tells the most of all link types', () => {
    const library = new FakeLibrary();
    library.judge = (expression, linkType) => (linkType === RAW && expression !== 'host a' ? 'not here' : null);
    const one = filter('host a', { library, widen: true });
    expect([one.takes(packet('a', RAW)), one.status.widened]).toEqual([true, null]);
    expect([one.takes(packet('a')), one.status.widened]).toEqual([true, '+ VLAN, PPPoE, MPLS']);
    one.takes(packet('a', RAW));
    expect(one.status.widened).toBe('+ VLAN, PPPoE, MPLS');
    expect(one.warnings).toEqual([]);
  });
});
