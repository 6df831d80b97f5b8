/** One message on the whole screen: the one that the ladder below it has selected. Scrolling and searching in it. */

import type { MessageSnapshot, Query, Snapshot } from '../engine/protocol';
import type { InputLine } from './input-line';
import type { Model } from './model';
import type { ScreenRules } from './screen';

export interface MessageScreen {
  readonly name: 'message';
  /** First line shown, of the lines as they are wrapped. */
  readonly top: number;
  /** What is searched for; empty for nothing. */
  readonly search: string;
  /** Which of the places found is the current one, from 0. */
  readonly match: number;
  /** The search line while it is typed. */
  readonly input: InputLine | null;
  readonly history: readonly string[];
  readonly snapshot: MessageSnapshot | null;
}

export function messageScreen(): MessageScreen {
  return { name: 'message', top: 0, search: '', match: 0, input: null, history: [], snapshot: null };
}

export const MESSAGE_RULES: ScreenRules<MessageScreen> = {
  keys: (screen) => (screen.input === null ? 'message' : 'filter'),
  wants: () => [],
  actions: {},
};

export function messageAnswered(
  _model: Model,
  screen: MessageScreen,
  _query: Query,
  _snapshot: Snapshot | null,
): MessageScreen {
  return screen;
}
