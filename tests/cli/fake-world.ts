/** A world that keeps what a run says. */

import fs from 'node:fs';
import { NO_FILES } from '../../src/cli/settings-files';
import type { World } from '../../src/cli/world';

export class FakeWorld implements World {
  readonly env = {};
  readonly cwd = '/';
  out = '';
  readonly told: string[] = [];
  /** Pieces that are taken before the reader goes. */
  patience = Number.POSITIVE_INFINITY;
  prints = 0;

  exists(path: string): boolean {
    return fs.existsSync(path);
  }

  isPipe(): boolean {
    return false;
  }

  async print(text: string): Promise<boolean> {
    if (this.prints++ >= this.patience) return false;
    this.out += text;
    return true;
  }

  tell(line: string): void {
    this.told.push(line);
  }

  nowMs(): number {
    return performance.now();
  }

  hasScreen(): boolean {
    return false;
  }

  isRoot(): boolean {
    return false;
  }

  whoCalls(): null {
    return null;
  }

  whomToBecome(): null {
    return null;
  }

  become(): void {
    throw new Error('nobody is root here');
  }

  settings() {
    return { file: '/settings.json', ...NO_FILES };
  }

  faultOf(): null {
    return null;
  }

  savedFilters() {
    return { file: '/filters.json', filters: {}, errors: [] };
  }

  /** libpcap, as far as these tests need it. */
  checkCaptureFilter(expression: string): ReturnType<World['checkCaptureFilter']> {
    return /^(port|host) [\w.]+$/.test(expression) ? null : { message: 'syntax error', at: 0 };
  }

  /** Ends the run as a signal would. */
  end: () => void = () => undefined;

  onEnd(handler: () => void): () => void {
    this.end = handler;
    return () => undefined;
  }

  onReopen(): void {}
}
