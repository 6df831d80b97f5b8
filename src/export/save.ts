/**
 * Saves dialogs to a file whose ending says the format: beside the target first, then renamed over it, so that a full
 * disk or a crash leaves what was there. Works in slices: the capture does not wait for it.
 */

import type { Stats } from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { SLICE_MS } from '../budgets';
import { LinkTypeError } from '../capture/packet-encoder';
import type { Store } from '../store/store';
import type { KeptMedia } from './media/kept-media';
import { type RedactWish, redactedPieces } from './redact/redacted-copy';
import { audioOf } from './save-audio';
import { captureOf } from './save-capture';
import { SaveError } from './save-error';
import type { Pieces, SaveJob, Written } from './save-job';
import {
  type LadderWish,
  PLAIN_LADDER,
  saveLadderHtml,
  saveLadderMermaid,
  saveLadderSvg,
  saveLadderText,
} from './save-ladder';
import { textOf } from './save-text';

export type SaveOutcome =
  | { outcome: 'saved'; path: string; dialogs: number; packets: number; bytes: number; note: string | null }
  | { outcome: 'exists'; path: string }
  | { outcome: 'failed'; message: string };

/** Rows of dialogs; `strays`: with the messages and streams that belong to none. */
export interface SaveWhat {
  dialogs: readonly number[];
  strays: boolean;
  /** Rows of streams that go along besides those of the dialogs; a .wav holds these alone. */
  streams?: readonly number[];
}

export interface SaveOptions {
  overwrite: boolean;
  /** Null: by the ending of the name. */
  format: SaveFormat | null;
  /** Looked at between slices: true ends the save, of which nothing is left behind. */
  givenUp?: () => boolean;
  /** Captures that are open, as they were named (`-` for standard input): never written over. */
  inputs?: readonly string[];
  /** Where RTP is to be had, where a capture takes it along; a .wav needs it. */
  media?: KeptMedia | null;
  /** With stand-ins; null or left out: as it was captured. */
  redact?: RedactWish | null;
  /** How ladders are drawn; plainly, a call each, when left out. */
  ladder?: LadderWish;
}

export type SaveFormat = keyof typeof FORMATS;

const FORMATS = {
  '.pcap': (job: SaveJob): Pieces => captureOf(job, 'pcap'),
  '.pcapng': (job: SaveJob): Pieces => captureOf(job, 'pcapng'),
  '.ladder.txt': saveLadderText,
  '.txt': textOf,
  '.wav': audioOf,
  '.svg': saveLadderSvg,
  '.html': saveLadderHtml,
  '.mmd': saveLadderMermaid,
};

export const ENDINGS = '.pcap, .pcapng, .txt, .wav, .ladder.txt, .svg, .html or .mmd';

/** Those that hold ladders. */
export const LADDER_ENDINGS: readonly SaveFormat[] = ['.ladder.txt', '.svg', '.html', '.mmd'];

/** What a file of this name holds; null where the name does not say. */
export function formatOf(target: string): SaveFormat | null {
  return endingOf(target) || null;
}

/** A .wav needs RTP, whether it is to go along or not. */
export function isAudio(target: string): boolean {
  return endingOf(target) === '.wav';
}

/** The first of FORMATS that fits, or another ending that says nothing. */
function endingOf(target: string): SaveFormat | '' {
  const name = path.basename(target).toLowerCase();
  const fits = (ending: string) => name.endsWith(ending) && name.length > ending.length;
  return (Object.keys(FORMATS) as SaveFormat[]).find(fits) ?? '';
}

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
  const { streams } = store.mediaStreams;
  const ids = what.dialogs.map((row) => store.dialogId(row));
  const streamIds = (what.streams ?? []).map((row) => streams.id(row));
  const ending = options.format ?? (endingOf(target) as SaveFormat);
  const format = FORMATS[ending];
  if (target.trim() === '') return { outcome: 'failed', message: `no file name: type one that ends in ${ENDINGS}` };
  if (format === undefined) return { outcome: 'failed', message: `${target}: the name must end in ${ENDINGS}` };
  if (ids.length === 0 && streamIds.length === 0 && !what.strays) {
    return { outcome: 'failed', message: 'there is nothing to save' };
  }
  const pieces = () => {
    const job: SaveJob = {
      store,
      dialogs: ids.map((id) => store.dialogRow(id)).filter((row) => row >= 0),
      strays: what.strays,
      streams: streamIds.map((id) => streams.row(id)).filter((row) => row >= 0),
      media: options.media ?? null,
      ladder: options.ladder ?? PLAIN_LADDER,
    };
    const { redact = null } = options;
    return redact === null ? format(job) : redactedPieces(job, redact, format, ending === '.wav');
  };
  return saveFile(target, pieces, options, files);
}

/** The same of anything that is written in pieces. */
export async function saveFile(
  target: string,
  pieces: () => Pieces,
  { overwrite, inputs = [], givenUp }: Pick<SaveOptions, 'overwrite' | 'inputs' | 'givenUp'>,
  files: SaveFiles = fs,
): Promise<SaveOutcome> {
  const existing = await files.stat(target).catch(() => null);
  if (existing?.isDirectory()) return { outcome: 'failed', message: `${target}: is a folder` };
  // Renaming over a device would take it away.
  if (existing?.isFile() === false) return { outcome: 'failed', message: `${target}: is no file but a device or pipe` };
  if (existing !== null && (await isOneOf(existing, inputs, files))) {
    return { outcome: 'failed', message: `${target}: is the capture that is being read; choose another name` };
  }
  if (existing !== null && !overwrite) return { outcome: 'exists', path: target };
  // A link stays one: what it leads to is written.
  const file = await files.realpath(target).catch(() => target);
  // A name of its own for each save, so that two at once do not take away each other's.
  const beside = `${file}.${process.pid}-${++saves}.part`;
  try {
    const { written, bytes } = await write(await files.open(beside, 'wx', 0o644), pieces, givenUp);
    await files.rename(beside, file);
    const { dialogs, packets, notes } = written;
    return { outcome: 'saved', path: target, dialogs, packets, bytes, note: notes.join('; ') || null };
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
  begin: () => Pieces,
  givenUp: () => boolean = () => false,
): Promise<{ written: Written; bytes: number }> {
  let bytes = 0;
  let pieces: Pieces | null = null;
  try {
    pieces = begin();
    for (;;) {
      if (givenUp()) throw new SaveError('the save was given up');
      const sliceEnd = performance.now() + SLICE_MS;
      let piece = await pieces.next();
      while (!piece.done && piece.value.length === 0 && performance.now() < sliceEnd) piece = await pieces.next();
      if (piece.done) {
        const { head } = piece.value;
        if (head !== null) await handle.write(head, 0, head.length, 0);
        await handle.sync();
        return { written: piece.value, bytes };
      }
      if (piece.value.length > 0) await handle.writeFile(piece.value);
      bytes += piece.value.length;
      await new Promise(setImmediate);
    }
  } finally {
    // What it reads is closed.
    await pieces?.return(NOTHING_WRITTEN);
    await handle.close();
  }
}

const NOTHING_WRITTEN: Written = { packets: 0, dialogs: 0, head: null, notes: [] };

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
  if (error instanceof LinkTypeError || error instanceof SaveError) return `${target}: ${error.message}`;
  const { code = '', message } = error as NodeJS.ErrnoException;
  return `${target}: ${ADVICE[code] ?? `cannot be written: ${message}`}`;
}
