/** The message screen. */

import type { MessageScreen } from '../app/message';
import type { Model } from '../app/model';
import type { ScreenContent } from './cells';
import type { Theme } from './theme';

export function messageContent(_model: Model, _screen: MessageScreen, _theme: Theme): ScreenContent {
  return { lines: [], cursor: null };
}
