/** The bar of keys at the bottom: made from the keymap, as many as there is room for. */

import type { ActionName, ScreenName } from '../app/keymap';
import { keyLabel, keysOf } from '../app/keymap';
import type { Model } from '../app/model';
import type { Line, Span } from './cells';
import { fittedLine } from './paint';
import type { Theme } from './theme';

/** An action and the word for it on the bar. */
export type Hint = readonly [ActionName, string];

export const TYPING_HINTS: readonly Hint[] = [
  ['accept', 'Keep'],
  ['complete', 'Complete'],
  ['cancel', 'Undo'],
  ['clear-input', 'Empty'],
  ['history-previous', 'Earlier filters'],
];

/** Hints in the order of their use; those without a key are left out, and those that do not fit, but never the last. */
export function hintLine(model: Model, screen: ScreenName, hints: readonly Hint[], theme: Theme): Line {
  const shown = hints
    .map(([action, word]) => ({ key: bestKey(model, screen, action), word, action }))
    .filter(({ key }) => key !== '');
  const width = ({ key, word }: { key: string; word: string }) => key.length + word.length + 3;
  let room = model.columns - shown.slice(-2).reduce((sum, hint) => sum + width(hint), 0);
  const kept = shown.filter((hint, index) => {
    if (index >= shown.length - 2) return true;
    if (room < width(hint)) return false;
    room -= width(hint);
    return true;
  });
  const spans = kept.flatMap<Span>(({ key, word, action }) => {
    const target = { kind: 'act', action } as const;
    return [
      { text: ` ${key}`, style: theme.role.hintKey, target },
      { text: ` ${word} `, style: theme.role.hintText, target },
    ];
  });
  return fittedLine(spans, model.columns);
}

/** The key of an action that is named to the user: the first in the keymap. */
export function bestKey(model: Model, screen: ScreenName, action: ActionName): string {
  const [key] = keysOf(model.world.keymap, screen, action);
  return key === undefined ? '' : keyLabel(key);
}
