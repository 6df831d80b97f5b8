/** The help screen. */

import type { HelpScreen } from '../app/help';
import type { Model } from '../app/model';
import type { ScreenContent } from './cells';
import type { Theme } from './theme';

export function helpContent(_model: Model, _screen: HelpScreen, _theme: Theme): ScreenContent {
  return { lines: [], cursor: null };
}
