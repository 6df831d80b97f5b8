/** The actions that move over the lines of a screen: the same everywhere, with pages as long as the screen has them. */

import type { ActionName } from './keymap';
import type { Handler, Model, Screen } from './model';

type Moves<S extends Screen> = Partial<Record<ActionName, Handler<S>>>;

export interface Steps<S extends Screen> {
  /** Lines that fit on the screen. */
  page(screen: S, model: Model): number;
  /** So many lines on, or back. */
  by(screen: S, model: Model, step: number): Model;
}

export interface Lines<S extends Screen> extends Pick<Steps<S>, 'page'> {
  /** Line of the cursor, and how many lines there are. */
  cursor(screen: S): number;
  count(screen: S, model: Model): number;
  /** With the cursor on a line, which may lie beyond either end. */
  moved(screen: S, model: Model, line: number): Model;
}

/** By lines and pages, where the ends are another matter. */
export function stepping<S extends Screen>({ page, by }: Steps<S>): Moves<S> {
  const half = (screen: S, model: Model) => Math.ceil(page(screen, model) / 2);
  return {
    up: (screen, model) => by(screen, model, -1),
    down: (screen, model) => by(screen, model, 1),
    'page-up': (screen, model) => by(screen, model, -page(screen, model)),
    'page-down': (screen, model) => by(screen, model, page(screen, model)),
    'half-page-up': (screen, model) => by(screen, model, -half(screen, model)),
    'half-page-down': (screen, model) => by(screen, model, half(screen, model)),
  };
}

export function moving<S extends Screen>({ cursor, count, page, moved }: Lines<S>): Moves<S> {
  return {
    ...stepping<S>({ page, by: (screen, model, step) => moved(screen, model, cursor(screen) + step) }),
    first: (screen, model) => moved(screen, model, 0),
    last: (screen, model) => moved(screen, model, count(screen, model) - 1),
  };
}
