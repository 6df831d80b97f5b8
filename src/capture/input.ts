/**
 * What every source of frames looks like to the engine: a file, gzip, standard input, later an interface. Reading is
 * split in two so that the hot loop has no promise in it: next() hands out what is buffered, fill() fetches more.
 */

import type { Frame } from './frame';

export interface CaptureInput {
  /** As the user wrote it; `-` for standard input. */
  readonly name: string;
  /** Bytes to read in all, as stored (compressed), or null where nobody knows. */
  readonly size: number | null;
  /** Bytes read so far, counted as in `size`. */
  readonly consumed: number;
  /** Packets handed out so far. */
  readonly packets: number;
  /** True when readBack() works. */
  readonly seekable: boolean;
  /** True when openInput() gives the same packets again by the name: a file, compressed or not. */
  readonly reopens: boolean;
  /** True when times may be finer than microseconds, as far as is known by now. */
  readonly nanos: boolean;
  /** One line each, ready to be shown: which file, at what byte, how many packets were read. */
  readonly warnings: readonly string[];
  /** Names from pcapng name resolution blocks: address to name. */
  readonly names: ReadonlyMap<string, string>;
  /** Fills `frame` with the next packet. False: nothing buffered, call fill(). Never throws on bad content. */
  next(frame: Frame): boolean;
  /** Fetches more. False: the end; next() will give no more. */
  fill(): Promise<boolean>;
  /** The bytes at `position` again (seekable inputs only), as a view that is valid until the next call. */
  readBack(position: number, length: number): Buffer;
  close(): void;
}

/** An input that cannot be opened or is no capture: one line for the user, exit code 1. */
export class InputError extends Error {}
