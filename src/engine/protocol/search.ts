/** Going to a row: the next one that a filter marks or that holds a text, and that of a time. */

import type { RowKey } from '../../ladder/ladder';
import type { LadderShape } from './ladder';

/** Asks for the next row of a ladder that the filter marks, round its end. */
export interface NextMatchQuery extends LadderShape {
  kind: 'next-match';
  filter: string;
  /** The row to go on from; null for the beginning. */
  from: RowKey | null;
  step: 1 | -1;
}

export type NextMatchSnapshot =
  | { kind: 'next-match'; outcome: 'found'; row: number; key: RowKey }
  | { kind: 'next-match'; outcome: 'none' }
  /** The filter asks nothing of messages, so that none is marked. */
  | { kind: 'next-match'; outcome: 'unmarked' };

/** Asks for the next message of a ladder that holds a text, round its end. */
export interface FindQuery extends LadderShape {
  kind: 'find';
  /** As typed: a text, or a regex between slashes. */
  text: string;
  /** The row to go on from; null for the beginning. */
  from: RowKey | null;
  /** 0: also in that row itself. */
  step: 1 | -1 | 0;
}

/** UTF-16 units [from, to) of a line of a message. */
export interface Place {
  line: number;
  from: number;
  to: number;
}

export type FindSnapshot =
  /** `undecided`: messages on which a regex ran out of time. */
  | {
      kind: 'find';
      outcome: 'found';
      row: number;
      key: RowKey;
      message: number;
      /** It was found round the end. */
      wrapped: boolean;
      places: Place[];
      undecided: number;
    }
  | { kind: 'find'; outcome: 'none'; undecided: number }
  /** The regex is none. */
  | { kind: 'find'; outcome: 'wrong'; message: string; at: number };

/** Asks for what is at a time or after it: the first call of the list, or the first row of a ladder. */
export interface AtTimeQuery {
  kind: 'at-time';
  timeUs: number;
  /** Null for the list, as it is filtered now. */
  ladder: LadderShape | null;
  /** Of the list: ids of the dialogs whose messages are shown. */
  expanded: number[];
}

/** `firstUs`, `lastUs`: of the calls of the list or the rows of the ladder; null where there are none. */
export type AtTimeSnapshot = { kind: 'at-time'; firstUs: number | null; lastUs: number | null } & (
  | { outcome: 'found'; row: number; dialog: number | null; key: RowKey | null }
  | { outcome: 'after' }
);
