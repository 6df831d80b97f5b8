/** What tcp.ts and the readers of what TCP carries (sip-stream.ts, tls.ts) have to say to each other. */

import type { PacketRef } from '../capture/frame';

/** Reads one direction of a connection. Bytes come in order, each once; what is lost is said. */
export interface StreamReader {
  /** Messages or records found so far; 0 while it is only a guess that this reader is the right one. */
  readonly found: number;
  /** True when this is not what the reader reads. */
  readonly rejected: boolean;
  /** True while bytes are held because something has begun and not ended. */
  readonly holding: boolean;
  /**
   * bytes[from, to) follow what came before. `refs` are the frames that hold them, null when it is the frame in hand
   * alone; `inHand` says whether that one is (also) among them.
   */
  data(bytes: Buffer, from: number, to: number, refs: PacketRef[] | null, inHand: boolean): void;
  /** `length` bytes will never come; `why` is a problem in words. */
  gap(length: number, why: string): void;
  /** Lets go of what is held without giving it out. */
  discard(): void;
}

/** Where a reader of SIP puts what it found. */
export interface StreamOutput {
  /** The frame in hand as a reference, or null while nobody asked reference() for it. */
  readonly inHand: PacketRef | null;
  reference(): PacketRef;
  /** Ended in the frame in hand. `earlier` as in Carried. */
  message(bytes: Buffer, start: number, end: number, earlier: PacketRef[] | null, problems: string[] | null): void;
  /** Never ended; the last of `refs` is the last frame that holds a part. */
  cut(bytes: Buffer, start: number, end: number, refs: PacketRef[], problems: string[]): void;
  /** A buffer of at least so many bytes to hold what is not whole, and its return. */
  take(size: number): Buffer;
  release(buffer: Buffer): void;
}
