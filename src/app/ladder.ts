/** The ladder of one dialog or several: selection, scrolling, how it is drawn. Its rows come as windows. */

import type { LadderSnapshot, MessageSnapshot, Query, Snapshot } from '../engine/protocol';
import type { Model } from './model';
import type { ScreenRules } from './screen';

export const SDP_DETAILS = ['off', 'first', 'full'] as const;
export const COLOUR_MODES = ['request', 'callId', 'cseq'] as const;

export interface LadderScreen {
  readonly name: 'ladder';
  /** Ids of the dialogs shown. */
  readonly dialogs: readonly number[];
  /** A message to be selected as soon as its row is known, or null. */
  readonly seek: number | null;
  /** Row under the cursor, and the first on the screen; rows are messages. */
  readonly cursor: number;
  readonly top: number;
  /** Cells that the columns are scrolled to the left; the time column stays. */
  readonly left: number;
  readonly mergePorts: boolean;
  readonly deltaTimes: boolean;
  readonly sdp: (typeof SDP_DETAILS)[number];
  readonly colourMode: (typeof COLOUR_MODES)[number];
  readonly preview: boolean;
  /** Share of the width that the message beside the ladder takes, in per cent. */
  readonly previewPercent: number;
  readonly snapshot: LadderSnapshot | null;
  /** The message of the selected row, as far as it is known. */
  readonly message: MessageSnapshot | null;
}

export function ladderScreen(dialogs: readonly number[], seek: number | null): LadderScreen {
  return {
    name: 'ladder',
    dialogs,
    seek,
    cursor: 0,
    top: 0,
    left: 0,
    mergePorts: false,
    deltaTimes: true,
    sdp: 'off',
    colourMode: 'request',
    preview: true,
    previewPercent: 40,
    snapshot: null,
    message: null,
  };
}

export const LADDER_RULES: ScreenRules<LadderScreen> = {
  keys: () => 'ladder',
  wants: () => [],
  actions: {},
};

export function ladderAnswered(
  _model: Model,
  screen: LadderScreen,
  _query: Query,
  _snapshot: Snapshot | null,
): LadderScreen {
  return screen;
}
