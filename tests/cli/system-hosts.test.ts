/** What is taken of /etc/hosts. */

import { hostsOf, systemHosts } from '../../src/cli/system-hosts';

test('the first name of each address that is a host of a network', () => {
  const text = `
127.0.0.1	localhost
127.0.1.1 this-machine   # by the installer
::1     ip6-localhost ip6-loopback
fe00::0 ip6-localnet
ff02::1 ip6-allnodes
255.255.255.255 broadcasthost
0.0.0.0 ads.example.com
# 10.0.0.8 was-here

10.0.0.1   sbc1.example.com sbc1
10.0.0.1   another
  2001:db8::1 sbc6 # six
fe80::1%lo0 local
10.0.0.2
no-address name
`;
  expect(hostsOf(text)).toEqual([
    ['10.0.0.1', 'sbc1.example.com'],
    ['2001:db8::1', 'sbc6'],
  ]);
});

test('a list of more hosts than anybody has is taken as far as it is of use', () => {
  const many = Array.from({ length: 12_000 }, (_, i) => `10.1.${i >> 8}.${i & 255} h${i}`).join('\n');
  expect(hostsOf(many)).toHaveLength(10_000);
});

test('a file that cannot be read has none', () => {
  const missing = () => {
    throw Object.assign(new Error('gone'), { code: 'ENOENT' });
  };
  expect([systemHosts(missing), systemHosts(() => '10.0.0.1 a')]).toEqual([[], [['10.0.0.1', 'a']]]);
});
