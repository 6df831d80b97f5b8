/** Where the packets come from, opened while the process still has the rights to; reading is the session's. */

import { FileFilter, type FileFilterWish } from '../capture/bpf/file-filter';
import { type Identity, openCap } from '../capture/cap/cap-input';
import type { CaptureInput } from '../capture/input';
import { openLive } from '../capture/libpcap/live-input';
import type { LiveInput, LiveOptions } from '../capture/live';
import { openInput } from '../capture/open';

export const BACKENDS = ['libpcap', 'cap'] as const;
export type Backend = (typeof BACKENDS)[number];

export type Source =
  /** `filter`: a capture filter over their packets; null takes all. */
  | { files: readonly string[]; filter: FileFilterWish | null }
  /** `identity`: whom a process of its own becomes, with the backend `cap`; null keeps who it is. */
  | { live: LiveOptions; backend: Backend; identity: Identity | null };

export interface Opened {
  inputs: readonly CaptureInput[];
  /** The input that is captured live, null for files. */
  live: LiveInput | null;
  /** Of files. */
  filter: FileFilter | null;
}

/** Rejects with InputError, one line, when something cannot be opened; then nothing stays open. */
export async function openSource(source: Source): Promise<Opened> {
  if ('files' in source) {
    const filter = source.filter === null ? null : new FileFilter(source.filter, source.files);
    return { inputs: await openFiles(source.files), live: null, filter };
  }
  const { live: options, backend, identity } = source;
  const live = backend === 'cap' ? await openCap({ ...options, identity }) : await openLive(options);
  return { inputs: [live], live, filter: null };
}

/** `-` is standard input. */
async function openFiles(paths: readonly string[]): Promise<CaptureInput[]> {
  const inputs: CaptureInput[] = [];
  try {
    for (const [index, path] of paths.entries()) inputs.push(await openInput(path, index));
  } catch (error) {
    for (const input of inputs) input.close();
    throw error;
  }
  return inputs;
}
