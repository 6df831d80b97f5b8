/** What a screen is made of: lines of styled text. The terminal turns it into cells; tests read it as text. */

import type { Target } from '../app/mouse-target';

/** Colours are palette numbers of the terminal (0 to 15, or to 255), -1 for its own default. */
export interface Style {
  foreground: number;
  background: number;
  bold: boolean;
  underline: boolean;
  inverse: boolean;
}

export const PLAIN: Style = { foreground: -1, background: -1, bold: false, underline: false, inverse: false };

/** A run of text in one style. Its text holds no control characters and may hold wide and combining ones. */
export interface Span {
  text: string;
  style: Style;
  /** What a click on it is about; without one, that of its line. */
  target?: Target | undefined;
}

/** One line of the screen, not wider than it; the rest of the line is blank in the style of the last span's background if `fill`. */
export interface Line {
  spans: Span[];
  /** Style for the cells behind the last span. */
  fill: Style;
  /** What a click on the line is about. */
  target?: Target | undefined;
}

export interface ScreenContent {
  /** One a row of the screen. */
  lines: Line[];
  /** Where the hardware cursor stands (cell column, row), or null to hide it. */
  cursor: { column: number; row: number } | null;
}

/** What a mouse did on a cell of the screen. `press`, `drag` and `release` are of the first button. */
export interface MousePress {
  kind: 'press' | 'drag' | 'release' | 'wheel-up' | 'wheel-down';
  column: number;
  row: number;
}
