/** What each screen offers to app.ts: its keys, its questions, and what it does with answers. */

import type { Query, Snapshot } from '../engine/protocol';
import type { ActionName, ScreenName } from './keymap';
import type { Effect, Model, Screen } from './model';

/** What an action leads to: the next model, and effects where there are any. */
export type Outcome = Model | { model: Model; effects: Effect[] };

/** `S` is the screen's own state, which is the model's top screen whenever one of these is called. */
export interface ScreenRules<S extends Screen> {
  /** Whose keys hold now; `filter` while a line is being typed. */
  keys(screen: S): ScreenName;
  /** Handlers of the screen's actions. One that is missing does nothing here. */
  actions: Partial<Record<ActionName, (model: Model, screen: S) => Outcome>>;
  /** A character typed where text is typed. */
  typed?(model: Model, screen: S, text: string): Outcome;
  /** What must be known to show it. */
  wants(model: Model, screen: S): Query[];
}

/** How a screen, anywhere in the pile, takes an answer. */
export type TakeAnswer<S extends Screen> = (model: Model, screen: S, query: Query, snapshot: Snapshot | null) => S;
