/** What is wrong, a line each, the most harmful first: for the line above the keys and for the help. */

import path from 'node:path';
import type { LiveStatus, Status } from '../engine/protocol';
import { countText, plural } from './counts';
import { keyLabel, keysOf } from './keymap';
import type { Model } from './model';

export function warningsOf(model: Model): string[] {
  const { status, startNotices } = model;
  if (status === null) return [...startNotices];
  return [...recordingWarnings(status.recording), ...dropWarnings(model), ...startNotices, ...status.warnings];
}

/** Packets that were lost wherever it was, as far as that is known. */
export function droppedOf({ counters }: LiveStatus): number {
  return (counters.droppedByKernel ?? 0) + (counters.droppedByInterface ?? 0) + counters.droppedHere;
}

function recordingWarnings(recording: Status['recording']): string[] {
  if (recording === null || (recording.trouble === null && recording.lost === 0)) return [];
  const { trouble, lost } = recording;
  // Its folder stands in the line above the list; here the reason needs the room.
  const name = path.basename(recording.path);
  if (trouble === null) return [`${name}: ${plural(lost, 'packet')} could not be recorded`];
  const told = trouble.replace(recording.path, name);
  return [lost === 0 ? told : `${told} (${plural(lost, 'packet')} so far)`];
}

/** What helps differs with where they were lost. */
function dropWarnings({ status, world }: Model): string[] {
  if (!status?.live) return [];
  const { droppedByKernel, droppedByInterface, droppedHere } = status.live.counters;
  const [filterKey] = keysOf(world.keymap, 'list', 'capture-filter');
  const filter = filterKey === undefined ? '' : ` (${keyLabel(filterKey)})`;
  return [
    { count: droppedByKernel ?? 0, where: 'dropped by the kernel: a larger buffer helps (-B)' },
    { count: droppedHere, where: `dropped in sipladder: a narrower capture filter helps${filter}` },
    { count: droppedByInterface ?? 0, where: 'dropped by the interface: a larger ring helps (ethtool -G)' },
  ]
    .filter(({ count }) => count > 0)
    .map(({ count, where }) => `${countText(count)} ${where}`);
}
