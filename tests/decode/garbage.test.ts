import fc from 'fast-check';
import { LINK_TYPES } from '../../src/decode/link';
import {
  authentication,
  dataChunk,
  ethernet,
  extension,
  fragment6,
  frameOf,
  gre,
  gtpUser,
  ipv4,
  ipv6,
  mpls,
  pppoe,
  sctp,
  sip,
  tcp,
  udp,
  vlan,
  vxlan,
} from './build';
import { listen } from './listen';

const message = sip('garbage', 'body');
const datagram = udp(message);
const packet = ipv4(datagram);
const inUdp = (payload: Buffer, to: number) => ethernet(ipv4(udp(payload, { to })));
const inIp = (payload: Buffer, protocol: number) => ethernet(ipv4(payload, { protocol }));
const hello = Buffer.concat([
  Buffer.from('160301003c010000380303', 'hex'),
  Buffer.alloc(32),
  Buffer.from('00000213010100000d0000000900070000046e616d65', 'hex'),
]);
const PACKETS = [
  ethernet(packet),
  ethernet(vlan(vlan(packet), 7, 0x8100), 0x88a8),
  ethernet(pppoe(packet), 0x8864),
  ethernet(mpls(packet, [16, 17]), 0x8847),
  inIp(gre(ethernet(packet), 0x6558, 0xb000), 47),
  inUdp(vxlan(ethernet(packet)), 4789),
  inUdp(gtpUser(packet, [[0x85, Buffer.from([16, 9])]]), 2152),
  ethernet(ipv6(extension(authentication(datagram, 17), 51, 1), { next: 0 }), 0x86dd),
  ethernet(ipv6(fragment6(datagram, 17, 0, true), { next: 44 }), 0x86dd),
  ethernet(ipv4(datagram, { more: true })),
  inIp(tcp(message), 6),
  inIp(tcp(hello), 6),
  inIp(sctp([dataChunk(message, 1, 2), dataChunk(message, 2, 1)]), 132),
];

/** Nothing is thrown, and what is given is no more than what was there. */
function check(frames: Array<{ bytes: Buffer; linkType: number }>): void {
  const { heard, counts } = listen(
    frames.map(({ bytes, linkType }, i) => frameOf(bytes, { linkType, time: 1000 + 3 * i })),
  );
  expect(counts.packets).toBe(frames.length);
  const total = frames.reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect(heard.reduce((sum, each) => sum + each.text.length, 0)).toBeLessThanOrEqual(total);
}

test('every packet cut at every length', () => {
  for (const bytes of PACKETS) {
    for (let length = 0; length <= bytes.length; length++) check([{ bytes: bytes.subarray(0, length), linkType: 1 }]);
  }
});

test('nothing is read behind the end of a frame', () => {
  const texts = (bytes: Buffer) => {
    const frame = frameOf(bytes, { wireLength: 2000 });
    frame.bytes.fill('INVITE sip:a SIP/2.0\r\n', frame.end);
    return listen([frame]).heard.map((each) => each.text);
  };
  for (const bytes of PACKETS) {
    for (let length = 0; length <= bytes.length; length++) {
      for (const text of texts(bytes.subarray(0, length))) expect(`${message}${message}`).toContain(text);
    }
  }
});

test('noise of every link type', () => {
  const linkType = fc.constantFrom(...LINK_TYPES.map(([number]) => number), 999);
  const bytes = fc.uint8Array({ maxLength: 200 }).map((each) => Buffer.from(each));
  fc.assert(fc.property(fc.array(fc.record({ bytes, linkType }), { maxLength: 10 }), check), { numRuns: 500 });
});

test('packets with some bytes changed', () => {
  const change = fc.tuple(fc.nat(), fc.nat({ max: 255 }));
  const changed = fc
    .tuple(fc.constantFrom(...PACKETS), fc.array(change, { minLength: 1, maxLength: 6 }))
    .map(([bytes, changes]) => {
      const copy = Buffer.from(bytes);
      for (const [at, value] of changes) copy[at % Math.min(copy.length, 120)] = value;
      return { bytes: copy, linkType: 1 };
    });
  fc.assert(fc.property(fc.array(changed, { minLength: 1, maxLength: 12 }), check), { numRuns: 1000 });
});
