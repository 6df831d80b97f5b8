/**
 * A pump as its parent sees it: a process of its own (pump.ts) that captures one device. Its packets come through its
 * standard output, what it tells beside them through the channel of child_process.
 */

import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { Readable } from 'node:stream';

/** Whom a pump becomes when its device is open. */
export interface Identity {
  uid: number;
  gid: number;
}

/** What a pump is started with. */
export interface PumpOrders {
  device: string;
  /** BPF; empty takes everything. */
  expression: string;
  bufferBytes: number;
  /** Null: the pump stays who started it. */
  identity: Identity | null;
}

/** What is wrong: the package is not there, libpcap refuses the expression or the device, root cannot be given up. */
export type Refused = 'package' | 'filter' | 'device' | 'identity';

/** What a pump tells. `refused` and `opened` come once and before all else; `dropped` counts from the beginning. */
export type PumpTold =
  | { kind: 'opened'; linkType: number }
  | { kind: 'refused'; what: Refused; reason: string }
  | { kind: 'dropped'; packets: number };

/** What a pump is told: to capture no more, to write what it still has, and to end. */
export const STOP = 'stop';

export interface PumpEvents {
  told(told: PumpTold): void;
  /** It is gone, and nothing more comes from it. `how`: `SIGKILL`, `code 1`. */
  gone(how: string): void;
}

export interface Pump {
  /** pcap. */
  readonly output: Readable;
  stop(): void;
  /** At once, whatever it was about to write. */
  kill(): void;
}

export type StartPump = (orders: PumpOrders, events: PumpEvents) => Pump;

/** Seen from a bundle of the program, which stands in a folder beside that of capture/. */
const PUMP_FILE = path.join(__dirname, '..', 'capture', 'cap', 'pump.js');

/** Throws what child_process throws. */
export function startPump(orders: PumpOrders, events: PumpEvents, file = PUMP_FILE): Pump {
  const child = fork(file, [JSON.stringify(orders)], {
    // What this process was started with (a debugger, a profile) is not for the pump.
    execArgv: [],
    // Threads of the kernel's would keep root's rights (Node before 20.11.1).
    env: { ...process.env, UV_USE_IO_URING: '0' },
    // cap writes warnings to standard error that are none, over the screen.
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  hear(child, events);
  return {
    // None where no process could be made, which is told as an error.
    output: child.stdout ?? Readable.from([]),
    // It may be gone already.
    stop: () => child.send(STOP, () => undefined),
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

function hear(child: ChildProcess, events: PumpEvents): void {
  let gone = false;
  const end = (how: string) => {
    if (!gone) events.gone(how);
    gone = true;
  };
  child.on('message', (told) => events.told(told as PumpTold));
  child.on('error', (error) => end(error.message));
  // It has ended, its output was read, and all that it told was heard.
  child.on('close', (code, signal) => end(signal ?? `code ${code}`));
}
