/**
 * Which streams of a call are heard, and on which side. A Call-ID may hold more than one leg, each with the same speech,
 * as where a proxy relays the media: both together would be an echo, so one pair of hosts is chosen.
 */

import { INVITE_DIALOG } from '../../store/dialogs';
import { REQUEST } from '../../store/messages';
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
  return sided(store, mostSpoken(store, rows), callerHost(store, dialog));
}

/** Streams that were named: those of the host that began are left. */
export function heardOfStreams(store: Store, rows: readonly number[]): HeardStream[] {
  return sided(store, rows, null);
}

/** Of the pair of hosts with the most packets; of equals the pair that began first. */
function mostSpoken(store: Store, rows: readonly number[]): number[] {
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
  const [most] = [...pairs.values()].sort((a, b) => b.packets - a.packets);
  return most?.rows ?? [];
}

function sided(store: Store, rows: readonly number[], caller: string | null): HeardStream[] {
  const inOrder = byStart(store, rows);
  if (inOrder.length === 0) return [];
  const [source, destination] = ends(store, inOrder[0]);
  // Where both ends are on one host, as in a test, ports tell them apart.
  const oneHost = source.address === destination.address;
  const speaker = (row: number) => {
    const [{ address, port }] = ends(store, row);
    return oneHost ? `${address} ${port}` : address;
  };
  const hosts = oneHost ? [] : [source.address, destination.address];
  const left = caller !== null && hosts.includes(caller) ? caller : speaker(inOrder[0]);
  return inOrder.map((stream) => ({ stream, side: speaker(stream) === left ? 'left' : 'right' }));
}

function byStart(store: Store, rows: readonly number[]): number[] {
  const t = store.mediaStreams.streams.table.columns;
  return [...rows].sort((a, b) => t.startUs[a] - t.startUs[b] || t.number[a] - t.number[b]);
}

function ends({ mediaStreams, endpoints }: Store, row: number) {
  const t = mediaStreams.streams.table.columns;
  return [endpoints.get(t.source[row]), endpoints.get(t.destination[row])];
}

/** Address from which the call came, or null where its beginning is not in the capture. */
function callerHost({ dialogs, messages, endpoints }: Store, dialog: number): string | null {
  const first = dialogs.columns.firstMessage[dialog] - 1;
  const m = messages.columns;
  if (first < 0 || (dialogs.columns.flags[dialog] & INVITE_DIALOG) === 0 || (m.flags[first] & REQUEST) === 0)
    return null;
  return endpoints.get(m.source[first]).address;
}
