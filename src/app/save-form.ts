/** The form that saves dialogs: what, in which format, where. Nothing is lost when it fails: the form stays. */

import type { Query, SaveSnapshot, Snapshot } from '../engine/protocol';
import type { InputLine } from './input-line';
import { inputLine } from './input-line';
import type { ListScreen } from './list';
import type { Model } from './model';
import type { ScreenRules } from './screen';

export interface SaveScreen {
  readonly name: 'save';
  readonly path: InputLine;
  readonly outcome: SaveSnapshot | null;
}

/** `list`: whose filter and marks can be saved; `dialog`: the one at hand, or null. */
export function saveScreen(_model: Model, _list: ListScreen, _dialog: number | null): SaveScreen {
  return { name: 'save', path: inputLine(''), outcome: null };
}

export const SAVE_RULES: ScreenRules<SaveScreen> = {
  keys: () => 'save',
  wants: () => [],
  actions: {},
};

export function saveAnswered(_model: Model, screen: SaveScreen, _query: Query, _snapshot: Snapshot | null): SaveScreen {
  return screen;
}
