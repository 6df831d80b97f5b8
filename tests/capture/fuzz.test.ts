/** Broken bytes: no parser throws, loops, or hands out a frame that is not inside the bytes it was given. */

import fc from 'fast-check';
import { MAX_PACKET_BYTES } from '../../src/budgets';
import { newFrame } from '../../src/capture/frame';
import { PcapParser } from '../../src/capture/pcap';
import { PcapngParser } from '../../src/capture/pcapng';
import {
  enhancedPacket,
  interfaceBlock,
  namesBlock,
  obsoletePacket,
  otherBlock,
  pcap,
  pcapng,
  section,
  simplePacket,
} from './build';

const SOUND = [
  pcap({}, [{ bytes: 'INVITE sip:a' }, { bytes: 'SIP/2.0 200 OK' }, { bytes: 'ACK' }]),
  pcap({ magic: 0xa1b23c4d, bigEndian: true }, [{ bytes: 'INVITE sip:a' }, { bytes: 'ACK' }]),
  ...[false, true].map((bigEndian) =>
    pcapng(
      section({ bigEndian }),
      interfaceBlock({ resolution: 9, offsetSeconds: 5n }),
      enhancedPacket({ bytes: 'INVITE sip:a' }),
      namesBlock([{ address: [10, 0, 0, 1], name: 'a.example' }]),
      otherBlock(5, 24),
      obsoletePacket({ bytes: 'BYE' }),
      simplePacket({ bytes: 'ACK' }),
    ),
  ),
];

/** Feeds `bytes` in two pieces to both parsers and looks at all that comes out. */
function check(bytes: Buffer, cut: number): void {
  const options = { name: 'made', input: 0, volatile: true };
  for (const parser of [new PcapParser(options), new PcapngParser(options)]) {
    const frame = newFrame();
    let count = 0;
    for (const piece of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
      parser.feed(piece);
      while (parser.next(frame)) {
        count++;
        const length = frame.end - frame.start;
        expect(length).toBeGreaterThanOrEqual(0);
        expect(length).toBeLessThanOrEqual(Math.min(MAX_PACKET_BYTES, frame.wireLength));
        const there = bytes.subarray(frame.position, frame.position + length);
        expect(frame.bytes.subarray(frame.start, frame.end)).toEqual(there);
        expect(new Date(frame.seconds * 1000).getTime()).not.toBeNaN();
        expect(frame.nanos >= 0 && frame.nanos < 1e9).toBe(true);
      }
    }
    parser.finish(null);
    expect(parser.next(frame)).toBe(false);
    expect(parser.packets).toBe(count);
    // Every packet takes 16 bytes at least.
    expect(count).toBeLessThanOrEqual(bytes.length / 16);
    expect(parser.warnings.length).toBeLessThanOrEqual(20);
    for (const warning of parser.warnings) expect(warning).toMatch(/^made: [^\n]*$/);
  }
}

const EDGES = [0, 1, 3, 4, 8, 12, 0x7f, 0x80, 0xff];

test('captures with bytes changed, left out and put in', () => {
  const byte = fc.oneof(fc.constantFrom(...EDGES), fc.nat({ max: 255 }));
  const change = fc.record({
    at: fc.nat({ max: 400 }),
    remove: fc.nat({ max: 4 }),
    put: fc.array(byte, { maxLength: 4 }),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...SOUND),
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.nat({ max: 400 }),
      (sound, changes, cut) => {
        let bytes = sound;
        for (const { at, remove, put } of changes) {
          const from = at % bytes.length;
          bytes = Buffer.concat([bytes.subarray(0, from), Buffer.from(put), bytes.subarray(from + remove)]);
        }
        check(bytes, cut);
      },
    ),
    { numRuns: 1200 },
  );
});

test('any bytes behind a right beginning', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...SOUND),
      fc.nat({ max: 60 }),
      fc.uint8Array({ maxLength: 200 }),
      (sound, kept, bytes) => check(Buffer.concat([sound.subarray(0, kept), bytes]), kept),
    ),
    { numRuns: 1000 },
  );
});
