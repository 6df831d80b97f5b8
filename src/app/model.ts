/** The state of the interface: one value, replaced as a whole, from which the screen and the questions follow. */

import type { Answer, MessageSnapshot, Query, Status } from '../engine/protocol';
import type { Clock } from './clock';
import type { HelpScreen } from './help';
import type { Keymap } from './keymap';
import type { LadderScreen } from './ladder';
import type { ListScreen } from './list';
import type { MessageScreen } from './message';
import type { SaveScreen } from './save-form';

export const THEME_NAMES = ['dark', 'light', 'mono'] as const;
export type ThemeName = (typeof THEME_NAMES)[number];

/** A screen by its name; each is owned by the file of that name. */
export type Screen = ListScreen | LadderScreen | MessageScreen | SaveScreen | HelpScreen;

export interface Model {
  readonly keymap: Keymap;
  readonly clock: Clock;
  readonly theme: ThemeName;
  /** 0, 8, 16 or 256. */
  readonly colours: number;
  /** Captures as the user named them. */
  readonly files: readonly string[];
  /** Where a file is saved unless another folder is typed. */
  readonly folder: string;
  /** Size of the terminal in cells. */
  readonly columns: number;
  readonly rows: number;
  /** Null until the worker has spoken. */
  readonly status: Status | null;
  /** What happened lately, for the line above the hints; the next key takes it away. */
  readonly notice: Notice | null;
  /** The screen shown is the last; the first is always the list. */
  readonly screens: readonly [ListScreen, ...Screen[]];
  /** Questions by kind. */
  readonly questions: Questions;
  readonly lastQuestionId: number;
  /** What stood before Esc was pressed, for terminals where Esc and a digit are an F key. */
  readonly beforeEscape: { readonly model: Model; readonly atMs: number } | null;
}

export interface Notice {
  readonly text: string;
  readonly kind: 'notice' | 'warning' | 'error';
}

export type QueryKind = Query['kind'];

export interface Question {
  readonly id: number;
  readonly query: Query;
  /** The query and the version of the data that it was asked of. */
  readonly key: string;
}

/** Of each kind, what is being asked and what was answered last. */
export type Questions = Partial<
  Record<QueryKind, { readonly open: Question | null; readonly answered: string | null }>
>;

export type AppEvent =
  /** Once, before all others. */
  | { kind: 'start' }
  | { kind: 'key'; key: { name: string; text: string }; nowMs: number }
  | { kind: 'resize'; columns: number; rows: number }
  | { kind: 'status'; status: Status }
  | { kind: 'answer'; answer: Answer };

export type Effect =
  | { kind: 'ask'; id: number; query: Query }
  | { kind: 'quit'; code: number }
  | { kind: 'suspend' }
  | { kind: 'redraw' }
  | { kind: 'bell' };

/** A model, and what is to be done about it. */
export interface Step {
  model: Model;
  effects: Effect[];
}

export function topScreen(model: Model): Screen {
  return model.screens[model.screens.length - 1];
}

/** The model with its shown screen replaced. */
export function withTop(model: Model, screen: Screen): Model {
  return withScreen(model, model.screens.length - 1, screen);
}

export function withScreen(model: Model, place: number, screen: Screen): Model {
  const screens = model.screens.map((one, i) => (i === place ? screen : one));
  return { ...model, screens: screens as [ListScreen, ...Screen[]] };
}

export function pushed(model: Model, ...screens: Screen[]): Model {
  return { ...model, screens: [...model.screens, ...screens] };
}

/** Without its shown screen; the list stays. */
export function popped(model: Model): Model {
  const [list, ...others] = model.screens;
  return others.length === 0 ? model : { ...model, screens: [list, ...others.slice(0, -1)] };
}

export function withNotice(model: Model, kind: Notice['kind'], text: string): Model {
  return { ...model, notice: { kind, text } };
}
