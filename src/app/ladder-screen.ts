/** The state of a ladder: which calls, what of them is shown and how. What keys do to it is ladder.ts. */

import type { FactsSnapshot, LadderFindingsSnapshot, LadderSnapshot } from '../engine/protocol';
import type { RowKey } from '../ladder/ladder';
import type { GoToTime } from './go-to-time';
import { noSearch, type Search } from './search';
import type { Settings } from './settings';
import type { Window } from './window';

export type SdpLines = Settings['ladder.sdp'];
export type ColourMode = Exclude<Settings['ladder.colours'], 'auto'>;

/** The findings in sentences, beside the ladder or below it. */
export interface FindingsPane {
  /** The finding that is selected. */
  at: number;
  /** Its first line that is shown. */
  top: number;
  /** Keys that move go over the findings, not over the rows of the ladder. */
  focused: boolean;
}

export interface LadderScreen {
  name: 'ladder';
  /** Ids, in the order in which they were opened. */
  dialogs: readonly number[];
  /** With all legs of their calls. */
  extended: boolean;
  /** Streams and their digits are shown. */
  media: boolean;
  /** Row of the selection, and the first row shown. */
  cursor: number;
  top: number;
  /** The row to select when it comes: what was selected, or what the list stood on. */
  select: RowKey | null;
  /** The next or previous row that the filter marks is being looked for, from this row on. */
  seeking: { from: RowKey | null; step: 1 | -1 } | null;
  search: Search;
  /** Set while a time to go to is typed, or looked up. */
  goTo: GoToTime | null;
  /** Columns scrolled out to the left. */
  columnOffset: number;
  /** The row that columns were last scrolled to: from there on they stay where the user scrolls them. */
  columnsAt: RowKey | null;
  sdp: SdpLines;
  colours: ColourMode;
  preview: boolean;
  /** Part of the screen that the message beside takes, in percent; null shares as the ladder needs it. */
  split: number | null;
  snapshot: LadderSnapshot | null;
  /** What is known of the selected row, or of the one before it, where that is no message; null once it is gone. */
  facts: FactsSnapshot | null;
  /** What is wrong with its calls; null until it is known. */
  findings: LadderFindingsSnapshot | null;
  /** Where these are told; null while they are not. */
  pane: FindingsPane | null;
  /** The dialogs are not kept any more. */
  gone: boolean;
  window: Window | null;
}

export function openedLadder(
  dialogs: readonly number[],
  select: RowKey | null,
  settings: Settings,
  extended = false,
): LadderScreen {
  const colours = settings['ladder.colours'];
  return {
    name: 'ladder',
    dialogs,
    extended,
    media: settings['ladder.media'],
    cursor: 0,
    top: 0,
    select,
    seeking: null,
    search: noSearch(),
    goTo: null,
    columnOffset: 0,
    columnsAt: null,
    sdp: settings['ladder.sdp'],
    colours: colours !== 'auto' ? colours : dialogs.length > 1 || extended ? 'call-id' : 'request',
    preview: settings['ladder.preview'],
    split: settings['ladder.split'] || null,
    snapshot: null,
    facts: null,
    findings: null,
    pane: null,
    gone: false,
    window: null,
  };
}
