/** The save screen. */

import type { Model } from '../app/model';
import type { SaveScreen } from '../app/save-form';
import type { ScreenContent } from './cells';
import type { Theme } from './theme';

export function saveContent(_model: Model, _screen: SaveScreen, _theme: Theme): ScreenContent {
  return { lines: [], cursor: null };
}
