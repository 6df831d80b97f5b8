/** What filters and other questions are answered with, and the filter line itself. */

import type { Language } from '../../diagnose/languages/language';

/** What a filter is about: each has conditions of its own. */
export type FilterOf = 'calls' | 'streams';

/** Settings that the worker reads, by their names in app/settings.ts. It has them at its start; Session holds them. */
export interface EngineSettings {
  /** Headers that name the Call-ID of another leg. */
  'legs.headers': readonly string[];
  /** Legs that no header relates are guessed. */
  'legs.guess': boolean;
  /** Names by address, or by address and port. */
  'hosts.aliases': Readonly<Record<string, string>>;
  /** Names of /etc/hosts count. */
  'hosts.system': boolean;
  /** The ends of a call are shown by their names in the list. */
  'list.names': boolean;
  /** Of findings; auto takes that of the locale. */
  'findings.language': 'auto' | Language;
  /** Thresholds of findings; milliseconds. */
  'findings.jitter.warning': number;
  'findings.jitter.error': number;
  /** Percent. */
  'findings.loss.warning': number;
  'findings.loss.error': number;
  /** Milliseconds. */
  'findings.roundtrip': number;
  'findings.setup': number;
  /** Failed authentications of one source, and the seconds in which they count. */
  'findings.bruteforce.attempts': number;
  'findings.bruteforce.time': number;
}

/** What questions are answered with besides their text. Holds for those that come after it. */
export interface ContextQuery {
  kind: 'context';
  /** By name: what `@name` stands for. */
  saved: Readonly<Record<string, string>>;
  /** Ids of the dialogs that are marked; none where no filter asks for them. */
  marked: number[];
  /** Once one was changed. */
  settings?: EngineSettings;
}

export interface ContextSnapshot {
  kind: 'context';
}

/** Asks what a filter that is typed could go on with at the cursor. */
export interface CompleteQuery {
  kind: 'complete';
  of: FilterOf;
  text: string;
  cursor: number;
}

export interface CompleteSnapshot {
  kind: 'complete';
  text: string;
  cursor: number;
  /** Offset of what a candidate replaces, up to the cursor. */
  from: number;
  /** As they are written, the most frequent first; at most COMPLETIONS of them, and how many more there are. */
  candidates: string[];
  more: number;
  /** What all have in common, as it is written; what is typed already where that is no more. */
  common: string;
}

/** Asks whether a filter is one. */
export interface CheckQuery {
  kind: 'check';
  of: FilterOf;
  text: string;
}

export interface CheckSnapshot {
  kind: 'check';
  of: FilterOf;
  text: string;
  error: { message: string; at: number } | null;
}
