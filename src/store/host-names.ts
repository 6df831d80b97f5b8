/** Names of hosts: which one holds where several sources name an address, and how addresses are written to be found. */

import { isIPv6, SocketAddress } from 'node:net';

/** Names by address, or by address and port: `10.0.0.1`, `10.0.0.1:5060`, `[2001:db8::1]:5060`. */
export type HostNames = ReadonlyMap<string, string>;

/** `10.0.0.1:5060`, `[2001:db8::1]:5060`. */
export function hostPort(host: string, port: number | string): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** As endpoints have it: lower case, IPv6 as in RFC 5952. Names stay names. */
export function canonicalAddress(text: string): string {
  const address = text.toLowerCase();
  return isIPv6(address) ? new SocketAddress({ address, family: 'ipv6' }).address : address;
}

/** `text` as somebody wrote it, an address with or without a port, as a key of HostNames. */
export function hostKey(text: string): string {
  const typed = text.trim();
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(typed);
  const withPort = bracketed ?? /^([^:]*)(?::(\d+))?$/.exec(typed);
  if (withPort === null) return canonicalAddress(typed);
  const [, host, port] = withPort;
  return port === undefined ? canonicalAddress(host) : hostPort(canonicalAddress(host), port);
}

/** Those of the later sources go before those of the earlier. */
export function namesFrom(...sources: readonly Iterable<readonly [string, string]>[]): HostNames {
  const names = new Map<string, string>();
  for (const source of sources)
    for (const [address, name] of source) if (name !== '') names.set(hostKey(address), name);
  return names;
}

/** The name of an end, with its port where that is not what is named; without a name `10.0.0.1:5060`. */
export function endText(names: HostNames, address: string, port: number): string {
  const end = hostPort(address, port);
  const name = names.get(address);
  return names.get(end) ?? (name === undefined ? end : `${name}:${port}`);
}

/** True for an end with this name, however its letters are written. */
export function isNamed(names: HostNames, address: string, port: number, name: string): boolean {
  const same = (found: string | undefined) => found?.toLowerCase() === name.toLowerCase();
  return same(names.get(address)) || same(names.get(hostPort(address, port)));
}
