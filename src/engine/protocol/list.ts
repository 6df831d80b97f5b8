/** The list of calls. */

import type { Severity } from '../../diagnose/finding';

export interface ListQuery {
  kind: 'list';
  /** The filter line as typed; empty keeps everything. */
  filter: string;
  /** `field` is a name of filter/fields.ts. */
  sort: { field: string; descending: boolean };
  /** Names of the fields to send, in the order of the cells. */
  columns: string[];
  /** Dialog ids whose messages stand below their row; in a folded list the other legs, where there are any. */
  expanded: number[];
  /** A row for each call: its first leg stands for all, and is shown when any of them meets the filter. */
  fold?: boolean;
  /** First line wanted, and how many. A line is a dialog or, below an expanded dialog, a message. */
  top: number;
  rows: number;
  /** The line to look up again after lines moved (new dialogs, another sort), or null. */
  anchor: { dialog: number; message: number | null } | null;
}

export interface ListDialogLine {
  kind: 'dialog';
  /** Stable id for further queries. */
  dialog: number;
  /** When it begins: microseconds since 1970. */
  startUs: number;
  /** One string a column asked for. */
  cells: string[];
  method: string;
  state: string;
  /** Of the gravest finding, also of the legs that the row stands for; empty without any. */
  severity: Severity | '';
  expanded: boolean;
  /** True when the capture does not hold the dialog's beginning. */
  midway: boolean;
  /** In a folded list, of a call with several: how many legs this row stands for besides itself, some of them guessed. */
  fold?: { others: number; guessed: boolean };
  /** Set for a leg below the row of its call. */
  leg?: 'middle' | 'last';
}

export interface ListMessageLine {
  kind: 'message';
  dialog: number;
  message: number;
  /** True for the last message of its dialog, so that the tree can be drawn. */
  last: boolean;
  /** Microseconds since 1970. */
  timeUs: number;
  source: string;
  destination: string;
  /** `INVITE (SDP)`, `180 Ringing`. */
  label: string;
  request: boolean;
  retransmission: boolean;
  /** From the dialog's first sender (true) or to it (false). */
  forward: boolean;
}

export type ListLine = ListDialogLine | ListMessageLine;

export interface ListSnapshot {
  kind: 'list';
  /** Dialogs in the store, and those that the filter keeps. */
  dialogs: number;
  shown: number;
  /** Lines of the whole list, expanded messages included. */
  lines: number;
  top: number;
  content: ListLine[];
  /** Where the anchor is now, or null when it was not asked for, is gone or hidden. */
  anchorLine: number | null;
  /** A filter that does not parse: what was expected, and the offset in the filter text. The last good one holds. */
  filterError: { message: string; at: number } | null;
  /** What could not be decided, in a sentence, or null. */
  filterTrouble: string | null;
  /** True while a sort or filter is still running: what is shown is not final. */
  pending: boolean;
}
