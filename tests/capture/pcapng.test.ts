/** pcapng: blocks in, one line a packet out (see parse.ts). */

import fc from 'fast-check';
import {
  type Block,
  enhancedPacket,
  interfaceBlock,
  namesBlock,
  obsoletePacket,
  otherBlock,
  pcapng,
  section,
  simplePacket,
} from './build';
import { parse } from './parse';

/** Microseconds of 2023-11-14 22:13:20.123456 UTC. */
const UNITS = 1_700_000_000_123_456n;

/** The packets of `blocks`, without their positions; then the warnings. Byte by byte gives the same. */
function check(blocks: Block[], lines: string[], warnings: string[] = []): void {
  for (const pieces of [undefined, [1]]) {
    const parsed = parse(pcapng(...blocks), pieces);
    expect(parsed.lines.map((line) => line.replace(/ @\d+/, ''))).toEqual(lines);
    expect(parsed.warnings).toEqual(warnings);
  }
}

test.each([false, true])('the three kinds of packet block, big-endian: %s', (bigEndian) => {
  check(
    [
      section({ bigEndian }),
      interfaceBlock({ linkType: 113 }),
      enhancedPacket({ bytes: 'one', units: UNITS, wireLength: 60 }),
      obsoletePacket({ bytes: 'three', units: UNITS + 1n }),
      simplePacket({ bytes: 'four' }),
    ],
    [
      '1700000000.123456000 113 60 one',
      '1700000000.123457000 113 5 three',
      // It has no time of its own.
      '1700000000.123457000 113 4 four',
    ],
  );
});

test('the position is that of the packet in the file', () => {
  const file = pcapng(
    section(),
    interfaceBlock(),
    enhancedPacket({ bytes: 'here' }),
    obsoletePacket({ bytes: 'there' }),
  );
  const found = parse(file).lines.map((line) => Number(/@(\d+)/.exec(line)?.[1]));
  expect(found).toEqual([file.indexOf('here'), file.indexOf('there')]);
});

test('each interface has a link type and a clock of its own', () => {
  check(
    [
      section(),
      interfaceBlock({ linkType: 1, resolution: 9 }),
      interfaceBlock({ linkType: 101, resolution: 0x8a, offsetSeconds: 1000n }),
      enhancedPacket({ bytes: 'b', interface: 1, units: 5n * 1024n + 512n }),
      enhancedPacket({ bytes: 'a', units: 1_700_000_000_123_456_789n }),
      obsoletePacket({ bytes: 'c', interface: 1, units: 1024n }),
    ],
    ['1005.500000000 101 1 b', '1700000000.123456789 1 1 a', '1001.000000000 101 1 c'],
  );
});

test('a section begins anew: byte order and interfaces', () => {
  check(
    [
      section(),
      interfaceBlock({ linkType: 1 }),
      interfaceBlock({ linkType: 276 }),
      enhancedPacket({ bytes: 'a', interface: 1 }),
      section({ bigEndian: true }),
      interfaceBlock({ linkType: 12 }),
      enhancedPacket({ bytes: 'b' }),
      section(),
      interfaceBlock({ linkType: 113 }),
      enhancedPacket({ bytes: 'c' }),
    ],
    ['1.000000000 276 1 a', '1.000000000 12 1 b', '1.000000000 113 1 c'],
  );
});

test('a simple packet is cut by the snap length of the first interface', () => {
  check(
    [section(), interfaceBlock({ snapLength: 4 }), simplePacket({ bytes: 'INVI', wireLength: 900 })],
    ['0.000000000 1 900 INVI'],
  );
  check(
    [section(), interfaceBlock({ snapLength: 5 }), simplePacket({ bytes: 'INVIT', wireLength: 900 })],
    ['0.000000000 1 900 INVIT'],
  );
});

test('secrets, statistics and unknown blocks are passed over, however long', () => {
  const blocks = [
    section(),
    otherBlock(0x0a, 100),
    interfaceBlock(),
    otherBlock(5, 0),
    enhancedPacket({ bytes: 'a' }),
    otherBlock(0x80001234, 20_000_000),
    enhancedPacket({ bytes: 'b' }),
  ];
  const parsed = parse(pcapng(...blocks), [65_536]);
  expect([parsed.lines.length, parsed.warnings]).toEqual([2, []]);
});

test.each([false, true])('names of addresses, big-endian: %s', (bigEndian) => {
  const v6 = (...tail: number[]) => [0x20, 0x01, 0x0d, 0xb8, ...Array(12 - tail.length).fill(0), ...tail];
  const blocks = [
    section({ bigEndian }),
    namesBlock([
      { address: [10, 0, 0, 1], name: 'proxy.example\0second.example' },
      { address: v6(0xab, 0xcd), name: 'six.example' },
      { address: [...Array(10).fill(0), 0xff, 0xff, 10, 0, 0, 2], name: 'mapped.example' },
      { address: [10, 0, 0, 3], name: '' },
    ]),
    namesBlock([{ address: [10, 0, 0, 4], name: 'müller' }]),
  ];
  expect([...parse(pcapng(...blocks)).names]).toEqual([
    ['10.0.0.1', 'proxy.example'],
    ['2001:db8::abcd', 'six.example'],
    ['::ffff:10.0.0.2', 'mapped.example'],
    ['10.0.0.4', 'müller'],
  ]);
});

const ONE = [section(), interfaceBlock(), enhancedPacket({ bytes: 'a' })];
const ONE_LINE = '1.000000000 1 1 a';
const ONE_BYTES = pcapng(...ONE).length;

test.each<[string, Block, string]>([
  [
    'a length that differs behind',
    { ...enhancedPacket({ bytes: 'b' }), lengthBehind: 40 },
    `broken at byte ${ONE_BYTES + 32}: a block that began with length 36 ends with length 40`,
  ],
  [
    'one that differs behind a block that is passed over',
    { ...otherBlock(77, 8), lengthBehind: 24 },
    `broken at byte ${ONE_BYTES + 16}: a block that began with length 20 ends with length 24`,
  ],
  [
    'no length',
    { ...otherBlock(77, 8), lengthBefore: 0 },
    `broken at byte ${ONE_BYTES}: a block of type 77 claims 0 bytes`,
  ],
  [
    'an odd length',
    { ...otherBlock(77, 8), lengthBefore: 21 },
    `broken at byte ${ONE_BYTES}: a block of type 77 claims 21 bytes`,
  ],
  [
    'a packet block that is too short',
    { type: 6, content: () => Buffer.alloc(16) },
    `broken at byte ${ONE_BYTES}: a block of type 6 claims 28 bytes`,
  ],
  [
    'a packet block that is too long',
    { ...enhancedPacket({ bytes: 'b' }), lengthBefore: 0x7ffffffc },
    `broken at byte ${ONE_BYTES}: a block of type 6 claims 2147483644 bytes`,
  ],
  [
    'more bytes than the block has',
    enhancedPacket({ bytes: 'bbbb', captured: 5 }),
    `broken at byte ${ONE_BYTES}: packet 2 claims 5 bytes in a block of 36`,
  ],
  [
    'a section without magic',
    section({ magic: 0 }),
    `broken at byte ${ONE_BYTES}: a section header without byte-order magic`,
  ],
  ['a section of another version', section({ major: 2 }), `broken at byte ${ONE_BYTES}: a section of pcapng version 2`],
])('broken: %s', (_name, block, warning) => {
  check([...ONE, block, enhancedPacket({ bytes: 'never' })], [ONE_LINE], [`made: ${warning}, 1 packet read`]);
});

test('a packet of an interface that is not there is left out, and that is said once', () => {
  const stray = enhancedPacket({ bytes: 'x', interface: 9 });
  const warning = 'is of an interface that the file does not describe; left out';
  check(
    [...ONE, stray, stray, enhancedPacket({ bytes: 'b' })],
    [ONE_LINE, '1.000000000 1 1 b'],
    [`made: packet after packet 1 at byte ${ONE_BYTES} ${warning}`],
  );
});

test('a packet that is too long is left out', () => {
  const long = enhancedPacket({ bytes: Buffer.alloc(262_145) });
  const { lines, warnings } = parse(pcapng(...ONE, long, enhancedPacket({ bytes: 'b' })));
  expect(lines).toHaveLength(2);
  expect(warnings).toEqual([`made: packet after packet 1 at byte ${ONE_BYTES} has 262145 bytes; left out`]);
});

test('a cut at every byte keeps the packets before it and says where it is', () => {
  const blocks = [...ONE, otherBlock(5, 8), enhancedPacket({ bytes: 'b' })];
  const file = pcapng(...blocks);
  const edges = blocks.map((_block, i) => pcapng(...blocks.slice(0, i + 1)).length);
  for (let length = 4; length < file.length; length++) {
    const { lines, warnings } = parse(file.subarray(0, length), [5]);
    expect(lines).toHaveLength(length < ONE_BYTES ? 0 : 1);
    const isEdge = edges.includes(length);
    expect(warnings).toHaveLength(isEdge ? 0 : 1);
    if (!isEdge) expect(warnings[0]).toContain(`made: cut short at byte ${length} in `);
  }
  expect(parse(file.subarray(0, file.length - 1)).warnings).toEqual([
    `made: cut short at byte ${file.length - 1} in packet 2, 1 packet read`,
  ]);
});

test('pieces of any lengths give the same packets', () => {
  const packet = fc.record({
    bytes: fc.string({ maxLength: 40 }),
    units: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    interface: fc.nat({ max: 2 }),
  });
  const block: fc.Arbitrary<Block> = fc.oneof(
    packet.map(enhancedPacket),
    packet.map(obsoletePacket),
    packet.map(simplePacket),
    fc.record({ resolution: fc.nat({ max: 255 }), linkType: fc.nat({ max: 300 }) }).map(interfaceBlock),
    fc.boolean().map((bigEndian) => section({ bigEndian })),
    fc.nat({ max: 50 }).map((length) => otherBlock(5, length)),
  );
  const pieces = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(block, { maxLength: 20 }), pieces, (blocks, lengths) => {
      const file = pcapng(section(), interfaceBlock(), ...blocks);
      expect(parse(file, lengths)).toEqual(parse(file));
    }),
  );
});
