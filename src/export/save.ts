/**
 * Saves dialogs to a file whose ending says the format: beside the target first, then renamed over it, so that a full
 * disk or a crash leaves what was there. Works in slices: the capture does not wait for it.
 */

import type { Stats } from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { SLICE_MS } from '../budgets';
import type { PacketRef } from '../capture/frame';
import { LinkTypeError, needsNanos, type PacketEncoder } from '../capture/packet-encoder';
import { PcapWriter, planPcap } from '../capture/pcap-writer';
import { PcapngWriter } from '../capture/pcapng-writer';
import { COPY } from '../store/messages';
import type { Store } from '../store/store';
import { messageBlock } from './message-text';

export type SaveOutcome =
  | { outcome: 'saved'; path: string; dialogs: number; packets: number; bytes: number }
  | { outcome: 'exists'; path: string }
  | { outcome: 'failed'; message: string };

/** Rows of dialogs; `strays`: with the messages that belong to none. */
export interface SaveWhat {
  dialogs: readonly number[];
  strays: boolean;
}

export interface SaveOptions {
  overwrite: boolean;
  /** Null: by the ending of the name. */
  format: SaveFormat | null;
  /** Looked at between slices: true ends the save, of which nothing is left behind. */
  givenUp?: () => boolean;
  /** Captures that are open, as they were named (`-` for standard input): never written over. */
  inputs?: readonly string[];
}

export type SaveFormat = '.pcap' | '.pcapng' | '.txt';

const FORMATS: Record<SaveFormat, (store: Store, messages: Uint32Array) => Generator<Buffer, number>> = {
  '.pcap': (store, messages) => {
    const packets = packetsOf(store, messages);
    return encoded(store, packets, new PcapWriter(planPcap(packets)));
  },
  '.pcapng': (store, messages) => {
    const packets = packetsOf(store, messages);
    return encoded(store, packets, new PcapngWriter({ nanos: packets.some(needsNanos) }));
  },
  '.txt': textOf,
};

/** Bytes collected before they are written. */
const WRITE_BYTES = 1024 * 1024;

/** The part of the file system that saving needs. */
export type SaveFiles = Pick<typeof fs, 'stat' | 'realpath' | 'open' | 'rename' | 'rm'>;

let saves = 0;

/** Never rejects: what went wrong is in the outcome, one line with what, where and what to do. */
export async function saveDialogs(
  store: Store,
  what: SaveWhat,
  target: string,
  options: SaveOptions,
  files: SaveFiles = fs,
): Promise<SaveOutcome> {
  // Rows may be given to other dialogs before the file is open: ids are not.
  const ids = what.dialogs.map((row) => store.dialogId(row));
  const format = FORMATS[options.format ?? (path.extname(target).toLowerCase() as SaveFormat)];
  if (target.trim() === '')
    return { outcome: 'failed', message: 'no file name: type one that ends in .pcap, .pcapng or .txt' };
  if (format === undefined) {
    return { outcome: 'failed', message: `${target}: the name must end in .pcap, .pcapng or .txt` };
  }
  if (what.dialogs.length === 0 && !what.strays) return { outcome: 'failed', message: 'there is nothing to save' };
  const existing = await files.stat(target).catch(() => null);
  if (existing?.isDirectory()) return { outcome: 'failed', message: `${target}: is a folder` };
  // Renaming over a device would take it away.
  if (existing?.isFile() === false) return { outcome: 'failed', message: `${target}: is no file but a device or pipe` };
  if (existing !== null && (await isOneOf(existing, options.inputs ?? [], files))) {
    return { outcome: 'failed', message: `${target}: is the capture that is being read; choose another name` };
  }
  if (existing !== null && !options.overwrite) return { outcome: 'exists', path: target };
  // A link stays one: what it leads to is written.
  const file = await files.realpath(target).catch(() => target);
  // A name of its own for each save, so that two at once do not take away each other's.
  const beside = `${file}.${process.pid}-${++saves}.part`;
  try {
    let dialogs = 0;
    const pieces = () => {
      const alive = ids.map((id) => store.dialogRow(id)).filter((row) => row >= 0);
      dialogs = alive.length;
      return format(store, messagesByTime(store, alive, what.strays));
    };
    const { packets, bytes } = await write(await files.open(beside, 'wx', 0o644), pieces, options.givenUp);
    await files.rename(beside, file);
    return { outcome: 'saved', path: target, dialogs, packets, bytes };
  } catch (error) {
    await files.rm(beside, { force: true }).catch(() => undefined);
    return { outcome: 'failed', message: failureText(error, target) };
  }
}

/** By device and inode: names and links do not matter. */
async function isOneOf(file: Stats, inputs: readonly string[], files: SaveFiles): Promise<boolean> {
  for (const input of inputs) {
    const opened = await files.stat(input === '-' ? '/dev/stdin' : input).catch(() => null);
    if (opened !== null && opened.dev === file.dev && opened.ino === file.ino) return true;
  }
  return false;
}

async function write(
  handle: FileHandle,
  begin: () => Generator<Buffer, number>,
  givenUp: () => boolean = () => false,
): Promise<{ packets: number; bytes: number }> {
  let bytes = 0;
  try {
    const pieces = begin();
    for (;;) {
      if (givenUp()) throw new GivenUpError('the save was given up');
      const sliceEnd = performance.now() + SLICE_MS;
      let piece = pieces.next();
      while (!piece.done && piece.value.length === 0 && performance.now() < sliceEnd) piece = pieces.next();
      if (piece.done) {
        await handle.sync();
        return { packets: piece.value, bytes };
      }
      if (piece.value.length > 0) await handle.writeFile(piece.value);
      bytes += piece.value.length;
      await new Promise(setImmediate);
    }
  } finally {
    await handle.close();
  }
}

/** Rows of all messages wanted, copies too, as they were captured. */
function messagesByTime(store: Store, dialogs: readonly number[], strays: boolean): Uint32Array {
  const rows: number[] = [];
  for (const dialog of dialogs) store.eachMessage(dialog, (message) => rows.push(message), true);
  const m = store.messages.columns;
  if (strays) for (let row = store.firstStray - 1; row >= 0; row = m.next[row] - 1) rows.push(row);
  return Uint32Array.from(rows).sort((a, b) => m.seconds[a] - m.seconds[b] || m.nanos[a] - m.nanos[b] || a - b);
}

/** The packets of these messages by time; one that carries two messages once. */
function packetsOf(store: Store, messages: Uint32Array): PacketRef[] {
  const packets: PacketRef[] = [];
  for (const message of messages) packets.push(...store.raw.packets(message));
  packets.sort((a, b) => a.seconds - b.seconds || a.nanos - b.nanos || a.input - b.input || a.position - b.position);
  return packets.filter((packet, i) => {
    const before = packets[i - 1];
    return before === undefined || before.position !== packet.position || before.input !== packet.input;
  });
}

/** Yields what is to be written, empty buffers where there is only a chance to stop; returns the packets. */
function* encoded(store: Store, packets: PacketRef[], encoder: PacketEncoder): Generator<Buffer, number> {
  for (const packet of packets) {
    const bytes = store.raw.packet(packet);
    if (bytes.length < packet.length) throw new SourceChangedError();
    encoder.add(packet, bytes, 0, bytes.length);
    yield encoder.pendingBytes >= WRITE_BYTES ? encoder.take() : NOTHING;
  }
  yield encoder.take();
  return packets.length;
}

/** Without copies, which are for programs. Rows may be given to others while it is written: ids are not. */
function* textOf(store: Store, messages: Uint32Array): Generator<Buffer, number> {
  const ids = Array.from(
    messages.filter((row) => !(store.messages.columns.flags[row] & COPY)),
    (row) => store.messageId(row),
  );
  let written = 0;
  let pending = '';
  for (const id of ids) {
    const row = store.messageRow(id);
    if (row < 0) continue;
    written++;
    pending += `${messageBlock(store, row)}\n`;
    if (pending.length < WRITE_BYTES) yield NOTHING;
    else {
      yield Buffer.from(pending);
      pending = '';
    }
  }
  yield Buffer.from(pending);
  return written;
}

const NOTHING = Buffer.alloc(0);

class GivenUpError extends Error {}

/** A capture became shorter while it was open: what was read of it cannot be read again. */
class SourceChangedError extends Error {
  constructor() {
    super('cannot be written whole: the capture has changed since it was read; nothing was written');
  }
}

const ADVICE: Record<string, string> = {
  ENOSPC: 'the disk is full; nothing was written, choose another folder',
  EDQUOT: 'the quota is used up; nothing was written, choose another folder',
  EACCES: 'may not be written: permission denied, choose another folder',
  EPERM: 'may not be written: not permitted, choose another folder',
  EROFS: 'the file system is read-only, choose another folder',
  ENOENT: 'no such folder',
  ENOTDIR: 'no such folder',
  ENAMETOOLONG: 'the name is too long',
};

function failureText(error: unknown, target: string): string {
  if (error instanceof LinkTypeError || error instanceof GivenUpError || error instanceof SourceChangedError)
    return `${target}: ${error.message}`;
  const { code = '', message } = error as NodeJS.ErrnoException;
  return `${target}: ${ADVICE[code] ?? `cannot be written: ${message}`}`;
}
