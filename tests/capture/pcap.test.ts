/** Classic pcap: bytes in, one line a packet out (see parse.ts). */

import fc from 'fast-check';
import { pcap } from './build';
import { parse } from './parse';

const INVITE = { bytes: 'INVITE', seconds: 1_700_000_000, nanos: 123_456_789, wireLength: 60 };
const BYE = { bytes: 'BYE', seconds: 1_700_000_001, nanos: 5000 };

/** `file`, whole and byte by byte, gives `lines` and `warnings`. */
function check(file: Buffer, lines: string[], warnings: string[] = []): void {
  const whole = parse(file);
  expect([whole.lines, whole.warnings]).toEqual([lines, warnings]);
  const bytewise = parse(file, [1]);
  expect([bytewise.lines, bytewise.warnings]).toEqual([lines, warnings]);
}

/** `file` with the 32-bit little-endian number at `offset` replaced. */
function patched(file: Buffer, offset: number, value: number): Buffer {
  const out = Buffer.from(file);
  out.writeUInt32LE(value, offset);
  return out;
}

test.each([
  ['microseconds', {}, '123456000', 40],
  ['microseconds, big-endian', { bigEndian: true }, '123456000', 40],
  ['nanoseconds', { magic: 0xa1b23c4d }, '123456789', 40],
  ['nanoseconds, big-endian', { magic: 0xa1b23c4d, bigEndian: true }, '123456789', 40],
  ['longer record headers', { magic: 0xa1b2cd34 }, '123456000', 48],
  ['longer record headers, big-endian', { magic: 0xa1b2cd34, bigEndian: true }, '123456000', 48],
])('%s', (_name, options, fraction, first) => {
  check(pcap(options, [INVITE, BYE]), [
    `1700000000.${fraction} 1 @${first} 60 INVITE`,
    `1700000001.000005000 1 @${2 * first - 24 + 6} 3 BYE`,
  ]);
});

test('the link type stands in the lower 16 bits; above are those of the frame check sequence', () => {
  check(pcap({ linkType: 0x44000071 }, [BYE]), ['1700000001.000005000 113 @40 3 BYE']);
});

test('a header without packets is an empty capture', () => check(pcap({}, []), []));

test('a packet may be empty', () => check(pcap({}, [{ bytes: '', wireLength: 9 }]), ['1.000000000 1 @40 9 ']));

test('times go to the year 2106', () => {
  check(pcap({}, [{ bytes: 'x', seconds: 0xffffffff }]), ['4294967295.000000000 1 @40 1 x']);
});

test('a fraction of more than a second is carried', () => {
  check(patched(pcap({}, [{ bytes: 'x', seconds: 10 }]), 28, 2_500_000), ['12.500000000 1 @40 1 x']);
});

test('before version 2.4 the two lengths may stand the other way round', () => {
  const file = pcap({ minorVersion: 3 }, [{ bytes: 'abc' }]);
  file.writeUInt32LE(80, 32);
  file.writeUInt32LE(3, 36);
  check(file, ['1.000000000 1 @40 80 abc']);
});

test('a cut at every byte keeps the packets before it and says where it is', () => {
  const file = pcap({}, [INVITE, BYE]);
  const { lines } = parse(file);
  for (let length = 4; length < file.length; length++) {
    const parsed = parse(file.subarray(0, length));
    const count = length < 46 ? 0 : 1;
    expect(parsed.lines).toEqual(lines.slice(0, count));
    const where = length < 24 ? 'the file header' : `packet ${count + 1}`;
    const read = count === 1 ? '1 packet read' : '0 packets read';
    const isAtEdge = length === 24 || length === 46;
    expect(parsed.warnings).toEqual(isAtEdge ? [] : [`made: cut short at byte ${length} in ${where}, ${read}`]);
  }
});

test('a length that cannot be ends the reading, with what came before', () => {
  check(
    patched(pcap({}, [INVITE, BYE, BYE]), 46 + 8, 262_145),
    ['1700000000.123456000 1 @40 60 INVITE'],
    ['made: broken at byte 46: packet 2 claims 262145 bytes, 1 packet read'],
  );
});

test('the longest packet is 262144 bytes', () => {
  const { lines, warnings } = parse(pcap({}, [{ bytes: Buffer.alloc(262_144) }, BYE]), [100_000]);
  expect([lines.length, warnings]).toEqual([2, []]);
});

test('a tail of zeros, as a lost machine leaves it, ends the reading', () => {
  check(
    Buffer.concat([pcap({}, [BYE]), Buffer.alloc(64)]),
    ['1700000001.000005000 1 @40 3 BYE'],
    ['made: broken at byte 43: zeros in place of a packet, 1 packet read'],
  );
});

test('a wire length below the captured one is not believed; that is said once', () => {
  check(
    pcap({}, [
      { bytes: 'abc', wireLength: 0 },
      { bytes: 'defg', wireLength: 1 },
    ]),
    ['1.000000000 1 @40 3 abc', '1.000000000 1 @59 4 defg'],
    ['made: at byte 24: packet 1 was 0 bytes on the wire but 3 were captured; read on'],
  );
});

test('pieces of any lengths give the same packets', () => {
  const packet = fc.record({
    bytes: fc.string({ maxLength: 60 }),
    seconds: fc.integer({ min: 1, max: 0xffffffff }),
    nanos: fc.integer({ min: 0, max: 999_999_999 }),
  });
  const options = fc.record({ bigEndian: fc.boolean(), magic: fc.constantFrom(0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34) });
  const pieces = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(options, fc.array(packet, { maxLength: 12 }), pieces, (made, packets, lengths) => {
      const file = pcap(made, packets);
      const whole = parse(file);
      expect(whole.lines).toHaveLength(packets.length);
      expect(parse(file, lengths)).toEqual(whole);
    }),
  );
});
