import {
  authentication,
  cooked,
  cooked2,
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
  sip,
  u16,
  u32,
  udp,
  vlan,
  vxlan,
} from './build';
import { listen } from './listen';

const message = sip('layers');
const datagram = udp(message);
const packet4 = ipv4(datagram);
const packet6 = ipv6(datagram);
const v4 = 'UDP 10.0.0.1:5060 > 10.0.0.2:5060';
const v6 = 'UDP [2001:db8::1]:5060 > [2001:db8::2]:5060';

function check(bytes: Buffer, linkType: number, way: string): void {
  const { heard } = listen([frameOf(bytes, { linkType })]);
  expect(heard.map((each) => [each.way, each.text, each.problems])).toEqual([[way, message.toString(), []]]);
}

const nullHeader = (family: number, little: boolean): Buffer => {
  const bytes = Buffer.alloc(4);
  if (little) bytes.writeUInt32LE(family);
  else bytes.writeUInt32BE(family);
  return bytes;
};
const behind = (header: Buffer, rest: Buffer): Buffer => Buffer.concat([header, rest]);
const hex = (text: string): Buffer => Buffer.from(text.replace(/ /g, ''), 'hex');

describe('link types', () => {
  test.each<[string, Buffer, number, string]>([
    ['Ethernet', ethernet(packet4), 1, v4],
    ['Ethernet with IPv6', ethernet(packet6, 0x86dd), 1, v6],
    ['802.3 with SNAP', behind(ethernet(hex('aaaa03 000000 0800'), 100), packet4), 1, v4],
    ['Linux cooked', cooked(packet4), 113, v4],
    ['Linux cooked with a VLAN tag', cooked(vlan(packet4), 0x8100), 113, v4],
    ['Linux cooked, version 2', cooked2(packet6, 0x86dd), 276, v6],
    ['raw IP', packet4, 101, v4],
    ['raw IP, version 6', packet6, 101, v6],
    ['raw IP as old writers number it', packet4, 12, v4],
    ['raw IP as OpenBSD numbers it', packet4, 14, v4],
    ['raw IPv4', packet4, 228, v4],
    ['raw IPv6', packet6, 229, v6],
    ['loopback of a little-endian host', behind(nullHeader(2, true), packet4), 0, v4],
    ['loopback of a big-endian host', behind(nullHeader(2, false), packet4), 0, v4],
    ['loopback, IPv6 of Linux', behind(nullHeader(10, true), packet6), 0, v6],
    ['loopback, IPv6 of OpenBSD', behind(nullHeader(24, true), packet6), 0, v6],
    ['loopback, IPv6 of FreeBSD', behind(nullHeader(28, true), packet6), 0, v6],
    ['loopback, IPv6 of macOS', behind(nullHeader(30, true), packet6), 0, v6],
    ['loopback of OpenBSD', behind(nullHeader(24, false), packet6), 108, v6],
    ['PPP', behind(u16(0x0021), packet4), 9, v4],
    ['PPP with HDLC framing', behind(hex('ff03 0057'), packet6), 50, v6],
    ['PPP with a short protocol field', behind(hex('21'), packet4), 9, v4],
    ['PPPoE as a link type', pppoe(packet4), 51, v4],
  ])('%s', (_name, bytes, linkType, way) => check(bytes, linkType, way));

  test('one that is not known is counted', () => {
    const { heard, counts } = listen([
      frameOf(packet4, { linkType: 147 }),
      frameOf(packet4, { linkType: 65536 + 0x0800 }),
      frameOf(packet4, { linkType: -1 }),
    ]);
    expect(heard).toEqual([]);
    expect(counts).toMatchObject({ packets: 3, unknownLink: 3, notIp: 0 });
  });
});

describe('encapsulations', () => {
  const tunnel = { from: '192.0.2.1', to: '192.0.2.2' };
  const pptp = hex('3081 880b 0000 0001 00000001 00000001 ff03 0021');
  const inUdp = (payload: Buffer, to: number) => ethernet(ipv4(udp(payload, { from: 40000, to }), tunnel));
  test.each<[string, Buffer, string]>([
    ['a VLAN', ethernet(vlan(packet4), 0x8100), v4],
    ['QinQ', ethernet(vlan(vlan(packet6, 8, 0x86dd), 7, 0x8100), 0x88a8), v6],
    ['QinQ of older switches', ethernet(vlan(vlan(packet4), 7, 0x8100), 0x9100), v4],
    ['PPPoE', ethernet(pppoe(packet6, 0x0057), 0x8864), v6],
    ['MPLS', ethernet(mpls(packet4), 0x8847), v4],
    ['MPLS with three labels, multicast', ethernet(mpls(packet6, [16, 17, 18]), 0x8848), v6],
    ['an Ethernet pseudowire in MPLS', ethernet(mpls(behind(u32(0), ethernet(packet4))), 0x8847), v4],
    ['IPv4 in IPv4', ethernet(ipv4(packet4, { ...tunnel, protocol: 4 })), v4],
    ['IPv6 in IPv4', ethernet(ipv4(packet6, { ...tunnel, protocol: 41 })), v6],
    ['IPv4 in IPv6', ethernet(ipv6(packet4, { from: '2001:db8::9', next: 4 }), 0x86dd), v4],
    ['GRE', ethernet(ipv4(gre(packet4), { ...tunnel, protocol: 47 })), v4],
    [
      'GRE with checksum, key and sequence number',
      ethernet(ipv4(gre(packet6, 0x86dd, 0xb000), { ...tunnel, protocol: 47 })),
      v6,
    ],
    ['Ethernet in GRE', ethernet(ipv4(gre(ethernet(packet4), 0x6558, 0x2000), { ...tunnel, protocol: 47 })), v4],
    ['PPP in GRE (PPTP)', ethernet(ipv4(behind(pptp, packet4), { ...tunnel, protocol: 47 })), v4],
    [
      'ERSPAN',
      ethernet(
        ipv4(behind(hex('1000 88be 00000001 1001 0001 00000000'), ethernet(packet4)), { ...tunnel, protocol: 47 }),
      ),
      v4,
    ],
    ['VXLAN', inUdp(vxlan(ethernet(packet4)), 4789), v4],
    ['Geneve with an option', inUdp(behind(hex('01006558 00000100 01020300'), ethernet(packet4)), 6081), v4],
    ['GTP-U', inUdp(gtpUser(packet4), 2152), v4],
    [
      'GTP-U with extension headers',
      inUdp(
        gtpUser(packet6, [
          [0x85, hex('1009')],
          [0x20, hex('000000000000')],
        ]),
        2152,
      ),
      v6,
    ],
    ['IPv4 with options', ethernet(ipv4(datagram, { options: hex('01010100') })), v4],
    ['hop-by-hop options', ethernet(ipv6(extension(datagram, 17), { next: 0 }), 0x86dd), v6],
    [
      'hop-by-hop, destination options and routing',
      ethernet(ipv6(extension(extension(extension(datagram, 17, 2), 43), 60, 1), { next: 0 }), 0x86dd),
      v6,
    ],
    ['AH in IPv6', ethernet(ipv6(authentication(datagram, 17), { next: 51 }), 0x86dd), v6],
    ['AH in IPv4', ethernet(ipv4(authentication(datagram, 17), { protocol: 51 })), v4],
    [
      'a fragment that is the whole datagram',
      ethernet(ipv6(fragment6(datagram, 17, 0, false), { next: 44 }), 0x86dd),
      v6,
    ],
  ])('%s', (_name, bytes, way) => check(bytes, 1, way));

  test('SIP on the port of a tunnel is still SIP', () => {
    for (const to of [4789, 2152, 6081]) {
      const { heard } = listen([frameOf(ethernet(ipv4(udp(message, { to }))))]);
      expect(heard.map((each) => each.way)).toEqual([`UDP 10.0.0.1:5060 > 10.0.0.2:${to}`]);
    }
  });

  test('nesting has an end', () => {
    let deep = packet4;
    for (let i = 0; i < 100; i++) deep = ipv4(deep, { protocol: 4 });
    expect(listen([frameOf(ethernet(deep))]).heard).toEqual([]);
  });

  test('ESP hides what follows', () => {
    const { heard, counts } = listen([frameOf(ethernet(ipv6(datagram, { next: 50 }), 0x86dd))]);
    expect(heard).toEqual([]);
    expect(counts.otherIp).toBe(1);
  });
});

describe('lengths', () => {
  function problems(bytes: Buffer, wireLength = bytes.length): Array<[string, string[]]> {
    return listen([frameOf(bytes, { wireLength })]).heard.map((each) => [each.text, each.problems]);
  }
  const text = message.toString();

  test('padding of Ethernet is no part of the message', () => {
    expect(problems(behind(ethernet(packet4), Buffer.from('padding')))).toEqual([[text, []]]);
  });

  test('an IP length of 0 reaches to the end of the frame', () => {
    expect(problems(ethernet(ipv4(datagram, { totalLength: 0 })))).toEqual([[text, []]]);
    expect(problems(ethernet(ipv6(datagram, { payloadLength: 0 }), 0x86dd))).toEqual([[text, []]]);
  });

  test('a UDP length below that of IP bounds the message', () => {
    const longer = ipv4(udp(behind(message, Buffer.from('more')), { length: 8 + message.length }));
    expect(problems(ethernet(longer))).toEqual([[text, []]]);
  });

  test('a UDP length that cannot be is not followed', () => {
    const why = (length: number) => `a UDP length of ${length}, where IP carries ${8 + message.length} bytes`;
    expect(problems(ethernet(ipv4(udp(message, { length: 5000 }))))).toEqual([[text, [why(5000)]]]);
    expect(problems(ethernet(ipv4(udp(message, { length: 3 }))))).toEqual([[text, [why(3)]]]);
    expect(problems(ethernet(ipv4(udp(message, { length: 0 }))))).toEqual([[text, []]]);
  });

  test('a packet cut by the snap length is given as far as it goes', () => {
    const whole = ethernet(packet4);
    expect(problems(whole.subarray(0, whole.length - 50), whole.length)).toEqual([
      [text.slice(0, -50), ['cut by the snap length']],
    ]);
  });

  test('lengths beyond the frame are said', () => {
    const more = message.length + 11;
    const lying = ethernet(ipv4(udp(message, { length: 8 + more }), { totalLength: 28 + more }));
    expect(problems(lying)).toEqual([[text, ['11 bytes fewer than the length in the header says']]]);
  });
});
