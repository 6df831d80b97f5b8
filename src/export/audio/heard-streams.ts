/**
 * Which streams of a call are heard, and on which side. A Call-ID may hold more than one leg, each with the same speech,
 * as where a proxy relays the media: both together would be an echo, so one pair of hosts is chosen.
 */

import { HAS_TO_TAG, REQUEST } from '../../store/messages';
import type { Store } from '../../store/store';

export interface HeardStream {
  /** Its row. */
  stream: number;
  side: 'left' | 'right';
}

/** The audio of a dialog: between the two hosts that sent each other most of it, the caller left. Empty: there is none. */
export function heardOfDialog(store: Store, dialog: number): HeardStream[] {
  const { mediaStreams } = store;
  const rows: number[] = [];
  mediaStreams.settle();
  mediaStreams.eachOfDialog(dialog, (row) => {
    if (mediaStreams.describe(row).kind === 'audio') rows.push(row);
  });
  const [most = []] = betweenHosts(store, rows);
  return sided(store, most, invitedHosts(store, dialog));
}

/** Streams that were named: those of the host that began are left. */
export function heardOfStreams(store: Store, rows: readonly number[]): HeardStream[] {
  return sided(store, rows, []);
}

/** Streams by the pair of hosts between which they run, the most packets first; of equals those that began first. */
export function betweenHosts(store: Store, rows: readonly number[]): number[][] {
  const { packets } = store.mediaStreams.streams.table.columns;
  const pairs = new Map<string, { rows: number[]; packets: number }>();
  for (const row of byStart(store, rows)) {
    const key = ends(store, row)
      .map(({ address }) => address)
      .sort()
      .join(' ');
    const pair = pairs.get(key) ?? { rows: [], packets: 0 };
    pair.rows.push(row);
    pair.packets += packets[row];
    pairs.set(key, pair);
  }
  return [...pairs.values()].sort((a, b) => b.packets - a.packets).map((pair) => pair.rows);
}

function sided(store: Store, rows: readonly number[], invited: readonly HostPair[]): HeardStream[] {
  const inOrder = byStart(store, rows);
  if (inOrder.length === 0) return [];
  const [source, destination] = ends(store, inOrder[0]);
  // Where both ends are on one host, as in a test, ports tell them apart.
  const oneHost = source.address === destination.address;
  const speaker = (row: number) => {
    const [{ address, port }] = ends(store, row);
    return oneHost ? `${address} ${port}` : address;
  };
  const caller = oneHost ? null : callerOf([source.address, destination.address], invited);
  const left = caller ?? speaker(inOrder[0]);
  return inOrder.map((stream) => ({ stream, side: speaker(stream) === left ? 'left' : 'right' }));
}

/** Who sent something, and to whom. */
type HostPair = readonly [source: string, destination: string];

/** Which of two hosts is nearer to the caller: by the INVITE between them, else by that which one of them sent or got. */
function callerOf(hosts: HostPair, invited: readonly HostPair[]): string | null {
  const between = invited.find((pair) => pair.every((host) => hosts.includes(host)));
  if (between !== undefined) return between[0];
  for (const [source, destination] of invited) {
    if (hosts.includes(source)) return source;
    if (hosts.includes(destination)) return hosts[0] === destination ? hosts[1] : hosts[0];
  }
  return null;
}

function byStart(store: Store, rows: readonly number[]): number[] {
  const t = store.mediaStreams.streams.table.columns;
  return [...rows].sort((a, b) => t.startUs[a] - t.startUs[b] || t.number[a] - t.number[b]);
}

function ends({ mediaStreams, endpoints }: Store, row: number) {
  const t = mediaStreams.streams.table.columns;
  return [endpoints.get(t.source[row]), endpoints.get(t.destination[row])];
}

/** The ways that INVITEs took which began the call. */
function invitedHosts(store: Store, dialog: number): HostPair[] {
  const { messages, endpoints } = store;
  const m = messages.columns;
  const pairs: HostPair[] = [];
  store.eachMessage(dialog, (row) => {
    const begins = (m.flags[row] & (REQUEST | HAS_TO_TAG)) === REQUEST && m.method[row] === store.known.invite;
    if (begins) pairs.push([endpoints.get(m.source[row]).address, endpoints.get(m.destination[row]).address]);
  });
  return pairs;
}
