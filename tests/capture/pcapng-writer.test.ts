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

test('the size of a packet is known beforehand, with what comes before it', () => {
  const writer = new PcapngWriter({ nanos: true });
  for (const [linkType, length] of [
    [1, 0],
    [1, 5],
    [113, 8],
    [1, 11],
  ]) {
    const packet = { seconds: 1, nanos: 0, wireLength: 500, linkType };
    const size = writer.sizeOf(packet, length);
    const before = writer.pendingBytes;
    writer.add(packet, Buffer.alloc(length), 0, length);
    expect(writer.pendingBytes - before).toBe(size);
  }
});

test('interfaces that did not get into the file are described again', () => {
  const writer = new PcapngWriter({ nanos: true });
  const packet = (linkType: number) => ({ seconds: 1, nanos: 0, wireLength: 500, linkType });
  const add = (linkType: number, text: string) => writer.add(packet(linkType), Buffer.from(text), 0, text.length);
  add(1, 'one');
  const written = Buffer.from(writer.take());
  expect(writer.interfaces).toBe(1);
  add(113, 'lost');
  add(276, 'lost, too');
  expect(writer.interfaces).toBe(3);
  writer.take();
  writer.forgetInterfaces(1);
  add(276, 'two');
  add(1, 'three');
  const { lines, warnings } = parse(Buffer.concat([written, writer.take()]));
  expect(warnings).toEqual([]);
  expect(lines.map((line) => line.split(' ').filter((_, i) => i === 1 || i > 3))).toEqual([
    ['1', 'one'],
    ['276', 'two'],
    ['1', 'three'],
  ]);
});
