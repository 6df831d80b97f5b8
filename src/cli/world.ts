/** Everything that a run takes from the machine, as one parameter, so that a test can play a whole run. */

import fs from 'node:fs';
import { checkExpression } from '../capture/libpcap/filter';
import { visible } from '../decode/visible';

import { keymapFault, keymapWorld } from './keymap-files';
import { become, type Identity, whoCalls, whomToBecome } from './privileges';
import { type LoadedFilters, loadSavedFilters } from './saved-filter-files';
import { type LoadedSettings, loadSettings, type SettingsFor, type SettingsWish } from './settings-files';
import { themeFault } from './theme-files';
import { userFileWorld } from './user-files';
import { environmentOf } from './user-folders';
import type { CheckCaptureFilter, WordsFor } from './words';

/** Standard output takes no more, and not because its reader went: one line for the user, exit code 1. */
export class OutputError extends Error {}

export interface World {
  env: Record<string, string | undefined>;
  cwd: string;
  exists(path: string): boolean;
  /** True for a named pipe, a socket or a device. */
  isPipe(path: string): boolean;
  /** Writes to standard output. Resolves false when nobody reads it any more; rejects with OutputError. */
  print(text: string): Promise<boolean>;
  /** One line to standard error. */
  tell(line: string): void;
  /** Milliseconds, monotonic. */
  nowMs(): number;
  /** True when there is a terminal to show screens on. */
  hasScreen(): boolean;
  isRoot(): boolean;
  /** Whom a capture becomes once its interfaces are open; null: nobody else. Throws UsageError. */
  whomToBecome(asked: string | null): Identity | null;
  whoCalls(): Identity | null;
  /** For good, and for all threads. Throws PrivilegeError. */
  become(identity: Identity): void;
  /** What libpcap says of a capture filter. Throws InputError where there is no libpcap. */
  checkCaptureFilter: CheckCaptureFilter;
  /** Filters that were saved under names, of whom a capture becomes. */
  savedFilters(of: WordsFor, user: string | null): LoadedFilters;
  /** Settings of files, of the same. Throws UsageError where the file of -f cannot be read. */
  settings(of: SettingsFor, user: string | null, wish: SettingsWish): LoadedSettings;
  /** Why a theme or keymap of the same cannot be used; null for one that can. */
  faultOf(what: 'theme' | 'keymap', name: string, of: SettingsFor, user: string | null): string | null;
  /** Somebody wants the program to end (SIGINT, SIGTERM, SIGHUP); the second time it ends at once. Gives what undoes it. */
  onEnd(handler: () => void): () => void;
  /** Somebody moved the recording away and wants it begun anew (SIGUSR1). */
  onReopen(handler: () => void): void;
}

export function realWorld(): World {
  return {
    env: process.env,
    cwd: process.cwd(),
    exists: (path) => fs.existsSync(path),
    isPipe: (path) => {
      const stats = fs.statSync(path, { throwIfNoEntry: false });
      return stats !== undefined && !stats.isFile() && !stats.isDirectory();
    },
    print: printOut,
    // File names and filters come from elsewhere, too.
    tell: (line) => process.stderr.write(`${visible(line)}\n`),
    nowMs: () => performance.now(),
    hasScreen: () => process.stdout.isTTY === true,
    isRoot: () => process.getuid?.() === 0 || process.geteuid?.() === 0,
    whomToBecome,
    whoCalls,
    become,
    checkCaptureFilter: checkExpression,
    settings: (of, user, wish) => {
      const identity = of === 'files' ? null : of === 'caller' ? whoCalls() : whomToBecome(user);
      return loadSettings(userFileWorld(environmentOf(process.env, identity), identity), wish);
    },
    faultOf: (what, name, of, user) => {
      const identity = of === 'files' ? null : of === 'caller' ? whoCalls() : whomToBecome(user);
      const env = environmentOf(process.env, identity);
      return what === 'theme' ? themeFault(name, userFileWorld(env, identity)) : keymapFault(name, keymapWorld(env));
    },
    savedFilters: (of, user) => {
      const identity = of === 'files' ? null : whomToBecome(user);
      return loadSavedFilters(userFileWorld(environmentOf(process.env, identity), identity));
    },
    onEnd(handler) {
      for (const signal of ENDING) process.once(signal, handler);
      return () => {
        for (const signal of ENDING) process.removeListener(signal, handler);
      };
    },
    onReopen: (handler) => void process.on('SIGUSR1', handler),
  };
}

/** After `once` the system's own handling is back, which ends the process. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Waits until the system took the text: a reader that is slow slows us down, one that went ends us quietly. */
function printOut(text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (!error) resolve(true);
      else if (codeOf(error) === 'EPIPE') resolve(false);
      else reject(new OutputError(`standard output cannot be written: ${REASONS[codeOf(error)] ?? error.message}`));
    });
  });
}

const REASONS: Record<string, string> = { ENOSPC: 'the disk is full', EDQUOT: 'the quota is used up' };

function codeOf(error: NodeJS.ErrnoException): string {
  return error.code ?? '';
}
