/** Plays packets into a decoder and a store, and asks what has become of them. */

import type { Frame } from '../../src/capture/frame';
import { Decoder } from '../../src/decode/decoder';
import { EndpointTable } from '../../src/decode/endpoints';
import { NO_LIMITS, Store, type StoreLimits } from '../../src/store/store';
import { framesOf, scenario } from './scenario';

export interface Played {
  store: Store;
  decoder: Decoder;
}

export interface PlayOptions {
  limits?: Partial<StoreLimits>;
  /** More packets may come. */
  open?: boolean;
}

/** Nothing in it can be read again: packets have to be volatile. */
const GONE = {
  seekable: false,
  readBack(): Buffer {
    throw new Error('this input cannot be read again');
  },
};

export function play(frames: Iterable<Frame>, options: PlayOptions = {}): Played {
  const endpoints = new EndpointTable();
  const store = new Store(endpoints, [GONE, GONE], { ...NO_LIMITS, ...options.limits });
  const decoder = new Decoder(store, endpoints);
  for (const frame of frames) decoder.frame(frame);
  if (!options.open) {
    decoder.flush();
    store.end();
  }
  return { store, decoder };
}

export function playScenario(text: string, options: PlayOptions & { beginning?: number } = {}): Played {
  return play(framesOf(scenario(text, options.beginning)), options);
}

/** Rows of all dialogs, by index. */
export function dialogsOf(store: Store): number[] {
  const rows: number[] = [];
  store.eachDialog((row) => rows.push(row));
  return rows;
}
