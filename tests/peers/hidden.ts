/** Packets with SIP on port 5060 that a plain filter does not see, and some on other ports. */

import * as build from '../decode/build';

/** What a port filter is to be widened by: the text inside, and the frame. */
export const HIDDEN: Array<[string, (payload: Buffer) => Buffer]> = (() => {
  const { ethernet, vlan, mpls, pppoe, ipv4, ipv6, udp, gre, vxlan, gtpUser, extension, authentication, fragment6 } =
    build;
  const packet = (payload: Buffer) => ipv4(udp(payload));
  const tunnel = (port: number, payload: Buffer) => ethernet(ipv4(udp(payload, { from: 40000, to: port })));
  return [
    ['plain', (p) => ethernet(packet(p))],
    ['plain IPv6', (p) => ethernet(ipv6(udp(p)), 0x86dd)],
    ['a later fragment', (p) => ethernet(ipv4(p, { protocol: 17, offset: 1480 }))],
    ['a first IPv6 fragment', (p) => ethernet(ipv6(fragment6(udp(p), 17, 0, true), { next: 44 }), 0x86dd)],
    ['a later IPv6 fragment', (p) => ethernet(ipv6(fragment6(p, 17, 1480, false), { next: 44 }), 0x86dd)],
    ['hop-by-hop options', (p) => ethernet(ipv6(extension(udp(p), 17), { next: 0 }), 0x86dd)],
    ['destination options', (p) => ethernet(ipv6(extension(udp(p), 17), { next: 60 }), 0x86dd)],
    ['AH', (p) => ethernet(ipv4(authentication(udp(p), 17), { protocol: 51 }))],
    ['IP in IP', (p) => ethernet(ipv4(packet(p), { protocol: 4 }))],
    ['6in4', (p) => ethernet(ipv4(ipv6(udp(p)), { protocol: 41 }))],
    ['4in6', (p) => ethernet(ipv6(packet(p), { next: 4 }), 0x86dd)],
    ['GRE', (p) => ethernet(ipv4(gre(packet(p)), { protocol: 47 }))],
    ['MPLS in IP', (p) => ethernet(ipv4(mpls(packet(p)), { protocol: 137 }))],
    ['VXLAN', (p) => tunnel(4789, vxlan(ethernet(packet(p))))],
    ['GTP-U', (p) => tunnel(2152, gtpUser(packet(p)))],
    ['VLAN', (p) => ethernet(vlan(packet(p)), 0x8100)],
    ['VLAN, a later fragment', (p) => ethernet(vlan(ipv4(p, { protocol: 17, offset: 1480 })), 0x8100)],
    ['VLAN, IPv6', (p) => ethernet(vlan(ipv6(udp(p)), 7, 0x86dd), 0x8100)],
    ['QinQ', (p) => ethernet(vlan(vlan(packet(p)), 8, 0x8100), 0x88a8)],
    ['PPPoE', (p) => ethernet(pppoe(packet(p)), 0x8864)],
    ['PPPoE in VLAN', (p) => ethernet(vlan(pppoe(packet(p)), 7, 0x8864), 0x8100)],
    ['MPLS', (p) => ethernet(mpls(packet(p)), 0x8847)],
    ['MPLS, two labels', (p) => ethernet(mpls(packet(p), [16, 17]), 0x8847)],
    ['MPLS in VLAN', (p) => ethernet(vlan(mpls(packet(p)), 7, 0x8847), 0x8100)],
  ];
})();

/** What it is not to take. */
export const OTHERS: typeof HIDDEN = (() => {
  const { ethernet, vlan, mpls, ipv4, udp } = build;
  const packet = (payload: Buffer) => ipv4(udp(payload, { from: 9, to: 9 }));
  return [
    ['other ports', (p) => ethernet(packet(p))],
    ['other ports in VLAN', (p) => ethernet(vlan(packet(p)), 0x8100)],
    ['other ports in MPLS', (p) => ethernet(mpls(packet(p)), 0x8847)],
  ];
})();
