/** The call list. */

import type { ListScreen } from '../../app/list';
import type { Model } from '../../app/model';
import type { ScreenContent } from '../cells';
import type { Theme } from '../theme';

export function callListContent(_model: Model, _screen: ListScreen, _theme: Theme): ScreenContent {
  return { lines: [], cursor: null };
}
