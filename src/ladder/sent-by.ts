/**
 * What ends say of themselves: the port that they listen on, where they send from another one, and the address that they
 * have behind a NAT. By the Via of their requests and of the responses to them (RFC 3261 section 18, RFC 3581), and by
 * their Contact. A hint, as anybody may write anything.
 */

import { BlockList, isIP } from 'node:net';
import { LADDER_ENDS_READ } from '../budgets';
import { parseAddress } from '../decode/sip/addresses';
import { valuesOf } from '../decode/sip/message';
import { param } from '../decode/sip/params';
import { parseHeaders } from '../decode/sip/parse';
import { parseVia } from '../decode/sip/via';
import { canonicalAddress, hostPort } from '../store/host-names';
import { REQUEST } from '../store/messages';
import type { Store } from '../store/store';

export interface EndTold {
  /** Ports of one address with the same one are one program: `10.0.0.1:5060`, `198.51.100.7 192.168.1.20:5060`. */
  listens: string | null;
  /** Another end that is the same one on the other side of a NAT, by what a server saw (received, rport); or null. */
  same: number | null;
  /** Another address that it names as its own, or empty. */
  behind: string;
}

export type EndsTold = ReadonlyMap<number, EndTold>;

/** `messages` are rows of the store. Of each end the first request is read, and the first response that it got. */
export function endsTold(store: Store, messages: readonly number[]): EndsTold {
  const { source, destination, flags } = store.messages.columns;
  const firsts: Firsts = { sent: new Map(), got: new Map(), answered: new Map(), peers: new Map() };
  const byText = new Map<string, number>();
  /** One end's requests to another tell nothing new from the second on, nor do its responses. */
  const met = new Set<number>();
  for (const message of messages) {
    const from = source[message];
    const to = destination[message];
    const request = (flags[message] & REQUEST) !== 0;
    const pair = from * 2 ** 32 + to;
    const way = request ? pair : -pair;
    if (met.has(way)) continue;
    met.add(way);
    first(request ? firsts.sent : firsts.got, request ? from : to, message);
    if (!request) first(firsts.answered, from, message);
    meet(firsts, from, to);
    meet(firsts, to, from);
    if (firsts.peers.size > LADDER_ENDS_READ) return new Map();
  }
  for (const end of firsts.peers.keys()) byText.set(store.endpoints.text(end), end);
  return new Map([...byText.values()].map((end) => [end, toldOf(store, end, firsts, byText)]));
}

interface Firsts {
  /** By end: the first request that it sent, response that it got, response that it sent. */
  sent: Map<number, number>;
  got: Map<number, number>;
  answered: Map<number, number>;
  /** Whom it talks with; null for several. */
  peers: Map<number, number | null>;
}

function first(of: Map<number, number>, end: number, message: number): void {
  if (!of.has(end)) of.set(end, message);
}

function meet({ peers }: Firsts, end: number, peer: number): void {
  if (!peers.has(end)) peers.set(end, peer);
  else if (peers.get(end) !== peer) peers.set(end, null);
}

function toldOf(store: Store, end: number, firsts: Firsts, byText: ReadonlyMap<string, number>): EndTold {
  const { address } = store.endpoints.get(end);
  const seen = viaOf(store, firsts.got.get(end));
  const via = viaOf(store, firsts.sent.get(end)) ?? seen;
  if (via === null) {
    // Who only answers is known by its Contact, unless it passes on what others answer.
    const contact = firsts.peers.get(end) === null ? null : contactOf(store, firsts.answered.get(end));
    const hides = contact !== null && isPrivate(contact) && !isPrivate(address);
    return { listens: null, same: null, behind: hides ? contact : '' };
  }
  const own = hostPort(via.host, via.port);
  if (via.host === address) return { listens: own, same: null, behind: '' };
  const same = seen?.received === address ? byText.get(own) : undefined;
  return {
    listens: listeningOf(store, end, via, byText),
    same: same === undefined || same === end ? null : same,
    behind: isIP(via.host) === 0 ? '' : via.host,
  };
}

/** Of an end whose Via names another host: a name, or the address that it has behind a NAT. */
function listeningOf(store: Store, end: number, via: SentBy, byText: ReadonlyMap<string, number>): string {
  const { address, port } = store.endpoints.get(end);
  const here = hostPort(address, via.port);
  if (port === via.port || (isIP(via.host) === 0 && byText.has(here))) return here;
  return `${address} ${hostPort(via.host, via.port)}`;
}

interface SentBy {
  host: string;
  port: number;
  received: string;
}

/** The uppermost Via: that of the sender of a request, and of whom a response goes to. */
function viaOf(store: Store, message: number | undefined): SentBy | null {
  if (message === undefined) return null;
  const value = headerOf(store, message, 'via');
  if (value === null) return null;
  const { host, port, transport, params } = parseVia(value);
  if (host === '') return null;
  const usual = USUAL_PORTS[transport.toUpperCase()] ?? 5060;
  const received = canonicalAddress((param(params, 'received') ?? '').replace(/^\[|\]$/g, ''));
  return { host: canonicalAddress(host), port: port === 0 ? usual : port, received };
}

/** RFC 3261 section 18.2.1; RFC 7118. */
const USUAL_PORTS: Readonly<Record<string, number>> = { TLS: 5061, WS: 80, WSS: 443 };

function contactOf(store: Store, message: number | undefined): string | null {
  if (message === undefined) return null;
  const value = headerOf(store, message, 'contact');
  return value === null ? null : parseAddress(value).host;
}

/** The first value of a header, or null. What else is wrong with the message is of no interest here. */
function headerOf(store: Store, message: number, key: string): string | null {
  const { bytes, start, end } = store.bytesOf(message);
  let at = start;
  while (at < end && (bytes[at] === CR || bytes[at] === LF)) at++;
  const line = bytes.indexOf(LF, at);
  if (line < 0 || line >= end) return null;
  const found = parseHeaders(bytes, line + 1, end).headers.find((one) => one.key === key);
  return found === undefined ? null : (valuesOf(found)[0] ?? null);
}

const [CR, LF] = [0x0d, 0x0a];

/** RFC 1918, RFC 6598, RFC 4193, loopback and link-local. Made on need: most runs draw no ladder. */
function privateNetworks(): BlockList {
  const networks = new BlockList();
  networks.addSubnet('10.0.0.0', 8, 'ipv4');
  networks.addSubnet('172.16.0.0', 12, 'ipv4');
  networks.addSubnet('192.168.0.0', 16, 'ipv4');
  networks.addSubnet('100.64.0.0', 10, 'ipv4');
  networks.addSubnet('127.0.0.0', 8, 'ipv4');
  networks.addSubnet('169.254.0.0', 16, 'ipv4');
  networks.addSubnet('fc00::', 7, 'ipv6');
  networks.addSubnet('fe80::', 10, 'ipv6');
  networks.addAddress('::1', 'ipv6');
  return networks;
}

let madeNetworks: BlockList | null = null;

function isPrivate(address: string): boolean {
  const family = isIP(address);
  madeNetworks ??= privateNetworks();
  return family !== 0 && madeNetworks.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
