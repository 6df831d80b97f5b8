/** What can stand under the mouse, and what the mouse can do to it. */

import type { ActionName } from './keymap';

export type Target =
  /** A hint: does what its key does. */
  | { kind: 'act'; action: ActionName }
  /** A line of what the screen lists: a call, a message, a field. */
  | { kind: 'line'; line: number }
  /** A field of a form, or a page of several, by its name; `box` is the place of a box within its group. */
  | { kind: 'field'; name: string; box?: number }
  /** The title of a column. */
  | { kind: 'sort'; field: string }
  /** The border between the ladder and what stands beside it. */
  | { kind: 'split' };

export type MouseAct =
  | { kind: 'click'; target: Target; twice: boolean }
  | { kind: 'wheel'; step: 1 | -1 }
  /** What was pressed on has been drawn to this cell column. */
  | { kind: 'drag'; target: Target; column: number };
