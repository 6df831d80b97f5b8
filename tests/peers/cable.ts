/** Two hosts with a cable between them: bench/namespaces.js, with types. */

import type { ChildProcess, SpawnOptions } from 'node:child_process';

export interface Cable {
  /** Namespaces, and the device in each. */
  hosts: [string, string];
  devices: [string, string];
  addresses: [string, string];
  /** Runs a command on a side (0 or 1) to its end; gives its standard output. */
  run(side: number, program: string, args: readonly string[]): string;
  start(side: number, program: string, args: readonly string[], options?: SpawnOptions): ChildProcess;
  /** Resolves when somebody captures on a side, or, with `false`, when nobody does any more. */
  captured(side: number, wanted?: boolean): Promise<void>;
  remove(): void;
}

const bench: { Cable: new () => Cable } = require('../../bench/namespaces.js');

export function newCable(): Cable {
  return new bench.Cable();
}
