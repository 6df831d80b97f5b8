/** The ladder screen. */

import type { LadderScreen } from '../../app/ladder';
import type { Model } from '../../app/model';
import type { ScreenContent } from '../cells';
import type { Theme } from '../theme';

export function ladderContent(_model: Model, _screen: LadderScreen, _theme: Theme): ScreenContent {
  return { lines: [], cursor: null };
}
