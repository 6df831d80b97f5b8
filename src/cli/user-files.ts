/** Files of the user's in the configuration folder: read and replaced as a whole, with what can go wrong in words. */

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { User } from './user-database';

export interface UserFileWorld {
  /** XDG_CONFIG_HOME and HOME. */
  env: Record<string, string | undefined>;
  /** Text of a file; throws as readFileSync does. */
  readFile(file: string): string;
  /** Puts a text in place of a file in one step; makes its folder. Throws as writeFileSync does. */
  replaceFile(file: string, text: string): void;
}

/** @param reader whose files they are while the process is still root: it reads nothing for him that he could not. */
export function userFileWorld(env: UserFileWorld['env'], reader: User | null = null): UserFileWorld {
  return { env, readFile: (file) => readAs(file, reader), replaceFile };
}

/** The text of a file, or an empty one where there is none. Throws as readFileSync does. */
function existingText(file: string, world: Pick<UserFileWorld, 'readFile'>): string {
  try {
    return world.readFile(file);
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}

/** Rewrites a file of JSON by `edit`, which gives null for what is none. Gives why it could not be, or null. */
export function rewritten(
  file: string,
  edit: (text: string) => string | null,
  world: Pick<UserFileWorld, 'readFile' | 'replaceFile'>,
): string | null {
  try {
    const text = edit(existingText(file, world));
    if (text === null) return `${file} is no JSON: it was left as it is`;
    world.replaceFile(file, text);
    return null;
  } catch (error) {
    return `${file}: ${failureText(error)}`;
  }
}

export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** In words, without the name of the file beside. */
export function failureText(error: unknown): string {
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
};

/** Messages about a file quote it: a link of the user's to a file of root's must not be read. */
function readAs(file: string, reader: User | null): string {
  if (reader === null || process.getuid?.() !== 0) return readFileSync(file, 'utf8');
  const fd = openSync(file, 'r');
  try {
    if (!readableFor(reader, fstatSync(fd))) throw Object.assign(new Error('permission denied'), { code: 'EACCES' });
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}

/** Whether the rights of a file let somebody read it, as far as one can see without his other groups. */
export function readableFor({ uid, gid }: Pick<User, 'uid' | 'gid'>, file: Rights): boolean {
  if (uid === 0) return true;
  const bit = file.uid === uid ? 0o400 : file.gid === gid ? 0o040 : 0o004;
  return (file.mode & bit) !== 0;
}

type Rights = Pick<Stats, 'uid' | 'gid' | 'mode'>;

/** Beside it and then renamed: a full disk leaves what was there. A link stays one, and rights stay as they were. */
function replaceFile(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const target = realPath(file);
  const beside = `${target}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(beside, text, { flag: 'wx', mode: modeOf(target) });
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function modeOf(file: string): number {
  try {
    return statSync(file).mode & 0o777;
  } catch {
    return 0o600;
  }
}
