/** pcapng written and read back. */

import fc from 'fast-check';
import { PcapngWriter } from '../../src/capture/pcapng-writer';
import { parse } from './parse';

interface Packet {
  text: string;
  seconds: number;
  nanos: number;
  linkType: number;
}

/** Writes `packets`, each on its own, and reads them: one `seconds.nanos link wireLength bytes` each. */
function there(nanos: boolean, packets: Packet[]): string[] {
  const writer = new PcapngWriter({ nanos });
  const pieces = [Buffer.from(writer.take())];
  for (const packet of packets) {
    const bytes = Buffer.from(`<${packet.text}>`, 'latin1');
    writer.add({ ...packet, wireLength: 500 }, bytes, 1, bytes.length - 1);
    pieces.push(Buffer.from(writer.take()));
  }
  const { lines, warnings } = parse(Buffer.concat(pieces));
  expect(warnings).toEqual([]);
  return lines.map((line) => line.replace(/ @\d+/, ''));
}

test('every link type gets an interface', () => {
  const packets = [
    { text: 'INVITE', seconds: 1_700_000_000, nanos: 123_456_789, linkType: 1 },
    { text: 'TRYING!', seconds: 1_700_000_000, nanos: 999_999_999, linkType: 113 },
    { text: 'BYE', seconds: 1_700_000_001, nanos: 0, linkType: 1 },
  ];
  expect(there(true, packets)).toEqual([
    '1700000000.123456789 1 500 INVITE',
    '1700000000.999999999 113 500 TRYING!',
    '1700000001.000000000 1 500 BYE',
  ]);
  expect(there(false, packets)[1]).toBe('1700000000.999999000 113 500 TRYING!');
});

test('no packets: a section', () => expect(there(false, [])).toEqual([]));

test('any packets come back', () => {
  const packet = fc.record({
    text: fc.string({ unit: 'binary-ascii', maxLength: 60 }),
    seconds: fc.integer({ min: 0, max: 0x2ffffffff }),
    nanos: fc.integer({ min: 0, max: 999_999_999 }),
    linkType: fc.constantFrom(1, 12, 101, 113, 276),
  });
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 12 }), (packets) => {
      const line = ({ text, seconds, nanos, linkType }: Packet) =>
        `${seconds}.${String(nanos).padStart(9, '0')} ${linkType} 500 ${text}`;
      expect(there(true, packets)).toEqual(packets.map(line));
    }),
  );
});
