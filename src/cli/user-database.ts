/**
 * The users of this machine: by getent, which also asks directory servers, else from /etc/passwd. Runs as root, so
 * nothing of the caller's environment decides which program that is.
 */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { USER_LOOKUP_MS } from '../budgets';

export interface User {
  name: string;
  uid: number;
  /** Of the primary group. */
  gid: number;
  home: string;
}

/** By name (digits are taken as a uid, too) or by uid. Null: there is none. */
export type UserLookup = (key: string | number) => User | null;

export interface DatabaseSystem {
  /** What `getent passwd KEY` gave; null where there is no getent. The status is null when it did not end in time. */
  getent(key: string): { status: number | null; stdout: string } | null;
  /** Text of /etc/passwd; null where it cannot be read. */
  passwd(): string | null;
}

export function userDatabase(system: DatabaseSystem = REAL): UserLookup {
  return (key) => {
    const text = String(key);
    // No name of a user, but perhaps an option of getent.
    if (text === '' || /^-|[:\x00-\x1f]/.test(text)) return null;
    const answer = system.getent(text);
    if (answer?.status === NOT_FOUND) return null;
    if (answer?.status === 0) return userOf(answer.stdout.split('\n')[0]);
    return inPasswd(system.passwd() ?? '', text);
  };
}

/** Exit code of getent. */
const NOT_FOUND = 2;

/** By their full paths: PATH may be the caller's. The last is that of NixOS. */
const GETENTS = ['/usr/bin/getent', '/bin/getent', '/run/current-system/sw/bin/getent'];

const REAL: DatabaseSystem = {
  getent(key) {
    for (const program of GETENTS) {
      const run = spawnSync(program, ['passwd', key], { encoding: 'utf8', env: {}, timeout: USER_LOOKUP_MS });
      if ((run.error as NodeJS.ErrnoException | undefined)?.code !== 'ENOENT') return run;
    }
    return null;
  },
  passwd() {
    try {
      return readFileSync('/etc/passwd', 'utf8');
    } catch {
      return null;
    }
  },
};

function inPasswd(text: string, key: string): User | null {
  const users = text.split('\n').map(userOf);
  return (
    users.find((user) => user?.name === key) ?? users.find((user) => user !== null && String(user.uid) === key) ?? null
  );
}

/** passwd(5): name, password, uid, gid, comment, home, shell. */
function userOf(line: string): User | null {
  const [name, , uid, gid, , home] = line.split(':');
  if (!name || !isNumber(uid) || !isNumber(gid)) return null;
  return { name, uid: Number(uid), gid: Number(gid), home: home?.startsWith('/') ? home : '/' };
}

function isNumber(text: string | undefined): boolean {
  return /^\d{1,10}$/.test(text ?? '');
}
