/** The names that the machine itself has for addresses: /etc/hosts, as hosts(5) describes it. */

import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { SYSTEM_HOSTS, SYSTEM_HOSTS_BYTES } from '../budgets';
import type { SystemHosts } from '../engine/hosts';

/** Without such a file, or one that can be read, there are none: it is nobody's fault. */
export function systemHosts(read: () => string = () => readFileSync('/etc/hosts', 'utf8')): SystemHosts {
  try {
    return hostsOf(read().slice(0, SYSTEM_HOSTS_BYTES));
  } catch {
    return [];
  }
}

/** The first name of each address. Those of the machine for itself and for everybody name no host on a network. */
export function hostsOf(text: string): SystemHosts {
  const hosts = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [address = '', name] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (name === undefined || hosts.has(address) || !isOfHost(address)) continue;
    hosts.set(address, name);
    if (hosts.size >= SYSTEM_HOSTS) break;
  }
  return [...hosts];
}

/** Loopback, unspecified (what blocklists have), link-local of all, multicast and broadcast. */
const NO_HOSTS = new BlockList();
NO_HOSTS.addSubnet('127.0.0.0', 8, 'ipv4');
NO_HOSTS.addSubnet('0.0.0.0', 8, 'ipv4');
NO_HOSTS.addSubnet('224.0.0.0', 3, 'ipv4');
NO_HOSTS.addSubnet('::', 127, 'ipv6');
NO_HOSTS.addSubnet('fe00::', 9, 'ipv6');
NO_HOSTS.addSubnet('ff00::', 8, 'ipv6');

function isOfHost(address: string): boolean {
  // With a zone it is one that only this machine knows.
  const family = address.includes('%') ? 0 : isIP(address);
  return family !== 0 && !NO_HOSTS.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
