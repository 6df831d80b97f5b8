/** What the recorder says when it may not write: one line with what, where and what to do. */

import { InputError } from '../capture/input';

/** A recording that cannot begin: one line for the user, exit code 1. */
export class RecordError extends InputError {
  /** `code`: that of the system's error, or empty. */
  constructor(
    message: string,
    readonly code = '',
  ) {
    super(message);
  }
}

const OPENING: Record<string, string> = {
  EACCES: 'may not be written: permission denied, choose another folder',
  EPERM: 'may not be written: not permitted, choose another folder',
  EROFS: 'the file system is read-only, choose another folder',
  ENOENT: 'no such folder',
  ENOTDIR: 'no such folder',
  EISDIR: 'is a folder; name a file in it',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'the disk is full, choose another folder',
  EDQUOT: 'the quota is used up, choose another folder',
  EMFILE: 'too many files are open; raise the limit (ulimit -n)',
};

const WRITING: Record<string, string> = {
  ENOSPC: 'the disk is full; free some space, else packets are lost',
  EDQUOT: 'the quota is used up; free some space, else packets are lost',
  EFBIG: 'cannot grow any more; begin new files with --split, packets are being lost',
  EIO: 'the disk fails (EIO); packets are being lost',
};

export function openingError(path: string, error: unknown): RecordError {
  const code = codeOf(error);
  return new RecordError(`${path}: ${OPENING[code] ?? `cannot be opened: ${messageOf(error)}`}`, code);
}

export function writingTrouble(path: string, error: unknown): string {
  return `${path}: ${WRITING[codeOf(error)] ?? `cannot be written: ${messageOf(error)}; packets are being lost`}`;
}

export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException)?.code ?? '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
