/** Restores the terminal however the process ends, and lets it end with the right code: 128 + n after signal n. */

import { constants } from 'node:os';
import type { TerminalProcess } from './terminal';

export interface CrashHooks {
  /** Must be safe to call twice. */
  restore(): void;
  /** A message for after the restore. */
  report(message: string): void;
  /** Ends the program in order; without it the process exits at once. */
  ended?: ((signal: string, exitCode: number) => void) | undefined;
}

/** Returns what takes the hooks off again. */
export function restoreOnCrash(process: TerminalProcess, hooks: CrashHooks): () => void {
  let ending = false;
  const listeners: [event: string, listener: (...values: unknown[]) => void][] = [
    ['exit', () => hooks.restore()],
    [
      'uncaughtException',
      (error: unknown) => {
        hooks.restore();
        hooks.report(error instanceof Error ? (error.stack ?? error.message) : String(error));
        process.exit(1);
      },
    ],
  ];
  for (const signal of SIGNALS) {
    listeners.push([
      signal,
      () => {
        const exitCode = 128 + constants.signals[signal];
        hooks.restore();
        if (ending || !hooks.ended) process.exit(exitCode);
        else hooks.ended(signal, exitCode);
        ending = true;
      },
    ]);
  }
  for (const [event, listener] of listeners) process.on(event, listener);
  return () => {
    for (const [event, listener] of listeners) process.removeListener(event, listener);
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGHUP'] as const;
