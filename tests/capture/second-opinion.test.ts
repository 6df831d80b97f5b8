/** Classic pcap in microseconds, frame by frame against the package pcap-parser. */

import { Readable } from 'node:stream';
import fc from 'fast-check';
import { parse as parsePeer } from 'pcap-parser';
import { pcap } from './build';
import { parse } from './parse';

interface PeerPacket {
  header: { timestampSeconds: number; timestampMicroseconds: number; originalLength: number };
  data: Buffer;
}

/** `seconds.micros wireLength bytes` of each packet, as the peer reads them. */
function peerLines(file: Buffer): Promise<string[]> {
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    parsePeer(Readable.from([file], { objectMode: false }))
      .on('packet', ({ header, data }: PeerPacket) => {
        const micros = String(header.timestampMicroseconds).padStart(6, '0');
        lines.push(`${header.timestampSeconds}.${micros} ${header.originalLength} ${data.toString('latin1')}`);
      })
      .on('error', reject)
      .on('end', () => resolve(lines));
  });
}

function ourLines(file: Buffer): string[] {
  return parse(file).lines.map((line) => line.replace(/^(\d+\.\d{6})000 \d+ @\d+/, '$1'));
}

test('both read the same packets', async () => {
  const packet = fc
    .record({
      bytes: fc.string({ unit: 'binary-ascii', maxLength: 80 }),
      seconds: fc.integer({ min: 1, max: 0xffffffff }),
      nanos: fc.nat({ max: 999_999 }).map((micros) => 1000 * micros),
      beyond: fc.nat({ max: 2000 }),
    })
    .map((made) => ({ ...made, wireLength: made.bytes.length + made.beyond }));
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(packet, { minLength: 1, maxLength: 30 }), async (bigEndian, packets) => {
      const file = pcap({ bigEndian }, packets);
      const ours = ourLines(file);
      expect(ours).toHaveLength(packets.length);
      expect(ours).toEqual(await peerLines(file));
    }),
  );
});
