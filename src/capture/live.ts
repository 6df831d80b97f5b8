/**
 * What a live capture is to the engine, whoever captures: an input whose packets never end by themselves, with
 * counters, and with a filter that can be changed while it runs.
 */

import { type CaptureInput, InputError } from './input';

/** Packets since the capture began. */
export interface CaptureCounters {
  /** What the system handed to us. */
  received: number;
  /** What was lost for want of room in the capture buffer (-B); null where the backend cannot say. */
  droppedByKernel: number | null;
  /** What the interface or its driver lost; null as above. */
  droppedByInterface: number | null;
  /** What came to us and got lost here. */
  droppedHere: number;
}

export interface CaptureFilter {
  /** As the user wrote it; empty takes everything. */
  expression: string;
  /**
   * What was added so that fragments and encapsulated packets are not lost, in a few words for the screen (`+ fragments,
   * VLAN, tunnels`); null when the expression holds as given.
   */
  widened: string | null;
}

export interface LiveInput extends CaptureInput {
  /** As the user named them: `any`, `eth0`. */
  readonly devices: readonly string[];
  /** LINKTYPE_ values, one a device. */
  readonly linkTypes: readonly number[];
  /** Up to date when read; cheap enough for every status. */
  readonly counters: CaptureCounters;
  readonly filter: CaptureFilter;
  /** Packets that are waiting are judged by the filter before. Throws CaptureFilterError; the old one then holds. */
  setFilter(expression: string): CaptureFilter;
  /** Ends the capture: what came until now is still handed out, then fill() resolves false. */
  stop(): void;
}

export interface LiveOptions {
  /** Names of interfaces; `any` is all of them. */
  devices: readonly string[];
  /** BPF; empty takes everything. */
  expression: string;
  /** False (--bpf): the expression holds as given. */
  widen: boolean;
  /** Size of the kernel's capture buffer of each device. */
  bufferBytes: number;
}

/** A capture filter that libpcap refuses: one line in libpcap's own words. */
export class CaptureFilterError extends InputError {
  /** `at`: offset in the expression of the word that is wrong, null where that cannot be told. */
  constructor(
    message: string,
    readonly expression: string,
    readonly at: number | null,
  ) {
    super(message);
  }
}
