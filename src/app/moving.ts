/** The actions that move a cursor over the lines of a screen: the same everywhere, with pages as long as the screen has them. */

import type { ActionName } from './keymap';
import type { Handler, Model, Screen } from './model';

export interface Lines<S extends Screen> {
  /** Line of the cursor, and how many lines there are. */
  cursor(screen: S): number;
  count(screen: S, model: Model): number;
  /** Lines that fit on the screen. */
  page(screen: S, model: Model): number;
  /** With the cursor on a line, which may lie beyond either end. */
  moved(screen: S, model: Model, line: number): Model;
}

export function moving<S extends Screen>(lines: Lines<S>): Partial<Record<ActionName, Handler<S>>> {
  const by =
    (step: (screen: S, model: Model) => number): Handler<S> =>
    (screen, model) =>
      lines.moved(screen, model, lines.cursor(screen) + step(screen, model));
  const half = (screen: S, model: Model) => Math.ceil(lines.page(screen, model) / 2);
  return {
    up: by(() => -1),
    down: by(() => 1),
    'page-up': by((screen, model) => -lines.page(screen, model)),
    'page-down': by((screen, model) => lines.page(screen, model)),
    'half-page-up': by((screen, model) => -half(screen, model)),
    'half-page-down': by(half),
    first: (screen, model) => lines.moved(screen, model, 0),
    last: (screen, model) => lines.moved(screen, model, lines.count(screen, model) - 1),
  };
}
