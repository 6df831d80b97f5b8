/** What the interface needs of a terminal; blessed-terminal.ts is the real one, tests play a fake one. */

import type { MousePress, ScreenContent } from '../view/cells';

/** Nothing can be drawn on the terminal, or no keys come from it: one line that says what to do. */
export class TerminalError extends Error {}

/**
 * A key as keymaps name it: a printable character is itself (`q`, `Q`, `?`, `ñ`), others are `up`, `down`, `left`,
 * `right`, `pageup`, `pagedown`, `home`, `end`, `insert`, `delete`, `backspace`, `enter`, `tab`, `space`, `esc`,
 * `f1` to `f12`, with `ctrl+`, `alt+` and `shift+` before it, in this order, where they are not part of the character
 * (`ctrl+u`, `shift+tab`, `alt+2`).
 */
export interface KeyPress {
  /** Empty for a pasted character, so that a paste types but never acts. */
  name: string;
  /** The text that it types into an input line; empty for keys that type nothing. A paste is one KeyPress a character. */
  text: string;
}

export interface TerminalHandlers {
  key(key: KeyPress): void;
  resize(columns: number, rows: number): void;
  /** Only while the mouse is taken. */
  mouse?(press: MousePress): void;
  /** The terminal is gone: end of input, or nothing can be written any more. */
  gone(): void;
  /**
   * A signal (SIGINT, SIGTERM, SIGQUIT, or SIGHUP when the terminal hangs up) asks the program to end, with this exit code (128 + its number). The
   * terminal is already restored. Without this handler the process exits at once; a second signal makes it do so too.
   */
  ended?(signal: string, exitCode: number): void;
}

export interface Terminal {
  readonly columns: number;
  readonly rows: number;
  /** 0 without colour (NO_COLOR, a terminal that has none), else 8, 16 or 256. */
  readonly colours: number;
  /** The locale has more characters than ASCII. */
  readonly utf8: boolean;
  draw(content: ScreenContent): void;
  /** Ctrl-Z: gives the terminal back, stops the process, and draws again when it is continued. */
  suspend(): void;
  /** Takes the mouse, where the terminal has one, or leaves it to the terminal. Not taken at first. */
  useMouse(on: boolean): void;
  /** Hands a text to the clipboard of whoever sits at the terminal, also over SSH. Nobody tells whether it was taken. */
  copy(text: string): void;
  /** Rings the bell. */
  bell(): void;
  /** Restores the terminal. Safe to call twice. */
  close(): void;
}

/** The keyboard: a tty.ReadStream, or what a test plays. */
export interface TerminalInput {
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  on(event: 'end' | 'close' | 'error', listener: () => void): unknown;
  removeListener(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  removeListener(event: 'end' | 'close' | 'error', listener: () => void): unknown;
  setRawMode?(raw: boolean): unknown;
  resume(): unknown;
  pause(): unknown;
  ref?(): unknown;
  unref?(): unknown;
}

/** The screen: a tty.WriteStream, or what a test plays. */
export interface TerminalOutput {
  columns?: number;
  rows?: number;
  getWindowSize?(): [number, number];
  /** False: wait for `drain`. */
  write(text: string): boolean;
  on(event: 'resize' | 'drain' | 'close' | 'error', listener: () => void): unknown;
  removeListener(event: string, listener: () => void): unknown;
}

/** What a terminal needs of the process that it runs in. */
export interface TerminalProcess {
  on(event: string, listener: (...values: unknown[]) => void): unknown;
  removeListener(event: string, listener: (...values: unknown[]) => void): unknown;
  /** A process id of 0 is the whole process group. */
  kill(pid: number, signal: string): unknown;
  exit(code: number): unknown;
  exitCode?: number | string | null | undefined;
}

/** All that a real terminal needs of the system; system-terminal.ts has that of this process. */
export interface TerminalWorld {
  /** TERM, COLORTERM, NO_COLOR, LC_ALL, LC_CTYPE, LANG. */
  env: Record<string, string | undefined>;
  input: TerminalInput;
  output: TerminalOutput;
  process: TerminalProcess;
  /** Where the message of a crash goes, after the terminal is restored. */
  report(message: string): void;
  /** Gives up what was opened for the world, as /dev/tty. Called by close(). */
  release(): void;
}
