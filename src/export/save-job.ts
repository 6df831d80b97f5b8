/** What a save is asked for and what a format makes of it, between save.ts and the formats. */

import type { Store } from '../store/store';
import type { KeptMedia } from './media/kept-media';
import type { LadderWish } from './save-ladder';

/** Rows of the store: valid until the first piece has been asked for. */
export interface SaveJob {
  store: Store;
  dialogs: readonly number[];
  /** With the messages and streams that belong to no dialog. */
  strays: boolean;
  /** Streams that were named, whatever they belong to. */
  streams: readonly number[];
  /** Where their packets are to be had; null where they are to be left out, or are not to be had. */
  media: KeptMedia | null;
  /** How a ladder is drawn, where one is. */
  ladder: LadderWish;
}

export interface Written {
  /** Packets; messages, where these are written. */
  packets: number;
  dialogs: number;
  /** What goes over the file's first bytes, as it was not known when they were written. */
  head: Buffer | null;
  /** What is not in the file and should be, one line each. */
  notes: string[];
}

/** The file's bytes, empty buffers where there is only a chance to stop. The first one is made at once when asked for. */
export type Pieces = Generator<Buffer, Written> | AsyncGenerator<Buffer, Written>;

/** Bytes collected before they are written. */
export const WRITE_BYTES = 1024 * 1024;

export const NOTHING = Buffer.alloc(0);

/** Texts as buffers of WRITE_BYTES, with a chance to stop behind each text. */
export function* inBuffers(texts: Iterable<string>): Generator<Buffer, void> {
  let pending = '';
  for (const text of texts) {
    pending += text;
    if (pending.length < WRITE_BYTES) yield NOTHING;
    else {
      yield Buffer.from(pending);
      pending = '';
    }
  }
  yield Buffer.from(pending);
}

/** Rows of all messages wanted, copies too, as they were captured. */
export function messagesByTime({ store, dialogs, strays }: SaveJob): Uint32Array {
  const rows: number[] = [];
  for (const dialog of dialogs) store.eachMessage(dialog, (message) => rows.push(message), true);
  const m = store.messages.columns;
  if (strays) for (let row = store.firstStray - 1; row >= 0; row = m.next[row] - 1) rows.push(row);
  return Uint32Array.from(rows).sort((a, b) => m.seconds[a] - m.seconds[b] || m.nanos[a] - m.nanos[b] || a - b);
}
