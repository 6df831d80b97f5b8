/** The list of streams. */

export interface StreamsQuery {
  kind: 'streams';
  /** As typed, in the language of filter/stream-conditions.ts; empty keeps everything. */
  filter: string;
  /** `field` is a name of filter/stream-fields.ts. */
  sort: { field: string; descending: boolean };
  /** Names of the fields to send, in the order of the cells. */
  columns: string[];
  /** First line wanted, and how many. A line is a stream. */
  top: number;
  rows: number;
  /** The stream to look up again after lines moved, or null. */
  anchor: number | null;
}

export interface StreamLine {
  /** Stable id for further queries. */
  stream: number;
  /** Id of the dialog that it belongs to, or null. */
  dialog: number | null;
  /** When it begins: microseconds since 1970. */
  startUs: number;
  cells: string[];
  /** Media, ends and SSRC in one line. */
  about: string;
  /** Its call, or empty. */
  call: string;
  /** MOS and what it rests on, or why there is none. */
  quality: string;
  /** What is out of the ordinary, in words. */
  remarks: string[];
}

export interface StreamsSnapshot {
  kind: 'streams';
  /** Streams in the store, and those that the filter keeps. */
  streams: number;
  shown: number;
  top: number;
  content: StreamLine[];
  /** Where the anchor is now, or null when it was not asked for, is gone or hidden. */
  anchorLine: number | null;
  /** As of a list. */
  filterError: { message: string; at: number } | null;
  /** What could not be decided, in a sentence, or null. */
  filterTrouble: string | null;
  /** True while a sort or filter that was asked for is still running. */
  pending: boolean;
}
