/** Classic pcap written and read back. */

import fc from 'fast-check';
import { LinkTypeError } from '../../src/capture/packet-encoder';
import { PcapWriter, planPcap } from '../../src/capture/pcap-writer';
import { type MadePacket, pcap } from './build';
import { parse } from './parse';

const facts = (seconds: number, nanos: number, linkType = 1) => ({ seconds, nanos, wireLength: 500, linkType });

/** What `packets` become as a file, each written on its own; `planPcap` chooses the kind. */
function written(packets: MadePacket[], linkType: number): Buffer {
  const all = packets.map(({ bytes, seconds = 1, nanos = 0, wireLength = bytes.length }) => ({
    facts: { seconds, nanos, wireLength, linkType },
    bytes: Buffer.from(`<${bytes}>`, 'latin1'),
  }));
  const writer = new PcapWriter(planPcap(all.map((packet) => packet.facts)));
  const pieces = [Buffer.from(writer.take())];
  for (const packet of all) {
    writer.add(packet.facts, packet.bytes, 1, packet.bytes.length - 1);
    pieces.push(Buffer.from(writer.take()));
  }
  return Buffer.concat(pieces);
}

test('whole microseconds: the file of everybody', () => {
  const packets = [{ bytes: 'INVITE', seconds: 5, nanos: 7000, wireLength: 60 }, { bytes: 'BYE' }];
  expect(written(packets, 113)).toEqual(pcap({ linkType: 113 }, packets));
});

test('one time that needs nanoseconds makes a nanosecond file', () => {
  const packets = [{ bytes: 'INVITE' }, { bytes: 'BYE', nanos: 7001 }];
  expect(written(packets, 1)).toEqual(pcap({ magic: 0xa1b23c4d }, packets));
});

test('no packets: a header', () => expect(parse(written([], 1))).toMatchObject({ lines: [], warnings: [] }));

test('in a microsecond file the rest of the time is cut off', () => {
  const writer = new PcapWriter({ linkType: 1, nanos: false });
  writer.add(facts(3, 999_999_999), Buffer.from('x'), 0, 1);
  expect(parse(writer.take()).lines).toEqual(['3.999999000 1 @40 500 x']);
});

test('take() gives what came since the last one', () => {
  const writer = new PcapWriter({ linkType: 1, nanos: false });
  expect(writer.pendingBytes).toBe(24);
  writer.take();
  expect([writer.pendingBytes, writer.take().length]).toEqual([0, 0]);
  writer.add(facts(1, 0), Buffer.alloc(200_000), 0, 200_000);
  expect([writer.pendingBytes, writer.take().length]).toEqual([200_016, 200_016]);
});

test('the size of a packet is known beforehand', () => {
  const writer = new PcapWriter({ linkType: 1, nanos: false });
  const before = writer.pendingBytes;
  const size = writer.sizeOf(facts(1, 0), 33);
  writer.add(facts(1, 0), Buffer.alloc(33), 0, 33);
  expect(writer.pendingBytes - before).toBe(size);
});

test('a second link type is refused, with advice', () => {
  const message = 'packets of link types 1 and 113 do not fit into one .pcap file; use .pcapng';
  expect(() => planPcap([facts(1, 0), facts(1, 0, 113)])).toThrow(new LinkTypeError(message));
  const writer = new PcapWriter({ linkType: 1, nanos: false });
  expect(() => writer.add(facts(1, 0, 113), Buffer.from('x'), 0, 1)).toThrow(LinkTypeError);
});

test('any packets come back', () => {
  const packet = fc.record({
    bytes: fc.string({ unit: 'binary-ascii', maxLength: 60 }),
    seconds: fc.integer({ min: 1, max: 0xffffffff }),
    nanos: fc.integer({ min: 0, max: 999_999_999 }),
  });
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 12 }), fc.nat({ max: 300 }), (packets, linkType) => {
      const magic = packets.some(({ nanos }) => nanos % 1000 !== 0) ? 0xa1b23c4d : 0xa1b2c3d4;
      expect(parse(written(packets, linkType))).toEqual(parse(pcap({ magic, linkType }, packets)));
    }),
  );
});
