/** Tests of the ends of messages and streams: addresses, networks, ports. */

import { BlockList, isIP, isIPv6, SocketAddress } from 'node:net';
import type { Endpoint } from '../decode/endpoints';
import { isNamed } from '../store/host-names';
import type { Store } from '../store/store';
import type { Context } from './condition';
import { onceEach } from './once';

export type EndpointTest = (endpoint: Endpoint) => boolean;

/** An address, its beginning where it ends in `.` or `:`, or a network. */
export function hasAddress(value: string): EndpointTest {
  const wanted = value.toLowerCase().replace(/^\[|\]$/g, '');
  const network = wanted.includes('/') ? inNetwork(wanted) : '';
  if (typeof network === 'function') return network;
  const full = isIPv6(wanted) ? new SocketAddress({ address: wanted, family: 'ipv6' }).address : wanted;
  const prefix = wanted !== '::' && (wanted.endsWith('.') || wanted.endsWith(':'));
  return ({ address }) => (prefix ? address.startsWith(wanted) : address === full);
}

const NETWORK = 'a network, as in 10.0.0.0/8 or 2001:db8::/32';

/** Or why the value is none. As in pcap-filter(7), `10.1` is a network, too. */
export function inNetwork(value: string): EndpointTest | string {
  const [given, bits, ...rest] = value
    .toLowerCase()
    .replace(/^\[|\]/g, '')
    .split('/');
  const octets = given.replace(/\.$/, '').split('.');
  const short = octets.length < 4 && octets.every((octet) => /^\d+$/.test(octet));
  const address = short ? [...octets, 0, 0, 0].slice(0, 4).join('.') : given;
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  const length = bits === undefined ? (short ? 8 * octets.length : most) : Number(bits);
  if (family === 0 || rest.length > 0 || (bits !== undefined && !/^\d+$/.test(bits)) || length > most) return NETWORK;
  return family === 4 ? inIPv4(address, length) : inIPv6(address, length);
}

/** A capture has as many addresses as it has phones: no library for each of them. */
function inIPv4(network: string, bits: number): EndpointTest {
  const host = 2 ** (32 - bits);
  const wanted = Math.floor(ipv4Number(network) / host);
  return ({ address }) => !address.includes(':') && Math.floor(ipv4Number(address) / host) === wanted;
}

function ipv4Number(address: string): number {
  let number = 0;
  let octet = 0;
  for (let i = 0; i < address.length; i++) {
    const code = address.charCodeAt(i);
    if (code !== DOT) octet = octet * 10 + code - 48;
    else {
      number = number * 256 + octet;
      octet = 0;
    }
  }
  return number * 256 + octet;
}

const DOT = 46;

function inIPv6(network: string, bits: number): EndpointTest {
  const list = new BlockList();
  list.addSubnet(network, bits, 'ipv6');
  return ({ address }) => address.includes(':') && list.check(address, 'ipv6');
}

/** Or why the value is none. */
export function hasPort(value: string): EndpointTest | string {
  const wanted = Number(value);
  if (!/^\d+$/.test(value) || wanted > 65_535) return 'a port, as in 5060';
  return ({ port }) => port === wanted;
}

type Judge = (store: Store, endpoint: number) => boolean;

/** Addresses repeat over all rows: each is judged once. */
export function judgeOf(matches: EndpointTest): Judge {
  return onceEach((store, endpoint) => matches(store.endpoints.get(endpoint)));
}

/** As hasAddress(), or the name of a host. Names may come and change while a filter is used: none is judged for good. */
export function hostJudge(value: string, { names }: Pick<Context, 'names'>): Judge {
  const judge = judgeOf(hasAddress(value));
  if (names === null || /^[\d.]*$|[:/]/.test(value)) return judge;
  return (store, endpoint) => {
    const { address, port } = store.endpoints.get(endpoint);
    return judge(store, endpoint) || isNamed(names(), address, port, value);
  };
}
