/**
 * The files of one recording: their names, which of them is next, which are the oldest. Never writes over a file but
 * the one that the user named, and never over one of the run itself.
 */

import path from 'node:path';
import { type Plan, RecordingFile } from './recorder-file';
import { codeOf, openingError, RecordError } from './recorder-trouble';
import type { FileIdentity, RecorderFile, RecorderWorld } from './recorder-world';
import { hasFields, strftime } from './strftime';

export interface FolderOptions {
  /** As the user wrote it; may hold fields of strftime(3). */
  path: string;
  /** Counted names: several files are to be expected. */
  numbered: boolean;
  /** How many files of the run may stay, the one being written among them; null: all. */
  keep: number | null;
}

/** As everybody may read what tcpdump writes: who wants otherwise has a folder for it. */
const MODE = 0o644;

/** Digits of a counter; what is larger gets a letter before it, by which names stay in order. */
const COUNTER_DIGITS = 4;

export class RecordingFolder {
  private counter = 0;
  /** Files of the run that are still there, the oldest first; empty where all are kept. */
  private readonly ours: { path: string; identity: FileIdentity }[] = [];

  constructor(
    private readonly options: FolderOptions,
    private readonly world: RecorderWorld,
  ) {}

  /**
   * The first file. What is there under a plain name is written over, as tcpdump does, unless it is one of `inputs`.
   * Rejects with RecordError, as do the others.
   */
  async first(plan: Plan, inputs: readonly string[]): Promise<RecordingFile> {
    const target = this.filled();
    await this.refuse(target, inputs);
    if (!this.options.numbered) return this.create(target, 'w', plan);
    this.counter = await this.highestCounter(target);
    return this.next(plan);
  }

  /** A file with a name that is new. */
  async next(plan: Plan): Promise<RecordingFile> {
    for (;;) {
      this.counter++;
      const file = await this.createNew(numberedName(this.filled(), this.counter), plan);
      if (file !== null) return file;
    }
  }

  /**
   * The file for whoever moved `current` away. Null: nobody did, and it is written on. Another file that stands there
   * by now is left alone and a counted name taken, unless it is empty: logrotate makes one (`create`).
   */
  async again(current: RecordingFile, plan: Plan): Promise<RecordingFile | null> {
    if (this.options.numbered) {
      return current.packets === 0 && (await this.is(current.path, current)) ? null : this.next(plan);
    }
    const target = this.filled();
    if (await this.is(target, current)) return null;
    const file = await this.createNew(target, plan);
    if (file !== null) return file;
    const other = await this.world.files.stat(target).catch(() => null);
    return other?.isFile() && other.size === 0 ? this.create(target, 'r+', plan) : this.next(plan);
  }

  /** Deletes the oldest beyond `keep`, as far as they are still there. What cannot be deleted is tried again later. */
  async tidy(): Promise<void> {
    const { files } = this.world;
    while (this.options.keep !== null && this.ours.length > this.options.keep) {
      const [oldest] = this.ours;
      try {
        if (isSame(await files.stat(oldest.path), oldest.identity)) await files.unlink(oldest.path);
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') return;
      }
      this.ours.shift();
    }
  }

  private filled(): string {
    return strftime(this.options.path, new Date(this.world.dateMs()));
  }

  private async refuse(target: string, inputs: readonly string[]): Promise<void> {
    const { files } = this.world;
    if (target.trim() === '') throw new RecordError('-O: the name of a file is missing');
    if (target === '-') throw new RecordError('-: cannot be recorded to standard output; name a file');
    if (target.endsWith('/')) throw new RecordError(`${target}: is a folder; name a file in it`);
    const there = await files.stat(target).catch(() => null);
    if (there === null) return;
    if (there.isDirectory()) throw new RecordError(`${target}: is a folder; name a file in it`);
    if (!there.isFile()) throw new RecordError(`${target}: is no file but a device or pipe; name a file`);
    for (const input of inputs) {
      const opened = await files.stat(input === '-' ? '/dev/stdin' : input).catch(() => null);
      if (opened === null || !isSame(opened, there)) continue;
      throw new RecordError(`${target}: is the capture that is being read; choose another name`);
    }
  }

  private async is(name: string, { identity }: RecordingFile): Promise<boolean> {
    const there = await this.world.files.stat(name).catch(() => null);
    return there !== null && isSame(there, identity);
  }

  /** Null: there is a file of that name. */
  private async createNew(name: string, plan: Plan): Promise<RecordingFile | null> {
    try {
      return await this.create(name, 'wx', plan);
    } catch (error) {
      if ((error as RecordError).code === 'EEXIST') return null;
      throw error;
    }
  }

  /** Opens a file and begins it. A new one that cannot be begun is not left behind. */
  private async create(name: string, flags: 'w' | 'wx' | 'r+', plan: Plan): Promise<RecordingFile> {
    let handle: RecorderFile | null = null;
    try {
      await this.makeFolders();
      handle = await this.world.files.open(name, flags, MODE);
      const file = await RecordingFile.begin(name, handle, plan);
      if (this.options.keep !== null) this.ours.push({ path: name, identity: file.identity });
      return file;
    } catch (error) {
      await handle?.close().catch(() => undefined);
      if (handle !== null && flags === 'wx') await this.world.files.unlink(name).catch(() => undefined);
      throw openingError(name, error);
    }
  }

  /** Folders whose names have fields are made as they come; others must be there. */
  private async makeFolders(): Promise<void> {
    const now = new Date(this.world.dateMs());
    const parts = path.dirname(this.options.path).split('/');
    for (let i = 0; i < parts.length; i++) {
      if (!hasFields(parts[i])) continue;
      await this.world.files.mkdir(strftime(parts.slice(0, i + 1).join('/'), now)).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error;
      });
    }
  }

  /** The highest counter of earlier runs: names shall be in the order of time. 0 where the folder may not be listed. */
  private async highestCounter(target: string): Promise<number> {
    const { base, ending } = numberedParts(path.basename(target));
    const names = await this.world.files.readdir(path.dirname(target)).catch(() => []);
    let highest = 0;
    for (const name of names) {
      if (!name.startsWith(base) || !name.endsWith(ending)) continue;
      const counter = /^[a-z]?(\d{4,15})$/.exec(name.slice(base.length, name.length - ending.length));
      if (counter !== null) highest = Math.max(highest, Number(counter[1]));
    }
    return highest;
  }
}

/** `calls.pcap` and 7: `calls-0007.pcap`; and 12345: `calls-a12345.pcap`, which comes after `calls-9999.pcap`. */
export function numberedName(name: string, counter: number): string {
  const { base, ending } = numberedParts(name);
  const digits = String(counter).padStart(COUNTER_DIGITS, '0');
  const letter = digits.length === COUNTER_DIGITS ? '' : String.fromCharCode(96 + digits.length - COUNTER_DIGITS);
  return `${base}${letter}${digits}${ending}`;
}

function numberedParts(name: string): { base: string; ending: string } {
  const ending = path.extname(name);
  return { base: `${name.slice(0, name.length - ending.length)}-`, ending };
}

function isSame(one: FileIdentity, other: FileIdentity): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}
