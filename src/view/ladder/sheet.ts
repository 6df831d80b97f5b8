/** What all rows of one drawing of the ladder have in common, and where its lifelines stand. */

import type { LadderScreen } from '../../app/ladder-screen';
import type { Model } from '../../app/model';
import type { LadderSnapshot } from '../../engine/protocol';
import type { Theme } from '../theme';

export interface Sheet {
  ladder: LadderScreen;
  snapshot: LadderSnapshot;
  model: Model;
  theme: Theme;
  /** Cells of the ladder, without the message beside it. */
  width: number;
  timeWidth: number;
  spacing: number;
}

/** Where the lifeline of a column stands; may lie outside of what is shown. */
export function lifelineAt(sheet: Sheet, column: number): number {
  return sheet.timeWidth + (column - sheet.ladder.columnOffset) * sheet.spacing + Math.floor(sheet.spacing / 2);
}
