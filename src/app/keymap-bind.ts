/** A keymap with keys bound to actions, or taken from them, one by one: how sngrep's settings say it. */

import {
  ACTIONS,
  type ActionName,
  ALWAYS_QUITS,
  isTypingScreen,
  type Keymap,
  lackedKeys,
  SCREENS,
  type ScreenName,
} from './keymap';
import type { Binding } from './sngrep-settings';

/** The bindings that would leave the user without a way out are not done: `errors` says so. */
export function withBindings(keymap: Keymap, bindings: readonly Binding[]): { keymap: Keymap; errors: string[] } {
  if (bindings.length === 0) return { keymap, errors: [] };
  const screens = Object.fromEntries(SCREENS.map((screen) => [screen, new Map(keymap.screens[screen])]));
  const next = { ...keymap, screens: screens as Keymap['screens'] };
  for (const binding of bindings) for (const action of binding.actions) bound(next, action, binding);
  const lacked = lackedKeys(next);
  if (lacked.length === 0) return { keymap: next, errors: [] };
  return { keymap, errors: [`bind and unbind are not done: they leave no key for ${lacked.join(', ')}`] };
}

function bound({ screens }: Keymap, action: ActionName, { key, unbind }: Binding): void {
  if (unbind) {
    for (const screen of SCREENS) if (screens[screen].get(key) === action) screens[screen].delete(key);
    return;
  }
  if (key === ALWAYS_QUITS) return;
  const { screens: where } = ACTIONS.find(({ name }) => name === action)!;
  for (const screen of where as readonly ScreenName[]) {
    screens[screen].set(key, action);
    // What is asked for everywhere goes before what a screen has for the key, but where text is typed keys edit it.
    if (screen !== 'general') continue;
    for (const other of SCREENS) if (other !== 'general' && !isTypingScreen(other)) screens[other].delete(key);
  }
}
