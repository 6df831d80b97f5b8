/** What the keys of the screen below do, to scroll through. */

import type { ScreenName } from './keymap';
import type { ScreenRules } from './screen';

export interface HelpScreen {
  readonly name: 'help';
  /** The screen that was asked about. */
  readonly about: ScreenName;
  readonly top: number;
}

export function helpScreen(about: ScreenName): HelpScreen {
  return { name: 'help', about, top: 0 };
}

export const HELP_RULES: ScreenRules<HelpScreen> = {
  keys: () => 'help',
  wants: () => [],
  actions: {},
};
