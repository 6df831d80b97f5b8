/** What the recorder takes from the machine, as one parameter, so that a test needs no disk that is full and no waiting. */

import fs from 'node:fs/promises';

/** Device and inode: what a file is, whatever its name. */
export interface FileIdentity {
  dev: number;
  ino: number;
}

export interface FileFacts extends FileIdentity {
  size: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

export interface RecorderFile {
  write(bytes: Buffer, offset: number, length: number, position: number): Promise<{ bytesWritten: number }>;
  truncate(length: number): Promise<void>;
  stat(): Promise<FileFacts>;
  close(): Promise<void>;
}

export interface RecorderFiles {
  open(path: string, flags: string, mode?: number): Promise<RecorderFile>;
  stat(path: string): Promise<FileFacts>;
  readdir(path: string): Promise<string[]>;
  mkdir(path: string): Promise<unknown>;
  unlink(path: string): Promise<void>;
}

export interface RecorderWorld {
  files: RecorderFiles;
  /** Milliseconds since 1970, for names. */
  dateMs(): number;
  /** Milliseconds that nobody sets back, for everything else. */
  nowMs(): number;
  /** Calls `then` once; what it gives takes that back. */
  after(ms: number, then: () => void): () => void;
}

export const SYSTEM: RecorderWorld = {
  files: fs,
  dateMs: () => Date.now(),
  nowMs: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};
