/** What the worker tells of itself. */

import type { FileFilterStatus } from '../../capture/bpf/file-filter';
import type { CaptureCounters, CaptureFilter } from '../../capture/live';
import type { ReplayStatus } from '../../capture/replay';
import type { RecordingStatus } from '../../export/recorder';
import type { FilterOf } from './filters';

export interface InputStatus {
  name: string;
  /** Bytes, null where unknown. */
  size: number | null;
  consumed: number;
}

/** A capture from interfaces. */
export interface LiveStatus {
  devices: readonly string[];
  counters: CaptureCounters;
  filter: CaptureFilter;
}

/** How far the filter of a list has been applied, or how far findings are counted, while that takes a while. */
export interface Looking {
  percent: number;
  /** Of how many. */
  of: number;
  what: 'dialogs' | 'messages' | 'streams';
}

/** Pushed by the worker when something changed, at most every STATUS_INTERVAL_MS. */
export interface Status {
  kind: 'status';
  /** `live` until the capture is stopped. */
  phase: 'loading' | 'live' | 'done';
  inputs: InputStatus[];
  /** With those that a filter of files left out. */
  packets: number;
  messages: number;
  dialogs: number;
  /** Times of the first message and of what came last, in microseconds since 1970; null before there are any. */
  firstUs: number | null;
  lastUs: number | null;
  /** Dialogs that went to stay in the limits, and messages that were left out because of them. */
  evicted: number;
  refused: number;
  /** RTP streams, and those that went to stay in the limits. */
  streams: number;
  streamsEvicted: number;
  /** What the capture holds besides SIP, in words for the empty list: `12,000 UDP packets`. */
  otherTraffic: string[];
  tlsConnections: number;
  warnings: string[];
  /** Null for files. */
  live: LiveStatus | null;
  /** The capture filter of files, or null. */
  fileFilter: FileFilterStatus | null;
  recording: RecordingStatus | null;
  /** Messages that came while paused, and were left out. */
  paused: boolean;
  leftOut: number;
  /** Files that come in their own rhythm; null where they do not. */
  replay: ReplayStatus | null;
  /** RTP can be had for saving: from a file, or as it is kept (-r). */
  mediaKept: boolean;
  /** Everything has stand-ins (--redact). */
  redacted: boolean;
  /** Null where nothing is being looked through. */
  looking: Record<FilterOf | 'findings', Looking | null>;
  /** Grows whenever a query may answer otherwise than before. */
  version: number;
  /** Set when the engine cannot go on: one line. */
  failure: string | null;
}
