/** What the interface needs of a terminal; blessed-terminal.ts is the real one, tests play a fake one. */

import type { ScreenContent } from '../view/cells';

/**
 * A key as keymaps name it: a printable character is itself (`q`, `Q`, `?`, `ñ`), others are `up`, `down`, `left`,
 * `right`, `pageup`, `pagedown`, `home`, `end`, `insert`, `delete`, `backspace`, `enter`, `tab`, `space`, `esc`,
 * `f1` to `f12`, with `shift+`, `alt+` and `ctrl+` before it where they are not part of the character (`ctrl+u`,
 * `shift+tab`, `alt+2`).
 */
export interface KeyPress {
  name: string;
  /** The text that it types into an input line; empty for keys that type nothing. A paste is one KeyPress a character. */
  text: string;
}

export interface TerminalHandlers {
  key(key: KeyPress): void;
  resize(columns: number, rows: number): void;
  /** The terminal is gone (SIGHUP, end of input). */
  gone(): void;
}

export interface Terminal {
  readonly columns: number;
  readonly rows: number;
  /** 0 without colour (NO_COLOR, a terminal that has none), else 8, 16 or 256. */
  readonly colours: number;
  draw(content: ScreenContent): void;
  /** Ctrl-Z: gives the terminal back, stops the process, and draws again when it is continued. */
  suspend(): void;
  /** Rings the bell. */
  bell(): void;
  /** Restores the terminal. Safe to call twice. */
  close(): void;
}
