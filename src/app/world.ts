/** What the interface needs to know of the world around it: fixed for a session, faked by tests. */

import type { Clock } from './clock';
import type { ColumnsOf } from './column-choice';
import type { Keymap } from './keymap';
import type { OwnTheme } from './own-theme';

/** A condition that a filter can hold, for the help. */
export interface FilterCondition {
  name: string;
  /** What its value is. */
  value: string;
  description: string;
}

export interface AppWorld {
  keymap: Keymap;
  clock: Clock;
  /** Capture files as the user named them. */
  files: readonly string[];
  /** Where a file is saved when the user does not say otherwise. */
  folder: string;
  /** Where one is saved when that folder may not be written; empty where there is no such place. */
  temporary: string;
  /** What `~` stands for in a path; empty where that is not known. */
  home: string;
  filterConditions: readonly FilterCondition[];
  streamConditions: readonly FilterCondition[];
  /** Where saved filters are written, for the user. */
  filtersFile: string;
  /** The same of settings. */
  settingsFile: string;
  /** Title and usual width of each column, which only the view knows. */
  columnLayout: Readonly<Record<ColumnsOf, Readonly<Record<string, { title: string; width: number }>>>>;
  /** The states that a call can be in, as a filter names them. */
  states: readonly string[];
  /** What the setting `theme` names, where that is none of the program's. */
  ownTheme: { name: string; theme: OwnTheme } | null;
  /** The locale has more characters than ASCII. */
  utf8: boolean;
  /** A text in pieces of at most `width` cells. Only the view knows how wide text is. */
  wrap(text: string, width: number): string[];
}

/** Pieces of `width` UTF-16 units: good for text without wide characters. */
export function wrapByLength(text: string, width: number): string[] {
  const pieces = [text.slice(0, width)];
  for (let at = width; at < text.length; at += width) pieces.push(text.slice(at, at + width));
  return pieces;
}
