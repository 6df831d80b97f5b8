/** A ladder, what is known of its rows, and what is copied of it. */

import type { SdpShown, SheetCall } from '../../export/ladder-sheet';
import type { ColumnsBy, LadderColumn, LadderHost } from '../../ladder/arrangement';
import type { Fact } from '../../ladder/facts';
import type { LadderRow, RowKey } from '../../ladder/ladder';

/** What a ladder shows, and how. */
export interface LadderShape {
  /** Dialog ids to show in one ladder, merged by time. */
  dialogs: number[];
  /** With all legs of their calls, those that come later, too. */
  extended?: boolean;
  columnsBy: ColumnsBy;
  /** Hosts in the order that the user gave them, and those that are hidden with their arrows. */
  order: readonly string[];
  hidden: readonly string[];
  /** With streams and their digits. */
  media: boolean;
}

export interface LadderQuery extends LadderShape {
  kind: 'ladder';
  /** The list's, as typed: rows of messages that meet it are marked. */
  filter: string;
  /** First row wanted, and how many. */
  top: number;
  rows: number;
  /** The row to be looked up, or null. */
  anchor: RowKey | null;
}

/** The head line of a ladder. */
export type LadderTitle = Omit<SheetCall, 'startUs' | 'method'> & { dialog: number };

export interface LadderSnapshot {
  kind: 'ladder';
  /** Of an extended ladder: how its dialogs are known to be legs of one call, each reason once; null for another. */
  legs: string[] | null;
  titles: LadderTitle[];
  columns: readonly LadderColumn[];
  /** All hosts in their order, hidden ones as well. */
  hosts: readonly LadderHost[];
  /** Rows that are not shown, as one of their hosts is hidden. */
  leftOut: number;
  /** All rows of the ladder that are shown, and the times of the first and the last one. */
  total: number;
  firstUs: number;
  lastUs: number;
  top: number;
  rows: LadderRow[];
  /** Row of the anchor, or null when it was not asked for or is not there. */
  anchorRow: number | null;
}

/** Asks for a text to copy: a Call-ID, or a whole ladder. */
export type CopyQuery = { kind: 'copy' } & (
  | { of: 'call-id'; dialog: number }
  | ({ of: 'ladder'; sdp: SdpShown } & LadderShape)
  /** The text of all messages of a ladder. */
  | ({ of: 'raw' } & LadderShape)
);

export interface CopySnapshot {
  kind: 'copy';
  /** Null where it is longer than CLIPBOARD_BYTES. */
  text: string | null;
}

/** Asks what is known of a row that is no message of the ladder's calls: a stream, a digit's stream, a report. */
export interface FactsQuery {
  kind: 'facts';
  row: RowKey;
}

export interface FactsSnapshot {
  kind: 'facts';
  row: RowKey;
  facts: Fact[];
}
