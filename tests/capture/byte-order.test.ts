/** Frames say in which byte order their file was written: a section of pcapng may change it. */

import { newFrame } from '../../src/capture/frame';
import { PcapParser } from '../../src/capture/pcap';
import { PcapngParser } from '../../src/capture/pcapng';
import { enhancedPacket, interfaceBlock, pcap, pcapng, section } from './build';

function orders(file: Buffer, Parser: typeof PcapParser | typeof PcapngParser): boolean[] {
  const parser = new Parser({ name: 'made', input: 0, volatile: true });
  parser.feed(file);
  const frame = newFrame();
  const out: boolean[] = [];
  while (parser.next(frame)) out.push(frame.bigEndian);
  return out;
}

test.each([false, true])('pcap, big endian: %p', (bigEndian) => {
  expect(orders(pcap({ bigEndian }, [{ bytes: 'a' }, { bytes: 'b' }]), PcapParser)).toEqual([bigEndian, bigEndian]);
});

test('pcapng, section by section', () => {
  const packets = [interfaceBlock(), enhancedPacket({ bytes: 'a' })];
  const file = pcapng(section(), ...packets, section({ bigEndian: true }), ...packets, section(), ...packets);
  expect(orders(file, PcapngParser)).toEqual([false, true, false]);
});
