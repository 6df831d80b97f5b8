/** Home, environment and the folder for saved files, once the process became somebody (privileges.ts). */

import { accessSync, constants } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { User } from './user-database';

type Environment = Record<string, string | undefined>;

/** @param identity whom the process became; null: nobody else. */
export function homeOf(env: Environment, identity: User | null): string {
  return environmentOf(env, identity).HOME || homedir();
}

/** As a login of that user would have it: started by sudo it has root's home, which is closed to anybody else. */
export function environmentOf(env: Environment, identity: User | null): Environment {
  if (identity === null) return env;
  const { XDG_CONFIG_HOME: _, XDG_STATE_HOME: __, ...rest } = env;
  return { ...rest, HOME: identity.home, USER: identity.name, LOGNAME: identity.name };
}

/** Where the user's own files are (XDG Base Directory: a relative XDG_CONFIG_HOME does not count). */
export function configFolder(env: Environment): string {
  const configured = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : null;
  return join(configured ?? join(env.HOME || homedir(), '.config'), 'sipladder');
}

/** Where the program keeps how it was left (the same for XDG_STATE_HOME). */
export function stateFolder(env: Environment): string {
  const configured = env.XDG_STATE_HOME?.startsWith('/') ? env.XDG_STATE_HOME : null;
  return join(configured ?? join(env.HOME || homedir(), '.local', 'state'), 'sipladder');
}

export interface SaveFolder {
  folder: string;
  /** Why it is not the current one, a line for the user; null when it is. */
  note: string | null;
}

export interface FolderSystem {
  /** Temporary folders, the first that may be written counts. */
  temporary: readonly string[];
  mayWrite(folder: string): boolean;
}

/** Where saved files go by default. To be asked after become(): the system then says what that user may do. */
export function folderFor(cwd: string, identity: User | null, system: FolderSystem = REAL): SaveFolder {
  if (system.mayWrite(cwd)) return { folder: cwd, note: null };
  const who = identity?.name ?? 'you';
  const folder = temporaryFolder(system);
  if (folder === null) {
    const note = `${who} may not write in ${cwd}, nor in ${system.temporary.at(-1)}: nothing can be saved without the path of another folder`;
    return { folder: cwd, note };
  }
  const others = identity === null ? '' : ' (--user NAME for somebody else, --user root for root)';
  return { folder, note: `${who} may not write in ${cwd}: files go to ${folder}${others}` };
}

/** One that may be written, so not root's own; null: none. */
export function temporaryFolder(system: FolderSystem = REAL): string | null {
  return system.temporary.find(system.mayWrite) ?? null;
}

const REAL: FolderSystem = {
  // The first is the environment's, which may be root's own.
  temporary: [tmpdir(), '/tmp'],
  mayWrite(folder) {
    try {
      accessSync(folder, constants.W_OK | constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
};
